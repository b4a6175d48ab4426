"""What must hold of the extraction of a whole real report, whatever the rules find."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import LexiconError, ReadingError
from graph.extraction import extract, from_interchange, to_interchange
from graph.extraction.lexicon import load_lexicon
from graph.model import SIGNATURES, EntityRef, EntityType, Extraction, Predicate, Tense
from graph.reading import read_report, report_from_text

HOME = Path(__file__).parent.parent
SANMENXIA = HOME / "data" / "reports" / "sanmenxia-2023.txt"
MARKS = re.compile(r"[\s“”\"'‘’《》〈〉「」]")


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    return extract(read_report(SANMENXIA))


def test_every_mention_shows_a_name_of_its_entity(extraction: Extraction) -> None:
    for entity in extraction.entities:
        forms = {MARKS.sub("", form) for form in (entity.name, *entity.aliases)}
        shown = {MARKS.sub("", span.of(extraction.report.text)) for span in entity.mentions}
        assert shown <= forms, entity
        assert entity.mentions, entity


def test_a_type_and_a_name_make_one_entity(extraction: Extraction) -> None:
    assert max(Counter(entity.ref for entity in extraction.entities).values()) == 1


def test_names_are_the_fullest_form_and_aliases_others(extraction: Extraction) -> None:
    for entity in extraction.entities:
        assert all(len(MARKS.sub("", alias)) <= len(MARKS.sub("", entity.name)) for alias in entity.aliases)
        assert entity.name not in entity.aliases


def test_every_relation_joins_what_its_predicate_allows(extraction: Extraction) -> None:
    for relation in extraction.relations:
        subjects, objects = SIGNATURES[relation.predicate]
        assert relation.subject.type in subjects, relation
        assert relation.object.type in objects, relation
        assert relation.subject != relation.object, relation


def test_relations_speak_of_entities_that_are_there_and_each_once(extraction: Extraction) -> None:
    known = {entity.ref for entity in extraction.entities}
    assert {ref for r in extraction.relations for ref in (r.subject, r.object)} <= known
    assert max(Counter((r.subject, r.predicate, r.object) for r in extraction.relations).values()) == 1


def test_evidence_lies_within_one_sentence(extraction: Extraction) -> None:
    report = extraction.report
    for evidence in [r.evidence for r in extraction.relations] + [i.evidence for i in extraction.indicators]:
        sentence = report.sentence_at(evidence.start)
        assert sentence is not None
        assert sentence.span.holds(evidence), evidence.of(report.text)


def test_stated_relations_have_both_ends_in_their_sentence(extraction: Extraction) -> None:
    places: dict[EntityRef, list[int]] = {e.ref: [span.start for span in e.mentions] for e in extraction.entities}
    for relation in extraction.relations:
        if relation.inferred or relation.predicate is Predicate.ISSUED_BY:
            continue
        sentence = extraction.report.sentence_at(relation.evidence.start)
        assert sentence is not None
        for end in (relation.subject, relation.object):
            words = sentence.span.of(extraction.report.text)
            forms = next((e.name, *e.aliases) for e in extraction.entities if e.ref == end)
            inside = any(sentence.span.start <= start < sentence.span.end for start in places[end])
            assert inside or any(form in words for form in forms), relation


def test_indicators_show_their_number_in_their_evidence(extraction: Extraction) -> None:
    for indicator in extraction.indicators:
        digits = f"{abs(indicator.value):g}"
        words = indicator.evidence.of(extraction.report.text)
        assert digits in words or re.search(r"第?一|首位|[百千万]|Ⅲ", words), indicator


def test_a_plan_has_targets_and_a_review_has_none(extraction: Extraction) -> None:
    report = extraction.report
    for indicator in extraction.indicators:
        sentence = report.sentence_at(indicator.evidence.start)
        assert sentence is not None
        if report.sections[sentence.section].tense is Tense.REVIEW:
            assert indicator.status.value != "target", indicator
            assert indicator.year < report.year, indicator


def test_confidence_is_a_share_and_never_certainty(extraction: Extraction) -> None:
    stated = [e.confidence for e in extraction.entities] + [r.confidence for r in extraction.relations]
    assert all(0 < confidence < 1 for confidence in stated)


def test_all_kinds_and_all_predicates_are_found(extraction: Extraction) -> None:
    assert {entity.type for entity in extraction.entities} == set(EntityType)
    assert {relation.predicate for relation in extraction.relations} == set(Predicate)


def test_the_report_is_as_rich_as_a_reader_finds_it(extraction: Extraction) -> None:
    names = {entity.name for entity in extraction.entities}
    assert {"中原黄金冶炼厂", "国投金城冶金", "宝武铝业", "骏通车辆", "灵宝市", "渑池县", "锂电铜箔"} <= names
    assert len(extraction.entities) > 500
    assert len(extraction.relations) > 300
    assert len(extraction.indicators) > 200


def test_the_word_lists_hold_no_names_of_this_report(extraction: Extraction) -> None:
    lists = [path.read_text(encoding="utf-8") for path in sorted((HOME / "data" / "lexicon").iterdir())]
    words = {word for text in lists for line in text.splitlines() if line[:1] != "#" for word in line.split()}
    projects = {entity.name for entity in extraction.entities if entity.type is EntityType.PROJECT}
    local = {
        "中原黄金冶炼厂",
        "国投金城冶金",
        "华鑫铜箔",
        "骏通车辆",
        "骏通",
        "锐意泰克",
        "崤云公司",
        "金渠集团",
        "宝武铝业",
    }
    assert words & (local | projects) == set()


def test_the_same_report_gives_the_same_extraction(extraction: Extraction) -> None:
    assert extract(read_report(SANMENXIA)) == extraction


_PRINT = """
import hashlib, json, sys
from pathlib import Path
from graph.extraction import extract, to_interchange
from graph.reading import read_report, report_from_text
data = json.dumps(to_interchange(extract(read_report(Path(sys.argv[1])))), ensure_ascii=False)
print(hashlib.sha256(data.encode()).hexdigest())
"""


def test_another_hash_seed_gives_the_same_extraction() -> None:
    def checksum(seed: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(HOME)}
        command = [sys.executable, "-c", _PRINT, str(SANMENXIA)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    assert checksum("1") == checksum("2") != ""


def test_extraction_loads_nothing_heavy() -> None:
    program = "import sys, graph.extraction; print(*sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(HOME)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert {"streamlit", "rdflib", "pandas", "networkx", "graph.reading"} & set(done.stdout.split()) == set()


def test_time_grows_with_the_text_and_not_faster(extraction: Extraction) -> None:
    report = extraction.report

    def seconds(text: str) -> float:
        longer = report_from_text(text, where="a.txt", sha256="0")
        start = time.process_time()
        extract(longer)
        return time.process_time() - start

    once, fourfold = min(seconds(report.text) for _ in range(2)), seconds(report.text * 4)
    assert fourfold < once * 4 * 2.5


def test_the_interchange_form_is_as_documented(extraction: Extraction) -> None:
    data = json.loads(json.dumps(to_interchange(extraction)))
    assert set(data) == {"report", "entities", "relations", "indicators"}
    assert set(data["report"]) == {"title", "place", "year", "sha256"}
    assert set(data["entities"][0]) == {"type", "name", "aliases", "mentions", "confidence"}
    assert set(data["relations"][0]) == {"s", "p", "o", "evidence", "confidence", "inferred"}
    assert set(data["indicators"][0]) == {
        "subject", "name", "value", "unit", "comparator", "year", "status", "evidence"
    }  # fmt: skip


def test_an_extraction_comes_back_from_the_interchange_form(extraction: Extraction) -> None:
    data = json.loads(json.dumps(to_interchange(extraction)))
    back = from_interchange(data, extraction.report)
    assert to_interchange(back) == data
    assert [e.ref for e in back.entities] == [e.ref for e in extraction.entities]


def test_another_reports_interchange_is_refused(extraction: Extraction) -> None:
    data = to_interchange(extraction)
    with pytest.raises(ReadingError, match="another report"):
        from_interchange(data, replace(extraction.report, sha256="0"))
    with pytest.raises(ReadingError, match="interchange form"):
        from_interchange({"report": data["report"]}, extraction.report)


def test_a_broken_lexicon_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"heads\.toml"):
        load_lexicon(tmp_path)
    for path in (HOME / "data" / "lexicon").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert load_lexicon(tmp_path).measures.all
    (tmp_path / "units.toml").write_text("measures = 3", encoding="utf-8")
    with pytest.raises(LexiconError, match="measures"):
        load_lexicon(tmp_path)
    (tmp_path / "industry_codes.tsv").write_text("农业", encoding="utf-8")
    (tmp_path / "units.toml").write_bytes((HOME / "data" / "lexicon" / "units.toml").read_bytes())
    with pytest.raises(LexiconError, match="tab"):
        load_lexicon(tmp_path)
