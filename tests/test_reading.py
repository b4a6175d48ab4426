"""A file becomes a Report: the text exact, its parts where they are, and a clear word for what is no report."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from graph.errors import ReadingError
from graph.model import Report, Span, Tense
from graph.reading import read_report, read_text, report_from_text

SANMENXIA = Path(__file__).parent.parent / "data" / "reports" / "sanmenxia-2023.txt"


@pytest.fixture(scope="module")
def sanmenxia() -> Report:
    return read_report(SANMENXIA)


def report(body: str, title: str = "2025年安徽省政府工作报告") -> Report:
    return report_from_text(f"{title}\n{body}", where="a.txt", sha256="0")


def test_the_title_broken_over_lines_is_joined(sanmenxia: Report) -> None:
    assert sanmenxia.title == "关于三门峡市2022年国民经济和社会发展计划执行情况与2023年计划(草案)的报告"
    broken = report("各位代表：", "关于甲乙市2022年国民经济\n发展计划执行情况与2023年\n计划的报告")
    assert broken.title == "关于甲乙市2022年国民经济发展计划执行情况与2023年计划的报告"


def test_the_report_is_known_by_its_place_and_the_year_it_plans(sanmenxia: Report) -> None:
    assert (sanmenxia.place, sanmenxia.year, sanmenxia.slug) == ("三门峡市", 2023, "三门峡市-2023")
    assert report("各位代表：").slug == "安徽省-2025"


def test_a_title_without_a_place_is_helped_by_the_congress_it_was_read_to() -> None:
    found = report("——2024年2月1日在呼伦贝尔市第五届人民代表大会第三次会议上", "政府工作报告")
    assert (found.place, found.year) == ("呼伦贝尔市", 2024)


def test_every_character_keeps_its_place(sanmenxia: Report) -> None:
    assert sanmenxia.text == SANMENXIA.read_bytes().decode("utf-8").replace("\r\n", "\n")


def test_headings_of_three_levels_are_found(sanmenxia: Report) -> None:
    titles = {section.title: section.level for section in sanmenxia.sections}
    assert titles["三、2023年经济社会发展的主要任务"] == 1
    assert titles["(四)加快产业升级,构建现代产业体系"] == 2
    assert titles["二是新旧动能加快转换"] == 2
    assert titles["提升传统产业"] == 3


@pytest.mark.parametrize(
    ("words", "tense"),
    [("前11个月全市规模以上工业", Tense.REVIEW), ("黄金产业方面", Tense.PLAN), ("我受市人民政府委托", Tense.OTHER)],
)
def test_a_section_tells_what_was_done_from_what_is_planned(sanmenxia: Report, words: str, tense: Tense) -> None:
    sentence = sanmenxia.sentence_at(sanmenxia.text.index(words))
    assert sentence is not None
    assert sanmenxia.sections[sentence.section].tense is tense


def test_a_closing_quote_stays_with_its_sentence() -> None:
    found = report("他说：“建成了。”大家都听到了！后来呢？")
    assert [s.span.of(found.text) for s in found.sentences][1:] == ["他说：“建成了。”", "大家都听到了！", "后来呢？"]


def test_a_sentence_ends_with_its_line() -> None:
    found = report("没有句号的一行\n　　又一行。")
    assert [s.span.of(found.text) for s in found.sentences][1:] == ["没有句号的一行", "又一行。"]


def test_sections_follow_each_other_and_hold_every_sentence(sanmenxia: Report) -> None:
    spans = [section.span for section in sanmenxia.sections]
    assert all(left.end <= right.start for left, right in itertools.pairwise(spans))
    assert all(spans[sentence.section].holds(sentence.span) for sentence in sanmenxia.sentences)


TEXT = "2025年安徽省政府工作报告\n各位代表：\n" + "全省地区生产总值增长5.5%，粮食产量创历史新高。\n" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_make_no_difference(encoding: str, line_end: str) -> None:
    assert read_text(TEXT.replace("\n", line_end).encode(encoding), where="a.txt") == TEXT


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        ("三门峡市。".encode(), "fewer than"),
        (b"The quick brown fox jumps over the lazy dog. " * 20, "hardly Chinese"),
        (TEXT.encode() + b"\0", "NUL"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "NUL"),
        (b"\xff\xfe\xfd" * 41, "UTF-16"),
        (TEXT.encode() + b"\xff" + TEXT.encode(), rf"byte {len(TEXT.encode())} \(0xff, line 6\) is not valid UTF-8"),
        (b"\x80\xff" * 200, "neither UTF-8 nor GB18030"),
    ],
)
def test_what_is_no_report_is_refused_with_the_reason(data: bytes, what: str) -> None:
    with pytest.raises(ReadingError, match=what) as caught:
        read_text(data, where="some/a.txt")
    assert caught.value.where == "some/a.txt"
    assert caught.value.mend


def test_a_text_without_place_or_year_is_refused() -> None:
    with pytest.raises(ReadingError, match="no place"):
        report_from_text("会议纪要\n大家认真讨论。", where="a.txt", sha256="0")
    with pytest.raises(ReadingError, match="no year"):
        report_from_text("三门峡市工作报告\n大家认真讨论。", where="a.txt", sha256="0")


def test_a_file_that_is_missing_or_of_another_type_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="cannot be read"):
        read_report(tmp_path / "none.txt")
    with pytest.raises(ReadingError, match="no known file type"):
        read_report(tmp_path / "table.xlsx")


def test_a_file_is_read_with_its_checksum(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode("gb18030"))
    found = read_report(path)
    assert len(found.sha256) == 64
    assert found.paragraphs[1].of(found.text) == "各位代表："
    assert found.sentence_at(len("2025年安徽省政府工作报告")) is None
    assert found.sentences[0].span == Span(0, len("2025年安徽省政府工作报告"))
