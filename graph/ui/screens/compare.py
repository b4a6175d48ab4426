"""对比: two reports side by side: chains by what changed, names, relations and figures."""

from graph.ui.catalogue import t
from graph.ui.frame import title
from graph.ui.parts.compare import choose, chosen_view, only_one, show, summary

title(t("compare.title"), t("compare.lead"))
pair = choose()
if pair is None:
    only_one()
else:
    summary(pair)
    show(pair, chosen_view())
