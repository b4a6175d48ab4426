"""A comparison as rows for tables, and a chain as columns coloured by what changed: every text in one language."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from graph.compare.model import ChainChange, Change, FigureChange, LinkChange, RelationChange, ThingChange, Verdict
from graph.gaps.words import Language
from graph.model import EntityType, IndicatorStatus, NodeState, Predicate, Stage
from graph.present.chainmap import in_flow
from graph.present.palette import MARKS, STATE_GLYPHS
from graph.present.tables import number
from graph.query.values import ChainView, Figure
from graph.tables import Row

#: What goes before the word for a change, so that colour never carries alone.
SIGNS = {
    Change.KEPT: "＝",
    Change.NEW: "＋",
    Change.GONE: "－",
    Change.STRONGER: "↑",
    Change.WEAKER: "↓",
    Change.SILENT: "◌",
}
_NAMED = 3


@dataclass(frozen=True)
class Saying:
    """The words of a comparison in one language. ``first`` and ``second`` say which reports are held against each
    other; ``came`` and ``left`` have a slot ``names``."""

    language: Language
    first: str
    second: str
    came: str
    left: str
    place: str
    conflict: str
    changes: Mapping[Change, str]
    verdicts: Mapping[Verdict, str]
    types: Mapping[EntityType, str]
    predicates: Mapping[Predicate, str]
    stages: Mapping[Stage, str]
    states: Mapping[NodeState, str]
    statuses: Mapping[IndicatorStatus, str]

    def change(self, change: Change) -> str:
        """A change with its sign."""
        return f"{SIGNS[change]} {self.changes[change]}"


def thing_rows(changes: Sequence[ThingChange], saying: Saying) -> list[Row]:
    """One row an entity: ``change``, ``type``, ``name``, what each report calls it, and ``iri``."""
    return [
        {
            "change": saying.change(change.change),
            "type": saying.types[change.thing.type],
            "name": change.thing.name,
            "first": change.first,
            "second": change.second,
            "iri": change.thing.iri,
        }
        for change in changes
    ]


def relation_rows(changes: Sequence[RelationChange], saying: Saying) -> list[Row]:
    """One row a relation: ``change``, ``subject``, ``relation``, ``object``, and the sentence of each report."""
    return [
        {
            "change": saying.change(change.change),
            "subject": change.subject.name,
            "relation": saying.predicates[change.predicate],
            "object": change.object.name,
            "first": change.first.evidence.words if change.first else "",
            "second": change.second.evidence.words if change.second else "",
            "iri": change.subject.iri,
        }
        for change in changes
    ]


def figure_rows(changes: Sequence[FigureChange], saying: Saying) -> list[Row]:
    """One row a figure: ``figure``, what it is ``about``, ``unit``, each report's values, ``verdict`` on the target."""
    return [
        {
            "figure": change.name,
            "about": change.subject or saying.place,
            "unit": change.unit,
            "first": values(change.first, saying),
            "second": values(change.second, saying),
            "verdict": _verdict(change, saying),
        }
        for change in changes
    ]


def values(figures: Sequence[Figure], saying: Saying) -> str:
    """Figures as one text: each with its year and status."""
    told = (f"{figure.year} {saying.statuses[figure.status]} {number(figure)}" for figure in figures)
    return "；".join(dict.fromkeys(told)) if saying.language == "zh" else "; ".join(dict.fromkeys(told))


def _verdict(change: FigureChange, saying: Saying) -> str:
    told = []
    if change.verdict is not None and change.target is not None and change.reached is not None:
        reached = f"{number(change.target)} → {number(change.reached)}"
        told.append(f"{change.target.year} {saying.verdicts[change.verdict]} {reached}")
    if change.conflict:
        told.append(saying.conflict)
    return " · ".join(told)


def link_rows(chains: Sequence[ChainChange], saying: Saying) -> list[Row]:
    """One row a link that either report mentions: ``chain``, ``link``, ``change``, its states, who came and left."""
    zh = saying.language == "zh"
    return [
        {
            "chain": chain.chain.zh if zh else chain.chain.en,
            "link": change.link.zh if zh else change.link.en,
            "change": saying.change(change.change),
            "first": saying.states[change.first],
            "second": saying.states[change.second],
            "came": "、".join(thing.name for thing in change.came),
            "left": "、".join(thing.name for thing in change.left),
            "iri": change.link.iri,
        }
        for chain in chains
        for change in chain.links
        if change.change is not Change.SILENT
    ]


def board(view: ChainView, chain: ChainChange, saying: Saying) -> str:
    """The chain as HTML, its columns from upstream to downstream. Where a link stands depends on the reference chain
    alone, so that it stands there whichever reports are compared; a link leads to its chain page."""
    by_iri = {change.link.iri: change for change in chain.links}
    ordered = in_flow(view.links, view.supplies)
    columns = ((saying.stages[stage], [by_iri[link.iri] for link in ordered if link.stage is stage]) for stage in Stage)
    drawn = "".join(_column(title, links, chain, saying) for title, links in columns if links)
    return f'<div class="lianpu-changes">{drawn}</div>'


def _column(title: str, links: Sequence[LinkChange], chain: ChainChange, saying: Saying) -> str:
    cards = "".join(_card(change, chain, saying) for change in links)
    return f"<section><h3>{html.escape(title)}</h3><ul>{cards}</ul></section>"


def _card(change: LinkChange, chain: ChainChange, saying: Saying) -> str:
    name = change.link.zh if saying.language == "zh" else change.link.en
    query = urlencode({"chain": chain.chain.id, "link": change.link.id, "lang": saying.language}, quote_via=quote)
    told = [f'<a href="chain?{html.escape(query)}">{html.escape(name)}</a>']
    if change.change is not Change.SILENT:
        told.append(f'<b class="sign">{html.escape(saying.change(change.change))}</b>')
        told.append(f"<span>{_states(change, saying)}</span>")
    for things, words in ((change.came, saying.came), (change.left, saying.left)):
        if things:
            names = "、".join(f"{MARKS[thing.type].glyph} {thing.name}" for thing in things[:_NAMED])
            more = f" +{len(things) - _NAMED}" if len(things) > _NAMED else ""
            told.append(f"<span>{html.escape(words.format(names=names) + more)}</span>")
    return f'<li class="{change.change.value}">{"".join(told)}</li>'


def _states(change: LinkChange, saying: Saying) -> str:
    was, now = (f"{STATE_GLYPHS[s]} {html.escape(saying.states[s])}" for s in (change.first, change.second))
    return now if change.first is change.second else f"{was} → {now}"


def tallies(chains: Sequence[ChainChange], saying: Saying) -> dict[str, str]:
    """Each chain's name with how many of its links changed, by chain id."""
    zh = saying.language == "zh"
    return {chain.chain.id: f"{chain.chain.zh if zh else chain.chain.en} · {chain.moved}" for chain in chains}


def liveliest(chains: Sequence[ChainChange]) -> str:
    """The id of the chain to look at first: that with most new or stronger links, then with most changes."""
    ranked = max(chains, key=lambda chain: (chain.count(Change.NEW) + chain.count(Change.STRONGER), chain.moved))
    return ranked.chain.id
