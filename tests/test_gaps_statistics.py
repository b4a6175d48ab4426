"""A user's statistics by industry: what is read, how a class finds its figures, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import LianpuError
from graph.gaps.statistics import Standing, parse_statistics, read_statistics


def test_a_class_takes_its_own_figures_before_those_of_its_group_and_division() -> None:
    got = parse_statistics("code,lq\n32,0.5\n325,0.8\n3251,2\n")
    assert [one.lq for one in map(got.of, ("3251", "3252", "3211")) if one] == [2, 0.8, 0.5]
    assert got.of("1512") is None
    assert got.of(None) is None


def test_an_empty_quotient_is_blank_and_not_zero() -> None:
    assert parse_statistics("code,lq\n3251,\n").of("3251") is None
    assert parse_statistics("code,lq\n3251,0\n").of("3251") == Standing("3251", 0.0)


def test_a_sections_letter_before_a_code_is_left_out() -> None:
    assert parse_statistics("code,lq\nC3251,2\n").of("3251") == Standing("3251", 2.0)


def test_growth_of_nothing_leaves_an_average_quotient_at_one_half() -> None:
    assert Standing("32", 1.0).value == Standing("32", 1.0, 0.0).value == 0.5
    assert Standing("32", 1.0, 10.0).value > 0.5 > Standing("32", 1.0, -10.0).value


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("3251,x", "line 2: lq 'x'"),
        ("3251,-1", "line 2: lq '-1'"),
        ("3251,nan", "line 2: lq 'nan'"),
        ("325x,1", "line 2: '325x' is no GB/T 4754 code"),
        ("3,1", "line 2: '3' is no GB/T 4754 code"),
        ("3251,1\n3251,2", "line 3: code 3251 was given before"),
        ("3251,1,up", "line 2: growth 'up'"),
        ("3251,1,2,3", "line 2: has 4 columns for 3"),
        ('3251,"1', "line 2"),
    ],
)
def test_a_bad_row_is_named_by_its_line(rows: str, said: str) -> None:
    with pytest.raises(LianpuError) as refused:
        parse_statistics(f"code,lq,growth\n{rows}\n", "figures.csv")
    assert said in str(refused.value)
    assert "figures.csv" in str(refused.value)


def test_all_bad_rows_are_told_at_once() -> None:
    with pytest.raises(LianpuError, match=r"line 2: .*line 4: "):
        parse_statistics("code,lq\nx,1\n32,1\ny,1\n")


def test_a_wrong_first_row_is_refused() -> None:
    with pytest.raises(LianpuError, match="Make it code,lq"):
        parse_statistics("name,value\n")


def test_a_spreadsheets_own_encoding_is_read(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    for encoding in ("utf-8-sig", "gb18030"):
        path.write_bytes("code,lq,growth\r\n32,1.5,6%\r\n".encode(encoding))
        assert read_statistics(path).of("3251") == Standing("32", 1.5, 6.0)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LianpuError, match=r"none\.csv: cannot be read"):
        read_statistics(tmp_path / "none.csv")
