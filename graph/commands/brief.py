"""``brief``."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from graph.attract.candidates import read_candidates
from graph.attract.classes import load_classes
from graph.attract.model import Candidate, IndustryClass
from graph.attract.record import problem_lines
from graph.commands.files import make_folder
from graph.errors import LianpuError
from graph.papers.making import PaperFile, make_papers
from graph.papers.settings import Form, read_settings
from graph.query.knowledge import Knowledge, load_knowledge
from graph.settings import Settings, load_settings
from graph.store import open_current


class BriefFormat(StrEnum):
    """Which files are written."""

    DOCX = "docx"
    XLSX = "xlsx"
    BOTH = "both"


def brief(
    chain: Annotated[str, typer.Argument(help="A chain's id, such as copper.", show_default=False)],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The folder to write to; made if need be.", show_default=False)
    ],
    format: Annotated[BriefFormat, typer.Option(help="A Word document, an Excel workbook, or both.")] = (
        BriefFormat.BOTH
    ),
    papers: Annotated[
        Path | None, typer.Option(help="Another set of maps and lists than data/papers.toml.", show_default=False)
    ] = None,
    candidates: Annotated[
        Path | None, typer.Option(help="Your own list of firms to attract, .csv or .xlsx.", show_default=False)
    ] = None,
) -> None:
    """Print the papers of a chain: the maps, the lists, the analysis of its gaps, and the sources."""
    settings = load_settings()
    wanted = read_settings(papers or settings.papers)
    classes = load_classes(settings)
    firms = _firms(candidates, classes)
    forms = tuple(Form) if format is BriefFormat.BOTH else (Form(format.value),)
    made = make_papers(_knowledge(settings), chain, wanted, classes=classes, candidates=firms, forms=forms)
    make_folder(output)
    for path, size in write_files(output, made).items():
        typer.echo(f"{size:,} bytes -> {path}")


def write_files(folder: Path, files: Iterable[PaperFile]) -> Mapping[Path, int]:
    """Write files to a folder, all or none. Gives the size of each in bytes.

    All are drafts first, then take their names; where one cannot, what was there before comes back. Raises LianpuError
    where one cannot be written.
    """
    mark = uuid.uuid4().hex[:8]
    drafts: dict[Path, Path] = {}
    sizes: dict[Path, int] = {}
    try:
        for number, file in enumerate(files):
            path = folder / file.name
            drafts[path] = folder / f".{mark}-{number}.draft"
            drafts[path].write_bytes(file.data)
            sizes[path] = len(file.data)
        _rename(drafts)
    except OSError as error:
        raise LianpuError(
            f"cannot be written ({error.strerror or error}).",
            where=folder,
            mend="Close the files if they are open, or name another folder.",
        ) from error
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
    return sizes


def _rename(drafts: Mapping[Path, Path]) -> None:
    """Give drafts their names. Where one cannot have its own, none has."""
    former: dict[Path, Path | None] = {}
    try:
        for path, draft in drafts.items():
            aside = draft.with_suffix(".former") if path.exists() else None
            if aside is not None:
                path.rename(aside)
            former[path] = aside
            draft.rename(path)
    except OSError:
        for path, aside in former.items():
            if aside is not None:
                aside.replace(path)
            else:
                path.unlink(missing_ok=True)
        raise
    for aside in former.values():
        if aside is not None:
            aside.unlink()


def _knowledge(settings: Settings) -> Knowledge:
    return load_knowledge(open_current(settings))


def _firms(path: Path | None, classes: Mapping[str, IndustryClass]) -> tuple[Candidate, ...]:
    """The user's list; what is wrong with single rows is told, the others are used."""
    if path is None:
        return ()
    listed = read_candidates(path, classes)
    for line in problem_lines(listed.problems):
        typer.echo(line, err=True)
    return listed.candidates
