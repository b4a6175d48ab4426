"""The review queue's pieces: which part of it, the statement to judge with its sentence, and what comes next."""

from __future__ import annotations

from functools import partial

import streamlit as st

from graph.curation import Decision, Kind
from graph.curation.decisions import Figure, Thing
from graph.model import EntityRef, EntityType
from graph.present.marking import excerpt, marked_html
from graph.present.palette import MARKS
from graph.query.values import ReportInfo
from graph.review import deciding
from graph.review.desk import Desk
from graph.review.ledger import own_last
from graph.review.people import Person
from graph.review.queue import Choice, Fate, Fates, Item, Share, chosen, key_of, step_from
from graph.ui import reviewing, state
from graph.ui.catalogue import predicate_labels, t, type_labels
from graph.ui.components import page_keys
from graph.ui.frame import escape
from graph.ui.pagelist import SOURCE
from graph.ui.roles import person as at_screen

_SHARE, _TYPES, _INFERRED, _JUDGED = "review-share", "review-types", "review-inferred", "review-judged"
_WHY, _KEYS = "review-why", "review-keys"
_COMING = 8


def choose() -> Choice:
    """Which part of the queue; the address holds it."""
    asked = st.query_params
    if _SHARE not in st.session_state:
        share = asked.get("share", "")
        st.session_state[_SHARE] = Share(share) if share in set(Share) else Share.ALL
        st.session_state[_TYPES] = [EntityType(k) for k in asked.get("types", "").split(",") if k in set(EntityType)]
        st.session_state[_INFERRED] = asked.get("inferred") == "1"
        st.session_state[_JUDGED] = asked.get("judged") == "1"
    st.segmented_control(
        t("review.share"),
        list(Share),
        format_func=lambda share: t(f"reviewshare.{share.value}"),
        key=_SHARE,
        required=True,
        on_change=_remember,
        label_visibility="collapsed",
    )
    st.toggle(t("review.inferred"), key=_INFERRED, on_change=_remember)
    st.toggle(t("review.judged"), key=_JUDGED, on_change=_remember)
    return _choice()


def choose_types() -> None:
    """The types to judge; none chosen means all."""
    labels = type_labels()
    st.pills(
        t("review.types"),
        list(EntityType),
        selection_mode="multi",
        format_func=lambda kind: f"{MARKS[kind].glyph} {labels[kind]}",
        key=_TYPES,
        on_change=_remember,
        label_visibility="collapsed",
        wrap=True,
    )


def _choice() -> Choice:
    held = st.session_state
    types = frozenset(held.get(_TYPES, ()))
    return Choice(held.get(_SHARE, Share.ALL), types, held.get(_INFERRED, False), held.get(_JUDGED, False))


def _remember() -> None:
    choice = _choice()
    said = {
        "share": choice.share.value if choice.share is not Share.ALL else "",
        "types": ",".join(kind.value for kind in EntityType if kind in choice.types),
        "inferred": "1" if choice.inferred else "",
        "judged": "1" if choice.judged else "",
    }
    for name, value in said.items():
        if value:
            st.query_params[name] = value
        else:
            st.query_params.pop(name, None)
    st.query_params.pop("item", None)


def _fates(report: ReportInfo) -> Fates:
    return Fates(reviewing.ledger(report).decisions(), reviewing.built_decisions(report))


def _current(desk: Desk, items: tuple[Item, ...]) -> Item | None:
    return desk.item(st.query_params.get("item")) or (items[0] if items else None)


def judge(report: ReportInfo, desk: Desk, choice: Choice, person: Person) -> None:
    """The statement in hand: what it says, the sentence, and what can be done with it."""
    fates = _fates(report)
    items = chosen(desk.queue, choice, fates)
    item = _current(desk, items)
    if item is None:
        st.success(t("review.empty"), icon=":material/task_alt:")
        st.caption(t("review.empty_help"))
        return
    with st.container(border=True, key="review-card"):
        _place(item, items, fates.of(item))
        st.subheader(escape(headline(item)), anchor=False)
        _notes(item)
        _sentence(report, desk, item)
        _actions(report, item, person)
    if person.may_edit and isinstance(item.target, Thing):
        _corrections(report, item, item.target.ref, person)


def headline(item: Item) -> str:
    """What an item says, in one line."""
    target = item.target
    if isinstance(target, Thing):
        return named(target.ref)
    return f"{named(target.subject)} — {predicate_labels()[target.predicate]} → {named(target.object)}"


def named(ref: EntityRef) -> str:
    """A name with its type's glyph."""
    return f"{MARKS[ref.type].glyph} {ref.name}"


def _place(item: Item, items: tuple[Item, ...], fate: Fate) -> None:
    places = {one.id: number for number, one in enumerate(items, 1)}
    told = t("review.place", n=places[item.id], all=len(items)) if item.id in places else t("review.aside")
    colour = {Fate.ACCEPTED: "green", Fate.REJECTED: "red", Fate.DROPPED: "red"}.get(fate, "blue")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(told, width="content")
        if fate is not Fate.OPEN:
            st.badge(t(f"reviewfate.{fate.value}"), color=colour)  # type: ignore[arg-type]


def _notes(item: Item) -> None:
    target = item.target
    notes = [t("graph.confidence", percent=round(item.confidence * 100))]
    if item.inferred:
        notes.append(t("graph.inferred"))
    if isinstance(target, Thing):
        notes.insert(0, type_labels()[target.ref.type])
        notes.append(t("review.mentions", n=item.mentions))
        others = [name for name in item.names if name != target.ref.name]
        if others:
            notes.append(t("graph.also", names="、".join(others[:3])))
    st.caption(escape(" · ".join(notes)))


def _sentence(report: ReportInfo, desk: Desk, item: Item) -> None:
    words = item.sentence.of(desk.text)
    section = state.source(report.iri).section_at(item.evidence.start)
    st.html(f'<p class="lianpu-judged">{marked_html(excerpt(words, item.names, 360), item.names)}</p>')
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if section and section.title:
            st.caption(escape(t("graph.section", section=section.title)), width="content")
        if st.button(t("graph.in_source"), type="tertiary", icon=":material/article:", key="review-source"):
            at = f"{item.evidence.start}-{item.evidence.end}"
            st.switch_page(SOURCE, query_params={"report": state.short(report.iri), "at": at})


# ---------------------------------------------------------------- what can be done


def _actions(report: ReportInfo, item: Item, person: Person) -> None:
    able = person.may_edit and bool(person.name)
    with st.container(horizontal=True, gap="small", key="review-actions"):
        if person.may_edit:
            for key, kind, icon in (("a", Kind.ACCEPT, "check"), ("r", Kind.REJECT, "close")):
                st.button(
                    t(f"reviewact.{kind.value}"),
                    type="primary" if kind is Kind.ACCEPT else "secondary",
                    icon=f":material/{icon}:",
                    key=f"review-{key}",
                    disabled=not able,
                    on_click=_press,
                    args=(report, key, item.id),
                )
        for key, name, icon in (("k", "previous", "arrow_upward"), ("j", "next", "arrow_downward")):
            st.button(
                t(f"reviewact.{name}"),
                icon=f":material/{icon}:",
                key=f"review-{key}",
                on_click=_press,
                args=(report, key, item.id),
            )
        if person.may_edit:
            st.button(
                t("reviewact.undo_key"),
                icon=":material/undo:",
                type="tertiary",
                key="review-u",
                disabled=not able,
                on_click=_press,
                args=(report, "u", item.id),
            )
    keys = ["a", "r", "u", "j", "n", "k"] if able else ["j", "n", "k"]
    page_keys({"keys": keys, "item": item.id}, key=_KEYS, on_press=partial(_pressed, report))


def _pressed(report: ReportInfo) -> None:
    pressed = st.session_state[_KEYS]["press"]
    if isinstance(pressed, dict) and isinstance(pressed.get("key"), str):
        _press(report, pressed["key"], str(pressed.get("item", "")))


def _press(report: ReportInfo, key: str, item_id: str) -> None:
    """Do what a key stands for, to the item that was on the screen when it was pressed."""
    if key == "u":
        undo_last(report)
        return
    desk, fates = reviewing.desk(report), _fates(report)
    items = chosen(desk.queue, _choice(), fates)
    item = desk.item(item_id)
    if item is None:
        return
    if key in ("a", "r"):
        kind = Kind.ACCEPT if key == "a" else Kind.REJECT
        # The same key twice, faster than the page: what is judged so already is not written again.
        settled = Fate.ACCEPTED if kind is Kind.ACCEPT else Fate.REJECTED
        if fates.of(item) is settled and not item.by_person:
            return
        make = partial(deciding.judged, item, kind, desk.text)
        if not reviewing.decide(report, make, t(f"reviewwhy.{kind.value}"), st.session_state.get(_WHY, "")):
            return
        st.session_state[_WHY] = ""
    _go(step_from(items, desk.order, item_id, -1 if key == "k" else 1))


def _go(item: Item | None) -> None:
    if item is not None:
        st.query_params["item"] = item.id


def undo_last(report: ReportInfo) -> None:
    """Take back the last decision of this person that is not built in yet, and show what it was about."""
    last = own_last(reviewing.ledger(report).decisions(), at_screen().name, reviewing.built_decisions(report))
    if last is None:
        reviewing.say(t("review.nothing_to_undo"))
    else:
        undo(report, last)


def undo(report: ReportInfo, decision: Decision) -> None:
    """Take one decision back, and show what it was about."""
    if not reviewing.take_back(report, decision):
        return
    reviewing.say(t("review.undone"))
    target = decision.target
    if not isinstance(target, Figure):
        wanted = key_of(target)
        _go(next((item for item in reviewing.desk(report).queue if item.key == wanted), None))


def _corrections(report: ReportInfo, item: Item, ref: EntityRef, person: Person) -> None:
    labels = type_labels()
    with st.expander(t("review.correct"), icon=":material/edit:"):
        name, kind = f"review-name-{item.id}", f"review-type-{item.id}"
        left, right = st.columns(2, vertical_alignment="bottom")
        left.text_input(t("review.name"), value=ref.name, key=name, max_chars=deciding.LONGEST_NAME)
        right.button(
            t("review.rename"),
            key="review-rename",
            disabled=not person.name,
            on_click=_rename,
            args=(report, item, name),
        )
        left.selectbox(
            t("review.type"),
            list(EntityType),
            index=list(EntityType).index(ref.type),
            format_func=lambda one: f"{MARKS[one].glyph} {labels[one]}",
            key=kind,
        )
        right.button(
            t("review.retype"),
            key="review-retype",
            disabled=not person.name,
            on_click=_retype,
            args=(report, item, kind),
        )
        st.text_input(t("review.why"), key=_WHY, max_chars=deciding.LONGEST_WHY, placeholder=t("review.why_hint"))


def _rename(report: ReportInfo, item: Item, field: str) -> None:
    text = reviewing.desk(report).text
    make = partial(deciding.renamed, item, st.session_state[field], text)
    _corrected(report, item, reviewing.decide(report, make, t("reviewwhy.rename"), st.session_state.get(_WHY, "")))


def _retype(report: ReportInfo, item: Item, field: str) -> None:
    text = reviewing.desk(report).text
    make = partial(deciding.retyped, item, st.session_state[field], text)
    _corrected(report, item, reviewing.decide(report, make, t("reviewwhy.retype"), st.session_state.get(_WHY, "")))


def _corrected(report: ReportInfo, item: Item, done: bool) -> None:
    if done:
        st.session_state[_WHY] = ""
        desk = reviewing.desk(report)
        _go(step_from(chosen(desk.queue, _choice(), _fates(report)), desk.order, item.id, 1))


# ---------------------------------------------------------------- what comes next


def upcoming(report: ReportInfo, desk: Desk, choice: Choice) -> None:
    """The next statements of the queue; any of them can be taken in hand."""
    items = chosen(desk.queue, choice, _fates(report))
    item = _current(desk, items)
    here = desk.order[item.id] if item else -1
    coming = [one for one in items if desk.order[one.id] > here][:_COMING]
    if not coming:
        return
    st.markdown(f"**{t('review.coming')}**")
    with st.container(key="review-coming"):
        for one in coming:
            percent = t("review.percent", percent=round(one.confidence * 100))
            st.button(
                f"{escape(headline(one))} :gray[{percent}]",
                key=f"coming-{one.id}",
                type="tertiary",
                on_click=_go,
                args=(one,),
            )
