"""``ask``."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from graph.errors import QueryError
from graph.query.answer import compact
from graph.query.asking.answering import Cell, Reply, summary
from graph.query.asking.answering import ask as ask_graph
from graph.query.asking.names import names_of
from graph.query.asking.template import Column, load_templates
from graph.query.asking.understanding import Listener, Reading
from graph.query.knowledge import load_knowledge
from graph.settings import load_settings
from graph.store import open_current


class Form(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    JSON = "json"
    SPARQL = "sparql"


class Tongue(StrEnum):
    """What an answer is written in."""

    ZH = "zh"
    EN = "en"


def ask(
    question: Annotated[str, typer.Argument(help="A question in plain words, Chinese or English.")],
    language: Annotated[Tongue, typer.Option(help="The language to answer in.")] = Tongue.ZH,
    format: Annotated[Form, typer.Option(help="How to print the answer.")] = Form.TABLE,
) -> None:
    """Ask the built graph in plain words, such as 华鑫铜箔生产什么."""
    settings = load_settings()
    store = open_current(settings)
    listener = Listener(load_templates(settings.ontology / "queries"), names_of(load_knowledge(store)))
    found = listener.understood(question)
    if found is None:
        raise _not_understood(question, listener.readings(question), language)
    reply = ask_graph(store, found.template, found.fillings)
    _print(reply, found, listener, language, format)


def _not_understood(question: str, near: tuple[Reading, ...], language: Tongue) -> QueryError:
    offered = "; ".join(_asked(reading, language) for reading in near)
    mend = f"The nearest: {offered}" if offered else "Put it another way; the questions stand in ontology/queries."
    return QueryError("No question fits.", where=question, mend=mend)


def _asked(reading: Reading, language: Tongue) -> str:
    filled = {f.slot.name: f.name.text(language.value) if f.name else f.word for f in reading.fillings}
    return reading.template.asked(language.value, filled)


def _print(reply: Reply, found: Reading, listener: Listener, language: Tongue, format: Form) -> None:
    if format is Form.SPARQL:
        typer.echo(reply.query, nl=False)
        return

    def written(cell: Cell | None) -> str:
        if cell is None:
            return ""
        name = listener.names.by_iri.get(cell.iri or "")
        return name.text(language.value) if name else compact(cell.text)

    told = summary(reply, listener.names, language.value, written)
    rows = [[written(cell) for cell in row] for row in reply.rows]
    if format is Form.JSON:
        _print_json(reply, _asked(found, language), told, rows)
        return
    console = Console(markup=False, highlight=False, width=None if Console().is_terminal else 200)
    console.print(_asked(found, language))
    console.print(told or "No rows: not mentioned is not absent.")
    if rows:
        console.print(_table(reply.template.columns, rows, language))
    console.print(reply.template.means.text(language.value))


def _table(columns: tuple[Column, ...], rows: list[list[str]], language: Tongue) -> Table:
    table = Table(*(column.label(language.value) for column in columns))
    for row in rows:
        table.add_row(*row)
    return table


def _print_json(reply: Reply, asked: str, told: str, rows: list[list[str]]) -> None:
    names = [column.name for column in reply.template.columns]
    record: dict[str, Any] = {
        "question": asked,
        "template": reply.template.id,
        "answer": told,
        "rows": [dict(zip(names, row, strict=True)) for row in rows],
        "query": reply.query,
    }
    typer.echo(json.dumps(record, ensure_ascii=False, indent=2))
