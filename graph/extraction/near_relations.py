"""Whatever two things of one sentence could say of each other: a weak proposal, for the judge to find the true ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from graph.extraction.scene import Named, Scene
from graph.model import SIGNATURES, EntityRef, EntityType, Predicate, Relation

_CHANCE = 0.1
#: No honest sentence names more things; a forged one must not cost the square of them.
_MANY = 60


def near_relations(scene: Scene) -> Iterator[Relation]:
    """Every statement that the types of two things in one sentence allow."""
    for sentence in scene.report.sentences:
        first: dict[EntityRef, Named] = {}
        for named in scene.inside(sentence.span):
            first.setdefault(named.ref, named)
        if len(first) > _MANY:
            continue
        for one in first.values():
            for other in first.values():
                if one is not other:
                    for predicate in _ALLOWED.get((one.type, other.type), ()):
                        evidence = scene.evidence(one.span, other.span)
                        yield Relation(one.ref, predicate, other.ref, evidence, _CHANCE, "same sentence")


def _allowed() -> dict[tuple[EntityType, EntityType], tuple[Predicate, ...]]:
    found = defaultdict[tuple[EntityType, EntityType], tuple[Predicate, ...]](tuple)
    for predicate, (subjects, objects) in SIGNATURES.items():
        for subject in subjects:
            for thing in objects:
                found[subject, thing] += (predicate,)
    return found


_ALLOWED = _allowed()
