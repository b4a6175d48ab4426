"""A home of one's own: a copy of what the program reads, so that no test writes into the repository's data."""

from __future__ import annotations

import dataclasses
import shutil
from datetime import date
from pathlib import Path

from graph.review.deciding import Hand
from graph.review.people import Person
from graph.settings import PROJECT, Settings

LI = Person("李红", may_edit=True)
READER = Person("wang@example.org", may_edit=False)
HAND = Hand("李红", date(2026, 11, 24), "看过原句")

#: A county's plan in a few sentences: enough to be a report.
PLAN = """灵川县2024年国民经济和社会发展计划报告

各位代表：
过去一年，全县经济平稳发展，工业增加值增长8.5%，固定资产投资增长12%。
灵川县大力发展装备制造产业，依托恒远机械有限公司建设年产5000台农机项目，项目投资6亿元。
同志们在过去的日子里不畏艰难，携手同行，走过了不平凡的历程。
2024年，全县将加快发展新能源产业，推动恒远机械有限公司生产电动拖拉机。
"""


def copied_home(folder: Path, built: Path) -> Settings:
    """Settings whose home is a copy; builds are made in ``built``."""
    home = folder / "home"
    shutil.copytree(PROJECT / "ontology", home / "ontology")
    for name in ("reports", "curation", "lexicon", "models", "reference"):
        shutil.copytree(PROJECT / "data" / name, home / "data" / name)
    shutil.copy(PROJECT / "data" / "papers.toml", home / "data" / "papers.toml")
    return dataclasses.replace(Settings(home=home), built=built)
