"""What the connections page offers to try leads to an answer."""

from __future__ import annotations

import pytest

from graph.network.examples import example_firms, example_pairs
from graph.network.failure import if_it_stops
from graph.network.paths import Ways, simple_paths
from graph.query.knowledge import Knowledge, load_knowledge
from graph.store import GraphStore


@pytest.fixture(scope="module")
def known(store: GraphStore) -> Knowledge:
    return load_knowledge(store)


def test_every_pair_that_is_offered_is_joined(known: Knowledge):
    pairs = example_pairs(known, Ways(), cutoff=6)
    assert pairs
    for first, second in pairs:
        assert simple_paths(known, first.iri, second.iri, ways=Ways(), cutoff=6, most=1).found


def test_every_enterprise_that_is_offered_would_be_missed_on_a_chain(known: Knowledge):
    firms = example_firms(known)
    assert len(firms) == 5
    for firm in firms:
        stopped = if_it_stops(known, firm.iri)
        assert stopped.losses or stopped.carried
