"""The answer to a question as rows for a table, as HTML with links, everything from the data escaped."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode

from graph.model import EntityType
from graph.present.palette import MARKS, STRUCTURE
from graph.query.answer import compact
from graph.query.asking.answering import Cell, Reply
from graph.query.asking.names import Name, Names
from graph.query.asking.template import CHAIN, NODE, Column, Language
from graph.tables import Row

#: More rows are in the files to take away.
ROWS_SHOWN = 150
#: The mark of a row whose first name stands in the row above.
AGAIN = ' class="again"'
_PASSAGE = re.compile(r"(?P<report>.+/report/[^#]+)#char=(?P<start>\d+),(?P<end>\d+)")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
#: Numbers that are no amounts: they get no thousands mark.
_PLAIN = frozenset({"year", "targetYear"})


@dataclass(frozen=True)
class Wording:
    """How an answer is written: ``names`` of things, and ``words`` for what the graph writes in codes, by
    ``column:value`` or by a term of the vocabulary such as ``lp:produces``; ``base`` is what the IRIs of things begin
    with."""

    language: Language
    names: Names
    words: Mapping[str, str]
    base: str

    def cell(self, cell: Cell | None, column: Column) -> str:
        """What a cell says."""
        if cell is None:
            return ""
        if cell.iri is not None:
            return self.thing(cell.iri)
        known = self.words.get(f"{column.name}:{cell.text}")
        if known is not None:
            return known
        if _NUMBER.fullmatch(cell.text) and column.name not in _PLAIN:
            return f"{float(cell.text):.0%}" if column.name == "confidence" else f"{float(cell.text):,.10g}"
        return cell.text

    def thing(self, iri: str) -> str:
        """What an IRI is called."""
        if iri in self.names.by_iri:
            return self.names.by_iri[iri].text(self.language)
        if _PASSAGE.fullmatch(iri):
            return self.words["passage"]
        return self.words.get(compact(iri), iri.removeprefix(self.base))

    def address(self, iri: str) -> str | None:
        """The page that shows a thing, from the root; None where none does."""
        passage = _PASSAGE.fullmatch(iri)
        if passage is not None:
            at = f"{passage['start']}-{passage['end']}"
            return self._address("source", report=passage["report"].removeprefix(self.base), at=at)
        name = self.names.by_iri.get(iri)
        if name is None:
            return None
        short = iri.removeprefix(self.base)
        if name.kind == CHAIN:
            return self._address("chain", chain=short.rsplit("/", 1)[-1])
        if name.kind == NODE:
            chain, link = short.rsplit("/", 2)[-2:]
            return self._address("chain", chain=chain, link=link)
        return self._address("graph", node=short)

    def _address(self, page: str, **query: str) -> str:
        return f"{page}?{urlencode({**query, 'lang': self.language}, safe='/', quote_via=quote)}"


def mark_of(name: Name | None) -> tuple[str, str]:
    """The glyph and the colour that go before a name; chains and their links have none."""
    if name is None or name.kind in (CHAIN, NODE):
        return "", STRUCTURE
    mark = MARKS[EntityType(name.kind)]
    return mark.glyph, mark.colour


def answer_rows(reply: Reply, wording: Wording) -> list[Row]:
    """The rows by column name, for a file to take away; a passage is told by its address in the report."""
    return [
        {
            column.name: _file_value(cell, column, wording)
            for column, cell in zip(reply.template.columns, row, strict=True)
        }
        for row in reply.rows
    ]


def _file_value(cell: Cell | None, column: Column, wording: Wording) -> str | float | None:
    if cell is None:
        return None
    if cell.iri is None and _NUMBER.fullmatch(cell.text) and f"{column.name}:{cell.text}" not in wording.words:
        return float(cell.text)
    if cell.iri is not None and _PASSAGE.fullmatch(cell.iri):
        return cell.iri.removeprefix(wording.base)
    return wording.cell(cell, column)


def page_of(address: str) -> tuple[str, dict[str, str]]:
    """An address taken apart: the page and what its address bar holds.

    >>> page_of("graph?node=product/%E9%93%9C&lang=zh")
    ('graph', {'node': 'product/铜', 'lang': 'zh'})
    """
    page, _, query = address.partition("?")
    return page, dict(parse_qsl(query))


def answer_table(reply: Reply, wording: Wording, *, title: str) -> str:
    """The first rows as an HTML table; every name leads to its page, every passage to its place in the report.

    A name that stands in the row above too is set back.
    """
    columns = reply.template.columns
    amounts = {column.name for place, column in enumerate(columns) if _is_amount(reply, place)}
    head = "".join(f"<th{_class(c, amounts)}>{html.escape(c.label(wording.language))}</th>" for c in columns)
    shown = reply.rows[:ROWS_SHOWN]
    again = [place > 0 and row[0] == shown[place - 1][0] for place, row in enumerate(shown)]
    body = "".join(
        f"<tr{AGAIN if same else ''}>{_cells(row, columns, wording, amounts)}</tr>"
        for row, same in zip(shown, again, strict=True)
    )
    table = f'<table class="lianpu-table lianpu-answer"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    return f'<div class="lianpu-scroll" tabindex="0" role="region" aria-label="{html.escape(title)}">{table}</div>'


def _cells(row: Sequence[Cell | None], columns: Sequence[Column], wording: Wording, amounts: set[str]) -> str:
    return "".join(_td(cell, column, wording, amounts) for cell, column in zip(row, columns, strict=True))


def _is_amount(reply: Reply, place: int) -> bool:
    cells = [row[place] for row in reply.rows if row[place] is not None]
    return bool(cells) and all(cell and cell.iri is None and _NUMBER.fullmatch(cell.text) for cell in cells)


def _class(column: Column, amounts: set[str]) -> str:
    names = {"sentence": "sentence", "passage": "passage"}
    kind = "number" if column.name in amounts else names.get(column.name)
    return f' class="{kind}"' if kind else ""


def _td(cell: Cell | None, column: Column, wording: Wording, amounts: set[str]) -> str:
    return f"<td{_class(column, amounts)}>{_content(cell, column, wording)}</td>"


def _content(cell: Cell | None, column: Column, wording: Wording) -> str:
    text = html.escape(wording.cell(cell, column))
    address = wording.address(cell.iri) if cell is not None and cell.iri is not None else None
    if cell is None or cell.iri is None or address is None:
        return text
    glyph, colour = mark_of(wording.names.by_iri.get(cell.iri))
    before = f'<span class="glyph" style="color:{colour}">{glyph}</span> ' if glyph else ""
    return f'{before}<a href="{html.escape(address)}">{text}</a>'
