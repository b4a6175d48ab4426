"""``lianpu ask``: a question in plain words on the command line."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from graph.cli import app
from graph.errors import QueryError

pytestmark = pytest.mark.usefixtures("build")


def run(*arguments: str):
    return CliRunner().invoke(app, ["ask", *arguments], env={"COLUMNS": "200"})


def test_a_question_is_answered_with_its_sentence():
    result = run("华鑫铜箔生产什么")
    assert result.exit_code == 0
    assert "华鑫铜箔生产（或将生产）：5G高频高速铜箔。" in result.output
    assert "华鑫铜箔8000吨5G高频高速铜箔" in result.output


def test_an_answer_in_english_and_as_json():
    record = json.loads(run("who works in gold", "--language", "en", "--format", "json").output)
    assert record["question"] == "Which enterprises work in 黄金产业?"
    assert record["answer"].startswith("5 enterprises work in 黄金产业")
    assert {"enterprise": "金渠集团", "industry": "黄金产业"} in record["rows"]


def test_the_query_alone_can_be_taken():
    result = run("华鑫铜箔生产什么", "--format", "sparql")
    assert result.output.startswith("SELECT") and "VALUES ?enterprise" in result.output


def test_a_question_that_nothing_fits_is_an_error_with_what_is_near():
    result = run("今天天气怎么样")
    assert isinstance(result.exception, QueryError) and "No question fits" in str(result.exception)
