"""Import, review and the source page, driven without a browser, in a home of their own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from graph.curation import Decision, Kind, load_curation
from graph.curation.decisions import Fact, Thing
from graph.model import Predicate, Span
from graph.settings import PROJECT, Settings
from graph.store import Build
from tests.review_cases import PLAN, copied_home

MAIN = Path(__file__).resolve().parent.parent / "graph" / "ui" / "main.py"
SLUG = "三门峡市-2023"
NAME = "李红"


@pytest.fixture(scope="module")
def home(build: Build, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A copy of the home and of the run's build, which are of one fingerprint: nothing is built twice."""
    folder = tmp_path_factory.mktemp("review")
    settings = copied_home(folder, folder / "built")
    shutil.copytree(build.folder.parent, settings.built, ignore=shutil.ignore_patterns("*.used-by-*", "*.lock"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIANPU_HOME", str(settings.home))
        patch.setenv("LIANPU_BUILT", str(settings.built))
        patch.setenv("LIANPU_EDITORS", "li@example.org")
        st.cache_resource.clear()
        yield settings
    st.cache_resource.clear()


@pytest.fixture(autouse=True)
def as_it_was(home: Settings) -> Iterator[None]:
    """After each test the home's reports and decisions are as they were."""
    yield
    for folder in (home.curation, home.reports):
        shutil.rmtree(folder)
        shutil.copytree(PROJECT / "data" / folder.name, folder)


def open_screen(screen: str, *, name: str = NAME, **address: str) -> AppTest:
    app = AppTest.from_file(str(MAIN), default_timeout=120)
    app.query_params["lang"] = "zh"
    if name:
        app.session_state["person-name"] = name
    app.run()
    app.switch_page(f"screens/{screen}.py")
    for key, value in address.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def new_decisions(home: Settings) -> tuple[Decision, ...]:
    before = load_curation(PROJECT / "data" / "curation").of(SLUG)
    return tuple(d for d in load_curation(home.curation).of(SLUG) if d not in before)


def headline(app: AppTest) -> str:
    return str(app.subheader[0].value)


def asked(app: AppTest, name: str) -> str:
    value = app.query_params[name]
    return value if isinstance(value, str) else value[0]


def texts(app: AppTest) -> str:
    parts = [*app.title, *app.subheader, *app.caption, *app.markdown, *app.info, *app.warning, *app.error, *app.success]
    return "\n".join(str(part.value) for part in parts)


def keys(app: AppTest) -> set[str]:
    return {str(button.key) for button in app.button}


# ---------------------------------------------------------------- review


@pytest.mark.parametrize("screen", ["importing", "review", "source"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_page_opens_in_both_languages(home: Settings, screen: str, language: str):
    app = open_screen(screen, lang=language)
    assert not app.error and len(app.title) == 1


def test_an_accepted_statement_is_on_disk_at_once_with_name_and_words(home: Settings):
    app = open_screen("review")
    before = headline(app)
    press(app, "review-a")
    (decision,) = new_decisions(home)
    assert decision.kind is Kind.ACCEPT and decision.who == NAME and decision.why and decision.quote.exact
    assert headline(app) != before
    assert "**1 条意见**" in texts(app)


def test_a_reason_goes_with_the_next_decision_only(home: Settings):
    app = open_screen("review", share="names")
    app.text_input(key="review-why").set_value("是活动，不是政策").run()
    press(app, "review-r")
    press(app, "review-r")
    assert [d.why for d in new_decisions(home)] == ["是活动，不是政策", "审核：原文没有这个意思"]


def test_undo_removes_the_line_and_shows_the_statement_again(home: Settings):
    app = open_screen("review")
    before = headline(app)
    press(app, "review-r")
    press(app, "review-u")
    assert new_decisions(home) == ()
    assert headline(app) == before


def test_what_was_decided_in_one_session_is_undone_in_the_next(home: Settings):
    press(open_screen("review"), "review-a")
    app = open_screen("review")
    assert "**1 条意见**" in texts(app)
    press(app, "review-u")
    assert new_decisions(home) == ()


def test_next_and_previous_decide_nothing(home: Settings):
    app = open_screen("review")
    first = headline(app)
    press(app, "review-j")
    assert headline(app) != first
    press(app, "review-k")
    assert headline(app) == first and new_decisions(home) == ()


def test_the_address_shows_the_same_statement_to_a_colleague(home: Settings):
    app = press(press(open_screen("review", types="Enterprise"), "review-j"), "review-j")
    item = asked(app, "item")
    other = open_screen("review", types="Enterprise", item=item)
    assert headline(other) == headline(app)


def test_the_address_holds_the_filters(home: Settings):
    app = open_screen("review", share="relations", inferred="1")
    assert "→" in headline(app)
    assert "推断" in texts(app)


def test_a_name_that_the_report_does_not_have_is_refused_in_words(home: Settings):
    app = open_screen("review", share="names")
    field = next(box for box in app.text_input if str(box.key).startswith("review-name-"))
    field.set_value("没有这个名字")
    press(app, "review-rename")
    assert "原文这里没有这个名称" in app.error[0].value
    assert new_decisions(home) == ()


def test_a_type_is_corrected_in_place(home: Settings):
    app = open_screen("review", share="names", types="Policy")
    box = next(box for box in app.selectbox if str(box.key).startswith("review-type-"))
    box.select_index(list(box.options).index(next(o for o in box.options if "项目" in o)))
    press(app, "review-retype")
    (decision,) = new_decisions(home)
    assert decision.kind is Kind.RETYPE and decision.to[0].type.value == "Project"


def test_possible_duplicates_stand_side_by_side_and_are_merged(home: Settings):
    app = open_screen("review", view="pairs")
    count = len([key for key in keys(app) if key.startswith("apart-")])
    merge = next(key for key in keys(app) if key.startswith("merge-"))
    press(app, merge)
    (decision,) = new_decisions(home)
    assert decision.kind is Kind.MERGE and count > 1
    assert merge not in keys(app)


def test_without_a_name_nothing_can_be_decided(home: Settings):
    app = open_screen("review", name="")
    assert app.button(key="review-a").disabled and app.button(key="review-r").disabled
    app.text_input(key="person-field").set_value(NAME).run()
    assert not app.button(key="review-a").disabled


# ---------------------------------------------------------------- roles


def signed_in(screen: str, email: str) -> AppTest:
    app = AppTest.from_file(str(MAIN), default_timeout=120)
    app.secrets["auth"] = {"client_id": "x"}
    app.query_params["lang"] = "zh"
    app.user = {"is_logged_in": True, "email": email, "email_verified": True}
    app.run()
    app.switch_page(f"screens/{screen}.py").run()
    assert not app.exception
    return app


def test_with_a_login_a_reader_sees_no_button_that_changes_anything(home: Settings):
    app = signed_in("review", "wang@example.org")
    assert "您可以浏览" in texts(app)
    assert keys(app) & {"review-a", "review-r", "review-u", "rebuild", "review-rename"} == set()
    assert {"review-j", "review-k"} <= keys(app)
    assert not signed_in("importing", "wang@example.org").file_uploader


def test_with_a_login_a_listed_editor_decides_under_the_address(home: Settings):
    press(signed_in("review", "Li@example.org"), "review-a")
    (decision,) = new_decisions(home)
    assert decision.who == "li@example.org"


def test_secrets_that_cannot_be_read_make_nobody_an_editor(
    home: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    broken = tmp_path / "secrets.toml"
    broken.write_text("[auth\n", encoding="utf-8")
    monkeypatch.setattr("graph.ui.roles.st.get_option", lambda name: [str(broken)])
    app = open_screen("review")
    assert "review-a" not in keys(app)


# ---------------------------------------------------------------- import


def dropped(name: str, data: bytes) -> AppTest:
    app = open_screen("importing")
    app.file_uploader[0].set_value((name, data, "text/plain")).run()
    app.session_state["import-attempt"][1].wait()
    app.run()
    assert not app.exception
    return app


def report_names(home: Settings) -> set[str]:
    return {path.name for path in home.reports.iterdir() if not path.name.startswith(".")}


def test_a_dropped_report_is_shown_before_anything_is_kept(home: Settings):
    before = report_names(home)
    app = dropped("计划.txt", PLAN.encode())
    assert "灵川县2024年" in headline(app)
    assert "灵川县 · 2024年" in texts(app) and "不平凡的历程" in texts(app) and "全部通过" in texts(app)
    assert "恒远机械" in "".join(str(element.proto.body) for element in app.get("html"))
    assert report_names(home) == before


def test_a_file_that_is_no_report_is_told_so_and_leaves_nothing(home: Settings):
    before = report_names(home)
    app = dropped("诗.txt", "床前明月光，疑是地上霜。举头望明月，低头思故乡。".encode() * 8)
    assert "这不像政府报告" in app.error[0].value and "诗.txt" in app.error[0].value
    assert "import-add" not in keys(app) and report_names(home) == before


def test_the_same_file_again_is_told(home: Settings):
    app = dropped("又一份.txt", (home.reports / "sanmenxia-2023.txt").read_bytes())
    assert "已经在图谱里" in app.info[0].value
    assert "import-add" not in keys(app)


def test_a_hostile_name_is_shown_as_text(home: Settings):
    app = dropped("<img src=x onerror=alert(1)>.txt", b"x" * 400)
    assert "\\<img" in app.error[0].value


# ---------------------------------------------------------------- source


def test_the_source_page_tells_how_much_was_read(home: Settings):
    app = open_screen("source")
    assert "段读出了信息" in texts(app)
    box = app.selectbox(key="source-silent")
    assert len(box.options) > 3
    box.select_index(2).run()
    assert not app.exception
    start, end = map(int, asked(app, "at").split("-"))
    assert Span(start, end)


def picked(words: str) -> AppTest:
    text = (PROJECT / "data" / "reports" / "sanmenxia-2023.txt").read_text(encoding="utf-8")
    start = text.index(words)
    return open_screen("source", add=f"{start}-{start + len(words)}")


def test_a_missed_name_is_added_from_the_text(home: Settings):
    press(picked("周长青"), "add-save")
    (decision,) = new_decisions(home)
    assert decision.kind is Kind.ADD and isinstance(decision.target, Thing)
    assert decision.target.ref.name == "周长青" and "周长青" in decision.quote.exact


def test_a_missed_relation_offers_only_what_fits(home: Settings):
    app = picked("依托中原黄金冶炼厂")
    app.button_group(key="add-kind").set_value("relation").run()
    subject = app.selectbox(key="add-subject")
    assert "中原黄金冶炼厂" in subject.options[0]
    app = press(app, "add-save")
    (decision,) = new_decisions(home)
    assert isinstance(decision.target, Fact)
    assert decision.target.subject.name == "中原黄金冶炼厂"
    assert decision.target.predicate is Predicate.OPERATES_IN
