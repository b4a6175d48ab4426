"""``serve``."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import Annotated

import typer

from graph.errors import LianpuError
from graph.settings import PROJECT


def serve(
    port: Annotated[int, typer.Option(min=1, max=65_535, help="The port to listen on.")] = 8501,
    host: Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 opens it to the network.")] = "localhost",
) -> None:
    """Serve the explorer in the browser: the same as ``streamlit run app.py``."""
    entry = PROJECT / "app.py"
    if not entry.is_file():
        raise LianpuError("is not there.", where=entry, mend="Install from a checkout with `pip install -e .`.")
    # Streamlit's own greeting asks an outside server for this machine's address; ours does not.
    options = [f"--server.port={port}", f"--server.address={host}", "--logger.hideWelcomeMessage=true"]
    shown = "localhost" if host in ("0.0.0.0", "::") else host  # noqa: S104 - only compared
    typer.echo(f"Lianpu 链谱: http://{shown}:{port}")
    command = [sys.executable, "-m", "streamlit", "run", str(entry), *options]
    server = subprocess.Popen(command)  # noqa: S603 - our own entry, no shell
    # Whoever ends this command means the server.
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    try:
        code = server.wait()
    except KeyboardInterrupt:
        code = server.wait()
    # A server that a signal ended has a negative code; shells write it as 128 and the signal.
    raise typer.Exit(code if code >= 0 else 128 - code)
