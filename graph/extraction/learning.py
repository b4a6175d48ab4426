"""Learning from annotated reports: to see names, and which statements of rules and tagger people confirmed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.extraction.gold import Gold, TrainingError
from graph.extraction.judging import Judges, prior_of
from graph.extraction.lexicon import Lexicon, default_lexicon
from graph.extraction.logistic import Case, Logistic, learned
from graph.extraction.looks import looks_of
from graph.extraction.models import INSIDE, NAMES, Models
from graph.extraction.pipeline import Found, found_in, judged_scene, ruled_in
from graph.extraction.relations import proposals
from graph.extraction.scene import Scene
from graph.extraction.tagger_training import Lesson, lessons_of, write_tagger
from graph.extraction.tagging import OUTSIDE, Tagger
from graph.model import Report

AnnotatedReport = tuple[Report, Gold]
#: How strongly weights are pulled to what the rules say: the values at which left-out reports score best.
_ENTITIES, _RELATIONS = 50.0, 2000.0
_LEAST_SEEN = 5
#: What only one report has is no knowledge of how reports speak.
_LEAST_REPORTS = 2
_HANDS = 5


def learned_models(
    annotated: Iterable[AnnotatedReport],
    folder: Path,
    lexicon: Lexicon | None = None,
    step: Callable[[str], None] = lambda done: None,
) -> Models:
    """Models taught by annotated reports, their files in ``folder``; the same reports in the same order give the same.

    The judges learn from what a tagger says of reports that it has not seen: the reports are dealt into a few hands,
    and each hand is read by a tagger that the others taught. ``step`` is told what was done. Raises TrainingError where
    nothing can be learned.
    """
    words = lexicon or default_lexicon()
    taught = [(ruled_in(report, words), gold) for report, gold in annotated]
    lessons = [list(lessons_of(ruled.report, gold, ruled.seen())) for ruled, gold in taught]
    found: dict[int, Found] = {}
    hands = min(_HANDS, len(taught))
    for hand in range(hands if hands > 1 else 0):
        others = [lesson for number, own in enumerate(lessons) if number % hands != hand for lesson in own]
        with TemporaryDirectory() as draft:
            tagger = _written(others, Path(draft))
            found |= {n: found_in(taught[n][0], tagger) for n in range(hand, len(taught), hands)}
        step(f"{hand + 1} of {hands}")
    if hands == 1:
        found[0] = found_in(taught[0][0], None)
    judges = _learned_judges([(found[number], gold) for number, (_, gold) in enumerate(taught)])
    tagger = _written([lesson for own in lessons for lesson in own], folder)
    step("all")
    return Models(tagger, judges)


def _written(lessons: list[Lesson], folder: Path) -> Tagger:
    if not any(label != OUTSIDE for lesson in lessons for label in lesson.names):
        raise TrainingError("no annotated line has a name in it.", mend="Annotate lines in which names stand.")
    write_tagger(lessons, folder / NAMES, folder / INSIDE)
    return Tagger(folder / NAMES, folder / INSIDE)


def _learned_judges(taught: Sequence[tuple[Found, Gold]]) -> Judges:
    groups = min(_LEAST_REPORTS, len({found.ruled.report.slug for found, _ in taught}))
    entities = [case for found, gold in taught for case in entity_cases(found, gold)]
    if not entities:
        mend = "Annotate lines in which it finds entities and relations."
        raise TrainingError("nothing is found in the annotated lines.", mend=mend)
    judge = learned(entities, strength=_ENTITIES, least=_LEAST_SEEN, groups=groups)
    scenes = [(judged_scene(found, Judges(judge, Logistic({}))), gold) for found, gold in taught]
    relations = [case for scene, gold in scenes for case in relation_cases(scene, gold)]
    return Judges(judge, learned(relations, strength=_RELATIONS, least=_LEAST_SEEN, groups=groups))


def entity_cases(found: Found, gold: Gold) -> Iterator[Case]:
    """The entities that were found in the annotated lines, and whether people confirm them."""
    report, lexicon = found.ruled.report, found.ruled.lexicon
    for entity in found.entities:
        if any(gold.covers(span.start) for span in entity.mentions):
            right = gold.entity((entity.name, *entity.aliases), entity.type) is not None
            looks = looks_of(report, entity, found.opinions, lexicon)
            yield Case(looks, prior_of(entity), right, report.slug)


def relation_cases(scene: Scene, gold: Gold) -> Iterator[Case]:
    """What the rules say in the annotated lines, and whether people say it too."""
    numbers = {e.ref: gold.entity((e.name, *e.aliases), e.type) for e in scene.entities}
    for proposal in proposals(scene):
        relation = proposal.relation
        if gold.covers(relation.evidence.start):
            right = (numbers[relation.subject], relation.predicate, numbers[relation.object]) in gold.relations
            yield Case(proposal.features, prior_of(relation), right, scene.report.slug)
