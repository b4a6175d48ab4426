"""The one error hierarchy: each message names the thing, the place and the mend."""

from __future__ import annotations

from pathlib import Path


class LianpuError(Exception):
    """Anything a user can mend. ``what`` went wrong, ``where`` it is, and how to ``mend`` it."""

    def __init__(self, what: str, *, where: str | Path | None = None, mend: str | None = None) -> None:
        self.what = what
        self.where = str(where) if where is not None else None
        self.mend = mend
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        mend = f" {self.mend}" if self.mend else ""
        return f"{place}{self.what}{mend}".replace("\n", " ")


class ReadingError(LianpuError):
    """A file that cannot be read as a report."""


class LexiconError(LianpuError):
    """A lexicon file that breaks its format."""


class OntologyError(LianpuError):
    """An ontology, shapes or chain file that is missing or does not parse."""


class ValidationError(LianpuError):
    """A graph that its SHACL shapes refuse."""


class StoreError(LianpuError):
    """A store that is missing, busy or damaged."""


class QueryError(LianpuError):
    """A SPARQL text that is refused or cannot be parsed."""


class QueryTimeoutError(QueryError):
    """A query that was stopped because its time was up."""


class SettingsError(LianpuError):
    """A setting with a value that cannot be used."""
