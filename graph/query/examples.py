"""The worked examples: one .rq file each in ``ontology/queries``, its question in Chinese and English on top."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from graph.errors import OntologyError
from graph.query.asking.header import read_query_file
from graph.query.asking.template import examples_in, fill_text


@dataclass(frozen=True)
class Example:
    """A question in two languages, what it is about, and the query that answers it (without the header lines)."""

    id: str
    zh: str
    en: str
    query: str
    topic: str = ""


def load_examples(folder: Path) -> tuple[Example, ...]:
    """The examples in ``folder`` in the order of their file names. Raises OntologyError where a title is missing."""
    return tuple(_load(path) for path in sorted(folder.glob("*.rq")))


def _load(path: Path) -> Example:
    file = read_query_file(path)
    if not {"zh", "en"} <= set(file.header):
        raise OntologyError("has no `# zh:` and `# en:` line.", where=path, mend="Begin the file with both.")
    asked = examples_in(file.query)
    zh, en = (fill_text(file.one(language), asked) for language in ("zh", "en"))
    return Example(path.stem, zh, en, file.query, file.header.get("topic", ("",))[0])
