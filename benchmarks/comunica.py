"""Asks a running server with Comunica, the JavaScript query engine: an endpoint client that is not ours.

    python benchmarks/comunica.py http://localhost:8501 [--version 4]

Needs Node.js and npm; it installs Comunica (about 80 MB) into a folder that is removed afterwards, so it is no part of
the tests. Version 5 needs Node.js 22.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

_PREFIX = "PREFIX lp: <https://w3id.org/lianpu/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
_COPPER = "<https://w3id.org/lianpu/id/chain/copper>"
#: What is asked, of which source (below the server), and how many rows must come.
_CASES = (
    ("SELECT, told that it is an endpoint", "sparql@{server}/sparql", "SELECT ?c { ?c a lp:Chain }", 11),
    ("SELECT, found out by the service description", "{server}/sparql", "SELECT ?c { ?c a lp:Chain }", 11),
    (
        "a join with a filter",
        "sparql@{server}/sparql",
        "SELECT ?n { ?c a lp:Chain ; skos:prefLabel ?n . FILTER(LANG(?n) = 'zh') }",
        11,
    ),
    (
        "linked data, by the IRI of a chain",
        "{server}/id/chain/copper",
        f"SELECT ?n {{ {_COPPER} skos:prefLabel ?n }}",
        2,
    ),
)


def main() -> None:
    """Print one line a case; the exit status is 1 where one fails."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("server", help="such as http://localhost:8501")
    parser.add_argument("--version", default="4")
    asked = parser.parse_args()
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        sys.exit("no node or npm found: install Node.js")
    with tempfile.TemporaryDirectory() as folder:
        package = f"@comunica/query-sparql@{asked.version}"
        subprocess.run([npm, "install", "--silent", package], cwd=folder, check=True)  # noqa: S603
        home = Path(folder) / "node_modules" / "@comunica" / "query-sparql"
        version = json.loads((home / "package.json").read_text(encoding="utf-8"))["version"]
        print(f"Comunica {version}")
        failed = [
            name
            for name, source, query, rows in _CASES
            if not _works(home, name, source.format(server=asked.server), query, rows)
        ]
    sys.exit(1 if failed else 0)


def _works(home: Path, name: str, source: str, query: str, rows: int) -> bool:
    command = [home / "bin" / "query.js", source, "-q", _PREFIX + query, "-t", "application/sparql-results+json"]
    done = subprocess.run(["node", *command], capture_output=True, text=True, check=False, timeout=120)  # noqa: S603, S607
    try:
        found = len(json.loads(done.stdout)["results"]["bindings"])
    except (ValueError, KeyError):
        print(f"{name}: {done.stderr.strip()[:300] or done.stdout[:300]}")
        return False
    print(f"{name}: {found} rows")
    return found == rows


if __name__ == "__main__":
    main()
