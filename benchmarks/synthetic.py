"""Writes a graph many times the size of the shipped one: its report, and reports of made-up cities beside it.

    python benchmarks/synthetic.py FOLDER [--cities N] [--seed N]

A made-up city has the report's own statistics: every name, relation, figure and sentence of the report is there, with
the characters of its names exchanged for one another by a seeded shuffle, the same all through the report. Characters
of the reference chains' terms stay, so that as much sits on the chains as in the report itself. Nothing is read twice:
the report's extraction is what is rewritten. The folder then serves as LIANPU_BUILT of a server with the same code.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from graph.assembly import load_vocabulary
from graph.batch.work import extract_file
from graph.chains.placement import place
from graph.chains.reference import load_chains
from graph.model import Chain, Entity, EntityRef, EntityType, Extraction, Indicator, Relation, Report
from graph.rdf.serialize import to_nquads
from graph.rdf.writer import dataset_quads
from graph.resolution import resolve
from graph.settings import Settings, load_settings
from graph.store import Build, ensure_build, fill, fingerprint
from graph.vocabulary import Minter

CITIES, SEED = 50, 2023
#: Names made of these say what kind of thing they are, or are the frame of every sentence.
_KEPT = frozenset("省市县区镇乡村州局委厅院校园厂司集团公有限产业链项目工程基地中心的和与是在了万亿元年月日以上下个")


def cities(first: Extraction, chains: Sequence[Chain], count: int, seed: int) -> list[Extraction]:
    """The extraction itself and ``count - 1`` made-up ones."""
    moving = moving_characters(first, chains)
    return [first, *(_city(first, moving, number, seed) for number in range(1, count))]


def moving_characters(first: Extraction, chains: Sequence[Chain]) -> list[str]:
    """The characters of the report's names that stand in no term of the chains and do not say what kind a thing is."""
    terms = {char for chain in chains for node in chain.nodes for term in (node.zh, *node.aliases) for char in term}
    names = {char for entity in first.entities for char in entity.name if "\u4e00" <= char <= "\u9fff"}
    return sorted(names - terms - _KEPT)


def _city(first: Extraction, moving: Sequence[str], number: int, seed: int) -> Extraction:
    shuffled = list(moving)
    random.Random(f"{seed}-{number}").shuffle(shuffled)  # noqa: S311 - repeatable, not secret
    table = str.maketrans(dict(zip(moving, shuffled, strict=True)))
    return Extraction(
        _report(first.report, table, number),
        tuple(_entity(entity, table, number) for entity in first.entities),
        tuple(_relation(relation, table) for relation in first.relations),
        tuple(_figure(figure, table) for figure in first.indicators),
    )


def _report(report: Report, table: dict[int, str], number: int) -> Report:
    text = report.text.translate(table)
    name = f"{report.place.translate(table)[:-1]}{number}市"
    return replace(
        report,
        slug=f"{name}-{report.year}",
        title=report.title.replace(report.place, name),
        place=name,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        sections=tuple(replace(section, title=section.title.translate(table)) for section in report.sections),
    )


def _entity(entity: Entity, table: dict[int, str], number: int) -> Entity:
    code = f"8{number:03d}{entity.code[-2:]}" if entity.type is EntityType.PLACE and entity.code else entity.code
    aliases = tuple(alias.translate(table) for alias in entity.aliases)
    return replace(entity, name=entity.name.translate(table), aliases=aliases, code=code)


def _ref(ref: EntityRef, table: dict[int, str]) -> EntityRef:
    return EntityRef(ref.type, ref.name.translate(table))


def _relation(relation: Relation, table: dict[int, str]) -> Relation:
    return replace(relation, subject=_ref(relation.subject, table), object=_ref(relation.object, table))


def _figure(figure: Indicator, table: dict[int, str]) -> Indicator:
    return replace(figure, subject=figure.subject.translate(table), name=figure.name.translate(table))


def write(folder: Path, extractions: Iterable[Extraction], settings: Settings) -> Build:
    """A build in ``folder`` of these extractions, which a server with the same code takes for its own."""
    wanted = replace(settings, built=folder)
    found, chains = list(extractions), load_chains(settings.ontology / "chains")

    def make(empty: Path) -> None:
        quads = dataset_quads(
            found,
            chains,
            Minter(settings.base_iri),
            placements={one.report.slug: place(one, chains) for one in found},
            ontology=load_vocabulary(settings.ontology / "lianpu.ttl"),
            resolution=resolve(found),
        )
        fill(empty, to_nquads(list(quads)).encode())

    return ensure_build(folder, fingerprint(wanted), make, force=True)


def main() -> None:
    """Write the graph and tell how large it is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="where the build goes: the LIANPU_BUILT of a server")
    parser.add_argument("--cities", type=int, default=CITIES)
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    settings = load_settings()
    start = time.perf_counter()
    first = extract_file(next(iter(sorted(settings.reports.glob("*.txt")))))
    made = cities(first, load_chains(settings.ontology / "chains"), max(1, asked.cities), asked.seed)
    build = write(asked.folder.resolve(), made, settings)
    names = sum(len(one.entities) for one in made)
    facts = sum(len(one.relations) for one in made)
    print(f"{len(made)} reports, {names:,} names, {facts:,} relations in {build.folder}")
    print(f"written in {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
