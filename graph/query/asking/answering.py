"""A filled template asked of the graph: names are bound as terms, never pasted as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rdflib import Literal, URIRef
from rdflib.term import Node

from graph.errors import QueryError
from graph.query.asking.names import Names
from graph.query.asking.template import WORD, Arrow, Language, Slot, Template, fill_text, slot_lines
from graph.query.asking.understanding import Filling
from graph.query.questions import term
from graph.store import GraphStore

#: More rows than a person reads; a table says that there are more.
MOST_ROWS = 2_000
MOST_WORD = 60
NAMED = 6


@dataclass(frozen=True)
class Cell:
    """One value of an answer: what it says, and the IRI where it is a thing."""

    text: str
    iri: str | None = None


@dataclass(frozen=True)
class Edge:
    """A line of the answer's picture, between two things by IRI."""

    start: str
    end: str
    arrow: Arrow


@dataclass(frozen=True)
class Reply:
    """The answer to a question. ``rows`` align with the template's columns; a cell is None where nothing is known.
    ``query`` is what was asked, in SPARQL."""

    template: Template
    fillings: tuple[Filling, ...]
    query: str
    rows: tuple[tuple[Cell | None, ...], ...]
    edges: tuple[Edge, ...]
    more: bool = False


def ask(store: GraphStore, template: Template, fillings: Sequence[Filling]) -> Reply:
    """The answer of the graph. Raises QueryError where a slot is not filled, or by what does not fit it."""
    query = filled_query(template, fillings)
    rows = store.select(query)
    bound = rows[:MOST_ROWS]
    fixed = {filling.slot.name: URIRef(filling.name.iri) for filling in fillings if filling.name is not None}
    return Reply(
        template=template,
        fillings=tuple(fillings),
        query=query,
        rows=tuple(dict.fromkeys(tuple(_cell(row.get(c.name)) for c in template.columns) for row in bound)),
        edges=tuple(dict.fromkeys(edge for row in bound for edge in _edges(template.arrows, {**fixed, **row}))),
        more=len(rows) > MOST_ROWS,
    )


def filled_query(template: Template, fillings: Iterable[Filling]) -> str:
    """The template's query with its slots bound. Raises QueryError where a slot is not filled, or by what does not fit.

    The line that a slot stands in gives way to a VALUES clause with one term.
    """
    bound = {filling.slot.name: _term(filling) for filling in fillings}
    query = template.query
    for name, line in slot_lines(template.query).items():
        if name not in bound:
            slot = template.slot(name)
            raise QueryError(
                f"The question needs {slot.en}.", mend="Choose one.", key="ask_slot", values={"slot": slot.zh}
            )
        indent = line[: len(line) - len(line.lstrip())]
        query = query.replace(line, f"{indent}VALUES ?{name} {{ {bound[name]} }}")
    return query


def summary(reply: Reply, names: Names, language: Language, written: Callable[[Cell], str]) -> str:
    """One sentence that sums the answer up; ``written`` gives a cell in words. "" where there is no row."""
    if not reply.rows:
        return ""
    distinct = list(dict.fromkeys(cell for row in reply.rows if (cell := row[0]) is not None))
    shown = [written(cell) for cell in distinct[:NAMED]]
    rest = len(distinct) - len(shown)
    joined = "、".join(shown) if language == "zh" else ", ".join(shown)
    if rest and language == "zh":
        joined += "等"
    elif rest:
        joined += f" and {rest:,} more"
    filled = {f.slot.name: f.name.text(language) if f.name else f.word for f in reply.fillings}
    facts = {"n": f"{len(distinct):,}", "rows": f"{len(reply.rows):,}", "names": joined, "first": (shown or [""])[0]}
    return fill_text(reply.template.answer.text(language), {**facts, **filled})


def filling_of(slot: Slot, value: str, names: Names) -> Filling | None:
    """What an IRI or, for a slot that takes any word, a word stands for in a slot; None where it does not fit."""
    if slot.kinds == (WORD,):
        word = _clean(value)
        return Filling(slot, word=word) if word else None
    name = names.by_iri.get(value)
    return Filling(slot, name) if name is not None and name.kind in slot.kinds else None


def example_filling(slot: Slot, names: Names) -> Filling | None:
    """What the slot's file asks about, or where the graph does not have it, what most hangs on of what fits."""
    if slot.kinds == (WORD,):
        return Filling(slot, word=slot.example)
    fitting = names.of_kinds(slot.kinds)
    same = next((name for name in fitting if name.zh == slot.example), None)
    chosen = same or max(fitting, key=lambda name: name.weight, default=None)
    return Filling(slot, chosen) if chosen else None


def _clean(word: str) -> str:
    return re.sub(r"\s+", " ", "".join(c if c.isprintable() else " " for c in word)).strip()[:MOST_WORD]


def _term(filling: Filling) -> str:
    """What fills a slot as SPARQL writes it; what would not be one term is refused."""
    if filling.name is not None:
        return term(filling.name.iri)
    word = _clean(filling.word)
    if not word:
        raise QueryError("There is no word to look for.", mend="Type one.", key="ask_word")
    return Literal(word).n3()


def _cell(value: Node | None) -> Cell | None:
    if value is None:
        return None
    return Cell(str(value), str(value) if isinstance(value, URIRef) else None)


def _edges(arrows: Iterable[Arrow], row: Mapping[str, Node]) -> Iterable[Edge]:
    for arrow in arrows:
        start, end = row.get(arrow.start), row.get(arrow.end)
        if isinstance(start, URIRef) and isinstance(end, URIRef) and start != end:
            yield Edge(str(start), str(end), arrow)
