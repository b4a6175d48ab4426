"""提问: a question in plain words, what it was taken for, and the answer with its sentences."""

from graph.ui.catalogue import t
from graph.ui.frame import title
from graph.ui.parts.ask import answer, ask_box, browse, chosen, understood

title(t("ask.title"), t("ask.lead"))
ask_box()
template = chosen()
if template is not None:
    fillings = understood(template)
    if fillings is not None:
        answer(template, fillings)
browse(open_at_first=template is None)
