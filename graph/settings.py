"""Where things are and what may be set from outside; read once, at the edges."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from graph.errors import SettingsError

PROJECT = Path(__file__).resolve().parent.parent
DEFAULT_BASE_IRI = "https://w3id.org/lianpu/id/"


@dataclass(frozen=True)
class Settings:
    """The folders and limits that a run works with.

    ``home`` holds ``ontology/`` and ``data/``; ``built`` is where stores are made; ``base_iri`` is what every
    instance IRI starts with; ``query_seconds`` and ``query_rows`` bound a free SPARQL query.
    """

    home: Path = PROJECT
    built: Path = field(default=PROJECT / "data" / "built")
    base_iri: str = DEFAULT_BASE_IRI
    query_seconds: float = 20.0
    query_rows: int = 10_000

    @property
    def reports(self) -> Path:
        """The folder of reports that a build reads."""
        return self.home / "data" / "reports"

    @property
    def lexicon(self) -> Path:
        """The folder of general word lists that extraction reads."""
        return self.home / "data" / "lexicon"

    @property
    def models(self) -> Path:
        """The folder of what was learned from annotated reports."""
        return self.home / "data" / "models"

    @property
    def curation(self) -> Path:
        """The folder of people's decisions, which a build replays."""
        return self.home / "data" / "curation"

    @property
    def papers(self) -> Path:
        """The file that says what the papers hold."""
        return self.home / "data" / "papers.toml"

    @property
    def answers(self) -> Path:
        """The file of what staff answered to questions that no report answers."""
        return self.home / "data" / "answers" / "blockages.jsonl"

    @property
    def reference(self) -> Path:
        """The folder of national standards that are held against the graph."""
        return self.home / "data" / "reference"

    @property
    def ontology(self) -> Path:
        """The folder of the vocabulary, the shapes and the reference chains."""
        return self.home / "ontology"


def load_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from ``LIANPU_HOME``, ``LIANPU_BUILT``, ``LIANPU_BASE_IRI``, ``LIANPU_QUERY_SECONDS``/``_ROWS``.

    Raises SettingsError where a value is not usable.
    """
    home = Path(environ.get("LIANPU_HOME", PROJECT)).resolve()
    if not (home / "ontology").is_dir():
        raise SettingsError(
            "no ontology/ folder there.",
            where=home,
            mend="Run from a checkout installed with `pip install -e .`, or set LIANPU_HOME to one.",
        )
    return Settings(
        home=home,
        built=Path(environ.get("LIANPU_BUILT", home / "data" / "built")).resolve(),
        base_iri=_base_iri(environ.get("LIANPU_BASE_IRI", DEFAULT_BASE_IRI)),
        query_seconds=_positive(environ, "LIANPU_QUERY_SECONDS", 20.0),
        query_rows=max(1, int(_positive(environ, "LIANPU_QUERY_ROWS", 10_000))),
    )


def _base_iri(text: str) -> str:
    parts = urlsplit(text)
    plain = not re.search(r"""[<>"{}|^`\\\x00-\x20]""", text)
    if parts.scheme not in ("http", "https") or not parts.netloc or not text.endswith(("/", "#")) or not plain:
        raise SettingsError(
            f"{text!r} is no base IRI.",
            where="LIANPU_BASE_IRI",
            mend="Give an http(s) IRI that ends with / or #, such as https://example.org/id/.",
        )
    return text


def _positive(environ: Mapping[str, str], name: str, default: float) -> float:
    text = environ.get(name)
    if text is None:
        return default
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < 1e9:
        raise SettingsError(f"{text!r} is no positive number.", where=name, mend=f"Give one, such as {default:g}.")
    return value
