"""The learned reader of sentences: what it says of names, and what becomes of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import LianpuError
from graph.extraction.cues import seen_in
from graph.extraction.gold import Gold
from graph.extraction.lexicon import default_lexicon
from graph.extraction.models import INSIDE, NAMES, default_models
from graph.extraction.near_relations import near_relations
from graph.extraction.pipeline import Ruled, found_in, judged_scene, ruled_in
from graph.extraction.resolve import settled
from graph.extraction.tagger_training import lessons_of, write_tagger
from graph.extraction.tagging import Opinions, Tagger, labels_of
from graph.model import Entity, EntityType, Span
from graph.reading import report_from_text

E = EntityType
LINE = "加快推进骏通年产1万辆多轮驱动生产线项目建设。"
SANMENXIA = Path(__file__).resolve().parent.parent / "data" / "reports" / "sanmenxia-2023.txt"


def ruled(*lines: str) -> Ruled:
    text = "\n".join(["关于三门峡市2022年执行情况与2023年计划的报告", *lines])
    return ruled_in(report_from_text(text, where="a.txt", sha256="0"), default_lexicon())


def opinions(read: Ruled) -> Opinions:
    tagger = default_models().tagger
    assert tagger is not None
    return tagger.opinions(read.report.text, read.seen(), read.standing)


def entity(name: str, kind: EntityType, start: int, confidence: float) -> Entity:
    return Entity(kind, name, (), (Span(start, start + len(name)),), confidence, "test")


def test_each_character_of_a_name_has_a_label() -> None:
    assert labels_of(1, E.PLACE) == ["S Place"]
    assert labels_of(4, E.PLACE) == ["B Place", "I Place", "I Place", "E Place"]


def test_every_character_of_a_sentence_is_seen_with_its_neighbours() -> None:
    read = ruled(LINE)
    seen = next(s for s in read.seen() if "骏通" in s.span.of(read.report.text))
    assert len(seen.features) == len(LINE)
    at = LINE.index("生产线")
    assert "0生" in seen.features[at]
    assert "1产" in seen.features[at]
    assert any(feature.startswith("B stands") or "head Project" in feature for feature in seen.features[at])


def test_the_tagger_sees_names_and_names_inside_names() -> None:
    said = opinions(ruled(LINE))
    assert {(m.name, m.type) for m in said.mentions} >= {
        ("骏通年产1万辆多轮驱动生产线项目", E.PROJECT),
        ("骏通", E.ENTERPRISE),
    }


def test_the_tagger_tells_how_it_stands_to_a_proposal() -> None:
    read = ruled(LINE)
    said, start = opinions(read), read.report.text.index("骏通")
    whole = Span(start, start + len("骏通年产1万辆多轮驱动生产线项目"))
    assert said.stand(whole, E.PROJECT) == "agrees"
    assert said.stand(whole, E.POLICY) == "sees another type"
    assert said.stand(Span(whole.start + 4, whole.end), E.PROJECT) == "sees a longer name"
    assert said.chance(whole, E.PROJECT) > 0.5 > said.chance(whole, E.POLICY)


def test_several_threads_may_ask_at_once() -> None:
    reads = [ruled(LINE, f"大力发展第{number}类新材料产业。") for number in range(8)]
    alone = [opinions(read) for read in reads]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(opinions, reads)) == alone


def test_no_place_is_a_row_of_places() -> None:
    found = found_in(ruled("支持湖滨区高庙乡大安村建设。"), default_models().tagger)
    places = {entity.name for entity in found.entities if entity.type is E.PLACE}
    assert {"高庙乡", "大安村"} <= places
    assert "湖滨区高庙乡大安村" not in places


def test_a_missing_and_a_broken_model_are_named(tmp_path: Path) -> None:
    with pytest.raises(LianpuError, match=r"names\.crf: is missing"):
        Tagger(tmp_path / NAMES, tmp_path / INSIDE)
    (tmp_path / NAMES).write_bytes(b"no model")
    with pytest.raises(LianpuError, match=r"names\.crf: is no model of a tagger"):
        Tagger(tmp_path / NAMES, tmp_path / INSIDE)


def test_a_tagger_learns_what_reports_share_and_not_what_one_has(tmp_path: Path) -> None:
    lines = ["推进甲乙铜箔项目建设。", "推进丙丁铜箔项目建设。"]
    lessons = []
    for number, line in enumerate(lines):
        read = ruled(line)
        name = line[2:-3]
        report = replace(read.report, slug=str(number))
        gold = Gold((Span(0, len(report.text)),), {}, (), frozenset(), ((name, E.PROJECT),))
        lessons += list(lessons_of(report, gold, read.seen()))
    write_tagger(lessons, tmp_path / NAMES, tmp_path / INSIDE)
    learned = (tmp_path / NAMES).read_bytes()
    assert "铜".encode() in learned
    assert "甲".encode() not in learned
    assert "丁".encode() not in learned


def test_a_longer_name_stands_against_a_surer_word_inside_it() -> None:
    text = "依托中原黄金冶炼厂。"
    firm, trade = entity("中原黄金冶炼厂", E.ENTERPRISE, 2, 0.9), entity("黄金", E.INDUSTRY, 4, 0.99)
    assert settled(text, (firm, trade)) == (firm,)


def test_a_place_stands_inside_the_name_of_a_project() -> None:
    text = "推进灵宝窄口水库工程。"
    work, place = entity("灵宝窄口水库工程", E.PROJECT, 2, 0.9), entity("灵宝", E.PLACE, 2, 0.99)
    assert settled(text, (work, place)) == (work, place)


def test_an_entity_keeps_the_forms_that_its_mentions_left_have() -> None:
    text = "铜箔产业园和铜箔。"
    foil = Entity(E.INDUSTRY, "铜箔产业", ("铜箔",), (Span(0, 4), Span(6, 8)), 0.6, "test")
    park = entity("铜箔产业园", E.PRODUCT, 0, 0.9)
    kept = {e.type: e for e in settled(text, (foil, park))}
    assert (kept[E.INDUSTRY].name, kept[E.INDUSTRY].aliases) == ("铜箔", ())


def test_a_sentence_with_too_many_names_proposes_no_pairs() -> None:
    read = ruled("发展" + "、".join(f"第{number}产业" for number in range(90)) + "。")
    scene = judged_scene(found_in(read, None), default_models().judges)
    many = tuple(entity(f"第{n}产业", E.INDUSTRY, read.report.text.index(f"第{n}产业"), 0.9) for n in range(90))
    assert list(near_relations(replace(scene, entities=many))) == []
    assert list(near_relations(replace(scene, entities=many[:3]))) != []


def test_cues_are_read_in_the_order_of_the_text() -> None:
    read = ruled(LINE, LINE)
    seen = list(seen_in(read.report, read.clauses, read.shield, read.proposed, read.lexicon, read.gazetteer))
    assert [s.span for s in seen] == sorted(s.span for s in seen)
