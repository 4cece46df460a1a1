"""The user guides say the same in both languages, in words the window uses, with their pictures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from screens.declared import STATES
from screens.guide import PICTURES, named

from wizard.flow.map import FLOW
from wizard.i18n import LANGUAGES, translate

ROOT = Path(__file__).resolve().parents[2]
TRIPLETEXS_OWN = {
    "Brukeradministrator",
    "API-tilgang",
    "Klient › Tilganger › Legg til API-nøkkel",
    "Regnskapskontorets brukernøkkel",
    "Tripletex",
    "Svenn",
    "Excel",
}
LARGEST = 1_500_000


def text(language: str) -> str:
    return (ROOT / "docs" / f"guide.{language}.md").read_text(encoding="utf-8")


def headings(language: str) -> list[str]:
    return re.findall(r"^(#+) ", text(language), re.M)


def test_both_guides_have_the_same_parts_and_pictures() -> None:
    assert headings("nb") == headings("en")
    assert [name for name, _ in named("nb")] == [name for name, _ in named("en")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_is_of_a_state_and_lies_there(language: str) -> None:
    shown = named(language)
    assert {one for _, one in shown} == {language}
    assert {name for name, _ in shown} <= {state.file for state in STATES}
    lying = [name for name, _ in shown if (PICTURES / f"{name}.{language}.png").is_file()]
    assert lying == [name for name, _ in shown]


def test_no_picture_is_left_over_and_all_are_small() -> None:
    shown = {f"{name}.{one}.png" for language in LANGUAGES for name, one in named(language)}
    files = list(PICTURES.iterdir())
    assert {one.name for one in files} == shown
    assert sum(one.stat().st_size for one in files) < LARGEST


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_window_says_what_the_guide_says_it_does(language: str) -> None:
    said = {translate(words, language) for words in _sentences()} | TRIPLETEXS_OWN
    told = {one.replace("\n", " ") for one in re.findall(r"\*\*(.+?)\*\*", text(language), re.S)}
    assert sorted(told - said) == []


def _sentences() -> list[str]:
    source = "".join(path.read_text("utf-8") for path in (ROOT / "wizard" / "ui").rglob("*.py"))
    return re.findall(r'(?:_|mark)\(\s*"([^"]+)"', source)


def test_every_step_of_the_journey_is_pictured() -> None:
    steps = {step.id for branch in FLOW.branches.values() for step in branch}
    assert steps == {one.step for one in STATES if one.step}


def test_no_two_states_have_one_name() -> None:
    names = [state.file for state in STATES]
    assert len(set(names)) == len(names)


def test_the_readme_leads_to_both() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [one for one in LANGUAGES if f"docs/guide.{one}.md" not in readme] == []
