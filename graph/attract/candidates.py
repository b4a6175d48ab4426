"""The user's list of real firms: read row by row; a row that cannot be used is told with its number, the others stay.

Cells are text and stay text. A cell that begins like a formula (=, +, -, @) is refused, so that no list that is printed
from candidates can carry one into a spreadsheet. https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from graph.attract.model import Candidate, IndustryClass, RowProblem
from graph.attract.sheets import Row, parse_table, read_table
from graph.errors import LianpuError

#: The columns as the template writes them, and what else lists call them.
COLUMNS = {"name": "企业名称", "place": "所在地", "product": "主要产品", "gbt4754": "行业代码", "note": "备注"}
_ALSO = {
    "name": ("企业", "公司", "公司名称", "单位名称", "名称", "name", "company", "enterprise", "firm"),
    "place": ("所在地区", "地区", "地址", "注册地", "注册地址", "所在省市", "place", "location", "region", "city"),
    "product": ("产品", "主营产品", "主营业务", "product", "products", "mainproduct", "mainproducts"),
    "gbt4754": ("国民经济行业代码", "行业分类代码", "行业分类", "gbt4754", "gb/t4754", "industrycode", "code"),
    "note": ("说明", "note", "notes", "remark", "remarks"),
}
#: In characters.
LONGEST = {"name": 100, "place": 100, "product": 500, "gbt4754": 60, "note": 1_000}
EXAMPLE = "示例："
#: A title and the like may stand above the header.
_HEADER_WITHIN = 20
_EMPTY = frozenset({"", "-", "--", "—", "——", "/", "无", "暂无", "n/a", "none"})
_FORMULA = ("=", "+", "-", "@")
_CODE = re.compile(r"[A-T]?(\d{2,4})(?!\d)")
_SEEN_AS = 40


class CandidateList(NamedTuple):
    """The firms that a list names, in its order, and the rows that cannot be used, each with the mend."""

    candidates: tuple[Candidate, ...]
    problems: tuple[RowProblem, ...]


class _RowError(Exception):
    def __init__(self, column: str, key: str, what: str, mend: str) -> None:
        super().__init__(what)
        self.column, self.key, self.what, self.mend = column, key, what, mend


def read_candidates(path: Path, classes: Mapping[str, IndustryClass]) -> CandidateList:
    """The firms in a .csv (UTF-8 or GB 18030) or .xlsx file. Raises LianpuError where it is no such list at all.

    ``classes`` are those of GB/T 4754-2017 by code.
    """
    return _listed(read_table(path), str(path), classes)


def parse_candidates(data: bytes, name: str, classes: Mapping[str, IndustryClass]) -> CandidateList:
    """The same from a file in memory, such as an upload; ``name`` is its file's name. Raises LianpuError."""
    return _listed(parse_table(data, name), name, classes)


def _listed(sheets: Iterable[tuple[Row, ...]], name: str, classes: Mapping[str, IndustryClass]) -> CandidateList:
    for rows in sheets:
        for at, row in enumerate(rows[:_HEADER_WITHIN]):
            columns = _columns(row)
            if "name" in columns and ("product" in columns or "gbt4754" in columns):
                return _read(rows[at + 1 :], columns, name, classes)
    raise LianpuError(
        f"has no header row with {COLUMNS['name']} and {COLUMNS['product']} (or {COLUMNS['gbt4754']}).",
        where=name,
        mend="Put these into the first row, or start from `lianpu attract --template firms.xlsx`.",
    )


def _columns(row: Row) -> dict[str, int]:
    """Which column holds what, by its header."""
    found: dict[str, int] = {}
    for at, cell in enumerate(row.cells):
        header = re.sub(r"[(\[].*?[)\]]|[\s*_-]", "", unicodedata.normalize("NFKC", cell).casefold())
        for column, label in COLUMNS.items():
            if header == label or header in _ALSO[column]:
                found.setdefault(column, at)
    return found


def _read(
    rows: Iterable[Row], columns: Mapping[str, int], name: str, classes: Mapping[str, IndustryClass]
) -> CandidateList:
    candidates: list[Candidate] = []
    problems: list[RowProblem] = []
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        try:
            candidate = _candidate(row, columns, classes)
            first = seen.setdefault((candidate.name, candidate.product), row.number)
            if first != row.number:
                raise _RowError("name", "repeated", f"repeats row {first}.", "Delete one of the two.")
            candidates.append(candidate)
        except _RowError as error:
            problems.append(RowProblem(row.number, COLUMNS[error.column], error.key, error.what, error.mend))
    if not candidates and not problems:
        raise LianpuError("names no firm.", where=name, mend="Write one firm a row below the header.")
    return CandidateList(tuple(candidates), tuple(problems))


def _candidate(row: Row, columns: Mapping[str, int], classes: Mapping[str, IndustryClass]) -> Candidate:
    cells = {column: _cell(row, column, columns.get(column)) for column in COLUMNS}
    if not cells["name"]:
        raise _RowError("name", "unnamed", "names no firm.", f"Fill in {COLUMNS['name']}.")
    if cells["name"].startswith(EXAMPLE):
        raise _RowError("name", "example", "is the template's example.", "Delete this row.")
    code = _code(cells["gbt4754"], classes)
    if not cells["product"] and code is None:
        mend = f"Fill in {COLUMNS['product']} or {COLUMNS['gbt4754']}."
        raise _RowError("product", "unmatchable", "says neither product nor class.", mend)
    return Candidate(row.number, cells["name"], cells["place"], cells["product"], code, cells["note"])


def _cell(row: Row, column: str, at: int | None) -> str:
    text = row.cells[at] if at is not None and at < len(row.cells) else ""
    lines = (" ".join(line.split()) for line in text.splitlines())
    text = "、".join(line for line in lines if line)
    if text.casefold() in _EMPTY:
        return ""
    if text.startswith(_FORMULA):
        what = f"begins like a formula: {_shown(text)}."
        raise _RowError(column, "formula", what, f"Write plain text, without {text[0]} in front.")
    if len(text) > LONGEST[column]:
        what = f"is longer than {LONGEST[column]} characters: {_shown(text)}."
        raise _RowError(column, "long", what, "Shorten it.")
    return text


def _code(text: str, classes: Mapping[str, IndustryClass]) -> str | None:
    """A class that the standard has: 3985, C3985 or 3985 with its name. Spreadsheets drop the zero of 0911."""
    if not text:
        return None
    found = _CODE.match(unicodedata.normalize("NFKC", text).upper().replace(" ", ""))
    code = found[1] if found else ""
    padded = f"0{code}"
    if len(code) == 3 and code in classes and padded in classes:
        what = f"{code} may be {padded} {classes[padded].name}, or the group {code} {classes[code].name}."
        raise _RowError("gbt4754", "ambiguous", what, "Write all four digits, as text.")
    known = next((form for form in (code, padded) if form in classes), None)
    if known is None:
        what = f"{_shown(text)} is no class of GB/T 4754-2017."
        raise _RowError("gbt4754", "code", what, "Give a code of two to four digits, such as 3985, or leave it empty.")
    return known


def _shown(text: str) -> str:
    return repr(text if len(text) <= _SEEN_AS else f"{text[:_SEEN_AS]}…")
