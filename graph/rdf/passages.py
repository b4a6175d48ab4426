"""Stretches of a report as Web Annotation resources: a passage has a source, and selectors that find it again.

A mention is found by its position (`oa:TextPositionSelector`); a passage that is evidence also carries its words
(`oa:TextQuoteSelector`), so that it can be read, and found again in a text that moved.
https://www.w3.org/TR/annotation-model/#selectors
"""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import DCTERMS, RDF, Literal, URIRef

from graph.model import Report, Section, Sentence, Span
from graph.rdf.terms import Triple, integer
from graph.vocabulary import LP, OA, Minter

#: How many characters of its surroundings a quotation carries on each side.
CONTEXT = 16


def passage_triples(report: Report, span: Span, minter: Minter, *, quoted: bool) -> Iterator[Triple]:
    """A stretch of the report; ``quoted`` adds its words and the section that it stands in."""
    iri = minter.passage(report.slug, span)
    sentence = report.sentence_at(span.start)
    yield iri, RDF.type, LP.Passage
    yield from _position(report, iri, span, minter)
    if sentence is not None and sentence.span != span:
        yield iri, LP.inSentence, minter.passage(report.slug, sentence.span)
    if sentence is not None and sentence.span == span:
        yield iri, RDF.type, LP.Sentence
    if quoted:
        yield from _quote(report, iri, span, minter)
        section = section_index(report, span, sentence)
        if section is not None:
            yield iri, LP.inSection, minter.section(report.slug, section)


def section_triples(report: Report, index: int, minter: Minter) -> Iterator[Triple]:
    """A section with its heading, its rank, its tense and where it stands."""
    section = report.sections[index]
    iri = minter.section(report.slug, index)
    yield iri, RDF.type, LP.Section
    yield iri, DCTERMS.title, Literal(section.title)
    yield iri, LP.level, integer(section.level)
    yield iri, LP.tense, Literal(section.tense.value)
    yield from _position(report, iri, section.span, minter)


def section_index(report: Report, span: Span, sentence: Sentence | None) -> int | None:
    """Which section a span begins in, or None before all of them."""
    if sentence is not None:
        return sentence.section
    return next((i for i, section in enumerate(report.sections) if _begins_in(section, span)), None)


def _begins_in(section: Section, span: Span) -> bool:
    return section.span.start <= span.start < section.span.end


def _position(report: Report, iri: URIRef, span: Span, minter: Minter) -> Iterator[Triple]:
    selector = minter.selector(report.slug, "position", span)
    yield iri, OA.hasSource, minter.report(report.slug)
    yield iri, OA.hasSelector, selector
    yield selector, RDF.type, OA.TextPositionSelector
    yield selector, OA.start, integer(span.start)
    yield selector, OA.end, integer(span.end)


def _quote(report: Report, iri: URIRef, span: Span, minter: Minter) -> Iterator[Triple]:
    selector = minter.selector(report.slug, "quote", span)
    yield iri, OA.hasSelector, selector
    yield selector, RDF.type, OA.TextQuoteSelector
    yield selector, OA.exact, Literal(span.of(report.text))
    yield selector, OA.prefix, Literal(report.text[max(0, span.start - CONTEXT) : span.start])
    yield selector, OA.suffix, Literal(report.text[span.end : span.end + CONTEXT])
