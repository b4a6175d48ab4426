"""导入: a report is dropped, read and shown; then it is added to the graph, or not."""

from graph.ui.catalogue import t
from graph.ui.frame import title
from graph.ui.parts.importing import added, attempt, dropped, findings, verdict
from graph.ui.roles import sign_in

title(t("importing.title"), t("importing.lead"))
person = sign_in()
added(person)
if person.may_edit:
    file = dropped()
    trial = attempt(file) if file is not None else None
    if trial is not None:
        verdict(trial, person)
        findings(trial)
