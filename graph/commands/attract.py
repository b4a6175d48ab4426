"""``attract``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Column, Table

from graph.attract.attraction import Attractor
from graph.attract.candidates import CandidateList, read_candidates
from graph.attract.classes import load_classes
from graph.attract.model import Attraction, Fit, Match, Partner, Target
from graph.attract.record import as_record, problem_lines
from graph.attract.template import template as template_bytes
from graph.commands.files import write_bytes
from graph.errors import LianpuError, QueryError
from graph.gaps.model import Gap
from graph.gaps.ranking import gaps_of
from graph.gaps.words import CHOKE, CLASSES, action
from graph.query.chains import choose
from graph.query.knowledge import Knowledge, load_knowledge
from graph.settings import Settings, load_settings
from graph.store import open_current

_SHOWN_PROBLEMS = 20
_STATES = {"producing": "", "inProgress": "（在建）", "intended": "（规划）", "notMentioned": ""}
_WHY = {"link": "本环节", "neighbour": "相邻环节", "chain": "本链", "industry": "本产业", "general": "招商通用"}
_REACH = {"chain": "", "general": "（未指明产业）", "other": "（报告就其他产业提及）"}


class AttractFormat(StrEnum):
    """How the answer is printed."""

    TABLE = "table"
    JSON = "json"


def attract(
    chain: Annotated[str | None, typer.Argument(help="A chain's id, such as copper.", show_default=False)] = None,
    link: Annotated[
        str | None, typer.Argument(help="One gap: a link's id or Chinese name.", show_default=False)
    ] = None,
    candidates: Annotated[
        Path | None, typer.Option(help="A list of real firms, .csv or .xlsx, to match.", show_default=False)
    ] = None,
    top: Annotated[int, typer.Option(min=1, max=1_000, help="How many gaps.")] = 3,
    format: Annotated[AttractFormat, typer.Option(help="How to print them.")] = AttractFormat.TABLE,
    template: Annotated[
        Path | None, typer.Option(help="Write an empty list of firms here, .xlsx or .csv.", show_default=False)
    ] = None,
) -> None:
    """Say what to attract to the gaps of a chain: what firm, whom it would deal with, where, with what, and why."""
    if template is not None:
        _write_template(template)
        return
    if chain is None:
        raise QueryError("no chain is named.", mend="Name one, such as `lianpu attract copper`.")
    settings = load_settings()
    classes = load_classes(settings)
    firms = read_candidates(candidates, classes) if candidates is not None else CandidateList((), ())
    knowledge = _knowledge(settings)
    view = choose(knowledge.chains, chain)
    chosen = _chosen(gaps_of(view, knowledge).gaps, link, top)
    attractor = Attractor(knowledge, view, classes, firms.candidates)
    told = [attractor.to(gap) for gap in chosen]
    _warn(firms, candidates)
    if format is AttractFormat.JSON:
        typer.echo(json.dumps([as_record(one) for one in told], ensure_ascii=False, indent=2))
        return
    console = Console(markup=False, highlight=False, width=None if Console().is_terminal else 160)
    for one in told:
        _print(console, one, listed=candidates is not None)


def _write_template(path: Path) -> None:
    data = template_bytes(path.name)
    if path.exists():
        raise LianpuError("is there already.", where=path, mend="Name a new file, so that no list is lost.")
    write_bytes(path, data)
    typer.echo(f"{path} is ready to be filled in.")


def _knowledge(settings: Settings) -> Knowledge:
    return load_knowledge(open_current(settings))


def _chosen(gaps: Sequence[Gap], link: str | None, top: int) -> Sequence[Gap]:
    if link is None:
        return gaps[:top]
    found = [gap for gap in gaps if link in (gap.link.id, gap.link.zh)]
    if not found:
        known = ", ".join(gap.link.id for gap in gaps)
        raise QueryError(f"The chain has no gap {link!r}.", mend=f"Choose one of {known}.")
    return found


def _warn(firms: CandidateList, path: Path | None) -> None:
    """Say on standard error which rows of the list cannot be used."""
    for line in problem_lines(firms.problems[:_SHOWN_PROBLEMS]):
        typer.echo(f"{path}: {line}", err=True)
    if len(firms.problems) > _SHOWN_PROBLEMS:
        typer.echo(f"{path}: and {len(firms.problems) - _SHOWN_PROBLEMS:,} more rows.", err=True)


def _print(console: Console, told: Attraction, *, listed: bool) -> None:
    gap, kind = told.gap, told.profile
    choke = f" {CHOKE.zh}" if gap.choke else ""
    console.print(f"{gap.rank}. {gap.link.zh}（{CLASSES[gap.kind].zh}{choke}，{action(gap).zh}）")
    table = Table(Column(no_wrap=True), Column(overflow="fold"), show_header=False)
    table.add_row("行业", f"{kind.industry.code} {kind.industry.name}" if kind.industry else "参考链未给出")
    table.add_row("检索词", "、".join(kind.terms))
    table.add_row("可采购自", _partners(told.suppliers))
    table.add_row("可供货给", _partners(told.customers))
    table.add_row("载体", _fits(told.carriers))
    table.add_row("政策", _fits(told.policies))
    table.add_row("报告点名对象", _targets(told.targets))
    if listed:
        table.add_row("名单匹配", _matches(told.candidates))
    table.add_row("投资逻辑", "".join(told.logic.zh))
    for number, evidence in enumerate(told.logic.evidence, start=1):
        table.add_row(f"[{number}]", evidence.words)
    console.print(table)


def _partners(partners: Iterable[Partner]) -> str:
    told = [f"{p.firm.name}：{p.link.zh}{_STATES[p.seat.shows.value]}" for p in partners]
    return "\n".join(told) or "报告未提及"


def _fits(fits: Iterable[Fit]) -> str:
    return "\n".join(f"{fit.thing.name}（{_WHY[fit.why]}）" for fit in fits) or "报告未提及"


def _targets(targets: Iterable[Target]) -> str:
    return "\n".join(f"{t.thing.name}：{t.cue}{_REACH[t.reach]}" for t in targets) or "报告未提及"


def _matches(matches: Iterable[Match]) -> str:
    told = []
    for match in matches:
        firm = match.candidate
        why = f"产品含“{match.words}”" if match.words else "仅行业代码相符"
        told.append(f"{firm.name} {firm.place} {firm.product}（第{firm.row}行，{why}）")
    return "\n".join(told) or "名单中没有相符的企业"
