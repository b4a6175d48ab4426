"""The queries that every engine answers: one city's, all cities', aggregates, text search, rows by the thousand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from graph.query.guard import with_prefixes

Kind = Literal["one city", "aggregate", "text search", "rows"]


@dataclass(frozen=True)
class Question:
    """A query by name. ``text`` declares its prefixes, so that it means the same to every engine."""

    name: str
    kind: Kind
    text: str


def questions() -> tuple[Question, ...]:
    """All of them. The city is the report's own: every country holds it, whatever its size."""
    return tuple(Question(name, kind, with_prefixes(" ".join(text.split()))) for name, kind, text in _TEXTS)


_TEXTS: tuple[tuple[str, Kind, str], ...] = (
    ("all about an enterprise", "one city", 'SELECT DISTINCT ?p ?o WHERE { ?e skos:prefLabel "华鑫铜箔"@zh ; ?p ?o }'),
    (
        "its statements with their sentences",
        "one city",
        """SELECT DISTINCT ?p ?o ?words WHERE { ?e skos:prefLabel "中原黄金冶炼厂"@zh .
        ?s rdf:subject ?e ; rdf:predicate ?p ; rdf:object ?o ; lp:evidence ?passage .
        ?passage oa:hasSelector ?quote . ?quote oa:exact ?words }""",
    ),
    (
        "who is in a city's projects",
        "one city",
        """SELECT DISTINCT ?project ?who WHERE { ?place skos:prefLabel "灵宝市"@zh .
        ?project lp:locatedIn ?place ; a lp:Project ; skos:prefLabel ?who }""",
    ),
    (
        "a city's figures in its report",
        "one city",
        """SELECT DISTINCT ?name ?value ?unit WHERE { ?report a lp:Report ; lp:place "三门峡市" .
        ?passage oa:hasSource ?report . ?figure lp:evidence ?passage ; a lp:Indicator ;
        lp:name ?name ; lp:value ?value ; lp:unit ?unit }""",
    ),
    (
        "its neighbours as a graph",
        "one city",
        """CONSTRUCT { ?e ?p ?o . ?o skos:prefLabel ?name }
        WHERE { ?e skos:prefLabel "中原黄金冶炼厂"@zh ; ?p ?o . ?o skos:prefLabel ?name }""",
    ),
    ("things by kind", "aggregate", "SELECT ?kind (COUNT(?s) AS ?n) WHERE { ?s a ?kind } GROUP BY ?kind"),
    (
        "enterprises by industry, the top 20",
        "aggregate",
        """SELECT ?i (COUNT(DISTINCT ?e) AS ?n) WHERE { ?e lp:operatesIn ?i }
        GROUP BY ?i ORDER BY DESC(?n) ?i LIMIT 20""",
    ),
    (
        "statements by predicate, and how sure",
        "aggregate",
        """SELECT ?p (COUNT(?s) AS ?n) (AVG(?c) AS ?sure) WHERE { ?s a lp:Statement ; rdf:predicate ?p ;
        lp:confidence ?c } GROUP BY ?p""",
    ),
    (
        "names with 铜",
        "text search",
        """SELECT ?e ?name WHERE { ?e a lp:Enterprise ; skos:prefLabel ?name FILTER(CONTAINS(?name, "铜")) }""",
    ),
    (
        "sentences with 铜箔",
        "text search",
        """SELECT ?words WHERE { ?q oa:exact ?words FILTER(CONTAINS(?words, "铜箔")) }""",
    ),
    (
        "5,000 rows",
        "rows",
        """SELECT ?e ?p ?o WHERE { ?s a lp:Statement ; rdf:subject ?e ; rdf:predicate ?p ; rdf:object ?o }
        LIMIT 5000""",
    ),
)
