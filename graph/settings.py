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
class StoreAddress:
    """A server that holds the graph, and how it is spoken to: where it takes queries, updates and whole graphs.

    ``user`` and ``password`` are never part of what is printed. ``seconds`` bounds each of the program's own requests.
    """

    query: str
    update: str
    graphs: str
    user: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)
    seconds: float = 60.0

    def __str__(self) -> str:
        """The address of queries without its parameters, which may hold a key."""
        return self.query.partition("?")[0]


@dataclass(frozen=True)
class Settings:
    """The folders and limits that a run works with.

    ``home`` holds ``ontology/`` and ``data/``; ``built`` is where stores are made; ``base_iri`` is what every
    instance IRI starts with; ``query_seconds``, ``query_rows`` and ``query_megabytes`` of memory bound a free SPARQL
    query; ``editors`` are the e-mail addresses (lower case) of those who may change things where people log in;
    ``store`` is the server that holds the graph, None for the embedded one in ``built``; ``cors`` are the origins
    whose pages may read the endpoint, "*" for all.
    """

    home: Path = PROJECT
    built: Path = field(default=PROJECT / "data" / "built")
    base_iri: str = DEFAULT_BASE_IRI
    query_seconds: float = 20.0
    query_rows: int = 10_000
    query_megabytes: int = 1024
    editors: frozenset[str] = frozenset()
    cors: tuple[str, ...] = ()
    store: StoreAddress | None = None

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
    """Settings from ``LIANPU_HOME``, ``LIANPU_BUILT``, ``LIANPU_BASE_IRI``, ``LIANPU_QUERY_SECONDS``/``_ROWS``/
    ``_MEGABYTES`` (at least 64), ``LIANPU_EDITORS`` (addresses with commas between), ``LIANPU_CORS`` (origins with
    commas between), and those of a store on a server: see ``store_address``.

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
        query_megabytes=max(64, int(_positive(environ, "LIANPU_QUERY_MEGABYTES", 1024))),
        editors=frozenset(filter(None, (a.strip().lower() for a in environ.get("LIANPU_EDITORS", "").split(",")))),
        cors=_origins(environ.get("LIANPU_CORS", "")),
        store=store_address(environ),
    )


def store_address(environ: Mapping[str, str]) -> StoreAddress | None:
    """The server that ``LIANPU_STORE`` names, None where it names none.

    ``LIANPU_STORE_UPDATE`` and ``LIANPU_STORE_GSP`` (SPARQL 1.1 Graph Store protocol) say where updates and whole
    graphs go, if not to the same address; ``LIANPU_STORE_USER``, ``_PASSWORD`` and ``_SECONDS`` are what they say.
    Raises SettingsError where a value is not usable; the message holds no secret.
    """
    query = environ.get("LIANPU_STORE")
    if not query:
        return None
    user, password = environ.get("LIANPU_STORE_USER") or None, environ.get("LIANPU_STORE_PASSWORD") or None
    if (user is None) != (password is None):
        raise SettingsError(
            "a name goes with a password.",
            where="LIANPU_STORE_USER",
            mend="Set both LIANPU_STORE_USER and LIANPU_STORE_PASSWORD, or neither.",
        )
    return StoreAddress(
        query=_server(query, "LIANPU_STORE"),
        update=_server(environ.get("LIANPU_STORE_UPDATE") or query, "LIANPU_STORE_UPDATE"),
        graphs=_server(environ.get("LIANPU_STORE_GSP") or query, "LIANPU_STORE_GSP"),
        user=user,
        password=password,
        seconds=_positive(environ, "LIANPU_STORE_SECONDS", 60.0),
    )


def _server(text: str, name: str) -> str:
    mend = "Give an http(s) address such as https://store.example.org/sparql."
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        raise SettingsError("is no address of a server.", where=name, mend=mend) from None
    if parts.username is not None or parts.password is not None:
        raise SettingsError(
            "holds a name or password, which would be seen in logs.",
            where=name,
            mend="Set LIANPU_STORE_USER and LIANPU_STORE_PASSWORD instead.",
        )
    if not usable or parts.fragment or re.search(r"[\x00-\x20]", text):
        raise SettingsError("is no address of a server.", where=name, mend=mend)
    return text


def _origins(text: str) -> tuple[str, ...]:
    found = tuple(part.strip().rstrip("/") for part in text.split(",") if part.strip())
    for origin in found:
        if origin != "*" and not re.fullmatch(r"https?://[A-Za-z0-9._-]+(:\d+)?", origin):
            raise SettingsError(
                f"{origin!r} is no origin.",
                where="LIANPU_CORS",
                mend="Give origins such as https://example.org, with commas between, or * for all.",
            )
    return found


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
