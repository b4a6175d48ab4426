"""Web pages (.html): the text of the article on the page, without menus, lists of links and the page's foot."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from graph.errors import ReadingError
from graph.reading.decode import decoded
from graph.reading.kind import MIN_HAN

MAX_BYTES = 20_000_000
_AGAIN = "Open the page in a browser, copy the report's text, and save it as .txt."
_UNSEEN = frozenset(
    (
        *("script", "style", "noscript", "template", "head", "nav", "footer", "aside", "iframe", "object", "svg"),
        *("math", "form", "select", "option", "button", "textarea"),
    )
)
_BLOCKS = frozenset(
    (
        *(
            "address",
            "article",
            "blockquote",
            "body",
            "br",
            "center",
            "dd",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
        ),
        *("figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section"),
        *("table", "tbody", "tfoot", "thead", "tr", "ul"),
    )
)
_CELLS = frozenset(("td", "th"))
_HAN = re.compile(r"[\u3400-\u9fff]")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
#: A line break in the source is a space between words of Latin letters and nothing between Chinese ones.
_SOURCE_BREAK = re.compile(r"[ \t]*\n\s*")
_TITLES = (
    ("//meta[@name='ArticleTitle']/@content", False),
    ("//meta[@property='og:title']/@content", False),
    ("//h1//text()", True),
    ("//title//text()", True),
)
#: The share of an element's words that one child must hold for the article to be in that child.
_MOST = 0.85


def webpage_text(data: bytes, where: str) -> str:
    """The article of a web page, its title first; a line a paragraph, cells of a table apart by tabs.

    Nothing is fetched. Raises ReadingError, which names ``where``, for a page without an article.
    """
    if len(data) > MAX_BYTES:
        raise ReadingError(f"the page has more than {MAX_BYTES:,} bytes.", where=where, mend=_AGAIN)
    if re.match(rb"(?:From|MIME-Version|Content-Type):", data.lstrip()[:40], re.IGNORECASE):
        raise ReadingError("is a web archive (.mht), not a page.", where=where, mend=_AGAIN)
    root = _tree(_characters(data, where), where)
    article = _article(root, where)
    lines = [line for line in _text(article).split("\n") if line.strip()]
    title = _title(root)
    begin = re.sub(r"\s+", "", "".join(lines[:8]))
    if title and re.sub(r"\s+", "", title) not in begin:
        lines.insert(0, title)
    return "\n".join(lines)


def _characters(data: bytes, where: str) -> str:
    named = _CHARSET.search(data, 0, 4096)
    if named and named[1].lower() in (b"gb2312", b"gbk", b"gb18030", b"x-gbk"):
        # A page may name one encoding and be saved in another; the strict decoder then tells.
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError:
            return decoded(data, where)
    return decoded(data, where)


def _tree(text: str, where: str) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    if not text.strip("\ufeff \t\r\n\0"):
        raise ReadingError("the file is empty.", where=where, mend=_AGAIN)
    try:
        root = etree.fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        reason = " ".join(str(error).split())[:100]
        raise ReadingError(f"cannot be read as a page ({reason}).", where=where, mend=_AGAIN) from error
    if root is None:
        raise ReadingError("holds no text.", where=where, mend=_AGAIN)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" or "depth" in entry.message.lower() for entry in parser.error_log):
        raise ReadingError("nests its elements too deep.", where=where, mend=_AGAIN)
    return root


def _article(root: etree._Element, where: str) -> etree._Element:
    """The smallest element that holds nearly all words of the page that are not links."""
    weight = dict[etree._Element, int]()
    for element in root.iter(etree.Element):
        weight[element] = 0
    for event, element in _seen(root):
        if event == "end":
            parent = element.getparent()
            own = 0 if element.tag == "a" else weight[element] + _words(element.text)
            weight[element] = own
            if parent is not None:
                weight[parent] += own
        if event != "start" and element.tail:
            parent = element.getparent()
            if parent is not None and parent.tag != "a":
                weight[parent] += _words(element.tail)
    article = root
    if weight[article] < MIN_HAN and _HAN.search("".join(map(str, root.itertext("a")))):
        raise ReadingError("is a page of links without an article.", where=where, mend="Save the page of the report.")
    while True:
        inner = max((child for child in article if isinstance(child.tag, str)), key=lambda c: weight[c], default=None)
        if inner is None or weight[inner] < weight[article] * _MOST or inner.tag in ("tr", "td", "th", "p", "span"):
            return article
        article = inner


def _words(text: str | None) -> int:
    return len(_HAN.findall(text)) if text else 0


def _seen(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Start and end of each element that a reader sees; ``skip`` for one that is left out. No recursion."""
    walk = etree.iterwalk(root, events=("start", "end"))
    skipped: etree._Element | None = None
    for event, element in walk:
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
                yield "skip", element
        elif event == "start" and (element.tag in _UNSEEN or _HIDDEN.search(element.get("style") or "")):
            skipped = element
            walk.skip_subtree()
        else:
            yield event, element


def _text(article: etree._Element) -> str:
    pieces = list[str]()
    for event, element in _seen(article):
        if event in ("start", "end"):
            pieces.append(
                "\n" if element.tag in _BLOCKS else "\t" if event == "start" and element.tag in _CELLS else ""
            )
        if event == "start" and element.text:
            pieces.append(_flat(element.text))
        if event != "start" and element is not article and element.tail:
            pieces.append(_flat(element.tail))
    lines = "".join(pieces).split("\n")
    return "\n".join(re.sub(r"[ \xa0]{2,}", " ", line.replace("\xa0", " ")).strip() for line in lines)


def _flat(text: str) -> str:
    def gap(match: re.Match[str]) -> str:
        before, after = text[: match.start()][-1:], text[match.end() :][:1]
        return " " if before.isascii() and after.isascii() and before and after else ""

    return _SOURCE_BREAK.sub(gap, text.replace("\r", "")).replace("\t", " ")


def _title(root: etree._Element) -> str:
    for path, cut in _TITLES:
        found = root.xpath(path)
        words = " ".join("".join(map(str, found)).split()) if isinstance(found, list) else ""
        words = re.split(r"\s*[_|｜]\s*|\s+[-–—]+\s+", words)[0] if cut else words
        if _HAN.search(words):
            return words[:120]
    return ""
