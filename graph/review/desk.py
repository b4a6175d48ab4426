"""The desk: one report as the machine read it, with the decisions that the shown graph holds, ready to be judged."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from graph.batch import extract_file, report_files
from graph.curation import Decision, replay
from graph.model import Extraction
from graph.review.pairs import Pair, pairs_of
from graph.review.people import ReviewError
from graph.review.queue import Item, queue_of


@dataclass(frozen=True)
class Desk:
    """An extraction with the built decisions replayed, its queue and its possible duplicates."""

    extraction: Extraction
    built: frozenset[str]

    @cached_property
    def queue(self) -> tuple[Item, ...]:
        """Every statement, the most doubtful first."""
        return queue_of(self.extraction)

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The place of each item in the queue, by its id."""
        return {item.id: place for place, item in enumerate(self.queue)}

    def item(self, name: str | None) -> Item | None:
        """The item with this id."""
        place = self.order.get(name or "")
        return None if place is None else self.queue[place]

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """What may be one thing, the likeliest first."""
        return pairs_of(self.extraction)

    @property
    def text(self) -> str:
        """The report's text."""
        return self.extraction.report.text


def read_again(reports: Path, sha256: str, slug: str) -> Extraction:
    """What the machine reads in the file with this digest, under the slug that the graph gives the report.

    Raises ReviewError where the file is gone or was changed since the graph was built.
    """
    path = next((path for path in report_files(reports) if digest_of(path) == sha256), None)
    if path is None:
        raise ReviewError(
            "the file of this report was changed or taken away since the graph was built.",
            where=slug,
            mend="Build the graph anew.",
            key="review_file",
        )
    found = extract_file(path)
    return replace(found, report=replace(found.report, slug=slug))


def lay_out(extraction: Extraction, decisions: Iterable[Decision], built: frozenset[str]) -> Desk:
    """The desk for an extraction; of the decisions those that are ``built`` (by digest) have done their work on it."""
    done = (decision for decision in decisions if decision.digest in built)
    return Desk(replay(extraction, done).extraction, built)


def unbuilt(decisions: Iterable[Decision], built: frozenset[str]) -> int:
    """How many decisions were taken, or taken back, since the graph was built."""
    return len({decision.digest for decision in decisions} ^ built)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, as a report carries it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
