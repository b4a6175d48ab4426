"""The chain as a picture: as it is, and as it should be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from graph.gaps.model import Gap
from graph.gaps.words import CLASSES
from graph.model import NodeState, Stage
from graph.papers import look
from graph.papers.chart import NAME_POINTS, PAD, STATE_POINTS, TITLE_POINTS, Band, Card, Chart, Run
from graph.papers.drawing import Box, Picture, Sheet
from graph.papers.fonts import Typeface
from graph.papers.legend import legend_as_is, legend_to_be
from graph.papers.look import A4_LANDSCAPE, POINT, Paper
from graph.papers.strokes import (
    FAINT,
    LIVE,
    PLAIN,
    RADIUS,
    WANTED,
    Ink,
    Lettering,
    badge,
    ground,
    mark,
    number_disc,
    title_block,
)
from graph.papers.words import ACTIONS
from graph.query.values import ChainView


def as_is(
    view: ChainView,
    gaps: Sequence[Gap],
    laid: Chart,
    lettering: Lettering,
    typeface: Typeface,
    paper: Paper = A4_LANDSCAPE,
) -> Picture:
    """产业链图谱（现状）: each link with its state, who is there, and its gap class as a badge."""
    sheet = Sheet(paper, typeface, zoom=laid.zoom)
    of_link = {gap.link.iri: gap for gap in gaps}
    states = {link.iri: link.state for link in view.links}

    def ink(run: Run) -> Ink:
        live = all(states[end] is NodeState.PRODUCING for end in run.edge)
        return LIVE if live else PLAIN

    _frame(sheet, laid.bands, lettering)
    _runs(sheet, laid.runs, ink)
    for card in laid.cards:
        gap = of_link.get(card.link.iri)
        ground(sheet, card.box, card.link.state)
        _contents(sheet, card, quiet=card.link.state is NodeState.NOT_MENTIONED, choke=gap is not None and gap.choke)
        _state(sheet, card)
        if gap is not None:
            badge(sheet, _corner(card), CLASSES[gap.kind].zh, filled=False)
    legend_as_is(sheet, view, gaps)
    return sheet.picture()


def to_be(
    view: ChainView,
    gaps: Sequence[Gap],
    numbered: Mapping[str, int],
    laid: Chart,
    lettering: Lettering,
    typeface: Typeface,
    paper: Paper = A4_LANDSCAPE,
) -> Picture:
    """产业链图谱（目标）: the same chain with what is to be filled. ``numbered`` gives the first gaps their numbers, by
    the IRI of their link; they stand out, with the lines to what is held already."""
    sheet = Sheet(paper, typeface, zoom=laid.zoom)
    of_link = {gap.link.iri: gap for gap in gaps}
    held = {link.iri for link in view.links if link.state is NodeState.PRODUCING}

    def ink(run: Run) -> Ink:
        ends = set(run.edge)
        if ends & numbered.keys():
            return WANTED if ends <= held | numbered.keys() else PLAIN
        return LIVE if ends <= held else FAINT

    _frame(sheet, laid.bands, lettering)
    _runs(sheet, laid.runs, ink)
    for card in laid.cards:
        gap, number = of_link.get(card.link.iri), numbered.get(card.link.iri)
        first = gap is not None and number is not None
        if first:
            sheet.box(card.box, fill=look.GAP_TINT, line=look.GAP, width=0.6, radius=RADIUS)
        elif gap is not None and card.link.state is not NodeState.PRODUCING:
            sheet.box(card.box, fill=look.GROUND, line=look.GAP, width=0.3, radius=RADIUS)
        else:
            ground(sheet, card.box, card.link.state)
        quiet = gap is None and card.link.state is NodeState.NOT_MENTIONED
        _contents(sheet, card, quiet=quiet, choke=gap is not None and gap.choke)
        _state(sheet, card)
        if gap is not None:
            badge(sheet, _corner(card), ACTIONS[gap.kind], filled=first)
        if number is not None:
            number_disc(sheet, (card.box.x - 0.5, card.box.y - 0.5), number)
    legend_to_be(sheet, view, gaps, numbered)
    return sheet.picture()


def _frame(sheet: Sheet, bands: Iterable[Band], lettering: Lettering) -> None:
    """Title, lines around, and the headings of the stages."""
    title_block(sheet, lettering)
    for band in bands:
        label = look.STAGES[band.stage]
        if band.stage is Stage.SUPPORT:
            sheet.box(band.box, fill=look.PALE, radius=RADIUS)
            middle, top = band.box.middle
            for position, part in enumerate((label[:2], label[2:])):
                sheet.write((middle, top - 4.3 + position * 4.6), part, 10, bold=True, align="middle")
            continue
        sheet.box(band.box, fill=look.PALE, radius=RADIUS)
        sheet.box(Box(band.box.x, band.box.y, 1.3, band.box.height), fill=look.ACCENT)
        end = sheet.write((band.box.x + 3.4, band.box.y + 1.2), label, 10.5, bold=True)
        sheet.write((end.right + 2.0, band.box.y + 1.7), f"{band.links} 个环节", 8, colour=look.QUIET)


def _runs(sheet: Sheet, runs: Sequence[Run], ink: Callable[[Run], Ink]) -> None:
    """Supply lines, supplier by supplier; where one passes over another, a gap in the lower one shows it."""
    inks = {run.edge: ink(run) for run in runs}
    sources = sorted({run.edge[0] for run in runs})
    topmost = {source: max(inks[run.edge].rank for run in runs if run.edge[0] == source) for source in sources}
    for source in sorted(sources, key=lambda s: (topmost[s], s)):
        own = sorted((run for run in runs if run.edge[0] == source), key=lambda run: (inks[run.edge].rank, run.edge))
        for run in own:
            sheet.line(run.path, colour=look.GROUND, width=inks[run.edge].width + 0.55)
        for run in own:
            drawn = inks[run.edge]
            sheet.line(run.path, colour=drawn.colour, width=drawn.width)
            sheet.arrowhead(run.path[-1], run.towards, colour=drawn.colour, size=1.7 if drawn.rank > 2 else 1.45)


def _contents(sheet: Sheet, card: Card, *, quiet: bool, choke: bool) -> None:
    x, y = card.box.x + PAD, card.box.y + PAD - 0.3
    colour = look.QUIET if quiet else look.INK
    for line in card.title:
        sheet.write((x, y), line, TITLE_POINTS, bold=not quiet, colour=colour)
        y += 4.5
    if card.link.key:
        star = look.GAP if choke else look.INK
        sheet.write((card.box.right - PAD, card.box.y + PAD - 0.2), "★", 8.5, colour=star, align="right")
    y += 0.3
    for name in card.names:
        if name.kind is not None:
            mark(sheet, (x + 1.0, y + NAME_POINTS * POINT / 2), name.kind)
        sheet.write((x + 2.8, y), name.text, NAME_POINTS)
        y += 3.45


def _state(sheet: Sheet, card: Card) -> None:
    y = card.box.bottom - PAD - STATE_POINTS * POINT + 0.2
    colour = look.QUIET if card.link.state is NodeState.NOT_MENTIONED else look.ACCENT
    sheet.write((card.box.x + PAD, y), look.STATES[card.link.state], STATE_POINTS, colour=colour)


def _corner(card: Card) -> tuple[float, float]:
    return card.box.right - 1.2, card.box.bottom - 1.1
