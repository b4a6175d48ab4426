"""How sure each statement is: what its rule says of itself, corrected by what annotated reports taught.

A judge is a logistic model over what is seen of an entity or a statement (``looks``, ``pairs``). Rules start it off,
weights move it. What falls below the least belief is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from graph.errors import LexiconError
from graph.extraction.lexicon import Lexicon
from graph.extraction.logistic import Logistic
from graph.extraction.looks import looks_of
from graph.extraction.pairs import Proposal
from graph.extraction.tagging import Opinions
from graph.model import Entity, Relation, Report

#: Below this a statement is more likely a mistake than worth a reader's time; chosen where left-out reports score best.
LEAST_ENTITY, LEAST_RELATION = 0.4, 0.3
_MOST = 0.99
#: Rules of thumb never claim more than this before the judge has looked.
_PRIOR = 0.97
_KINDS = ("entity", "relation")


@dataclass(frozen=True, slots=True)
class Judges:
    """One model for entities, one for relations."""

    entities: Logistic
    relations: Logistic

    @classmethod
    def none(cls) -> Judges:
        """Judges that take every rule at its word."""
        return cls(Logistic({}), Logistic({}))


def prior_of(statement: Entity | Relation) -> float:
    """What the rule says before the judge has looked."""
    return min(_PRIOR, statement.confidence)


def sure_entities(
    report: Report, entities: Iterable[Entity], opinions: Opinions, lexicon: Lexicon, judges: Judges
) -> tuple[Entity, ...]:
    """The entities that the judge believes in, with its belief as their confidence."""
    chances = ((e, judges.entities.chance(looks_of(report, e, opinions, lexicon), prior_of(e))) for e in entities)
    return tuple(replace(e, confidence=_said(chance)) for e, chance in chances if chance >= LEAST_ENTITY)


def sure_relations(proposals: Iterable[Proposal], judges: Judges) -> tuple[Relation, ...]:
    """The relations that the judge believes in, with its belief as their confidence, in the order of their evidence."""
    chances = ((p.relation, judges.relations.chance(p.features, prior_of(p.relation))) for p in proposals)
    sure = (replace(r, confidence=_said(chance)) for r, chance in chances if chance >= LEAST_RELATION)
    return tuple(sorted(sure, key=lambda r: (r.evidence, r.predicate.value, r.subject, r.object)))


def _said(chance: float) -> float:
    return round(min(_MOST, chance), 3)


def read_judges(path: Path) -> Judges:
    """The judges in ``path``. Raises LexiconError where it is missing or broken."""
    found: dict[str, dict[str, float]] = {kind: {} for kind in _KINDS}
    try:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                kind, name, weight = line.split("\t")
                found[kind][name] = float(weight)
    except (OSError, ValueError, KeyError) as error:
        raise LexiconError(f"is no model: {error}.", where=path, mend="Make it anew with `lianpu train`.") from error
    return Judges(Logistic(found["entity"]), Logistic(found["relation"]))


def judges_text(judges: Judges, about: str) -> str:
    """The judges as the text of a file: columns kind, feature, weight."""
    rows = [
        f"{kind}\t{name}\t{weight:g}\n"
        for kind, model in zip(_KINDS, (judges.entities, judges.relations), strict=True)
        for name, weight in sorted(model.weights.items())
    ]
    return (
        f"# {about}\n# Columns: what is judged, a feature, its weight (positive: more likely right).\n{''.join(rows)}"
    )
