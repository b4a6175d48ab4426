"""Questions in plain words: which template they ask, and with which names. The wordings are not those of the files."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.query.asking.names import folded, names_of
from graph.query.asking.template import load_templates
from graph.query.asking.understanding import Listener
from graph.query.knowledge import load_knowledge
from graph.store import GraphStore

QUERIES = Path(__file__).resolve().parent.parent / "ontology" / "queries"

ASKED = [
    ("华鑫铜箔主要产品是什么？", "12", ["华鑫铜箔"]),
    ("请问锐意泰克生产什么产品呢", "12", ["锐意泰克"]),
    ("我市有哪些从事文化旅游的企业", "11", ["文化旅游"]),
    ("哪些公司做生物医药", "11", ["生物医药"]),
    ("中原黄金冶炼厂从事什么行业", "13", ["中原黄金冶炼厂"]),
    ("宝武清能负责哪些项目建设", "14", ["宝武清能"]),
    ("哪些厂家生产超导芯片", "15", ["超导芯片"]),
    ("再生铝是谁生产的", "15", ["再生铝"]),
    ("佰卓果胶位于产业链哪个环节", "16", ["佰卓果胶"]),
    ("豫西机床厂有哪些同行企业", "20", ["豫西机床厂"]),
    ("中车重装需要哪些上游配套", "21", ["中车重装"]),
    ("恒康铝业的产品卖给哪些下游", "22", ["恒康铝业"]),
    ("电子信息产业在哪些地方发展", "26", ["电子信息产业"]),
    ("渑池县项目清单", "30", ["渑池县"]),
    ("灵宝主要发展什么产业", "34", ["灵宝市"]),
    ("现代服务业有哪些支持政策", "39", ["现代服务业"]),
    ("研发投入强度达到多少", "43", ["研发投入强度"]),
    ("电子信息产业链缺哪些环节", "45", ["电子信息产业链"]),
    ("铝产业链上有哪些企业", "46", ["铝及铝基新材料"]),
    ("有哪些卡脖子又没企业的环节", "47", []),
    ("锂电铜箔的上游还缺什么", "48", ["锂电铜箔"]),
    ("动力总成的上游缺口", "48", ["动力总成"]),
    ("哪些环节同时出现在两条链上", "51", []),
    ("哪些环节全靠一家企业", "52", []),
    ("锐意泰克和高端装备制造的关系", "58", ["锐意泰克", "高端装备制造"]),
    ("which enterprises work in gold", "11", ["黄金产业"]),
    ("What does 华鑫铜箔 produce?", "12", ["华鑫铜箔"]),
    ("who makes busbar", "15", ["铜排"]),
    ("what does the copper chain lack", "45", ["铜基新材料（铜箔）"]),
    ("which bottlenecks have no firm", "47", []),
]


@pytest.fixture(scope="module")
def listener(store: GraphStore) -> Listener:
    return Listener(load_templates(QUERIES), names_of(load_knowledge(store)))


@pytest.mark.parametrize(("question", "number", "names"), ASKED, ids=[asked[0] for asked in ASKED])
def test_a_question_is_understood(question: str, number: str, names: list[str], listener: Listener):
    found = listener.understood(question)
    assert found is not None
    assert (found.template.number, [filling.text for filling in found.fillings]) == (number, names)


def test_every_way_that_a_file_gives_is_understood_as_its_question(listener: Listener):
    wrong = []
    for template in listener.templates:
        for said in (template.title.zh, template.title.en, *template.says):
            question = said
            for slot in template.slots:
                question = question.replace(f"{{{slot.name}}}", slot.example)
            found = listener.readings(question)
            if template not in [reading.template for reading in found[:3]]:
                wrong.append((template.number, question))
    assert wrong == []


def test_a_slip_of_the_pen_is_guessed_and_told(listener: Listener):
    found = listener.understood("华新铜箔生产什么")
    assert found is not None
    (filling,) = found.fillings
    assert (filling.text, filling.typed) == ("华鑫铜箔", "华新铜箔")


@pytest.mark.parametrize(
    "question", ["你好", "今天天气怎么样", "帮我写一首诗", "how are you", "", "？？？", "<img src=x>"]
)
def test_what_fits_nothing_is_not_answered(question: str, listener: Listener):
    assert listener.understood(question) is None


def test_what_does_not_fit_still_tells_the_names_it_holds_and_what_to_ask_of_them(listener: Listener):
    known = listener.known_in("华鑫铜箔的法人代表是谁")
    assert [name.zh for name in known] == ["华鑫铜箔"]
    assert "12" in [reading.template.number for reading in listener.about(known)]


def test_a_place_is_known_without_its_rank_and_an_industry_without_the_word(listener: Listener):
    assert [name.zh for name in listener.known_in("义马")] == ["义马市"]
    assert "黄金产业" in [form.name.zh for form in listener.names.by_form["黄金"]]


def test_a_very_long_text_is_cut_and_does_no_harm(listener: Listener):
    assert len(listener.readings("华鑫铜箔生产什么" * 5_000)) <= 5


def test_names_are_compared_without_marks_and_width():
    assert folded("“ＮＰＲ钢” 新材料！") == folded("npr钢新材料")
