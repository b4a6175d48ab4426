"""What a SPARQL text may do here: read this graph, and nothing else. Decided on the parsed query, before evaluation."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Iterator
from dataclasses import dataclass
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
#: IRIs, strings and comments, in which brackets and words mean nothing. One that is never closed runs on, so that no
#: text is looked through twice.
OPAQUE = re.compile(
    r"""<[^<>"{}|^`\\\s]*+>
    |\"{3}(?:.*?\"{3}|.*)
    |'{3}(?:.*?'{3}|.*)
    |"(?:[^"\\\n]|\\.)*+"?
    |'(?:[^'\\\n]|\\.)*+'?
    |\#[^\n]*+""",
    re.DOTALL | re.VERBOSE,
)


#: What comes before the word that says which form a query has.
_PROLOGUE = re.compile(
    r"""(?:\s++|\#[^\n]*+\n|PREFIX\s++[\w.-]*+:\s*+<[^<>\s]*+>|BASE\s*+<[^<>\s]*+>)*+
    (SELECT|ASK|CONSTRUCT|DESCRIBE)\b""",
    re.IGNORECASE | re.VERBOSE,
)
#: Without these letters in a text, wherever they stand, it neither calls out nor names a graph to be fetched: they make
#: up the keywords, and an escape that could stand for one of their letters.
_WORTH_PARSING = re.compile(r"service|from|\\u", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Examined:
    """A query that may run: its form, the graphs that it says itself that it sees, by FROM and FROM NAMED, and the
    functions that it calls by IRI (as written where a prefix is not declared).
    """

    form: Form
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    functions: frozenset[str] = frozenset()

    @property
    def has_dataset(self) -> bool:
        """Whether it says which graphs it sees."""
        return bool(self.default or self.named)


def with_prefixes(query: str) -> str:
    """The query with our prefixes declared on its first line, where it does not declare them itself.

    The line count stays as the user sees it.

    >>> with_prefixes("SELECT * { ?s a lp:Product }")[:50]
    'PREFIX lp: <https://w3id.org/lianpu/ontology#> SEL'
    """
    code = OPAQUE.sub(" ", query)
    declared = set(re.findall(r"(?i)\bPREFIX\s++([\w.-]*+)\s*+:", code))
    # A word is taken whole whether it turns out to be a prefix or not: each character is looked at once.
    used = {word for word, colon in re.findall(r"(?<![\w?$:])([A-Za-z][\w.-]*+)(:?)", code) if colon}
    lines = [f"PREFIX {p}: <{iri}> " for p, iri in PREFIXES.items() if p in used - declared]
    return "".join(lines) + query


def check(query: str, graphs: Container[str] = ()) -> Form:
    """The form of a query that may run: see ``examine``."""
    return examine(query, graphs).form


def check_size(query: str) -> None:
    """Raises QueryError for a text that is longer than MAX_CHARACTERS. Cheap, so it comes first."""
    if len(query) > MAX_CHARACTERS:
        raise QueryError(
            f"The query has {len(query):,} characters; {MAX_CHARACTERS:,} are allowed.",
            key="query_long",
            values={"most": f"{MAX_CHARACTERS:,}"},
        )


def examine(query: str, graphs: Container[str] = ()) -> Examined:
    """What a query is, where it may run. ``query`` has its prefixes declared; ``graphs`` are the IRIs of our graphs.

    Raises QueryError for what does not parse, an update, SERVICE, FROM with a graph that is not ours, or a text too
    long or too deeply nested.
    """
    if not OPAQUE.sub(" ", query).strip():
        raise QueryError("There is no query.", mend="Write one, or open an example.", key="query_empty")
    check_size(query)
    _check_nesting(query)
    tree = _parse(query)
    default: list[str] = []
    named: list[str] = []
    functions: set[str] = set()
    for part in _parts(tree):
        if part.name == "ServiceGraphPattern":
            raise QueryError(
                "SERVICE would call another server.", mend="Ask this graph only: remove SERVICE.", key="query_service"
            )
        if part.name == "DatasetClause":
            (default if part.default else named).append(_whole_iri(part.default or part.named, tree[0]))
        if part.name == "Function":
            functions.add(_whole_iri(part.iri, tree[0]))
    check_graphs([*default, *named], graphs)
    return Examined(_FORMS[tree[1].name], tuple(default), tuple(named), frozenset(functions))


def admit(query: str, graphs: Container[str] = ()) -> Examined:
    """What ``examine`` finds, for a query that pyoxigraph then reads; its functions are not looked for.

    Most queries hold no letters of what could call out. They are not parsed twice: what cannot be read, or is an
    update, the engine refuses itself. Raises QueryError as ``examine`` does, save for what does not parse.
    """
    plain = None if _WORTH_PARSING.search(query) else _PROLOGUE.match(query)
    if plain is None:
        return examine(query, graphs)
    check_size(query)
    _check_nesting(query)
    form: Form = plain[1].upper()  # type: ignore[assignment]  # the pattern holds the four forms
    return Examined(form)


def check_graphs(wanted: Collection[str], graphs: Container[str]) -> None:
    """Raises QueryError where a query wants to see a graph that is not among ours: it would have to be fetched."""
    for iri in wanted:
        if iri not in graphs:
            raise QueryError(
                f"FROM names a graph that is not here: {iri[:200]}.",
                mend="Leave it out to see all graphs, or name one that SELECT DISTINCT ?g { GRAPH ?g {} } lists.",
                key="query_from",
                values={"graph": iri[:200]},
            )


def _whole_iri(iri: object, prologue: Iterable[CompValue]) -> str:
    """An IRI of the query, written out. A relative one stays as it is: nothing of ours has such a name."""
    if not isinstance(iri, CompValue):
        return str(iri)
    declared = {part.prefix or "": part.iri for part in prologue if part.name == "PrefixDecl"}
    prefix = iri.prefix or ""
    return f"{declared.get(prefix, f'{prefix}:')}{iri.localname}"


def _check_nesting(query: str) -> None:
    depth = 0
    for character in re.sub(r"[^(){}\[\]]", "", OPAQUE.sub(" ", query)):
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
    except (ParseException, RecursionError, ValueError):
        return False


def _syntax_error(query: str, error: ParseException) -> QueryError:
    # The parser counts "\n" alone, and a place after the last of them is on a line that is not there.
    line = dict(enumerate(query.split("\n"), 1)).get(error.lineno, "")
    near = line[max(0, error.column - 1) :][:40].strip()
    what = f"The query cannot be read near {near!r}." if near else "The query ends too early."
    return QueryError(
        what,
        where=f"line {error.lineno}",
        mend="Check the brackets, dots and names there.",
        key="query_syntax",
        values={"near": near or "…", "line": error.lineno, "column": error.column},
    )


def _parts(node: object) -> Iterator[CompValue]:
    if isinstance(node, CompValue):
        yield node
        for value in node.values():
            yield from _parts(value)
    elif isinstance(node, ParseResults | list | tuple):
        for value in node:
            yield from _parts(value)
