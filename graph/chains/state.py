"""What local evidence says of a chain node. A yearly report names few firms: not mentioned is not absent."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from graph.model import Chain, EntityType, NodeRef, NodeState, Placement, Report, Tense

#: From the strongest evidence to the weakest.
STRENGTH = (NodeState.PRODUCING, NodeState.IN_PROGRESS, NodeState.INTENDED, NodeState.NOT_MENTIONED)

_SHOWS = {
    EntityType.ENTERPRISE: NodeState.INTENDED,
    EntityType.PLATFORM: NodeState.INTENDED,
    EntityType.PRODUCT: NodeState.INTENDED,
    EntityType.INDUSTRY: NodeState.INTENDED,
}


#: What the words after a project's name say became of it. Source: wording common to plan and work reports.
_OUTCOME = re.compile(
    r"(?P<done>建成投产|建成投用|建成投运|建成运营|竣工投产|竣工投用|投产达效|投产运营|投产|投运|达产|并网发电|全面建成|顺利建成)"
    r"|开工|签约|落地|推进|建设|实施|前期|谋划|争取|力争"
)
#: What a clause says of what is being built.
_UNDER_WAY = re.compile(r"加快建设|推进[^，,；;。]*建设|项目建设|开工|在建|续建|试车|试运行|试生产")
#: A platform that makes nothing, even once it is built.
_RESEARCH = re.compile(r"研究|研发|实验室")
#: What a plan says of a firm that does not do it yet.
_BEGINS = re.compile(r"布局|谋划|探索|研发|攻关|引进|招引|转型|开工|新建|筹建|项目")


def shown_state(
    kind: EntityType, *, rule: str = "name", tense: Tense = Tense.OTHER, name: str = "", words: str = ""
) -> NodeState:
    """What one thing at a node shows by itself, by the ``words`` of the sentence that put it there.

    ``name`` is the thing's, or where a project put it there (``rule`` is ``project``) the project's. A named
    enterprise shows that the node is produced, a project or who undertakes it that it is in progress, anything else
    that it is intended. What a review says is built and running shows that the node is produced; what a clause says is
    being built, that it is in progress. An enterprise that sits there only for a product which a plan names (``rule``
    is ``product``), or for an industry that the plan would have it enter, may not make it yet: intended. A laboratory
    makes nothing: while it is built, its node is intended.

    >>> shown_state(EntityType.PROJECT, tense=Tense.REVIEW, name="甲铜箔", words="甲铜箔、乙轮毂等项目建成投产。").value
    'producing'
    """
    project = kind is EntityType.PROJECT or rule == "project"
    entering = rule == "product" or (rule == "industry" and bool(_BEGINS.search(_after(name, words))))
    if kind is EntityType.ENTERPRISE and not project and not (tense is Tense.PLAN and entering):
        return NodeState.PRODUCING
    if tense is Tense.REVIEW and kind is not EntityType.INDUSTRY and _is_done(name, words):
        return NodeState.PRODUCING
    built = kind is not EntityType.INDUSTRY and not (kind is EntityType.PLATFORM and _RESEARCH.search(name))
    if project or (built and _UNDER_WAY.search(_clause(name, words))):
        return NodeState.IN_PROGRESS
    return _SHOWS.get(kind, NodeState.NOT_MENTIONED)


def _is_done(name: str, words: str) -> bool:
    outcome = _OUTCOME.search(_after(name, words))
    return outcome is not None and outcome["done"] is not None


def _clause(name: str, words: str) -> str:
    """The clause of the words that a name stands in; where it stands in none, nothing."""
    return next((clause for clause in re.split("[，,；;。]", words) if name and name in clause), "")


def _after(name: str, words: str) -> str:
    """What follows a name in the words; where it stands otherwise there, all of them."""
    return words.partition(name)[2] if name in words else words


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
        tense, words = tense_at(report, placed.evidence.start), placed.evidence.of(report.text)
        name = placed.through if placed.rule == "project" else placed.entity.name
        state = shown_state(placed.entity.type, rule=placed.rule, tense=tense, name=name, words=words)
        shown[placed.node].append(state)
    return {node.ref: strongest(shown[node.ref]) for node in chain.nodes}


def tense_at(report: Report, offset: int) -> Tense:
    """Whether the report speaks at ``offset`` of what was done or of what is to be done."""
    sentence = report.sentence_at(offset)
    return report.sections[sentence.section].tense if sentence is not None else Tense.OTHER
