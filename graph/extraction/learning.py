"""Learning the judges from annotated reports: which of the rules' statements people confirmed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from graph.extraction.gold import Gold, TrainingError
from graph.extraction.judging import Judges, prior_of
from graph.extraction.lexicon import Lexicon, default_lexicon
from graph.extraction.logistic import Case, learned
from graph.extraction.looks import looks_of
from graph.extraction.pipeline import found_in, scene_of
from graph.extraction.relations import proposals
from graph.extraction.scene import Scene
from graph.model import Report

AnnotatedReport = tuple[Report, Gold]
#: How strongly weights are pulled to what the rules say: the values at which left-out reports score best.
_ENTITIES, _RELATIONS = 100.0, 600.0
_LEAST_SEEN = 5
#: What only one report has is no knowledge of how reports speak.
_LEAST_REPORTS = 2


def learned_judges(
    annotated: Iterable[AnnotatedReport],
    lexicon: Lexicon | None = None,
    step: Callable[[str], None] = lambda done: None,
) -> Judges:
    """Judges taught by annotated reports; the same reports in the same order give the same ones.

    ``step`` is told the slug of each report once it was read. Raises TrainingError where nothing can be learned.
    """
    words = lexicon or default_lexicon()
    entities: list[Case] = []
    relations: list[Case] = []
    slugs: set[str] = set()
    for report, gold in annotated:
        found = found_in(report, words)
        scene = scene_of(report, words, found, found.entities)
        entities.extend(entity_cases(scene, gold))
        relations.extend(relation_cases(scene, gold))
        slugs.add(report.slug)
        step(report.slug)
    if not entities or not relations:
        mend = "Annotate lines in which it finds entities and relations."
        raise TrainingError("the rules find nothing in the annotated lines.", mend=mend)
    groups = min(_LEAST_REPORTS, len(slugs))
    return Judges(
        learned(entities, strength=_ENTITIES, least=_LEAST_SEEN, groups=groups),
        learned(relations, strength=_RELATIONS, least=_LEAST_SEEN, groups=groups),
    )


def entity_cases(scene: Scene, gold: Gold) -> Iterator[Case]:
    """The entities that the rules found in the annotated lines, and whether people confirm them."""
    for entity in scene.entities:
        if any(gold.covers(span.start) for span in entity.mentions):
            right = gold.entity((entity.name, *entity.aliases), entity.type) is not None
            looks = looks_of(scene.report, entity, scene.lexicon)
            yield Case(looks, prior_of(entity), right, scene.report.slug)


def relation_cases(scene: Scene, gold: Gold) -> Iterator[Case]:
    """What the rules say in the annotated lines, and whether people say it too."""
    numbers = {e.ref: gold.entity((e.name, *e.aliases), e.type) for e in scene.entities}
    for proposal in proposals(scene):
        relation = proposal.relation
        if gold.covers(relation.evidence.start):
            right = (numbers[relation.subject], relation.predicate, numbers[relation.object]) in gold.relations
            yield Case(proposal.features, prior_of(relation), right, scene.report.slug)
