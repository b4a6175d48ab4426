"""Measures extraction against annotated reports: in sample, one report left out, and how far confidence can be trusted.

    python benchmarks/quality/measure.py GOLD REPORTS SCORE [--lessons FOLDER] [--jobs N]

GOLD has NAME.gold.json, REPORTS has NAME.txt, SCORE is the scoring script (a module with `score(gold, text, found)`).
Prints the tables of docs/quality.md as Markdown.
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib.util
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from graph.extraction import to_interchange
from graph.extraction.gold import Gold, read_gold
from graph.extraction.judging import judges_text
from graph.extraction.learning import entity_cases, learned_models, relation_cases
from graph.extraction.lexicon import Lexicon, default_lexicon
from graph.extraction.logistic import Case
from graph.extraction.models import JUDGES, Models, default_models, read_models
from graph.extraction.pipeline import extract, found_in, judged_scene, ruled_in
from graph.extraction.words import Words
from graph.model import Report
from graph.reading import read_report

Scorer = Callable[[dict[str, Any], str, dict[str, Any]], dict[str, Any]]
_COLUMNS = ("entities strict", "entities lenient", "relations lenient", "indicators lenient")
_BINS = (0.35, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
T = TypeVar("T")
#: The reports are dealt into as many hands; each is read by models that the others taught.
HANDS = 6


@dataclass(frozen=True)
class Annotated:
    """A report with its annotations, as read and as the scoring script wants them."""

    name: str
    report: Report
    gold: Gold
    raw: dict[str, Any]


def annotated_in(gold: Path, reports: Path) -> list[Annotated]:
    """The pairs of the two folders by name."""
    found = []
    for file in sorted(gold.glob("*.gold.json")):
        name = file.name.removesuffix(".gold.json")
        report = read_report(reports / f"{name}.txt")
        raw = json.loads(file.read_text(encoding="utf-8"))
        found.append(Annotated(name, report, read_gold(file, report), raw))
    return found


def row(one: Annotated, lexicon: Lexicon, models: Models, score: Scorer) -> list[float]:
    """The four figures of the task's table."""
    found = to_interchange(extract(one.report, lexicon, models))
    marks = score({"report": one.name, **one.raw}, one.report.text, found)
    entities = marks["entities"]
    others = (marks["relations"]["lenient"]["f1"], marks["indicators"]["lenient"]["f1"])
    return [entities["strict"]["f1"], entities["lenient"]["f1"], *others]


def taught_by_others(asked: tuple[int, Sequence[Annotated], Path]) -> Path:
    """A folder with models that never saw a report of one hand."""
    hand, lessons, folder = asked
    own = folder / f"hand-{hand}"
    own.mkdir()
    others = [(other.report, other.gold) for number, other in enumerate(lessons) if number % HANDS != hand]
    models = learned_models(others, own)
    (own / JUDGES).write_text(judges_text(models.judges, f"Without hand {hand}."), encoding="utf-8")
    return own


def without_its_words(lexicon: T, one: Annotated, every: Sequence[Annotated]) -> T:
    """The lexicon without each word that ``one`` has and no other report has."""
    others = "\n".join(other.report.text for other in every if other is not one)
    if isinstance(lexicon, Words):
        return Words.of(word for word in lexicon.all if word not in one.report.text or word in others)  # type: ignore[return-value]
    if dataclasses.is_dataclass(lexicon) and not isinstance(lexicon, type):
        fields = {f.name: without_its_words(getattr(lexicon, f.name), one, every) for f in dataclasses.fields(lexicon)}
        return dataclasses.replace(lexicon, **fields)
    return lexicon


def table(title: str, rows: Iterable[tuple[str, list[float]]]) -> None:
    """A Markdown table with the mean of all rows."""
    shown = list(rows)
    print(f"\n### {title}\n\n| report | {' | '.join(_COLUMNS)} |\n|---|{'---|' * len(_COLUMNS)}")
    means = [sum(column) / len(shown) for column in zip(*(figures for _, figures in shown), strict=True)]
    for name, figures in [*shown, ("mean", means)]:
        print(f"| {name} | {' | '.join(f'{figure:.3f}' for figure in figures)} |")


def reliability(title: str, said: list[tuple[float, bool]]) -> None:
    """How often statements are right, by what was said of them."""
    bins = defaultdict[float, list[tuple[float, bool]]](list)
    for chance, right in said:
        low = max((edge for edge in _BINS[:-1] if edge <= chance), default=None)
        if low is not None:
            bins[low].append((chance, right))
    print(f"\n### {title}\n\n| said | statements | mean said | right |\n|---|---|---|---|")
    for low in sorted(bins):
        high, inside = _BINS[_BINS.index(low) + 1], bins[low]
        mean, right = (sum(pair[place] for pair in inside) / len(inside) for place in (0, 1))
        print(f"| {low:.2f} to {high:.2f} | {len(inside)} | {mean:.2f} | {right:.2f} |")


def main() -> None:
    """Reads the folders named on the command line and prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("gold", "reports", "score"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--lessons", type=Path, help="a folder of pairs NAME.txt and NAME.gold.json to learn from")
    parser.add_argument("--jobs", type=int, default=2, help="how many models are taught at once")
    given = parser.parse_args()
    spec = importlib.util.spec_from_file_location("score", given.score)
    if spec is None or spec.loader is None:
        parser.error(f"{given.score} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    every, lexicon = annotated_in(given.gold, given.reports), default_lexicon()
    table("In sample", ((one.name, row(one, lexicon, default_models(), module.score)) for one in every))
    lessons = _lessons(every, annotated_in(given.lessons, given.lessons) if given.lessons else [])
    with TemporaryDirectory() as folder, ProcessPoolExecutor(given.jobs) as pool:
        asked = [(hand, lessons, Path(folder)) for hand in range(HANDS)]
        hands = [read_models(path) for path in pool.map(taught_by_others, asked)]
        models = {lesson.name: hands[number % HANDS] for number, lesson in enumerate(lessons)}
        rows = [(one.name, row(one, lexicon, models[one.name], module.score)) for one in every]
        table("Left out", rows)
        poorer = {one.name: without_its_words(lexicon, one, every) for one in every}
        rows = [(one.name, row(one, poorer[one.name], models[one.name], module.score)) for one in every]
        table("Left out, and its words", rows)
        if lessons[len(every) :]:
            rows = [(one.name, row(one, lexicon, models[one.name], module.score)) for one in lessons[len(every) :]]
            table("Left out: reports that no rule was written for", rows)
        _reliabilities(lessons, lexicon, models)


def _lessons(every: Sequence[Annotated], more: Sequence[Annotated]) -> list[Annotated]:
    """What models learn from: the reports that are measured, with all the lines of theirs that ``more`` annotates."""
    fuller = {lesson.name: lesson for lesson in more}
    names = {one.name for one in every}
    return [*(fuller.get(one.name, one) for one in every), *(lesson for lesson in more if lesson.name not in names)]


def _reliabilities(shown: Sequence[Annotated], lexicon: Lexicon, models: Mapping[str, Models]) -> None:
    entities: list[tuple[float, bool]] = []
    relations: list[tuple[float, bool]] = []
    for one in shown:
        judges = models[one.name].judges
        found = found_in(ruled_in(one.report, lexicon), models[one.name].tagger)
        entities += [_said(case, judges.entities.chance) for case in entity_cases(found, one.gold)]
        scene = judged_scene(found, judges)
        relations += [_said(case, judges.relations.chance) for case in relation_cases(scene, one.gold)]
    reliability("Reliability of entities, report left out", entities)
    reliability("Reliability of relations, report left out", relations)


def _said(case: Case, chance: Callable[[Sequence[str], float], float]) -> tuple[float, bool]:
    return chance(case.features, case.prior), case.right


if __name__ == "__main__":
    main()
