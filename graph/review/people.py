"""Who is at the screen, and whether that person may change anything."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from graph.errors import LianpuError

#: The longest name that a decision carries.
LONGEST_NAME = 40


class ReviewError(LianpuError):
    """Something that a person at the screen asked for and that cannot be done."""


class NotAllowedError(ReviewError):
    """A change that was asked for by someone who may only read."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who looks at the page. ``name`` is what decisions carry as ``who``; empty until it was given."""

    name: str
    may_edit: bool


def local_person(name: str) -> Person:
    """The user of a server without a log-in: may edit, under the name that was given."""
    return Person(clean_name(name), may_edit=True)


def signed_person(email: str | None, *, verified: bool, editors: Collection[str]) -> Person:
    """The user of a server with a log-in: edits where ``editors`` lists the e-mail address, which must be verified.

    >>> signed_person("Li@Example.org", verified=True, editors=["li@example.org"])
    Person(name='li@example.org', may_edit=True)
    >>> signed_person(None, verified=False, editors=["li@example.org"]).may_edit
    False
    """
    address = clean_name((email or "").lower())
    return Person(address, may_edit=bool(address) and verified and address in {editor.lower() for editor in editors})


def clean_name(name: str) -> str:
    """A name on one line, without control characters and blanks around it, at most ``LONGEST_NAME`` long.

    >>> clean_name(" 李\\n红 ")
    '李 红'
    """
    printable = "".join(character if character.isprintable() else " " for character in name)
    return re.sub(r"\s+", " ", printable).strip()[:LONGEST_NAME]


def require_editor(person: Person) -> str:
    """The name of a person who may change things. Raises NotAllowedError for readers, and where there is no name."""
    if not person.may_edit:
        raise NotAllowedError(
            "only editors may change the graph.",
            mend="Ask whoever runs the server to list your e-mail address in LIANPU_EDITORS.",
            key="review_reader",
        )
    if not person.name:
        raise NotAllowedError("a decision needs a name.", mend="Give your name first.", key="review_nameless")
    return person.name
