"""What of a name tells things apart, and within which place it does so."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from graph.extraction.divisions import Division
from graph.model import EntityType
from graph.resolution.atlas import Atlas

_E = EntityType
#: Kinds whose names tell things apart only within one place.
LOCAL = frozenset({_E.PROJECT, _E.PLATFORM, _E.POLICY, _E.ORGANIZATION})

_MARKS = re.compile(r"[\s“”\"'‘’《》〈〉「」]")
_LEGAL_FORM = re.compile(r"(?:集团)?(?:有限责任公司|股份有限公司|有限公司|股份公司)$")
_ENDINGS = {
    _E.INDUSTRY: re.compile(r"(?:产业集群|产业体系|产业链|产业)$"),
    _E.PROJECT: re.compile(r"项目$"),
    _E.POLICY: re.compile(r"活动$"),
}
#: What is left of 传统产业 without 产业 would be an adjective.
_ADJECTIVES = re.compile(
    r"(?:战略性?新兴|战新|新兴|传统|未来|优势|特色|主导|支柱|先导|基础|重点|先进|现代|高新技术|富民|绿色|新|大|[一二三第]+)$"
)
#: 市科技局 is the bureau of the report's own city; 市场 and 市区 are other words.
_OWN = re.compile(r"(?P<level>[省市县区])(?![场区域政民级直辖内外际情容长级城块间])(?P<rest>.{3,})")
_LEVELS = {"省": 2, "市": 4, "县": 6, "区": 6}
#: A route from one place to another belongs to neither.
_ROUTE = re.compile(r"[至\-—－–、到和与及]")
_LEAST_REST = 3

_NATIONAL = re.compile(r"^(?:国家|中国|全国|中华|国务院|中央|中共中央|世界|世行|亚行|联合国|最高人民)")
_MINISTRY = re.compile(r"^(?![省市县区]).{2,5}部$")
_BRANCH = re.compile(r"(?:宣传|组织|统战|武装|工作|支|分|总|门诊|编辑|俱乐)部$")
_UNIVERSITY = re.compile(r"^(?![省市县区]).{2,}(?:大学|学院)")


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What names must share to mean one thing: the type, the place that the name is good in, and what is left of it.

    ``scope`` is empty for what is one thing everywhere; a place's ``stem`` is its code where ``is_code`` says so.
    """

    type: EntityType
    scope: str
    stem: str
    is_code: bool = False


def bare(name: str) -> str:
    """A name without blanks and quotation marks, in half-width forms; the name itself where nothing would be left."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", name)) or name


def stem(kind: EntityType, name: str) -> str:
    """A name without blanks, quotation marks and the ending that reports now write and now leave out.

    >>> stem(EntityType.INDUSTRY, "黄金产业"), stem(EntityType.INDUSTRY, "传统产业")
    ('黄金', '传统产业')
    >>> stem(EntityType.ENTERPRISE, "易事特储能科技有限公司")
    '易事特储能科技'
    """
    full = bare(name)
    ending = _LEGAL_FORM if kind is _E.ENTERPRISE else _ENDINGS.get(kind)
    shorter = ending.sub("", full) if ending else full
    if len(shorter) < 2 or (kind is _E.INDUSTRY and _ADJECTIVES.fullmatch(shorter)):
        return full
    return shorter


def key_of(kind: EntityType, name: str, place: str, atlas: Atlas) -> Key:
    """The key of a name in a report about ``place``; places have keys of their own (``graph.resolution.places``).

    A local name that begins with a division near home is good in that division: 三门峡高新区 means the same in the
    province's report as in the city's.
    """
    short = stem(kind, name)
    if kind not in LOCAL or (kind is _E.ORGANIZATION and is_national(short)):
        return Key(kind, "", short)
    home = atlas.home(place)
    own = _OWN.fullmatch(short)
    if own and home is not None:
        level = _LEVELS[own["level"]]
        holder = next((division for division in atlas.above(home) if division.level == level), None)
        if holder is not None:
            return Key(kind, holder.name, own["rest"])
    return _led(kind, short, place, home, atlas)


def _led(kind: EntityType, short: str, place: str, home: Division | None, atlas: Atlas) -> Key:
    led = atlas.leading(short, home)
    if led is None:
        return Key(kind, place, short)
    division, form = led
    rest = short.removeprefix(form)
    if len(rest) < _LEAST_REST or _ROUTE.match(rest):
        return Key(kind, place, short)
    return Key(kind, division.name, rest)


def is_national(name: str) -> bool:
    """Whether an organization of this name is one in the whole country: a ministry, a national body, a university.

    >>> [is_national(name) for name in ("国家发改委", "文旅部", "河南科技大学", "科技局", "市委宣传部")]
    [True, True, True, False, False]
    """
    if _NATIONAL.match(name) or _UNIVERSITY.match(name):
        return True
    return bool(_MINISTRY.match(name)) and not _BRANCH.search(name)
