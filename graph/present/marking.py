"""Report text cut into plain segments for the screen: what is a mention, what a search word, what neither."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.model import EntityType, Span
from graph.present.palette import MARKS
from graph.query.values import MentionOf, SectionInfo, Thing


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, marked or not."""

    text: str
    marked: bool


def pieces(text: str, words: Iterable[str]) -> tuple[Piece, ...]:
    """``text`` cut so that every occurrence of a word is a marked piece; the longest word wins.

    >>> [p.text for p in pieces("依托骏通车辆等企业", ["骏通", "骏通车辆"]) if p.marked]
    ['骏通车辆']
    """
    wanted = sorted({w for w in words if w}, key=lambda w: (-len(w), w))
    out: list[Piece] = []
    plain = at = 0
    while at < len(text):
        hit = next((w for w in wanted if text.startswith(w, at)), None)
        if hit is None:
            at += 1
            continue
        if plain < at:
            out.append(Piece(text[plain:at], marked=False))
        out.append(Piece(hit, marked=True))
        plain = at = at + len(hit)
    if plain < len(text):
        out.append(Piece(text[plain:], marked=False))
    return tuple(out)


def excerpt(text: str, words: Iterable[str], width: int = 180) -> str:
    """The stretch of at most about ``width`` characters of ``text`` that holds the words, with … where it is cut.

    >>> excerpt("一二三四五六七八九十", ["五六"], width=4)
    '…四五六七…'
    """
    if len(text) <= width:
        return text
    places = [(at, at + len(w)) for w in words if (at := text.find(w)) >= 0]
    first = min((a for a, _ in places), default=0)
    last = max((b for _, b in places if b - first <= width), default=first)
    start = max(0, min(first - (width - (last - first)) // 2, len(text) - width))
    end = start + width
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def marked_html(text: str, words: Iterable[str]) -> str:
    """``text`` as HTML, everything escaped, with the words in <mark>.

    >>> marked_html("<b>铜箔", ["铜箔"])
    '&lt;b&gt;<mark>铜箔</mark>'
    """
    return "".join(
        f"<mark>{html.escape(p.text)}</mark>" if p.marked else html.escape(p.text) for p in pieces(text, words)
    )


def source_blocks(
    text: str,
    sections: Sequence[SectionInfo],
    mentions: Sequence[MentionOf],
    things: Mapping[str, Thing],
    *,
    types: frozenset[EntityType],
) -> list[dict[str, object]]:
    """The report as blocks for the source component: one a line, with ``start``, ``at`` and ``runs``.

    ``start`` counts UTF-16 units, as browsers do (see ``browser_offset``), ``at`` characters. A run is {"t": text} or,
    for a mention of one of ``types``, {"t", "iri", "colour", "name"}. Where mentions overlap the outermost is shown. A
    line is a heading (``level`` above 0) where it is nothing but a section's title.
    """
    outer = _outermost([m for m in mentions if m.iri in things and things[m.iri].type in types])
    headings = {s.span.start: s for s in sections}
    blocks: list[dict[str, object]] = []
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        if line.strip():
            inside = [m for m in outer if at <= m.span.start and m.span.end <= end]
            section = headings.get(at)
            level = section.level if section and line.strip() == section.title else 0
            runs = _runs(text, at, end, inside, things)
            blocks.append({"start": browser_offset(text, at), "at": at, "level": level, "runs": runs})
        at = end + 1
    return blocks


def browser_offset(text: str, offset: int) -> int:
    """An offset in characters as browsers count it, in UTF-16 units: a character beyond U+FFFF counts two.

    >>> browser_offset("𬭩铝", 1)
    2
    """
    return len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2


def _outermost(mentions: Sequence[MentionOf]) -> list[MentionOf]:
    out: list[MentionOf] = []
    for mention in sorted(mentions, key=lambda m: (m.span.start, -m.span.end, m.iri)):
        if not out or mention.span.start >= out[-1].span.end:
            out.append(mention)
    return out


def _runs(
    text: str, start: int, end: int, mentions: Sequence[MentionOf], things: Mapping[str, Thing]
) -> list[dict[str, str]]:
    runs: list[dict[str, str]] = []
    at = start
    for mention in mentions:
        if at < mention.span.start:
            runs.append({"t": text[at : mention.span.start]})
        thing = things[mention.iri]
        runs.append(
            {
                "t": mention.span.of(text),
                "iri": thing.iri,
                "colour": MARKS[thing.type].colour,
                "name": f"{MARKS[thing.type].glyph} {thing.name}",
            }
        )
        at = mention.span.end
    if at < end:
        runs.append({"t": text[at:end]})
    return runs


def span_from(text: str | None, length: int) -> Span | None:
    """A span written as ``start-end`` (from an address bar), or None where it is not one inside ``length`` characters.

    >>> span_from("3-9", 100), span_from("9-3", 100), span_from("x", 100)
    (Span(start=3, end=9), None, None)
    """
    start, dash, end = (text or "").partition("-")
    if not (dash and start.isascii() and start.isdigit() and end.isascii() and end.isdigit()):
        return None
    return Span(int(start), int(end)) if int(start) < int(end) <= length else None
