"""The national classification of industries, GB/T 4754-2017, which company registries are searched by."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from graph.attract.model import IndustryClass
from graph.errors import OntologyError
from graph.settings import Settings

_FILE = "gbt4754-2017.csv"
_DIVISION, _GROUP = 2, 3
_MEND = "Restore it from the project: a UTF-8 table with the columns code, name and parent."


def load_classes(settings: Settings) -> Mapping[str, IndustryClass]:
    """The classes of GB/T 4754-2017 by code: 大类 (two digits), 中类 (three) and 小类 (four). Read once.

    Raises OntologyError where the table is missing or is none.
    """
    return read_classes(settings.reference / _FILE)


@cache
def read_classes(path: Path) -> Mapping[str, IndustryClass]:
    """The classes in a table of ``code``, ``name`` and ``parent``, by code; 门类 (letters) are left out.

    Raises OntologyError where the table is missing or is none.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            names = {row["code"].strip(): row["name"].strip() for row in csv.DictReader(lines)}
    except (OSError, UnicodeDecodeError, csv.Error, KeyError, AttributeError) as error:
        raise OntologyError("is no table of industry classes.", where=path, mend=_MEND) from error
    return MappingProxyType({code: _class(code, names) for code in names if code.isdecimal()})


def _class(code: str, names: Mapping[str, str]) -> IndustryClass:
    division = names.get(code[:_DIVISION], "") if len(code) > _DIVISION else ""
    group = names.get(code[:_GROUP], "") if len(code) > _GROUP else ""
    return IndustryClass(code, names[code], division, group)
