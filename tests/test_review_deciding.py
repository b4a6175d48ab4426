"""What a person decides at the screen, from the queue to the line on disk and back."""

from __future__ import annotations

import multiprocessing
from dataclasses import replace
from pathlib import Path

import pytest

from graph.batch import extract_file
from graph.curation import Decision, Kind, State, load_curation, replay
from graph.curation.decisions import Fact, Thing
from graph.curation.quotes import locate
from graph.model import EntityRef, EntityType, Extraction, Predicate, Span
from graph.review import deciding
from graph.review.desk import lay_out, unbuilt
from graph.review.ledger import Ledger, own_last
from graph.review.pairs import open_pairs, pairs_of
from graph.review.people import NotAllowedError, Person, ReviewError
from graph.review.queue import Choice, Fate, Fates, Item, Share, chosen, queue_of, step_from
from graph.review.quoting import quote_of
from tests.conftest import REPORT
from tests.review_cases import HAND, LI, READER

SLUG = "三门峡市-2023"


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    return extract_file(REPORT)


@pytest.fixture(scope="module")
def queue(extraction: Extraction) -> tuple[Item, ...]:
    return queue_of(extraction)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path, SLUG)


def first(queue: tuple[Item, ...], share: Share) -> Item:
    return chosen(queue, Choice(share), Fates(()))[0]


# ---------------------------------------------------------------- the queue


def test_the_nearest_to_the_drop_line_comes_first(queue: tuple[Item, ...]):
    margins = [item.margin for item in queue]
    assert margins == sorted(margins)
    assert margins[0] < 0.05 < margins[-1]


def test_every_statement_is_in_the_queue_once(extraction: Extraction, queue: tuple[Item, ...]):
    relations = {(r.subject, r.predicate, r.object) for r in extraction.relations}
    assert len(queue) == len(extraction.entities) + len(relations) == len({item.id for item in queue})


def test_the_sentence_before_the_person_holds_the_evidence(extraction: Extraction, queue: tuple[Item, ...]):
    text = extraction.report.text
    for item in queue:
        assert item.sentence.start <= item.evidence.end and item.evidence.start <= item.sentence.end
        assert any(name in item.sentence.of(text).replace("\n", "") for name in item.names), item


def test_every_item_can_be_accepted_and_refused_so_that_a_build_obeys(extraction: Extraction, queue: tuple[Item, ...]):
    text = extraction.report.text
    decisions = [deciding.judged(item, Kind.ACCEPT, text, HAND) for item in queue[:150]]
    decisions += [deciding.judged(item, Kind.REJECT, text, HAND) for item in queue[150:300]]
    states = [outcome.state for outcome in replay(extraction, decisions).outcomes]
    assert State.UNRESOLVED not in states


def test_filters_leave_what_was_asked_for(queue: tuple[Item, ...]):
    none = Fates(())
    firms = chosen(queue, Choice(Share.NAMES, frozenset({EntityType.ENTERPRISE})), none)
    assert firms and all(item.refs[0].type is EntityType.ENTERPRISE and len(item.refs) == 1 for item in firms)
    guessed = chosen(queue, Choice(inferred=True), none)
    assert guessed and all(item.inferred and isinstance(item.target, Fact) for item in guessed)


def test_what_was_judged_leaves_the_queue_and_comes_back_when_it_is_asked_for(
    extraction: Extraction, queue: tuple[Item, ...]
):
    item = queue[0]
    fates = Fates([deciding.judged(item, Kind.REJECT, extraction.report.text, HAND)])
    assert fates.of(item) is Fate.REJECTED
    assert item not in chosen(queue, Choice(), fates)
    assert item in chosen(queue, Choice(judged=True), fates)


def test_a_refused_name_takes_its_relations_out_of_the_queue(extraction: Extraction, queue: tuple[Item, ...]):
    relation = first(queue, Share.RELATIONS)
    name = next(item for item in queue if isinstance(item.target, Thing) and item.target.ref == relation.refs[0])
    fates = Fates([deciding.judged(name, Kind.REJECT, extraction.report.text, HAND)])
    assert fates.of(relation) is Fate.DROPPED


def test_next_and_previous_walk_the_open_items_and_stay_inside(queue: tuple[Item, ...]):
    order = {item.id: place for place, item in enumerate(queue)}
    some = queue[::2]
    assert step_from(some, order, some[0].id, 1) == some[1]
    assert step_from(some, order, queue[1].id, 1) == some[1]
    assert step_from(some, order, queue[1].id, -1) == some[0]
    assert step_from(some, order, some[0].id, -1) == some[0]
    assert step_from(some, order, some[-1].id, 1) == some[-1]
    assert step_from((), order, None, 1) is None


# ---------------------------------------------------------------- decisions


def test_a_quote_finds_its_own_place_among_places_with_the_same_words(extraction: Extraction):
    text = extraction.report.text
    places = [i for i in range(len(text)) if text.startswith("黄金", i)]
    assert len(places) > 10
    for place in places:
        assert locate(quote_of(text, Span(place, place + 2)), text) == Span(place, place + 2)


def test_a_name_is_corrected_to_what_the_report_says_and_to_nothing_else(
    extraction: Extraction, queue: tuple[Item, ...]
):
    text = extraction.report.text
    item = next(i for i in queue if isinstance(i.target, Thing) and i.target.ref.name == "易事特")
    with pytest.raises(ReviewError, match="do not show this name"):
        deciding.renamed(item, "比亚迪", text, HAND)
    longer = text[item.evidence.start : item.evidence.end]
    decision = deciding.tried(deciding.renamed(item, longer, text, HAND), extraction)
    refs = {entity.ref for entity in replay(extraction, [decision]).extraction.entities}
    assert EntityRef(item.refs[0].type, longer) in refs and item.refs[0] not in refs


def test_a_type_is_corrected(extraction: Extraction, queue: tuple[Item, ...]):
    item = first(queue, Share.NAMES)
    other = next(kind for kind in EntityType if kind is not item.refs[0].type)
    decision = deciding.tried(deciding.retyped(item, other, extraction.report.text, HAND), extraction)
    refs = {entity.ref for entity in replay(extraction, [decision]).extraction.entities}
    assert EntityRef(other, item.refs[0].name) in refs and item.refs[0] not in refs


@pytest.mark.parametrize("name", ["", "   ", "铜" * 81])
def test_a_name_that_is_none_is_refused(name: str):
    with pytest.raises(ReviewError, match="1 to 80"):
        deciding.checked_name(name)


def test_a_missed_name_is_added_from_its_passage(extraction: Extraction):
    text = extraction.report.text
    passage = Span(text.index("周长青"), text.index("周长青") + 3)
    decision = deciding.added_thing(passage, "周长青", EntityType.ORGANIZATION, text, HAND)
    found = replay(extraction, [deciding.tried(decision, extraction)]).extraction
    assert EntityRef(EntityType.ORGANIZATION, "周长青") in {entity.ref for entity in found.entities}
    with pytest.raises(ReviewError, match="do not show"):
        deciding.added_thing(passage, "李白", EntityType.ORGANIZATION, text, HAND)


def test_a_missed_relation_joins_only_what_it_may(extraction: Extraction):
    text = extraction.report.text
    passage = Span(text.index("依托中原黄金冶炼厂"), text.index("依托中原黄金冶炼厂") + 60)
    smelter = EntityRef(EntityType.ENTERPRISE, "中原黄金冶炼厂")
    city = next(e.ref for e in extraction.entities if e.type is EntityType.PLACE)
    decision = deciding.added_fact(passage, smelter, Predicate.LOCATED_IN, city, text, HAND)
    assert deciding.tried(decision, extraction) is decision
    with pytest.raises(ReviewError, match="does not join"):
        deciding.added_fact(passage, smelter, Predicate.ISSUED_BY, city, text, HAND)


def test_a_decision_that_would_change_nothing_is_refused(extraction: Extraction):
    nobody = EntityRef(EntityType.ENTERPRISE, "没有这家公司")
    text = extraction.report.text
    decision = Decision(Kind.ACCEPT, Thing(nobody), quote_of(text, Span(100, 130)), HAND.who, HAND.when, HAND.why)
    with pytest.raises(ReviewError, match="change nothing"):
        deciding.tried(decision, extraction)


# ---------------------------------------------------------------- duplicates


def test_a_merged_pair_is_one_thing_and_leaves_the_list(extraction: Extraction):
    pairs = pairs_of(extraction)
    pair = next(pair for pair in pairs if pair.first.type is pair.second.type)
    decision = deciding.tried(deciding.merged(pair.first, pair.second, extraction.report.text, HAND), extraction)
    refs = {entity.ref for entity in replay(extraction, [decision]).extraction.entities}
    assert pair.first.ref in refs and pair.second.ref not in refs
    assert pair not in open_pairs(pairs, [decision])


def test_a_pair_kept_apart_leaves_the_list_and_both_stay(extraction: Extraction):
    pairs = pairs_of(extraction)
    decision = deciding.kept_apart(pairs[0].first, pairs[0].second, extraction.report.text, HAND)
    left = open_pairs(pairs, [decision])
    assert pairs[0] not in left and len(left) == len(pairs) - 1
    refs = {entity.ref for entity in replay(extraction, [decision]).extraction.entities}
    assert {pairs[0].first.ref, pairs[0].second.ref} <= refs


# ---------------------------------------------------------------- the line on disk


def test_a_decision_is_on_disk_when_keep_returns(
    extraction: Extraction, queue: tuple[Item, ...], ledger: Ledger, tmp_path: Path
):
    decision = deciding.judged(queue[0], Kind.ACCEPT, extraction.report.text, HAND)
    ledger.keep(LI, decision)
    assert load_curation(tmp_path).of(SLUG) == (decision,) == ledger.decisions()


def test_taking_back_leaves_every_other_byte_as_it_was(extraction: Extraction, queue: tuple[Item, ...], tmp_path: Path):
    path = tmp_path / "sanmenxia-2023.jsonl"
    source = REPORT.parent.parent / "curation" / "sanmenxia-2023.jsonl"
    path.write_bytes(source.read_bytes())
    ledger, text = Ledger(tmp_path, SLUG), extraction.report.text
    one, two = (deciding.judged(item, Kind.REJECT, text, HAND) for item in queue[:2])
    ledger.keep(LI, one)
    ledger.keep(LI, two)
    ledger.take_back(LI, one)
    ledger.take_back(LI, two)
    assert path.read_bytes() == source.read_bytes()


def test_a_file_that_began_with_the_decision_goes_with_it(
    extraction: Extraction, queue: tuple[Item, ...], ledger: Ledger, tmp_path: Path
):
    decision = deciding.judged(queue[0], Kind.ACCEPT, extraction.report.text, HAND)
    ledger.keep(LI, decision)
    ledger.take_back(LI, decision)
    assert list(tmp_path.glob("*.jsonl")) == []


def test_what_somebody_removed_meanwhile_cannot_be_taken_back_twice(
    extraction: Extraction, queue: tuple[Item, ...], ledger: Ledger
):
    decision = deciding.judged(queue[0], Kind.ACCEPT, extraction.report.text, HAND)
    ledger.keep(LI, decision)
    ledger.take_back(LI, decision)
    with pytest.raises(ReviewError, match="not there any more"):
        ledger.take_back(LI, decision)


def test_a_reader_can_neither_decide_nor_undo(
    extraction: Extraction, queue: tuple[Item, ...], ledger: Ledger, tmp_path: Path
):
    decision = deciding.judged(queue[0], Kind.ACCEPT, extraction.report.text, replace(HAND, who=READER.name))
    with pytest.raises(NotAllowedError, match="only editors"):
        ledger.keep(READER, decision)
    with pytest.raises(NotAllowedError, match="only editors"):
        ledger.take_back(READER, decision)
    assert list(tmp_path.iterdir()) == []


def test_nobody_signs_with_anothers_name_or_undoes_anothers_decision(
    extraction: Extraction, queue: tuple[Item, ...], ledger: Ledger
):
    decision = deciding.judged(queue[0], Kind.ACCEPT, extraction.report.text, HAND)
    other = Person("王强", may_edit=True)
    with pytest.raises(ReviewError, match="name of who takes it"):
        ledger.keep(other, decision)
    ledger.keep(LI, decision)
    with pytest.raises(ReviewError, match="another person's"):
        ledger.take_back(other, decision)


def _write(folder: str, number: int, decisions: list[Decision]) -> None:
    ledger, who = Ledger(Path(folder), SLUG), Person(f"人{number}", may_edit=True)
    for decision in decisions:
        ledger.keep(who, replace(decision, who=who.name))
    ledger.take_back(who, replace(decisions[0], who=who.name))


def test_several_processes_write_and_undo_without_losing_a_line(
    extraction: Extraction, queue: tuple[Item, ...], tmp_path: Path
):
    decisions = [deciding.judged(item, Kind.ACCEPT, extraction.report.text, HAND) for item in queue[:10]]
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_write, args=(str(tmp_path), number, decisions)) for number in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(300)
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    kept = Ledger(tmp_path, SLUG).decisions()
    expected = {(f"人{number}", decision.target) for number in range(3) for decision in decisions[1:]}
    assert {(decision.who, decision.target) for decision in kept} == expected and len(kept) == 27


# ---------------------------------------------------------------- what waits for a build


def test_decisions_wait_until_a_build_holds_them(extraction: Extraction, queue: tuple[Item, ...]):
    one, two = (deciding.judged(item, Kind.REJECT, extraction.report.text, HAND) for item in queue[:2])
    assert unbuilt([one, two], frozenset()) == 2
    assert unbuilt([one, two], frozenset({one.digest})) == 1
    # Taken back, and still in the graph.
    assert unbuilt([two], frozenset({one.digest, two.digest})) == 1
    assert own_last((one, two), HAND.who, frozenset({two.digest})) == one
    assert own_last((one, two), "王强", frozenset()) is None


def test_a_desk_shows_what_built_decisions_made(extraction: Extraction, queue: tuple[Item, ...]):
    refused = deciding.judged(first(queue, Share.NAMES), Kind.REJECT, extraction.report.text, HAND)
    assert isinstance(refused.target, Thing)
    before, after = (lay_out(extraction, [refused], built) for built in (frozenset[str](), frozenset({refused.digest})))
    assert refused.target.ref in {item.key for item in before.queue}
    assert refused.target.ref not in {item.key for item in after.queue}
