"""What is no report, or would do harm, is refused: one line that names the file, the reason and what to do."""

from __future__ import annotations

import io
import os
import stat
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from graph.errors import ReadingError
from graph.reading import package, pdf, read_report

SAMPLES = Path(__file__).parent / "samples"
REPORT = "2025年安徽省政府工作报告\n各位代表：\n" + "全省经济发展，项目建设加快推进，地区生产总值增长5.5%。\n" * 5
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def word(body: str, before: str = "") -> bytes:
    return zipped({"word/document.xml": f"<?xml version='1.0'?>{before}<w:document {W}>{body}</w:document>".encode()})


def sound_docx() -> bytes:
    document, stream = docx.Document(), io.BytesIO()
    for line in REPORT.split("\n"):
        document.add_paragraph(line)
    document.save(stream)
    return stream.getvalue()


def canvas(draw: Callable[[Canvas], None], **options: object) -> bytes:
    stream = io.BytesIO()
    made = Canvas(stream, **options)
    draw(made)
    made.showPage()
    made.save()
    return stream.getvalue()


def scan() -> bytes:
    return canvas(lambda page: page.drawImage(ImageReader(Image.new("L", (200, 280), 200)), 0, 0, 595, 842))


def locked_pdf() -> bytes:
    lock = StandardEncryption("secret", ownerPassword="owner", strength=128)
    return canvas(lambda page: page.drawString(90, 700, "locked"), encrypt=lock)


POEM = "静夜思\n李白\n床前明月光，疑是地上霜。\n举头望明月，低头思故乡。\n" * 3
STORY = "那年冬天，祖母死了，父亲的差使也交卸了，正是祸不单行的日子。我从北京到徐州，打算跟着父亲奔丧回家。" * 5
TABLE = "企业名称,所在县区,2023年产值,产品\n" + "甲乙铜业有限公司,灵宝市,12.5,铜箔\n" * 20
JAPANESE = "令和五年度の経済財政運営の基本的な方針について、政府は次のとおり定めることとした。" * 5
BOMB = "<!DOCTYPE d [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'><!ENTITY c '&b;&b;&b;'>]>"
OUTSIDE = "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"

CASES: dict[str, tuple[str, bytes, str]] = {
    "empty text": ("a.txt", b"", "empty"),
    "empty docx": ("a.docx", b"", "empty"),
    "blank page": ("a.html", b"<html><body> </body></html>", "empty"),
    "docx without text": ("a.docx", word("<w:body><w:p/></w:body>"), "empty"),
    "poem": ("a.txt", POEM.encode(), "no report"),
    "story": ("a.txt", STORY.encode(), "no report"),
    "spreadsheet as text": ("a.txt", TABLE.encode(), "a table"),
    "tab-separated table": ("a.txt", TABLE.replace(",", "\t").encode("gb18030"), "a table"),
    "csv": ("a.csv", TABLE.encode(), "A table is no report"),
    "English": ("a.txt", b"The provincial government work report. " * 40, "hardly Chinese"),
    "English page": ("a.html", b"<p>The provincial government work report.</p>" * 40, "hardly Chinese"),
    "Japanese": ("a.txt", JAPANESE.encode(), "Japanese"),
    "NUL bytes": ("a.txt", REPORT.encode() + b"\0", "NUL"),
    "old Word": ("a.doc", OLE + b"\0" * 600, "save it as .docx"),
    "old Word renamed": ("a.docx", OLE + b"\0" * 600, "the old Word"),
    "no ending": ("report", REPORT.encode(), "no known file type"),
    "zip renamed": ("a.docx", zipped({"a.txt": REPORT.encode()}), "a zip without a Word document"),
    "spreadsheet renamed": ("a.docx", zipped({"xl/workbook.xml": b"<x/>"}), "is a spreadsheet"),
    "docx renamed to text": ("a.txt", sound_docx(), "is a zip or Office file.*Name it .docx"),
    "docx renamed to pdf": ("a.pdf", sound_docx(), "is a zip or Office file"),
    "pdf renamed": ("a.docx", locked_pdf(), "is a PDF.*Name it .pdf"),
    "text renamed to docx": ("a.docx", REPORT.encode(), "no Word file"),
    "text renamed to pdf": ("a.pdf", REPORT.encode(), "no PDF inside"),
    "rich text": ("a.txt", b"{\\rtf1 abc}", "Rich Text"),
    "locked docx": ("a.docx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    "locked pdf": ("a.pdf", locked_pdf(), "protected by a password"),
    "cut zip": ("a.docx", sound_docx()[:-2000], "damaged"),
    "spoilt zip": ("a.docx", sound_docx().replace(b"word/document.xml", b"word/document.xmi", 1), "damaged"),
    "spoilt XML": ("a.docx", word("<w:body><w:p></w:body>"), "damaged"),
    "deep XML": ("a.docx", word("<w:p>" * 100_000), "damaged"),
    "entity bomb": ("a.docx", word("<w:p><w:r><w:t>&c;</w:t></w:r></w:p>", BOMB), "declares a document type"),
    "outside entity": ("a.docx", word("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", OUTSIDE), "declares a document type"),
    "scan": ("a.pdf", scan(), "is a scan: 1 of its 1 pages"),
    "cut pdf": ("a.pdf", (SAMPLES / "office.pdf").read_bytes()[:3000], "damaged"),
    "web archive": ("a.html", b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n", "web archive"),
    "list of links": (
        "a.html",
        ("<p><a href='x'>2025年安徽省政府工作报告全文公布</a></p>" * 40).encode(),
        "links without an article",
    ),
}


@pytest.mark.parametrize(("name", "data", "what"), CASES.values(), ids=CASES.keys())
def test_what_is_no_report_is_refused(tmp_path: Path, name: str, data: bytes, what: str):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReadingError, match=what) as caught:
        read_report(path)
    assert caught.value.where == str(path)
    assert caught.value.mend
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 500
    assert [found.name for found in tmp_path.iterdir()] == [name]


def test_a_folder_is_refused(tmp_path: Path):
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(ReadingError, match="is a folder"):
        read_report(tmp_path / "a.txt")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "a.txt"
    path.write_text(REPORT, encoding="utf-8")
    path.chmod(0)
    if os.access(path, os.R_OK):  # the superuser reads everything

        def refuse(self: Path) -> bytes:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ReadingError, match="Permission denied"):
        read_report(path)
    path.chmod(stat.S_IRWXU)


def test_a_huge_file_is_refused_unread(tmp_path: Path):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(60_000_000)
    with pytest.raises(ReadingError, match="more than 50,000,000 bytes"):
        read_report(path)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(package, "MAX_PART", 5_000_000)
    path = tmp_path / "a.docx"
    path.write_bytes(word("<w:body>" + " " * 40_000_000 + "</w:body>"))
    assert path.stat().st_size < 100_000
    with pytest.raises(ReadingError, match="unpacks to more than 5,000,000 bytes"):
        read_report(path)


def looping_pdf() -> bytes:
    """A page whose form draws itself a few times, and so on: 8 to the 20th power drawings, if nothing stops it."""
    forms = 20
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        "/Resources << /XObject << /F 5 0 R >> >> >>",
        "<< /Length 8 >>\nstream\n/F Do   \nendstream",
    ]
    draw = "/F Do " * 8
    for number in range(forms):
        inner = f"{5 + (number + 1) % forms} 0 R"
        objects.append(
            f"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /F {inner} >> >> "
            f"/Length {len(draw)} >>\nstream\n{draw}\nendstream"
        )
    body = "%PDF-1.4\n" + "".join(f"{n} 0 obj\n{content}\nendobj\n" for n, content in enumerate(objects, 1))
    return f"{body}trailer << /Root 1 0 R /Size {len(objects) + 1} >>\n%%EOF".encode()


def test_a_pdf_that_does_not_end_is_given_up():
    started = time.monotonic()
    with pytest.raises(ReadingError):
        pdf.pdf_text(looping_pdf(), "a.pdf", seconds=2)
    assert time.monotonic() - started < 10


def test_a_reader_process_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    worker = tmp_path / "worker.py"
    worker.write_text("import time\ntime.sleep(60)\n", encoding="utf-8")
    monkeypatch.setattr(pdf, "_WORKER", worker)
    with pytest.raises(ReadingError, match=r"did not open within 0\.5 seconds"):
        pdf.pdf_text((SAMPLES / "office.pdf").read_bytes(), "a.pdf", seconds=0.5)


def test_a_reader_process_that_crashes_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    worker = tmp_path / "worker.py"
    worker.write_text("import os\nos.abort()\n", encoding="utf-8")
    monkeypatch.setattr(pdf, "_WORKER", worker)
    with pytest.raises(ReadingError, match="gave up on it"):
        pdf.pdf_text((SAMPLES / "office.pdf").read_bytes(), "a.pdf")


def test_a_page_reads_no_file_and_nests_as_deep_as_it_likes(tmp_path: Path):
    path = tmp_path / "a.html"
    outside = "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
    lines = "".join(f"<p>{line}&x;</p>" for line in REPORT.split("\n"))
    path.write_text(f"{outside}<html><body>{lines}<iframe src='http://127.0.0.1:9/'></iframe></body></html>", "utf-8")
    assert read_report(path).text.count("地区生产总值增长5.5%。") == 5
    path.write_text("<div>" * 100_000 + lines, "utf-8")
    try:
        assert read_report(path).text.count("地区生产总值增长5.5%。") == 5
    except ReadingError as error:
        assert "too deep" in error.what
