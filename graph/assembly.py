"""The stages in their order: reports in, checked quads out. Each stage owns its own inside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from rdflib import Graph

from graph.batch import Outcome, extract_folder, failures, report_files
from graph.chains.placement import place
from graph.chains.reference import load_chains
from graph.curation import load_curation, replay
from graph.errors import OntologyError, ReadingError, ValidationError
from graph.model import Extraction
from graph.rdf.serialize import to_nquads
from graph.rdf.terms import Quad
from graph.rdf.validate import Finding, validate
from graph.rdf.writer import dataset_quads, to_dataset
from graph.resolution import resolve
from graph.settings import Settings
from graph.steps import Progress, Step
from graph.vocabulary import Minter


def sound_nquads(settings: Settings, progress: Progress) -> bytes:
    """Go the whole way once: what a store is to be filled with, as N-Quads. Raises what the stages raise."""
    quads = assemble(settings, progress)
    progress(Step.VALIDATING)
    refuse_unsound(validate(to_dataset(quads), settings.ontology / "shapes.ttl"))
    progress(Step.STORING)
    return to_nquads(quads).encode()


def extractions_of(files: Iterable[Path]) -> list[Extraction]:
    """What the reports in the files say, each report with a slug of its own.

    A city has a plan report and a work report in one year: the later one by title gets a piece of its digest into its
    slug. Raises ReadingError for every file that is no report, all of them named, and where two files are the same.
    """
    outcomes = tuple(extract_folder(files))
    refuse_failures(outcomes)
    found = [outcome.extraction for outcome in outcomes if outcome.extraction is not None]
    _refuse_twins((outcome.path for outcome in outcomes), found)
    taken: set[str] = set()
    for index, extraction in sorted(enumerate(found), key=lambda pair: (pair[1].report.title, pair[1].report.sha256)):
        report = extraction.report
        if report.slug in taken:
            report = replace(report, slug=f"{report.slug}-{report.sha256[:6]}")
            found[index] = replace(extraction, report=report)
        taken.add(report.slug)
    return found


def refuse_failures(outcomes: Iterable[Outcome]) -> None:
    """Raise what went wrong with one file as it is, and with several as one ReadingError that names them all."""
    errors = failures(outcomes)
    if len(errors) == 1:
        raise errors[0]
    if errors:
        told = "; ".join(str(error) for error in errors)
        raise ReadingError(f"{len(errors)} reports cannot be read: {told}", mend="Mend them or take them away.")


def _refuse_twins(paths: Iterable[Path], found: Iterable[Extraction]) -> None:
    by_digest: dict[str, Path] = {}
    for path, extraction in zip(paths, found, strict=True):
        first = by_digest.setdefault(extraction.report.sha256, path)
        if first != path:
            raise ReadingError(f"is the same as {first.name}.", where=path, mend="Remove one of them.")


def assemble(settings: Settings, progress: Progress) -> list[Quad]:
    """Reports, chains and vocabulary as quads, not yet checked."""
    minter = Minter(settings.base_iri)
    chains = load_chains(settings.ontology / "chains")
    progress(Step.READING)
    files = report_files(settings.reports)
    curation = load_curation(settings.curation)
    progress(Step.EXTRACTING)
    curated = [replay(found, curation.of(found.report.slug)) for found in extractions_of(files)]
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
