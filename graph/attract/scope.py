"""What belongs to a chain beyond its links: its words, its industries, and the places that the report ties to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from graph.chains.terms import ChainTerms
from graph.model import Chain, ChainNode, EntityType, NodeRef, Predicate
from graph.query.knowledge import Knowledge
from graph.query.values import ChainView, Link, Seat, Thing

#: What may follow the telling word in an industry's name; ChainTerms strips the same kind from chain names.
_TAIL = re.compile(r"(?:产业集群|产业链|产业|行业|集群|制造业|制造|业)+$")
_SPLIT = re.compile(r"[、，,;；及和与()（）]")
_NOISE = re.compile(r"[\s“”\"'‘’《》〈〉「」·]")
_APPLICATION = "application"
_WORKERS = (EntityType.ENTERPRISE, EntityType.PROJECT)


@dataclass(frozen=True)
class ChainScope:
    """A chain in the graph, with what only has to be found once for all of its gaps."""

    knowledge: Knowledge
    view: ChainView

    @cached_property
    def terms(self) -> ChainTerms:
        """The words of all links."""
        return terms_of(self.view.info.id, self.view.info.zh, self.view.links)

    @cached_property
    def seats(self) -> Mapping[str, tuple[tuple[Link, Seat], ...]]:
        """Who sits on this chain and where, by IRI. Links that only use what the chain makes are left out."""
        found: dict[str, list[tuple[Link, Seat]]] = {}
        for link in self.view.links:
            if link.kind != _APPLICATION:
                for seat in link.seats:
                    found.setdefault(seat.thing.iri, []).append((link, seat))
        return {iri: tuple(pairs) for iri, pairs in found.items()}

    @cached_property
    def named(self) -> frozenset[str]:
        """The industries that are called like the chain, and what the report puts under them (IRIs)."""
        called = {thing.iri for thing in self._industries if self._is_called(thing.name)}
        return self._closure(called, Predicate.BROADER, down=True)

    @cached_property
    def industries(self) -> frozenset[str]:
        """The industries of the chain: called like it, or sitting on one of its links (IRIs)."""
        return self.named | {thing.iri for thing in self._industries if thing.iri in self.seats}

    @cached_property
    def wider(self) -> frozenset[str]:
        """Wider industries that the chain is part of: above it in a report, or at the end of its name (IRIs).

        铜基新材料 is a kind of 新材料.
        """
        above = self._closure(self.named, Predicate.BROADER, down=False)
        ends = {thing.iri for thing in self._industries if self._is_end(thing.name)}
        return (above | ends) - self.industries

    @cached_property
    def places(self) -> frozenset[str]:
        """The places that the report says develop an industry of the chain (IRIs)."""
        facts = (fact for iri in self.industries for fact in self.knowledge.facts_to(iri, Predicate.DEVELOPS_INDUSTRY))
        return frozenset(fact.subject for fact in facts)

    def industries_at(self, link: Link) -> frozenset[str]:
        """The industries that the firms and projects at a link are in, narrower than the chain as a whole (IRIs)."""
        predicates = (Predicate.OPERATES_IN, Predicate.IN_INDUSTRY)
        workers = (seat.thing.iri for seat in link.seats if seat.thing.type in _WORKERS)
        facts = (fact for iri in workers for each in predicates for fact in self.knowledge.facts_from(iri, each))
        return frozenset(fact.object for fact in facts) - self.named - self.wider

    def touches(self, industry: str) -> bool:
        """Whether an industry (IRI) is of the chain, holds it, or is of the same kind by its name's end.

        现代医药 is no 生物医药, but both are 医药.
        """
        thing = self.knowledge.things.get(industry)
        return industry in self.industries or industry in self.wider or (thing is not None and self._is_kin(thing.name))

    @cached_property
    def _industries(self) -> tuple[Thing, ...]:
        return tuple(thing for thing in self.knowledge.things.values() if thing.type is EntityType.INDUSTRY)

    def _is_called(self, name: str) -> bool:
        return any(form in self.terms.whole_chain for form in _forms(name))

    def _is_end(self, name: str) -> bool:
        forms = [form for form in _forms(name) if len(form) > 1]
        return any(word.endswith(form) and word != form for form in forms for word in self.terms.whole_chain)

    def _is_kin(self, name: str) -> bool:
        heads = {head for word in self.terms.whole_chain if (head := _head(word))}
        return any(_head(form) in heads for form in _forms(name))

    def _closure(self, start: Iterable[str], predicate: Predicate, *, down: bool) -> frozenset[str]:
        found, ahead = set(start), list(start)
        while ahead:
            iri = ahead.pop()
            facts = self.knowledge.facts_to(iri, predicate) if down else self.knowledge.facts_from(iri, predicate)
            fresh = {fact.subject if down else fact.object for fact in facts} - found
            found |= fresh
            ahead += sorted(fresh)
        return frozenset(found)


def terms_of(chain: str, name: str, links: Iterable[Link]) -> ChainTerms:
    """The words of some links of a chain, held by the same rules as placing holds them."""
    nodes = tuple(
        ChainNode(
            ref=NodeRef(chain, link.id),
            zh=link.zh,
            en=link.en,
            aliases=link.aliases,
            stage=link.stage,
            kind=link.kind,
            gbt4754=link.gbt4754,
            key=link.key,
            key_basis=link.key_basis,
        )
        for link in links
    )
    return ChainTerms.of(Chain(chain, name, "", "", "", "", (), nodes, (), ()))


def plain(name: str) -> str:
    """A name as chains hold it against their words: no blanks or quotation marks, small letters."""
    return _NOISE.sub("", name).casefold()


def _head(form: str) -> str:
    """The last two characters, which say what kind a thing is; 材料 alone says nothing."""
    size = 3 if form.endswith("材料") else 2
    return form[-size:] if len(form) >= size else ""


def _forms(name: str) -> tuple[str, ...]:
    """A name, each part of a name that is a list, and each of them without what tells nothing.

    >>> _forms("铜及铜基新材料产业")
    ('铜及铜基新材料产业', '铜及铜基新材料', '铜', '铜基新材料产业', '铜基新材料')
    """
    whole = plain(name)
    parts = [part for part in (whole, *_SPLIT.split(whole)) if part]
    return tuple(dict.fromkeys(form for part in parts for form in (part, _TAIL.sub("", part)) if form))
