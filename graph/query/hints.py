"""Where a refused query goes wrong, and a word that helps: marks for an editor, told by key so that the interface can
say them in any language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal

from graph.errors import QueryError
from graph.query.guard import OPAQUE, with_prefixes
from graph.vocabulary import LP, PREFIXES

#: The words of SPARQL 1.1 that stand alone; what is close to one of them was meant to be it.
KEYWORDS = (
    *("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "WHERE", "FROM", "NAMED", "PREFIX", "BASE", "DISTINCT", "REDUCED"),
    *("OPTIONAL", "UNION", "MINUS", "GRAPH", "SERVICE", "SILENT", "FILTER", "BIND", "VALUES", "UNDEF", "EXISTS", "NOT"),
    *("GROUP", "BY", "HAVING", "ORDER", "ASC", "DESC", "LIMIT", "OFFSET", "AS", "IN", "SEPARATOR"),
)
FUNCTIONS = (
    *("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT", "STR", "LANG", "LANGMATCHES", "DATATYPE", "BOUND"),
    *("IRI", "URI", "BNODE", "RAND", "ABS", "CEIL", "FLOOR", "ROUND", "CONCAT", "STRLEN", "UCASE", "LCASE"),
    *("ENCODE_FOR_URI", "CONTAINS", "STRSTARTS", "STRENDS", "STRBEFORE", "STRAFTER", "YEAR", "MONTH", "DAY", "HOURS"),
    *("MINUTES", "SECONDS", "TIMEZONE", "TZ", "NOW", "UUID", "STRUUID", "MD5", "SHA1", "SHA256", "SHA384", "SHA512"),
    *("COALESCE", "IF", "STRLANG", "STRDT", "SAMETERM", "ISIRI", "ISURI", "ISBLANK", "ISLITERAL", "ISNUMERIC"),
    *("REGEX", "SUBSTR", "REPLACE"),
)
#: Longer words, and more of them, are not held against what may have been meant: that takes long.
_LONGEST_WORD, _MOST_WORDS = 40, 60
_KNOWN = frozenset({*KEYWORDS, *FUNCTIONS, "A", "TRUE", "FALSE"})
_UPDATES = r"(?i)\b(?:INSERT|DELETE|DROP|CLEAR|LOAD|CREATE|ADD|MOVE|COPY)\b"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_PREFIXED = re.compile(r"(?<![\w?$:.@-])([A-Za-z][\w.-]*)?:([\w.-]*)")
_WORD = re.compile(r"(?<![\w?$:@-])[A-Za-z]\w*(?![\w:-])")
#: What a new statement begins with.
_BEGINS = re.compile(r"[?$<\"'\[]|[\w.-]*:")


@dataclass(frozen=True)
class Mark:
    """A stretch of a query, from ``line`` and ``column`` on (both count from 1), and what is to be said of it: ``key``
    names the sentence, ``values`` fill it."""

    line: int
    column: int
    length: int
    key: str
    values: Mapping[str, str] = field(default_factory=dict)
    severity: Literal["error", "warning"] = "error"


def marks_of(query: str, error: QueryError) -> tuple[Mark, ...]:
    """The marks of a query that was refused with ``error``; none where no place of it is to blame.

    >>> marks_of("ASK { ?s a lpp:Product }", QueryError("…", key="query_syntax"))
    (Mark(line=1, column=12, length=4, key='prefix', values={'prefix': 'lpp', 'near': 'lp'}, severity='error'),)
    """
    bare = _blanked(query)
    match error.key:
        case "query_syntax":
            found = next((mark for mark in _mistakes(query, bare, error) if mark), None)
        case "query_service":
            found = _first(bare, r"(?i)\bSERVICE\b", "service")
        case "query_update":
            found = _first(bare, _UPDATES, "update")
        case "query_from":
            found = _first(query, re.escape(f"<{error.values.get('graph', '')}>"), "from")
            found = found or _first(bare, r"(?i)\bFROM\b", "from")
        case "query_function":
            found = _first(query, re.escape(str(error.values.get("function", ""))), "function")
        case _:
            found = None
    return (found,) if found else ()


def first_marks(query: str, terms: Iterable[str]) -> tuple[Mark, ...]:
    """What can be said of a query that is being written, without parsing it: the first mistake, and doubts."""
    bare = _blanked(query)
    looks = (_open_string(query), _bracket(query, bare), _prefix(query, bare), _misspelt(query, bare))
    return (*[mark for mark in looks if mark][:1], *doubts(query, terms))


def doubts(query: str, terms: Iterable[str]) -> tuple[Mark, ...]:
    """Warnings about words of our own vocabulary that there are not; ``terms`` are the IRIs that there are.

    >>> [mark.values for mark in doubts("ASK { ?s lp:operateIn ?o }", [str(LP.operatesIn)])]
    [{'term': 'lp:operateIn', 'near': 'lp:operatesIn'}]
    """
    known = {iri.removeprefix(str(LP)) for iri in terms if iri.startswith(str(LP))}
    prefixes = _declared(query)
    found = []
    for match in _PREFIXED.finditer(_blanked(query)):
        prefix, name = match[1] or "", match[2].rstrip(".")
        if prefixes.get(prefix, PREFIXES.get(prefix)) == str(LP) and name and name not in known:
            near = _close(name, known, 0.6)
            values = {"term": f"{prefix}:{name}", "near": f"{prefix}:{near[0]}" if near else ""}
            key = "term" if near else "term_alone"
            found.append(_mark(query, match.start(), len(values["term"]), key, values, severity="warning"))
            if len(found) == _MOST_WORDS:
                break
    return tuple(found)


def _blanked(query: str) -> str:
    """The query with IRIs, strings and comments blanked out, each character in its place."""
    return OPAQUE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), query)


def _declared(query: str) -> dict[str, str]:
    return dict(re.findall(r"(?i)\bPREFIX\s+([\w.-]*)\s*:\s*<([^<>\s]*)>", query))


def _mistakes(query: str, bare: str, error: QueryError) -> Iterator[Mark | None]:
    """What may be wrong, the surest first."""
    yield _open_string(query)
    yield _bracket(query, bare)
    yield _prefix(query, bare)
    yield _misspelt(query, bare)
    if "unbound" in str(error.values.get("near", "")):
        yield _first(bare, r"(?i)\bSELECT\b", "unbound")
    place = _place(query, error)
    if place is not None:
        yield _near(query, bare, place)


def _open_string(query: str) -> Mark | None:
    for match in OPAQUE.finditer(query):
        quote = match[0][:3] if match[0][:3] in ('"""', "'''") else match[0][0]
        if quote[0] in "\"'" and (len(match[0]) < 2 * len(quote) or not match[0].endswith(quote)):
            return _mark(query, match.start(), len(match[0].split("\n")[0]), "string", {"quote": quote})
    return None


def _bracket(query: str, bare: str) -> Mark | None:
    still: list[int] = []
    for at, character in enumerate(bare):
        if character in "([{":
            still.append(at)
        elif character in _PAIRS:
            if not still or bare[still[-1]] != _PAIRS[character]:
                return _mark(query, at, 1, "closed", {"bracket": character})
            still.pop()
    return _mark(query, still[-1], 1, "opened", {"bracket": bare[still[-1]]}) if still else None


def _prefix(query: str, bare: str) -> Mark | None:
    known = {**PREFIXES, **_declared(query)}
    in_prologue = {match.start(1) for match in re.finditer(r"(?i)\bPREFIX\s+([\w.-]*):", bare)}
    for match in _PREFIXED.finditer(bare):
        prefix = match[1] or ""
        if prefix not in known and prefix != "_" and match.start() not in in_prologue:
            near = _close(prefix, known, 0.5)
            key = "prefix" if near else "prefix_alone"
            return _mark(
                query, match.start(), len(prefix) + 1, key, {"prefix": prefix, "near": near[0] if near else ""}
            )
    return None


def _misspelt(query: str, bare: str) -> Mark | None:
    unknown = (match for match in _WORD.finditer(bare) if match[0].upper() not in _KNOWN)
    for _, match in zip(range(_MOST_WORDS), unknown, strict=False):
        near = _close(match[0].upper(), _KNOWN, 0.75)
        if near:
            return _mark(query, match.start(), len(match[0]), "keyword", {"word": match[0], "near": near[0]})
    return None


def _close(word: str, known: Iterable[str], cutoff: float) -> list[str]:
    return get_close_matches(word, sorted(known), n=1, cutoff=cutoff) if len(word) <= _LONGEST_WORD else []


def _near(query: str, bare: str, place: int) -> Mark | None:
    rest = query[place:]
    word = re.match(r"[\w?$:.-]+|\S", rest)
    if word is None:
        last = len(query.rstrip()) - 1
        return _mark(query, last, 1, "ends") if last >= 0 else None
    before = bare[:place].rstrip()
    if rest.startswith(",") and re.search(r"(?i)\bSELECT\b[^{]*$", before):
        return _mark(query, place, 1, "comma")
    if _BEGINS.match(rest) and before and before[-1] not in ".;,{}()[]" and "{" in before:
        return _mark(query, place, len(word[0]), "dot", {"word": word[0]})
    return _mark(query, place, len(word[0]), "near", {"word": word[0]})


def _place(query: str, error: QueryError) -> int | None:
    """Where the parser stopped, in the query as it was written: what it read has our prefixes on its first line."""
    try:
        line, column = int(str(error.values["line"])), int(str(error.values["column"]))
    except (KeyError, ValueError):
        return None
    lines = query.split("\n")
    if not 1 <= line <= len(lines):
        return len(query)
    if line == 1:
        column -= len(with_prefixes(query)) - len(query)
    start = sum(len(one) + 1 for one in lines[: line - 1])
    return start + max(0, min(column - 1, len(lines[line - 1])))


def _first(text: str, pattern: str, key: str) -> Mark | None:
    match = re.search(pattern, text)
    return _mark(text, match.start(), len(match[0]), key, {"word": match[0]}) if match and match[0] else None


def _mark(
    query: str,
    at: int,
    length: int,
    key: str,
    values: Mapping[str, str] | None = None,
    *,
    severity: Literal["error", "warning"] = "error",
) -> Mark:
    line = query.count("\n", 0, at) + 1
    column = at - (query.rfind("\n", 0, at) + 1) + 1
    return Mark(line, column, max(1, length), key, dict(values or {}), severity)
