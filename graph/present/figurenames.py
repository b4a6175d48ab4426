"""When two figures speak of the same thing: their names and units in one form, however the report words them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from graph.query.values import Figure

_DROPPED = re.compile(r"[\s“”\"'‘’《》()（）、,，:：·]")
#: What a name opens with that says only that the thing is done; 新增 (which extraction may read as 增) says more: the
#: figure counts what is added, and is kept apart from what there is.
_ADDED = re.compile(r"^(?:新增加?|净增|增加?)(?!长|速|幅)")
_DONE = re.compile(
    r"^(?:新?建改造|新建|建设|建成|改造|建立|建|基本|累计|完成|实现|达到|确保|力争|开展|开通|设立|创建|培育|引进|"
    r"发展|实施|滚动实施|全社会|全市|全年|各类|预计|县级以上|本年|年度)"
)
_SAID_OF = re.compile(
    r"(?:预计将?|有望|将|同比|总额?达到?|达到?|增长率?|增速|增幅|涨幅|涨跌幅|下降|总规模|总数|总量|规模|数量|左右|以上|目标)$"
)
#: Words for the same thing, the longer first.
_SAME = (
    ("规模以上", "规上"),
    ("地区生产总值", "生产总值"),
    ("gdp", "生产总值"),
    ("播种面积", "种植面积"),
    ("总产量", "产量"),
    ("预计", ""),
    ("新建改造", ""),
)
#: What is left of a name that says nothing by itself.
_EMPTY = re.compile(r"^(?:[县市区乡镇村级]+|街道|居全[省国]|[高低]于全[省国]|较上年|达年度目标.*|首批|启动|沿线)$")
_UNIT = re.compile(r"^(?P<power>[十百千万亿]*)(?P<base>.*)$")
_POWERS = {"十": 10.0, "百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}
#: Measure words that count things alike.
_COUNTERS = frozenset("个家户所处项名座条位笔台套人只头")
_PERCENT = frozenset({"%", "％", "个百分点", "百分点"})
#: How much of the longer name the shorter one must be for the two to be one.
_NEARLY = 0.6


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as a power of ten and what it counts: 万户 is (10,000, "个"), 亿元 (100,000,000, "元"), % (1, "%")."""

    power: float
    base: str


@dataclass(frozen=True, slots=True)
class Topic:
    """What a figure speaks of: the name in one form, and whether it counts what is added."""

    key: str
    added: bool


@lru_cache(maxsize=1024)
def unit_of(text: str) -> Unit:
    """A unit in one form.

    >>> unit_of("万户"), unit_of("个百分点")
    (Unit(power=10000.0, base='个'), Unit(power=1.0, base='%'))
    """
    if text in _PERCENT:
        return Unit(1.0, "%")
    found = _UNIT.match(text)
    power, base = 1.0, text
    if found and found["base"]:
        base = found["base"]
        for sign in found["power"]:
            power *= _POWERS[sign]
    return Unit(power, "个" if base in _COUNTERS else base)


@lru_cache(maxsize=8192)
def topic_of(name: str) -> Topic:
    """What a figure's name speaks of.

    >>> topic_of("规模以上工业增加值") == topic_of("规上工业增加值")
    True
    >>> topic_of("居民消费价格涨幅").key, topic_of("增“四上企业”")
    ('居民消费价格', Topic(key='四上企业', added=True))
    """
    text = _DROPPED.sub("", unicodedata.normalize("NFKC", name)).casefold()
    added = bool(_ADDED.match(text))
    text = _ADDED.sub("", text)
    for form, same in _SAME:
        text = text.replace(form, same)
    for pattern in (_DONE, _SAID_OF):
        while (found := pattern.search(text)) and len(text) - len(found[0]) >= 2:
            text = pattern.sub("", text)
    return Topic(text, added)


def full_name(figure: Figure) -> str:
    """A figure's name with the 新 in front that its sentence has (新增, 新建, 新开通) where extraction left it out."""
    whole = f"新{figure.name}"
    return whole if whole in figure.evidence.words else figure.name


def same_words(a: str, b: str) -> bool:
    """Whether two names differ in nothing but their marks.

    >>> same_words("新增“四上”企业", "新增“四上企业”")
    True
    """
    return _DROPPED.sub("", unicodedata.normalize("NFKC", a)) == _DROPPED.sub("", unicodedata.normalize("NFKC", b))


def says_what(figure: Figure) -> bool:
    """Whether a figure's name says by itself what is counted."""
    key = topic_of(figure.name).key
    return len(key) > 1 and key != figure.unit and not _EMPTY.match(key)


def same_topic(a: Figure, b: Figure) -> float:
    """How surely two figures speak of the same thing: 1 where their names do, less where one name holds the other
    (and both are of one subject and in one unit), 0 where they do not."""
    first, second = topic_of(a.name), topic_of(b.name)
    if first.added != second.added or not (says_what(a) and says_what(b)):
        return 0.0
    if first.key == second.key:
        return 1.0 if a.subject == b.subject or a.subject in first.key or b.subject in first.key else 0.0
    short, long = sorted((first.key, second.key), key=len)
    near = len(short) / len(long)
    alike = a.subject == b.subject and unit_of(a.unit).base == unit_of(b.unit).base
    return near if alike and near >= _NEARLY and (long.endswith(short) or long.startswith(short)) else 0.0
