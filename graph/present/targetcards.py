"""Targets beside what was reached as cards that need no legend, and as rows for tables and files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.model import Comparator, IndicatorStatus
from graph.present.figurenames import full_name, same_words
from graph.present.marking import excerpt, pieces
from graph.present.targets import Change, Pair
from graph.query.values import Evidence, Figure
from graph.tables import Row

#: From which part of what was reached a change is told in times, not in per cent.
_TIMES = 1.0


class Words:
    """How figures are told in one language: strings with slots, by name."""

    def __init__(self, strings: Mapping[str, str], statuses: Mapping[IndicatorStatus, str]) -> None:
        self._strings, self._statuses = strings, statuses

    def value(self, figure: Figure) -> str:
        """A figure's value with its bound and unit: 不低于 7%."""
        shown = f"{amount(figure.value)}{figure.unit}"
        bounds = {Comparator.AT_LEAST: "at_least", Comparator.AT_MOST: "at_most", Comparator.ABOUT: "about"}
        key = bounds.get(figure.comparator)
        return self._strings[key].format(value=shown) if key else shown

    def when(self, figure: Figure) -> str:
        """The year and what the figure is: 2022 实绩."""
        return f"{figure.year} {self._statuses[figure.status]}"

    def change(self, pair: Pair) -> str:
        """How far the target is from what was reached."""
        told = self._strings[pair.change.value]
        if pair.difference is None:
            return told
        size, unit, year = amount(abs(pair.difference)), pair.target.unit, pair.reached.year
        if pair.share is None or pair.change not in (Change.MORE, Change.LESS):
            return told.format(n=size, unit=unit, share="", year=year)
        if pair.share >= _TIMES:
            share = self._strings["times"].format(n=amount(round(1 + pair.share, 1)), year=year)
        else:
            share = f"{'+' if pair.share > 0 else '−'}{amount(round(abs(pair.share) * 100, 1))}%"
        return told.format(n=size, unit=unit, share=share, year=year)


def amount(value: float) -> str:
    """A number with its thousands separated and no needless zeros.

    >>> amount(3700.0), amount(0.4000000001), amount(-73.1)
    ('3,700', '0.4', '−73.1')
    """
    return f"{round(value, 6):,.10g}".replace("-", "−")


def cards(pairs: Iterable[Pair], words: Words) -> list[dict[str, Any]]:
    """One card a pair, for the component: ``name`` (the target's), two ``bars`` with their share of the longer one
    (None where the two cannot be held together), the ``change`` in words, and the two ``sentences`` in pieces."""
    return [_card(pair, words) for pair in pairs]


def _card(pair: Pair, words: Words) -> dict[str, Any]:
    both = (pair.reached, pair.target)
    lengths = _lengths(pair)
    title = full_name(pair.target)
    return {
        "name": title,
        "change": words.change(pair),
        "way": pair.change.value,
        "bars": [
            {
                "when": words.when(one),
                "value": words.value(one),
                "share": length,
                "name": "" if same_words(full_name(one), title) else full_name(one),
                "kind": "target" if one is pair.target else "reached",
            }
            for one, length in zip(both, lengths, strict=True)
        ],
        "sentences": [
            {
                "when": words.when(one),
                "runs": runs(one.evidence, [one.name, amount(one.value)]),
                "section": one.evidence.section,
                "report": one.evidence.report,
                "at": f"{one.evidence.span.start}-{one.evidence.span.end}",
            }
            for one in both
        ],
    }


def _lengths(pair: Pair) -> tuple[float | None, float | None]:
    if pair.difference is None:
        return None, None
    before, after = pair.target.value - pair.difference, pair.target.value
    longest = max(before, after)
    if longest <= 0 or min(before, after) < 0:
        return None, None
    return round(before / longest, 4), round(after / longest, 4)


def runs(evidence: Evidence, marked: Sequence[str]) -> list[dict[str, Any]]:
    """The words that say a thing as runs of text, those ``marked`` apart."""
    plain = [word.replace(",", "") for word in marked]
    return [{"t": one.text, "marked": one.marked} for one in pieces(excerpt(evidence.words, plain), plain)]


def pair_rows(pairs: Iterable[Pair], words: Words) -> list[Row]:
    """One row a pair: ``name``, ``before`` and ``after`` (numbers), their units, years and bounds, ``change`` and both
    sentences."""
    return [
        {
            "name": full_name(pair.target),
            "before": pair.reached.value,
            "before_unit": pair.reached.unit,
            "before_when": words.when(pair.reached),
            "after": pair.target.value,
            "after_unit": pair.target.unit,
            "after_when": words.when(pair.target),
            "bound": words.value(pair.target),
            "change": words.change(pair),
            "before_sentence": pair.reached.evidence.words,
            "after_sentence": pair.target.evidence.words,
        }
        for pair in pairs
    ]


def figure_rows(figures: Iterable[Figure], words: Words) -> list[Row]:
    """One row a figure: ``name``, ``value`` in words, ``subject``, ``when``, ``sentence``."""
    return [
        {
            "name": full_name(figure),
            "value": words.value(figure),
            "subject": figure.subject,
            "when": words.when(figure),
            "sentence": figure.evidence.words,
        }
        for figure in figures
    ]


def holds(figure: Figure, words: str) -> bool:
    """Whether a figure's name, subject or sentence holds all of some search words."""
    text = f"{figure.name} {figure.subject} {figure.evidence.words}".casefold()
    return all(word in text for word in words.casefold().split())
