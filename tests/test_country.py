"""The country that benchmarks stand on: of the size asked for, each city whole and its own, the same every time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.country import Country, shipped, write
from graph.query.questions import mentions, report_text, reports
from graph.settings import load_settings
from graph.store import GraphStore, open_store
from graph.store.embedded import pieces_of

pytestmark = pytest.mark.sweep


@pytest.fixture(scope="module")
def country() -> Country:
    return shipped(load_settings())


@pytest.fixture(scope="module")
def made(country: Country, tmp_path_factory: pytest.TempPathFactory) -> tuple[GraphStore, int]:
    build, count, _ = write(tmp_path_factory.mktemp("country"), country, 100_000)
    return open_store(build.folder), count


def test_it_has_the_size_that_was_asked_for(made: tuple[GraphStore, int]):
    assert made[1] == pytest.approx(100_000, rel=0.05)
    assert len(made[0]) == made[1]


def test_each_city_has_a_report_of_its_own_whose_mentions_are_names(made: tuple[GraphStore, int], country: Country):
    store, _ = made
    found = reports(store)
    assert len(found) == 3 and len({one.place for one in found}) == 3
    report = next(one for one in found if one.slug == country.slug(1))
    text = report_text(store, report.iri)
    name = country.shuffled("中原黄金冶炼厂", 1)
    spans = [one.span for one in mentions(store, report.iri) if one.iri.endswith(f"/{name}")]
    assert name != "中原黄金冶炼厂" and spans
    assert all(name.startswith(span.of(text)) or span.of(text) in name or name in span.of(text) for span in spans)


def test_the_same_seed_gives_the_same_country_and_another_one_another(country: Country):
    first = [piece for piece, _ in country.pieces(60_000)]
    assert first == [piece for piece, _ in replace(country).pieces(60_000)]
    assert country.shuffled("华鑫铜箔", 1) != replace(country, seed=1).shuffled("华鑫铜箔", 1)


def test_pieces_hold_every_line_once_and_blank_nodes_together(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("graph.store.embedded.PIECE_BYTES", 200)
    lines = [f"<a:{n}> <a:p> <a:{n % 7}> <a:g> .\n" for n in range(50)]
    lines[::10] = [f"_:b{n} <a:p> _:b0 <a:g> .\n" for n in range(5)]
    pieces = list(pieces_of("".join(lines).encode()))
    assert sorted(b"".join(pieces).decode().splitlines(keepends=True)) == sorted(lines)
    assert sum(b"_:" in piece for piece in pieces) == 1 and len(pieces) > 5


def test_a_folder_may_be_named_twice(country: Country, tmp_path: Path):
    write(tmp_path, country, 10_000)
    build, count, _ = write(tmp_path, country, 10_000)
    assert len(open_store(build.folder)) == count
