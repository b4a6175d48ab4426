"""The colours and shapes that carry meaning, for canvas, source text, chain maps and lists alike.

Hues start from Okabe and Ito's colour-blind-safe set ("Color Universal Design", 2008); the yellow is darkened so that
it holds on white. Each type has a shape too, so that colour never carries alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import EntityType, NodeState


@dataclass(frozen=True)
class Mark:
    """How one entity type looks: a hue, a node shape, and the same shape as a character.

    Shapes are vis-network's names, and ``pentagon``, which our canvas draws itself.
    """

    colour: str
    shape: str
    glyph: str


MARKS: dict[EntityType, Mark] = {
    EntityType.ENTERPRISE: Mark("#0072B2", "dot", "●"),
    EntityType.PROJECT: Mark("#D55E00", "diamond", "◆"),
    EntityType.INDUSTRY: Mark("#009E73", "hexagon", "⬢"),
    EntityType.PRODUCT: Mark("#E69F00", "square", "■"),
    EntityType.PLACE: Mark("#56B4E9", "triangleDown", "▼"),
    EntityType.POLICY: Mark("#CC79A7", "star", "★"),
    EntityType.PLATFORM: Mark("#8A7A00", "triangle", "▲"),
    EntityType.ORGANIZATION: Mark("#6B7480", "pentagon", "⬟"),
}

STATE_GLYPHS: dict[NodeState, str] = {
    NodeState.PRODUCING: "●",
    NodeState.IN_PROGRESS: "◐",
    NodeState.INTENDED: "○",
    NodeState.NOT_MENTIONED: "◌",
}

#: Lines and frames: seen on white and on near-black alike.
STRUCTURE = "#9AA4AF"
