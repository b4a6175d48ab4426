"""Characters that mean the same: full-width and half-width, a radical and the character that it draws.

Every table here maps one character to one character, so that offsets stay what they are.
"""

from __future__ import annotations

import unicodedata

_FULL_WIDTH_LETTERS = {code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF5B) if chr(code - 0xFEE0).isalnum()} | {
    ord("％"): "%"
}
_FULL_WIDTH_MARKS = {ord(full): half for full, half in zip("（）．，：；！？－［］", "().,:;!?-[]", strict=True)}

#: Radicals that Unicode gives no decomposition for; printing to PDF puts them where a character was.
_BARE_RADICALS = dict(
    zip(
        "⺟⺠⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰",
        "母民西见角贝车长门青页风飞食马骨鬼鱼鸟卤麦黄齐齿龙",
        strict=True,
    )
)


def _drawn() -> dict[int, str]:
    table = {ord(radical): character for radical, character in _BARE_RADICALS.items()}
    for block in (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00)):
        for code in block:
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain != chr(code):
                table[code] = plain
    return table


_RADICALS = _drawn()
_LETTERS = _FULL_WIDTH_LETTERS | _RADICALS
_ALL = _LETTERS | _FULL_WIDTH_MARKS


def without_radicals(text: str) -> str:
    """``text`` with characters in place of the radicals and compatibility forms that look like them.

    >>> without_radicals("⼯业⾦额")
    '工业金额'
    """
    return text.translate(_RADICALS)


def folded(text: str) -> str:
    """``text`` with half-width digits, letters and per cent signs, and without radicals. As long as ``text``.

    >>> folded("（２０２３年）增长７.４％")
    '（2023年）增长7.4%'
    """
    return text.translate(_LETTERS)


def folded_marks(text: str) -> str:
    """``folded``, and brackets, stops, commas and colons half-width too. As long as ``text``.

    >>> folded_marks("（１．２）")
    '(1.2)'
    """
    return text.translate(_ALL)
