"""Extraction, for any text made of the words of reports: it never fails, and its spans are true."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.extraction import extract
from graph.extraction.clauses import clauses_of, shielded, split
from graph.extraction.lexicon import default_lexicon
from graph.model import Span
from graph.reading import report_from_text

TITLE = "关于三门峡市2022年执行情况与2023年计划的报告\n三、2023年主要任务\n"
WORDS = [
    *[
        "加快",
        "推进",
        "依托",
        "等",
        "企业",
        "项目",
        "产业",
        "方面",
        "三门峡市",
        "灵宝",
        "至",
        "华鑫铜箔",
        "年产",
        "2万吨",
        "增长",
        "5.1%",
        "以上",
        "约",
        "第3位",
        "分别",
    ],
    *[
        "黄金",
        "数字经济",
        "行动",
        "计划",
        "实验室",
        "高质量发展",
        "一批",
        "4个",
        "11.1",
        "百分点",
        "“一村一品”",
        "首批",
        "万台",
        "突破千",
        "Ⅲ类",
        "村",
        "镇",
        "片区",
    ],
    *"、，。；“”《》（）和的\n",
    "一是",
    "（一）",
]
TEXTS = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=3)), max_size=60).map("".join)
MARKS = re.compile(r"[\s“”\"'‘’《》〈〉「」]")


@settings(deadline=None, max_examples=150)
@given(TEXTS)
def test_any_words_are_survived_and_mentions_stay_true(text: str) -> None:
    report = report_from_text(TITLE + text.replace("\r", ""), where="a.txt", sha256="0")
    found = extract(report)
    for entity in found.entities:
        forms = {MARKS.sub("", form) for form in (entity.name, *entity.aliases)}
        assert {MARKS.sub("", span.of(report.text)) for span in entity.mentions} <= forms
    for evidence in [r.evidence for r in found.relations] + [i.evidence for i in found.indicators]:
        sentence = report.sentence_at(evidence.start)
        assert sentence is not None
        assert sentence.span.holds(evidence)


@settings(deadline=None)
@given(TEXTS)
def test_clauses_and_chunks_lie_in_order_and_apart(text: str) -> None:
    report = report_from_text(TITLE + text.replace("\r", ""), where="a.txt", sha256="0")
    end = 0
    for clause in clauses_of(report, default_lexicon()):
        assert end <= clause.span.start
        for chunk in clause.chunks:
            assert clause.span.holds(chunk.span)
            assert end <= chunk.span.start
            end = chunk.span.end
        end = clause.span.end


@given(st.text(st.sampled_from(list("甲乙“”《》（）、\n")), min_size=1, max_size=40))
def test_no_mark_inside_a_shield_splits(text: str) -> None:
    shield = shielded(text)
    parts = list(split(text, Span(0, len(text)), shield, "、"))
    for left, right in pairwise(parts):
        between = range(left.end, right.start)
        assert any(text[offset] == "、" and not shield[offset] for offset in between)
