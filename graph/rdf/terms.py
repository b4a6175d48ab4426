"""The RDF terms that the writer uses: literals without float noise, and digests that name statements."""

from __future__ import annotations

import hashlib
from decimal import Decimal

from rdflib import XSD, Literal, URIRef
from rdflib.term import Node

#: A statement and the named graph that it stands in.
Quad = tuple[URIRef, URIRef, Node, URIRef]
#: A statement alone.
Triple = tuple[URIRef, URIRef, Node]


def decimal(value: float) -> Literal:
    """A number as xsd:decimal, in the fewest digits that read back as the same float.

    >>> decimal(7.4)
    rdflib.term.Literal('7.4', datatype=rdflib.term.URIRef('http://www.w3.org/2001/XMLSchema#decimal'))
    """
    digits = format(Decimal(repr(float(value))), "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return Literal(digits, datatype=XSD.decimal, normalize=False)


def integer(value: int) -> Literal:
    """A whole number as xsd:integer."""
    return Literal(str(value), datatype=XSD.integer, normalize=False)


def boolean(value: bool) -> Literal:
    """Truth as xsd:boolean."""
    return Literal("true" if value else "false", datatype=XSD.boolean, normalize=False)


def zh(text: str) -> Literal:
    """Chinese text."""
    return Literal(text, lang="zh")


def digest(*parts: object) -> str:
    """Sixteen hexadecimal digits that name these parts, the same in every build.

    >>> digest("a", 1) == digest("a", "1") != digest("a1")
    True
    """
    joined = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(joined.encode()).hexdigest()[:16]
