"""Typefaces, lines of text and the sheet that maps are drawn on."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from graph.errors import LianpuError
from graph.papers.drawing import Box, Sheet
from graph.papers.fonts import Typeface, find_typeface
from graph.papers.look import A4_LANDSCAPE, palette


@pytest.fixture
def sheet(typeface: Typeface) -> Sheet:
    return Sheet(A4_LANDSCAPE, typeface)


def test_without_any_chinese_typeface_the_error_says_what_to_install():
    with pytest.raises(LianpuError) as caught:
        find_typeface(known=(), listed=lambda: "")
    assert "fonts-noto-cjk" in (caught.value.mend or "")


def test_a_named_font_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(LianpuError, match="no such font file"):
        find_typeface(tmp_path / "song.ttf")


def test_a_named_file_that_is_no_font_is_told(tmp_path: Path):
    path = tmp_path / "song.ttf"
    path.write_text("no font")
    with pytest.raises(LianpuError, match="no font that can be read"):
        find_typeface(path)


def test_a_typeface_that_only_fontconfig_knows_is_found(typeface: Typeface):
    regular, bold = typeface.regular.path, typeface.bold.path
    told = f"{regular}: Noto Sans CJK SC:style=Regular\n{bold}: Noto Sans CJK SC:style=Bold\n"
    found = find_typeface(known=(), listed=lambda: told)
    assert (found.regular.path, found.bold.path) == (regular, bold)


def test_of_a_collection_the_face_for_simplified_chinese_is_taken(typeface: Typeface):
    family = str(typeface.at(20, bold=False).getname()[0])
    assert not family.endswith((" JP", " KR", " TC", " HK"))


def test_a_line_does_not_begin_with_a_comma(sheet: Sheet):
    text = "电解铜箔、高频高速铜箔、电子电路铜箔，锂电铜箔"
    for width in range(10, 60, 3):
        lines = sheet.wrap(text, 8, width, lines=20)
        assert "".join(lines) == text
        assert not any(line[0] in "、，" for line in lines)


def test_a_number_stays_whole(sheet: Sheet):
    lines = sheet.wrap("华鑫铜箔8000吨5G高频高速铜箔", 8, 15.0, lines=9)
    assert any("8000" in line for line in lines)


def test_what_does_not_fit_ends_in_an_ellipsis_within_the_width(sheet: Sheet):
    (line,) = sheet.wrap("机器人与智能制造系统集成", 10, 20.0, lines=1)
    assert line.endswith("…")
    assert sheet.measure(line, 10) <= 20.0


def test_a_title_of_two_lines_is_broken_in_its_middle(sheet: Sheet):
    assert sheet.balanced("难处理金矿预处理", 10, 25.0) == ("难处理金", "矿预处理")


def test_a_text_is_kept_where_it_was_written(sheet: Sheet):
    box = sheet.write((100.0, 50.0), "铜箔", 10, align="right")
    assert box.right == pytest.approx(100.0)
    (text,) = sheet.picture().texts
    assert (text.text, text.box) == ("铜箔", box)


def test_boxes_meet_only_where_they_overlap():
    assert Box(0, 0, 10, 10).meets(Box(9, 9, 5, 5))
    assert not Box(0, 0, 10, 10).meets(Box(10, 0, 5, 5))


def test_a_picture_fills_an_a4_sheet_at_300_dots_an_inch_on_a_white_ground(sheet: Sheet):
    image = Image.open(io.BytesIO(sheet.picture().png))
    assert image.size == (3508, 2480)
    assert [round(dots) for dots in image.info["dpi"]] == [300, 300]
    assert image.convert("RGB").getpixel((0, 0)) == (255, 255, 255)


def test_colours_come_out_as_the_look_gives_them(sheet: Sheet):
    sheet.box(Box(10, 10, 50, 50), fill="#FBE3D2")
    image = Image.open(io.BytesIO(sheet.picture().png)).convert("RGB")
    assert image.getpixel((400, 400)) == (0xFB, 0xE3, 0xD2)


def test_a_palette_holds_all_colours():
    assert len(palette()) <= 256
    assert len(set(palette())) == len(palette())
