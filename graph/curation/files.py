"""The curation folder: one file a report, its first line says which, then one decision a line.

    {"report": "三门峡市-2023", "about": "..."}
    {"do": "add", ...}

Several files may speak of one report (one a person, say); they are read in the order of their names.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graph.curation.decisions import CurationError, Decision
from graph.curation.notation import format_decision, parse_decision, parse_object

ENDING = ".jsonl"


@dataclass(frozen=True)
class Curation:
    """All decisions of a folder, by the slug of the report that they are about."""

    decisions: Mapping[str, tuple[Decision, ...]] = field(default_factory=dict)
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, slug: str) -> tuple[Decision, ...]:
        """What was decided about a report; nothing for one that nobody looked at."""
        return self.decisions.get(slug, ())

    def where(self, slug: str) -> tuple[str, ...]:
        """The file and line of each decision about a report, in the same order."""
        return self.places.get(slug, ())

    def orphans(self, slugs: Iterable[str]) -> tuple[str, ...]:
        """The reports that decisions speak of and that are not among ``slugs``."""
        return tuple(sorted(set(self.decisions) - set(slugs)))


def load_curation(folder: Path) -> Curation:
    """The decisions in a folder; none where it does not exist. CurationError, with file and line, for a broken one."""
    decisions: dict[str, list[Decision]] = {}
    places: dict[str, list[str]] = {}
    for path in sorted(folder.glob(f"*{ENDING}")):
        slug, found = read_file(path)
        for where, decision in found:
            decisions.setdefault(slug, []).append(decision)
            places.setdefault(slug, []).append(where)
    return Curation(
        {slug: tuple(found) for slug, found in decisions.items()}, {slug: tuple(at) for slug, at in places.items()}
    )


def read_file(path: Path) -> tuple[str, tuple[tuple[str, Decision], ...]]:
    """The slug of the report that a file is about, and each decision with where it stands."""
    lines = list(_lines(path))
    if not lines:
        raise CurationError("is empty.", where=path, mend='Begin it with {"report": "..."}, the report\'s slug.')
    (where, head), *rest = lines
    slug = parse_object(head, where).get("report")
    if not isinstance(slug, str) or not slug:
        raise CurationError("names no report.", where=where, mend='Begin the file with {"report": "三门峡市-2023"}.')
    return slug, tuple((where, parse_decision(line, where)) for where, line in rest)


def append_decision(folder: Path, slug: str, decision: Decision) -> Path:
    """Keep one more decision about a report: at the end of the file that speaks of it, or in a new one."""
    path = next((path for path in sorted(folder.glob(f"*{ENDING}")) if read_file(path)[0] == slug), None)
    line = format_decision(decision) + "\n"
    if path is None:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{slug}{ENDING}".replace("/", "_")
        line = json.dumps({"report": slug}, ensure_ascii=False) + "\n" + line
    with path.open("a", encoding="utf-8", newline="") as out:
        if out.tell() and not path.read_bytes().endswith(b"\n"):
            line = "\n" + line
        out.write(line)
        out.flush()
        os.fsync(out.fileno())
    return path


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CurationError(f"cannot be read ({error}).", where=path, mend="Save it as UTF-8 text.") from None
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield f"{path.name}:{number}", line
