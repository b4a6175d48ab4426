"""Whether a text is a report at all: a poem, a table or another language is told apart first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.errors import ReadingError

#: A report has thousands of Chinese characters; below this there is nothing to map.
MIN_HAN = 30
MIN_HAN_SHARE = 0.2
#: Of a thousand Chinese characters, how many belong to the words below. Reports have 80 to 200, stories under 10.
MIN_CUES = 20

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_KANA = re.compile(r"[\u3041-\u30ff]")
_CUES = re.compile(
    "发展|建设|经济|产业|企业|项目|工作|推进|加快|实施|全市|全省|全县|全区|投资|创新|政府|规划|改革|增长|提升|完成"
    "|服务|生产|工业|农业|城镇|乡村|民生|重点|培育|示范|政策|保障|安全|治理|机制|目标|任务|代表|报告|我市|我省|我县"
)
_TITLE = re.compile(r"(?:报告|规划|纲要|计划|方案|意见|公报|讲话)(?:[（(].{1,12}[）)])?$")
_CELLS = re.compile(r"[\t,;|，]")
_STOPS = "。！？；"
#: Enough to judge by; a longer text is not read twice for this.
_SAMPLE = 50_000
_FULL_TEXT = "Give the report's full text in Chinese."


def check_language(text: str, where: str) -> None:
    """Raise ReadingError, which names ``where``, unless ``text`` is Chinese and long enough to say something."""
    sample = text[:_SAMPLE]
    han, solid = len(_HAN.findall(sample)), sum(not character.isspace() for character in sample)
    if solid == 0:
        raise ReadingError("the file is empty.", where=where, mend=_FULL_TEXT)
    if han < solid * MIN_HAN_SHARE:
        raise ReadingError("the text is hardly Chinese.", where=where, mend=_FULL_TEXT)
    if len(_KANA.findall(sample)) > solid * 0.05:
        raise ReadingError("the text is Japanese.", where=where, mend=_FULL_TEXT)
    if han < MIN_HAN:
        raise ReadingError(f"the text has fewer than {MIN_HAN} Chinese characters.", where=where, mend=_FULL_TEXT)


def check_kind(text: str, where: str) -> None:
    """Raise ReadingError, which names ``where``, for a Chinese text that is a table, a poem, a story."""
    sample = text[:_SAMPLE]
    if _is_table(sample):
        what = "the text is a table, not a report in sentences."
        raise ReadingError(what, where=where, mend="Give the report that the table belongs to.")
    if _is_another_kind(sample):
        what = "the text is no report: it hardly speaks of the economy, projects or plans."
        raise ReadingError(what, where=where, mend="Give a government's work report, plan or policy document.")


def _is_table(sample: str) -> bool:
    """Rows of short cells between the same marks, and next to no sentences."""
    lines = [line for line in sample.splitlines() if line.strip()]
    rows = [line for line in lines if len(_CELLS.findall(line)) >= 2]
    stops = sum(sample.count(stop) for stop in _STOPS)
    return len(lines) >= 3 and len(rows) >= len(lines) * 0.6 and stops < len(lines) * 0.2


def _is_another_kind(sample: str) -> bool:
    titled = any(_TITLE.search(re.sub(r"\s+", "", line)) for line in _first_lines(sample))
    cues = sum(len(cue) for cue in _CUES.findall(sample))
    return not titled and cues * 1000 < len(_HAN.findall(sample)) * MIN_CUES


def _first_lines(sample: str) -> Sequence[str]:
    return [line for line in sample[:1000].splitlines() if line.strip()][:8]
