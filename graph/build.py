"""The whole way once: reports in, a checked graph in a store out. The stages in order; each owns its own inside."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path

from rdflib import Graph

from graph.chains.placement import place
from graph.chains.reference import load_chains
from graph.errors import OntologyError, ReadingError, ValidationError
from graph.extraction import extract
from graph.model import Report
from graph.rdf.serialize import to_nquads
from graph.rdf.terms import Quad
from graph.rdf.validate import Finding, validate
from graph.rdf.writer import dataset_quads, to_dataset
from graph.reading import read_report
from graph.settings import Settings
from graph.store import Build, ensure_build, fill, fingerprint
from graph.vocabulary import Minter

#: File name endings that reading understands.
READABLE = (".txt",)


class Step(StrEnum):
    """What a build is doing."""

    READING = "reading"
    EXTRACTING = "extracting"
    PLACING = "placing"
    WRITING = "writing"
    VALIDATING = "validating"
    STORING = "storing"
    DONE = "done"


#: The share of the time that is over when a step begins, measured on the Sanmenxia report.
_BEGINS = {
    Step.READING: 0.0,
    Step.EXTRACTING: 0.05,
    Step.PLACING: 0.15,
    Step.WRITING: 0.25,
    Step.VALIDATING: 0.5,
    Step.STORING: 0.9,
    Step.DONE: 1.0,
}

Progress = Callable[[Step, float], None]


def bring_up_to_date(settings: Settings, progress: Progress, *, force: bool = False) -> Build:
    """The current build, made anew where reports, lexicon, ontology or code changed, or where ``force`` says so.

    ``progress`` hears each step with the share of the work that is over. Raises ReadingError, OntologyError or
    ValidationError for input that is not sound, and StoreError where the store cannot be written; the build that was
    current stays current then.
    """
    build = ensure_build(
        settings.built, fingerprint(settings), lambda folder: _make(folder, settings, progress), force=force
    )
    progress(Step.DONE, 1.0)
    return build


def report_files(folder: Path) -> tuple[Path, ...]:
    """The reports in a folder, by name. ReadingError where there is none."""
    files = tuple(sorted(p for p in folder.glob("*") if p.suffix.lower() in READABLE)) if folder.is_dir() else ()
    if not files:
        raise ReadingError("holds no report.", where=folder, mend="Put a report there as a .txt file.")
    return files


def assemble(settings: Settings, progress: Progress) -> list[Quad]:
    """Reports, chains and vocabulary as quads, not yet checked."""
    minter = Minter(settings.base_iri)
    chains = load_chains(settings.ontology / "chains")
    progress(Step.READING, _BEGINS[Step.READING])
    reports = [read_report(path) for path in report_files(settings.reports)]
    _distinct(reports)
    progress(Step.EXTRACTING, _BEGINS[Step.EXTRACTING])
    extractions = [extract(report) for report in reports]
    progress(Step.PLACING, _BEGINS[Step.PLACING])
    placements = {extraction.report.slug: place(extraction, chains) for extraction in extractions}
    progress(Step.WRITING, _BEGINS[Step.WRITING])
    ontology = load_vocabulary(settings.ontology / "lianpu.ttl")
    return list(dataset_quads(extractions, chains, minter, placements=placements, ontology=ontology))


def load_vocabulary(path: Path) -> Graph:
    """The vocabulary. OntologyError where it is missing or does not parse."""
    try:
        return Graph().parse(path, format="turtle")
    except Exception as error:  # rdflib's Turtle parser raises many kinds
        message = " ".join(str(error).split())[:200]
        raise OntologyError(f"does not parse ({message}).", where=path, mend="Correct the line it names.") from error


def refuse_unsound(findings: Iterable[Finding]) -> None:
    """Raise ValidationError where the shapes refused something, naming the first thing and how many there are."""
    violations = [finding for finding in findings if finding.severity == "Violation"]
    if violations:
        first = violations[0]
        raise ValidationError(
            f"{len(violations)} statements break the shapes; the first: {first.en} ({first.path} {first.value})",
            where=first.focus,
            mend="Run `lianpu validate` on an export for all of them.",
        )


def _make(folder: Path, settings: Settings, progress: Progress) -> None:
    quads = assemble(settings, progress)
    progress(Step.VALIDATING, _BEGINS[Step.VALIDATING])
    refuse_unsound(validate(to_dataset(quads), settings.ontology / "shapes.ttl"))
    progress(Step.STORING, _BEGINS[Step.STORING])
    fill(folder, to_nquads(quads).encode())


def _distinct(reports: Iterable[Report]) -> None:
    seen: dict[str, Report] = {}
    for report in reports:
        if report.slug in seen:
            raise ReadingError(
                f"two reports are both {report.slug!r} ({seen[report.slug].title} / {report.title}).",
                where="data/reports",
                mend="Keep one of them.",
            )
        seen[report.slug] = report
