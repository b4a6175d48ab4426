"""The one file that an office edits: what it gives, and what it says of mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import SettingsError
from graph.papers.settings import ColumnKind, Form, ListKind, MapKind, PapersSettings, read_settings

OWN = Path(__file__).resolve().parent.parent / "data" / "papers.toml"
LIST = """
[[lists]]
kind = "firms"
title = "企业清单"
columns = [{ key = "firm", heading = "企业", width = 20, type = "text" }]
"""


def read(tmp_path: Path, text: str) -> PapersSettings:
    path = tmp_path / "papers.toml"
    path.write_text(text, encoding="utf-8")
    return read_settings(path)


def refused(tmp_path: Path, text: str) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        read(tmp_path, text)
    return caught.value


def test_the_own_file_asks_for_three_maps_and_four_lists():
    settings = read_settings(OWN)
    assert [plan.kind for plan in settings.maps] == [MapKind.AS_IS, MapKind.TO_BE, MapKind.ROADMAP]
    wanted = [ListKind.FIRMS, ListKind.PROJECTS, ListKind.TARGETS, ListKind.GAPS]
    assert [plan.kind for plan in settings.lists] == wanted


def test_the_list_of_carriers_is_there_but_off():
    text = OWN.read_text(encoding="utf-8")
    assert 'kind = "carriers"' in text
    assert ListKind.CARRIERS not in {plan.kind for plan in read_settings(OWN).lists}


@pytest.mark.parametrize("kind", [ListKind.TARGETS, ListKind.GAPS, ListKind.FIRMS, ListKind.PROJECTS])
def test_each_list_leaves_the_leading_office_to_be_filled_in_by_hand(kind: ListKind):
    (plan,) = (plan for plan in read_settings(OWN).lists if plan.kind is kind)
    by_hand = {column.heading for column in plan.columns if column.kind is ColumnKind.BY_HAND}
    assert "牵头单位" in by_hand


def test_size_and_first_filing_of_a_target_are_filled_in_by_hand():
    (plan,) = (plan for plan in read_settings(OWN).lists if plan.kind is ListKind.TARGETS)
    by_hand = {column.key for column in plan.columns if column.kind is ColumnKind.BY_HAND}
    assert {"investment", "filed"} <= by_hand


def test_what_is_switched_off_is_left_out(tmp_path: Path):
    assert read(tmp_path, LIST.replace("title", "on = false\ntitle")).lists == ()


def test_a_column_filled_in_by_hand_may_have_any_key(tmp_path: Path):
    own = LIST.replace("}]", '}, { key = "phone", heading = "电话", width = 12, type = "byHand" }]')
    assert read(tmp_path, own).lists[0].columns[1].key == "phone"


def test_a_column_may_be_for_one_of_the_files(tmp_path: Path):
    own = LIST.replace('type = "text"', 'type = "text", only = "xlsx"')
    assert read(tmp_path, own).lists[0].columns[0].only is Form.XLSX


def test_a_font_is_looked_for_beside_the_file(tmp_path: Path):
    assert read(tmp_path, '[picture]\nfont = "song.ttf"').font == tmp_path.resolve() / "song.ttf"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("detailed = \nfont = 1", "line 1"),
        ("detailed = 0", "from 1 to 12"),
        ("detailed = true", "from 1 to 12"),
        ('colour = "red"', "'colour' is no setting"),
        ('[[maps]]\nkind = "asis"\ntitle = "图"', "maps 1: 'kind' is 'asis'"),
        ('[[maps]]\nkind = "asIs"', "maps 1: 'title' is no text"),
        (LIST.replace('"firm"', '"frim"'), "lists 1 (企业清单), column 1: this list has no 'frim'"),
        (LIST.replace("20", '"wide"'), "column 1: 'width' is no number"),
        (LIST.replace('"text"', '"texts"'), "column 1: 'type' is 'texts'"),
        (LIST.replace('[{ key = "firm", heading = "企业", width = 20, type = "text" }]', "[]"), "has no columns"),
        (LIST + LIST, "two maps or lists are called '企业清单'"),
        ("lists = 3", "'lists' is no list of tables"),
        ("[document]\nbody_points = 99", "from 9 to 24"),
        (LIST.replace("title", 'on = "no"\ntitle'), "'on' is neither true nor false"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_the_mend(tmp_path: Path, text: str, told: str):
    error = refused(tmp_path, text)
    assert told in error.what
    assert error.where == str(tmp_path / "papers.toml")
    assert error.mend


def test_an_unknown_key_is_answered_with_those_there_are(tmp_path: Path):
    error = refused(tmp_path, LIST.replace('"firm"', '"frim"'))
    assert "firm" in (error.mend or "") and "projects" in (error.mend or "")


def test_a_file_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(SettingsError, match="cannot be read"):
        read_settings(tmp_path / "none.toml")


def test_a_file_in_another_encoding_is_told(tmp_path: Path):
    path = tmp_path / "papers.toml"
    path.write_bytes('organisation = "招商局"'.encode("gb18030"))
    with pytest.raises(SettingsError, match="UTF-8"):
        read_settings(path)
