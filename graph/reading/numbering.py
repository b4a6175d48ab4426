"""The numbers that Word puts before paragraphs by itself: 一、 （一） 1. stand in no text, only in rules."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{W}val"
_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Level:
    """How one level counts: from ``start``, written by ``format`` into ``pattern``, %1 being the first level."""

    start: int = 1
    format: str = "decimal"
    pattern: str = ""


@dataclass(slots=True)
class Rules:
    """What numbering.xml and styles.xml say. Both are heard as events: see ``graph.reading.xml``."""

    levels: dict[str, dict[int, Level]] = field(default_factory=lambda: defaultdict(dict))
    lists: dict[str, str] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    styles: dict[str, tuple[str | None, int | None]] = field(default_factory=dict)
    based_on: dict[str, str] = field(default_factory=dict)
    _abstract: str = ""
    _list: str = ""
    _level: int = 0
    _style: str = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Hear an element open."""
        name, value = tag.removeprefix(W), attributes.get(_VAL, "")
        if name in ("abstractNum", "num", "style", "lvl", "lvlOverride"):
            self._enter(name, attributes)
        elif name == "abstractNumId" and self._list:
            self.lists[self._list] = value
        elif name == "startOverride" and self._list:
            self.starts[self._list, self._level] = _number(value)
        elif name in ("start", "numFmt", "lvlText") and self._abstract:
            self._describe(name, value)
        elif name in ("numId", "ilvl", "basedOn") and self._style:
            self._of_style(name, value)

    def end(self, tag: str) -> None:
        """Hear an element close."""
        name = tag.removeprefix(W)
        if name == "abstractNum":
            self._abstract = ""
        elif name == "num":
            self._list = ""
        elif name == "style":
            self._style = ""

    def data(self, text: str) -> None:
        """Text says nothing here."""

    def of_style(self, style: str) -> tuple[str | None, int | None]:
        """The list and level that paragraphs of ``style`` belong to, through the styles that it is based on."""
        for _ in range(20):
            found = self.styles.get(style)
            if found:
                return found
            style = self.based_on.get(style, "")
        return None, None

    def _enter(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "abstractNum":
            self._abstract = attributes.get(f"{W}abstractNumId", "")
        elif name == "num":
            self._list = attributes.get(f"{W}numId", "")
        elif name == "style":
            self._style = attributes.get(f"{W}styleId", "")
        else:
            self._level = _number(attributes.get(f"{W}ilvl", ""))

    def _describe(self, name: str, value: str) -> None:
        level = self.levels[self._abstract].get(self._level, Level())
        if name == "start":
            level = replace(level, start=_number(value))
        elif name == "numFmt":
            level = replace(level, format=value)
        else:
            level = replace(level, pattern=value)
        self.levels[self._abstract][self._level] = level

    def _of_style(self, name: str, value: str) -> None:
        if name == "basedOn":
            self.based_on[self._style] = value
            return
        list_id, level = self.styles.get(self._style, (None, None))
        self.styles[self._style] = (value, level) if name == "numId" else (list_id, _number(value))


class Counter:
    """Counts the numbered paragraphs of one document, in order."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun = set[tuple[str, int]]()

    def next(self, style: str, list_id: str | None, level: int | None) -> str:
        """What Word shows before the next paragraph of ``style`` in a list (None where the paragraph names none)."""
        of_style = self._rules.of_style(style)
        list_id, level = list_id or of_style[0], level if level is not None else of_style[1] or 0
        abstract = self._rules.lists.get(list_id or "0")
        rule = self._rules.levels.get(abstract or "", {}).get(level)
        if not list_id or abstract is None or rule is None:
            return ""
        counts = self._counts[abstract]
        start = rule.start
        if (list_id, level) in self._rules.starts and (list_id, level) not in self._begun:
            counts.pop(level, None)
            start = self._rules.starts[list_id, level]
        self._begun.add((list_id, level))
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [known for known in counts if known > level]:
            del counts[deeper]
        return self._shown(abstract, rule, counts)

    def _shown(self, abstract: str, rule: Level, counts: Mapping[int, int]) -> str:
        def number(match: re.Match[str]) -> str:
            level = int(match[1]) - 1
            shape = self._rules.levels[abstract].get(level, Level())
            return _written(shape.format, counts.get(level, shape.start))

        return "" if rule.format in ("bullet", "none") else re.sub(r"%(\d)", number, rule.pattern)


def _number(value: str) -> int:
    return int(value) if re.fullmatch(r"\d{1,4}", value) else 0


def _written(format: str, number: int) -> str:
    return _FORMATS.get(format, str)(number)


def _chinese(number: int) -> str:
    """``number`` as it is counted: 十一, 二十, 一百零三."""
    if not 0 < number < 1000:
        return str(number)
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    words = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        words += "零"
    return words + (_DIGITS[ones] if ones else "")


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalFullWidth": lambda number: str(number).translate({48 + n: 0xFF10 + n for n in range(10)}),
    "upperLetter": lambda number: chr(64 + number) if number <= 26 else str(number),
    "lowerLetter": lambda number: chr(96 + number) if number <= 26 else str(number),
}
