"""How much each part of a rank counts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace

from graph.errors import SettingsError
from graph.gaps.model import Part, PartName


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part counts; only their relation matters. Raises SettingsError for weights that cannot be used.

    The defaults: what is held near by says most of what can be held (support, stage: this is what hiding known links
    bears out, see ``graph.gaps.evaluation``); the rest counts alike, as nothing measured tells them apart. Whether a
    link is *worth* having (key, policy) is for the office to weigh; hiding known links cannot judge it. Statistics
    count a tenth beside the others, and only where they were loaded.
    """

    support: float = 0.55
    bridge: float = 0.05
    key: float = 0.05
    policy: float = 0.05
    progress: float = 0.05
    cross_chain: float = 0.05
    stage: float = 0.20
    statistics: float = 0.10

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not (math.isfinite(value) and 0 <= value <= 1000):
                raise SettingsError(
                    f"{value:g} is no weight for {field.name}.", where="weights", mend="Give a number from 0 to 1."
                )
        if not any(value for name, value in self.items() if name is not PartName.STATISTICS):
            raise SettingsError("nothing has any weight.", where="weights", mend="Give a part more than 0.")

    @classmethod
    def of_parts(cls, values: Mapping[PartName, float]) -> Weights:
        """Weights by the names of the parts; a part that is not named keeps its default."""
        return cls(**{_FIELDS[name]: value for name, value in values.items()})

    def items(self) -> Iterator[tuple[PartName, float]]:
        """Each part's name with its weight."""
        return ((name, getattr(self, _FIELDS[name])) for name in PartName)

    def of(self, name: PartName) -> float:
        """The weight of a part."""
        return float(getattr(self, _FIELDS[name]))

    def normalized(self) -> Weights:
        """The same weights with a total of 1 over all parts but statistics."""
        total = sum(value for name, value in self.items() if name is not PartName.STATISTICS)
        return Weights(**{_FIELDS[name]: value / total for name, value in self.items()})

    def score(self, parts: Iterable[Part]) -> float:
        """The weighted mean of the parts that are there, from 0 to 1; 0 where none of them has weight."""
        weighed = [(self.of(part.name), part.value) for part in parts]
        total = sum(weight for weight, _ in weighed)
        return sum(weight * value for weight, value in weighed) / total if total else 0.0

    def moved(self, name: PartName, by: float) -> Weights:
        """With one weight moved, not below 0; unchanged where nothing would have any weight then."""
        others = sum(value for other, value in self.items() if other not in (name, PartName.STATISTICS))
        value = max(0.0, self.of(name) + by)
        if not others and not value:
            return self
        return replace(self, **{_FIELDS[name]: value})


_FIELDS = {name: "cross_chain" if name is PartName.CROSS_CHAIN else name.value for name in PartName}
DEFAULT = Weights()


def parse_weights(text: str, base: Weights = DEFAULT) -> Weights:
    """Weights from a text such as ``support=0.3,key=0.2``; a part that is not named keeps that of ``base``.

    Raises SettingsError for a part that is not known or named twice, and for a weight that is no number from 0 up.

    >>> parse_weights("key=0.5").key
    0.5
    """
    known = {field: name for name, field in _FIELDS.items()} | {name.value: name for name in PartName}
    given: dict[str, float] = {}
    for item in filter(None, (item.strip() for item in text.split(","))):
        name, _, value = (half.strip() for half in item.partition("="))
        if name not in known:
            raise SettingsError(
                f"there is no part {name[:40]!r}.", where="weights", mend=f"Choose of {', '.join(_FIELDS.values())}."
            )
        field = _FIELDS[known[name]]
        if field in given:
            raise SettingsError(f"{field} is given twice.", where="weights", mend="Give it once.")
        try:
            given[field] = float(value)
        except ValueError:
            raise SettingsError(
                f"{value[:40]!r} is no weight for {field}.", where="weights", mend=f"Write {field}=0.2, for instance."
            ) from None
    return replace(base, **given)
