"""The program's own questions about entities, statements, figures and reports. One .rq file each, in ``named/``.

Every function takes an open store and gives plain values (``graph.query.values``), in a fixed order.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

from rdflib import Literal
from rdflib.term import Node

from graph.errors import QueryError
from graph.model import Comparator, EntityType, IndicatorStatus, Predicate, Span, Tense
from graph.query.values import Evidence, Fact, Figure, MentionOf, ReportInfo, SectionInfo, Thing
from graph.store import GraphStore
from graph.vocabulary import LP

Row = Mapping[str, Node]
#: What SPARQL allows between < and >: https://www.w3.org/TR/sparql11-query/#rIRIREF
_IRI = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*:[^<>"{}|^`\\\x00-\x20]*""")


def reports(store: GraphStore) -> tuple[ReportInfo, ...]:
    """Every report in the graph, by place and year."""
    return tuple(
        ReportInfo(
            iri=text(row, "report"),
            slug=text(row, "report").rsplit("/", 1)[-1],
            title=text(row, "title"),
            place=text(row, "place"),
            year=whole(row, "year"),
        )
        for row in store.select(named("reports"))
    )


def report_text(store: GraphStore, report: str) -> str:
    """The whole text of a report. Raises QueryError where the graph holds no such report."""
    rows = store.select(named("report_text", report=report))
    if not rows:
        raise QueryError("The graph holds no such report.", where=report, mend="Open one from the list.")
    return text(rows[0], "text")


def sections(store: GraphStore, report: str) -> tuple[SectionInfo, ...]:
    """The sections of a report, in the order of its text."""
    rows = store.select(named("sections", report=report))
    return tuple(
        SectionInfo(text(row, "title"), whole(row, "level"), Tense(text(row, "tense")), span(row)) for row in rows
    )


def mentions(store: GraphStore, report: str) -> tuple[MentionOf, ...]:
    """Every stretch of a report that names an entity, in the order of the text."""
    rows = store.select(named("mentions", report=report))
    return tuple(MentionOf(span(row), text(row, "thing")) for row in rows)


def provenance(store: GraphStore, report: str) -> tuple[str, frozenset[str]]:
    """The SHA-256 of the file that a report was read from, and the digests of the decisions that were built in.

    Raises QueryError where the graph holds no such report.
    """
    rows = store.select(named("provenance", report=report))
    if not rows:
        raise QueryError("The graph holds no such report.", where=report, mend="Open one from the list.")
    decisions = frozenset(text(row, "decision").rsplit("/", 1)[-1] for row in rows) - {""}
    return text(rows[0], "sha256"), decisions


def things(store: GraphStore) -> dict[str, Thing]:
    """Every entity by IRI, the most connected first."""
    degrees = {text(row, "thing"): whole(row, "degree") for row in store.select(named("degrees"))}
    codes = {text(row, "thing"): text(row, "code") for row in store.select(named("codes"))}
    aliases: dict[str, list[str]] = {}
    for row in store.select(named("aliases")):
        aliases.setdefault(text(row, "thing"), []).append(text(row, "alias"))
    found = [
        Thing(
            iri=(iri := text(row, "thing")),
            type=EntityType(text(row, "type").removeprefix(str(LP))),
            name=text(row, "label"),
            aliases=tuple(sorted(aliases.get(iri, ()))),
            degree=degrees.get(iri, 0),
            code=codes.get(iri),
        )
        for row in store.select(named("things"))
    ]
    return {thing.iri: thing for thing in sorted(found, key=lambda thing: (-thing.degree, thing.name, thing.iri))}


def facts_of(store: GraphStore, iri: str) -> tuple[Fact, ...]:
    """Every statement that an entity is the subject or the object of."""
    return facts_touching(store, [iri])


def facts_among(store: GraphStore, iris: Collection[str]) -> tuple[Fact, ...]:
    """Every statement whose two ends are both among ``iris``."""
    ends = values(iris)
    return _facts(store, f"VALUES ?subject {ends} VALUES ?object {ends}")


def facts_touching(store: GraphStore, iris: Collection[str]) -> tuple[Fact, ...]:
    """Every statement with at least one end among ``iris``."""
    ends = values(iris)
    # Two questions: of their UNION, with one entity, Virtuoso 7.2 finds nothing.
    found = {*_facts(store, f"VALUES ?subject {ends}"), *_facts(store, f"VALUES ?object {ends}")}
    return tuple(sorted(found, key=_fact_order))


def all_facts(store: GraphStore) -> tuple[Fact, ...]:
    """Every statement between two entities."""
    return _facts(store, "")


def figures(store: GraphStore) -> tuple[Figure, ...]:
    """Every figure, in the order of the text."""
    return _figures(store, "")


def figures_of(store: GraphStore, iri: str) -> tuple[Figure, ...]:
    """Every figure about an entity."""
    return _figures(store, f"?figure lp:indicatorSubject {term(iri)} .")


def counts(store: GraphStore) -> tuple[int, int]:
    """How many statements between entities, and how many figures, the graph holds."""
    (row,) = store.select(named("counts"))
    return whole(row, "facts"), whole(row, "figures")


def _facts(store: GraphStore, ends: str) -> tuple[Fact, ...]:
    found = (
        Fact(
            subject=text(row, "subject"),
            predicate=Predicate(text(row, "predicate").removeprefix(str(LP))),
            object=text(row, "object"),
            confidence=number(row, "confidence"),
            inferred=text(row, "inferred") == "true",
            rule=text(row, "rule"),
            evidence=evidence(row),
        )
        for row in store.select(named("facts").replace("{ends}", ends))
    )
    return tuple(sorted(found, key=_fact_order))


def _figures(store: GraphStore, about: str) -> tuple[Figure, ...]:
    found = (
        Figure(
            subject=text(row, "subjectName"),
            name=text(row, "name"),
            value=number(row, "value"),
            unit=text(row, "unit"),
            comparator=Comparator(text(row, "comparator")),
            year=whole(row, "year"),
            status=IndicatorStatus(text(row, "status")),
            evidence=evidence(row),
        )
        for row in store.select(named("figures").replace("{about}", about))
    )
    return tuple(sorted(found, key=_figure_order))


# Engines order texts and IRIs each in its own way, and ties as they come.
def _fact_order(fact: Fact) -> tuple[str, str, int, str, str, int, float, str]:
    said = fact.evidence
    ends = fact.subject, fact.object
    return fact.predicate.value, said.report, said.span.start, *ends, said.span.end, -fact.confidence, fact.rule


def _figure_order(figure: Figure) -> tuple[str, int, str, float, int, str, str]:
    said = figure.evidence
    what = said.report, said.span.start, figure.name, figure.value
    return *what, figure.year, figure.status.value, figure.subject


def named(name: str, **iris: str) -> str:
    """The text of a named question, with each ``{slot}`` filled by an IRI."""
    query = _file(name)
    for slot, iri in iris.items():
        query = query.replace(f"{{{slot}}}", term(iri))
    return query


def term(iri: str) -> str:
    """An IRI as SPARQL writes it. Raises QueryError for a text that is none, so that nothing else gets into a query.

    >>> term("https://x/a")
    '<https://x/a>'
    """
    if not _IRI.fullmatch(iri):
        raise QueryError("That is no IRI.", where=iri, mend="Open the thing from the list or the graph.")
    return f"<{iri}>"


def values(iris: Collection[str]) -> str:
    """IRIs as the block of a VALUES clause, in a fixed order."""
    return f"{{ {' '.join(term(iri) for iri in sorted(iris))} }}"


@cache
def _file(name: str) -> str:
    return (Path(__file__).parent / "named" / f"{name}.rq").read_text(encoding="utf-8")


def text(row: Row, name: str) -> str:
    """A column as text, "" where it is unbound."""
    return str(row.get(name, ""))


def number(row: Row, name: str) -> float:
    """A column as a number."""
    value = row[name]
    return float(value.value if isinstance(value, Literal) else str(value))


def whole(row: Row, name: str) -> int:
    """A column as a whole number."""
    return int(str(row[name]))


def span(row: Row) -> Span:
    """The columns start and end as a span."""
    return Span(whole(row, "start"), whole(row, "end"))


def evidence(row: Row) -> Evidence:
    """The columns report, start, end, words and section as evidence."""
    return Evidence(text(row, "report"), span(row), text(row, "words"), text(row, "section"))
