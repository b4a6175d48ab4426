"""原文: the report with its mentions marked; a mention leads to its node."""

from graph.ui.catalogue import t
from graph.ui.frame import title
from graph.ui.parts.source import chosen_report, draw_source

title(t("source.title"))
report = chosen_report()
draw_source(report)
