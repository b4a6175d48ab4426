"""A trial: a file that somebody brings is read, extracted and checked as a build would, and nothing is kept."""

from __future__ import annotations

import hashlib
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath

from graph.batch import extract_report, report_files
from graph.chains.placement import place
from graph.chains.reference import load_chains
from graph.errors import LianpuError, ReadingError
from graph.model import EntityType, Extraction, Span
from graph.reading import READABLE, read_report
from graph.resolution import resolve
from graph.review.coverage import cover, silent, telling
from graph.review.desk import digest_of
from graph.settings import Settings
from graph.steps import Progress, Step
from graph.vocabulary import Minter

#: The largest file that is taken in, in megabytes: a report with pictures has a few.
MOST_MEGABYTES = 30
#: The endings that a file may have.
ENDINGS = READABLE
#: How many examples of each type are shown.
EXAMPLES = 6


@dataclass(frozen=True)
class Refused:
    """One thing that the shapes say of the report; ``grave`` ones keep it out of the graph."""

    zh: str
    en: str
    about: str
    grave: bool


@dataclass(frozen=True)
class Trial:
    """What a file holds. ``silent`` are the paragraphs that gave no facts, of so many ``paragraphs`` in all;
    ``twin`` is the file of the same content that is among the reports already."""

    name: str
    data: bytes = field(repr=False)
    extraction: Extraction = field(repr=False)
    silent: tuple[Span, ...] = field(repr=False)
    paragraphs: int = 0
    refused: tuple[Refused, ...] = ()
    twin: str | None = None

    @property
    def sha256(self) -> str:
        """The digest of the file."""
        return self.extraction.report.sha256

    @property
    def counts(self) -> Mapping[EntityType, int]:
        """How many entities of each type were found."""
        return Counter(entity.type for entity in self.extraction.entities)

    @property
    def sound(self) -> bool:
        """Whether the shapes let it into the graph."""
        return not any(one.grave for one in self.refused)

    def examples(self, kind: EntityType) -> tuple[str, ...]:
        """Names of this type, those with the most mentions first."""
        found = [entity for entity in self.extraction.entities if entity.type is kind]
        ranked = sorted(found, key=lambda e: (-len(e.mentions), -e.confidence, e.name))
        return tuple(entity.name for entity in ranked[:EXAMPLES])


def try_report(name: str, data: bytes, settings: Settings, progress: Progress) -> Trial:
    """Read, extract and check a file that was brought under ``name``. ``progress`` hears each step as it begins.

    Raises ReadingError, which names the file as it was brought, for one that is no report or too large. Nothing stays
    on disk.
    """
    progress(Step.READING)
    name = plain_name(name)
    if len(data) > MOST_MEGABYTES * 1_000_000:
        mend = "Give the report's text alone, without pictures or annexes."
        raise ReadingError(f"the file has more than {MOST_MEGABYTES} megabytes.", where=name, mend=mend)
    twin = twin_of(settings.reports, hashlib.sha256(data).hexdigest())
    with tempfile.TemporaryDirectory(prefix="lianpu-") as folder:
        path = Path(folder) / f"report{PurePosixPath(name).suffix.lower()}"
        path.write_bytes(data)
        try:
            report = read_report(path)
        except LianpuError as error:
            raise ReadingError(error.what, where=name, mend=error.mend, key=error.key, values=error.values) from error
    progress(Step.EXTRACTING)
    extraction = extract_report(report)
    found = _checked(extraction, settings, progress)
    paragraphs = telling(report.text, report.paragraphs)
    facts = [*(r.evidence for r in extraction.relations), *(i.evidence for i in extraction.indicators)]
    names = [mention for entity in extraction.entities for mention in entity.mentions]
    progress(Step.DONE)
    return Trial(name, data, extraction, silent(cover(paragraphs, facts, names)), len(paragraphs), found, twin)


def _checked(extraction: Extraction, settings: Settings, progress: Progress) -> tuple[Refused, ...]:
    # Slow to load, and only a trial needs it here.
    from graph.rdf.validate import validate
    from graph.rdf.writer import dataset_quads, to_dataset

    progress(Step.PLACING)
    chains = load_chains(settings.ontology / "chains")
    placements = {extraction.report.slug: place(extraction, chains)}
    progress(Step.WRITING)
    quads = dataset_quads(
        [extraction], chains, Minter(settings.base_iri), placements=placements, resolution=resolve([extraction])
    )
    dataset = to_dataset(quads)
    progress(Step.VALIDATING)
    findings = validate(dataset, settings.ontology / "shapes.ttl")
    return tuple(Refused(f.zh, f.en, f"{f.focus} {f.value}".strip(), f.severity == "Violation") for f in findings)


def twin_of(reports: Path, sha256: str) -> str | None:
    """The name of the file of this content among the reports; None where it is new."""
    try:
        files = report_files(reports)
    except ReadingError:
        # No report yet.
        return None
    return next((path.name for path in files if digest_of(path) == sha256), None)


def plain_name(name: str) -> str:
    """The last part of a name that a browser gave, whatever system it comes from, without control characters.

    >>> plain_name("C:\\\\报告\\\\2023 计划.docx"), plain_name("../../etc/a.txt")
    ('2023 计划.docx', 'a.txt')
    """
    last = PureWindowsPath(PurePosixPath(name).name).name
    return "".join(c for c in last if c.isprintable())[-120:] or "?"
