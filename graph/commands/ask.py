"""``query``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from graph.errors import QueryError
from graph.query.answer import Answer, as_csv, as_json, as_turtle, compact
from graph.query.running import runner_of
from graph.settings import load_settings
from graph.store import require_build


class Format(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    TURTLE = "turtle"


def query(
    sparql: Annotated[str, typer.Argument(help="A SPARQL query, or a .rq file that holds one.", show_default=False)],
    format: Annotated[Format, typer.Option(help="How to print the answer.")] = Format.TABLE,
    seconds: Annotated[
        float | None, typer.Option(min=0.1, max=86_400, help="Less time than configured.", show_default=False)
    ] = None,
) -> None:
    """Ask the built graph in SPARQL."""
    settings = load_settings()
    bounds = settings.query_seconds, settings.query_rows, settings.query_megabytes
    runner = runner_of(require_build(settings), *bounds)
    try:
        answer = runner.run(_text(sparql), seconds=seconds)
    finally:
        runner.close()
    _print(answer, format)
    if answer.truncated:
        typer.echo(f"Only the first {len(answer.rows):,} rows are shown; there are more.", err=True)


def _text(sparql: str) -> str:
    """The query itself. A text that names a file by its ending must find one."""
    if not sparql.strip().lower().endswith((".rq", ".sparql")) or "\n" in sparql:
        return sparql
    path = Path(sparql.strip())
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise QueryError("no such file.", where=path, mend="Name a .rq file, or give the query as text.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"cannot be read ({error}).", where=path, mend="Save it as UTF-8 text.") from None


def _print(answer: Answer, format: Format) -> None:
    if format is Format.CSV:
        typer.echo(as_csv(answer), nl=False)
    elif format is Format.JSON:
        typer.echo(as_json(answer))
    elif format is Format.TURTLE:
        typer.echo(as_turtle(answer), nl=False)
    elif answer.kind == "boolean":
        typer.echo("yes" if answer.boolean else "no")
    else:
        _print_table(answer)


def _print_table(answer: Answer) -> None:
    table = Table(*answer.variables)
    for row in answer.cells():
        table.add_row(*(compact(cell) for cell in row))
    console = Console(markup=False, highlight=False, width=None if Console().is_terminal else 200)
    console.print(table)
    console.print(f"{len(answer.rows):,} rows in {answer.seconds * 1000:,.0f} ms")
