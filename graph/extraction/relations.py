"""Relations: every rule's statements, signatures checked, judged."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from graph.extraction.inner_relations import inner_relations
from graph.extraction.judging import Judges, sure_relations
from graph.extraction.list_relations import list_relations
from graph.extraction.near_relations import near_relations
from graph.extraction.pairs import Proposal, proposals_of
from graph.extraction.scene import Scene
from graph.extraction.topic_relations import topic_relations
from graph.model import SIGNATURES, Relation

_RULES: tuple[Callable[[Scene], Iterator[Relation]], ...] = (
    inner_relations,
    list_relations,
    topic_relations,
    near_relations,
)


def relations_of(scene: Scene, judges: Judges) -> tuple[Relation, ...]:
    """What the report says of its entities, each statement once, in the order of its evidence."""
    return sure_relations(proposals(scene), judges)


def proposals(scene: Scene) -> Iterator[Proposal]:
    """What the rules propose before anyone judges it, each statement once, in no order that means anything."""
    return proposals_of(scene, (relation for rule in _RULES for relation in rule(scene) if _sound(relation)))


def _sound(relation: Relation) -> bool:
    subjects, objects = SIGNATURES[relation.predicate]
    kept = relation.subject.type in subjects and relation.object.type in objects
    return kept and relation.subject != relation.object
