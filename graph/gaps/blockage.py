"""Blockages (堵点): what no report tells, put as questions to staff, with their answers kept.

Two neighbouring links are both made here, by different firms. Whether they supply each other, and whether capacity,
power, land or a permit stands between them, is for someone who knows to say. An answer is one line of JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from graph.errors import LianpuError
from graph.gaps.classing import producers
from graph.model import NodeState
from graph.query.values import ChainView, Link, Thing

_MOST_BYTES = 10_000_000
_LONGEST = 2_000


class Reply(StrEnum):
    """What staff say: the two supply each other, they do not, or it is not known."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """A supply edge by the ids of its chain and links."""

    chain: str
    supplier: str
    user: str


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask of one edge: ``sellers`` make the supplying link, ``buyers`` the using one."""

    edge: Edge
    supplier: Link
    user: Link
    sellers: tuple[Thing, ...]
    buyers: tuple[Thing, ...]

    @property
    def zh(self) -> str:
        """The question in Chinese."""
        sellers, buyers = ("、".join(firm.name for firm in firms) for firms in (self.sellers, self.buyers))
        return (
            f"{sellers}（{self.supplier.zh}）是否向{buyers}（{self.user.zh}）供货？如否，卡在产能、电力、用地还是审批？"
        )

    @property
    def en(self) -> str:
        """The question in English."""
        sellers, buyers = (", ".join(firm.name for firm in firms) for firms in (self.sellers, self.buyers))
        return (
            f"Does {sellers} ({self.supplier.en}) supply {buyers} ({self.user.en})? "
            "If not, is it capacity, power, land or a permit that is short?"
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """What ``who`` said of an edge on ``when`` (ISO 8601, as passed in). The edge is a blockage where reply is NO."""

    who: str
    when: str
    edge: Edge
    reply: Reply
    note: str = ""


def questions(view: ChainView, owners: Mapping[str, frozenset[str]]) -> tuple[Question, ...]:
    """The questions that a chain puts, in the order of its supply edges: both ends are made here, by firms that differ.

    ``owners`` are the enterprises that undertake a project (``graph.gaps.ground.owners``).
    """
    asked = (_question(view, view.by_iri[start], view.by_iri[end], owners) for start, end in view.supplies)
    return tuple(question for question in asked if question is not None)


def _question(view: ChainView, supplier: Link, user: Link, owners: Mapping[str, frozenset[str]]) -> Question | None:
    if supplier.state is not NodeState.PRODUCING or user.state is not NodeState.PRODUCING:
        return None
    sellers, buyers = producers(supplier, owners), producers(user, owners)
    if not sellers or not buyers or {firm.iri for firm in sellers} == {firm.iri for firm in buyers}:
        return None
    return Question(Edge(view.info.id, supplier.id, user.id), supplier, user, sellers, buyers)


def write_answer(path: Path, answer: Answer) -> None:
    """Add an answer to a file of answers; its folder is made where it is not there. Raises LianpuError."""
    fields = {
        "who": answer.who,
        "when": answer.when,
        "chain": answer.edge.chain,
        "supplier": answer.edge.supplier,
        "user": answer.edge.user,
        "answer": answer.reply.value,
        "note": answer.note,
    }
    _parsed(fields, str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(json.dumps(fields, ensure_ascii=False) + "\n")
    except OSError as error:
        raise LianpuError(
            f"cannot be written ({error.strerror or error}).", where=path, mend="Name a file in a folder of yours."
        ) from None


def read_answers(path: Path) -> tuple[Answer, ...]:
    """All answers of a file in its order; none where there is no file yet. Raises LianpuError, which names the line."""
    if not path.exists():
        return ()
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise LianpuError("is too large for a file of answers.", where=path, mend="Keep it below 10 MB.")
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LianpuError(f"cannot be read ({error}).", where=path, mend="Save it as UTF-8 text.") from None
    return tuple(
        _answer(line, f"{path}, line {number}") for number, line in enumerate(text.split("\n"), start=1) if line.strip()
    )


def latest(answers: Iterable[Answer]) -> Mapping[Edge, Answer]:
    """The answer that counts for each edge: the last by its time, of equals the one further down."""
    found: dict[Edge, Answer] = {}
    for answer in answers:
        held = found.get(answer.edge)
        if held is None or _time(answer.when) >= _time(held.when):
            found[answer.edge] = answer
    return found


def _answer(line: str, where: str) -> Answer:
    try:
        fields = json.loads(line)
    except (json.JSONDecodeError, RecursionError):
        raise LianpuError("is no JSON.", where=where, mend="Write one object of JSON a line.") from None
    return _parsed(fields, where)


_NEEDED = ("who", "when", "chain", "supplier", "user", "answer")


def _parsed(fields: object, where: str) -> Answer:
    if not isinstance(fields, dict):
        raise LianpuError("is no object.", where=where, mend=f"Give {', '.join(_NEEDED)}.")
    strange = sorted(str(name) for name in fields.keys() - {*_NEEDED, "note"})
    if strange:
        raise LianpuError(f"has {strange[0][:40]!r}.", where=where, mend=f"Give {', '.join(_NEEDED)} and note alone.")
    texts = {name: fields.get(name, "") for name in (*_NEEDED, "note")}
    for name, value in texts.items():
        if not isinstance(value, str) or len(value) > _LONGEST or (name != "note" and not value.strip()):
            raise LianpuError(f"{name} is no text, or empty.", where=where, mend=f"Give {name} as a short text.")
    if texts["answer"] not in set(Reply):
        raise LianpuError(f"answer is {texts['answer'][:40]!r}.", where=where, mend="Answer yes, no or unknown.")
    _time(texts["when"], where)
    edge = Edge(texts["chain"], texts["supplier"], texts["user"])
    return Answer(texts["who"], texts["when"], edge, Reply(texts["answer"]), texts["note"])


def _time(text: str, where: str | None = None) -> float:
    """A date or time of ISO 8601 as seconds; without a zone it is taken as UTC, so that all can be compared."""
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        raise LianpuError(
            f"when is {text[:40]!r}.", where=where, mend="Give a date or time of ISO 8601, such as 2024-05-31."
        ) from None
    return (when if when.tzinfo is not None else when.replace(tzinfo=UTC)).timestamp()
