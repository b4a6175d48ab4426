"""Writes what the engine answers with the engine's own writers, up to so many rows and so many bytes.

The engine writes a piece at a time. So the text is looked at as it grows, the work is stopped once there is more than
one answer may have, and what is too much is cut off between two rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import pyoxigraph as ox

from graph.query.answer import NO_XML, Answer, Term
from graph.query.written import WRITERS, GraphShape, RowsShape
from graph.vocabulary import PREFIXES

#: Bytes of one answer as written.
MAX_BYTES = 32 * 1024**2
_XML_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
_PREFIX_LINE = re.compile(rb"@prefix ([\w-]*:) [^\n]*\n")


@dataclass(frozen=True, slots=True)
class _Style:
    """How rows look in a format: ``mark`` stands at least once between two rows, ``edge`` matches to the end of one.

    The row itself ends ``back`` bytes before the match does. ``head`` ends what comes before the
    first row; ``tail`` ends a text that is cut.
    """

    format: ox.QueryResultsFormat
    mark: bytes
    edge: re.Pattern[bytes]
    back: int
    head: re.Pattern[bytes]
    tail: bytes


_STYLES: dict[RowsShape, _Style] = {
    # Outside of strings, which escape their quotation marks, only rows stand as },{
    "json": _Style(
        ox.QueryResultsFormat.JSON,
        b"},{",
        re.compile(rb'(?:[^"}]++|"(?:[^"\\]++|\\.)*+"|\}(?!,\{))*+\},\{', re.DOTALL),
        2,
        re.compile(rb'"bindings":\['),
        b"]}}",
    ),
    "xml": _Style(
        ox.QueryResultsFormat.XML,
        b"</result>",
        re.compile(rb".*?</result>", re.DOTALL),
        0,
        re.compile(rb"<results>"),
        b"</results></sparql>",
    ),
    "csv": _Style(
        ox.QueryResultsFormat.CSV,
        b"\r\n",
        re.compile(rb'(?:[^"\r]++|"[^"]*+"|\r(?!\n))*+\r\n'),
        0,
        re.compile(rb"\r\n"),
        b"",
    ),
    "tsv": _Style(ox.QueryResultsFormat.TSV, b"\n", re.compile(rb"[^\n]*+\n"), 0, re.compile(rb"\n"), b""),
}


Rows = tuple[tuple[Term, ...], ...]


class _FullError(Exception):
    """There is more than one answer may have."""


class _Page:
    """What the engine writes to. ``edges`` are the ends of the rows, found as far as they were needed."""

    def __init__(self, style: _Style, rows: int) -> None:
        self.text = bytearray()
        self.edges: list[int] = []
        self._style, self._rows = style, rows
        self._marks = self._looked = 0
        self._start: int | None = None

    def write(self, piece: bytes) -> int:
        """Take a piece. Raises _FullError where this is more than one answer may have."""
        mark = self._style.mark
        seen = max(0, len(self.text) - len(mark) + 1)
        self.text += piece
        self._marks += self.text.count(mark, seen)
        if len(self.text) > MAX_BYTES or (self._marks >= self._rows and self.find_edges() > self._rows):
            raise _FullError
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def find_edges(self) -> int:
        """Find the ends of rows in what is new. Returns how many rows are known of."""
        if self._start is None:
            found = self._style.head.search(self.text)
            if found is None:
                return 0
            self._start = self._looked = found.end()
        # Each search begins where the last one ended: never within a string, which would turn inside and outside round.
        while found := self._style.edge.match(self.text, self._looked):
            self._looked = found.end()
            self.edges.append(self._looked - self._style.back)
        return len(self.edges) + (1 if self._style.back else 0)

    def cut(self) -> bytes:
        """The text with as many whole rows as there may be, ended as the format wants it."""
        self.find_edges()
        whole = (edge for edge in self.edges[: self._rows] if edge <= MAX_BYTES)
        end = max(whole, default=self._start or 0)
        return bytes(self.text[:end]) + self._style.tail


def write_rows(found: ox.QuerySolutions, shape: RowsShape, rows: int) -> tuple[bytes, bool]:
    """The solutions in a shape, and whether there were more than ``rows``, or than MAX_BYTES hold."""
    style = _STYLES[shape]
    page = _Page(style, rows)
    try:
        found.serialize(page, format=style.format)  # type: ignore[arg-type]  # it writes and flushes, and no more
    except _FullError:
        body, truncated = page.cut(), True
    else:
        body, truncated = bytes(page.text), False
    return (_for_xml(body) if shape == "xml" else body), truncated


def write_boolean(value: bool, shape: RowsShape) -> bytes:
    """A yes or no in a shape."""
    answer = Answer("boolean", (), (), truncated=False, seconds=0.0, boolean=value)
    return WRITERS[shape](answer).encode()


def write_graph(found: Iterable[ox.Triple], shape: GraphShape, rows: int) -> tuple[bytes, bool]:
    """The triples in a shape, and whether there were more than ``rows``, or than MAX_BYTES hold.

    Raises QueryError for a predicate that RDF/XML has no way to write.
    """
    if shape == "turtle":
        body, more = _write_lines(found, ox.RdfFormat.TURTLE, rows, PREFIXES)
        return _used_prefixes(body), more
    if shape == "ntriples":
        return _write_lines(found, ox.RdfFormat.N_TRIPLES, rows)
    kept = _Kept(found, rows)
    answer = Answer("graph", ("s", "p", "o"), to_rows(kept), truncated=kept.more, seconds=0.0)
    return WRITERS[shape](answer).encode("utf-8", "replace"), kept.more


class _Lines:
    """What the engine writes a graph to, a triple a line."""

    def __init__(self) -> None:
        self.text = bytearray()

    def write(self, piece: bytes) -> int:
        """Take a piece. Raises _FullError where this is more than one answer may have."""
        self.text += piece
        if len(self.text) > MAX_BYTES:
            raise _FullError
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""


def _write_lines(
    found: Iterable[ox.Triple], form: ox.RdfFormat, rows: int, prefixes: dict[str, str] | None = None
) -> tuple[bytes, bool]:
    triples, lines = iter(found), _Lines()
    try:
        ox.serialize(islice(triples, rows), lines, form, prefixes=prefixes)  # type: ignore[arg-type]  # see above
    except _FullError:
        # No text holds a line's end as such. A line of Turtle may end in , or ; where a full stop now belongs.
        whole = bytes(lines.text[: lines.text.rfind(b"\n", 0, MAX_BYTES)])
        return (whole[:-1] + b".\n" if whole else b""), True
    return bytes(lines.text), next(triples, None) is not None


def keep(found: Iterable[ox.Triple], rows: int) -> tuple[Rows, bool]:
    """The triples as rows of terms, and whether there were more, as for ``write_graph``."""
    kept = _Kept(found, rows)
    return to_rows(kept), kept.more


def to_rows(triples: Iterable[ox.Triple]) -> Rows:
    """Triples as rows of terms."""
    return tuple(tuple(map(to_term, triple)) for triple in triples)


class _Kept:
    """The first triples, as many as there may be. ``more`` says, once they were read, whether there are others."""

    def __init__(self, found: Iterable[ox.Triple], rows: int) -> None:
        self._found, self._rows = iter(found), rows
        self.more = False

    def __iter__(self) -> Iterator[ox.Triple]:
        size = 0
        for triple in islice(self._found, self._rows):
            size += sum(len(term.value) for term in triple if isinstance(term, ox.NamedNode | ox.Literal))
            if size > MAX_BYTES // 3:  # a character may take three bytes
                self.more = True
                return
            yield triple
        self.more = next(self._found, None) is not None


def to_term(value: object) -> Term:
    """A term as SPARQL 1.1 Query Results JSON writes it. Raises ValueError for a triple, which it cannot hold."""
    if isinstance(value, ox.NamedNode):
        return {"type": "uri", "value": value.value}
    if isinstance(value, ox.BlankNode):
        return {"type": "bnode", "value": value.value}
    if not isinstance(value, ox.Literal):
        raise ValueError(f"it holds a term that cannot be shown: {value}")
    term = {"type": "literal", "value": value.value}
    if value.language:
        term["xml:lang"] = value.language
    elif value.datatype.value != "http://www.w3.org/2001/XMLSchema#string":
        term["datatype"] = value.datatype.value
    return term


def _used_prefixes(turtle: bytes) -> bytes:
    """Turtle that declares only what it uses."""
    head = 0
    declared: list[re.Match[bytes]] = []
    while line := _PREFIX_LINE.match(turtle, head):
        declared.append(line)
        head = line.end()
    body = turtle[head:]
    return b"".join(line[0] for line in declared if line[1] in body) + body


def _for_xml(body: bytes) -> bytes:
    """XML in which a carriage return survives its reader, and what XML 1.0 cannot hold is U+FFFD."""
    if b"\r" in body:
        body = body.replace(b"\r", b"&#13;")
    if len(body.translate(None, _XML_CONTROLS)) != len(body) or b"\xef\xbf" in body:
        return NO_XML.sub("\ufffd", body.decode("utf-8", "replace")).encode()
    return body
