"""A report is tried, let in and taken out again; a file that is none leaves nothing behind."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from graph.errors import ReadingError
from graph.model import EntityType
from graph.review.admission import admit, withdraw
from graph.review.coverage import Yield, cover, lines_of, telling
from graph.review.people import NotAllowedError, Person, ReviewError, local_person, signed_person
from graph.review.refusals import Refusal, refusal_of
from graph.review.trial import MOST_MEGABYTES, Trial, try_report
from graph.settings import Settings, load_settings
from graph.steps import Step
from tests.conftest import REPORT
from tests.review_cases import LI, PLAN, READER, copied_home

SAMPLES = Path(__file__).parent / "samples"


def heard(step: Step) -> None:
    """No one listens."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("import")
    return copied_home(folder, folder / "built")


@pytest.fixture(scope="module")
def plan(home: Settings) -> Trial:
    return try_report("灵川县计划.txt", PLAN.encode(), home, heard)


def files(home: Settings) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in home.reports.iterdir() if not path.name.startswith(".")}


# ---------------------------------------------------------------- trying


def test_a_trial_tells_what_was_found(plan: Trial):
    assert (plan.extraction.report.place, plan.extraction.report.year) == ("灵川县", 2024)
    assert plan.counts[EntityType.ENTERPRISE] >= 1
    assert any("恒远机械" in name for name in plan.examples(EntityType.ENTERPRISE))


def test_a_trial_tells_which_paragraphs_gave_nothing(plan: Trial):
    silent = [span.of(plan.extraction.report.text) for span in plan.silent]
    assert any("不平凡的历程" in words for words in silent)
    assert not any("农机项目" in words for words in silent)


def test_a_trial_is_held_against_the_shapes_as_a_build_is(plan: Trial):
    assert plan.sound and plan.refused == ()


def test_progress_names_the_steps_in_their_order(home: Settings):
    steps: list[Step] = []
    try_report("a.txt", PLAN.encode(), home, steps.append)
    assert steps == [Step.READING, Step.EXTRACTING, Step.PLACING, Step.WRITING, Step.VALIDATING, Step.DONE]


@pytest.mark.parametrize("name", ["browser.pdf", "office.pdf"])
def test_the_format_does_not_matter(name: str, home: Settings):
    trial = try_report(name, (SAMPLES / name).read_bytes(), home, heard)
    assert trial.extraction.entities


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("空.txt", b"", Refusal.EMPTY),
        ("a.exe", b"MZ\x90", Refusal.ENDING),
        ("报告.docx", b"%PDF-1.7 " + b"x" * 100, Refusal.ENDING),
        ("报告.pdf", b"%PDF-1.7\nnothing", Refusal.DAMAGED),
        ("english.txt", b"The economy of the county grew. " * 40, Refusal.LANGUAGE),
        ("诗.txt", "床前明月光，疑是地上霜。举头望明月，低头思故乡。".encode() * 8, Refusal.OTHER_KIND),
        ("无题.txt", "全市经济发展加快，产业项目建设推进，企业投资增长。".encode() * 8, Refusal.HEADLINE),
        ("二进制.txt", b"\x00\x01\x02" * 50, Refusal.ENCODING),
        ("大.txt", b" " * (MOST_MEGABYTES * 1_000_000 + 1), Refusal.LARGE),
    ],
)
def test_a_file_that_is_no_report_is_refused_by_kind_and_leaves_nothing(
    name: str, data: bytes, kind: Refusal, home: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    before = files(home)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(ReadingError) as raised:
        try_report(name, data, home, heard)
    assert refusal_of(raised.value) is kind
    assert raised.value.where == name
    assert files(home) == before and list(tmp_path.iterdir()) == []


def test_the_same_file_twice_is_told(home: Settings):
    assert try_report("又一份.txt", REPORT.read_bytes(), home, heard).twin == REPORT.name


# ---------------------------------------------------------------- letting in


def test_a_report_comes_in_under_a_safe_name_and_goes_out_again(home: Settings, plan: Trial):
    before = files(home)
    path = admit(home.reports, plan, LI, {})
    assert path.name == "灵川县-2024.txt" and path.read_bytes() == PLAN.encode()
    withdraw(home.reports, path.name, plan.sha256, LI)
    assert files(home) == before


def test_nothing_is_ever_overwritten(home: Settings, plan: Trial):
    taken = home.reports / "灵川县-2024.txt"
    taken.write_text("别人的", encoding="utf-8")
    path = admit(home.reports, plan, LI, {})
    assert path.name == "灵川县-2024-2.txt" and taken.read_text(encoding="utf-8") == "别人的"
    path.unlink()
    taken.unlink()


def test_the_same_report_is_not_let_in_twice(home: Settings, plan: Trial):
    path = admit(home.reports, plan, LI, {})
    with pytest.raises(ReviewError, match="same as"):
        admit(home.reports, plan, LI, {})
    path.unlink()


def test_a_reader_lets_nothing_in_or_out(home: Settings, plan: Trial):
    before = files(home)
    with pytest.raises(NotAllowedError):
        admit(home.reports, plan, READER, {})
    with pytest.raises(NotAllowedError):
        withdraw(home.reports, REPORT.name, "", READER)
    assert files(home) == before


def test_a_report_that_would_take_over_anothers_decisions_is_kept_out(home: Settings, plan: Trial):
    report = plan.extraction.report
    with pytest.raises(ReviewError, match="people have judged"):
        admit(home.reports, plan, LI, {report.slug: report.title + "后"})


def test_a_file_that_changed_since_is_not_taken_out(home: Settings, plan: Trial):
    with pytest.raises(ReviewError, match="not there as it was"):
        withdraw(home.reports, REPORT.name, plan.sha256, LI)
    with pytest.raises(ReviewError, match="not there as it was"):
        withdraw(home.reports, "../curation/sanmenxia-2023.jsonl", plan.sha256, LI)
    assert (home.reports / REPORT.name).is_file()


# ---------------------------------------------------------------- coverage


def test_each_paragraph_says_what_it_gave(plan: Trial):
    extraction = plan.extraction
    text = extraction.report.text
    facts = [*(r.evidence for r in extraction.relations), *(i.evidence for i in extraction.indicators)]
    names = [mention for entity in extraction.entities for mention in entity.mentions]
    gave = {s.span.of(text)[:6]: s.gave for s in cover(telling(text, lines_of(text)), facts, names)}
    assert gave["同志们在过去"] is Yield.NOTHING
    assert gave["灵川县大力发"] is Yield.FACTS
    assert "各位代表：" not in gave


# ---------------------------------------------------------------- people


def test_without_a_login_the_local_user_edits_under_a_tidy_name():
    assert local_person("  李\n红 ") == Person("李 红", may_edit=True)


def test_with_a_login_only_those_listed_edit():
    editors = frozenset({"li@example.org"})
    assert signed_person("LI@example.org", verified=True, editors=editors).may_edit
    assert not signed_person("wang@example.org", verified=True, editors=editors).may_edit
    assert not signed_person("li@example.org", verified=False, editors=editors).may_edit
    assert not signed_person(None, verified=True, editors=editors).may_edit
    assert not signed_person("li@example.org", verified=True, editors=frozenset()).may_edit


def test_editors_are_read_from_the_environment():
    assert load_settings({"LIANPU_EDITORS": " Li@example.org, ,wang@example.org"}).editors == {
        "li@example.org",
        "wang@example.org",
    }
