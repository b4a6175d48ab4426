"""The investment logic of a gap in two sentences: who is beside it, and what it lacks, why it matters, where it fits.

Each name comes from the graph and carries the mark of its sentence. What a report does not mention is said to be not
mentioned, never to be absent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from graph.attract.model import Fit, Logic, Partner
from graph.attract.partners import LocalityOf
from graph.attract.wording import Notes, Saying, labels, listed, plain_english, plan_verb, quoted
from graph.chains.state import STRENGTH
from graph.gaps.model import Gap, GapClass, PartName
from graph.model import EntityType, NodeState, Tense
from graph.query.values import Link, Seat, Thing

_MOST = 2  # links that a sentence names on each side
_UP, _DOWN = Saying("上游", "upstream"), Saying("下游", "downstream")
_NO_FIRM = Saying("报告未提及本地企业", "the report names no local firm")
_WORKERS = (EntityType.ENTERPRISE, EntityType.PROJECT)
_BUILT = (EntityType.PROJECT, EntityType.PLATFORM)
_WORDS_OF_WORK = {
    NodeState.PRODUCING: Saying("投产", "is running"),
    NodeState.IN_PROGRESS: Saying("在推进", "is under way"),
}


def reason(
    gap: Gap,
    suppliers: Sequence[Partner],
    customers: Sequence[Partner],
    carriers: Sequence[Fit],
    policies: Sequence[Fit],
    locality: LocalityOf,
) -> Logic:
    """The two sentences of a gap, with the evidence in the order in which they use it."""
    notes = Notes()
    first = [
        *_side(notes, _UP, gap.suppliers, suppliers),
        *_side(notes, _DOWN, gap.users, customers),
    ]
    if not first:
        first = [Saying("参考产业链未列与其直接衔接的环节", "the reference chain names no link right beside it")]
    why = _joined((*_state(notes, gap), *_plan(notes, gap), *_weight(gap)), ("，", "; "))
    where = _joined((*_carrier(notes, carriers, locality), *_policy(notes, policies)), ("，", " and "))
    one, two = _joined(first, ("；", "; ")), _joined((why, where), ("；", "; "))
    return Logic(_ended(one.zh, two.zh, "。"), _ended(_raised(one.en), _raised(two.en), "."), tuple(notes.used))


def _side(notes: Notes, side: Saying, links: Sequence[Link], partners: Sequence[Partner]) -> Iterator[Saying]:
    """Who is upstream or downstream: at the links right there, else one step further on."""
    if not links:
        return
    beside = {link.iri for link in links}
    near = [partner for partner in partners if partner.link.iri in beside]
    nearest = min((STRENGTH.index(partner.seat.shows) for partner in near), default=len(STRENGTH))
    works = min(_works(links), key=lambda work: STRENGTH.index(work[1].shows), default=None)
    if works is not None and STRENGTH.index(works[1].shows) < nearest:
        told = _work(notes, *works)
        yield Saying(f"{side.zh}{told.zh}", f"{side.en}, {told.en}")
    elif near:
        told = _joined(_firms(notes, near), ("，", " and "))
        yield Saying(f"{side.zh}{told.zh}", f"{side.en}, {told.en}")
    elif partners:
        told, names = _joined(_firms(notes, partners), ("，", " and ")), labels(links)
        zh = f"{side.zh}{names.zh}环节{_NO_FIRM.zh}，再隔一环的{told.zh}"
        yield Saying(zh, f"{side.en}, {_NO_FIRM.en} in {names.en}, but one link further on {told.en}")
    else:
        names = labels(links)
        yield Saying(f"{side.zh}{names.zh}环节{_NO_FIRM.zh}", f"{side.en}, {_NO_FIRM.en} in {names.en}")


def _works(links: Iterable[Link]) -> Iterator[tuple[Link, Seat]]:
    """The projects and carriers at links that run or are being built."""
    for link in links:
        for seat in link.seats:
            if seat.thing.type in _BUILT and seat.shows in _WORDS_OF_WORK:
                yield link, seat


def _work(notes: Notes, link: Link, seat: Seat) -> Saying:
    words, name, mark = _WORDS_OF_WORK[seat.shows], seat.thing.name, notes.mark(seat.evidence)
    return Saying(
        f"{link.zh}环节有{quoted(name)}{words.zh}{mark}", f"{name} in {plain_english(link)} {words.en} {mark}"
    )


def _firms(notes: Notes, partners: Sequence[Partner]) -> Iterator[Saying]:
    """The firms of the strongest state, with the links where the same ones are: 电解铜箔环节已有华鑫铜箔[1]."""
    state = min((partner.seat.shows for partner in partners), key=STRENGTH.index)
    shown = [partner for partner in partners if partner.seat.shows is state]
    at: dict[str, list[Partner]] = {}
    for partner in shown:
        at.setdefault(partner.link.iri, []).append(partner)
    groups: dict[tuple[str, ...], list[Partner]] = {}
    for there in at.values():
        groups.setdefault(tuple(sorted({p.firm.name for p in there})), []).extend(there)
    for those in list(groups.values())[:_MOST]:
        names = listed(p.firm.name for p in those)
        links = labels(list({p.link.iri: p.link for p in those}.values()))
        several = len({p.firm.iri for p in those}) > 1
        yield _AT_WORK[state](links, names, _marks(notes, (p.seat for p in those)), several)


def _produces(links: Saying, names: Saying, marks: str, several: bool) -> Saying:
    verb = "already work" if several else "already works"
    return Saying(f"{links.zh}环节已有{names.zh}{marks}", f"{names.en} {verb} in {links.en} {marks}")


def _builds(links: Saying, names: Saying, marks: str, several: bool) -> Saying:
    verb = "have projects" if several else "has a project"
    return Saying(
        f"{links.zh}环节有{names.zh}的项目在推进{marks}", f"{names.en} {verb} under way in {links.en} {marks}"
    )


def _intends(links: Saying, names: Saying, marks: str, several: bool) -> Saying:
    zh = f"{links.zh}环节报告提及{names.zh}{marks}但未见投产"
    return Saying(zh, f"the report names {names.en} for {links.en} {marks}, not yet producing")


_AT_WORK: dict[NodeState, Callable[[Saying, Saying, str, bool], Saying]] = {
    NodeState.PRODUCING: _produces,
    NodeState.IN_PROGRESS: _builds,
    NodeState.INTENDED: _intends,
    NodeState.NOT_MENTIONED: _intends,
}


def _state(notes: Notes, gap: Gap) -> Iterator[Saying]:
    """How far the link itself has come, and who shows it."""
    link, en = gap.link, plain_english(gap.link)
    shown = [seat for seat in link.seats if seat.shows is link.state]
    # Firms say more than projects, and these more than carriers.
    kinds = [[seat for seat in shown if seat.thing.type is kind] for kind in _WORKERS]
    seats = next(filter(None, kinds), shown)
    if link.state is NodeState.PRODUCING:
        names, marks = listed(seat.thing.name for seat in seats), _marks(notes, seats)
        only = Saying("仅", "only ") if len(gap.firms) < 2 else Saying("", "")
        zh = f"{link.zh}环节报告{only.zh}提及{names.zh}{marks}"
        yield Saying(zh, f"in {en} the report names {only.en}{names.en} {marks}")
    elif link.state is NodeState.IN_PROGRESS:
        names, marks = listed(seat.thing.name for seat in seats), _marks(notes, seats)
        zh = f"{link.zh}环节仅有{names.zh}在推进{marks}，未见投产"
        yield Saying(zh, f"in {en} only {names.en} has begun {marks} and nothing produces yet")
    elif link.state is NodeState.NOT_MENTIONED:
        yield Saying(f"{link.zh}环节{_NO_FIRM.zh}", f"in {en} {_NO_FIRM.en}")
    else:
        none = "运营" if link.kind == "service" else "投产"
        yield Saying(f"{link.zh}环节报告未见{none}企业", f"in {en} the report shows no firm at work")


def _plan(notes: Notes, gap: Gap) -> Iterator[Saying]:
    """What the report plans for the link, with the plan's own word."""
    part = gap.part(PartName.POLICY)
    seats = (*(part.seats if part else ()), *gap.link.seats)
    planned = [seat for seat in seats if seat.tense is Tense.PLAN and seat.thing.type not in _WORKERS]
    # What has begun was told; a product that is only named within a project's name is not planned by itself.
    begun = [seat.thing.name for seat in gap.link.seats if seat.shows is NodeState.IN_PROGRESS]
    planned = [seat for seat in planned if not any(seat.thing.name in name for name in begun)]
    for seat in planned:
        verb = plan_verb(seat)
        if verb is not None:
            name, mark = seat.thing.name, notes.mark(seat.evidence)
            yield Saying(f"报告提出“{verb}”{name}{mark}", f"the plan's word for {name} is “{verb}” {mark}")
            return
    if planned:
        name, mark = planned[0].thing.name, notes.mark(planned[0].evidence)
        yield Saying(f"报告的计划中列有{quoted(name)}{mark}", f"the plan names {name} {mark}")


_KEY = {
    "S": Saying("据参考产业链来源属关键环节", "a source of the reference chain calls it key"),
    "D": Saying("按行业知识属关键环节", "by domain knowledge it is key"),
}


def _weight(gap: Gap) -> Iterator[Saying]:
    """Why the link matters: what class of gap it is, and what closing it joins."""
    if gap.choke:
        key = _KEY.get(gap.link.key_basis or "", _KEY["D"])
        yield Saying(f"{key.zh}、列为卡点", f"{key.en}, so it is a choke point")
    yield _KIND[gap.kind](gap)
    bridge = gap.part(PartName.BRIDGE)
    if bridge is not None and bridge.counts[0] and gap.kind is not GapClass.WEAK:
        pairs = bridge.counts[0]
        noun = "pair" if pairs == 1 else "pairs"
        yield Saying(f"补上可接通{pairs}对已投产的上下游环节", f"closing it would join {pairs} {noun} of links at work")


def _missing(gap: Gap) -> Saying:
    if any(link.state is NodeState.PRODUCING for link in gap.suppliers):
        return Saying(
            "上游有投产而本环节缺位，宜向下延链", "its suppliers are at work, so the chain can be extended down to it"
        )
    return Saying(
        "下游有投产而本环节缺位，宜向上延链", "its users are at work, so the chain can be extended back up to it"
    )


_KIND: dict[GapClass, Callable[[Gap], Saying]] = {
    GapClass.BREAK: lambda gap: Saying(
        "上下游均有投产而本环节缺位，是断点，宜补链", "both sides are at work, so it is a break to be closed"
    ),
    GapClass.MISSING: _missing,
    GapClass.BLANK: lambda gap: Saying(
        "紧邻上下游均未见投产，属空白，宜建链", "nothing right beside it is at work, so it is a blank to be built up"
    ),
    GapClass.WEAK: lambda gap: Saying("环节偏弱，宜强链", "the link is thin and is to be strengthened"),
}


def _carrier(notes: Notes, carriers: Sequence[Fit], locality: LocalityOf) -> Iterator[Saying]:
    """The carrier that fits best; of one that only sits elsewhere on the chain, no more than that it is there."""
    if not carriers:
        yield Saying("报告未提及对口的园区和平台", "the report names no park or platform for it")
        return
    fit = carriers[0]
    mark, where = notes.mark(fit.evidence), _where(fit.thing, locality(fit.evidence.report).divisions_of(fit.thing))
    if fit.why == "chain":
        words = Saying("本链其他环节的载体有", "is the carrier at another link of the chain")
    elif fit.park:
        words = Saying("载体可选", "can take the plant")
    else:
        words = Saying("可依托", "can support it")
    at = f" in {where}" if where else ""
    yield Saying(f"{words.zh}{where}{quoted(fit.thing.name)}{mark}", f"{fit.thing.name}{at} {words.en} {mark}")


def _where(thing: Thing, places: Sequence[Thing]) -> str:
    """The place of a carrier, where it is one and the name does not say so."""
    if len(places) != 1 or any(name in thing.name for name in (places[0].name, *places[0].aliases)):
        return ""
    return places[0].name


def _policy(notes: Notes, policies: Sequence[Fit]) -> Iterator[Saying]:
    for fit in policies[:1]:
        mark = notes.mark(fit.evidence)
        zh = "招商可借助" if fit.why == "general" else "政策可用"
        yield Saying(f"{zh}{quoted(fit.thing.name)}{mark}", f"{fit.thing.name} can be drawn on {mark}")


def _marks(notes: Notes, seats: Iterable[Seat]) -> str:
    """Marks for the firms that a list names, at most three."""
    return "".join(dict.fromkeys(notes.mark(seat.evidence) for seat in list(seats)[:3]))


def _joined(sayings: Iterable[Saying], by: tuple[str, str]) -> Saying:
    told = [saying for saying in sayings if saying.zh]
    return Saying(by[0].join(saying.zh for saying in told), by[1].join(saying.en for saying in told))


def _raised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _ended(one: str, two: str, end: str) -> tuple[str, str]:
    return f"{one}{end}", f"{two}{end}"
