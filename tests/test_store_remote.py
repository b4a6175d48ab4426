"""A server that is down, slow, full or talks nonsense is said to be; secrets stay secret; TLS is always verified."""

from __future__ import annotations

import dataclasses
import http.server
import json
import logging
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx
import pytest
import trustme
from store_servers import free_port

from graph.errors import QueryBusyError, QueryError, SettingsError, StoreError
from graph.query.guard import examine
from graph.query.remote_runner import RemoteRunner
from graph.query.remote_text import limited, names_graphs, refuse_foreign_functions, rename_graphs
from graph.settings import StoreAddress, store_address
from graph.store import RemoteBuild, open_build
from graph.store.credentials import Credentials
from graph.store.endpoint import Endpoint
from graph.store.results import solutions

BASE = "https://w3id.org/lianpu/id/"
SECRET = "geheim-7f3a"  # noqa: S105 - opens nothing
Handler = Callable[[http.server.BaseHTTPRequestHandler], None]


@contextmanager
def serving(answer: Handler, context: ssl.SSLContext | None = None) -> Iterator[str]:
    """A server that answers each POST by ``answer``; gives its address."""

    class Script(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            answer(self)

        def log_message(self, *_: object) -> None:
            return

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Script) as server:
        if context is not None:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"{'https' if context else 'http'}://localhost:{server.server_address[1]}/sparql"
        finally:
            server.shutdown()


def replying(status: int, body: str, media: str = "application/sparql-results+json", **headers: str) -> Handler:
    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Type": media, "Content-Length": str(len(body.encode())), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body.encode())

    return answer


def endpoint(url: str, *, seconds: float = 20.0, user: str | None = None, password: str | None = None) -> Endpoint:
    return Endpoint(StoreAddress(url, url, url, user, password, seconds))


def build_at(url: str) -> RemoteBuild:
    address = StoreAddress(url, url, url, seconds=20.0)
    return RemoteBuild("aa", "aa-01", address, BASE, ((f"{BASE}graph/chains", 1),))


def ask(url: str, **options: float) -> list[dict[str, object]]:
    with endpoint(url, **options).query("SELECT * { ?s ?p ?o }") as reply:
        return list(solutions(reply))


def rows(*found: dict[str, dict[str, str]]) -> str:
    return json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": list(found)}})


def test_a_server_that_is_down_is_said_to_be():
    with pytest.raises(StoreError, match="cannot be reached") as caught:
        ask(f"http://127.0.0.1:{free_port()}/sparql")
    assert caught.value.key == "store_down"


def test_a_server_that_says_nothing_is_said_to_be_slow():
    def sleep(handler: http.server.BaseHTTPRequestHandler) -> None:
        time.sleep(1)

    with serving(sleep) as url, pytest.raises(StoreError, match="did not answer within"):
        ask(url, seconds=0.2)


def test_a_server_that_drips_is_not_waited_for_without_end():
    def drip(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(200):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)

    with serving(drip) as url, pytest.raises(StoreError, match="did not answer within"):
        ask(url, seconds=0.5)


@pytest.mark.parametrize(
    ("status", "body", "key"),
    [
        (507, "", "store_full"),
        (413, "too much", "store_full"),
        (500, "IO error: No space left on device (os error 28)", "store_full"),
        (503, "later", "store_busy"),
        (401, "", "store_denied"),
        (403, "<html><body><h1>Forbidden</h1></body></html>", "store_denied"),
        (404, "<!DOCTYPE html>\n<title>Not found</title>", "store_nonsense"),
        (500, "java.lang.NullPointerException", "store_failed"),
    ],
)
def test_a_refusal_is_told_by_its_kind(status: int, body: str, key: str):
    with serving(replying(status, body, "text/plain")) as url, pytest.raises(StoreError) as caught:
        ask(url)
    assert (caught.value.key, caught.value.where) == (key, url)
    assert caught.value.mend
    assert "<" not in str(caught.value)


@pytest.mark.parametrize(
    "body",
    [
        "<html>Welcome</html>",
        "",
        "{",
        "[]",
        "null",
        '{"head": {}, "results": {}}',
        '{"boolean": true}',
        '{"results": {"bindings": {"x": 1}}}',
        '{"results": {"bindings": [1]}}',
        '{"results": {"bindings": [{"x": {"type": "uri"}}]}}',
        '{"results": {"bindings": [{"x": {"type": "triple", "value": "x"}}]}}',
        '{"results": {"bindings": [{"x": {"type": "uri", "value": 7}}]}}',
        "[" * 100_000,
    ],
    ids=lambda body: body[:40] or "nothing",
)
def test_what_is_no_answer_is_said_to_be_none(body: str):
    with serving(replying(200, body)) as url:
        with pytest.raises(StoreError) as caught:
            ask(url)
        assert caught.value.key == "store_nonsense"
        with pytest.raises(StoreError):
            RemoteRunner(build_at(url), seconds=20, rows=10).run("ASK { ?s ?p ?o }" if body == "{" else "SELECT * {}")


def test_an_answer_that_breaks_off_is_no_answer():
    def break_off(handler: http.server.BaseHTTPRequestHandler) -> None:
        replying(200, rows()[:-5], Content_Length="500")(handler)
        handler.close_connection = True

    with serving(break_off) as url, pytest.raises(StoreError):
        ask(url)


def test_an_answer_past_the_bound_is_cut():
    long = rows(*[{"x": {"type": "literal", "value": "x" * 1000}}] * 100)
    with (
        serving(replying(200, long)) as url,
        pytest.raises(StoreError, match="only a part"),
        endpoint(url).query("SELECT * {}", most=50_000) as reply,
    ):
        reply.read()


def test_a_compressed_answer_is_bounded_by_what_it_holds():
    import gzip

    packed = gzip.compress(b" " * 10_000_000)

    def bomb(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Encoding", "gzip")
        handler.send_header("Content-Length", str(len(packed)))
        handler.end_headers()
        handler.wfile.write(packed)

    with (
        serving(bomb) as url,
        pytest.raises(StoreError, match="only a part"),
        endpoint(url).query("SELECT * {}", most=1_000_000) as reply,
    ):
        reply.read()


def test_rows_that_the_server_cut_are_not_taken_for_all():
    cut = replying(200, rows({"x": {"type": "uri", "value": "https://x/a"}}), X_SPARQL_MaxRows="1")
    with serving(cut) as url:
        with pytest.raises(StoreError, match="ResultSetMaxRows"):
            open_build(build_at(url)).select("SELECT ?x { ?x ?p ?o }")
        assert RemoteRunner(build_at(url), seconds=20, rows=10).run("SELECT ?x { ?x ?p ?o }").truncated is True


def test_a_redirect_is_not_followed():
    asked: list[str] = []

    def note(handler: http.server.BaseHTTPRequestHandler) -> None:
        asked.append(handler.path)
        replying(200, rows())(handler)

    with (
        serving(note) as elsewhere,
        serving(replying(307, "", Location=elsewhere)) as url,
        pytest.raises(StoreError, match="sends elsewhere"),
    ):
        ask(url)
    assert asked == []


def test_terms_come_out_alike_whatever_engine_wrote_them():
    xsd = "http://www.w3.org/2001/XMLSchema#"
    found = rows(
        {"x": {"type": "typed-literal", "value": "1", "datatype": f"{xsd}boolean"}},
        {"x": {"type": "literal", "value": "true", "datatype": f"{xsd}boolean"}},
        {"x": {"type": "literal", "value": "铜", "datatype": f"{xsd}string"}},
        {"x": {"type": "literal", "value": "铜"}},
        {"x": {"type": "bnode", "value": "nodeID://b1"}},
    )
    with serving(replying(200, found)) as url:
        yes, also_yes, copper, also_copper, blank = (row["x"] for row in ask(url))
    assert yes == also_yes and str(yes) == "true"
    assert copper == also_copper
    assert str(blank).isalnum()


def test_a_head_behind_the_rows_is_found_all_the_same():
    late = json.dumps(
        {"results": {"bindings": [{"x": {"type": "uri", "value": "https://x/a"}}]}, "head": {"vars": ["x", "y"]}}
    )
    with serving(replying(200, late)) as url:
        answer = RemoteRunner(build_at(url), seconds=20, rows=10).run("SELECT ?x ?y { ?x ?p ?o }")
    assert answer.variables == ("x", "y")
    assert answer.rows == (({"type": "uri", "value": "https://x/a"}, None),)


def test_a_query_is_refused_before_the_server_hears_of_it():
    def never(handler: http.server.BaseHTTPRequestHandler) -> None:
        pytest.fail("the server was asked")

    with serving(never) as url:
        runner = RemoteRunner(build_at(url), seconds=20, rows=10)
        for query in (
            "DROP ALL",
            "SELECT * { SERVICE <https://x> { ?s ?p ?o } }",
            "SELECT * FROM <https://x/g> { ?s ?p ?o }",
            'SELECT (<bif:file_to_string>("/etc/passwd") AS ?x) {}',
            'SELECT (bif:file_to_string("/etc/passwd") AS ?x) {}',
            'DEFINE get:soft "replace" SELECT * { ?s ?p ?o }',
        ):
            with pytest.raises(QueryError):
                runner.run(query)


def test_a_busy_server_asks_for_patience():
    with serving(replying(503, "", "text/plain")) as url, pytest.raises(QueryBusyError):
        RemoteRunner(build_at(url), seconds=20, rows=10).run("SELECT * { ?s ?p ?o }")


# Secrets and TLS


def test_a_certificate_that_nobody_vouches_for_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path):
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    with serving(replying(200, rows()), context) as url:
        with pytest.raises(StoreError, match="certificate of the store's server is not trusted"):
            ask(url)
        authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        assert ask(url) == []


def test_a_certificate_for_another_name_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path):
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("store.example.org").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    with serving(replying(200, rows()), context) as url, pytest.raises(StoreError, match="not trusted"):
        ask(url)


def told(url: str, challenge: str) -> list[str]:
    """What a server at ``url`` hears as Authorization when it answers 401 with this challenge."""
    heard: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        heard.append(request.headers.get("authorization", ""))
        if heard[-1]:
            return httpx.Response(200)
        return httpx.Response(401, headers={"WWW-Authenticate": challenge})

    with httpx.Client(transport=httpx.MockTransport(answer), auth=Credentials("staff", SECRET)) as client:
        client.get(url)
        client.get(url)
    return heard


def test_a_password_goes_in_the_clear_only_where_nobody_listens():
    assert all("Basic" not in said for said in told("http://store.example.org/sparql", "Basic realm=x"))
    assert told("https://store.example.org/sparql", "Basic realm=x")[1].startswith("Basic ")
    assert told("http://localhost:8890/sparql", "Basic realm=x")[1].startswith("Basic ")


def test_a_digest_is_answered_without_the_password():
    first, second, third = told("http://store.example.org/", 'Digest realm="x", nonce="n", qop="auth", algorithm="MD5"')
    assert first == ""
    assert second.startswith("Digest ") and third.startswith("Digest ")
    assert SECRET not in second + third


def test_nothing_is_told_to_a_server_that_does_not_ask():
    heard: list[str | None] = []

    def note(handler: http.server.BaseHTTPRequestHandler) -> None:
        heard.append(handler.headers.get("authorization"))
        replying(200, rows())(handler)

    with serving(note) as url, endpoint(url, user="staff", password=SECRET).query("SELECT * {}") as reply:
        reply.read()
    assert heard == [None]


def test_the_password_is_in_no_log_message_or_repr(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    with (
        serving(replying(401, "who are you?", WWW_Authenticate="Basic realm=x")) as url,
        pytest.raises(StoreError) as caught,
        endpoint(url, user="staff", password=SECRET).query("SELECT * {}") as reply,
    ):
        reply.read()
    address = StoreAddress(url, url, url, "staff", SECRET)
    everything = f"{caplog.text} {caught.value} {caught.value.__dict__} {address!r} {address} {build_at(url)!r}"
    assert SECRET not in everything and "staff" not in everything


# The setting


def test_without_the_setting_the_store_is_embedded():
    assert store_address({}) is None
    assert store_address({"LIANPU_STORE": "", "LIANPU_STORE_UPDATE": "http://x/update"}) is None


def test_updates_and_graphs_go_where_queries_go_unless_told():
    found = store_address({"LIANPU_STORE": "https://x/sparql", "LIANPU_STORE_GSP": "https://x/gsp"})
    assert found is not None
    assert (found.query, found.update, found.graphs) == ("https://x/sparql", "https://x/sparql", "https://x/gsp")


@pytest.mark.parametrize(
    "text", ["ftp://x/sparql", "x/sparql", "https://", "https://x/a b", "https://x:99999/", "http://[x"]
)
def test_what_is_no_address_is_refused(text: str):
    with pytest.raises(SettingsError, match="LIANPU_STORE: is no address"):
        store_address({"LIANPU_STORE": text})


def test_a_password_in_the_address_is_refused_without_showing_it():
    with pytest.raises(SettingsError, match="LIANPU_STORE_PASSWORD") as caught:
        store_address({"LIANPU_STORE": f"https://staff:{SECRET}@x/sparql"})
    assert SECRET not in str(caught.value)


def test_a_name_without_a_password_is_refused():
    with pytest.raises(SettingsError, match="both"):
        store_address({"LIANPU_STORE": "https://x/sparql", "LIANPU_STORE_USER": "staff"})


def test_a_key_in_the_address_is_not_shown():
    found = store_address({"LIANPU_STORE": f"https://x/sparql?key={SECRET}"})
    assert found is not None and str(found) == "https://x/sparql"


# The query as the server gets it


def test_graphs_are_called_in_the_store_by_their_build():
    build = build_at("http://localhost/")
    text = rename_graphs(
        f"PREFIX g: <{BASE}graph/> "
        f'SELECT * {{ GRAPH <{BASE}graph/chains> {{ ?s ?p "{BASE}graph/chains" }} # <{BASE}graph/x>\n }}',
        build,
    )
    assert text.count(f"{BASE}build/aa-01/graph/") == 3
    assert text.endswith(f"# <{BASE}graph/x>\n }}")


def test_other_names_stay_as_they_are():
    text = f'SELECT * {{ <{BASE}place/a> ?p "graph" FILTER(?x<{7}) }}'
    assert rename_graphs(text, build_at("http://localhost/")) == text


def test_names_from_the_store_are_shown_as_ours():
    build = build_at("http://localhost/")
    assert build.shown(build.stored(f"{BASE}graph/chains")) == f"{BASE}graph/chains"
    assert build.shown(f"{BASE}place/a") == f"{BASE}place/a"


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("SELECT * { GRAPH ?g { ?s ?p ?o } }", True),
        ("select * { graph ?g { ?s ?p ?o } }", True),
        ("SELECT * { ?graph ?p ?o }", False),
        ('SELECT * { ?s ?p "GRAPH" } # GRAPH', False),
        ("SELECT * { ?s graph:x ?o }", False),
    ],
)
def test_graphs_are_only_named_to_a_query_that_asks_for_them(query: str, named: bool):
    assert names_graphs(query) is named


def test_base_cannot_hide_the_name_of_a_graph():
    with pytest.raises(QueryError, match="BASE"):
        names_graphs(f"BASE <{BASE}> SELECT * {{ GRAPH <graph/chains> {{ ?s ?p ?o }} }}")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o } LIMIT 3",
        "SELECT * { ?s ?p ?o } ORDER BY ?s",
        "SELECT * { ?s ?p ?o } VALUES ?s { <https://x/a> }",
    ],
)
def test_a_query_with_a_limit_or_an_order_of_its_own_is_left_alone(query: str):
    assert limited(query, 10) == query


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { { SELECT * { ?s ?p ?o } LIMIT 3 } }",
        "SELECT ?limit { ?limit ?p ?o }",
        "SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s HAVING (?n > 1)",
    ],
)
def test_a_query_without_one_gets_a_limit(query: str):
    assert limited(query, 10) == f"{query}\nLIMIT 10"


def test_casts_may_be_used_and_an_engines_own_functions_not():
    refuse_foreign_functions(
        examine('PREFIX x: <http://www.w3.org/2001/XMLSchema#> ASK { FILTER(x:int("1") = 1) }').functions
    )
    with pytest.raises(QueryError, match="no function that may be used"):
        refuse_foreign_functions(examine("PREFIX b: <bif:> ASK { FILTER(b:sys_stat(1) = 1) }").functions)


def test_an_address_can_be_told_from_another():
    first = StoreAddress("https://x/a", "https://x/a", "https://x/a", "staff", SECRET)
    assert dataclasses.replace(first, password="other") != first  # noqa: S106 - none at all
