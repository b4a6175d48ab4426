"""The HTTP route that answers the search box while a person types.

A route and not a rerun of the page: a keystroke neither waits for the page that is being drawn nor draws it again, the
browser drops an answer that is out of date, and the index stays on the server, however many names it has.
"""

from __future__ import annotations

from functools import cache
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse

from graph.errors import LianpuError
from graph.model import EntityType, NodeState, Predicate, Stage
from graph.present.hits import Words, found_rows
from graph.search.entries import Entry, Kind
from graph.search.examples import example_queries
from graph.search.index import LONGEST, SHOWN, How
from graph.ui import state
from graph.ui.catalogue import Language, teller

#: How many are listed where one kind is asked for.
LISTED = 60


def search(request: Request) -> JSONResponse:
    """What the query ``q`` finds, in the language ``lang``: groups of hits; with ``kind``, more of that one. Without a
    query, examples of what can be typed. 503 where there is no graph."""
    asked = request.query_params
    query = asked.get("q", "")[:LONGEST]
    language: Language = "en" if asked.get("lang") == "en" else "zh"
    kind = Kind(asked["kind"]) if asked.get("kind") in set(Kind) else None
    try:
        return JSONResponse(_answer(query, language, kind), headers={"cache-control": "no-store"})
    except LianpuError as error:
        return JSONResponse({"error": str(error)}, status_code=503)


def _answer(query: str, language: Language, kind: Kind | None) -> dict[str, object]:
    index = state.search_index()
    if not query.strip():
        return {"examples": list(example_queries(index.entries) or ())}
    found = index.search(query, kind=kind, shown=LISTED if kind else SHOWN)
    return {
        "groups": found_rows(found, state.knowledge(), words(language), lambda entry: address(entry, language)),
        "total": found.total,
        "close": bool(found.groups) and found.groups[0].hits[0].how is How.CLOSE,
        "instead": found.instead,
    }


def target(entry: Entry) -> tuple[str, dict[str, str]]:
    """Where an entry leads: the address of a page, and its parameters."""
    if entry.kind is Kind.PAGE:
        return entry.id, {}
    if entry.kind is Kind.REPORT:
        return "source", {"report": state.short(entry.id)}
    for view in state.knowledge().chains:
        if view.info.iri == entry.id:
            return "chain", {"chain": view.info.id}
        if entry.id in view.by_iri:
            return "chain", {"chain": view.info.id, "link": view.by_iri[entry.id].id}
    return "graph", {"node": state.short(entry.id)}


def address(entry: Entry, language: Language) -> str:
    """The same as a relative address, for a link that is opened beside the page."""
    path, parameters = target(entry)
    return f"/{path}?{urlencode({**parameters, 'lang': language}, quote_via=quote)}"


@cache
def words(language: Language) -> Words:
    """The words that hits are told in."""
    t = teller(language)
    return Words(
        english=language == "en",
        kinds={
            **{Kind(one.value): t(f"type.{one.value}") for one in EntityType},
            Kind.CHAIN: t("search.chain"),
            Kind.LINK: t("search.link"),
            Kind.REPORT: t("search.report"),
            Kind.PAGE: t("search.page"),
        },
        relations={one: t(f"relation.{one.value}") for one in Predicate},
        inverses={one: t(f"inverse.{one.value}") for one in Predicate},
        stages={one: t(f"stage.{one.value}") for one in Stage},
        states={one: t(f"state.{one.value}") for one in NodeState},
        said=t("search.said"),
        inverse_said=t("search.inverse_said"),
        links=t("search.links"),
        held=t("overview.links"),
        also=t("search.also"),
    )
