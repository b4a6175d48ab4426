"""Writes a country: the shipped report, and as many made-up cities beside it as give a graph of the size asked for.

    python -m benchmarks.country FOLDER [--triples N] [--seed N] [--nquads FILE]

A city has the report's own statistics: each of its statements is there, in a named graph of its own, with the
characters of names and sentences exchanged for one another by a seeded shuffle (the same all through the city), with
codes and a name of its own. Characters of the reference chains' terms stay: as much sits on the chains as in the
report, and an industry or a product whose name has no others is one thing in all cities; an enterprise or a place is a
city's own. The last city is a smaller one, its report cut off, so that the size is near the one asked for (10,000 to
50,000,000 triples).

N-Quads go straight into the store's bulk loader, and into FILE where one is named. FOLDER then serves as LIANPU_BUILT.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

import numpy as np

from benchmarks.synthetic import moving_characters
from graph.assembly import load_vocabulary
from graph.batch.work import extract_file
from graph.chains.placement import place
from graph.chains.reference import load_chains
from graph.model import Chain, EntityType, Extraction
from graph.rdf.serialize import to_nquads
from graph.rdf.writer import dataset_quads
from graph.resolution import resolve
from graph.settings import Settings, load_settings
from graph.store import PIECE_BYTES, Build, bulk_fill, ensure_build, fingerprint, open_store
from graph.vocabulary import Minter

TRIPLES, SEED = 1_000_000, 2023
SMALLEST = 10_000
#: Stands for the name of a report's place where it tells one city from another; and for the start of a place's code.
_NAME, _CODE = "\ue000", "\ue001"
_MARKS = 0xE100


@dataclass(frozen=True)
class Country:
    """Cities made of one extraction. City 0 is the report itself; the others follow from ``seed`` and their number."""

    first: Extraction
    chains: tuple[Chain, ...]
    settings: Settings
    seed: int = SEED

    @cached_property
    def moving(self) -> str:
        """The characters that are exchanged for one another, in a fixed order."""
        return "".join(moving_characters(self.first, self.chains))

    @cached_property
    def own(self) -> dict[str, str]:
        """Names of enterprises and places that would be the same in all cities, longest first, each with the mark that
        stands for its first character until it is known which city's it is."""
        kinds = (EntityType.ENTERPRISE, EntityType.PLACE)
        place_name = self.first.report.place
        names = {
            name
            for entity in self.first.entities
            if entity.type in kinds
            for name in (entity.name, *entity.aliases)
            if not set(name) & set(self.moving) and name not in place_name
        }
        ordered = sorted(names, key=lambda name: (-len(name), name))
        return {name: f"{chr(_MARKS + number)}{name[1:]}" for number, name in enumerate(ordered)}

    def shuffled(self, text: str, city: int) -> str:
        """What a text of the report reads in a city: names, and whole sentences."""
        return self._marked(text).translate(self._table(city))

    def slug(self, city: int) -> str:
        """The slug of a city's report."""
        return f"{self._name(city)}市-{self.first.report.year}" if city else self.first.report.slug

    def pieces(self, triples: int) -> Iterator[tuple[bytes, int]]:
        """N-Quads of about ``triples`` triples, a graph or more at a time, with how many each piece holds."""
        frame = self._frame()
        yield frame, (left := frame.count(b"\n"))
        left = triples - left
        whole = self._template(self.first)
        size = whole.count("\n")
        codes = np.frombuffer(whole.encode("utf-32-le"), np.uint32)
        for city in range(left // size):
            yield self._city(codes, city), size
        if (rest := left % size) > size // 50:
            part = self._template(_beginning(self.first, rest / size))
            yield self._city(np.frombuffer(part.encode("utf-32-le"), np.uint32), left // size), part.count("\n")

    def _name(self, city: int) -> str:
        place_name = self.first.report.place.removesuffix("市")
        return f"{self.shuffled(place_name, city)}{city}" if city else place_name

    def _marked(self, text: str) -> str:
        for name, marked in self.own.items():
            text = text.replace(name, marked)
        return text

    def _table(self, city: int) -> dict[int, int]:
        """What each character, and each mark, becomes in a city."""
        before = [*map(ord, self.moving), *(ord(marked[0]) for marked in self.own.values())]
        if city == 0:
            return dict(zip(before, map(ord, [*self.moving, *(name[0] for name in self.own)]), strict=True))
        dice = random.Random(f"{self.seed}-{city}")  # noqa: S311 - repeatable, not secret
        row = list(self.moving)
        dice.shuffle(row)
        return dict(zip(before, map(ord, [*row, *dice.choices(self.moving, k=len(self.own))]), strict=True))

    def _city(self, template: np.ndarray, city: int) -> bytes:
        table, changed = np.arange(0x20000, dtype=np.uint32), self._table(city)
        table[[*changed]] = [*changed.values()]
        text: str = table[template].tobytes().decode("utf-32-le")
        code = f"{7000 + city:04d}" if city else "4112"
        return text.replace(_NAME, self._name(city)).replace(_CODE, code).encode()

    def _template(self, extraction: Extraction) -> str:
        """A city's quads, with marks where its name and its codes tell it from others; its text keeps its length."""
        quads = dataset_quads(
            [extraction],
            (),
            Minter(self.settings.base_iri),
            placements={extraction.report.slug: place(extraction, self.chains)},
            resolution=resolve([extraction]),
        )
        text = to_nquads(list(quads))
        plain = extraction.report.place.removesuffix("市")
        place_name = re.escape(plain)
        iris = rf"/(?:\d{{6}}-)?{place_name}市[-/>]"
        literals = rf'(?:title|identifier|lace|prefLabel)> "{place_name}市'
        text = re.sub(f"{iris}|{literals}", lambda found: found[0].replace(plain, _NAME), text)
        text = self._marked(text)
        return re.sub(r'(/place/|gbt2260> ")4112(?=\d\d[-"])', rf"\1{_CODE}", text)

    def _frame(self) -> bytes:
        """What a build holds beside its reports: the reference chains and the vocabulary."""
        ontology = load_vocabulary(self.settings.ontology / "lianpu.ttl")
        minter = Minter(self.settings.base_iri)
        return to_nquads(list(dataset_quads([], self.chains, minter, ontology=ontology))).encode()


def shipped(settings: Settings, seed: int = SEED) -> Country:
    """The country that is made of the report in ``data/reports``."""
    first = extract_file(next(iter(sorted(settings.reports.glob("*.txt")))))
    return Country(first, tuple(load_chains(settings.ontology / "chains")), settings, seed)


def _beginning(extraction: Extraction, share: float) -> Extraction:
    """The beginning of a report, with what it says there."""
    end = int(len(extraction.report.text) * share)
    report = extraction.report
    entities = tuple(
        replace(entity, mentions=kept)
        for entity in extraction.entities
        if (kept := tuple(span for span in entity.mentions if span.end <= end))
    )
    names = {(entity.type, entity.name) for entity in entities}
    return replace(
        extraction,
        report=replace(
            report,
            text=report.text[:end],
            sections=tuple(section for section in report.sections if section.span.end <= end),
        ),
        entities=entities,
        relations=tuple(
            relation
            for relation in extraction.relations
            if relation.evidence.end <= end
            and {(ref.type, ref.name) for ref in (relation.subject, relation.object)} <= names
        ),
        indicators=tuple(figure for figure in extraction.indicators if figure.evidence.end <= end),
    )


def batches(pieces: Iterable[tuple[bytes, int]], size: int = PIECE_BYTES) -> Iterator[tuple[bytes, int]]:
    """Pieces of N-Quads put together to about ``size`` bytes, with how many triples each holds."""
    held: list[bytes] = []
    bulk = triples = 0
    for piece, count in pieces:
        held.append(piece)
        bulk, triples = bulk + len(piece), triples + count
        if bulk >= size:
            yield b"".join(held), triples
            held, bulk, triples = [], 0, 0
    if held:
        yield b"".join(held), triples


def write(folder: Path, country: Country, triples: int, copy: BinaryIO | None = None) -> tuple[Build, int, float]:
    """A build in ``folder`` that a server with the same code takes for its own; its triples, and the seconds that
    making and loading them took."""
    wanted, began, count = replace(country.settings, built=folder), time.perf_counter(), 0

    def pieces() -> Iterator[bytes]:
        nonlocal count
        for piece, held in batches(country.pieces(triples)):
            count += held
            if copy is not None:
                copy.write(piece)
            yield piece

    build = ensure_build(folder, fingerprint(wanted), lambda empty: [bulk_fill(empty, pieces())].clear(), force=True)
    return build, count, time.perf_counter() - began


def opening(folder: Path) -> float:
    """Seconds until a store is open and has answered a first question."""
    began = time.perf_counter()
    open_store(folder).select("SELECT ?r WHERE { ?r a lp:Report } LIMIT 1")
    return time.perf_counter() - began


def main() -> None:
    """Write the country and tell what it took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="where the build goes: the LIANPU_BUILT of a server")
    parser.add_argument("--triples", type=int, default=TRIPLES)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--nquads", type=Path, help="where the same quads go as text")
    asked = parser.parse_args()
    country = shipped(load_settings(), asked.seed)
    wanted = max(SMALLEST, asked.triples)
    with asked.nquads.open("wb") if asked.nquads else io.BytesIO() as copy:
        build, triples, seconds = write(asked.folder.resolve(), country, wanted, copy if asked.nquads else None)
    print(f"{triples:,} triples in {build.folder}")
    print(f"made and loaded in {seconds:.1f} s, {triples / seconds:,.0f} triples/s")
    print(f"open and answering after {opening(build.folder):.2f} s")


if __name__ == "__main__":
    main()
