"""The command line. What a user can mend is said in one line on standard error, with exit code 2."""

from __future__ import annotations

import sys

import typer
from rich.console import Console

from graph import __version__
from graph.commands.ask import query
from graph.commands.attract import attract
from graph.commands.brief import brief
from graph.commands.chains import chains_app
from graph.commands.curate import curate
from graph.commands.export import export
from graph.commands.extract import extract
from graph.commands.gaps import gaps
from graph.commands.make import build, validate
from graph.commands.network import network_app
from graph.commands.question import ask
from graph.commands.serve import serve
from graph.commands.train import train
from graph.errors import LianpuError

app = typer.Typer(
    name="lianpu",
    help="链谱: government reports in, an industry-chain knowledge graph with its evidence out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback(invoke_without_command=True)
def version(show: bool = typer.Option(False, "--version", help="Print the version and stop.")) -> None:
    """链谱: government reports in, an industry-chain knowledge graph with its evidence out."""
    if show:
        typer.echo(f"lianpu {__version__}")
        raise typer.Exit


for command in (build, extract, curate, query, ask, validate, export, gaps, train, serve, attract, brief):
    app.command()(command)


app.add_typer(chains_app, name="chains")
app.add_typer(network_app, name="network")


def main() -> None:
    """Run the command line; the console script ``lianpu``."""
    for stream in (sys.stdout, sys.stderr):
        # Windows consoles default to a code page that has no Chinese,
        # and would turn the line ends of a CSV into three characters.
        stream.reconfigure(encoding="utf-8", errors="replace", newline="")  # type: ignore[union-attr]
    try:
        app()
    except LianpuError as error:
        Console(stderr=True, highlight=False, markup=False, soft_wrap=True).print(f"lianpu: {error}")
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
