"""``network``: paths, routes, what breaks, who is central, which county carries what, where chains cross."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from graph.commands import network_forms as forms
from graph.errors import LianpuError
from graph.model import EntityType, NodeState
from graph.network import naming
from graph.network.centrality import Standing, central_enterprises
from graph.network.counties import county_matrix
from graph.network.failure import Failure, if_it_stops
from graph.network.flow import route as find_routes
from graph.network.flow import shared_links
from graph.network.leaders import Leaders
from graph.network.leaders import leaders as find_leaders
from graph.network.paths import Ways, simple_paths
from graph.network.reading import read_out
from graph.network.values import JoinedLink, Paths
from graph.query.knowledge import Knowledge, load_knowledge
from graph.settings import load_settings
from graph.store import open_current

network_app = typer.Typer(help="Questions about the network of things and chains.", no_args_is_help=True)


class Format(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    JSON = "json"


class Language(StrEnum):
    """What a path is read out in."""

    ZH = "zh"
    EN = "en"


_Format = Annotated[Format, typer.Option("--format", help="How to print the answer.")]
_Chain = Annotated[str | None, typer.Argument(help="A chain by its id, such as copper.", show_default=False)]
_MOST_STEPS = 12
_STATES = {
    NodeState.PRODUCING: "有企业生产",
    NodeState.IN_PROGRESS: "在建",
    NodeState.INTENDED: "拟发展",
    NodeState.NOT_MENTIONED: "未提及",
}


@network_app.command("path")
def path(
    start: Annotated[str, typer.Argument(metavar="A", help="A name, TYPE:NAME, CHAIN/LINK or IRI.")],
    end: Annotated[str, typer.Argument(metavar="B", help="Likewise.")],
    all_paths: Annotated[bool, typer.Option("--all", help="All simple paths, not only the shortest.")] = False,
    most: Annotated[int, typer.Option(min=1, max=1_000, help="At most so many, with --all.")] = 20,
    cutoff: Annotated[int, typer.Option(min=1, max=_MOST_STEPS, help="At most so many steps, with --all.")] = 6,
    without: Annotated[list[str] | None, typer.Option(help="Not through this; may be repeated.")] = None,
    statements: Annotated[bool, typer.Option("--statements", help="Only over what reports state.")] = False,
    language: Annotated[Language, typer.Option(help="The language to read out in.")] = Language.ZH,
    format: _Format = Format.TABLE,
) -> None:
    """Read out how two things hang together, with numbered sources."""
    knowledge = _knowledge()
    a, b = _iri(naming.named(knowledge, start), start), _iri(naming.named(knowledge, end), end)
    if a == b:
        raise LianpuError(f"is the same as {start}.", where=end, mend="Name two different things.")
    shut = frozenset(_iri(naming.named(knowledge, name), name) for name in without or ())
    ways = Ways(seats=not statements, supply=not statements, without=shut)
    bounds = (cutoff, most) if all_paths else (len(knowledge.things) + len(knowledge.links), 1)
    found = simple_paths(knowledge, a, b, ways=ways, cutoff=bounds[0], most=bounds[1])
    if format is Format.JSON:
        paths = [forms.path_record(one) for one in found.found]
        forms.print_json({"paths": paths, "more": found.more, "longer": found.longer})
    else:
        typer.echo("\n\n".join(read_out(one, language.value) for one in found.found) or "No path joins them.")
    if all_paths:
        _tell_bounds(found)


@network_app.command("route")
def route(
    start: Annotated[str, typer.Argument(metavar="FROM", help="A link: its name, CHAIN/LINK or IRI.")],
    end: Annotated[str, typer.Argument(metavar="TO", help="Likewise.")],
    most: Annotated[int, typer.Option(min=1, max=1_000, help="At most so many.")] = 10,
    format: _Format = Format.TABLE,
) -> None:
    """Show the shortest ways along supply from one link to another, across chains."""
    knowledge = _knowledge()
    a, b = (_iri(naming.named_link(knowledge, words), words, "link") for words in (start, end))
    found = find_routes(knowledge, a, b, most=most)
    if format is Format.JSON:
        forms.print_json({"routes": [forms.route_record(one) for one in found.found], "more": found.more})
    else:
        rows = (" → ".join(_with_state(link) for link in one.links) for one in found.found)
        typer.echo("\n".join(rows) or "No route leads there.")
    if found.more:
        typer.echo(f"Only the first {most} are shown; there are more as short.", err=True)


@network_app.command("fail")
def fail(
    enterprise: Annotated[str, typer.Argument(help="An enterprise: a name of it, or its IRI.")],
    format: _Format = Format.TABLE,
) -> None:
    """Show what breaks if an enterprise stops."""
    knowledge = _knowledge()
    iri = _iri(naming.named_thing(knowledge, enterprise, (EntityType.ENTERPRISE,)), enterprise, "enterprise")
    failure = if_it_stops(knowledge, iri)
    if format is Format.JSON:
        forms.print_json(forms.failure_record(failure))
    else:
        _print_failure(failure)


@network_app.command("central")
def central(
    chain: _Chain = None,
    most: Annotated[int, typer.Option(min=1, help="At most so many.")] = 20,
    format: _Format = Format.TABLE,
) -> None:
    """Show the most central enterprises, and with CHAIN who could lead it (链主)."""
    knowledge = _knowledge()
    standings = central_enterprises(knowledge, chain)[:most]
    leaders = find_leaders(knowledge, chain) if chain else None
    if format is Format.JSON:
        told = {"central": [forms.standing_record(standing) for standing in standings]}
        forms.print_json({**told, "leaders": forms.leaders_record(leaders)} if leaders else told)
        return
    _print_standings(standings)
    if leaders:
        _print_leaders(leaders)


@network_app.command("counties")
def counties(chain: _Chain = None, format: _Format = Format.TABLE) -> None:
    """Show which county carries which part of which chain."""
    matrix = county_matrix(_knowledge(), chain)
    if format is Format.JSON:
        forms.print_json(forms.matrix_record(matrix))
        return
    rows = []
    for cell in matrix.cells:
        links = "、".join(link.zh for link in cell.links)
        things = "、".join(dict.fromkeys(holding.seat.thing.name for holding in cell.holdings))
        rows.append((cell.county.name, cell.chain.zh, links, things, _STATES[cell.state]))
    forms.print_table(("县区", "产业链", "环节", "企业、项目、平台、产业", "状态"), rows)
    for holding in matrix.elsewhere:
        typer.echo(f"{holding.place.name}（未能归入县区）：{holding.seat.thing.name}，{holding.link.zh}")


@network_app.command("crossings")
def crossings(format: _Format = Format.TABLE) -> None:
    """Show which chains share links."""
    found = shared_links(_knowledge())
    if format is Format.JSON:
        forms.print_json([forms.crossing_record(crossing) for crossing in found])
        return
    rows = []
    for one in found:
        same = "、".join(forms.pair(a, b, "=") for a, b in one.same)
        wider = "、".join(forms.pair(a, b, "⊂") for a, b in one.wider)
        rows.append((f"{one.first.zh} × {one.second.zh}", same, wider))
    forms.print_table(("产业链", "相同环节", "包含关系"), rows)


def _knowledge() -> Knowledge:
    return load_knowledge(open_current(load_settings()))


def _iri(found: naming.Naming, words: str, what: str = "thing") -> str:
    """The one thing that words name. Raises LianpuError, with names to write instead, where it is none or several."""
    if len(found.iris) == 1:
        return found.iris[0]
    near = ", ".join(found.near)
    if found.iris:
        raise LianpuError("names several things.", where=words, mend=f"Write one of {near}.")
    mend = f"Did you mean {near}?" if near else "Write a name as the report has it; `lianpu query` finds them."
    raise LianpuError(f"is no {what} that the graph knows.", where=words, mend=mend)


def _tell_bounds(found: Paths) -> None:
    if found.more:
        typer.echo(f"Only the first {found.most} are shown; there are more within {found.cutoff} steps.", err=True)
    if found.longer:
        typer.echo(f"There are further paths of more than {found.cutoff} steps.", err=True)


def _with_state(link: JoinedLink) -> str:
    chains = ",".join(chain.id for chain in link.chains)
    return f"{link.zh}（{chains}；{_STATES[link.state]}）"


def _print_failure(failure: Failure) -> None:
    for loss in failure.losses:
        typer.echo(f"{loss.link.zh}：{_STATES[loss.was]} → {_STATES[loss.becomes]}")
    for link in failure.carried:
        typer.echo(f"{link.zh}：{_STATES[link.state]}，另有支撑，不变")
    if failure.projects:
        typer.echo(f"随之停滞的项目：{'、'.join(forms.names(failure.projects))}")
    rows = []
    for cut in failure.cut_off:
        way, unnamed = " → ".join(link.zh for link in cut.through), "、".join(link.zh for link in cut.unnamed)
        firms = "、".join(forms.names(cut.firms)) or "、".join(seat.thing.name for seat in cut.seats)
        rows.append((forms.GRADES[cut.grade], cut.link.zh, way, unnamed, firms))
    if rows:
        forms.print_table(("程度", "下游环节", "经由", "其中报告未见企业的环节", "企业或项目"), rows)
    else:
        typer.echo("报告所见的下游环节无一因此断供。")
    typer.echo("仅据报告点名的企业与项目推算；本地其他企业或外地供应可能替代。")


def _print_standings(standings: tuple[Standing, ...]) -> None:
    rows = (
        (
            standing.enterprise.name,
            f"{standing.degree.value:.0f} (#{standing.degree.rank})",
            f"{standing.betweenness.value:.4f} (#{standing.betweenness.rank})",
            f"{standing.pagerank.value:.4f} (#{standing.pagerank.rank})",
        )
        for standing in standings
    )
    forms.print_table(("企业", "度", "介数", "PageRank"), rows)


def _print_leaders(found: Leaders) -> None:
    rows = []
    for leader in found.candidates:
        parts = (f"{voice.value:.2f} {'、'.join(voice.what)}".strip() for voice in leader.voices)
        rows.append((str(leader.rank), leader.enterprise.name, f"{leader.score:.2f}", *parts))
    forms.print_table(("#", "链主候选", "分", "称谓", "环节", "项目", "产品", "指标"), rows)
    typer.echo(found.caution_zh)
