"""What a search found, as plain data for the search box."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from graph.model import EntityType, NodeState, Predicate, Stage
from graph.present.palette import MARKS, STATE_GLYPHS, STRUCTURE
from graph.query.knowledge import Knowledge
from graph.search.entries import Entry, Kind
from graph.search.hints import Hint, Said, hint
from graph.search.index import Found, Group, Hit

_GLYPHS = {Kind.CHAIN: "☰", Kind.LINK: "◌", Kind.REPORT: "▤", Kind.PAGE: "▢"}


@dataclass(frozen=True)
class Words:
    """The interface's words in one language.

    ``said`` joins a relation and a name, ``inverse_said`` an inverse label and a name; ``links`` has a slot ``n``,
    ``held`` the slots ``held`` and ``all``; ``also`` goes before another name.
    """

    english: bool
    kinds: Mapping[Kind, str]
    relations: Mapping[Predicate, str]
    inverses: Mapping[Predicate, str]
    stages: Mapping[Stage, str]
    states: Mapping[NodeState, str]
    said: str
    inverse_said: str
    links: str
    held: str
    also: str


def found_rows(
    found: Found, known: Knowledge, words: Words, address: Callable[[Entry], str]
) -> list[dict[str, object]]:
    """The groups with their hits, as the search box shows them; ``address`` gives where an entry leads."""
    return [_group(group, known, words, address) for group in found.groups]


def _group(group: Group, known: Knowledge, words: Words, address: Callable[[Entry], str]) -> dict[str, object]:
    return {
        "kind": group.kind.value,
        "title": words.kinds[group.kind],
        "total": group.total,
        "hits": [_hit(one, known, words, address) for one in group.hits],
    }


def _hit(one: Hit, known: Knowledge, words: Words, address: Callable[[Entry], str]) -> dict[str, object]:
    entry = one.entry
    told = hint(entry, known)
    name = shown_name(entry, words.english)
    glyph, colour = _mark(entry, told)
    return {
        "kind": entry.kind.value,
        "id": entry.id,
        "href": address(entry),
        "glyph": glyph,
        "colour": colour,
        "name": _pieces(name, one.marks if one.form == name else None),
        "also": [[words.also, False], *_pieces(one.form, one.marks)] if one.form != name else [],
        "hint": hint_text(entry, told, words),
    }


def shown_name(entry: Entry, english: bool) -> str:
    """What an entry is called in the interface's language."""
    return entry.english if english and entry.english else entry.name


def hint_text(entry: Entry, told: Hint, words: Words) -> str:
    """One line on what an entry is: its kind, what it does or where it belongs, how much hangs on it."""
    parts = [words.kinds[entry.kind], *(_said(said, words) for said in told.said)]
    if told.link and told.chain:
        chain = told.chain.info
        parts += [chain.en if words.english else chain.zh, words.stages[told.link.stage], words.states[told.link.state]]
    elif told.chain:
        info = told.chain.info
        held = info.links - info.count(NodeState.NOT_MENTIONED)
        parts.append(words.held.format(held=held, all=info.links))
    if told.report:
        parts.append(f"{told.report.place} {told.report.year}")
    if entry.kind.value in set(EntityType):
        parts.append(words.links.format(n=f"{told.degree:,}"))
    return " · ".join(parts)


def _said(said: Said, words: Words) -> str:
    if said.inverse:
        return words.inverse_said.format(relation=words.inverses[said.predicate], name=said.other.name)
    return words.said.format(relation=words.relations[said.predicate], name=said.other.name)


def _mark(entry: Entry, told: Hint) -> tuple[str, str]:
    if entry.kind.value in set(EntityType):
        mark = MARKS[EntityType(entry.kind.value)]
        return mark.glyph, mark.colour
    if told.link:
        return STATE_GLYPHS[told.link.state], STRUCTURE
    return _GLYPHS[entry.kind], STRUCTURE


def _pieces(text: str, marks: tuple[int, int] | None) -> list[list[object]]:
    """A name in stretches, each with whether it is marked."""
    if marks is None:
        return [[text, False]]
    start, end = marks
    pieces = ((text[:start], False), (text[start:end], True), (text[end:], False))
    return [[piece, marked] for piece, marked in pieces if piece]
