"""Small pieces that sentences about a gap are made of, in Chinese and English, from facts of the graph only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from graph.query.values import Evidence, Link, Seat

#: What a plan says it will do. Source: wording common to plan and work reports.
_VERB = re.compile(
    r"(?:大力|突出|重点|加快|积极|优先|有序|持续|全力|着力|强力)?(?:推进|推动|支持|引导)?"
    r"(?:发展|布局建设|布局|建设|打造|培育|引进|做大做强|做优做强|做精做强|做大|做强|延伸|拓展|谋划|开发(?!区)|攻关|完善|壮大|推进|推动|支持)"
)
_CLAUSE_END = re.compile(r"[,，;；。:：]")
_QUOTED = re.compile(r"[“”《》\"]")
_DOCUMENT = re.compile(r"(?:规划|方案|意见|办法|条例|措施|政策|规定|纲要)$")


@dataclass(frozen=True, slots=True)
class Saying:
    """One statement in both languages."""

    zh: str
    en: str


@dataclass
class Notes:
    """Numbers pieces of evidence in the order in which they are used; the same words keep their number."""

    used: list[Evidence] = field(default_factory=list)

    def mark(self, evidence: Evidence) -> str:
        """The mark that stands in the sentence, such as [2]."""
        if evidence not in self.used:
            self.used.append(evidence)
        return f"[{self.used.index(evidence) + 1}]"


def listed(names: Iterable[str], *, most: int = 3) -> Saying:
    """Names as a list; of more than ``most`` it says how many there are.

    >>> listed(["甲", "乙"]).en, listed(["甲", "乙", "丙", "丁"]).zh
    ('甲 and 乙', '甲、乙、丙等4家')
    """
    known = list(dict.fromkeys(names))
    if len(known) > most:
        shown, count = known[:most], len(known)
        return Saying(f"{'、'.join(shown)}等{count}家", f"{', '.join(shown)} and others ({count} in all)")
    return Saying("、".join(known), _and(known))


def labels(links: Iterable[Link], *, most: int = 3) -> Saying:
    """The names of links as a list, at most so many of them."""
    known = list(links)
    shown, more = known[:most], len(known) > most
    english = [plain_english(link) for link in shown]
    return Saying(
        "、".join(link.zh for link in shown) + ("等" if more else ""),
        f"{', '.join(english)} and others" if more else _and(english),
    )


def plain_english(link: Link) -> str:
    """A link's English name as it stands inside a sentence: AI server, but copper foil.

    Names start with a capital, which a word that is more than one capital keeps.
    """
    first = link.en.split(" ", 1)[0]
    return link.en if any(c.isupper() or c.isdigit() for c in first[1:]) else link.en[:1].lower() + link.en[1:]


def _and(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def quoted(name: str) -> str:
    """A name in quotation marks, that of a document in title marks; one that has some of its own stays as it is.

    >>> quoted("三大改造"), quoted("“双链长”工作机制"), quoted("某市“十四五”规划")
    ('“三大改造”', '“双链长”工作机制', '《某市“十四五”规划》')
    """
    if _DOCUMENT.search(name):
        return f"《{name}》"
    return name if _QUOTED.search(name) else f"“{name}”"


def plan_verb(seat: Seat) -> str | None:
    """What the sentence will do with what sits there: the nearest verb of planning before it in its clause."""
    words = seat.evidence.words
    at = next((place for name in (seat.thing.name, seat.through) if (place := words.find(name)) >= 0), -1)
    if at < 0:
        return None
    ends = [end.end() for end in _CLAUSE_END.finditer(words, 0, at)]
    verbs = _VERB.findall(words[ends[-1] if ends else 0 : at])
    return verbs[-1] if verbs else None
