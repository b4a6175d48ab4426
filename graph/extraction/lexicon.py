"""The general knowledge that extraction reads from ``data/lexicon``; no report's own names are in it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from graph.errors import LexiconError
from graph.extraction.words import Words
from graph.model import EntityType
from graph.settings import load_settings

_KINDS = {
    "project": EntityType.PROJECT,
    "platform": EntityType.PLATFORM,
    "policy": EntityType.POLICY,
    "organization": EntityType.ORGANIZATION,
}


@dataclass(frozen=True, slots=True)
class Predicates:
    """The words that end one noun phrase and begin the next."""

    adverbs: Words
    weak: Words
    verbs: Words
    light: Words
    guards: Words
    tails: Words
    nominal: Words


@dataclass(frozen=True, slots=True)
class Heads:
    """The last words of names: ``types`` maps each to the kinds it may close; ``vague`` alone before one is no name."""

    words: Words
    types: Mapping[str, tuple[EntityType, ...]]
    vague: Mapping[EntityType, Words]
    lists: Mapping[str, EntityType | None]
    list_words: Words
    organizations: Words


@dataclass(frozen=True, slots=True)
class Regions:
    """Places that are no administrative divisions, and how the names of divisions are shortened."""

    regions: Words
    countries: Words
    ambiguous: Words
    nationalities: Words


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word lists, indexed."""

    predicates: Predicates
    heads: Heads
    places: Regions
    industries: Words
    industry_codes: Mapping[str, str]
    industry_synonyms: Mapping[str, str]
    umbrellas: Words
    products: Words
    policies: Words
    company_endings: Words
    known_companies: Words
    vague_companies: Words
    measures: Words
    counters: Words
    not_figures: Words


@cache
def default_lexicon() -> Lexicon:
    """The lexicon in the project's own folder, read once."""
    return load_lexicon(load_settings().lexicon)


def load_lexicon(folder: Path) -> Lexicon:
    """The lexicon in ``folder``. Raises LexiconError for a file that is missing or breaks its format."""
    heads, places, units = (_toml(folder / name) for name in ("heads.toml", "places.toml", "units.toml"))
    predicates = _toml(folder / "predicates.toml")
    firms = _table(heads, "enterprise", folder)
    lists = _table(heads, "lists", folder)
    return Lexicon(
        predicates=Predicates(*(_words(predicates, key, folder) for key in _PREDICATE_KEYS)),
        heads=_heads(heads, lists, folder),
        places=Regions(*(_words(places, key, folder) for key in _PLACE_KEYS)),
        industries=Words.of(_plain(folder / "industries.txt")),
        industry_codes=_pairs(folder / "industry_codes.tsv"),
        industry_synonyms=_pairs(folder / "industry_synonyms.tsv"),
        umbrellas=Words.of(_plain(folder / "umbrellas.txt")),
        products=Words.of(_plain(folder / "products.txt")),
        policies=Words.of(_plain(folder / "policies.txt")),
        company_endings=_words(firms, "endings", folder),
        known_companies=_all_words(folder / "enterprises.toml"),
        vague_companies=_words(firms, "vague", folder),
        measures=_words(units, "measures", folder),
        counters=_words(units, "counters", folder),
        not_figures=_words(units, "not_figures", folder),
    )


_PREDICATE_KEYS = ("adverbs", "weak_adverbs", "verbs", "light_verbs", "guards", "tails", "nominal")
_PLACE_KEYS = ("regions", "countries", "ambiguous", "nationalities")


def _heads(data: dict[str, Any], lists: dict[str, Any], folder: Path) -> Heads:
    types: dict[str, tuple[EntityType, ...]] = {}
    vague: dict[EntityType, Words] = {}
    for key, kind in _KINDS.items():
        table = _table(data, key, folder)
        vague[kind] = _words(table, "vague", folder)
        for word in sorted(_words(table, "heads", folder).all):
            types[word] = (*types.get(word, ()), kind)
    by_word = {
        word: None if kind == "nothing" else EntityType(kind) for kind, words in lists.items() for word in words.split()
    }
    names = _words(_table(data, "organization", folder), "names", folder)
    return Heads(Words.of(types), types, vague, by_word, Words.of(by_word), names)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"is no TOML: {error}.", where=path, mend="Restore it from the repository.") from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"cannot be read: {error}.", where=path, mend="Restore it from the repository.") from error


def _plain(path: Path) -> list[str]:
    lines = _text(path).splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


def _pairs(path: Path) -> dict[str, str]:
    rows = [line.split("\t") for line in _text(path).splitlines() if line and not line.startswith("#")]
    if bad := next((row for row in rows if len(row) != 2), None):
        raise LexiconError(f"{bad!r} is not two words with a tab between.", where=path, mend="Give two columns.")
    return dict(rows)


def _table(data: dict[str, Any], key: str, folder: Path) -> dict[str, Any]:
    table = data.get(key)
    if not isinstance(table, dict):
        raise LexiconError(f"lacks the table [{key}].", where=folder / "heads.toml", mend="Add it.")
    return table


def _all_words(path: Path) -> Words:
    """The words of every class in a file of classes."""
    classes = _toml(path)
    return Words.of(word for key in classes for word in _words(classes, key, path.parent).all)


def _words(data: dict[str, Any], key: str, folder: Path) -> Words:
    words = data.get(key)
    if not isinstance(words, str):
        raise LexiconError(f"a file there lacks the words {key!r}.", where=folder, mend=f'Add {key} = """...""".')
    return Words.of(words.split())
