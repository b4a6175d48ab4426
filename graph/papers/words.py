"""Words of the papers that stand for values of the model."""

from __future__ import annotations

import re
from collections.abc import Iterable

from graph.gaps.model import Gap, GapClass
from graph.gaps.words import action
from graph.model import EntityType, NodeState
from graph.network.leaders import Leader, LeadPart
from graph.papers.values import Item
from graph.query.values import Link, Seat

#: What to do about a class of gaps, in one word; ``graph.gaps.words.action`` also says in which direction.
ACTIONS: dict[GapClass, str] = {
    GapClass.BREAK: "补链",
    GapClass.MISSING: "延链",
    GapClass.BLANK: "建链",
    GapClass.WEAK: "强链",
}
#: When to begin, by how much is there already. A working proposal: the papers say so.
PHASES: dict[str, tuple[GapClass, ...]] = {
    "近期": (GapClass.WEAK, GapClass.BREAK),
    "中期": (GapClass.MISSING,),
    "远期": (GapClass.BLANK,),
}
PHASE_GROUNDS: dict[str, str] = {
    "近期": "已有企业或项目，或两侧均有企业",
    "中期": "一侧已有企业",
    "远期": "报告有意向，两侧未见企业",
}
PROGRESS: dict[NodeState, str] = {
    NodeState.PRODUCING: "建成投产",
    NodeState.IN_PROGRESS: "在建或推进",
    NodeState.INTENDED: "拟建",
    NodeState.NOT_MENTIONED: "未提及",
}
#: What the papers are, as their title says after the place and the chain.
SET = "产业链图谱与招商清单"
_DIGITS = "零一二三四五六七八九十"
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\[\]\x00-\x1f]')


def phase(kind: GapClass) -> str:
    """The phase of a class of gaps."""
    return next(name for name, kinds in PHASES.items() if kind in kinds)


def numeral(number: int) -> str:
    """A small number in Chinese.

    >>> numeral(7), numeral(10), numeral(12), numeral(20), numeral(31)
    ('七', '十', '十二', '二十', '三十一')
    """
    tens, ones = divmod(number, 10)
    if number <= 10:
        return _DIGITS[number]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def bare(chain: str) -> str:
    """A chain's name without a 产业链 at its end, which titles add.

    >>> bare("食品与果业产业链")
    '食品与果业'
    """
    return chain.removesuffix("产业链") or chain


def short(chain: str) -> str:
    """A chain's name for a file: without what stands in brackets, and without signs that file systems refuse.

    >>> short("铜基新材料（铜箔）")
    '铜基新材料'
    """
    return _FORBIDDEN.sub("", re.sub(r"（.*?）|\(.*?\)", "", bare(chain))).strip(" .") or "产业链"


def listed(names: Iterable[str], most: int | None = None, unit: str = "个") -> str:
    """Names in a row, each once; of more than ``most`` the first and how many there are.

    >>> listed(["甲", "乙", "丙"], 2)
    '甲、乙等3个'
    """
    known = list(dict.fromkeys(names))
    if most is not None and len(known) > most:
        return f"{'、'.join(known[:most])}等{len(known)}{unit}"
    return "、".join(known)


def titles(leader: Leader) -> str:
    """What the report calls a firm: 龙头, 骨干."""
    return "、".join(leader.voice(LeadPart.TITLE).what)


def anchor_items(
    gap: Gap, suppliers: Iterable[tuple[str, Link]], customers: Iterable[tuple[str, Link]]
) -> tuple[Item, ...]:
    """Who is here for a gap: the firms at the link itself, then those it would buy from and sell to."""
    own = [(firm.name, "本环节") for firm in gap.firms]
    sides = [(name, f"供应：{link.zh}") for name, link in suppliers] + [
        (name, f"用户：{link.zh}") for name, link in customers
    ]
    by_firm: dict[str, list[str]] = {}
    for name, why in (*own, *sides):
        by_firm.setdefault(name, []).append(why)
    return tuple(Item(name, EntityType.ENTERPRISE, _roles(why)) for name, why in by_firm.items())


def _roles(why: Iterable[str]) -> str:
    """What a firm is there for, each role once: 供应：黄金冶炼；用户：金银工艺品、黄金首饰加工."""
    by_role: dict[str, list[str]] = {}
    for one in dict.fromkeys(why):
        role, _, link = one.partition("：")
        by_role.setdefault(role, []).append(link)
    return "；".join(f"{role}：{listed(links, 2)}" if links[0] else role for role, links in by_role.items())


def act(gap: Gap) -> str:
    """What to do about a gap, with the direction before it: 向下游延链, 补链."""
    told = action(gap).zh
    direction = re.search("（(.+)）", told)
    return f"{direction[1]}{ACTIONS[gap.kind]}" if direction else told


def strongest_first(seats: Iterable[Seat]) -> list[Seat]:
    """Seats by how much they show, then by how sure they are."""
    order = list(NodeState)
    return sorted(seats, key=lambda seat: (order.index(seat.shows), -seat.confidence, seat.thing.iri))
