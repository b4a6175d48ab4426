"""What tests of questions share: the templates, the names of the test run's graph, and how an answer is written."""

from __future__ import annotations

from graph.model import EntityType, Predicate
from graph.present.answers import Wording
from graph.query.asking.answering import Reply, ask, example_filling
from graph.query.asking.names import Names
from graph.query.asking.template import Template
from graph.settings import DEFAULT_BASE_IRI
from graph.store import GraphStore
from graph.ui.catalogue import strings

WORDS = {
    **{f"lp:{p.value}": strings()[f"relation.{p.value}"]["zh"] for p in Predicate},
    **{f"lp:{kind.value}": strings()[f"type.{kind.value}"]["zh"] for kind in EntityType},
    "passage": "看原文",
}


def wording(names: Names) -> Wording:
    return Wording("zh", names, WORDS, DEFAULT_BASE_IRI)


def asked_as_it_stands(template: Template, names: Names, store: GraphStore) -> Reply:
    fillings = [example_filling(slot, names) for slot in template.slots]
    return ask(store, template, [filling for filling in fillings if filling is not None])


def said_in(reply: Reply, written: Wording) -> str:
    columns = reply.template.columns
    rows = ("\t".join(written.cell(c, col) for c, col in zip(row, columns, strict=True)) for row in reply.rows)
    return "\n".join(rows)
