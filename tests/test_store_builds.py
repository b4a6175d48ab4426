"""A build becomes current whole or not at all."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from graph.errors import StoreError
from graph.store import current_build, ensure_build, fill, hold, open_store

ONE = b"<https://x/a> <https://x/p> <https://x/b> <https://x/g> .\n"
TWO = ONE + b"<https://x/a> <https://x/p> <https://x/c> <https://x/h> .\n"


def fill_with(quads: bytes):
    return lambda folder: fill(folder, quads)


def test_nothing_is_current_before_the_first_build(tmp_path: Path):
    assert current_build(tmp_path / "never") is None


def test_a_build_is_current_once_it_is_filled(tmp_path: Path):
    made = ensure_build(tmp_path, "aa", fill_with(ONE))
    assert current_build(tmp_path) == made
    assert len(open_store(made.folder)) == 1


def test_unchanged_inputs_reuse_the_build(tmp_path: Path):
    made = ensure_build(tmp_path, "aa", fill_with(ONE))
    assert ensure_build(tmp_path, "aa", lambda folder: pytest.fail("it was built again")) == made


def test_changed_inputs_make_a_new_build(tmp_path: Path):
    ensure_build(tmp_path, "aa", fill_with(ONE))
    made = ensure_build(tmp_path, "bb", fill_with(TWO))
    assert (made.fingerprint, len(open_store(made.folder))) == ("bb", 2)


def test_force_builds_although_nothing_changed(tmp_path: Path):
    first = ensure_build(tmp_path, "aa", fill_with(ONE))
    assert ensure_build(tmp_path, "aa", fill_with(ONE), force=True) != first


def test_a_failing_build_leaves_the_old_one_current_and_no_rest(tmp_path: Path):
    made = ensure_build(tmp_path, "aa", fill_with(ONE))

    def fail(folder: Path) -> None:
        fill(folder, TWO)
        raise RuntimeError("no more room")

    with pytest.raises(RuntimeError, match="no more room"):
        ensure_build(tmp_path, "bb", fail)
    assert current_build(tmp_path) == made
    assert [folder for folder in tmp_path.iterdir() if folder.is_dir()] == [made.folder]


@pytest.mark.parametrize("moment", ["filling", "renaming", "pointing"])
def test_a_killed_build_leaves_the_old_or_the_new_graph(tmp_path: Path, moment: str):
    """The process dies without any clean-up (os._exit) at three moments of the swap."""
    ensure_build(tmp_path, "aa", fill_with(ONE))
    script = textwrap.dedent(
        f"""
        import os, pathlib
        from graph.store import ensure_build, fill
        def die(*_, **__): os._exit(9)
        def make(folder):
            fill(folder, {TWO!r})
            if {moment!r} == "filling": die()
            if {moment!r} == "renaming": pathlib.Path.rename = die
            if {moment!r} == "pointing": pathlib.Path.replace = die
        ensure_build(pathlib.Path({str(tmp_path)!r}), "bb", make)
        """
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 9
    survivor = current_build(tmp_path)
    assert survivor is not None and survivor.fingerprint == "aa"
    assert len(open_store(survivor.folder)) == 1
    again = ensure_build(tmp_path, "bb", fill_with(TWO))
    assert len(open_store(again.folder)) == 2
    assert [folder.name for folder in tmp_path.iterdir() if folder.is_dir()].count(again.folder.name) == 1
    assert not list(tmp_path.glob("unfinished-*"))


def test_a_second_builder_waits_and_takes_what_the_first_made(tmp_path: Path):
    script = textwrap.dedent(
        f"""
        import pathlib, time
        from graph.store import ensure_build, fill
        def make(folder):
            print("building", flush=True)
            time.sleep(0.5)
            fill(folder, {ONE!r})
        print(ensure_build(pathlib.Path({str(tmp_path)!r}), "aa", make).folder.name, flush=True)
        """
    )
    runs = [subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) for _ in range(2)]
    outputs = [run.communicate(timeout=60)[0].split() for run in runs]
    assert sum("building" in output for output in outputs) == 1
    assert outputs[0][-1] == outputs[1][-1]


def test_a_pointer_to_a_missing_folder_names_the_mend(tmp_path: Path):
    made = ensure_build(tmp_path, "aa", fill_with(ONE))
    made.folder.rename(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match="build --force"):
        current_build(tmp_path)


def test_a_folder_that_is_no_store_is_refused(tmp_path: Path):
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(tmp_path)


def test_a_build_that_a_living_process_holds_is_not_swept_away(tmp_path: Path):
    held = ensure_build(tmp_path, "aa", fill_with(ONE))
    hold(held.folder)
    for fingerprint in ("bb", "cc"):
        ensure_build(tmp_path, fingerprint, fill_with(TWO))
    assert len(open_store(held.folder)) == 1


def test_a_build_that_only_a_dead_process_held_is_swept_away(tmp_path: Path):
    held = ensure_build(tmp_path, "aa", fill_with(ONE))
    script = f"import pathlib; from graph.store import hold; hold(pathlib.Path({str(held.folder)!r}))"
    subprocess.run([sys.executable, "-c", script], check=True)
    ensure_build(tmp_path, "bb", fill_with(TWO))
    ensure_build(tmp_path, "cc", fill_with(TWO))
    assert not held.folder.exists()
    assert not list(tmp_path.glob(f"{held.folder.name}.used-by-*"))
