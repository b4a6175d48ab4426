"""How the papers look: colours that carry meaning, paper sizes and text sizes, in one place.

Colours are those of the pages (``.streamlit/config.toml`` and ``graph/present/palette.py``, whose hues start from
Okabe and Ito's colour-blind-safe set). Lengths are millimetres, text sizes points.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import EntityType, NodeState, Stage

GROUND = "#FFFFFF"
PALE = "#F4F6F8"
INK = "#1B2430"
QUIET = "#5B6672"
STRUCTURE = "#9AA4AF"
RULE = "#D9DEE4"
ACCENT = "#0B5FA5"
ACCENT_TINT = "#D3E3F1"
ACCENT_PALE = "#EAF2F9"
ABSENT = "#8A94A0"
#: What is to be filled: Okabe and Ito's vermilion, and two tints of it.
GAP = "#C24E00"
GAP_TINT = "#FBE3D2"
GAP_PALE = "#FDF3EB"
#: Cells that are left to be filled in by hand.
BY_HAND = "#FFF8E1"

#: The colour and the shape of what sits at a link: the same as on the pages.
MARKS: dict[EntityType, tuple[str, str]] = {
    EntityType.ENTERPRISE: ("#0072B2", "circle"),
    EntityType.PROJECT: ("#D55E00", "diamond"),
    EntityType.PLATFORM: ("#8A7A00", "triangle"),
    EntityType.PRODUCT: ("#E69F00", "square"),
    EntityType.INDUSTRY: ("#009E73", "hexagon"),
}

#: What the marks stand for.
KINDS: dict[EntityType, str] = {
    EntityType.ENTERPRISE: "企业",
    EntityType.PROJECT: "项目",
    EntityType.PLATFORM: "平台载体",
    EntityType.PRODUCT: "提及的产品",
    EntityType.INDUSTRY: "提及的产业",
}

STATES: dict[NodeState, str] = {
    NodeState.PRODUCING: "有企业",
    NodeState.IN_PROGRESS: "在建",
    NodeState.INTENDED: "拟发展",
    NodeState.NOT_MENTIONED: "未提及",
}

STAGES: dict[Stage, str] = {
    Stage.UPSTREAM: "上游",
    Stage.MIDSTREAM: "中游",
    Stage.DOWNSTREAM: "下游",
    Stage.SUPPORT: "支撑配套",
}

#: Supply lines that matter less: those that only give the frame, and the faintest.
LINE, LINE_FAINT = "#AAB3BD", "#D5DAE0"
_TINTS, _STEPS = (0.0, 0.12, 0.25, 0.4, 0.55, 0.7, 0.85), (0.2, 0.4, 0.6, 0.8)
_MOST = 256


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet: width and height in millimetres, and its picture's width and height in pixels."""

    width: float
    height: float
    pixels: tuple[int, int]


#: A4 lying, at 300 dots an inch.
A4_LANDSCAPE = Paper(297.0, 210.0, (3508, 2480))
DOTS_PER_INCH = 300
POINT = 25.4 / 72


def palette() -> tuple[tuple[int, int, int], ...]:
    """The colours of a picture: white, each colour with its shades towards white, and texts on tinted cards."""
    plain = (
        PALE,
        INK,
        QUIET,
        STRUCTURE,
        RULE,
        ACCENT,
        ACCENT_TINT,
        ACCENT_PALE,
        ABSENT,
        GAP,
        GAP_TINT,
        LINE,
        LINE_FAINT,
    )
    colours = [*plain, *(colour for colour, _ in MARKS.values())]
    written = [(ground, ink) for ground in (GAP_TINT, ACCENT_TINT, PALE) for ink in (INK, QUIET, ACCENT, GAP)]
    shades = [_mixed(_rgb(colour), _rgb(GROUND), share) for share in _TINTS for colour in colours]
    shades += [_mixed(_rgb(ground), _rgb(ink), share) for ground, ink in written for share in _STEPS]
    # What is nearly white would be taken for the ground.
    kept = [shade for shade in dict.fromkeys(shades) if min(shade) < 244 or shade == _rgb(PALE)]
    return (_rgb(GROUND), *kept)[:_MOST]


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _mixed(one: tuple[int, int, int], other: tuple[int, int, int], share: float) -> tuple[int, int, int]:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue
