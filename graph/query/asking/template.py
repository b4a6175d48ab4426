"""Question templates: one .rq file each, with slots that a name, a word or a year fills."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from graph.errors import OntologyError
from graph.model import EntityType
from graph.query.asking.header import QueryFile, read_query_file

Language = Literal["zh", "en"]
CHAIN, NODE, WORD = "Chain", "ChainNode", "Word"
#: What may fill a slot: an entity of a type, a chain, a link of one, or a word to look for.
KINDS = frozenset({*(kind.value for kind in EntityType), CHAIN, NODE, WORD})
_SLOT = re.compile(r"\{([a-z]+)\}")
#: The line of a query that a slot stands in, with the value that the file itself asks about.
_LINE = re.compile(r'^.*\?([a-z]+)\b[^"\n]*"([^"\n]+)"[^"\n]*# slot$', re.MULTILINE)


@dataclass(frozen=True)
class Slot:
    """A gap in a question: the query's variable, the kinds of thing that fit, the best first, what it is called, and
    the name that the file itself asks about."""

    name: str
    kinds: tuple[str, ...]
    zh: str
    en: str
    example: str

    def label(self, language: Language) -> str:
        """What the gap is called."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class Column:
    """A column of the answer: the query's variable and its heading."""

    name: str
    zh: str
    en: str

    def label(self, language: Language) -> str:
        """The heading."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class Arrow:
    """What a row of the answer draws: from the thing in one column to that in another."""

    start: str
    end: str
    zh: str
    en: str

    def label(self, language: Language) -> str:
        """What the arrow is called."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class Texts:
    """A text in both languages; ``{names}`` in it stand for a slot or a fact of the answer."""

    zh: str
    en: str

    def text(self, language: Language) -> str:
        """The text in one of them."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class Template:
    """A question with its query. ``says`` are other ways to put it; ``answer`` sums an answer up; ``means`` tells
    what stands behind it."""

    id: str
    topic: str
    title: Texts
    says: tuple[str, ...]
    slots: tuple[Slot, ...]
    columns: tuple[Column, ...]
    arrows: tuple[Arrow, ...]
    answer: Texts
    means: Texts
    query: str

    @property
    def number(self) -> str:
        """The id's leading number, for the address bar."""
        return self.id.partition("-")[0]

    def slot(self, name: str) -> Slot:
        """A slot by its name. KeyError where there is none."""
        return {slot.name: slot for slot in self.slots}[name]

    def asked(self, language: Language, filled: Mapping[str, str] | None = None) -> str:
        """The question; a slot that nothing fills shows what belongs there.

        >>> Slot("industry", ("Industry",), "产业", "an industry", "黄金产业").label("zh")
        '产业'
        """
        known = filled or {}
        labels = {slot.name: known.get(slot.name) or f"【{slot.label(language)}】" for slot in self.slots}
        return fill_text(self.title.text(language), labels)


def fill_text(text: str, values: Mapping[str, str]) -> str:
    """A text with its ``{names}`` replaced where ``values`` has them; nothing in a value is taken for a slot.

    >>> fill_text("{a}和{b}", {"a": "{b}", "b": "乙"})
    '{b}和乙'
    """
    return _SLOT.sub(lambda match: values.get(match[1], match[0]), text)


def load_templates(folder: Path) -> tuple[Template, ...]:
    """The templates in ``folder``, in the order of their files. Files without ``# column:`` lines are examples only.

    Raises OntologyError where a header is not sound.
    """
    files = (read_query_file(path) for path in sorted(folder.glob("*.rq")))
    return tuple(template_of(file) for file in files if "column" in file.header)


def examples_in(query: str) -> dict[str, str]:
    """The name that each slot of a query file asks about as it stands.

    >>> examples_in('SELECT * WHERE {\\n  ?industry skos:prefLabel "黄金产业"@zh . # slot\\n}')
    {'industry': '黄金产业'}
    """
    return {match[1]: match[2] for match in _LINE.finditer(query)}


def slot_lines(query: str) -> dict[str, str]:
    """The whole line that each slot stands in."""
    return {match[1]: match[0] for match in _LINE.finditer(query)}


def template_of(file: QueryFile) -> Template:
    """The template that a file holds. Raises OntologyError where its header is not sound."""
    slots = _slots(file)
    made = Template(
        id=file.path.stem,
        topic=file.one("topic"),
        title=Texts(file.one("zh"), file.one("en")),
        says=file.header.get("say", ()),
        slots=slots,
        columns=tuple(Column(*parts) for parts in file.parts("column", 3)),
        arrows=tuple(Arrow(*parts) for parts in file.parts("edge", 4)),
        answer=Texts(file.one("answer.zh"), file.one("answer.en")),
        means=Texts(file.one("means.zh"), file.one("means.en")),
        query=file.query,
    )
    _check(made, file)
    return made


def _slots(file: QueryFile) -> tuple[Slot, ...]:
    examples = examples_in(file.query)
    slots = []
    for name, kinds, zh, en in file.parts("slot", 4):
        if name not in examples:
            mend = f"End the query's line that sets ?{name} to a name in quotation marks with `# slot`."
            raise OntologyError(f"does not set its slot {name!r}.", where=file.path, mend=mend)
        wanted = tuple(kinds.split())
        if not set(wanted) <= KINDS:
            raise OntologyError(f"{kinds!r} are no kinds.", where=file.path, mend=f"Use {', '.join(sorted(KINDS))}.")
        slots.append(Slot(name, wanted, zh, en, examples[name]))
    if len(slots) != len(examples):
        raise OntologyError("has a `# slot` line that its header does not tell of.", where=file.path, mend="Tell.")
    return tuple(slots)


def _check(template: Template, file: QueryFile) -> None:
    """Every slot stands in the title, and every variable that the header names stands in the query."""
    names = {slot.name for slot in template.slots}
    for title in (template.title.zh, template.title.en):
        if set(_SLOT.findall(title)) != names:
            raise OntologyError("has a title without all its slots.", where=file.path, mend="Put {slot} in the title.")
    for said in template.says:
        if not set(_SLOT.findall(said)) <= names:
            raise OntologyError(f"says {said!r}, which has an unknown slot.", where=file.path, mend="Use its slots.")
    variables = set(re.findall(r"\?([A-Za-z]+)", template.query))
    used = {column.name for column in template.columns} | {end for a in template.arrows for end in (a.start, a.end)}
    if not used <= variables:
        raise OntologyError(
            f"does not ask for {sorted(used - variables)}.", where=file.path, mend="Name its variables."
        )
