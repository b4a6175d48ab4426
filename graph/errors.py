"""The one error hierarchy: each message names the thing, the place and the mend."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


class LianpuError(Exception):
    """Anything a user can mend. ``what`` went wrong, ``where`` it is, and how to ``mend`` it.

    ``key`` names the sentence of the interface's catalogue that says the same in the user's language; ``values`` fill
    it.
    """

    def __init__(
        self,
        what: str,
        *,
        where: str | Path | None = None,
        mend: str | None = None,
        key: str | None = None,
        values: Mapping[str, object] | None = None,
    ) -> None:
        self.what = what
        self.key = key
        self.values = dict(values or {})
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


class QueryBusyError(QueryError):
    """A query that found no place, or had to make room for others; it may be tried again."""

    def __init__(self, what: str, *, mend: str | None = None, key: str = "query_busy") -> None:
        super().__init__(what, mend=mend, key=key)


class SettingsError(LianpuError):
    """A setting with a value that cannot be used."""
