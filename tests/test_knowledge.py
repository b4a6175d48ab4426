"""What the graph holds, loaded in one go: statements by their ends, seats by who sits there, chains joined."""

from __future__ import annotations

import pytest

from graph.model import EntityType, Predicate
from graph.query.knowledge import Knowledge, load_knowledge
from graph.store import GraphStore


@pytest.fixture(scope="module")
def knowledge(store: GraphStore) -> Knowledge:
    return load_knowledge(store)


def words_of(knowledge: Knowledge, link: str) -> tuple[str, ...]:
    return (knowledge.links[link].zh, *knowledge.links[link].aliases)


def thing(knowledge: Knowledge, name: str) -> str:
    return next(iri for iri, thing in knowledge.things.items() if thing.name == name)


def test_statements_are_found_by_either_end(knowledge: Knowledge) -> None:
    firm = thing(knowledge, "华鑫铜箔")
    made = knowledge.facts_from(firm, Predicate.PRODUCES)
    assert made
    for fact in made:
        assert fact in knowledge.facts_to(fact.object, Predicate.PRODUCES)
        assert fact not in knowledge.facts_to(fact.object, Predicate.LOCATED_IN)


def test_each_statement_is_told_once(knowledge: Knowledge) -> None:
    told = [(f.subject, f.predicate, f.object, f.evidence.report, f.evidence.span) for f in knowledge.facts]
    assert len(told) == len(set(told))


def test_who_sits_where_is_found_by_who(knowledge: Knowledge) -> None:
    nodes = {link.zh for link, _ in knowledge.seats_of[thing(knowledge, "中原黄金冶炼厂")]}
    assert "黄金冶炼" in nodes


def test_a_seat_says_the_words_and_the_name_that_holds_them(knowledge: Knowledge) -> None:
    for seats in knowledge.seats_of.values():
        for link, seat in seats:
            assert seat.words in (link.zh, *link.aliases, *(w for s in link.same for w in words_of(knowledge, s)))
            assert seat.words.casefold() in seat.through.casefold().replace(" ", "")
            assert seat.rule in ("name", "product", "project", "industry")


def test_links_that_mean_one_thing_hold_the_same_seats(knowledge: Knowledge) -> None:
    joined = [link for link in knowledge.links.values() if link.same]
    assert joined
    for link in joined:
        for other in link.same:
            assert link.iri in knowledge.links[other].same
            assert {seat.thing for seat in knowledge.links[other].seats} == {seat.thing for seat in link.seats}
            assert knowledge.links[other].state is link.state


def test_the_source_of_a_report_holds_its_words(knowledge: Knowledge) -> None:
    for fact in knowledge.facts:
        span = fact.evidence.span
        assert span.of(knowledge.sources[fact.evidence.report].text) == fact.evidence.words


def test_places_carry_their_code(knowledge: Knowledge) -> None:
    assert knowledge.things[thing(knowledge, "灵宝市")].code == "411282"
    assert all(t.code is None for t in knowledge.things.values() if t.type is EntityType.ENTERPRISE)
