"""关联分析: how two things hang together, what breaks if a firm stops, who leads."""

from graph.ui.catalogue import t
from graph.ui.frame import title
from graph.ui.parts.network import answer, choose_question

title(t("network.title"), t("network.caution"))
answer(choose_question())
