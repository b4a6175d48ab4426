"""What was learned from annotated reports: the tagger, and the judges of what it and the rules say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph.extraction.judging import Judges, read_judges
from graph.extraction.tagging import Tagger
from graph.settings import load_settings

#: The files of a folder of models.
NAMES, INSIDE, JUDGES = "names.crf", "inside.crf", "judges.tsv"


@dataclass(frozen=True, slots=True)
class Models:
    """A tagger, if there is one, and judges that know how far to trust it."""

    tagger: Tagger | None
    judges: Judges


@cache
def default_models() -> Models:
    """The project's own, read once in a process; where it has none, rules are taken at their word."""
    folder = load_settings().models
    return read_models(folder) if (folder / JUDGES).is_file() else Models(None, Judges.none())


def read_models(folder: Path) -> Models:
    """The models of a folder. Raises LexiconError where one is missing or broken."""
    return Models(Tagger(folder / NAMES, folder / INSIDE), read_judges(folder / JUDGES))
