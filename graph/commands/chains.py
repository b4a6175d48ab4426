"""``chains list`` and ``chains check``."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Annotated

import typer

from graph.chains.reference import load_chains
from graph.errors import OntologyError
from graph.model import Chain
from graph.rdf.chaincheck import check_chain_file
from graph.settings import Settings, load_settings

chains_app = typer.Typer(help="The reference chains.", no_args_is_help=True)


@chains_app.command("list")
def list_chains() -> None:
    """List the reference chains, and which other chains each leads into."""
    for chain in load_chains(load_settings().ontology / "chains"):
        beyond = sorted({ref.chain for node in chain.nodes for ref in (*node.same, *node.wider)})
        typer.echo(f"{chain.id}: {chain.zh}, {len(chain.nodes)} links, joined to {', '.join(beyond) or 'none'}")


@chains_app.command("check")
def check_chains(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="Chain files (.ttl); without any, those of ontology/chains.", show_default=False),
    ] = None,
) -> None:
    """Say what is wrong with chain files, by line. Exit code 1 where one cannot be used."""
    settings = load_settings()
    folder = settings.ontology / "chains"
    chosen = files or sorted(folder.glob("*.ttl"))
    others, codes = load_chains(folder), class_codes(settings)
    grave = 0
    for file in chosen:
        beside = [chain for chain in others if not _is_in(chain, file, folder)]
        found = check_chain_file(file, settings.ontology / "shapes.ttl", beside, codes)
        for complaint in found:
            kind = "error" if complaint.grave else "note"
            typer.echo(f"{file}:{complaint.line}: {kind}: {complaint.what} {complaint.mend}")
        grave += sum(complaint.grave for complaint in found)
    typer.echo(f"{len(chosen)} chain files, {grave} errors.")
    if grave:
        raise typer.Exit(1)


def _is_in(chain: Chain, file: Path, folder: Path) -> bool:
    return file.resolve().parent == folder.resolve() and file.stem == chain.id


def class_codes(settings: Settings) -> frozenset[str]:
    """The codes of GB/T 4754-2017. Raises OntologyError where the list is missing."""
    path = settings.home / "data" / "reference" / "gbt4754-2017.csv"
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return frozenset(row["code"] for row in csv.DictReader(lines))
    except (OSError, KeyError) as error:
        raise OntologyError("the list of classes is missing.", where=path, mend="Restore it.") from error
