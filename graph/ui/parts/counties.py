"""The counties page's pieces: the map and the matrix, and what one county has with its sentences."""

from __future__ import annotations

import streamlit as st

from graph.model import EntityType
from graph.network.counties import Cell, Holding
from graph.present.counties import KINDS, Basis, Held, Measure, Profile
from graph.present.countytables import map_data, matrix_data, matrix_rows, profile_rows
from graph.present.networktables import chain_label, link_label
from graph.ui import state
from graph.ui.catalogue import language, state_labels, t, type_labels
from graph.ui.components import places
from graph.ui.frame import escape
from graph.ui.pagelist import CHAIN, GRAPH
from graph.ui.parts.details import sentence, thing_name
from graph.ui.parts.downloads import table_downloads
from graph.ui.parts.figures import figure_rows

_MEASURE, _SECTION = "county-measure", "county-section"
CHAINS, FIGURES = "chains", "figures"
#: How many sentences a thing shows, and how many things a list shows before the rest is asked for.
SENTENCES, LISTED = 2, 12


def chosen_county() -> Profile | None:
    """The county that the address names, if it names one that there is."""
    asked = st.query_params.get("county")
    if asked is None:
        return None
    return next((p for p in state.county_profiles() if state.short(p.county.iri) == asked), None)


def name_of(profile: Profile) -> str:
    """What a county's page calls it."""
    return t("counties.whole_of", place=profile.county.name) if profile.whole else profile.county.name


def all_counties() -> None:
    """The map and the matrix of all counties, with the table to take away."""
    if "county" in st.query_params:
        st.warning(t("counties.unknown"))
    found = state.county_profiles()
    if not any(not profile.whole for profile in found):
        st.info(t("counties.none"))
        return
    left, right = st.columns([9, 16], gap="large")
    with left:
        measure = _measure()
        _draw_map(found, measure, None)
    with right:
        st.markdown(f"**{t('counties.matrix')}**")
        _matrix(found)
        _elsewhere()
        columns = {
            name: t(f"countycolumn.{name}") for name in ("county", "chain", "link", "thing", "state", "sentence")
        }
        rows = matrix_rows(state.counties(), language(), state_labels())
        table_downloads(rows, columns, t("counties.file", place=state.places()), key="matrix-file")


def one_county(profile: Profile) -> None:
    """What one county has: the map to go on to the next, and its lists."""
    left, right = st.columns([9, 16], gap="large")
    with left:
        with st.container(horizontal=True, gap="small"):
            st.button(t("counties.back"), icon=":material/arrow_back:", on_click=_leave, key="county-back")
            if st.button(t("counties.on_graph"), icon=":material/hub:", key="county-graph"):
                st.switch_page(GRAPH, query_params={"node": state.short(profile.county.iri)})
        measure = _measure()
        _draw_map(state.county_profiles(), measure, profile)
    with right:
        if profile.inside:
            st.caption(escape(t("counties.inside", names="、".join(place.name for place in profile.inside[:8]))))
        section = _section(profile)
        if section == CHAINS:
            _chains(profile)
        elif section == FIGURES:
            figure_rows(profile.figures)
        else:
            _list(profile, EntityType(section))
        columns = _heads("kind", "thing", "place", "basis", "sentence")
        bases = {basis: t(f"countybasis.{basis.value}", through="{through}") for basis in Basis}
        rows = profile_rows(profile, type_labels(), bases)
        table_downloads(rows, columns, t("counties.file_one", county=profile.county.name), key="county-file")


def _heads(*names: str) -> dict[str, str]:
    return {name: t(f"countycolumn.{name}") for name in names}


def _measure() -> Measure:
    asked = st.query_params.get("by")
    if st.session_state.get(_MEASURE) not in list(Measure):
        st.session_state[_MEASURE] = Measure(asked) if asked in list(Measure) else Measure.ALL
    st.selectbox(
        t("counties.by"),
        list(Measure),
        format_func=lambda one: t(f"countymeasure.{one.value}"),
        key=_MEASURE,
        on_change=_switch_measure,
    )
    return Measure(st.session_state[_MEASURE])


def _switch_measure() -> None:
    st.query_params["by"] = st.session_state[_MEASURE].value


def _draw_map(found: tuple[Profile, ...], measure: Measure, selected: Profile | None) -> None:
    data = map_data(state.county_shapes(), found, measure)
    words = {name: t(f"countymap.{name}") for name in ("beside", "schematic", "source")}
    label = t("countymap.label", by=t(f"countymeasure.{measure.value}"))
    extra = {"selected": selected.county.iri if selected else None, "words": words, "label": label}
    opened = places.county_map({**data, **extra, "unit": t("countymap.unit")}, key="county-map")
    if opened is not None:
        _open(opened.get("county"), opened.get("chain"))


def _matrix(found: tuple[Profile, ...]) -> None:
    matrix = state.counties()
    data = matrix_data(
        matrix, found, language(), state_labels(), whole=t("counties.whole"), told=t("countymatrix.told")
    )
    words = {name: t(f"countymatrix.{name}") for name in ("chain", "total", "label", "legend")}
    opened = places.county_matrix({**data, "words": words}, key="county-matrix")
    if opened is None:
        return
    if "county" not in opened:
        st.switch_page(CHAIN, query_params={"chain": opened.get("chain", "")})
    _open(opened.get("county"), opened.get("chain"))


def _elsewhere() -> None:
    left = len({holding.seat.thing.iri for holding in state.counties().elsewhere})
    if left:
        st.caption(t("counties.elsewhere", n=left))


def _open(county: str | None, chain: str | None) -> None:
    """Show a county, and of it one chain where one is asked for."""
    if county is None or county not in state.things():
        return
    st.query_params["county"] = state.short(county)
    st.session_state.pop(_SECTION, None)
    st.query_params.pop("show", None)
    st.query_params.pop("chain", None)
    if chain:
        st.query_params["chain"] = chain
    st.rerun()


def _leave() -> None:
    for name in ("county", "chain", "show"):
        st.query_params.pop(name, None)
    st.session_state.pop(_SECTION, None)


def _section(profile: Profile) -> str:
    counts = {CHAINS: len(profile.cells), **{kind.value: len(profile.held[kind]) for kind in KINDS}}
    counts[FIGURES] = len(profile.figures)
    names = {CHAINS: t("counties.chains"), **{k.value: type_labels()[k] for k in KINDS}, FIGURES: t("graph.figures")}
    shown = [name for name, count in counts.items() if count or name not in (FIGURES, CHAINS)]
    asked = st.query_params.get("show", CHAINS if "chain" in st.query_params else EntityType.INDUSTRY.value)
    if st.session_state.get(_SECTION) not in shown:
        st.session_state[_SECTION] = asked if asked in shown else next((n for n in shown if counts[n]), shown[0])
    st.pills(
        t("counties.section"),
        shown,
        format_func=lambda name: f"{names[name]} {counts[name]}",
        key=_SECTION,
        required=True,
        on_change=_switch_section,
        label_visibility="collapsed",
    )
    return str(st.session_state[_SECTION])


def _switch_section() -> None:
    st.query_params["show"] = st.session_state[_SECTION]
    if st.session_state[_SECTION] != CHAINS:
        st.query_params.pop("chain", None)


def _list(profile: Profile, kind: EntityType) -> None:
    held = profile.held[kind]
    if not held:
        st.caption(t("counties.nothing", kind=type_labels()[kind]))
    with st.container(key="county-list"):
        for number, one in enumerate(held[:LISTED]):
            _held(one, f"{kind.value}-{number}")
        if len(held) > LISTED:
            with st.expander(t("graph.more", n=len(held) - LISTED)):
                for number, one in enumerate(held[LISTED:], LISTED):
                    _held(one, f"{kind.value}-{number}")


def _held(held: Held, key: str) -> None:
    if st.button(escape(thing_name(held.thing)), key=f"held-{key}", type="tertiary"):
        st.switch_page(GRAPH, query_params={"node": state.short(held.thing.iri)})
    through = held.through.name if held.through else ""
    why = [] if held.basis is Basis.SAID else [t(f"countybasis.{held.basis.value}", through=through)]
    if not held.facts:
        st.caption(escape(why[0]) if why else "")
    words = [held.thing.name, *held.thing.aliases, held.place.name, *held.place.aliases, through]
    for number, evidence in enumerate(list(dict.fromkeys(fact.evidence for fact in held.facts))[:SENTENCES]):
        sentence(evidence, words, why, key=f"held-{key}-{number}")


def _chains(profile: Profile) -> None:
    asked = st.query_params.get("chain")
    for cell in sorted(profile.cells, key=lambda cell: cell.chain.id != asked):
        with st.container(border=True, key=f"county-cell-{cell.chain.id}"):
            _cell_head(profile, cell)
            for number, holding in enumerate(cell.holdings):
                _holding(holding, f"{cell.chain.id}-{number}")


def _cell_head(profile: Profile, cell: Cell) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{escape(chain_label(cell.chain, language()))}**", width="content")
        if st.button(t("counties.on_chain"), icon=":material/account_tree:", key=f"cell-{cell.chain.id}"):
            county = {} if profile.whole else {"county": state.short(profile.county.iri)}
            st.switch_page(CHAIN, query_params={"chain": cell.chain.id, **county})


def _holding(holding: Holding, key: str) -> None:
    thing = holding.seat.thing
    told = t("counties.at_link", link=link_label(holding.link, language()), state=state_labels()[holding.seat.shows])
    if st.button(escape(thing_name(thing)), key=f"holding-{key}", type="tertiary"):
        st.switch_page(GRAPH, query_params={"node": state.short(thing.iri)})
    words = [thing.name, *thing.aliases, holding.place.name, *holding.place.aliases]
    sentence(holding.fact.evidence, words, [told], key=f"holding-{key}")
