"""A place's statistics by industry, as a user loads them: location quotients and growth by GB/T 4754 code."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.errors import LianpuError

#: Far above the 1,382 classes of GB/T 4754-2017 with their groups and divisions.
_MOST_ROWS = 5_000
_MOST_BYTES = 2_000_000
_CODE = re.compile(r"[A-T]?(\d{2,4})")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a place stands in an industry: its location quotient (区位商; 1 is the average), its growth in percent."""

    code: str
    lq: float
    growth: float | None = None

    @property
    def value(self) -> float:
        """As a part of a rank, from 0 to 1: the quotient as lq / (1 + lq), so that 1 gives one half.

        With growth, the mean of that and of growth between -20 % (0) and +20 % (1).
        """
        share = self.lq / (1 + self.lq)
        if self.growth is None:
            return share
        return (share + min(1.0, max(0.0, 0.5 + self.growth / 40))) / 2


@dataclass(frozen=True)
class Statistics:
    """What was loaded, by code of two to four digits."""

    by_code: Mapping[str, Standing]

    def of(self, code: str | None) -> Standing | None:
        """The figures for a class: its own, else those of its group (3 digits), else of its division (2).

        None where there are none: blank, never zero.
        """
        if code is None:
            return None
        found = (self.by_code.get(code[:length]) for length in range(len(code), 1, -1))
        return next((standing for standing in found if standing is not None), None)


def read_statistics(path: Path) -> Statistics:
    """Statistics from a CSV file (UTF-8, or GB 18030 as Chinese spreadsheets save it) with the columns ``code``, ``lq``
    and, if wanted, ``growth`` (percent). Raises LianpuError, which names each bad row by its line.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise LianpuError("is too large for statistics by industry.", where=path, mend="Keep it below 2 MB.")
        raw = path.read_bytes()
    except OSError as error:
        mend = "Name a CSV file with the columns code, lq, growth."
        raise LianpuError(f"cannot be read ({error.strerror or error}).", where=path, mend=mend) from None
    return parse_statistics(_text(raw, path), path)


def parse_statistics(text: str, where: str | Path = "statistics") -> Statistics:
    """Statistics from the text of a CSV. A row with an empty ``lq`` is left out. Raises LianpuError."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    header = [cell.strip().lower() for cell in next(reader, [])]
    if header[:2] != ["code", "lq"] or header[2:] not in ([], ["growth"]):
        raise LianpuError(
            f"the first row is {','.join(header)[:80]!r}.", where=where, mend="Make it code,lq or code,lq,growth."
        )
    found: dict[str, Standing] = {}
    wrong: list[str] = []
    try:
        for row in reader:
            _take(row, reader.line_num, len(header), found, wrong)
            if len(found) + len(wrong) > _MOST_ROWS:
                raise LianpuError(f"has more than {_MOST_ROWS:,} rows.", where=where, mend="Give one row a code.")
    except csv.Error as error:
        wrong.append(f"line {reader.line_num}: is no CSV ({error}).")
    if wrong:
        more = f" And {len(wrong) - 10} more." if len(wrong) > 10 else ""
        raise LianpuError(" ".join(wrong[:10]) + more, where=where, mend="Mend these rows, or leave lq empty.")
    return Statistics(found)


def _text(raw: bytes, path: Path) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise LianpuError("is neither UTF-8 nor GB 18030 text.", where=path, mend="Save it as CSV in UTF-8.")


def _take(row: list[str], line: int, width: int, found: dict[str, Standing], wrong: list[str]) -> None:
    cells = [cell.strip() for cell in row]
    if not any(cells):
        return
    if len(cells) > width:
        wrong.append(f"line {line}: has {len(cells)} columns for {width}.")
        return
    code, lq, growth = (*cells, "", "")[:3]
    match = _CODE.fullmatch(code)
    if match is None:
        wrong.append(f"line {line}: {code[:20]!r} is no GB/T 4754 code of 2 to 4 digits.")
    elif match[1] in found:
        wrong.append(f"line {line}: code {match[1]} was given before.")
    elif lq:
        quotient, change = _number(lq), _number(growth) if growth else None
        if quotient is None or quotient < 0:
            wrong.append(f"line {line}: lq {lq[:20]!r} is no number of 0 or more.")
        elif growth and change is None:
            wrong.append(f"line {line}: growth {growth[:20]!r} is no number of percent.")
        else:
            found[match[1]] = Standing(match[1], quotient, change)


def _number(text: str) -> float | None:
    try:
        value = float(text.removesuffix("%"))
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) < 1e6 else None
