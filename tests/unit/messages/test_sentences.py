"""Every problem has its sentence and remedy, in Bokmål and in English."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import wizard
from wizard import paths
from wizard.errors import Actor, Problem
from wizard.i18n import LANGUAGES, language_of, translate
from wizard.messages import SENTENCES, say
from wizard.model.matching import Conflict
from wizard.model.records import Kind
from wizard.sync.report import asked

SOURCES = sorted(Path(wizard.__file__).parent.rglob("*.py"))
TRANSLATED = ("mark", "_", "translate")


def calls(name: str) -> list[ast.Call]:
    return [
        node
        for source in SOURCES
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and name in (getattr(node.func, "id", ""), getattr(node.func, "attr", ""))
    ]


def literals(node: ast.expr) -> list[str]:
    """The texts an argument can be; a name or a lookup is held by another test."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return literals(node.body) + literals(node.orelse)
    return []


MARKED = sorted(
    {
        text
        for name in TRANSLATED
        for call in calls(name)
        if call.args
        for text in literals(call.args[0])
    }
)
USED = sorted(
    {
        text
        for name, place in {"Problem": 0, "_problem": 0, "_about": 1, "about": 2, "_ask": 1}.items()
        for call in calls(name)
        for argument in call.args[place : place + 1]
        for text in literals(argument)
        if re.fullmatch(r"[a-z_.]+", text)
    }
)


def catalogue() -> dict[str, str]:
    path = paths.resources() / "locale" / "nb" / "LC_MESSAGES" / "wizard.po"
    with path.open("rb") as file:
        return {str(one.id): str(one.string) for one in read_po(file) if one.id}


def test_the_sentences_are_found_in_the_code() -> None:
    assert len(MARKED) > 200
    assert len(USED) > 60


@pytest.mark.parametrize("code", USED)
def test_every_code_in_use_has_its_sentence(code: str) -> None:
    assert code in SENTENCES


@pytest.mark.parametrize("reason", ["newest_unknown", "winner_invalid", "differs", "both_changed"])
def test_every_question_about_a_field_has_its_sentence(reason: str) -> None:
    question = Conflict("1", Kind.EMPLOYEE, reason, "104 Ola", (), "email", "a@b.no", "c@d.no")
    assert "a@b.no" in say(asked(question), "nb").message


def test_every_sentence_is_translated_and_none_is_left_over() -> None:
    translated = catalogue()
    assert {text for text in MARKED if not translated.get(text)} == set()
    assert set(translated) - set(MARKED) == set()


def test_a_translation_has_the_same_places_to_fill() -> None:
    for english, norwegian in catalogue().items():
        assert places(english) == places(norwegian), english


def test_sentences_are_calm_and_end_in_a_full_stop() -> None:
    translated = catalogue()
    for english, norwegian in ((e, translated[e]) for pair in SENTENCES.values() for e in pair):
        for text in (english, norwegian):
            assert not re.search(r"!|\bplease\b|\bvennligst\b", text, re.I), text
            assert text.rstrip("»)").endswith((".", "}")), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_problem_is_said_in_the_language_asked_for(language: str) -> None:
    params = {"place": "[scope]"}
    said = say(Problem("setup_unknown_key", Actor.USER, params=params), language)
    assert "[scope]" in said.message
    assert ("finnes ikke" in said.message or "som ikke finnes" in said.message) is (
        language == "nb"
    )


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "nb_NO.UTF-8"}, "nb"),
        ({"LANG": "nn_NO"}, "nb"),
        ({"LANG": "no"}, "nb"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "nb_NO.UTF-8"}, "nb"),
        ({"LANG": "nb_NO.UTF-8", "LANGUAGE": "en:nb"}, "en"),
        ({"LANG": "sv_SE.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_is_the_environments(environment: dict[str, str], language: str) -> None:
    assert language_of(environment) == language


def test_english_needs_no_catalogue() -> None:
    assert translate("Done", "en") == "Done"


def places(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
