"""``build``, ``extract`` and ``validate``."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Annotated

import typer
from rdflib import Dataset
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from graph.build import bring_up_to_date
from graph.commands.files import write_text
from graph.curation import load_curation, replay
from graph.errors import LianpuError
from graph.extraction import extract as extract_report
from graph.extraction.interchange import to_interchange
from graph.rdf.validate import Finding
from graph.rdf.validate import validate as find_unsound
from graph.reading import read_report
from graph.settings import load_settings
from graph.steps import Step
from graph.store import current_build, open_store

_SAYS = {
    Step.READING: "reading the reports",
    Step.EXTRACTING: "finding entities, relations and figures",
    Step.PLACING: "placing them on the reference chains",
    Step.WRITING: "writing RDF",
    Step.VALIDATING: "checking it by SHACL",
    Step.STORING: "filling the store",
    Step.DONE: "done",
}

Report = Annotated[Path, typer.Argument(help="The report: .txt, .docx, .pdf or .html.", show_default=False)]
Output = Annotated[Path, typer.Option("--output", "-o", help="The file to write.", show_default=False)]


def build(force: Annotated[bool, typer.Option(help="Build even where nothing changed.")] = False) -> None:
    """Build the graph from data/reports into a store; nothing is done where nothing changed."""
    settings = load_settings()
    before = time.perf_counter()
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("looking at the inputs", total=1.0)
        made = bring_up_to_date(
            settings, lambda step: bar.update(task, description=_SAYS[step], completed=step.begins), force=force
        )
    seconds = time.perf_counter() - before
    typer.echo(f"{len(open_store(made.folder)):,} triples in {made.folder} ({seconds:.1f} s)")


def extract(
    report: Report,
    output: Output,
    curated: Annotated[bool, typer.Option(help="Replay people's decisions on top.")] = False,
) -> None:
    """Extract one report into the JSON interchange form, without curation unless asked."""
    if output.resolve() == report.resolve():
        raise LianpuError("is the report itself.", where=output, mend="Write to another file.")
    found = extract_report(read_report(report))
    if curated:
        found = replay(found, load_curation(load_settings().curation).of(found.report.slug)).extraction
    write_text(output, json.dumps(to_interchange(found), ensure_ascii=False, indent=1) + "\n")
    typer.echo(
        f"{len(found.entities)} entities, {len(found.relations)} relations, "
        f"{len(found.indicators)} indicators -> {output}"
    )


def validate(
    files: Annotated[
        list[Path] | None, typer.Argument(help="RDF files to check; without any, the built graph.", show_default=False)
    ] = None,
    most: Annotated[int, typer.Option(min=1, help="How many findings to print.")] = 50,
) -> None:
    """Check RDF by the SHACL shapes. Exit code 1 where something is unsound."""
    settings = load_settings()
    findings = find_unsound(_data(files or []), settings.ontology / "shapes.ttl")
    for finding in findings[:most]:
        typer.echo(_line(finding))
    typer.echo(
        f"{len(findings)} findings, of which {min(most, len(findings))} shown"
        if findings
        else "The graph conforms to its shapes."
    )
    if findings:
        raise typer.Exit(1)


def _data(files: list[Path]) -> Dataset:
    if files:
        data = Dataset(default_union=True)
        for file in files:
            _parse(data, file)
        return data
    settings = load_settings()
    build = current_build(settings.built)
    if build is None:
        raise LianpuError("nothing is built yet.", where=settings.built, mend="Run `lianpu build`.")
    return open_store(build.folder).dataset


def _parse(data: Dataset, file: Path) -> None:
    if not file.is_file():
        raise LianpuError("no such file.", where=file, mend="Name an RDF file: .ttl, .trig, .nq, .nt, .jsonld, .rdf.")
    try:
        data.parse(file)
    except Exception as error:
        message = " ".join(str(error).split())[:200]
        raise LianpuError(
            f"cannot be read as RDF ({message}).",
            where=file,
            mend="Correct it there; the ending says which form it is.",
        ) from error


def _line(finding: Finding) -> str:
    return f"{finding.severity}: {finding.focus} {finding.path} {finding.value}: {finding.zh} / {finding.en}"
