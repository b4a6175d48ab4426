"""The finished files, opened again: structure, print set-up, and that nothing in them can run."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from openpyxl.workbook.workbook import Workbook
from PIL import Image
from typer.testing import CliRunner

from graph.attract.classes import load_classes
from graph.attract.model import Candidate
from graph.cli import app
from graph.commands.brief import write_files
from graph.errors import LianpuError, QueryError
from graph.papers.fonts import Typeface
from graph.papers.making import PaperFile, make_papers
from graph.papers.settings import Form, read_settings
from graph.query.knowledge import Knowledge, load_knowledge
from graph.settings import Settings
from graph.store import Build, GraphStore

OWN = Path(__file__).resolve().parent.parent / "data" / "papers.toml"
LISTS = ["重点企业（链主）清单", "重点项目清单", "目标招商企业清单", "短板需求清单"]
MAPS = ["产业链图谱（现状）", "产业链图谱（目标）", "招商路线图"]
#: What a spreadsheet would run.
FORMULAS = ('=HYPERLINK("http://x","y")', "+1+1", "-2+3", "@SUM(A1)")

Make = Callable[..., dict[str, bytes]]


@pytest.fixture(scope="module")
def knowledge(store: GraphStore) -> Knowledge:
    return load_knowledge(store)


@pytest.fixture(scope="module")
def make(knowledge: Knowledge, settings: Settings, typeface: Typeface) -> Make:
    def made(chain: str = "copper", **more: object) -> dict[str, bytes]:
        files = make_papers(knowledge, chain, read_settings(OWN), classes=load_classes(settings), **more)  # type: ignore[arg-type]
        return {file.name: file.data for file in files}

    return made


@pytest.fixture(scope="module")
def files(make: Make) -> dict[str, bytes]:
    return make()


@pytest.fixture(scope="module")
def document(files: dict[str, bytes]) -> Document:
    return docx.Document(io.BytesIO(files["三门峡市-铜基新材料-图谱清单-2023.docx"]))


@pytest.fixture(scope="module")
def workbook(files: dict[str, bytes]) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(files["三门峡市-铜基新材料-图谱清单-2023.xlsx"]))


def headings(document: Document, level: int) -> list[str]:
    return [p.text for p in document.paragraphs if p.style is not None and p.style.name == f"Heading {level}"]


def test_both_files_are_named_by_place_chain_and_year(files: dict[str, bytes]):
    assert list(files) == ["三门峡市-铜基新材料-图谱清单-2023.docx", "三门峡市-铜基新材料-图谱清单-2023.xlsx"]


def test_the_same_graph_gives_the_same_bytes(files: dict[str, bytes], make: Make):
    assert make() == files


def test_only_the_form_that_is_wanted_is_made(make: Make):
    (name,) = make(forms=[Form.XLSX])
    assert name.endswith(".xlsx")


def test_an_unknown_chain_is_refused_with_those_there_are(make: Make):
    with pytest.raises(QueryError, match="Choose one of aluminium"):
        make("nothing")


def test_the_document_has_its_parts_in_order(document: Document):
    parts = ["摘要", "本报告不能说明的事项", "短板分析", *MAPS, "清单", "出处"]
    assert headings(document, 1) == [f"{n}、{part}" for n, part in zip("一二三四五六七八", parts, strict=True)]


def test_the_document_dwells_on_each_first_gap_and_then_gives_the_lists(document: Document):
    told = headings(document, 2)
    assert len(told) == 8 + len(LISTS)
    assert [re.sub("^（.）", "", title) for title in told[8:]] == LISTS


def test_maps_lie_on_pages_of_their_own_in_a4_at_300_dots_an_inch(document: Document):
    assert len(document.inline_shapes) == len(MAPS)
    lying = [s for s in document.sections if s.orientation == WD_ORIENT.LANDSCAPE]
    assert len(lying) == len(MAPS) + 1  # and one for the lists
    for shape, section in zip(document.inline_shapes, lying, strict=False):
        assert shape.width < section.page_width and shape.height < section.page_height
    pictures = [part.blob for part in document.part.package.iter_parts() if str(part.partname).endswith(".png")]
    assert {Image.open(io.BytesIO(blob)).size for blob in pictures} == {(3508, 2480)}


def test_each_table_repeats_its_header_and_breaks_no_row(document: Document):
    assert len(document.tables) == len(LISTS)
    for table in document.tables:
        first, *rest = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in (first, *rest))
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in rest)


def test_tables_fit_between_the_margins(document: Document):
    section = next(s for s in reversed(document.sections) if s.orientation == WD_ORIENT.LANDSCAPE)
    room = section.page_width - section.left_margin - section.right_margin
    for table in document.tables:
        assert sum(column.width for column in table.columns) <= room


def test_typefaces_are_those_of_official_documents(document: Document):
    def east_asian(style: str) -> str:
        return document.styles[style].element.rPr.rFonts.get(qn("w:eastAsia"))

    fonts = [east_asian(name) for name in ("Title", "Heading 1", "Normal")]
    assert fonts == ["方正小标宋简体", "黑体", "仿宋"]


def test_text_is_marked_as_mainland_chinese(document: Document):
    language = document.styles["Normal"].element.rPr.find(qn("w:lang"))
    assert language.get(qn("w:eastAsia")) == "zh-CN"


def test_pages_are_numbered(document: Document):
    footer = document.sections[0].footer
    assert "PAGE" in footer._element.xml
    assert all(section.footer.is_linked_to_previous for section in list(document.sections)[1:])


def test_sources_at_the_end_quote_the_report(document: Document, knowledge: Knowledge):
    (text,) = (source.text for source in knowledge.sources.values())
    quoted = [p.text for p in document.paragraphs if re.match(r"\[\d+\]\t", p.text)]
    assert len(quoted) >= 10
    for told in quoted:
        sentence = re.sub(r"（《.*?》“.*?”，第\d+—\d+字）$", "", told.split("\t", 1)[1])
        assert sentence in text


def test_marks_of_sources_are_raised(document: Document):
    raised = [run.text for p in document.paragraphs for run in p.runs if run.font.superscript]
    assert raised and all(re.fullmatch(r"(\[\d+\])+", text) for text in raised)


def test_the_document_bears_no_time_of_its_making(document: Document):
    core = document.core_properties
    assert (core.created.year, core.modified.year) == (2023, 2023)


def test_no_name_in_the_document_is_a_tool(document: Document):
    assert document.core_properties.author == "链谱"
    assert document.core_properties.comments == ""


def test_the_workbook_has_a_cover_a_sheet_for_each_map_and_list_and_the_sources(workbook: Workbook):
    assert workbook.sheetnames == ["封面", *MAPS, *LISTS, "出处", "参照产业链来源"]


def test_each_map_sheet_holds_its_picture_on_one_lying_page(workbook: Workbook):
    for name in MAPS:
        sheet = workbook[name]
        assert len(sheet._images) == 1
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 1)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_set_up_for_work_and_for_print(workbook: Workbook, name: str):
    sheet = workbook[name]
    assert sheet.freeze_panes == "A4"
    assert sheet.auto_filter.ref.startswith("A3:")
    assert sheet.print_title_rows == "$1:$3"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert "&P" in sheet.oddFooter.center.text and "&N" in sheet.oddFooter.center.text


@pytest.mark.parametrize("name", LISTS)
def test_numbers_are_numbers_and_texts_wrap(workbook: Workbook, name: str):
    rows = list(workbook[name].iter_rows(min_row=4))
    assert [row[0].value for row in rows] == list(range(1, len(rows) + 1))
    assert all(cell.alignment.wrap_text for row in rows for cell in row)


def test_cells_to_be_filled_in_by_hand_are_empty_and_stand_out(workbook: Workbook):
    sheet = workbook["目标招商企业清单"]
    headings = {cell.value: cell.column for cell in sheet[3]}
    for heading in ("首报首谈", "投资规模（亿元）", "牵头单位"):
        cell = sheet.cell(4, headings[heading])
        assert cell.value is None
        assert cell.fill.fgColor.rgb.endswith("FFF8E1")


def test_what_is_only_for_reading_is_not_printed(workbook: Workbook):
    sheet = workbook["目标招商企业清单"]
    last = next(cell.column_letter for cell in sheet[3] if cell.value == "出处")
    assert f"${last}$" in sheet.print_area
    assert next(cell.column for cell in sheet[3] if cell.value == "出处原文") > sheet[f"{last}3"].column


def test_nothing_in_the_workbook_is_a_formula(workbook: Workbook):
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []


@pytest.mark.parametrize("name", FORMULAS)
def test_a_candidate_that_looks_like_a_formula_is_written_as_a_text(make: Make, name: str):
    (data,) = make(candidates=[Candidate(2, name, "", "锂电铜箔", None)], forms=[Form.XLSX]).values()
    book = openpyxl.load_workbook(io.BytesIO(data))
    found = [cell for row in book["目标招商企业清单"].iter_rows() for cell in row if cell.value == name]
    assert found and all(cell.data_type == "s" and cell.quotePrefix for cell in found)


def test_signs_that_no_xml_may_hold_are_left_out(make: Make):
    made = make(candidates=[Candidate(2, "某\x0b公司\x00", "", "锂电铜箔", None)])
    document, book = (io.BytesIO(data) for data in made.values())
    cells = [cell.text for table in docx.Document(document).tables for row in table.rows for cell in row.cells]
    values = [cell.value for row in openpyxl.load_workbook(book)["目标招商企业清单"].iter_rows() for cell in row]
    assert "某公司" in cells and "某公司" in values


def test_files_take_the_place_of_those_of_the_same_name(tmp_path: Path):
    (tmp_path / "甲.docx").write_bytes(b"old")
    assert write_files(tmp_path, [PaperFile("甲.docx", b"new")]) == {tmp_path / "甲.docx": 3}
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"new"]


def test_where_a_folder_is_missing_the_error_says_so(tmp_path: Path):
    with pytest.raises(LianpuError, match="cannot be written"):
        write_files(tmp_path / "none", [PaperFile("甲.docx", b"1")])


def test_files_are_written_all_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "甲.docx").write_bytes(b"old")
    rename = Path.rename

    def held_open(path: Path, target: Path) -> Path:
        if target.name == "乙.xlsx":
            raise PermissionError(13, "Permission denied")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", held_open)
    with pytest.raises(LianpuError, match="Close the files"):
        write_files(tmp_path, [PaperFile("甲.docx", b"new"), PaperFile("乙.xlsx", b"2")])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"甲.docx": b"old"}


def test_the_command_writes_both_files_and_says_so(build: Build, tmp_path: Path):
    result = CliRunner().invoke(app, ["brief", "gold", "-o", str(tmp_path / "papers")])
    assert result.exit_code == 0, result.output
    written = sorted(path.name for path in (tmp_path / "papers").iterdir())
    assert written == [f"三门峡市-黄金及稀贵金属-图谱清单-2023.{ending}" for ending in ("docx", "xlsx")]
    assert all(name in result.output.replace("\n", "") for name in written)


def test_the_command_takes_another_set_and_a_list_of_firms(build: Build, tmp_path: Path):
    papers, firms = tmp_path / "own.toml", tmp_path / "firms.csv"
    papers.write_text(
        'organisation = "某市招商局"\n[[lists]]\nkind = "targets"\ntitle = "目标"\n'
        'columns = [{ key = "firm", heading = "企业", width = 20, type = "open" }]\n',
        encoding="utf-8",
    )
    firms.write_text("企业名称,所在地,主要产品\n某铜箔公司,某市,锂电铜箔\n,,\n无产品公司,某市,\n", encoding="utf-8")
    arguments = ["brief", "copper", "-o", str(tmp_path), "--format", "xlsx"]
    result = CliRunner().invoke(app, [*arguments, "--papers", str(papers), "--candidates", str(firms)])
    assert result.exit_code == 0, result.output
    (written,) = tmp_path.glob("*.xlsx")
    book = openpyxl.load_workbook(written)
    assert book.sheetnames == ["封面", "目标", "出处", "参照产业链来源"]
    assert "某铜箔公司（某市）" in [cell.value for cell in book["目标"]["A"]]
    assert book["封面"]["B3"].value == "某市招商局"
