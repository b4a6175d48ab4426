"""Gaps as rows for a table: plain data, with every text in the page's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from graph.gaps.model import ChainGap, Gap
from graph.gaps.weights import Weights
from graph.gaps.words import CHOKE, CLASSES, PARTS, Language, action, reasons


def gap_rows(found: Sequence[ChainGap], language: Language) -> list[dict[str, Any]]:
    """One row a gap: ``rank`` (a tie is marked =), ``link``, ``kind``, ``action``, ``score`` (0 to 100), ``why``,
    ``chain`` and the link's IRI."""
    ranks = [item.gap.rank for item in found]
    return [
        {
            "iri": item.gap.link.iri,
            "rank": f"{item.gap.rank}=" if ranks.count(item.gap.rank) > 1 else str(item.gap.rank),
            "chain": item.view.info.zh if language == "zh" else item.view.info.en,
            "link": item.gap.link.zh if language == "zh" else item.gap.link.en,
            "kind": kind_label(item.gap, language),
            "action": action(item.gap).text(language),
            "score": round(100 * item.gap.score, 1),
            "why": " ".join(reasons(item.gap, language)) if language == "en" else "".join(reasons(item.gap)),
        }
        for item in found
    ]


def kind_label(gap: Gap, language: Language) -> str:
    """The class of a gap, and that it is a choke.

    >>> CLASSES["weak"].text("zh")
    '弱链'
    """
    label = CLASSES[gap.kind].text(language)
    return f"{label} · {CHOKE.text(language)}" if gap.choke else label


def part_rows(gap: Gap, weights: Weights, language: Language) -> list[dict[str, Any]]:
    """One row for each part of a rank: its ``name``, ``value``, the two ``counts`` behind it and its ``weight``."""
    even = weights.normalized()
    return [
        {
            "name": PARTS[part.name].text(language),
            "value": round(part.value, 2),
            "counts": f"{part.counts[0]} / {part.counts[1]}",
            "weight": round(even.of(part.name), 2),
        }
        for part in gap.parts
    ]


def place_of(found: Iterable[ChainGap], iri: str | None) -> int | None:
    """Where the gap at a link stands in a list, from 0; None where it does not."""
    return next((place for place, item in enumerate(found) if item.gap.link.iri == iri), None)
