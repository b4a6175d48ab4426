"""RDF files that a user names, parsed without a word to the network: rdflib would fetch a JSON-LD file's context."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
from rdflib import Dataset

from graph.errors import LianpuError

_MEND = "Name an RDF file: .ttl, .trig, .nq, .nt, .jsonld, .rdf, .n3."


def parse_file(data: Dataset, file: Path) -> None:
    """Add what is in ``file`` to ``data``; its ending says which form it is.

    Raises LianpuError for a file that is not there, of no known form, or that does not parse.
    """
    if not file.is_file():
        raise LianpuError("no such file.", where=file, mend=_MEND)
    form = ox.RdfFormat.from_extension(file.suffix.removeprefix(".").lower())
    if form is None:
        raise LianpuError("cannot be read as RDF (its ending tells no form).", where=file, mend=_MEND)
    try:
        quads = ox.parse(path=str(file), format=form, base_iri=file.resolve().as_uri(), rename_blank_nodes=True)
        text = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
    except (SyntaxError, ValueError, OSError) as error:
        message = " ".join(str(error).split())[:200]
        mend = "Correct it there; the ending says which form it is."
        raise LianpuError(f"cannot be read as RDF ({message}).", where=file, mend=mend) from error
    data.parse(data=text, format="nquads")
