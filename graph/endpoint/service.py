"""The service itself: what is asked in, what goes back out. It may wait for a query, so it is called in a thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from rdflib import Graph

from graph.endpoint import describe, linked
from graph.endpoint.asked import Asked
from graph.endpoint.faults import Reply, RequestError
from graph.endpoint.formats import HTML, AnyFormat, graph_format, wanted_by
from graph.endpoint.portrait import Portrait, portray
from graph.query.running import Runner
from graph.query.written import WRITERS
from graph.settings import Settings

#: Says that an answer was cut: there are more rows, or more text, than one answer may have.
TRUNCATED = "X-Lianpu-Truncated"


@dataclass(frozen=True)
class Ground:
    """What the service stands on: the settings, the build that is shown, and what runs queries over it."""

    settings: Settings
    build: str
    runner: Runner


class Service:
    """Answers over the ground that ``ground`` gives at the time. Safe to share between threads.

    Every method raises LianpuError for what cannot be answered: see ``faults.reply_to``.
    """

    def __init__(self, ground: Callable[[], Ground]) -> None:
        self._ground = ground
        self._lock = threading.Lock()
        self._portrait: tuple[str, Portrait] | None = None

    def query(self, asked: Asked, accept: str | None, gone: Callable[[], bool]) -> Reply:
        """The answer to a query, in the form that the client likes best. It stops where the client has ``gone``."""
        wanted = wanted_by(accept, asked.format)
        answer = self._ground().runner.write(
            asked.query, wanted.shapes, seconds=asked.seconds, scope=asked.scope, gone=gone
        )
        return _reply(answer.body, wanted.format_for(answer.kind), truncated=answer.truncated)

    def description(self, server: str, accept: str | None) -> Reply:
        """What this service is. ``server`` is the scheme and host that it was called by."""
        form = _rdf(accept)
        return _described(describe.service_description(server, self._portrayed(self._ground())), form)

    def void(self, server: str, accept: str | None) -> Reply:
        """What the data is."""
        form, ground = _rdf(accept), self._ground()
        return _described(describe.void(server, ground.settings.base_iri, self._portrayed(ground)), form)

    def thing(self, path: str, accept: str | None, gone: Callable[[], bool]) -> Reply:
        """What is known of the thing that ``path`` (percent-encoded) names: its page for people, RDF for programs."""
        ground = self._ground()
        base = ground.settings.base_iri
        iri = linked.iri_of(base, path)
        page = lambda: linked.page_of(base, iri)  # noqa: E731 - only where there is such a thing
        return self._known(ground, linked.about(base, iri), page, accept, gone)

    def ontology(self, accept: str | None, gone: Callable[[], bool]) -> Reply:
        """The vocabulary: a page for people, RDF for programs."""
        ground = self._ground()
        return self._known(ground, linked.ontology(ground.settings.base_iri), linked.ontology_page, accept, gone)

    def _known(
        self, ground: Ground, query: str, page: Callable[[], str], accept: str | None, gone: Callable[[], bool]
    ) -> Reply:
        form = graph_format(accept)
        rows = linked.MOST_TRIPLES if form is not None else 1
        answer = ground.runner.run(query, rows=rows, gone=gone)
        if not answer.rows:
            raise RequestError(
                404, "The graph holds no such thing.", mend="Look it up on the pages, or by SPARQL at /sparql."
            )
        if form is None:
            return Reply(303, media_type=HTML, headers={"Location": page(), "Vary": "Accept"})
        return _reply(WRITERS[form.shape](answer).encode("utf-8", "replace"), form, truncated=answer.truncated)

    def _portrayed(self, ground: Ground) -> Portrait:
        with self._lock:
            if self._portrait is None or self._portrait[0] != ground.build:
                self._portrait = (ground.build, portray(ground.runner.run))
            return self._portrait[1]


def _rdf(accept: str | None) -> AnyFormat:
    """A description has no page: a browser gets it as text."""
    return graph_format(accept) or wanted_by(None).format_for("graph")


def _described(graph: Graph, form: AnyFormat) -> Reply:
    return _reply(describe.write(graph, form).encode(), form, truncated=False)


def _reply(text: bytes, form: AnyFormat, *, truncated: bool) -> Reply:
    headers = {"Vary": "Accept"}
    if truncated:
        headers[TRUNCATED] = "true"
    return Reply(200, text, form.media_type, headers)
