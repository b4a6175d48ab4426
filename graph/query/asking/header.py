"""The comment lines on top of a .rq file in ``ontology/queries`` (its README tells what each of them means)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.errors import OntologyError

_LINE = re.compile(r"^# ([a-z]+(?:\.[a-z]+)?): (.+)$")


@dataclass(frozen=True)
class QueryFile:
    """A .rq file: what its header lines say, by their word and in their order, and the query below them."""

    path: Path
    header: Mapping[str, tuple[str, ...]]
    query: str

    def one(self, word: str) -> str:
        """The only line that begins with a word. Raises OntologyError where there is none, or more than one."""
        lines = self.header.get(word, ())
        if len(lines) != 1:
            raise OntologyError(f"has {len(lines) or 'no'} `# {word}:` line.", where=self.path, mend="Write just one.")
        return lines[0]

    def parts(self, word: str, count: int) -> tuple[tuple[str, ...], ...]:
        """The lines that begin with a word, each cut at ``|`` into ``count`` parts. Raises OntologyError otherwise."""
        found = tuple(tuple(part.strip() for part in line.split("|")) for line in self.header.get(word, ()))
        for parts in found:
            if len(parts) != count or not all(parts):
                raise OntologyError(
                    f"`# {word}: {' | '.join(parts)}` does not have {count} parts.",
                    where=self.path,
                    mend="Separate them by |.",
                )
        return found


def read_query_file(path: Path) -> QueryFile:
    """A .rq file taken apart. Raises OntologyError where it cannot be read."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise OntologyError(f"cannot be read ({error}).", where=path, mend="Save it as UTF-8 text.") from None
    header: defaultdict[str, list[str]] = defaultdict(list)
    below = 0
    for below, line in enumerate(lines):  # noqa: B007 - where the header ends is used after the loop
        match = _LINE.match(line)
        if match is None:
            break
        header[match[1]].append(match[2].strip())
    query = "\n".join(lines[below:]).strip() + "\n"
    return QueryFile(path, {word: tuple(said) for word, said in header.items()}, query)
