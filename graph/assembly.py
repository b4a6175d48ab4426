"""The stages in their order: reports in, checked quads out. Each stage owns its own inside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from rdflib import Graph

from graph.chains.placement import place
from graph.chains.reference import load_chains
from graph.curation import load_curation, replay
from graph.errors import OntologyError, ReadingError, ValidationError
from graph.extraction import extract
from graph.model import Report
from graph.rdf.serialize import to_nquads
from graph.rdf.terms import Quad
from graph.rdf.validate import Finding, validate
from graph.rdf.writer import dataset_quads, to_dataset
from graph.reading import READABLE, read_report
from graph.resolution import resolve
from graph.settings import Settings
from graph.steps import Progress, Step
from graph.store import fill
from graph.vocabulary import Minter


def fill_store(folder: Path, settings: Settings, progress: Progress) -> None:
    """Go the whole way once, into an empty ``folder``. Raises what the stages raise."""
    quads = assemble(settings, progress)
    progress(Step.VALIDATING)
    refuse_unsound(validate(to_dataset(quads), settings.ontology / "shapes.ttl"))
    progress(Step.STORING)
    fill(folder, to_nquads(quads).encode())


def report_files(folder: Path) -> tuple[Path, ...]:
    """The reports in a folder, by name; hidden files are none. ReadingError where there is no report."""
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    files = tuple(
        p for p in found if p.is_file() and p.suffix.lower() in READABLE and not p.name.startswith((".", "~"))
    )
    if not files:
        raise ReadingError("holds no report.", where=folder, mend=f"Put one there: {', '.join(READABLE)}.")
    return files


def read_reports(files: Iterable[Path]) -> list[Report]:
    """The reports of the files, each with a slug of its own.

    A city has a plan report and a work report in one year: the later one by title gets a piece of its digest into its
    slug. ReadingError where two files are the same.
    """
    by_digest: dict[str, Path] = {}
    reports = []
    for path in files:
        report = read_report(path)
        first = by_digest.setdefault(report.sha256, path)
        if first != path:
            raise ReadingError(f"is the same as {first.name}.", where=path, mend="Remove one of them.")
        reports.append(report)
    taken: set[str] = set()
    for index, report in sorted(enumerate(reports), key=lambda pair: (pair[1].title, pair[1].sha256)):
        if report.slug in taken:
            reports[index] = replace(report, slug=f"{report.slug}-{report.sha256[:6]}")
        taken.add(reports[index].slug)
    return reports


def assemble(settings: Settings, progress: Progress) -> list[Quad]:
    """Reports, chains and vocabulary as quads, not yet checked."""
    minter = Minter(settings.base_iri)
    chains = load_chains(settings.ontology / "chains")
    progress(Step.READING)
    reports = read_reports(report_files(settings.reports))
    progress(Step.EXTRACTING)
    curation = load_curation(settings.curation)
    curated = [replay(extract(report), curation.of(report.slug)) for report in reports]
    extractions = [one.extraction for one in curated]
    progress(Step.PLACING)
    placements = {extraction.report.slug: place(extraction, chains) for extraction in extractions}
    progress(Step.WRITING)
    ontology = load_vocabulary(settings.ontology / "lianpu.ttl")
    return list(
        dataset_quads(
            extractions,
            chains,
            minter,
            placements=placements,
            ontology=ontology,
            resolution=resolve(extractions),
            curated=curated,
        )
    )


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
