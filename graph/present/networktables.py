"""Answers about the network as rows for tables: plain data, with every text in the page's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.gaps.words import Language
from graph.network.flow import Crossing
from graph.network.leaders import Leaders, LeadPart
from graph.network.values import JoinedLink
from graph.query.values import ChainInfo, Link


def chain_label(info: ChainInfo, language: Language) -> str:
    """A chain's name."""
    return info.zh if language == "zh" else info.en


def link_label(link: Link | JoinedLink, language: Language) -> str:
    """A link's name."""
    return link.zh if language == "zh" else link.en


def crossing_rows(found: tuple[Crossing, ...], language: Language, words: Mapping[str, str]) -> list[dict[str, Any]]:
    """One row for each pair of chains: what they share, and which links of one are a kind of one of the other.

    ``words`` head the columns: ``first``, ``second``, ``same``, ``wider``.
    """
    return [
        {
            words["first"]: chain_label(crossing.first, language),
            words["second"]: chain_label(crossing.second, language),
            words["same"]: "、".join(link_label(a, language) for a, _ in crossing.same),
            words["wider"]: "、".join(
                f"{link_label(a, language)} → {link_label(b, language)}" for a, b in crossing.wider
            ),
        }
        for crossing in found
    ]


def leader_rows(found: Leaders, language: Language, words: Mapping[str, str]) -> list[dict[str, Any]]:
    """One row for each candidate: rank, name, score from 0 to 100, the links it holds, and the count of each part.

    ``words`` head the columns: ``rank``, ``firm``, ``score``, ``links``, and each part's value.
    """
    others = [part for part in LeadPart if part is not LeadPart.LINKS]
    return [
        {
            words["rank"]: leader.rank,
            words["firm"]: leader.enterprise.name,
            words["score"]: round(100 * leader.score),
            words["links"]: "、".join(link_label(link, language) for link, _ in leader.held),
            **{words[part.value]: "、".join(leader.voice(part).what) for part in others},
        }
        for leader in found.candidates
    ]
