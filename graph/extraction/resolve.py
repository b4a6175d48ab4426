"""Mentions to entities: which of them stand, and which mean the same thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from graph.extraction.lexicon import Lexicon
from graph.extraction.mentions import Mention
from graph.extraction.places import Gazetteer
from graph.extraction.words import Words
from graph.model import Entity, EntityType, Span

_E = EntityType
_MARKS = re.compile(r"[“”\"‘’《》〈〉「」\s]")
#: 铜及铜基新材料 is 铜基新材料.
_BASED = re.compile(r"^(.)及\1基新材料$")
#: Kinds that may stand inside another name: 灵宝 in 灵宝窄口水库, 华鑫铜箔 in its project.
_INNER = frozenset({_E.PLACE, _E.ENTERPRISE})
#: What else may: the industry in a park's or a policy's name, the product in a project's, the body in a platform's.
_HOLDERS = {
    _E.INDUSTRY: (_E.PROJECT, _E.PLATFORM, _E.POLICY),
    _E.PRODUCT: (_E.PROJECT,),
    _E.ORGANIZATION: (_E.PROJECT, _E.PLATFORM),
    _E.PLATFORM: (_E.PROJECT, _E.POLICY),
}
_ENDINGS = {
    _E.INDUSTRY: re.compile(r"(?:产业)?(?:集群|链条|链|体系)?$"),
    _E.PROJECT: re.compile(r"(?:项目|工程)$"),
    _E.POLICY: re.compile(r"(?:活动|工作|项目|(?<=行动)(?:方案|计划))$"),
    _E.PLATFORM: re.compile(r"(?:活动|项目)$"),
}
#: What a character more is worth in belief, and how many count; chosen by left-out reports.
_PER_CHARACTER, _LONG = 0.02, 16
_LEAST = {_E.ENTERPRISE: 2, _E.INDUSTRY: 3, _E.PRODUCT: 3}


def arbitrated(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions that stand: of two that cross, or that fill the same stretch, the surer; else the longer.

    A place or company inside another name stands beside it; anything else inside a longer name falls.
    """
    ranked = sorted(set(mentions), key=lambda m: (-m.confidence, -len(m.name), m.span, m.type.value, m.rule))
    kept: list[Mention] = []
    by_place = defaultdict[int, list[Mention]](list)
    for mention in sorted(ranked, key=lambda m: (-len(m.name), -m.confidence, m.span, m.type.value, m.rule)):
        rivals = {rival for offset in range(mention.span.start, mention.span.end) for rival in by_place[offset]}
        if all(_compatible(mention, rival) for rival in rivals):
            kept.append(mention)
            for offset in range(mention.span.start, mention.span.end):
                by_place[offset].append(mention)
    return tuple(sorted(kept))


def _compatible(shorter: Mention, longer: Mention) -> bool:
    return shorter.span != longer.span and longer.span.holds(shorter.span) and may_lie_in(shorter.type, longer.type)


def settled(text: str, entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """The entities with those of their mentions that stand beside the mentions of surer ones, and with their forms.

    A longer mention needs less belief than a shorter one in its way: 黄金 in 中原黄金冶炼厂 is no mention of its own.
    """
    taken = defaultdict[int, list[tuple[Span, EntityType]]](list)
    kept = defaultdict[int, list[Span]](list)
    mentions = [(span, number) for number, entity in enumerate(entities) for span in entity.mentions]
    for span, number in sorted(mentions, key=lambda m: (-_weight(m[0], entities[m[1]]), m)):
        own = (span, entities[number].type)
        rivals = {rival for offset in range(span.start, span.end) for rival in taken[offset]}
        if all(_stands_beside(own, rival) for rival in rivals):
            kept[number].append(span)
            for offset in range(span.start, span.end):
                taken[offset].append(own)
    return tuple(_with_mentions(text, entities[number], sorted(kept[number])) for number in sorted(kept))


def _weight(span: Span, entity: Entity) -> float:
    return entity.confidence + _PER_CHARACTER * min(_LONG, span.end - span.start)


def _stands_beside(one: tuple[Span, EntityType], other: tuple[Span, EntityType]) -> bool:
    """Whether the shorter of two mentions may lie in the longer."""
    (span, kind), (holder, holder_kind) = sorted((one, other), key=lambda m: m[0].end - m[0].start)
    return span != holder and holder.holds(span) and may_lie_in(kind, holder_kind)


def may_lie_in(kind: EntityType, holder: EntityType) -> bool:
    """Whether a name of one type may be a name of its own inside one of the other."""
    if kind is _E.ENTERPRISE and holder is _E.ORGANIZATION:
        return False
    return kind is not holder and (kind in _INNER or holder in _HOLDERS.get(kind, ()))


def _with_mentions(text: str, entity: Entity, spans: list[Span]) -> Entity:
    """The entity where only these mentions are left of it: named by forms that they have."""
    if len(spans) == len(entity.mentions):
        return entity
    found = {span.of(text) for span in spans}
    forms = [form for form in (entity.name, *entity.aliases) if form in found]
    return replace(entity, name=forms[0], aliases=tuple(forms[1:]), mentions=tuple(spans))


def repeated(text: str, end: int, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """``mentions`` and every further place before ``end`` where a name found once stands again."""
    kinds: dict[str, Mention] = {}
    for mention in sorted(mentions, key=lambda m: (m.confidence, m.name)):
        if mention.type is not _E.PLACE and len(mention.name) >= _LEAST.get(mention.type, 4):
            kinds[mention.name] = mention
    again = [
        replace(
            kinds[word], span=Span(start, start + len(word)), confidence=kinds[word].confidence * 0.95, rule="again"
        )
        for start, word in Words.of(kinds).within(text, 0, end)
    ]
    return arbitrated([*mentions, *again])


def entities_of(
    mentions: tuple[Mention, ...], lexicon: Lexicon, gazetteer: Gazetteer, shorts: Mapping[str, str]
) -> tuple[Entity, ...]:
    """The things that the mentions name, one entity for each type and name, in the order of the text."""
    groups = defaultdict[tuple[EntityType, str], list[Mention]](list)
    own = frozenset(mention.name for mention in mentions if mention.rule == "topic" and _BASED.match(mention.name))
    for mention in mentions:
        groups[(mention.type, _key(mention, lexicon, gazetteer, shorts, own))].append(mention)
    entities = [_entity(kind, group, lexicon, gazetteer) for (kind, _), group in groups.items()]
    return tuple(sorted(entities, key=lambda entity: (entity.mentions[0], entity.type.value, entity.name)))


def _key(
    mention: Mention, lexicon: Lexicon, gazetteer: Gazetteer, shorts: Mapping[str, str], own: frozenset[str]
) -> str:
    """What mentions of one thing share. ``own`` are names with a topic line of their own, as 铝及铝基新材料."""
    name = _MARKS.sub("", mention.name)
    if mention.type is _E.PLACE:
        division = gazetteer.meaning.get(mention.name) or gazetteer.anywhere.get(mention.name)
        return division.code if division else name
    if mention.type is _E.ENTERPRISE:
        return shorts.get(name, name)
    ending = _ENDINGS.get(mention.type)
    shorter = ending.sub("", name) if ending else name
    if mention.type is _E.INDUSTRY:
        based = shorter if shorter in own else _BASED.sub(r"\1基新材料", shorter)
        shorter = lexicon.industry_synonyms.get(shorter, based)
    return shorter if len(shorter) > 1 else name


def short_companies(mentions: tuple[Mention, ...], lexicon: Lexicon) -> dict[str, str]:
    """Short names of companies that are also named in full, mapped to the full: 骏通 to 骏通车辆."""
    names = {mention.name for mention in mentions if mention.type is _E.ENTERPRISE}
    found = defaultdict[str, set[str]](set)
    for name in sorted(names):
        ending = lexicon.company_endings.ending(name)
        if ending and name.removesuffix(ending) in names:
            found[name.removesuffix(ending)].add(name)
    return {short: min(full) for short, full in found.items() if len(full) == 1}


def _entity(kind: EntityType, group: list[Mention], lexicon: Lexicon, gazetteer: Gazetteer) -> Entity:
    forms = sorted({mention.name for mention in group}, key=lambda form: (-len(_MARKS.sub("", form)), len(form), form))
    name, best = forms[0], max(group, key=lambda mention: (mention.confidence, mention.rule))
    return Entity(
        type=kind,
        name=name,
        aliases=_aliases(forms),
        mentions=tuple(sorted({mention.span for mention in group})),
        confidence=round(min(0.99, best.confidence + 0.02 * (len(group) - 1)), 3),
        rule=best.rule,
        code=_code(kind, forms, lexicon, gazetteer),
    )


def _aliases(forms: list[str]) -> tuple[str, ...]:
    """The other forms; those that differ in more than marks come first, for readers that take only some."""
    plain = [_MARKS.sub("", form) for form in forms]
    new = [form for number, form in enumerate(forms) if plain[number] not in plain[:number]]
    return tuple(new[1:] + [form for form in forms if form not in new])


def _code(kind: EntityType, forms: list[str], lexicon: Lexicon, gazetteer: Gazetteer) -> str | None:
    if kind is _E.PLACE:
        division = gazetteer.meaning.get(forms[0]) or gazetteer.anywhere.get(forms[0])
        return division.code if division else None
    if kind is _E.INDUSTRY:
        return next((lexicon.industry_codes[form] for form in forms if form in lexicon.industry_codes), None)
    return None
