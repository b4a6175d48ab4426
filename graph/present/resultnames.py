"""What the IRIs of a result are called, and which page shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from graph.present.answers import Wording, mark_of
from graph.query.answer import Term, compact

#: Datatypes of numbers, by how they end.
_INTEGERS = ("#integer", "#int", "#long", "#short", "#byte", "#nonNegativeInteger", "#positiveInteger")
_NUMBERS = (*_INTEGERS, "#decimal", "#double", "#float")


@dataclass(frozen=True)
class ResultNames:
    """Names for a result: ``wording`` knows entities, chains, links and passages, ``terms`` the words of the
    vocabulary, ``reports`` the reports, all by IRI."""

    wording: Wording
    terms: Mapping[str, str]
    reports: Mapping[str, str]

    def label(self, iri: str) -> str | None:
        """What an IRI is called, None where nothing is known of it."""
        if iri in self.wording.names.by_iri:
            return self.wording.names.by_iri[iri].text(self.wording.language)
        return self.terms.get(iri) or self.reports.get(iri)

    def short(self, iri: str) -> str:
        """An IRI as it is shown: by our prefixes, or without the base of our things."""
        base = self.wording.base
        return iri.removeprefix(base) if iri.startswith(base) else compact(iri)

    def text(self, term: Term | None, *, labels: bool = True) -> str:
        """What a cell says; a thing by its name where it has one and ``labels`` are wanted."""
        if term is None:
            return ""
        value = term["value"]
        if term["type"] == "bnode":
            return f"_:{value}"
        if term["type"] != "uri":
            return value
        return (self.label(value) if labels else None) or self.short(value)

    def address(self, iri: str) -> str | None:
        """The page that shows a thing, from the root; None where none does."""
        if iri in self.reports and iri.startswith(self.wording.base):
            query = {"report": iri.removeprefix(self.wording.base), "lang": self.wording.language}
            return f"source?{urlencode(query, safe='/', quote_via=quote)}"
        return self.wording.address(iri)

    def mark(self, iri: str) -> tuple[str, str]:
        """The glyph and the colour that go before a name."""
        return mark_of(self.wording.names.by_iri.get(iri))


def number_of(term: Term | None) -> int | float | None:
    """The number that a cell holds, None where it holds none.

    >>> number_of({"type": "literal", "value": "7", "datatype": "http://www.w3.org/2001/XMLSchema#integer"})
    7
    """
    if term is None or not term.get("datatype", "").endswith(_NUMBERS):
        return None
    try:
        return int(term["value"]) if term["datatype"].endswith(_INTEGERS) else float(term["value"])
    except ValueError:
        return None
