"""The words that a query can be made of: classes and predicates, those that the vocabulary declares and those that the
data uses."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Literal

from rdflib import OWL
from rdflib.term import Literal as Text

from graph.query.questions import named, text, whole
from graph.store import GraphStore
from graph.vocabulary import PREFIXES


@dataclass(frozen=True)
class Term:
    """A class or a predicate. ``labels`` and ``definitions`` are by language, empty for a term of another vocabulary;
    ``uses`` counts in how many triples of the data it is one."""

    iri: str
    kind: Literal["class", "predicate"]
    uses: int
    labels: dict[str, str] = field(default_factory=dict)
    definitions: dict[str, str] = field(default_factory=dict)


def terms_of(store: GraphStore) -> tuple[Term, ...]:
    """Every term, the most used first."""
    classes = {text(row, "term"): whole(row, "uses") for row in store.select(named("classes_used"))}
    predicates = {text(row, "term"): whole(row, "uses") for row in store.select(named("predicates_used"))}
    labels: defaultdict[str, dict[str, str]] = defaultdict(dict)
    definitions: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in store.select(named("terms_declared")):
        iri, label = text(row, "term"), row["label"]
        language = label.language if isinstance(label, Text) else None
        labels[iri][language or ""] = str(label)
        definitions[iri][language or ""] = text(row, "definition")
        (classes if text(row, "kind") == str(OWL.Class) else predicates).setdefault(iri, 0)
    found = [
        *(Term(iri, "class", uses, labels.get(iri, {}), definitions.get(iri, {})) for iri, uses in classes.items()),
        *(
            Term(iri, "predicate", uses, labels.get(iri, {}), definitions.get(iri, {}))
            for iri, uses in predicates.items()
        ),
    ]
    return tuple(sorted(found, key=lambda term: (-term.uses, term.iri, term.kind)))


def prefixes() -> dict[str, str]:
    """The prefixes that a query need not declare."""
    return dict(PREFIXES)
