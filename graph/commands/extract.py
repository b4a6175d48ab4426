"""``extract``: one report into one file, many into a folder."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from graph.batch import Outcome, extract_file, extract_folder, failures, report_files
from graph.commands.files import make_folder, write_text
from graph.curation import load_curation, replay
from graph.errors import LianpuError
from graph.extraction.interchange import to_interchange
from graph.model import Extraction
from graph.settings import load_settings

Reports = Annotated[
    list[Path], typer.Argument(help="Reports (.txt, .docx, .pdf, .html), or folders of them.", show_default=False)
]
Output = Annotated[
    Path, typer.Option("--output", "-o", help="The file for one report, the folder for more.", show_default=False)
]
Curating = Callable[[Extraction], Extraction]


def extract(
    reports: Reports,
    output: Output,
    curated: Annotated[bool, typer.Option(help="Replay people's decisions on top.")] = False,
) -> None:
    """Extract reports into the JSON interchange form, without curation unless asked.

    Many reports run on all cores. One that fails stops no other: it is listed at the end, and the exit code is 1.
    """
    curating = _curating() if curated else _as_found
    if len(reports) == 1 and not reports[0].is_dir() and not output.is_dir():
        _one(reports[0], output, curating)
    else:
        _many(_files(reports), output, curating)


def _curating() -> Curating:
    curation = load_curation(load_settings().curation)
    return lambda found: replay(found, curation.of(found.report.slug)).extraction


def _as_found(found: Extraction) -> Extraction:
    return found


def _one(report: Path, output: Path, curating: Curating) -> None:
    if output.resolve() == report.resolve():
        raise LianpuError("is the report itself.", where=output, mend="Write to another file.")
    found = curating(extract_file(report))
    _write(output, found)
    typer.echo(
        f"{len(found.entities)} entities, {len(found.relations)} relations, "
        f"{len(found.indicators)} indicators -> {output}"
    )


def _files(reports: Iterable[Path]) -> tuple[Path, ...]:
    """The files named and those in the folders named, each once."""
    every = (file for path in reports for file in (report_files(path) if path.is_dir() else (path,)))
    return tuple(dict.fromkeys(every))


def _many(files: tuple[Path, ...], folder: Path, curating: Curating) -> None:
    if folder.exists() and not folder.is_dir():
        raise LianpuError("is no folder, and there is more than one report.", where=folder, mend="Name a folder.")
    make_folder(folder)
    targets = dict(zip(files, (folder / name for name in _names(files)), strict=True))
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    outcomes: list[Outcome] = []
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("extracting", total=len(files))
        for outcome in extract_folder(files):
            bar.update(task, description=outcome.path.name, advance=1)
            if outcome.extraction is not None:
                _write(targets[outcome.path], curating(outcome.extraction))
            outcomes.append(Outcome(outcome.path, None, outcome.error, outcome.seconds))
    errors = failures(outcomes)
    typer.echo(f"{len(files) - len(errors)} of {len(files)} reports -> {folder}")
    for error in errors:
        typer.echo(f"failed: {error}", err=True)
    if errors:
        raise typer.Exit(1)


def _names(files: Iterable[Path]) -> list[str]:
    """A file name for each: its own with .json for its ending, and where two share one, the ending or a number too."""
    paths = tuple(files)
    stems = Counter(path.stem.casefold() for path in paths)
    taken: set[str] = set()
    names = []
    for path in paths:
        wanted = path.stem if stems[path.stem.casefold()] == 1 else path.name
        name, number = wanted, 2
        while name.casefold() in taken:
            name, number = f"{wanted}-{number}", number + 1
        taken.add(name.casefold())
        names.append(f"{name}.json")
    return names


def _write(path: Path, found: Extraction) -> None:
    write_text(path, json.dumps(to_interchange(found), ensure_ascii=False, indent=1) + "\n")
