"""From the graph to the finished papers of a chain, in one call: what the command and the page share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from graph.attract.model import Candidate, IndustryClass
from graph.gaps.ranking import gaps_of
from graph.papers.content import make_brief
from graph.papers.document import document
from graph.papers.fonts import find_typeface
from graph.papers.pictures import draw
from graph.papers.settings import Form, PapersSettings
from graph.papers.values import Brief
from graph.papers.words import short
from graph.papers.workbook import workbook
from graph.query.chains import choose
from graph.query.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A finished file: its name, and its bytes."""

    name: str
    data: bytes


def make_papers(
    knowledge: Knowledge,
    chain: str,
    settings: PapersSettings,
    *,
    classes: Mapping[str, IndustryClass],
    candidates: Iterable[Candidate] = (),
    forms: Collection[Form] = tuple(Form),
) -> tuple[PaperFile, ...]:
    """The papers of a chain (by its id) in the forms that are wanted.

    Raises QueryError where there is no such chain, and LianpuError where no Chinese typeface is there to draw with.
    """
    view = choose(knowledge.chains, chain)
    ranked = gaps_of(view, knowledge)
    brief = make_brief(knowledge, ranked, settings, classes=classes, candidates=candidates)
    drawn = draw(brief, find_typeface(settings.font)) if brief.maps else ()
    makers = {Form.DOCX: document, Form.XLSX: workbook}
    return tuple(PaperFile(file_name(brief, form), makers[form](brief, drawn)) for form in Form if form in forms)


def file_name(brief: Brief, form: Form) -> str:
    """The name of a file: place, chain, what it is, year of the evidence.

    Such as 三门峡市-铜基新材料-图谱清单-2023.docx.
    """
    return name_of(brief.place, brief.chain, brief.year, form)


def name_of(place: str, chain: str, year: int, form: Form) -> str:
    """The name of a file of papers.

    >>> name_of("三门峡市", "铜基新材料（铜箔）", 2023, Form.DOCX)
    '三门峡市-铜基新材料-图谱清单-2023.docx'
    """
    return f"{short(place)}-{short(chain)}-图谱清单-{year}.{form.value}"
