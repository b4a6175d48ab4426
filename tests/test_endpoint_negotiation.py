"""Which form of an answer a client gets, and what it asked: decided without a server."""

from __future__ import annotations

import pytest

from graph.endpoint.accept import choose
from graph.endpoint.asked import Asked, Request, read, wants_page
from graph.endpoint.faults import RequestError, reply_to
from graph.endpoint.formats import wanted_by
from graph.errors import LianpuError, QueryBusyError, QueryError, QueryTimeoutError, StoreError
from graph.query.runner import Scope

FORM = {"content-type": "application/x-www-form-urlencoded"}
CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "a/x"),
        ("", "a/x"),
        ("*/*", "a/x"),
        ("a/y", "a/y"),
        ("A/Y", "a/y"),
        ("a/x;q=0.2, a/y;q=0.9", "a/y"),
        ("a/*;q=0.5, b/z", "b/z"),
        ("*/*, a/x;q=0", "a/y"),
        ("a/y;charset=utf-8;q=0.8, b/z;q=0.7", "a/y"),
        ("a/*;q=0.5, a/y;q=0.1, */*;q=0.3", "a/x"),
        ("garbage, ;;;, a/y", "a/y"),
        ("garbage", "a/x"),
        ("c/c", None),
        ("a/x;q=0", None),
    ],
)
def test_the_best_liked_form_is_chosen(accept: str | None, chosen: str | None):
    assert choose(["a/x", "a/y", "b/z"], accept) == chosen


@pytest.mark.parametrize(
    ("accept", "name", "rows", "graphs"),
    [
        ("*/*", None, "json", "turtle"),
        ("application/json", None, "json", "json"),
        ("application/xml", None, "xml", "xml"),
        ("text/csv", None, "csv", None),
        ("text/turtle", None, None, "turtle"),
        ("application/sparql-results+xml, application/rdf+xml", None, "xml", "xml"),
        ("text/turtle", "csv", "csv", "turtle"),
        ("*/*", "jsonld", "json", "json"),
        ("*/*", "nonsense", "json", "turtle"),
    ],
)
def test_rows_and_graphs_have_forms_of_their_own(accept: str, name: str | None, rows: str | None, graphs: str | None):
    wanted = wanted_by(accept, name)
    assert (wanted.rows and wanted.rows.name, wanted.graphs and wanted.graphs.name) == (rows, graphs)


def test_a_client_that_can_use_nothing_is_told_what_there_is():
    with pytest.raises(RequestError, match="application/sparql-results") as caught:
        wanted_by("image/png")
    assert caught.value.status == 406


@pytest.mark.parametrize(
    ("parameters", "accept", "page"),
    [
        ("", CHROME, True),
        ("query=ASK%7B%7D&lang=en", CHROME, True),
        ("", "*/*", True),
        ("", None, True),
        ("query=ASK%7B%7D", "*/*", False),
        ("query=ASK%7B%7D", None, False),
        ("query=ASK%7B%7D&format=csv", CHROME, False),
        ("", "text/turtle", False),
        ("", "application/sparql-results+json", False),
    ],
)
def test_a_browser_gets_the_page_and_a_program_the_protocol(parameters: str, accept: str | None, page: bool):
    headers = {} if accept is None else {"accept": accept}
    assert wants_page(Request("GET", parameters, headers)) is page


def test_a_post_never_wants_the_page():
    assert not wants_page(Request("POST", "", {"accept": CHROME}))


@pytest.mark.parametrize(
    "request_",
    [
        Request("GET", "query=ASK+%7B+%3Fs+%3Fp+%22%E9%93%9C%22+%7D"),
        Request("POST", "", FORM, b"query=ASK+%7B+%3Fs+%3Fp+%22%E9%93%9C%22+%7D"),
        Request("POST", "", {"content-type": "application/sparql-query"}, 'ASK { ?s ?p "铜" }'.encode()),
        Request("POST", "", {"content-type": "application/sparql-query; charset=UTF-8"}, 'ASK { ?s ?p "铜" }'.encode()),
    ],
)
def test_all_three_ways_to_send_a_query_mean_the_same(request_: Request):
    assert read(request_) == Asked('ASK { ?s ?p "铜" }')


@pytest.mark.parametrize("direct", [False, True])
def test_graphs_time_and_form_come_with_the_query(direct: bool):
    extra = "default-graph-uri=a:1&default-graph-uri=a:2&named-graph-uri=a:3&timeout=2.5&format=csv"
    by_type = Request("POST", extra, {"content-type": "application/sparql-query"}, b"ASK {}")
    asked = read(by_type if direct else Request("GET", f"query=ASK+%7B%7D&{extra}"))
    assert asked == Asked("ASK {}", Scope(("a:1", "a:2"), ("a:3",)), 2.5, "csv")


def test_a_get_without_a_query_asks_what_the_service_is():
    assert read(Request("GET", "")) is None


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (Request("GET", "query=a&query=b"), 400),
        (Request("GET", "update=DROP+ALL"), 400),
        (Request("GET", "query=%FF%FE"), 400),
        (Request("GET", "query=a&timeout=soon"), 400),
        (Request("GET", "query=a&timeout=-1"), 400),
        (Request("GET", "query=a&timeout=nan"), 400),
        (Request("GET", "&".join(["query=a", *["x=y"] * 300])), 400),
        (Request("POST", "", FORM, b"nothing=here"), 400),
        (Request("POST", "query=ASK%7B%7D", FORM, b""), 400),
        (Request("POST", "", {"content-type": "application/sparql-query"}, b"ASK { \xff }"), 400),
        (Request("POST", "", {"content-type": "application/sparql-query;charset=gbk"}, b"ASK {}"), 400),
        (Request("POST", "", {"content-type": "text/plain"}, b"ASK {}"), 415),
        (Request("POST", "", {"content-type": "application/sparql-update"}, b"DROP ALL"), 415),
        (Request("POST", "", {}, b"query=ASK+%7B%7D"), 415),
        (Request("PUT", "query=ASK%7B%7D"), 405),
        (Request("DELETE"), 405),
    ],
)
def test_what_the_protocol_does_not_allow_has_its_status(request_: Request, status: int):
    with pytest.raises(RequestError) as caught:
        read(request_)
    assert caught.value.status == status and len(str(caught.value)) > 10


@pytest.mark.parametrize(
    ("error", "status", "again"),
    [
        (QueryError("x", key="query_syntax"), 400, False),
        (QueryError("x", key="query_service"), 400, False),
        (QueryError("x", key="query_long"), 413, False),
        (QueryError("x", key="query_form"), 406, False),
        (QueryError("x", key="query_memory"), 503, False),
        (QueryBusyError("x"), 429, True),
        (QueryBusyError("x", key="query_crowded"), 503, True),
        (QueryTimeoutError("x"), 504, False),
        (StoreError("x"), 503, True),
    ],
)
def test_an_error_has_the_status_that_says_whether_to_try_again(error: LianpuError, status: int, again: bool):
    reply = reply_to(error)
    assert (reply.status, "Retry-After" in reply.headers) == (status, again)
