"""The gaps page in a real browser: a row is chosen, a list of firms is matched, the papers come down whole."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

from playwright.sync_api import Page, expect


def open_gaps(page: Page, server: str, chain: str) -> None:
    page.goto(f"{server}/gaps?chain={chain}")
    expect(page.locator("h1")).to_be_visible(timeout=30_000)
    expect(page.locator('[data-testid="stDataFrame"]').first).to_be_visible(timeout=30_000)


def test_a_chosen_row_says_whom_to_attract(page: Page, server: str):
    open_gaps(page, server, "copper")
    table = page.locator('[data-testid="stDataFrame"]').first
    box = table.bounding_box()
    assert box is not None
    # The table is a canvas: the box in front of the fourth row.
    page.mouse.click(box["x"] + 16, box["y"] + 35 * 4 + 17)
    expect(page.get_by_role("heading", name="载体铜箔")).to_be_visible(timeout=20_000)
    expect(page).to_have_url(re.compile("carrier-foil"))


def test_a_list_of_firms_is_matched_and_bad_rows_are_told(page: Page, server: str, tmp_path: Path):
    firms = tmp_path / "firms.csv"
    head = "企业名称,所在地,主要产品,行业代码"
    rows = ("甲公司,深圳市,极薄锂电铜箔,3985", "乙公司,苏州市,,", "=丙公司,上海市,铜排,3251")
    firms.write_text("\n".join((head, *rows)), encoding="utf-8")
    page.goto(f"{server}/gaps?chain=copper&link=chain/copper/ultrathin-lithium-foil")
    page.get_by_text("载入候选企业名单").first.click()
    page.locator('input[type="file"]').last.set_input_files(firms)
    expect(page.get_by_text("已载入 1 家企业。")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("2 行不能用")).to_be_visible()
    page.get_by_role("tab", name="候选企业").click()
    expect(page.get_by_text("尚无候选")).to_have_count(0)


def test_the_papers_come_down_as_office_files(page: Page, server: str, tmp_path: Path):
    open_gaps(page, server, "gold")
    for label, part in (("下载 Word", "word/document.xml"), ("下载 Excel", "xl/workbook.xml")):
        with page.expect_download(timeout=60_000) as coming:
            page.get_by_role("button", name=label).click()
        path = tmp_path / coming.value.suggested_filename
        coming.value.save_as(path)
        assert path.name.startswith("三门峡市-黄金及稀贵金属-图谱清单-2023")
        with ZipFile(path) as held:
            assert part in held.namelist() and held.testzip() is None
