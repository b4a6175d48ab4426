"""``train``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from graph.commands.files import write_text
from graph.extraction.gold import TrainingError, read_gold
from graph.extraction.judging import judges_text
from graph.extraction.learning import AnnotatedReport, learned_judges
from graph.reading import read_report
from graph.settings import PROJECT

Folder = Annotated[Path, typer.Argument(help="A folder of pairs NAME.txt and NAME.gold.json.", show_default=False)]
Output = Annotated[Path, typer.Option("--output", "-o", help="The model file to write.")]
_GOLD = ".gold.json"


def train(folder: Folder, output: Output = PROJECT / "data" / "models" / "judges.tsv") -> None:
    """Teach the extraction which of its statements to believe, from reports that people annotated."""
    pairs = annotated_in(folder)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=len(pairs))
        judges = learned_judges(pairs, step=lambda slug: bar.update(task, description=slug, advance=1))
    names = ", ".join(report.slug for report, _ in pairs)
    about = f"Made by `lianpu train` from {len(pairs)} annotated reports ({names})."
    output.parent.mkdir(parents=True, exist_ok=True)
    write_text(output, judges_text(judges, about))
    count = len(judges.entities.weights) + len(judges.relations.weights)
    typer.echo(f"{count} weights from {len(pairs)} reports -> {output}")


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
