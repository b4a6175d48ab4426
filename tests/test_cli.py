"""The command line: what it prints, and that wrong input gets one line, exit code 2, and changes nothing."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pyoxigraph
import pytest

from graph import __version__, cli
from graph.store import Build

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "data" / "reports" / "sanmenxia-2023.txt"


class Outcome:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def lianpu(build: Build, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Run the command line in this process, on the test run's graph."""
    monkeypatch.setenv("LIANPU_BUILT", str(build.folder.parent))

    def run(*arguments: str) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["lianpu", *arguments])
        code = 0
        try:
            cli.main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = capsys.readouterr()
        return Outcome(code, said.out, said.err)

    return run


def test_the_console_script_is_installed():
    done = subprocess.run([sys.executable, "-m", "graph.cli", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"lianpu {__version__}"


def test_help_names_every_command(lianpu):
    shown = lianpu("--help").out
    assert all(name in shown for name in ("build", "extract", "query", "validate", "export", "serve"))


def test_building_again_does_nothing(lianpu, build: Build):
    done = lianpu("build")
    assert done.code == 0
    assert str(build.folder) in done.out


def test_extract_writes_the_interchange_form(lianpu, tmp_path: Path):
    target = tmp_path / "out.json"
    assert lianpu("extract", str(REPORT), "-o", str(target)).code == 0
    found = json.loads(target.read_text(encoding="utf-8"))
    assert set(found) == {"report", "entities", "relations", "indicators"}
    assert found["report"]["place"] == "三门峡市" and found["report"]["year"] == 2023
    text = REPORT.read_text(encoding="utf-8")
    smelter = next(entity for entity in found["entities"] if entity["name"] == "中原黄金冶炼厂")
    assert all(text[start:end] == "中原黄金冶炼厂" for start, end in smelter["mentions"])
    assert len({entity["type"] for entity in found["entities"]}) == 8
    assert len({relation["p"] for relation in found["relations"]}) == 10
    assert {indicator["status"] for indicator in found["indicators"]} == {"actual", "estimate", "target"}


def test_a_folder_is_extracted_and_what_fails_is_listed(lianpu, tmp_path: Path):
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    (source / "a.txt").write_bytes(REPORT.read_bytes())
    (source / "b.txt").write_text("白日依山尽", encoding="utf-8")
    done = lianpu("extract", str(source), "-o", str(target))
    assert done.code == 1
    assert done.out.startswith("1 of 2 reports -> ")
    assert done.err.count("failed: ") == 1 and "b.txt" in done.err
    assert [path.name for path in target.iterdir()] == ["a.json"]


def test_reports_of_one_name_get_files_of_their_own(lianpu, tmp_path: Path):
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_bytes(REPORT.read_bytes())
    target = tmp_path / "out"
    assert lianpu("extract", str(tmp_path / "x"), str(tmp_path / "y" / "a.txt"), "-o", str(target)).code == 0
    assert sorted(path.name for path in target.iterdir()) == ["a.txt-2.json", "a.txt.json"]


def test_names_that_line_breaks_cut_are_found_whole(lianpu, tmp_path: Path):
    """Office programs break lines by width: in the middle of a name as well."""
    wrapped, target = tmp_path / "wrapped.txt", tmp_path / "out.json"
    lines = REPORT.read_text(encoding="utf-8").splitlines()
    pieces = [line[at : at + 40] for line in lines for at in range(0, max(len(line), 1), 40)]
    wrapped.write_text("\n".join(pieces), encoding="utf-8")
    assert lianpu("extract", str(wrapped), "-o", str(target)).code == 0
    entities = json.loads(target.read_text(encoding="utf-8"))["entities"]
    broken = [entity["name"] for entity in entities if "\n" in entity["name"]]
    assert broken == [] and "中原黄金冶炼厂" in {entity["name"] for entity in entities}


@pytest.mark.sweep
@pytest.mark.parametrize("example", sorted((ROOT / "ontology" / "queries").glob("*.rq")), ids=lambda path: path.stem)
def test_every_example_file_returns_rows(lianpu, example: Path):
    done = lianpu("query", str(example), "--format", "csv")
    assert done.code == 0
    assert len(list(csv.reader(done.out.splitlines()))) > 1


def test_a_query_prints_as_table_json_and_turtle(lianpu):
    question = 'SELECT ?name { ?e a lp:Enterprise ; skos:prefLabel ?name FILTER(STR(?name) = "中原黄金冶炼厂") }'
    assert "中原黄金冶炼厂" in lianpu("query", question).out
    bindings = json.loads(lianpu("query", question, "--format", "json").out)["results"]["bindings"]
    assert bindings == [{"name": {"type": "literal", "value": "中原黄金冶炼厂", "xml:lang": "zh"}}]
    graph = lianpu("query", "CONSTRUCT { ?s a lp:Chain } WHERE { ?s a lp:Chain }", "--format", "turtle").out
    assert len(list(pyoxigraph.parse(graph, pyoxigraph.RdfFormat.TURTLE))) == 11


def test_the_built_graph_conforms_to_its_shapes(lianpu):
    done = lianpu("validate")
    assert (done.code, done.out.strip()) == (0, "The graph conforms to its shapes.")


def test_a_file_that_breaks_the_shapes_is_found_out(lianpu, tmp_path: Path):
    broken = tmp_path / "broken.ttl"
    broken.write_text(
        "@prefix lp: <https://w3id.org/lianpu/ontology#> . <https://x/e> a lp:Enterprise .", encoding="utf-8"
    )
    done = lianpu("validate", str(broken))
    assert done.code == 1
    assert "https://x/e" in done.out


@pytest.mark.parametrize(
    ("ending", "form"),
    [
        ("ttl", pyoxigraph.RdfFormat.TURTLE),
        ("trig", pyoxigraph.RdfFormat.TRIG),
        ("jsonld", pyoxigraph.RdfFormat.JSON_LD),
        ("nq", pyoxigraph.RdfFormat.N_QUADS),
    ],
)
def test_every_rdf_export_holds_the_whole_graph(lianpu, tmp_path: Path, build: Build, ending: str, form):
    target = tmp_path / f"graph.{ending}"
    assert lianpu("export", "-o", str(target)).code == 0
    exported = {quad.triple for quad in pyoxigraph.parse(path=str(target), format=form)}
    store = pyoxigraph.Store.read_only(str(build.folder))
    assert exported == {quad.triple for quad in store}


@pytest.mark.parametrize("ending", ["gexf", "graphml"])
def test_network_exports_are_well_formed_and_hold_the_smelter(lianpu, tmp_path: Path, ending: str):
    target = tmp_path / f"graph.{ending}"
    assert lianpu("export", "-o", str(target)).code == 0
    read = nx.read_gexf(target) if ending == "gexf" else nx.read_graphml(target, force_multigraph=True)
    assert "中原黄金冶炼厂" in {data["label"] for _, data in read.nodes(data=True)}


def test_the_neo4j_export_joins_only_nodes_that_it_lists(lianpu, tmp_path: Path):
    assert lianpu("export", "--format", "neo4j", "-o", str(tmp_path / "neo4j")).code == 0
    with (tmp_path / "neo4j" / "nodes.csv").open(encoding="utf-8", newline="") as file:
        nodes = {row[":ID"] for row in csv.DictReader(file)}
    with (tmp_path / "neo4j" / "relationships.csv").open(encoding="utf-8", newline="") as file:
        edges = list(csv.DictReader(file))
    assert edges and all(edge[":START_ID"] in nodes and edge[":END_ID"] in nodes for edge in edges)


#: Wrong calls: the arguments ({0} is a folder), and a word that the message must hold.
WRONG = {
    "no such report": (["extract", "{0}/none.txt", "-o", "{0}/out.json"], "none.txt"),
    "binary report": (["extract", "{0}/binary.txt", "-o", "{0}/out.json"], "binary.txt"),
    "empty report": (["extract", "{0}/empty.txt", "-o", "{0}/out.json"], "empty.txt"),
    "no report at all": (["extract", "{0}/poem.txt", "-o", "{0}/out.json"], "poem.txt"),
    "a folder into a file": (["extract", "{0}", "-o", "{0}/empty.txt"], "is no folder"),
    "no folder to write in": (["extract", str(REPORT), "-o", "{0}/no/out.json"], "out.json"),
    "broken query": (["query", "SELECT * WHERE { ?s ?p"], "line 1"),
    "update": (["query", "DROP ALL"], "read-only"),
    "no such query file": (["query", "{0}/none.rq"], "none.rq"),
    "turtle of a table": (["query", "SELECT * WHERE { ?s ?p ?o } LIMIT 1", "--format", "turtle"], "CONSTRUCT"),
    "the report as its own output": (["extract", "{0}/poem.txt", "-o", "{0}/poem.txt"], "poem.txt"),
    "a folder as output": (["export", "-o", "{0}", "--format", "turtle"], "is a folder"),
    "a file as the neo4j folder": (["export", "-o", "{0}/poem.txt", "--format", "neo4j"], "poem.txt"),
    "unknown ending": (["export", "-o", "{0}/graph.xyz"], "graph.xyz"),
    "broken rdf": (["validate", "{0}/broken.ttl"], "broken.ttl"),
    "rdf that would have us fetch": (["validate", "{0}/remote.jsonld"], "remote.jsonld"),
    "rdf of no known form": (["validate", "{0}/poem.txt"], "poem.txt"),
    "no rdf file": (["validate", "{0}/none.ttl"], "none.ttl"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "folder"
    made.mkdir()
    (made / "binary.txt").write_bytes(b"\x00\x01\x02" * 50)
    (made / "empty.txt").write_bytes(b"")
    (made / "poem.txt").write_text("白日依山尽", encoding="utf-8")
    (made / "broken.ttl").write_text("<a> <b", encoding="utf-8")
    remote = {"@context": "http://127.0.0.1:9/context", "@id": "https://x/e", "name": "e"}
    (made / "remote.jsonld").write_text(json.dumps(remote), encoding="utf-8")
    return made


@pytest.mark.parametrize("case", WRONG)
def test_wrong_input_gets_one_line_and_changes_nothing(lianpu, folder: Path, case: str):
    arguments, word = WRONG[case]
    before = sorted(path.name for path in folder.iterdir())
    done = lianpu(*(argument.replace("{0}", str(folder)) for argument in arguments))
    assert done.code == 2
    assert len(done.err.strip().splitlines()) == 1 and done.err.startswith("lianpu: ")
    assert word in done.err
    assert sorted(path.name for path in folder.iterdir()) == before


def test_without_a_build_the_mend_is_named(lianpu, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("LIANPU_BUILT", str(tmp_path / "none"))
    for arguments in (["query", "ASK {}"], ["validate"], ["export", "-o", str(tmp_path / "x.ttl")]):
        done = lianpu(*arguments)
        assert done.code == 2 and "lianpu build" in done.err
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LIANPU_BASE_IRI", "no iri"),
        ("LIANPU_QUERY_SECONDS", "soon"),
        ("LIANPU_QUERY_ROWS", "-1"),
        ("LIANPU_QUERY_MEGABYTES", "much"),
        ("LIANPU_HOME", "/"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(lianpu, monkeypatch: pytest.MonkeyPatch, name: str, value: str):
    monkeypatch.setenv(name, value)
    done = lianpu("build")
    assert done.code == 2 and len(done.err.strip().splitlines()) == 1
    assert name in done.err


def test_a_broken_report_among_the_inputs_leaves_the_graph_as_it_was(
    lianpu, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, build: Build
):
    home = tmp_path / "home"
    (home / "data" / "reports").mkdir(parents=True)
    for name in ("ontology", "data/lexicon"):
        (home / name).symlink_to(ROOT / name, target_is_directory=True)
    (home / "data" / "reports" / "broken.txt").write_bytes(b"\xff\xfe\x00" * 40)
    pointer = (build.folder.parent / "CURRENT").read_text(encoding="utf-8")
    monkeypatch.setenv("LIANPU_HOME", str(home))
    done = lianpu("build")
    assert done.code == 2 and "broken.txt" in done.err
    assert (build.folder.parent / "CURRENT").read_text(encoding="utf-8") == pointer
