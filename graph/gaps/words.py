"""The words of gaps, in Chinese as promotion offices use them and in English, and why a gap ranks where it does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from graph.gaps.classing import shows_maker
from graph.gaps.model import Gap, GapClass, Part, PartName
from graph.model import EntityType, NodeState
from graph.query.values import Link

Language = Literal["zh", "en"]
#: So many names stand in one reason; the rest are counted.
_MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Term:
    """One term in both languages."""

    zh: str
    en: str

    def text(self, language: Language) -> str:
        """The term in a language."""
        return self.zh if language == "zh" else self.en


CLASSES = {
    GapClass.BREAK: Term("断点", "break"),
    GapClass.MISSING: Term("缺链", "missing link"),
    GapClass.BLANK: Term("空白", "blank"),
    GapClass.WEAK: Term("弱链", "weak link"),
}
CHOKE = Term("卡点", "choke")
BLOCKAGE = Term("堵点", "blockage")
PARTS = {
    PartName.SUPPORT: Term("配套基础", "support"),
    PartName.BRIDGE: Term("贯通作用", "bridge"),
    PartName.KEY: Term("关键环节", "key"),
    PartName.POLICY: Term("规划提及", "policy"),
    PartName.PROGRESS: Term("在建项目", "in progress"),
    PartName.CROSS_CHAIN: Term("跨链共用", "cross-chain use"),
    PartName.STAGE: Term("中游加工", "midstream"),
    PartName.STATISTICS: Term("统计指标", "statistics"),
}
_ACTIONS = {
    GapClass.BREAK: Term("补链", "fill the break"),
    GapClass.BLANK: Term("建链", "build the chain"),
    GapClass.WEAK: Term("强链", "strengthen"),
}
_DOWN = Term("延链（向下游）", "extend downstream")
_UP = Term("延链（向上游）", "extend upstream")


def action(gap: Gap) -> Term:
    """What to do about a gap; of a missing link also in which direction."""
    if gap.kind is GapClass.MISSING:
        return _DOWN if _made(gap.suppliers) else _UP
    return _ACTIONS[gap.kind]


def reasons(gap: Gap, language: Language = "zh") -> tuple[str, ...]:
    """Why a gap is one and ranks where it does, one plain sentence each, in the order of its parts; never empty."""
    told = (_class_reason(gap, language), *(_part_reason(gap, part, language) for part in gap.parts))
    return tuple(sentence for sentence in told if sentence is not None)


def _class_reason(gap: Gap, language: Language) -> str:
    zh = language == "zh"
    up, down = _made(gap.suppliers), _made(gap.users)
    if gap.kind is GapClass.WEAK:
        return _weak_reason(gap, zh)
    here = _here(gap.link, zh)
    if gap.kind is GapClass.BREAK:
        if zh:
            return f"上游{_links(up, zh)}、下游{_links(down, zh)}均有企业生产，{here}。"
        return f"Made here upstream: {_links(up, zh)}; downstream: {_links(down, zh)}; {here}."
    if gap.kind is GapClass.MISSING:
        side, links = (("上游", "upstream"), up) if up else (("下游", "downstream"), down)
        if zh:
            return f"{side[0]}{_links(links, zh)}有企业生产，{here}。"
        return f"Made here {side[1]}: {_links(links, zh)}; {here}."
    return f"报告未见上下游企业，{here}。" if zh else f"The report names no firm next to it; {here}."


def _weak_reason(gap: Gap, zh: bool) -> str:
    if len(gap.firms) > 1:
        names = _names([firm.name for firm in gap.firms], zh)
        return f"已有{names}生产，但区位商低于1。" if zh else f"{names} make it, but its location quotient is below 1."
    if gap.firms:
        name = gap.firms[0].name
        if gap.firms[0].type is EntityType.PROJECT:
            return f"报告只见“{name}”项目投产。" if zh else f"Only the project {name} runs."
        return f"报告只见{name}一家生产。" if zh else f"Only {name} is named as a maker."
    if gap.link.state is NodeState.PRODUCING:
        return "报告提到已有生产，但未点名企业。" if zh else "Made here, but no maker is named."
    return "只有在建或拟建项目，尚无企业生产。" if zh else "Projects are under way; no firm makes it yet."


def _here(link: Link, zh: bool) -> str:
    if link.state is NodeState.INTENDED:
        return "本环节报告有提及，未见企业生产" if zh else "the report names this link but no maker"
    return "本环节报告未提及" if zh else "the report does not mention this link"


def _part_reason(gap: Gap, part: Part, language: Language) -> str | None:
    """The sentence of one part; None where the part adds nothing."""
    zh = language == "zh"
    if part.name is PartName.SUPPORT:
        held, beside = part.counts
        return (
            f"相邻{beside}个环节中{held}个有企业生产。"
            if zh
            else f"{held} of {beside} neighbouring links are made here."
        )
    if not part.value:
        return None
    return _rest_zh(gap, part) if zh else _rest_en(gap, part)


def _rest_zh(gap: Gap, part: Part) -> str:
    count = part.counts[0]
    named = _names([seat.thing.name for seat in part.seats], zh=True)
    basis = "有来源明示" if gap.link.key_basis == "S" else "专业判断"
    return {
        PartName.BRIDGE: f"打通后可接起{count}组上下游在产环节。",
        PartName.KEY: f"属关键环节（{basis}）" + ("，未见生产，为卡点。" if gap.choke else "。"),
        PartName.POLICY: f"报告提到{named}。",
        PartName.PROGRESS: f"已有项目推进：{named}。",
        PartName.CROSS_CHAIN: f"另有{count}条产业链也用到。",
        PartName.STAGE: "属中游加工环节，较易引进。",
        PartName.STATISTICS: f"统计指标得分{part.value:.2f}（区位商为1、无增速时为0.50）。",
    }[part.name]


def _rest_en(gap: Gap, part: Part) -> str:
    count = part.counts[0]
    named = _names([seat.thing.name for seat in part.seats], zh=False)
    basis = "a source says so" if gap.link.key_basis == "S" else "by domain knowledge"
    return {
        PartName.BRIDGE: f"It would join {count} pairs of links made here, one before and one after it.",
        PartName.KEY: f"It is key ({basis})" + (" and not made here: a choke." if gap.choke else "."),
        PartName.POLICY: f"The report names {named}.",
        PartName.PROGRESS: f"Under way: {named}.",
        PartName.CROSS_CHAIN: f"Other chains that use it: {count}.",
        PartName.STAGE: "It is midstream processing, which is easier to attract.",
        PartName.STATISTICS: f"Statistics give {part.value:.2f} (a location quotient of 1 alone gives 0.50).",
    }[part.name]


def _made(links: Iterable[Link]) -> tuple[Link, ...]:
    return tuple(link for link in links if link.state is NodeState.PRODUCING)


def _links(links: Iterable[Link], zh: bool) -> str:
    """Links with the first firm that makes each: “电解铜箔”（华鑫铜箔）."""
    told = []
    for link in links:
        shown = [seat for seat in link.seats if seat.shows is NodeState.PRODUCING]
        maker = next(filter(shows_maker, shown), shown[0]).thing.name
        told.append(f"“{link.zh}”（{maker}）" if zh else f"{link.en} ({maker})")
    return _names(told, zh)


def _names(names: Iterable[str], zh: bool) -> str:
    """The first few distinct names, and how many there are where there are more."""
    distinct = list(dict.fromkeys(names))
    shown = ("、" if zh else ", ").join(distinct[:_MOST_NAMES])
    if len(distinct) <= _MOST_NAMES:
        return shown
    return f"{shown}等{len(distinct)}个" if zh else f"{shown} and {len(distinct) - _MOST_NAMES} more"
