"""Reading, for any text: characters keep their places and the parts tile the text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Report
from graph.reading import read_text, report_from_text

TITLE = "关于三门峡市2022年执行情况与2023年计划的报告"
#: Long enough to be taken for a report, whatever stands beside it.
BODY = "全市上下坚持稳中求进,经济社会发展呈现稳中有进的良好态势,较好完成了各项任务。" * 3
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
MARKS = st.sampled_from(list("。！？!?；，、：“”《》（）() \u3000\t一二是年123%.—\n"))
TEXTS = st.text(st.one_of(HAN, MARKS), max_size=200)


def as_report(text: str) -> Report:
    return report_from_text(f"{TITLE}\n{text}", where="a.txt", sha256="0")


@settings(deadline=None)
@given(TEXTS, st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]), st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_text_reads_back_from_any_encoding_and_line_end(text: str, encoding: str, line_end: str) -> None:
    whole = f"{TITLE}\n{text}\n{BODY}"
    assert read_text(whole.replace("\n", line_end).encode(encoding), where="a.txt") == whole


@settings(deadline=None)
@given(TEXTS)
def test_paragraphs_and_sentences_hold_all_but_white_space(text: str) -> None:
    report = as_report(text)
    solid = [offset for offset, character in enumerate(report.text) if not character.isspace()]
    for spans in (report.paragraphs, [sentence.span for sentence in report.sentences]):
        held = [offset for span in spans for offset in range(span.start, span.end)]
        assert held == sorted(set(held))
        assert set(solid) <= set(held)


@settings(deadline=None)
@given(TEXTS)
def test_parts_lie_in_order_inside_what_holds_them(text: str) -> None:
    report = as_report(text)
    assert list(report.paragraphs) == sorted(report.paragraphs)
    assert [s.span for s in report.sentences] == sorted(s.span for s in report.sentences)
    for sentence in report.sentences:
        assert report.paragraphs[sentence.paragraph].holds(sentence.span)
        assert report.sections[sentence.section].span.holds(sentence.span)
    assert all(left.span.end <= right.span.start for left, right in pairwise(report.sections))


@settings(deadline=None)
@given(TEXTS, st.data())
def test_sentence_at_finds_the_sentence_that_holds_the_offset(text: str, data: st.DataObject) -> None:
    report = as_report(text)
    offset = data.draw(st.integers(0, len(report.text)))
    holding = [s for s in report.sentences if s.span.start <= offset < s.span.end]
    assert report.sentence_at(offset) == (holding[0] if holding else None)
