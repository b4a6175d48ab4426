"""``build`` and ``validate``."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer
from rdflib import Dataset
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from graph.build import bring_up_to_date
from graph.rdf.parsing import parse_file
from graph.rdf.validate import Finding
from graph.rdf.validate import validate as find_unsound
from graph.settings import load_settings
from graph.steps import Step
from graph.store import open_build, open_current

_SAYS = {
    Step.READING: "reading the reports",
    Step.EXTRACTING: "finding entities, relations and figures",
    Step.PLACING: "placing them on the reference chains",
    Step.WRITING: "writing RDF",
    Step.VALIDATING: "checking it by SHACL",
    Step.STORING: "filling the store",
    Step.DONE: "done",
}


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
    typer.echo(f"{len(open_build(made)):,} triples in {made.place} ({seconds:.1f} s)")


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
            parse_file(data, file)
        return data
    return open_current(load_settings()).dataset


def _line(finding: Finding) -> str:
    return f"{finding.severity}: {finding.focus} {finding.path} {finding.value}: {finding.zh} / {finding.en}"
