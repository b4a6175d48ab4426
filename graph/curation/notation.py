"""Decisions as lines of JSON, one a line, with short keys in a fixed order, so that a person reads and compares them.

    {"do": "add", "s": "Enterprise 甲公司", "p": "produces", "o": "Product 铜箔", "quote": "甲公司铜箔投产", "who": ...}

An entity is written as its type, a blank and its name.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from graph.curation.decisions import CurationError, Decision, Fact, Figure, Kind, Quote, Target, Thing
from graph.model import SIGNATURES, Comparator, EntityRef, EntityType, IndicatorStatus, Predicate

T = TypeVar("T")

_COMMON = ("do", "quote", "before", "after", "who", "when", "why")
_FIGURE = ("subject", "name", "value", "unit", "comparator", "year", "status")
_KEYS: dict[type, frozenset[str]] = {
    Thing: frozenset({*_COMMON, "entity", "aliases", "code", "to"}),
    Fact: frozenset({*_COMMON, "s", "p", "o", "inferred"}),
    Figure: frozenset({*_COMMON, "indicator"}),
}
_ONLY_THINGS = frozenset({Kind.RENAME, Kind.RETYPE, Kind.MERGE, Kind.SPLIT})


def format_decision(decision: Decision) -> str:
    """The decision as one line, without a line end. ``parse_decision`` reads it back."""
    row: dict[str, Any] = {"do": decision.kind.value, **_target(decision.target)}
    if decision.kind is Kind.RENAME:
        row["to"] = decision.to[0].name
    elif decision.kind is Kind.RETYPE:
        row["to"] = decision.to[0].type.value
    elif decision.to:
        row["to"] = [format_ref(ref) for ref in decision.to]
    row["quote"] = decision.quote.exact
    for key, value in (("before", decision.quote.before), ("after", decision.quote.after)):
        if value:
            row[key] = value
    row |= {"who": decision.who, "when": decision.when.isoformat(), "why": decision.why}
    return json.dumps(row, ensure_ascii=False)


def parse_decision(line: str, where: str) -> Decision:
    """The decision that a line holds. CurationError, with ``where`` it stands and the mend, if it breaks the form."""
    row = parse_object(line, where)
    reader = _Row(row, where)
    kind = reader.one_of("do", Kind)
    target = reader.target()
    unknown = sorted(set(row) - _KEYS[type(target)])
    if unknown:
        raise CurationError(f"no such key: {', '.join(unknown)}.", where=where, mend="Correct or remove it.")
    if kind in _ONLY_THINGS and not isinstance(target, Thing):
        mend = "For a relation or figure, reject the wrong one and add the right one."
        raise CurationError(f"{kind.value} is for entities only.", where=where, mend=mend)
    return Decision(
        kind=kind,
        target=target,
        quote=Quote(reader.text("quote"), reader.text("before", ""), reader.text("after", "")),
        who=reader.text("who"),
        when=reader.day("when"),
        why=reader.text("why"),
        to=reader.to(kind, target),
    )


def format_ref(ref: EntityRef) -> str:
    """An entity as its type, a blank and its name.

    >>> format_ref(EntityRef(EntityType.PLACE, "灵宝市"))
    'Place 灵宝市'
    """
    return f"{ref.type.value} {ref.name}"


def parse_object(line: str, where: str) -> dict[str, Any]:
    """The JSON object of a line. CurationError if it is none."""
    try:
        row = json.loads(line)
    except ValueError as error:
        raise CurationError(f"is no JSON ({error}).", where=where, mend="Write one JSON object a line.") from None
    if not isinstance(row, dict):
        raise CurationError("is no JSON object.", where=where, mend="Write one JSON object a line.")
    return row


def _target(target: Target) -> dict[str, Any]:
    if isinstance(target, Thing):
        row: dict[str, Any] = {"entity": format_ref(target.ref)}
        if target.aliases:
            row["aliases"] = list(target.aliases)
        return row if target.code is None else {**row, "code": target.code}
    if isinstance(target, Fact):
        ends = {"s": format_ref(target.subject), "p": target.predicate.value, "o": format_ref(target.object)}
        return {**ends, "inferred": True} if target.inferred else ends
    figure = {key: getattr(target, key) for key in _FIGURE}
    return {"indicator": figure | {"comparator": target.comparator.value, "status": target.status.value}}


class _Row:
    """One line's keys, read with errors that name the key, the line and the mend."""

    def __init__(self, row: Mapping[str, Any], where: str) -> None:
        self._row, self._where = row, where

    def fail(self, what: str, mend: str) -> CurationError:
        return CurationError(what, where=self._where, mend=mend)

    def text(self, key: str, default: str | None = None) -> str:
        value = self._row.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.fail(f"{key!r} is missing or no text.", f'Give it as "{key}": "...".')
        return value

    def day(self, key: str) -> date:
        try:
            return date.fromisoformat(self.text(key))
        except ValueError:
            raise self.fail(f"{key!r} is no day.", 'Give it as "2024-01-31".') from None

    def one_of(self, key: str, kind: Callable[[str], T]) -> T:
        value = self.text(key)
        try:
            return kind(value)
        except ValueError:
            allowed = ", ".join(str(item) for item in kind)  # type: ignore[attr-defined]
            raise self.fail(f"{key!r} cannot be {value!r}.", f"Give one of: {allowed}.") from None

    def flag(self, key: str) -> bool:
        value = self._row.get(key, False)
        if not isinstance(value, bool):
            raise self.fail(f"{key!r} is neither true nor false.", "Give true or false.")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._row.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise self.fail(f"{key!r} is no list of texts.", f'Give it as "{key}": ["...", "..."].')
        return tuple(value)

    def ref(self, text: object, key: str) -> EntityRef:
        kind, _, name = text.partition(" ") if isinstance(text, str) else ("", "", "")
        if kind not in set(EntityType) or not name.strip():
            allowed = ", ".join(EntityType)
            raise self.fail(f"{key!r} names no entity.", f'Give a type and a name, "Place 灵宝市"; types: {allowed}.')
        return EntityRef(EntityType(kind), name)

    def target(self) -> Target:
        given = [key for key in ("entity", "s", "indicator") if key in self._row]
        if len(given) != 1:
            mend = 'Give one of "entity", "s" with "p" and "o", or "indicator".'
            raise self.fail("says not what it is about, or two things.", mend)
        if given == ["entity"]:
            return self._thing()
        return self._fact() if given == ["s"] else self._figure()

    def _thing(self) -> Thing:
        code = self.text("code") if "code" in self._row else None
        return Thing(self.ref(self._row["entity"], "entity"), self.texts("aliases"), code)

    def _fact(self) -> Fact:
        subject, target = self.ref(self._row["s"], "s"), self.ref(self._row.get("o"), "o")
        predicate = self.one_of("p", Predicate)
        subjects, objects = SIGNATURES[predicate]
        if subject.type not in subjects or target.type not in objects:
            allowed = f"{', '.join(sorted(subjects))} -> {', '.join(sorted(objects))}"
            what = f"{predicate.value} does not join {subject.type.value} and {target.type.value}."
            raise self.fail(what, f"It joins {allowed}.")
        return Fact(subject, predicate, target, self.flag("inferred"))

    def _figure(self) -> Figure:
        row = self._row["indicator"]
        if not isinstance(row, dict) or set(row) != set(_FIGURE):
            raise self.fail("'indicator' lacks a part or has one too many.", f"Give {', '.join(_FIGURE)}.")
        inner = _Row(row, self._where)
        value, year = row["value"], row["year"]
        if isinstance(value, bool) or not isinstance(value, int | float) or not isinstance(year, int):
            raise self.fail("'value' or 'year' is no number.", "Give numbers without quotation marks.")
        return Figure(
            subject=inner.text("subject"),
            name=inner.text("name"),
            value=float(value),
            unit=inner.text("unit", ""),
            comparator=inner.one_of("comparator", Comparator),
            year=year,
            status=inner.one_of("status", IndicatorStatus),
        )

    def to(self, kind: Kind, target: Target) -> tuple[EntityRef, ...]:
        if not isinstance(target, Thing) or kind not in _ONLY_THINGS:
            if "to" in self._row:
                raise self.fail(f"{kind.value} has no 'to'.", "Remove it.")
            return ()
        if kind is Kind.RENAME:
            return (EntityRef(target.ref.type, self.text("to")),)
        if kind is Kind.RETYPE:
            return (EntityRef(self.one_of("to", EntityType), target.ref.name),)
        refs = tuple(self.ref(text, "to") for text in self.texts("to"))
        least = 1 if kind is Kind.MERGE else 2
        if len(refs) < least:
            raise self.fail(f"{kind.value} needs at least {least} in 'to'.", 'Give them as ["Place 甲", "Place 乙"].')
        return refs
