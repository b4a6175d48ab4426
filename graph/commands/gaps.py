"""``gaps``."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Column, Table

from graph.gaps.evaluation import Evaluation, Measure, Method, evaluate
from graph.gaps.hiding import Hiding
from graph.gaps.model import ChainGap, PartName
from graph.gaps.ranking import across, gaps_of, rank
from graph.gaps.statistics import Statistics, read_statistics
from graph.gaps.weights import Weights, parse_weights
from graph.gaps.words import CHOKE, CLASSES, PARTS, action, reasons
from graph.query.chains import choose
from graph.query.knowledge import Knowledge, load_knowledge
from graph.settings import load_settings
from graph.store import open_current


class GapFormat(StrEnum):
    """How gaps are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def gaps(
    chain: Annotated[
        str | None, typer.Argument(help="A chain's id, such as copper; without one, all chains.", show_default=False)
    ] = None,
    top: Annotated[int, typer.Option(min=1, max=10_000, help="How many to print.")] = 10,
    weights: Annotated[
        str, typer.Option(help='Weights of parts, such as "support=0.3,key=0.2"; the others keep theirs.')
    ] = "",
    statistics: Annotated[
        Path | None, typer.Option(help="A CSV of the place's statistics: code, lq[, growth].", show_default=False)
    ] = None,
    evaluation: Annotated[
        bool, typer.Option("--evaluate", help="Hide each producing link in turn and say where it comes.")
    ] = False,
    format: Annotated[GapFormat, typer.Option(help="How to print them.")] = GapFormat.TABLE,
) -> None:
    """Rank the gaps of a chain, or of all chains, with the reasons."""
    chosen = parse_weights(weights)
    figures = read_statistics(statistics) if statistics is not None else None
    knowledge = _knowledge()
    if evaluation:
        typer.echo(evaluation_table([evaluate(knowledge, hiding, chosen) for hiding in Hiding]), nl=False)
        return
    found = _found(knowledge, chain, chosen, figures)[:top]
    if format is GapFormat.CSV:
        typer.echo(as_csv(found), nl=False)
    elif format is GapFormat.JSON:
        typer.echo(as_json(found))
    else:
        _print_table(found, with_chain=chain is None)


def _knowledge() -> Knowledge:
    return load_knowledge(open_current(load_settings()))


def _found(
    knowledge: Knowledge, chain: str | None, weights: Weights, statistics: Statistics | None
) -> tuple[ChainGap, ...]:
    if chain is None:
        return across(rank(knowledge, weights, statistics), weights)
    view = choose(knowledge.chains, chain)
    return tuple(ChainGap(view, gap) for gap in gaps_of(view, knowledge, weights, statistics).gaps)


_HEAD = ("名次", "产业链", "链节点", "类别", "卡点", "做法", "得分")


def _cells(item: ChainGap) -> list[str]:
    gap = item.gap
    choke = CHOKE.zh if gap.choke else ""
    score = f"{gap.score:.3f}"
    return [str(gap.rank), item.view.info.zh, gap.link.zh, CLASSES[gap.kind].zh, choke, action(gap).zh, score]


def _part_cells(item: ChainGap) -> list[str]:
    """Each part's value, with its two counts where they say more; blank where it was not counted."""
    told = []
    for name in PartName:
        part = item.gap.part(name)
        counted = name in (PartName.SUPPORT, PartName.BRIDGE, PartName.CROSS_CHAIN)
        counts = f" ({part.counts[0]}/{part.counts[1]})" if part is not None and counted else ""
        told.append("" if part is None else f"{part.value:.2f}{counts}")
    return told


def as_csv(found: Iterable[ChainGap]) -> str:
    """The gaps as CSV with Chinese headers, one row each."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*_HEAD, *(PARTS[name].zh for name in PartName), "理由"])
    writer.writerows([*_cells(item), *_part_cells(item), "".join(reasons(item.gap))] for item in found)
    return out.getvalue()


def as_json(found: Iterable[ChainGap]) -> str:
    """The gaps as a JSON list with terms and reasons in both languages, and the sentences behind each part."""
    return json.dumps([_object(item) for item in found], ensure_ascii=False, indent=2)


def _object(item: ChainGap) -> dict[str, object]:
    gap = item.gap
    act = action(gap)
    return {
        "rank": gap.rank,
        "chain": {"id": item.view.info.id, "zh": item.view.info.zh, "en": item.view.info.en},
        "link": {"iri": gap.link.iri, "id": gap.link.id, "zh": gap.link.zh, "en": gap.link.en},
        "class": {"id": gap.kind.value, "zh": CLASSES[gap.kind].zh, "en": CLASSES[gap.kind].en},
        "choke": gap.choke,
        "action": {"zh": act.zh, "en": act.en},
        "score": round(gap.score, 6),
        "firms": [firm.name for firm in gap.firms],
        "parts": {
            part.name.value: {
                "value": round(part.value, 6),
                "counts": part.counts,
                "evidence": [{"name": seat.thing.name, "words": seat.evidence.words} for seat in part.seats],
            }
            for part in gap.parts
        },
        "reasons": {"zh": reasons(gap, "zh"), "en": reasons(gap, "en")},
    }


def _print_table(found: Sequence[ChainGap], *, with_chain: bool) -> None:
    parts = [name for name in PartName if any(item.gap.part(name) is not None for item in found)]
    head = [word for word in _HEAD if with_chain or word != "产业链"]
    table = Table(*head, *(PARTS[name].zh for name in parts), Column("理由", overflow="fold"), show_lines=True)
    shared = [item.gap.rank for item in found]
    for item in found:
        cells = _cells(item)
        if shared.count(item.gap.rank) > 1:
            cells[0] = f"{cells[0]} 并列"
        values = dict(zip(PartName, _part_cells(item), strict=True))
        kept = cells if with_chain else [cells[0], *cells[2:]]
        table.add_row(*kept, *(values[name] for name in parts), "".join(reasons(item.gap)))
    console = Console(markup=False, highlight=False, width=None if Console().is_terminal else 200)
    console.print(table)
    console.print("未提及不等于没有：年度报告只点名少数企业。名次并列者，某项权重变动十分之一即会换位。")


_METHODS = {
    Method.OURS: "链谱 (weights as given)",
    Method.LEFT_OUT: "链谱 (weights chosen on the other chains)",
    Method.RANDOM: "random (mean of 1,000)",
    Method.CHANCE: "random (exact)",
    Method.DEGREE: "degree",
    Method.BETWEENNESS: "betweenness",
}
_HIDINGS = {
    Hiding.STRICT: "All evidence at the link hidden",
    Hiding.PLAN: "The plan's own words kept, all else hidden",
    Hiding.FIRMS: "Firms and running projects hidden, all other words kept",
}


def evaluation_table(found: Iterable[Evaluation]) -> str:
    """The evaluation as Markdown, one table for each way of hiding: overall by method, then ours by chain."""
    return "\n".join(_one_evaluation(one) for one in found)


def _one_evaluation(one: Evaluation) -> str:
    lines = [
        f"### {_HIDINGS[one.hiding]}",
        "",
        "| | cases | hit@1 | hit@3 | hit@5 | MRR |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    lines += [_row(_METHODS[method], one.overall[method]) for method in Method]
    lines += [_row(f"链谱: {chain}", measures[Method.OURS]) for chain, measures in one.by_chain.items()]
    lines += ["", f"MRR is {one.lift:.2f} times that of the best baseline.", ""]
    return "\n".join(lines)


def _row(label: str, got: Measure) -> str:
    return f"| {label} | {got.cases} | {got.hit1:.3f} | {got.hit3:.3f} | {got.hit5:.3f} | {got.mrr:.3f} |"
