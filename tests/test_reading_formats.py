"""The same report as .txt, .docx, .pdf and .html reads the same, whatever the format put around it."""

from __future__ import annotations

import html
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from graph.model import Report
from graph.reading import read_report
from graph.reading.pdf_layout import Line, Page, text_of

SAMPLES = Path(__file__).parent / "samples"
SANMENXIA = Path(__file__).parent.parent / "data" / "reports" / "sanmenxia-2023.txt"
TITLE = "关于三门峡市2022年国民经济和社会发展计划执行情况与2023年计划(草案)的报告"
PARAGRAPHS = SANMENXIA.read_text(encoding="utf-8").split("\n")[4:11]
LONG = PARAGRAPHS[6]


def as_docx(document: Document, path: Path) -> Report:
    document.save(str(path))
    return read_report(path)


def paragraphs(report: Report) -> list[str]:
    return [span.of(report.text) for span in report.paragraphs]


# Word


def test_a_word_file_reads_as_its_paragraphs(tmp_path: Path):
    document = docx.Document()
    for words in (TITLE, *PARAGRAPHS):
        document.add_paragraph(words)
    document.sections[0].header.paragraphs[0].text = "三门峡市人民政府文件"
    report = as_docx(document, tmp_path / "a.docx")
    assert report.text == "\n".join((TITLE, *PARAGRAPHS))
    assert (report.place, report.year, report.title) == ("三门峡市", 2023, TITLE)


def test_words_in_runs_links_and_accepted_changes_are_read_and_deleted_ones_are_not(tmp_path: Path):
    document = docx.Document()
    document.add_paragraph(TITLE)
    paragraph = document.add_paragraph("全市生产总值")
    inserted, deleted = OxmlElement("w:ins"), OxmlElement("w:del")
    for change, words, name in ((inserted, "增长7%", "w:t"), (deleted, "增长9%", "w:delText")):
        run, text = OxmlElement("w:r"), OxmlElement(name)
        text.text = words
        run.append(text)
        change.append(run)
        paragraph._p.append(change)
    hidden = paragraph.add_run("不公开")
    hidden.font.hidden = True
    paragraph.add_run("以上，经济稳中有进，项目建设稳步推进，产业发展提质升级。")
    report = as_docx(document, tmp_path / "a.docx")
    assert paragraphs(report)[1] == "全市生产总值增长7%以上，经济稳中有进，项目建设稳步推进，产业发展提质升级。"


def numbered(document: Document, format: str, pattern: str, number: int) -> None:
    """A rule of Word's own numbering: list ``number`` counts in ``format``."""
    numbering = document.part.numbering_part.element
    abstract, level = OxmlElement("w:abstractNum"), OxmlElement("w:lvl")
    abstract.set(qn("w:abstractNumId"), str(number))
    level.set(qn("w:ilvl"), "0")
    for name, value in (("w:start", "1"), ("w:numFmt", format), ("w:lvlText", pattern)):
        child = OxmlElement(name)
        child.set(qn("w:val"), value)
        level.append(child)
    abstract.append(level)
    numbering.insert(0, abstract)
    one, target = OxmlElement("w:num"), OxmlElement("w:abstractNumId")
    one.set(qn("w:numId"), str(number))
    target.set(qn("w:val"), str(number))
    one.append(target)
    numbering.append(one)


def in_list(document: Document, words: str, number: int) -> None:
    properties = document.add_paragraph(words)._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = number
    properties.get_or_add_ilvl().val = 0


def test_the_numbers_that_word_counts_by_itself_are_read(tmp_path: Path):
    document = docx.Document()
    document.add_paragraph(TITLE)
    numbered(document, "chineseCountingThousand", "%1、", 91)
    numbered(document, "chineseCounting", "（%1）", 92)
    in_list(document, "2022年工作回顾", 91)
    in_list(document, "着力扩大需求", 92)
    document.add_paragraph("扩大有效投资，加快项目建设，全市经济持续增长，产业发展提质升级，民生保障有力。")
    in_list(document, "加快产业升级", 92)
    in_list(document, "2023年主要任务", 91)
    report = as_docx(document, tmp_path / "a.docx")
    found = [(section.title, section.level) for section in report.sections if section.title]
    assert found == [
        ("一、2022年工作回顾", 1),
        ("（一）着力扩大需求", 2),
        ("（二）加快产业升级", 2),
        ("二、2023年主要任务", 1),
    ]


def test_cells_are_apart_and_a_page_laid_out_in_a_table_is_read_as_text(tmp_path: Path):
    document = docx.Document()
    document.add_paragraph(TITLE)
    table = document.add_table(2, 3)
    for cell, words in zip(table._cells, ["指标", "2022年", "2023年", "生产总值", "4.2%", "7%"], strict=True):
        cell.text = words
    frame = document.add_table(1, 1)
    frame.cell(0, 0).text = "\n".join(PARAGRAPHS[2:4])
    report = as_docx(document, tmp_path / "a.docx")
    assert paragraphs(report)[1:] == ["指标\t2022年\t2023年", "生产总值\t4.2%\t7%", *PARAGRAPHS[2:4]]


# PDF


@pytest.mark.parametrize("name", ["office.pdf", "browser.pdf"])
def test_a_printed_report_reads_as_its_paragraphs(name: str):
    report = read_report(SAMPLES / name)
    assert paragraphs(report) == [TITLE, *PARAGRAPHS[:-1]]
    assert (report.place, report.year, report.title) == ("三门峡市", 2023, TITLE)


def pdf(path: Path, pages: list[list[tuple[float, float, str]]]) -> Path:
    """Each page as (left, height, words) in points."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path), pagesize=A4)
    for page in pages:
        canvas.setFont("STSong-Light", 12)
        for left, height, words in page:
            canvas.drawString(left, height, words)
        canvas.showPage()
    canvas.save()
    return path


def test_heads_feet_and_page_numbers_are_dropped_and_lines_joined_over_pages(tmp_path: Path):
    body = LONG[:280]
    lines = [body[at : at + 35] for at in range(0, 280, 35)]
    pages = []
    for number in range(2):
        placed = [(90.0, 700.0 - 20 * row, words) for row, words in enumerate(lines[number * 4 : number * 4 + 4])]
        head = (90.0, 800.0, f"三门峡市计划报告　第{number + 1}部分")
        pages.append([head, *placed, (290.0, 40.0, f"— {number + 1} —")])
    pages[0].insert(1, (114.0, 730.0, TITLE[:33]))
    pages[0].insert(2, (90.0, 715.0, TITLE[33:]))
    report = read_report(pdf(tmp_path / "a.pdf", pages))
    assert "".join(paragraphs(report)) == TITLE + body
    assert body in paragraphs(report)


def test_cells_of_a_pdf_table_are_apart(tmp_path: Path):
    rows = [(90.0, 600.0, "指标"), (250.0, 600.0, "2022年"), (90.0, 580.0, "生产总值增速"), (250.0, 580.0, "4.2%")]
    page = [(90.0, 700.0, TITLE[:33]), (90.0, 680.0, TITLE[33:]), (114.0, 650.0, "全市经济发展。"), *rows]
    report = read_report(pdf(tmp_path / "a.pdf", [page]))
    assert paragraphs(report)[-2:] == ["指标\t2022年", "生产总值增速\t4.2%"]


def test_a_line_that_an_uncut_word_left_short_runs_on_and_a_heading_does_not():
    def line(left: float, right: float, words: str) -> Line:
        return Line(left, right, 500, 10, words)

    lines = (
        line(90, 510, "加快推进易事特储能项目建设，依托骨干企业持续加强储能关键材料技术攻关"),
        line(90, 440, "，实施一批重大产业项目，全年新增产值突破一百亿元，建成"),
        line(90, 510, "500MW/1GW储能项目，力争年底前投产达效，形成新的增长点和产业集群。"),
        line(90, 510, "（二）壮大现代服务业，推动服务业提质增效，打造区域性消费中心和物流枢纽"),
        line(110, 300, "依托自然资源发展旅游。"),
    )
    found = text_of([Page(600, 1000, False, lines)]).split("\n")
    assert [words[:4] for words in found] == ["加快推进", "（二）壮", "依托自然"]


# Web pages

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}_政府信息公开_某某网</title>
<style>p {{ color: red }}</style><script>var 项目 = "不是正文";</script></head><body>
<div class="nav"><a href="/">首页</a><a href="/zw">政务公开</a><a href="/tz">通知公告</a></div>
<div class="content"><h1>{title}</h1><div class="meta">来源：某某网　发布时间：2023-01-10</div>
<div id="zoom">{body}</div><div style="display:none">全市隐藏的文字不读</div></div>
<div class="links"><a href="/a">相关链接：上年计划执行情况的报告和其他文件</a></div>
<footer>某某市人民政府办公室主办　备案号　网站地图</footer></body></html>"""


def page(body: str, charset: str = "utf-8") -> bytes:
    return PAGE.format(charset=charset, title=TITLE, body=body).encode("gb18030" if charset == "gb2312" else charset)


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_a_web_page_gives_its_article_under_its_title(tmp_path: Path, charset: str):
    path = tmp_path / "a.html"
    body = "".join(f"<p>&emsp;&emsp;<span>{html.escape(words)}</span></p>\n" for words in PARAGRAPHS)
    path.write_bytes(page(body, charset))
    report = read_report(path)
    assert paragraphs(report) == [TITLE, *PARAGRAPHS]


def test_breaks_part_lines_source_breaks_do_not_and_cells_are_apart(tmp_path: Path):
    path = tmp_path / "a.htm"
    text = LONG
    table = "<table><tr><th>指标</th><th>2022年</th></tr><tr><td>生产总值</td><td>4.2%</td></tr></table>"
    path.write_bytes(page(f"{text[:50]}\n   {text[50:]}<br>{PARAGRAPHS[2]}<br/>{table}"))
    found = paragraphs(read_report(path))
    assert found == [TITLE, text, PARAGRAPHS[2], "指标\t2022年", "生产总值\t4.2%"]


# All of them


def test_a_text_needs_none_of_the_readers_libraries():
    program = (
        "import sys; from pathlib import Path; from graph.reading import read_report;"
        f"read_report(Path({str(SANMENXIA)!r}));"
        "sys.exit(any(name in sys.modules for name in ('lxml', 'pypdfium2', 'zipfile', 'subprocess')))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
