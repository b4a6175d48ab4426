"""The stages in their order: reports in, checked quads out. Each stage owns its own inside."""

from __future__ import annotations

from collections.abc import Iterable
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
from graph.steps import Progress, Step
from graph.store import fill
from graph.vocabulary import Minter

#: File name endings that reading understands.
READABLE = (".txt",)


def fill_store(folder: Path, settings: Settings, progress: Progress) -> None:
    """Go the whole way once, into an empty ``folder``. Raises what the stages raise."""
    quads = assemble(settings, progress)
    progress(Step.VALIDATING)
    refuse_unsound(validate(to_dataset(quads), settings.ontology / "shapes.ttl"))
    progress(Step.STORING)
    fill(folder, to_nquads(quads).encode())


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
    progress(Step.READING)
    reports = [read_report(path) for path in report_files(settings.reports)]
    _distinct(reports)
    progress(Step.EXTRACTING)
    extractions = [extract(report) for report in reports]
    progress(Step.PLACING)
    placements = {extraction.report.slug: place(extraction, chains) for extraction in extractions}
    progress(Step.WRITING)
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
            mend="Either ontology/shapes.ttl asks too much or the program is at fault: report it with this line.",
        )


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
