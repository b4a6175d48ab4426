"""Chains drawn by hand for the tests of gaps: links by letter, who sits there by a word each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import count

from graph.chains.state import strongest
from graph.model import EntityType, NodeState, Predicate, Span, Stage, Tense
from graph.query.knowledge import Knowledge
from graph.query.values import ChainInfo, ChainView, Evidence, Fact, Link, Seat, Thing

_offsets = count(step=10)

KINDS = {
    "makes": (EntityType.ENTERPRISE, NodeState.PRODUCING),
    "runs": (EntityType.PROJECT, NodeState.PRODUCING),
    "sells": (EntityType.PRODUCT, NodeState.PRODUCING),
    "builds": (EntityType.PROJECT, NodeState.IN_PROGRESS),
    "wants": (EntityType.INDUSTRY, NodeState.INTENDED),
}


def thing(name: str, kind: EntityType = EntityType.ENTERPRISE) -> Thing:
    return Thing(f"urn:thing:{name}", kind, name)


def seat(how: str, name: str, *, tense: Tense = Tense.PLAN, at: int | None = None) -> Seat:
    """A seat of ``name`` that ``how`` (a key of KINDS) describes, in a sentence of its own or in the one ``at``."""
    kind, shows = KINDS[how]
    start = next(_offsets) if at is None else at
    said = Evidence("urn:report", Span(start, start + 5), f"{name}的句子。", "节")
    return Seat(thing(name, kind), shows, name, name, "name", tense, 1.0, said)


def link(
    iri: str,
    *seats: Seat,
    stage: Stage = Stage.UPSTREAM,
    key: bool = False,
    code: str | None = None,
    same: tuple[str, ...] = (),
    wider: tuple[str, ...] = (),
) -> Link:
    return Link(
        iri=iri,
        id=iri,
        zh=f"{iri}品",
        en=f"{iri} goods",
        aliases=(),
        stage=stage,
        kind="product",
        key=key,
        key_basis="D" if key else None,
        gbt4754=code,
        same=same,
        wider=wider,
        state=strongest(held.shows for held in seats),
        seats=seats,
    )


def view(links: Sequence[Link], edges: str = "", *, chain: str = "chain", recycling: str = "") -> ChainView:
    """A chain of ``links``; ``edges`` such as ``"a>b b>c"``."""
    counts = Counter(one.state for one in links)
    info = ChainInfo(f"urn:chain:{chain}", chain, "链", "Chain", tuple((state, counts[state]) for state in NodeState))
    return ChainView(info, "", "", tuple(links), _pairs(edges), _pairs(recycling), (), "")


def knowledge(*views: ChainView, undertakes: Mapping[str, str] | None = None) -> Knowledge:
    """The graph of these chains; ``undertakes`` gives enterprises' names with their project's."""
    facts = tuple(_undertakes(firm, project) for firm, project in (undertakes or {}).items())
    return Knowledge(things=_things(views), facts=facts, figures=(), sources={}, chains=views)


def _things(views: Iterable[ChainView]) -> dict[str, Thing]:
    return {held.thing.iri: held.thing for each in views for one in each.links for held in one.seats}


def _undertakes(firm: str, project: str) -> Fact:
    said = Evidence("urn:report", Span(0, 1), "。", "节")
    return Fact(f"urn:thing:{firm}", Predicate.UNDERTAKES, f"urn:thing:{project}", 1.0, False, "rule", said)


def _pairs(edges: str) -> tuple[tuple[str, str], ...]:
    return tuple((a, b) for a, _, b in (edge.partition(">") for edge in edges.split()))
