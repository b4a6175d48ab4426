"""Hard line breaks, headings in all usual forms, full-width digits: what layout put in is seen through."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.extraction import extract
from graph.model import Extraction, Report
from graph.reading import flow_of, read_report, report_from_text

SANMENXIA = Path(__file__).parent.parent / "data" / "reports" / "sanmenxia-2023.txt"
TITLE = "2025年安徽省政府工作报告"


def as_report(text: str) -> Report:
    return report_from_text(text, where="a.txt", sha256="0")


def cut(line: str, columns: int) -> str:
    """``line`` over lines of so many columns, as a program does it: no number cut, no comma at the beginning."""
    lines, now, width = list[str](), "", 0
    for piece in re.findall(r"[!-~]+|.", line):
        wide = sum(1 if character.isascii() else 2 for character in piece)
        if now and width + wide > columns and piece[0] not in "，。、；：,;:”》)）":
            lines.append(now)
            now, width = "", 0
        now, width = now + piece, width + wide
    return "\n".join([*lines, now])


def wrapped(text: str, columns: int, indent: str, gap: str) -> str:
    return gap.join(cut(indent + line.strip(), columns) for line in text.split("\n") if line.strip())


def bare(report: Report) -> list[str]:
    return [re.sub(r"\s", "", span.of(report.text)) for span in report.paragraphs]


@pytest.mark.parametrize("columns", [56, 76])
@pytest.mark.parametrize(("indent", "gap"), [("　　", "\n"), ("", "\n\n"), ("　　", "\n\n")])
def test_paragraphs_are_the_same_however_their_lines_were_cut(columns: int, indent: str, gap: str):
    plain = read_report(SANMENXIA)
    text = wrapped(plain.text, columns, indent, gap)
    pasted = as_report(text)
    assert pasted.text == text
    assert len(set(bare(plain)) & set(bare(pasted))) >= 0.95 * len(plain.paragraphs)
    titles = [{re.sub(r"\s", "", section.title) for section in report.sections} for report in (plain, pasted)]
    assert len(titles[0] & titles[1]) >= 0.95 * len(titles[0])


def test_without_blank_lines_and_indents_most_sentences_are_whole_all_the_same():
    plain = read_report(SANMENXIA)
    pasted = as_report(wrapped(plain.text, 76, "", "\n"))
    whole = [{re.sub(r"\s", "", s.span.of(report.text)) for s in report.sentences} for report in (plain, pasted)]
    assert len(whole[0] & whole[1]) >= 0.97 * len(whole[0])


def test_a_sentence_spans_its_line_breaks_and_keeps_them():
    lines = [
        "加快推进三门峡现代服务业开发区建设和全市重点产业项目",
        "建设，依托骨干企业大力发展黄金精深加工产业和铝基新材",
        "料产业，积极推动传统产业向高端化智能化绿色化方向发展",
        "，形成新增长点。",
    ]
    report = as_report(f"{TITLE}\n各位代表：\n" + "\n".join(lines))
    last = report.sentences[-1].span.of(report.text)
    assert last == "\n".join(lines)


def test_lines_that_end_where_they_mean_to_are_left_alone():
    signs = "\n".join(
        ("来源：安徽日报", "安徽省人民政府省长", "各位代表：", "一、2024年工作回顾", "二、2025年工作安排")
    )
    assert len(as_report(f"{TITLE}\n{signs}").paragraphs) == 6
    text = read_report(SANMENXIA).text
    assert len(as_report(text).paragraphs) == sum(bool(line.strip()) for line in text.split("\n"))


# What extraction is given


def names(extraction: Extraction) -> set[tuple[str, str]]:
    return {(entity.type.value, entity.name) for entity in extraction.entities}


def test_extraction_finds_the_same_in_cut_lines_and_points_into_the_text_as_it_is():
    plain = read_report(SANMENXIA)
    pasted = as_report(wrapped(plain.text, 56, "　　", "\n"))
    flow = flow_of(pasted)
    found, expected = flow.back(extract(flow.report)), extract(plain)
    assert found.report is pasted
    assert len(names(found) & names(expected)) >= 0.97 * len(names(expected))
    assert any("\n" in span.of(pasted.text) for entity in found.entities for span in entity.mentions)
    for entity in found.entities:
        said = {re.sub(r"[\s“”]", "", name) for name in (entity.name, *entity.aliases)}
        assert all(re.sub(r"[\s“”]", "", span.of(pasted.text)) in said for span in entity.mentions)


def test_full_width_digits_are_read_as_digits_and_stay_in_the_text():
    body = "全省地区生产总值增长５.８％，粮食产量８３６.９亿斤。推进“５Ｇ＋工业互联网”５Ｇ基站建设工程。"
    report = as_report(f"２０２５年安徽省政府工作报告\n各位代表：\n{body}")
    assert (report.year, report.title) == (2025, TITLE)
    flow = flow_of(report)
    found = flow.back(extract(flow.report))
    growth = next(figure for figure in found.indicators if figure.unit == "%")
    assert growth.value == 5.8
    assert "５.８％" in growth.evidence.of(report.text)


def test_a_plain_report_is_its_own_view():
    report = as_report(f"{TITLE}\n各位代表：\n全省地区生产总值增长5.8%。")
    assert flow_of(report).report is report


def test_between_latin_words_a_line_break_is_a_space():
    lines = [
        "引进国际一流企业和机构共同建设联合实验室，与美国 Tesla",
        "Motors 公司合作建设新能源汽车研发中心和产业示范基地",
        "，推动全省重点产业项目加快建设，形成具有竞争力的产业",
        "集群，打造一流营商环境。",
    ]
    flow = flow_of(as_report(f"{TITLE}\n各位代表：\n" + "\n".join(lines)))
    assert "美国 Tesla Motors 公司" in flow.report.text
    assert "研发中心和产业示范基地，推动" in flow.report.text


# Headings

FORMS = {
    "一、工作回顾": 1,
    "二．工作安排": 1,
    "第一章 总体要求": 1,
    "第二部分　主要目标": 1,
    "第一节 发展基础": 2,
    "（一）加快产业升级": 2,
    "(二)扩大有效投资": 2,
    "1．做强黄金产业": 3,
    "2.做优铝产业": 3,
    "３、培育新兴产业": 3,
    "（1）锂电铜箔": 4,
    "2）高频铜箔": 4,
    "①布局未来产业": 4,
}


@pytest.mark.parametrize(("line", "level"), FORMS.items())
def test_headings_in_all_usual_forms(line: str, level: int):
    report = as_report(f"{TITLE}\n各位代表：\n{line}\n推动全省经济发展。")
    assert (report.sections[-1].title, report.sections[-1].level) == (line, level)


@pytest.mark.parametrize("opening", ["一是", "1.", "（2）", "③", "——"])
def test_a_heading_may_open_its_paragraph(opening: str):
    report = as_report(f"{TITLE}\n各位代表：\n{opening}新旧动能加快转换。推动全省经济发展，实施项目二十个。")
    assert report.sections[-1].title == f"{opening}新旧动能加快转换"


@pytest.mark.parametrize(
    "line", ["1.5万亿元的目标实现了", "2024年，全省经济发展，成效显著，项目建设稳步推进，民生持续改善，产业提质升级"]
)
def test_a_figure_at_the_beginning_is_no_heading(line: str):
    assert len(as_report(f"{TITLE}\n各位代表：\n{line}").sections) == 1


def test_a_half_width_stop_ends_a_sentence_and_a_decimal_point_does_not():
    report = as_report(f"{TITLE}\n各位代表:\n生产总值增长5.8%.粮食产量836.9亿斤.版本为V2.0的平台建成.")
    assert [s.span.of(report.text) for s in report.sentences[2:]] == [
        "生产总值增长5.8%.",
        "粮食产量836.9亿斤.",
        "版本为V2.0的平台建成.",
    ]
