"""Relations: every rule's statements, the surest of each kept, signatures checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from graph.extraction.inner_relations import inner_relations
from graph.extraction.list_relations import list_relations
from graph.extraction.scene import Scene
from graph.extraction.topic_relations import topic_relations
from graph.model import SIGNATURES, Relation

_RULES: tuple[Callable[[Scene], Iterator[Relation]], ...] = (inner_relations, list_relations, topic_relations)


def relations_of(scene: Scene) -> tuple[Relation, ...]:
    """What the report says of its entities, each statement once, in the order of its evidence."""
    best: dict[tuple[object, ...], Relation] = {}
    for rule in _RULES:
        for relation in rule(scene):
            key = (relation.subject, relation.predicate, relation.object)
            if _sound(relation) and (key not in best or best[key].confidence < relation.confidence):
                best[key] = relation
    order = sorted(best.values(), key=lambda r: (r.evidence, r.predicate.value, r.subject, r.object))
    return tuple(order)


def _sound(relation: Relation) -> bool:
    subjects, objects = SIGNATURES[relation.predicate]
    kept = relation.subject.type in subjects and relation.object.type in objects
    return kept and relation.subject != relation.object
