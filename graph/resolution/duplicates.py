"""Pairs of things that may be one: listed with a reason and a score, for people to judge. Nothing is merged here."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from graph.model import EntityType
from graph.resolution.identity import Identity, Resolution
from graph.resolution.naming import LOCAL, bare, stem

_E = EntityType
_FIGURES = re.compile(r"[0-9.]+|[一二三四五六七八九十]+期|[东西南北]")
#: Kinds between which the line is thin: one thing may have been taken once for the one and once for the other.
_NEIGHBOURS = ({_E.PROJECT, _E.PLATFORM, _E.POLICY}, {_E.INDUSTRY, _E.PRODUCT}, {_E.ENTERPRISE, _E.ORGANIZATION})
#: A pair of characters that so many names share tells nothing.
_COMMON = 60
_LEAST = 0.6
#: 砷基新材料 and 碳基新材料 share most of their characters and are two things: likeness alone must be greater.
_LEAST_SHARED = 0.77


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two things that may be one; ``score`` is from 0 to 1, ``reason`` says in plain words why."""

    first: Identity
    second: Identity
    score: float
    reason: str


def suggest_duplicates(resolution: Resolution, *, least: float = _LEAST) -> tuple[Suggestion, ...]:
    """What may be one thing though resolution keeps it apart, the likeliest first.

    >>> suggest_duplicates(Resolution({}))
    ()
    """
    found: dict[tuple[Identity, Identity], Suggestion] = {}
    refused = (Suggestion(*pair, 0.9, "one report calls both by one name") for pair in resolution.refused)
    for suggestion in (*refused, *_alike(_things(resolution))):
        pair = (suggestion.first, suggestion.second)
        if suggestion.score >= least and (pair not in found or found[pair].score < suggestion.score):
            found[pair] = suggestion
    return tuple(sorted(found.values(), key=lambda s: (-s.score, s.first, s.second)))


def _things(resolution: Resolution) -> list[Identity]:
    every = {identity for of_report in resolution.identities.values() for identity in of_report.values()}
    return sorted(every, key=_order)


def _order(identity: Identity) -> tuple[str, str, str, str]:
    return identity.type.value, identity.scope, identity.name, identity.code or ""


def _alike(things: Iterable[Identity]) -> Iterator[Suggestion]:
    by_pair = defaultdict[str, list[Identity]](list)
    for thing in things:
        for pair in _pairs(stem(thing.type, thing.name)):
            by_pair[pair].append(thing)
    seen: set[tuple[Identity, Identity]] = set()
    for sharing in by_pair.values():
        if len(sharing) > _COMMON:
            continue
        for first, second in combinations(sharing, 2):
            if (first, second) not in seen:
                seen.add((first, second))
                yield from _judged(first, second)


def _judged(first: Identity, second: Identity) -> Iterator[Suggestion]:
    one, other = stem(first.type, first.name), stem(second.type, second.name)
    if _FIGURES.findall(one) != _FIGURES.findall(other):
        # 一期 and 二期, or 1万吨 and 2万吨, are two things however alike the rest is.
        return
    if first.type is not second.type:
        if bare(one) == bare(other) and first.scope == second.scope and _neighbours(first.type, second.type):
            yield Suggestion(first, second, 0.8, "one name, two types")
        return
    if first.type in LOCAL and first.scope != second.scope:
        return
    if first.type is _E.PLACE and first.code and second.code:
        return
    likeness = _likeness(first.type, one, other)
    if likeness is not None:
        yield Suggestion(first, second, *likeness)


def _neighbours(first: EntityType, second: EntityType) -> bool:
    return any({first, second} <= group for group in _NEIGHBOURS)


def _likeness(kind: EntityType, one: str, other: str) -> tuple[float, str] | None:
    short, long = sorted((one, other), key=len)
    if short == long:
        return 0.95, "the same but for an ending, or for the place"
    if kind is _E.ENTERPRISE and len(short) >= 2 and long.startswith(short):
        return round(0.7 + 0.25 * len(short) / len(long), 3), "one name begins with the other"
    if len(short) >= 3 and short in long and kind is not _E.INDUSTRY:
        return round(0.5 + 0.45 * len(short) / len(long), 3), "one name holds the other"
    shared = round(2 * len(_pairs(one) & _pairs(other)) / (len(_pairs(one)) + len(_pairs(other))), 3)
    return (shared, "the names share most of their characters") if shared >= _LEAST_SHARED else None


def _pairs(name: str) -> frozenset[str]:
    return frozenset(name[i : i + 2] for i in range(len(name) - 1)) or frozenset({name})
