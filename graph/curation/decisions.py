"""What a person decided about a report: frozen values, each with who, when, why and the words it rests on."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.errors import LianpuError
from graph.model import Comparator, EntityRef, IndicatorStatus, Predicate

#: What a statement's rule begins with where a person stands behind it; the person's name follows.
RULE = "curation:"


class CurationError(LianpuError):
    """A curation file that breaks its form."""


class Kind(StrEnum):
    """The seven things that a person may decide."""

    ACCEPT = "accept"
    REJECT = "reject"
    RENAME = "rename"
    RETYPE = "retype"
    MERGE = "merge"
    SPLIT = "split"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the report and a little of what stands around them, as in Web Annotation's TextQuoteSelector.

    The words find the place again when offsets move; what stands around them tells it from another place with the
    same words.
    """

    exact: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity that a decision is about. ``aliases`` are other forms that the report uses for it."""

    ref: EntityRef
    aliases: tuple[str, ...] = ()
    code: str | None = None

    def __str__(self) -> str:
        return f"{self.ref.type.value} {self.ref.name}"


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation that a decision is about."""

    subject: EntityRef
    predicate: Predicate
    object: EntityRef
    inferred: bool = False

    def __str__(self) -> str:
        return f"{self.subject.name} {self.predicate.value} {self.object.name}"


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator that a decision is about."""

    subject: str
    name: str
    value: float
    unit: str
    comparator: Comparator
    year: int
    status: IndicatorStatus

    def __str__(self) -> str:
        return f"{self.name} {self.comparator.value} {self.value:g} {self.unit} ({self.year}, {self.status.value})"


Target = Thing | Fact | Figure


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. ``to`` is what the target becomes: its new self, what is merged into it, or its parts."""

    kind: Kind
    target: Target
    quote: Quote
    who: str
    when: date
    why: str
    to: tuple[EntityRef, ...] = ()

    @property
    def rule(self) -> str:
        """The rule that a statement carries where this decision stands behind it."""
        return RULE + self.who

    @property
    def digest(self) -> str:
        """Sixteen hexadecimal digits that name the decision, the same wherever it is kept."""
        said = (self.kind, self.target, self.to, self.quote, self.who, self.when.isoformat(), self.why)
        return hashlib.sha256("\x1f".join(map(repr, said)).encode()).hexdigest()[:16]

    def __str__(self) -> str:
        change = " -> " + ", ".join(f"{ref.type.value} {ref.name}" for ref in self.to) if self.to else ""
        return f"{self.kind.value} {self.target}{change}"


def decided(rule: str) -> bool:
    """Whether a statement's rule says that a person stands behind it.

    >>> decided("curation:li"), decided("gazetteer")
    (True, False)
    """
    return rule.startswith(RULE)
