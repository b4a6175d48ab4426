"""The worked examples of the SPARQL page: enough of them, by topic, and each returns rows."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from graph.query.examples import Example, load_examples
from graph.query.runner import QueryRunner
from graph.store import Build
from graph.ui.catalogue import strings

EXAMPLES = load_examples(Path(__file__).resolve().parent.parent / "ontology" / "queries")


@pytest.fixture(scope="module")
def runner(build: Build):
    made = QueryRunner(build.folder, seconds=20, rows=10_000, workers=1)
    yield made
    made.close()


def test_there_are_at_least_forty_in_both_languages_by_topic():
    assert len(EXAMPLES) >= 40
    assert all(example.zh and example.en and f"topic.{example.topic}" in strings() for example in EXAMPLES)
    assert min(Counter(example.topic for example in EXAMPLES).values()) >= 2


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.id)
def test_each_returns_rows(runner: QueryRunner, example: Example):
    answer = runner.run(example.query)
    assert answer.rows and not answer.truncated
