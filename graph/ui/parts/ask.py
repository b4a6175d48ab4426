"""The ask page's pieces: the box to type into, what was understood, the answer, and all questions by topic.

The address holds the question: ``ask`` the number of its template, each slot under its own name, ``say`` what was
typed.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from graph.errors import LianpuError
from graph.present.answerpicture import picture_data, picture_of
from graph.present.answers import ROWS_SHOWN, Wording, answer_rows, answer_table, mark_of, page_of
from graph.query.asking.answering import Reply, example_filling, filling_of, summary
from graph.query.asking.template import WORD, Slot, Template
from graph.query.asking.understanding import Filling, Reading
from graph.tables import CSV_TYPE, XLSX_TYPE, csv_bytes, xlsx_bytes
from graph.ui import state
from graph.ui.catalogue import language, predicate_labels, stage_labels, status_labels, t, type_labels
from graph.ui.components.answer import answer_picture
from graph.ui.frame import escape, show_error
from graph.ui.pagelist import CHAIN, GRAPH, SOURCE, SPARQL
from graph.ui.parts.sparql import hand_over

_TEXT = "ask-text"
_TOPIC = "ask-topic"
#: Questions to begin with, by number.
_STARTERS = ("12", "34", "48", "47", "11", "43")
_OFFERED = 4
TOPICS = ("enterprises", "industries", "products", "projects", "places", "policies", "figures", "chains", "sources")


def ask_box() -> None:
    """The box to type a question into; what is not understood is said here, with what is near."""
    st.session_state.setdefault(_TEXT, st.query_params.get("say", ""))
    with st.form("ask-form", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(t("ask.box"), key=_TEXT, placeholder=t("ask.hint"), max_chars=200, icon=":material/search:")
        st.form_submit_button(t("ask.go"), type="primary", on_click=_typed, width="content")
    typed = st.query_params.get("say", "")
    if typed and "ask" not in st.query_params:
        _not_understood(typed)


def _typed() -> None:
    typed = st.session_state[_TEXT].strip()
    _address({"say": typed} if typed else {})
    found = state.listener().understood(typed)
    if found is not None:
        _open(found.template, found.fillings, typed)


def _address(said: dict[str, str]) -> None:
    """Let the address say this, and in which language."""
    st.query_params.from_dict({**said, "lang": language()})


def _open(template: Template, fillings: Sequence[Filling], typed: str = "") -> None:
    """Show a question; the address says which."""
    said = {f.slot.name: state.short(f.name.iri) if f.name else f.word for f in fillings}
    guessed = next((f.typed for f in fillings if f.typed), "")
    rest = {name: text for name, text in (("say", typed), ("typed", guessed)) if text}
    _address({"ask": template.number, **said, **rest})
    for slot in template.slots:
        st.session_state.pop(_slot_key(template, slot), None)


def _not_understood(typed: str) -> None:
    st.info(escape(t("ask.not_understood", typed=typed)), icon=":material/help:")
    known = state.listener().known_in(typed)
    near = state.listener().readings(typed)
    if known:
        names = "、".join(name.text(language()) for name in known)
        st.caption(escape(t("ask.known", names=names)))
    offered = near or state.about(known)
    if offered:
        st.markdown(f"**{t('ask.near')}**")
        _offers(offered, typed, "near")


def chosen() -> Template | None:
    """The question that the address names, None where it names none."""
    asked = st.query_params.get("ask")
    return next((template for template in state.templates() if template.number == asked), None)


def understood(template: Template) -> tuple[Filling, ...] | None:
    """The question as it was understood, with its slots to change; what fills them, None while one is empty."""
    with st.container(border=True, key="ask-understood"):
        fillings = _fillings(template)
        filled = {f.slot.name: f"**{escape(f.name.text(language()) if f.name else f.word)}**" for f in fillings}
        st.markdown(f"{t('ask.understood')} {template.asked(language(), filled)}")
        if st.query_params.get("typed"):
            st.caption(escape(t("ask.guessed", typed=st.query_params["typed"])))
        if template.slots:
            with st.container(horizontal=True, gap="small"):
                for slot in template.slots:
                    _slot(template, slot, {f.slot.name: f for f in fillings}.get(slot.name))
        typed = st.query_params.get("say", "")
        others = state.listener().others(typed, template, fillings)
        if others:
            st.caption(t("ask.or"))
            _offers(others[:_OFFERED], typed, "other")
    return fillings if len(fillings) == len(template.slots) else None


def _fillings(template: Template) -> tuple[Filling, ...]:
    """What the address puts into the slots; in those it leaves open, what the question's file asks about."""
    names = state.names()
    found = []
    for slot in template.slots:
        asked = st.query_params.get(slot.name)
        value = asked if asked is None or slot.kinds == (WORD,) else state.long(asked)
        if value is not None and filling_of(slot, value, names) is None:
            st.warning(escape(t("ask.unknown", name=asked)), icon=":material/search_off:")
        filling = filling_of(slot, value, names) if value is not None else example_filling(slot, names)
        if filling is not None:
            found.append(filling)
    return tuple(found)


def _slot_key(template: Template, slot: Slot) -> str:
    return f"ask-{template.number}-{slot.name}"


def _slot(template: Template, slot: Slot, filling: Filling | None) -> None:
    key = _slot_key(template, slot)
    label = slot.label(language())
    if slot.kinds == (WORD,):
        st.session_state.setdefault(key, filling.word if filling else "")
        st.text_input(label, key=key, max_chars=60, on_change=_changed, args=(template, slot), width=320)
        return
    options = [name.iri for name in state.names().of_kinds(slot.kinds)]
    if st.session_state.get(key) not in options:
        st.session_state[key] = filling.name.iri if filling and filling.name else None
    st.selectbox(label, options, format_func=_option, key=key, on_change=_changed, args=(template, slot), width=320)


def _option(iri: str) -> str:
    name = state.names().by_iri[iri]
    glyph, _ = mark_of(name)
    return f"{glyph} {name.text(language())}" + (f"（{name.within}）" if name.within else "")


def _changed(template: Template, slot: Slot) -> None:
    """The slot was changed by hand: the address follows, and what was typed no longer holds."""
    value = st.session_state[_slot_key(template, slot)]
    if value:
        st.query_params["ask"] = template.number
        st.query_params[slot.name] = value if slot.kinds == (WORD,) else state.short(value)
    for name in ("say", "typed"):
        st.query_params.pop(name, None)
    st.session_state[_TEXT] = ""


def _offers(readings: Sequence[Reading], typed: str, key: str) -> None:
    with st.container(horizontal=True, gap="small"):
        for number, reading in enumerate(readings):
            filled = {f.slot.name: f.name.text(language()) if f.name else f.word for f in reading.fillings}
            label = escape(reading.template.asked(language(), filled))
            args = (reading.template, reading.fillings, typed)
            st.button(label, key=f"ask-{key}-{number}", on_click=_open, args=args)


def answer(template: Template, fillings: tuple[Filling, ...]) -> None:
    """The answer: a sentence, the table, a picture where it joins things, and the query beneath."""
    try:
        reply = state.ask(template, fillings)
    except LianpuError as error:
        show_error(error)
        return
    words = wording()
    told = summary(reply, words.names, language(), lambda cell: words.cell(cell, template.columns[0]))
    if not reply.rows:
        st.info(t("ask.nothing"), icon=":material/search_off:")
        _instead(fillings)
    else:
        st.subheader(escape(told), anchor=False)
    st.caption(escape(template.means.text(language())))
    if reply.rows:
        _table_and_picture(reply, words)
    _query(reply)


def _instead(fillings: tuple[Filling, ...]) -> None:
    """Other questions about what the empty answer was about."""
    offered = state.about(tuple(f.name for f in fillings if f.name is not None))
    if offered:
        st.markdown(f"**{t('ask.instead')}**")
        _offers(offered, "", "instead")


def _table_and_picture(reply: Reply, words: Wording) -> None:
    picture = picture_of(reply)
    beside = picture is not None and picture.columns == 2
    left, right = st.columns([3, 2], gap="large") if beside else (st.container(), st.container())
    with left:
        st.html(answer_table(reply, words, title=t("ask.table")))
        if len(reply.rows) > ROWS_SHOWN:
            st.caption(t("ask.more_rows", shown=ROWS_SHOWN, n=f"{len(reply.rows):,}"))
        _downloads(reply, words)
    if picture is not None:
        with right:
            opened = answer_picture(picture_data(picture, words, title=t("ask.picture")), key="ask-picture")
            _go(words.address(opened) if opened else None)
            if picture.left:
                st.caption(t("ask.more_lines", n=picture.left))


def _go(address: str | None) -> None:
    if address is not None:
        page, query = page_of(address)
        st.switch_page({"graph": GRAPH, "chain": CHAIN, "source": SOURCE}[page], query_params=query)


def _downloads(reply: Reply, words: Wording) -> None:
    rows = answer_rows(reply, words)
    columns = {column.name: column.label(language()) for column in reply.template.columns}
    name = f"lianpu-{reply.template.number}"
    with st.container(horizontal=True, gap="small"):
        icon = ":material/download:"
        st.download_button(
            t("ask.csv"), csv_bytes(rows, columns), f"{name}.csv", CSV_TYPE, on_click="ignore", icon=icon
        )
        st.download_button(
            t("ask.xlsx"), lambda: xlsx_bytes(rows, columns), f"{name}.xlsx", XLSX_TYPE, on_click="ignore", icon=icon
        )


def _query(reply: Reply) -> None:
    with st.expander(t("ask.query"), icon=":material/terminal:"):
        st.caption(t("ask.query_help", file=f"ontology/queries/{reply.template.id}.rq"))
        st.code(reply.query, language="sparql", wrap_lines=True)
        if st.button(t("ask.to_sparql"), icon=":material/open_in_new:"):
            hand_over(reply.query)
            st.switch_page(SPARQL)


def wording() -> Wording:
    """How answers are written in the session's language."""
    predicates = {f"lp:{p.value}": label for p, label in predicate_labels().items()}
    types = {f"lp:{kind.value}": label for kind, label in type_labels().items()}
    stages = {f"stage:{stage.value}": label for stage, label in stage_labels().items()}
    statuses = {f"status:{status.value}": label for status, label in status_labels().items()}
    signs = {"comparator:=": "=", "comparator:>=": "≥", "comparator:<=": "≤", "comparator:~": "≈"}
    keys = {"key:true": t("ask.yes"), "key:false": t("ask.no"), "passage": t("graph.in_source")}
    words = {**predicates, **types, **stages, **statuses, **signs, **keys}
    return Wording(language(), state.names(), words, state.settings().base_iri)


def browse(*, open_at_first: bool) -> None:
    """All questions, by topic; choosing one asks it."""
    if open_at_first:
        st.markdown(f"**{t('ask.starters')}**")
        with st.container(horizontal=True, gap="small"):
            for template in state.templates():
                if template.number in _STARTERS:
                    _question(template, "start", plain=False)
    with st.expander(t("ask.all", n=len(state.templates())), expanded=open_at_first, icon=":material/list:"):
        topic = st.pills(
            t("ask.topic"),
            TOPICS,
            format_func=lambda name: t(f"topic.{name}"),
            key=_TOPIC,
            default=TOPICS[0],
            required=True,
            label_visibility="collapsed",
        )
        with st.container(gap="xxsmall"):
            for template in state.templates():
                if template.topic == topic:
                    _question(template, "all", plain=True)


def _question(template: Template, key: str, *, plain: bool) -> None:
    names = state.names()
    fillings = tuple(f for slot in template.slots if (f := example_filling(slot, names)))
    filled = {f.slot.name: f.name.text(language()) if f.name else f.word for f in fillings}
    label = template.asked(language(), None if plain else filled)
    args = (template, fillings)
    st.button(
        escape(label),
        key=f"ask-{key}-{template.id}",
        type="tertiary" if plain else "secondary",
        on_click=_open,
        args=args,
    )
