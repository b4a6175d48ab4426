"""``curate``."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer

from graph.assembly import extractions_of
from graph.batch import report_files
from graph.curation import Curated, Curation, Outcome, State, load_curation, replay
from graph.resolution import Suggestion, resolve, suggest_duplicates
from graph.settings import load_settings

#: The states that a person should look at.
_TELLING = (State.UNRESOLVED, State.RESTORED, State.MOOT)


def curate(
    every: Annotated[bool, typer.Option("--all", help="Show every decision, not only those to look at.")] = False,
    duplicates: Annotated[int, typer.Option(min=0, help="How many possible duplicates to show.")] = 20,
) -> None:
    """Check people's decisions in data/curation against the reports, and list what may be one thing.

    Decisions are applied by every build. Exit code 1 where one no longer finds what it is about.
    """
    settings = load_settings()
    curation = load_curation(settings.curation)
    extractions = extractions_of(report_files(settings.reports))
    curated = [replay(found, curation.of(found.report.slug)) for found in extractions]
    for one in curated:
        _show(one, curation, every=every)
    orphans = curation.orphans(found.report.slug for found in extractions)
    for slug in orphans:
        typer.echo(f"{slug}: {len(curation.of(slug))} decisions, but no such report in {settings.reports}")
    if duplicates:
        _show_duplicates(suggest_duplicates(resolve(one.extraction for one in curated)), duplicates)
    if orphans or any(one.unresolved for one in curated):
        raise typer.Exit(1)


def _show(curated: Curated, curation: Curation, *, every: bool) -> None:
    slug = curated.extraction.report.slug
    states = Counter(outcome.state for outcome in curated.outcomes)
    told = ", ".join(f"{states[state]} {state.value}" for state in State if states[state])
    typer.echo(f"{slug}: {len(curated.outcomes)} decisions{': ' if told else ''}{told}")
    for where, outcome in zip(curation.where(slug), curated.outcomes, strict=True):
        if every or outcome.state in _TELLING:
            typer.echo(f"  {_line(where, outcome)}")


def _line(where: str, outcome: Outcome) -> str:
    note = f" ({outcome.note})" if outcome.note else ""
    return f"{outcome.state.value:<10} {where} {outcome.decision}{note}: {outcome.decision.why}"


def _show_duplicates(suggestions: tuple[Suggestion, ...], most: int) -> None:
    if not suggestions:
        return
    typer.echo(f"{len(suggestions)} possible duplicates, of which {min(most, len(suggestions))} shown")
    for suggestion in suggestions[:most]:
        first, second = suggestion.first, suggestion.second
        pair = f"{first.type.value} {first.name} = {second.type.value} {second.name}"
        typer.echo(f"  {suggestion.score:.2f} {pair}? {suggestion.reason}")
