"""The Chinese typeface that pictures are drawn with: found on this machine, never shipped."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageFont

from graph.errors import LianpuError

_LINUX, _MAC, _WINDOWS = Path("/usr/share/fonts"), Path("/System/Library/Fonts"), Path("C:/Windows/Fonts")
#: Where well-known typefaces with simplified Chinese lie: (regular, bold). Source: the packages of Debian, Fedora and
#: Arch, macOS and Windows.
KNOWN: tuple[tuple[Path, Path], ...] = (
    (_LINUX / "opentype/noto/NotoSansCJK-Regular.ttc", _LINUX / "opentype/noto/NotoSansCJK-Bold.ttc"),
    (_LINUX / "noto-cjk/NotoSansCJK-Regular.ttc", _LINUX / "noto-cjk/NotoSansCJK-Bold.ttc"),
    (
        _LINUX / "google-noto-cjk/NotoSansCJK-Regular.ttc",
        _LINUX / "google-noto-cjk/NotoSansCJK-Bold.ttc",
    ),
    (
        _LINUX / "adobe-source-han-sans/SourceHanSansSC-Regular.otf",
        _LINUX / "adobe-source-han-sans/SourceHanSansSC-Bold.otf",
    ),
    (_WINDOWS / "msyh.ttc", _WINDOWS / "msyhbd.ttc"),
    (_WINDOWS / "simhei.ttf", _WINDOWS / "simhei.ttf"),
    (_MAC / "PingFang.ttc", _MAC / "PingFang.ttc"),
    (_MAC / "Hiragino Sans GB.ttc", _MAC / "Hiragino Sans GB.ttc"),
    (_LINUX / "truetype/wqy/wqy-microhei.ttc", _LINUX / "truetype/wqy/wqy-microhei.ttc"),
    (_LINUX / "truetype/wqy/wqy-zenhei.ttc", _LINUX / "truetype/wqy/wqy-zenhei.ttc"),
)
#: Families that fontconfig may know elsewhere, the best first.
FAMILIES = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei",
    "PingFang SC",
    "SimHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)
_MEND = "Install fonts-noto-cjk (or 思源黑体), or name a font file as `font` under [picture] in papers.toml."


@dataclass(frozen=True, slots=True)
class Face:
    """One face of a font file; ``index`` is its number in a collection (.ttc)."""

    path: Path
    index: int = 0


@dataclass(frozen=True, slots=True)
class Typeface:
    """The faces that pictures are drawn with."""

    regular: Face
    bold: Face

    def at(self, pixels: int, *, bold: bool) -> ImageFont.FreeTypeFont:
        """The font at a size in pixels."""
        return _loaded(self.bold if bold else self.regular, pixels)


def find_typeface(
    named: Path | None = None,
    *,
    known: Iterable[tuple[Path, Path]] = KNOWN,
    listed: Callable[[], str] | None = None,
) -> Typeface:
    """A typeface with simplified Chinese: the file ``named``, else a well-known one, else one that fontconfig lists.

    ``listed`` gives fontconfig's list, one ``file: family: style`` a line. Raises LianpuError where there is none.
    """
    if named is not None:
        if not named.is_file():
            raise LianpuError("there is no such font file.", where=named, mend=_MEND)
        return Typeface(_face(named), _face(named))
    for regular, bold in known:
        if regular.is_file():
            return Typeface(_face(regular), _face(bold if bold.is_file() else regular))
    for family in FAMILIES:
        found = _of_family(family, (listed or _fontconfig)())
        if found is not None:
            return found
    raise LianpuError("no Chinese typeface is there to draw the maps with.", mend=_MEND)


@cache
def _loaded(face: Face, pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(face.path, pixels, index=face.index, layout_engine=ImageFont.Layout.BASIC)


def _face(path: Path) -> Face:
    """The face for simplified Chinese in a file: a collection holds one for each region."""
    try:
        for index in range(16):
            family = str(ImageFont.truetype(path, 16, index=index).getname()[0])
            if family.endswith((" SC", " CN", " GB")):
                return Face(path, index)
            if path.suffix.lower() != ".ttc":
                break
    except OSError as error:  # FreeType says so too where a collection has no further face.
        if index == 0:
            raise LianpuError(f"is no font that can be read ({error}).", where=path, mend=_MEND) from error
    return Face(path)


def _of_family(family: str, lines: str) -> Typeface | None:
    rows = [line.split(":") for line in sorted(lines.splitlines())]
    of_family = [row for row in rows if len(row) >= 3 and family in {name.strip() for name in row[1].split(",")}]
    paths = {row[2].strip().removeprefix("style=").split(",")[0]: Path(row[0].strip()) for row in of_family}
    if not paths:
        return None
    regular = paths.get("Regular") or min(paths.values())
    return Typeface(_face(regular), _face(paths.get("Bold", regular)))


@cache
def _fontconfig() -> str:
    program = shutil.which("fc-list")
    if program is None:
        return ""
    done = subprocess.run([program], capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)  # noqa: S603
    return done.stdout
