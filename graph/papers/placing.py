"""Where each link of a chain stands on a map: in columns from upstream to downstream, support in rows below.

A stage has as many columns as its links need. Links go to columns by what supplies what, and to rows so that lines
run short and cross little: barycentres first (Sugiyama, Tagawa and Toda 1981), then swaps while they help. The same
chain is always placed the same way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import networkx as nx

from graph.model import Stage
from graph.query.values import Link

MAIN = (Stage.UPSTREAM, Stage.MIDSTREAM, Stage.DOWNSTREAM)
COLUMNS = 7
SUPPORT_IN_A_ROW = 8
_SWEEPS = 8

Edge = tuple[str, str]
Slots = list[list[str | None]]


@dataclass(frozen=True, slots=True)
class Grid:
    """Links (by IRI) in columns of equally many slots, the stage of each column, and the rows of support links."""

    columns: tuple[tuple[str | None, ...], ...]
    stages: tuple[Stage, ...]
    support: tuple[tuple[str, ...], ...]

    @property
    def rows(self) -> int:
        """How many slots a column has."""
        return len(self.columns[0]) if self.columns else 0

    def seats(self) -> dict[str, tuple[int, int]]:
        """The column and row of each link that is not support."""
        return {iri: (c, r) for c, column in enumerate(self.columns) for r, iri in enumerate(column) if iri}


def place(
    links: Sequence[Link], supplies: Iterable[Edge], *, most: int = COLUMNS, abreast: int = SUPPORT_IN_A_ROW
) -> Grid:
    """Links on a grid of at most so many columns (at least one a stage), and so many support links in a row.

    ``supplies`` are (input, output) by IRI.
    """
    edges = tuple(supplies)
    counts = {stage: sum(link.stage is stage for link in links) for stage in MAIN}
    rows = _rows(counts, max(most, len(MAIN)))
    columns: Slots = []
    stages: list[Stage] = []
    for stage in MAIN:
        members = sorted(link.iri for link in links if link.stage is stage)
        if members:
            groups = _split(members, edges, max(1, -(-len(members) // rows)), rows)
            columns += [[*group, *[None] * (rows - len(group))] for group in groups]
            stages += [stage] * len(groups)
    _order(columns, edges)
    support = sorted(link.iri for link in links if link.stage is Stage.SUPPORT)
    return Grid(tuple(map(tuple, columns)), tuple(stages), _support_rows(support, columns, edges, abreast))


def _rows(counts: dict[Stage, int], most: int) -> int:
    """The fewest rows with which the stages fit into so many columns."""
    rows = 1
    while sum(-(-count // rows) for count in counts.values()) > most:
        rows += 1
    return rows


def _split(members: list[str], edges: Sequence[Edge], columns: int, rows: int) -> list[list[str]]:
    """A stage's links in columns, so that supply runs from left to right wherever it can."""
    among = set(members)
    inner = [(a, b) for a, b in edges if a in among and b in among]
    flow: nx.DiGraph[str] = nx.DiGraph()
    flow.add_nodes_from(members)
    flow.add_edges_from(inner)
    ordered = [iri for layer in nx.topological_generations(flow) for iri in sorted(layer)]
    share = -(-len(ordered) // columns)
    column = {iri: position // share for position, iri in enumerate(ordered)}
    outer = [(a, b) for a, b in edges if (a in among) != (b in among)]
    _improve(column, inner, outer, columns, rows)
    return [[iri for iri in ordered if column[iri] == c] for c in range(columns)]


def _improve(column: dict[str, int], inner: list[Edge], outer: list[Edge], columns: int, rows: int) -> None:
    """Move links to better columns, alone or against another, while that lowers the cost."""

    def cost() -> float:
        total = 0.0
        for a, b in inner:
            step = column[b] - column[a]
            total += 40.0 * -step + 40.0 if step < 0 else 3.0 if step == 0 else step - 1.0
        for a, b in outer:
            # A link that supplies the next stage stands better on the right, one that is supplied on the left.
            total += 0.4 * (columns - 1 - column[a]) if a in column else 0.4 * column[b]
        sizes = [sum(c == k for c in column.values()) for k in range(columns)]
        return total + sum(1000.0 * max(0, size - rows) + 0.15 * size * size for size in sizes)

    best, members = cost(), list(column)
    for _ in range(_SWEEPS):
        before = best
        for iri in members:
            for target in range(columns):
                held, column[iri] = column[iri], target
                if (now := cost()) < best - 1e-9:
                    best = now
                else:
                    column[iri] = held
        for a, b in combinations(members, 2):
            if column[a] != column[b]:
                column[a], column[b] = column[b], column[a]
                if (now := cost()) < best - 1e-9:
                    best = now
                else:
                    column[a], column[b] = column[b], column[a]
        if best >= before - 1e-9:
            return


def _order(columns: Slots, edges: Sequence[Edge]) -> None:
    """Put each column's links into the rows in which their lines run shortest."""
    beside: defaultdict[str, list[str]] = defaultdict(list)
    for a, b in edges:
        beside[a].append(b)
        beside[b].append(a)
    for sweep in range(_SWEEPS):
        row = {iri: r for column in columns for r, iri in enumerate(column) if iri}
        for column in columns if sweep % 2 == 0 else reversed(columns):
            _by_barycentre(column, row, beside)
    _swap(columns, edges)


def _by_barycentre(column: list[str | None], row: dict[str, int], beside: dict[str, list[str]]) -> None:
    members = [iri for iri in column if iri]
    wanted = {
        iri: sum(near) / len(near) if (near := [row[o] for o in beside[iri] if o in row and o != iri]) else row[iri]
        for iri in members
    }
    members.sort(key=lambda iri: (wanted[iri], row[iri], iri))
    free, filled = len(column) - len(members), 0
    column[:] = [None] * len(column)
    for position, iri in enumerate(members):
        # As near to its wish as those before and behind it leave room for.
        slot = min(max(round(wanted[iri]), filled), position + free)
        column[slot], row[iri], filled = iri, slot, slot + 1


def _swap(columns: Slots, edges: Sequence[Edge]) -> None:
    seat = {iri: (c, r) for c, column in enumerate(columns) for r, iri in enumerate(column) if iri}
    kept = [(a, b) for a, b in edges if a in seat]
    near: defaultdict[int, list[Edge]] = defaultdict(list)
    touching: defaultdict[str, list[Edge]] = defaultdict(list)
    for a, b in kept:
        touching[a].append((a, b))
        touching[b].append((a, b))
        if b in seat and seat[b][0] == seat[a][0] + 1:
            near[seat[a][0]].append((a, b))

    def local(c: int, pair: Sequence[str | None]) -> float:
        lines = {edge for iri in pair if iri for edge in touching[iri]}
        return sum(_length(edge, seat, columns) for edge in sorted(lines)) + sum(
            0.8 * _crossings(near[g], seat) for g in (c - 1, c)
        )

    for _ in range(_SWEEPS):
        changed = False
        for c, column in enumerate(columns):
            for r, s in combinations(range(len(column)), 2):
                pair = (column[r], column[s])
                if pair == (None, None):
                    continue
                before = local(c, pair)
                _exchange(column, seat, c, r, s)
                if local(c, pair) < before - 1e-9:
                    changed = True
                else:
                    _exchange(column, seat, c, r, s)
        if not changed:
            return


def _exchange(column: list[str | None], seat: dict[str, tuple[int, int]], c: int, r: int, s: int) -> None:
    column[r], column[s] = column[s], column[r]
    for k in (r, s):
        iri = column[k]
        if iri:
            seat[iri] = (c, k)


def _length(edge: Edge, seat: dict[str, tuple[int, int]], columns: Slots) -> float:
    """What a line costs the eye: how far it climbs; more where it has to go round."""
    (c, r), to = seat[edge[0]], seat.get(edge[1])
    if to is None:
        return 0.3 * (len(columns[c]) - 1 - r)
    climb = abs(to[1] - r)
    if to[0] == c:
        return 0.2 if to[1] == r + 1 else 1.5 + climb
    return float(climb) if to[0] == c + 1 else 0.7 * climb + 0.5


def _crossings(lines: Sequence[Edge], seat: dict[str, tuple[int, int]]) -> int:
    rows = [(seat[a][1], seat[b][1]) for a, b in lines]
    return sum((p[0] - q[0]) * (p[1] - q[1]) < 0 for p, q in combinations(rows, 2))


def _support_rows(
    support: list[str], columns: Slots, edges: Sequence[Edge], abreast: int
) -> tuple[tuple[str, ...], ...]:
    """Support links in rows of equal length, each under what it serves."""
    if not support:
        return ()
    column = {iri: c for c, those in enumerate(columns) for iri in those if iri}
    among = set(support)
    beside: defaultdict[str, list[str]] = defaultdict(list)
    for a, b in edges:
        if a in among:
            beside[a].append(b)
        if b in among:
            beside[b].append(a)
    centre = dict.fromkeys(support, 0.0)
    for _ in range(3):
        known = {**{iri: float(c) for iri, c in column.items()}, **centre}
        centre = {
            iri: sum(known[o] for o in beside[iri]) / len(beside[iri]) if beside[iri] else len(columns) / 2
            for iri in support
        }
    ordered = sorted(support, key=lambda iri: (centre[iri], iri))
    in_a_row = -(-len(ordered) // -(-len(ordered) // abreast))
    cuts = [*range(0, len(ordered), in_a_row), len(ordered)]
    return tuple(tuple(ordered[a:b]) for a, b in pairwise(cuts))
