"""``train``."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from graph.commands.files import make_folder, write_text
from graph.extraction.gold import TrainingError, read_gold
from graph.extraction.judging import judges_text
from graph.extraction.learning import AnnotatedReport, learned_models
from graph.extraction.models import INSIDE, JUDGES, NAMES
from graph.reading import read_report
from graph.settings import PROJECT

Folder = Annotated[Path, typer.Argument(help="A folder of pairs NAME.txt and NAME.gold.json.", show_default=False)]
Output = Annotated[Path, typer.Option("--output", "-o", help="The folder to write the models into.")]
_GOLD = ".gold.json"


def train(folder: Folder, output: Output = PROJECT / "data" / "models") -> None:
    """Teach the extraction to see names, and which of its statements to believe, from reports that people annotated."""
    pairs = annotated_in(folder)
    make_folder(output)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with TemporaryDirectory(dir=output, prefix="unfinished-") as draft:
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("learning", total=None)
            models = learned_models(pairs, Path(draft), step=lambda done: bar.update(task, description=done, advance=1))
        names = ", ".join(report.slug for report, _ in pairs)
        about = f"Made by `lianpu train` from {len(pairs)} annotated reports ({names})."
        write_text(Path(draft) / JUDGES, judges_text(models.judges, about))
        for name in (NAMES, INSIDE, JUDGES):
            (Path(draft) / name).replace(output / name)
    count = len(models.judges.entities.weights) + len(models.judges.relations.weights)
    typer.echo(f"a tagger and {count} weights from {len(pairs)} reports -> {output}")


def annotated_in(folder: Path) -> tuple[AnnotatedReport, ...]:
    """The reports of a folder with their annotations, in the order of their names.

    Raises TrainingError where there are none, or where one has no text beside it.
    """
    if not folder.is_dir():
        raise TrainingError("no such folder.", where=folder, mend="Name one with pairs NAME.txt and NAME.gold.json.")
    files = sorted(folder.glob(f"*{_GOLD}"))
    if not files:
        raise TrainingError("holds no NAME.gold.json.", where=folder, mend="Put annotations beside their NAME.txt.")
    return tuple(_pair(file) for file in files)


def _pair(file: Path) -> AnnotatedReport:
    text = file.with_name(file.name.removesuffix(_GOLD) + ".txt")
    if not text.is_file():
        raise TrainingError(f"has no {text.name} beside it.", where=file, mend="Put the report's text there.")
    report = read_report(text)
    return report, read_gold(file, report)
