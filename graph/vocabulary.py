"""Namespaces, and how an IRI is minted: stable, readable, and the same in every build."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from rdflib import Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, PROV, RDF, RDFS, SDO, SH, SKOS, XSD

from graph.model import EntityRef, EntityType, Span

LP = Namespace("https://w3id.org/lianpu/ontology#")
OA = Namespace("http://www.w3.org/ns/oa#")
ORG = Namespace("http://www.w3.org/ns/org#")
GEO = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")
DC = Namespace("http://purl.org/dc/elements/1.1/")

ONTOLOGY_IRI = URIRef("https://w3id.org/lianpu/ontology")

PREFIXES: dict[str, str] = {
    "lp": str(LP),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "owl": str(OWL),
    "xsd": str(XSD),
    "skos": str(SKOS),
    "dcterms": str(DCTERMS),
    "prov": str(PROV),
    "oa": str(OA),
    "org": str(ORG),
    "schema": str(SDO),
    "sh": str(SH),
    "geo": str(GEO),
    "dc": str(DC),
}

#: Types whose names are only unique within the place that a report speaks of.
LOCAL_TYPES = frozenset({EntityType.PROJECT, EntityType.POLICY, EntityType.PLATFORM, EntityType.ORGANIZATION})

_QUOTES = re.compile(r"[\s“”\"'‘’《》〈〉「」]")


def segment(name: str) -> str:
    """One path segment of an IRI: quotation marks and blanks dropped, Chinese kept, what an IRI forbids escaped.

    >>> segment("天鹅湾“智慧岛” A/B")
    '天鹅湾智慧岛A%2FB'
    """
    kept = _QUOTES.sub("", name) or name
    if not kept.strip("."):
        return kept.replace(".", "%2E")  # "." and ".." would be steps of a path
    return "".join(c if c.isalnum() or c in "-_.~" else quote(c, safe="") for c in kept)


@dataclass(frozen=True)
class Minter:
    """Mints instance IRIs under one base; ``https://w3id.org/lianpu/id/`` by default."""

    base: str

    def entity(self, ref: EntityRef, *, place: str, code: str | None = None) -> URIRef:
        """The IRI of an entity named by a report about ``place``.

        Enterprises, industries and products are one thing everywhere; projects, policies, platforms and organizations
        are told apart by the report's place; a place by its GB/T 2260 ``code``, or without one by the report's place.

        >>> Minter("https://x/").entity(EntityRef(EntityType.PROJECT, "一期工程"), place="三门峡市")
        rdflib.term.URIRef('https://x/project/三门峡市/一期工程')
        """
        kind, name = ref.type.value.lower(), segment(ref.name)
        if ref.type is EntityType.PLACE and code:
            return URIRef(f"{self.base}{kind}/{code}-{name}")
        scoped = ref.type in LOCAL_TYPES or ref.type is EntityType.PLACE
        if scoped and segment(place) != name:
            return URIRef(f"{self.base}{kind}/{segment(place)}/{name}")
        return URIRef(f"{self.base}{kind}/{name}")

    def thing(self, kind: EntityType, name: str, *, scope: str = "", code: str | None = None) -> URIRef:
        """The IRI of a resolved thing: ``scope`` is the place within which its name is its own, empty for everywhere.

        >>> Minter("https://x/").thing(EntityType.ORGANIZATION, "市科技局", scope="三门峡市")
        rdflib.term.URIRef('https://x/organization/三门峡市/市科技局')
        """
        path = f"{self.base}{kind.value.lower()}/"
        if kind is EntityType.PLACE and code:
            return URIRef(f"{path}{code}-{segment(name)}")
        within = f"{segment(scope)}/" if scope and segment(scope) != segment(name) else ""
        return URIRef(f"{path}{within}{segment(name)}")

    def report(self, slug: str) -> URIRef:
        """The IRI of a report; also what its parts are named under."""
        return URIRef(f"{self.base}report/{segment(slug)}")

    def report_graph(self, slug: str) -> URIRef:
        """The named graph that holds all statements of a report."""
        return URIRef(f"{self.base}graph/report/{segment(slug)}")

    def passage(self, slug: str, span: Span) -> URIRef:
        """A stretch of a report's text, by RFC 5147's ``#char=start,end``.

        >>> Minter("https://x/").passage("三门峡市-2023", Span(3, 9))
        rdflib.term.URIRef('https://x/report/三门峡市-2023#char=3,9')
        """
        return URIRef(f"{self.report(slug)}#char={span.start},{span.end}")

    def selector(self, slug: str, kind: str, span: Span) -> URIRef:
        """The selector of a passage: ``kind`` is ``position`` or ``quote``."""
        return URIRef(f"{self.report(slug)}#{kind}={span.start},{span.end}")

    def section(self, slug: str, index: int) -> URIRef:
        """A section of a report, counted from 0."""
        return URIRef(f"{self.report(slug)}#section={index}")

    def extraction(self, slug: str) -> URIRef:
        """The activity in which the software read a report."""
        return URIRef(f"{self.report(slug)}#extraction")

    def curation(self, slug: str) -> URIRef:
        """The activity in which people's decisions were replayed on a report's extraction."""
        return URIRef(f"{self.report(slug)}#curation")

    def decision(self, slug: str, digest: str) -> URIRef:
        """A decision about a report with this digest of its parts."""
        return URIRef(f"{self.base}decision/{segment(slug)}/{digest}")

    def curator(self, who: str) -> URIRef:
        """Who took decisions."""
        return URIRef(f"{self.base}curator/{segment(who)}")

    def agent(self, version: str) -> URIRef:
        """The software itself, at one version."""
        return URIRef(f"{self.base}agent/lianpu-{segment(version)}")

    def statement(self, slug: str, digest: str) -> URIRef:
        """The reified statement of a report with this digest of its parts."""
        return URIRef(f"{self.base}statement/{segment(slug)}/{digest}")

    def indicator(self, slug: str, digest: str) -> URIRef:
        """An indicator of a report with this digest of its parts."""
        return URIRef(f"{self.base}indicator/{segment(slug)}/{digest}")

    def chain(self, chain: str) -> URIRef:
        """A reference chain, by its id such as ``copper``."""
        return URIRef(f"{self.base}chain/{segment(chain)}")

    def chain_node(self, chain: str, node: str) -> URIRef:
        """A node of a reference chain: its id carries its chain."""
        return URIRef(f"{self.base}chain/{segment(chain)}/{segment(node)}")

    def chain_source(self, chain: str, number: int) -> URIRef:
        """A source of a reference chain, counted from 1."""
        return URIRef(f"{self.chain(chain)}#source-{number}")

    @property
    def chains_graph(self) -> URIRef:
        """The named graph of all reference chains."""
        return URIRef(f"{self.base}graph/chains")

    @property
    def curation_graph(self) -> URIRef:
        """The named graph of all decisions: who decided what, when and why."""
        return URIRef(f"{self.base}graph/curation")

    @property
    def ontology_graph(self) -> URIRef:
        """The named graph of the vocabulary."""
        return URIRef(f"{self.base}graph/ontology")
