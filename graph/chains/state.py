"""What local evidence says of a chain node. A yearly report names few firms: not mentioned is not absent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from graph.model import Chain, EntityType, NodeRef, NodeState, Placement, Report, Tense

#: From the strongest evidence to the weakest.
STRENGTH = (NodeState.PRODUCING, NodeState.IN_PROGRESS, NodeState.INTENDED, NodeState.NOT_MENTIONED)

_SHOWS = {
    EntityType.ENTERPRISE: NodeState.PRODUCING,
    EntityType.PROJECT: NodeState.IN_PROGRESS,
    EntityType.PLATFORM: NodeState.INTENDED,
    EntityType.PRODUCT: NodeState.INTENDED,
    EntityType.INDUSTRY: NodeState.INTENDED,
}


def shown_state(kind: EntityType, *, rule: str = "name", tense: Tense = Tense.OTHER) -> NodeState:
    """What one thing at a node shows by itself.

    A named enterprise shows that the node is produced, a project that it is in progress, anything else that it is
    intended. An enterprise that sits there only for a product which a plan names (``rule`` is ``product``) may not
    make it yet: intended.
    """
    if rule == "product" and tense is Tense.PLAN:
        return NodeState.INTENDED
    return _SHOWS.get(kind, NodeState.NOT_MENTIONED)


def strongest(states: Iterable[NodeState]) -> NodeState:
    """The state of a node from what each thing there shows; nothing there is not mentioned."""
    shown = set(states)
    return next((state for state in STRENGTH if state in shown), NodeState.NOT_MENTIONED)


def node_state(types: Iterable[EntityType]) -> NodeState:
    """The state of a node from nothing but the types of what sits there.

    >>> node_state([EntityType.PRODUCT, EntityType.PROJECT]).value
    'inProgress'
    """
    return strongest(shown_state(kind) for kind in types)


def chain_states(chain: Chain, placements: Iterable[Placement], report: Report) -> dict[NodeRef, NodeState]:
    """The state of every node of a chain, in the order of its nodes, by the placements of one report."""
    shown: defaultdict[NodeRef, list[NodeState]] = defaultdict(list)
    for placed in placements:
        tense = tense_at(report, placed.evidence.start)
        shown[placed.node].append(shown_state(placed.entity.type, rule=placed.rule, tense=tense))
    return {node.ref: strongest(shown[node.ref]) for node in chain.nodes}


def tense_at(report: Report, offset: int) -> Tense:
    """Whether the report speaks at ``offset`` of what was done or of what is to be done."""
    sentence = report.sentence_at(offset)
    return report.sections[sentence.section].tense if sentence is not None else Tense.OTHER
