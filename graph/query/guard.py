"""What a SPARQL text may do here: read this graph, and nothing else. Decided on the parsed query, before evaluation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from pyparsing import ParseException, ParseResults
from rdflib.plugins.sparql.parser import parseQuery, parseUpdate
from rdflib.plugins.sparql.parserutils import CompValue

from graph.errors import QueryError
from graph.vocabulary import PREFIXES

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

MAX_CHARACTERS = 100_000
MAX_NESTING = 60

_FORMS: dict[str, Form] = {
    "SelectQuery": "SELECT",
    "AskQuery": "ASK",
    "ConstructQuery": "CONSTRUCT",
    "DescribeQuery": "DESCRIBE",
}
#: IRIs, strings and comments, in which brackets and words mean nothing.
_OPAQUE = re.compile(
    r"""<[^<>"{}|^`\\\s]*>|\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\#[^\n]*""", re.DOTALL
)


def with_prefixes(query: str) -> str:
    """The query with our prefixes declared on its first line, where it does not declare them itself.

    The line count stays as the user sees it.

    >>> with_prefixes("SELECT * { ?s a lp:Product }")[:50]
    'PREFIX lp: <https://w3id.org/lianpu/ontology#> SEL'
    """
    code = _OPAQUE.sub(" ", query)
    declared = set(re.findall(r"(?i)\bPREFIX\s+([\w.-]*)\s*:", code))
    used = set(re.findall(r"(?<![\w?$:])([A-Za-z][\w.-]*):", code))
    lines = [f"PREFIX {p}: <{iri}> " for p, iri in PREFIXES.items() if p in used - declared]
    return "".join(lines) + query


def check(query: str) -> Form:
    """The form of a query that may run. ``query`` has its prefixes declared.

    Raises QueryError for what does not parse, an update, SERVICE, FROM, or a text too long or too deeply nested.
    """
    if not _OPAQUE.sub(" ", query).strip():
        raise QueryError("There is no query.", mend="Write one, or open an example.", key="query_empty")
    if len(query) > MAX_CHARACTERS:
        raise QueryError(
            f"The query has {len(query):,} characters; {MAX_CHARACTERS:,} are allowed.",
            key="query_long",
            values={"most": f"{MAX_CHARACTERS:,}"},
        )
    _check_nesting(query)
    tree = _parse(query)
    for part in _parts(tree):
        if part.name == "ServiceGraphPattern":
            raise QueryError(
                "SERVICE would call another server.", mend="Ask this graph only: remove SERVICE.", key="query_service"
            )
        if part.name == "DatasetClause":
            raise QueryError(
                "FROM is not allowed.",
                mend="All graphs are seen by default; use GRAPH <...> { } to name one.",
                key="query_from",
            )
    return _FORMS[tree[1].name]


def _check_nesting(query: str) -> None:
    depth = 0
    for character in re.sub(r"[^(){}\[\]]", "", _OPAQUE.sub(" ", query)):
        depth += 1 if character in "({[" else -1
        if depth > MAX_NESTING:
            raise QueryError(
                f"Brackets are nested deeper than {MAX_NESTING}.", mend="Simplify the query.", key="query_nested"
            )


def _parse(query: str) -> ParseResults:
    try:
        return parseQuery(query)
    except ParseException as error:
        if _is_update(query):
            raise QueryError(
                "This is an update; the graph is read-only.",
                mend="Use SELECT, ASK, CONSTRUCT or DESCRIBE.",
                key="query_update",
            ) from None
        raise _syntax_error(query, error) from None
    except RecursionError:
        raise QueryError("The query is nested too deeply.", mend="Simplify it.", key="query_nested") from None
    except ValueError as error:  # an escape such as \\U00110000, which is no character
        raise QueryError(f"The query cannot be read: {error}.", key="query_syntax", values={"near": error}) from None


def _is_update(query: str) -> bool:
    try:
        return bool(parseUpdate(query).request)
    except ParseException:
        return False


def _syntax_error(query: str, error: ParseException) -> QueryError:
    line = query.splitlines()[error.lineno - 1]
    near = line[max(0, error.column - 1) :][:40].strip()
    what = f"The query cannot be read near {near!r}." if near else "The query ends too early."
    return QueryError(
        what,
        where=f"line {error.lineno}",
        mend="Check the brackets, dots and names there.",
        key="query_syntax",
        values={"near": near or "…"},
    )


def _parts(node: object) -> Iterator[CompValue]:
    if isinstance(node, CompValue):
        yield node
        for value in node.values():
            yield from _parts(value)
    elif isinstance(node, ParseResults | list | tuple):
        for value in node:
            yield from _parts(value)
