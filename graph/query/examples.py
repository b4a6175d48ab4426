"""The worked examples: one .rq file each in ``ontology/queries``, its question in Chinese and English on top."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from graph.errors import OntologyError


@dataclass(frozen=True)
class Example:
    """A question in two languages and the query that answers it (without the two title lines)."""

    id: str
    zh: str
    en: str
    query: str


def load_examples(folder: Path) -> tuple[Example, ...]:
    """The examples in ``folder`` in the order of their file names. Raises OntologyError where a title is missing."""
    return tuple(_load(path) for path in sorted(folder.glob("*.rq")))


def _load(path: Path) -> Example:
    text = path.read_text(encoding="utf-8")
    titles = dict(re.findall(r"^# (zh|en): (.+)$", text, re.MULTILINE))
    if set(titles) != {"zh", "en"}:
        raise OntologyError("has no `# zh:` and `# en:` line.", where=path, mend="Begin the file with both.")
    query = re.sub(r"^# (zh|en): .*\n", "", text, flags=re.MULTILINE)
    return Example(path.stem, titles["zh"], titles["en"], query.strip() + "\n")
