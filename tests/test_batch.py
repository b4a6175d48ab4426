"""Many files through one call: in order, a failing one listed, on any executor, a Dask cluster's too."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path

import distributed
import pytest

from graph import batch
from graph.batch import Outcome, extract_file, extract_folder, failures, report_files
from graph.batch import folder as folder_module
from graph.batch.work import outcome_of
from graph.errors import LianpuError, ReadingError

SAMPLES = Path(__file__).parent / "samples"
SANMENXIA = Path(__file__).parent.parent / "data" / "reports" / "sanmenxia-2023.txt"
BODY = "\n".join(SANMENXIA.read_text(encoding="utf-8").split("\n")[5:10])
PLACES = ("灵宝市", "义马市", "卢氏县", "渑池县", "陕州区", "湖滨区")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """Six short reports, and in their midst a poem and a file that is not there."""
    folder = tmp_path_factory.mktemp("reports")
    for number, place in enumerate(PLACES):
        text = f"{place}2023年国民经济和社会发展计划报告\n{BODY}"
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    (folder / "2-poem.txt").write_text("床前明月光，疑是地上霜。举头望明月，低头思故乡。\n" * 4, encoding="utf-8")
    return (*sorted(folder.iterdir()), folder / "9-none.txt")


def in_short(outcomes: Iterator[Outcome]) -> list[tuple[str, str]]:
    return [
        (found.path.name, found.extraction.report.place if found.extraction else found.error.what)
        for found in outcomes
        if found.extraction or found.error
    ]


EXPECTED = [
    ("0.txt", "灵宝市"),
    ("1.txt", "义马市"),
    ("2-poem.txt", "the text is no report: it hardly speaks of the economy, projects or plans."),
    ("2.txt", "卢氏县"),
    ("3.txt", "渑池县"),
    ("4.txt", "陕州区"),
    ("5.txt", "湖滨区"),
    ("9-none.txt", "cannot be read (No such file or directory)."),
]


def test_on_all_cores_outcomes_come_in_order_with_progress(files: tuple[Path, ...]):
    heard = list[tuple[int, int, str]]()
    found = list(extract_folder(files, progress=lambda n, of, outcome: heard.append((n, of, outcome.path.name))))
    assert in_short(iter(found)) == EXPECTED
    assert heard == [(number, len(files), path.name) for number, path in enumerate(files, 1)]
    assert [error.where for error in failures(found)] == [str(files[2]), str(files[-1])]
    assert all(outcome.seconds > 0 for outcome in found)


def test_on_a_dask_cluster_of_two_processes_the_outcomes_are_the_same(files: tuple[Path, ...]):
    cluster = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    )
    with cluster, distributed.Client(cluster) as client:
        with client.get_executor() as executor:
            found = list(extract_folder(files, executor=executor))
        used = set(client.run(os.getpid).values())
    assert len(used) == 2 and os.getpid() not in used
    assert in_short(iter(found)) == EXPECTED
    here = list(extract_folder(files, executor=Here()))
    assert [outcome.extraction for outcome in found] == [outcome.extraction for outcome in here]


class Here(Executor):
    """Does the work at once, in this process, and counts what is handed out."""

    def __init__(self) -> None:
        self.given = 0

    def submit(self, fn, /, *args, **kwargs):
        self.given += 1
        future: Future[object] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def test_a_few_small_files_need_no_other_process(files: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(folder_module, "ProcessPoolExecutor", None)
    assert in_short(extract_folder(files[:3])) == EXPECTED[:3]
    assert list(extract_folder(())) == []


def test_threads_do_too_and_are_left_running(files: tuple[Path, ...]):
    with ThreadPoolExecutor(2) as threads:
        assert in_short(extract_folder(files, executor=threads)) == EXPECTED
        assert threads.submit(int, "7").result() == 7


def test_no_more_is_handed_out_than_the_window_holds(files: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(folder_module, "_AHEAD_ELSEWHERE", 2)
    executor = Here()
    outcomes = extract_folder(files, executor=executor)
    next(outcomes)
    assert executor.given == 2
    assert len(list(outcomes)) == len(files) - 1


def test_a_fault_of_the_program_is_an_outcome(files: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch):
    def fail(path: Path) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("graph.batch.work.extract_file", fail)
    outcome = outcome_of(files[0])
    assert outcome.error is not None and "RecursionError: too deep" in outcome.error.what
    assert outcome.error.where == str(files[0]) and outcome.error.mend


def killed_by_a_poem(path: Path) -> Outcome:
    if "poem" in path.name:
        os._exit(1)
    return outcome_of(path)


def test_a_worker_that_dies_costs_its_own_file_alone(files: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(folder_module, "outcome_of", killed_by_a_poem)
    monkeypatch.setattr(folder_module, "_cores", lambda: 2)
    found = in_short(extract_folder(files))
    assert [name for name, _ in found] == [name for name, _ in EXPECTED]
    assert "its worker process ended" in found[2][1]
    assert [place for _, place in found[3:]] == [place for _, place in EXPECTED[3:]]


def test_an_outcome_and_its_error_travel_between_processes():
    error = ReadingError("is empty.", where=Path("a.txt"), mend="Fill it.")
    back = pickle.loads(pickle.dumps(Outcome(Path("a.txt"), None, error, 0.5)))  # noqa: S301 - our own
    assert (str(back.error), back.error.what, back.error.mend) == (str(error), error.what, error.mend)
    assert isinstance(back.error, LianpuError)


def test_a_folder_gives_the_files_that_reading_understands(tmp_path: Path):
    for name in ("b.pdf", "a.txt", "c.HTML", "d.docx", "~$d.docx", ".hidden.txt", "e.xlsx", "notes.md"):
        (tmp_path / name).touch()
    assert [path.name for path in report_files(tmp_path)] == ["a.txt", "b.pdf", "c.HTML", "d.docx"]
    (tmp_path / "folder.txt").mkdir()
    assert len(report_files(tmp_path)) == 4
    with pytest.raises(ReadingError, match="holds no report"):
        report_files(tmp_path / "none")


def test_a_file_of_any_kind_gives_an_extraction_with_offsets_in_its_text():
    extraction = extract_file(SAMPLES / "office.pdf")
    text = extraction.report.text
    assert any(entity.name == "三门峡市" for entity in extraction.entities)
    for entity in extraction.entities:
        assert all(span.of(text) in (entity.name, *entity.aliases) for span in entity.mentions)


def test_the_package_says_what_it_offers():
    assert all(hasattr(batch, name) for name in batch.__all__)
