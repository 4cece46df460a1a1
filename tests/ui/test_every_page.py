"""Every page, in both languages and both themes, at 100 % and on the smallest window."""

from __future__ import annotations

from importlib.util import find_spec

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from ui.conftest import MakeWindow
from ui.desks import Journeys, journey_at
from ui.everypage import clipped, unnamed, unreached
from ui.offices import Templates, office_at, office_effects
from ui.registers import fjell, reading

from wizard.flow.journey import StepId
from wizard.flow.map import FLOW
from wizard.flow.steps import COMPANY, OFFICE
from wizard.i18n import LANGUAGES
from wizard.ui.frame import SMALLEST
from wizard.ui.look import Appearance
from wizard.ui.page import Page
from wizard.ui.pages import PAGES, page_class
from wizard.ui.window import Window

OFFICES = [step.id for step in OFFICE if step not in COMPANY]
THERE = [step for step in PAGES if find_spec(f"wizard.ui.pages.{PAGES[step][0]}")]


def brought_to(qtbot: QtBot, make_window: MakeWindow, step: StepId) -> Window:
    own = step in OFFICES
    window = make_window(office_effects() if own else reading(fjell()), journeys=Journeys())
    window.desk.templates = Templates
    window.desk.runner.begin(office_at(step) if own else journey_at(step))
    window.show_step()
    for _ in range(5):  # one thing that is found may lead to the next
        qtbot.waitUntil(lambda: not window.desk.connection.busy)
        qtbot.waitUntil(lambda: not window.desk.disk.busy)
        QApplication.processEvents()
    return window


def test_every_step_names_its_page() -> None:
    steps = {step.id for branch in FLOW.branches.values() for step in branch}
    assert steps == set(PAGES)


@pytest.mark.parametrize("step", THERE)
def test_a_page_stands_for_its_step(step: StepId) -> None:
    page = page_class(step)
    assert issubclass(page, Page)
    assert page.step is step


def test_a_page_can_be_made_before_anything_is_answered(window: Window) -> None:
    for step in THERE:
        page = page_class(step)(window.desk)
        window.content.take(page)
        assert page.isHidden(), step


def test_the_page_that_comes_next_speaks_the_language_chosen_before(
    qtbot: QtBot, window: Window
) -> None:
    begun = window.desk.runner
    following = begun.flow.next(begun.journey)
    assert following is not None
    kind = page_class(following.id)
    qtbot.waitUntil(lambda: bool(window.content.findChildren(kind)))  # it is made ahead
    window.speak("en")
    begun.begin(journey_at(following.id))
    window.show_step()
    assert window.page is window.content.findChild(kind)
    assert "Switch on" in " ".join(one.text() for one in window.findChildren(QLabel))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", THERE)
def test_every_control_is_named_and_reached(
    qtbot: QtBot, make_window: MakeWindow, step: StepId, language: str
) -> None:
    window = brought_to(qtbot, make_window, step)
    window.speak(language)
    assert unnamed(window) == []
    assert unreached(window) == []


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", THERE)
def test_no_text_is_cut(
    qtbot: QtBot, make_window: MakeWindow, step: StepId, language: str, appearance: Appearance
) -> None:
    window = brought_to(qtbot, make_window, step)
    window.desk.look.choose(appearance)
    window.speak(language)
    for size in ((1120, 740), SMALLEST):
        window.window().resize(*size)
        qtbot.waitUntil(lambda size=size: (window.width(), window.height()) == size)  # type: ignore[misc]
        for _ in range(8):  # each pass lays out what the one before has made room for
            QApplication.processEvents()
        assert clipped(window) == []


@pytest.mark.parametrize("step", THERE)
def test_everything_said_changes_its_language(
    qtbot: QtBot, make_window: MakeWindow, step: StepId
) -> None:
    window = brought_to(qtbot, make_window, step)
    norwegian = words(window)
    window.speak("en")
    english = words(window)
    window.speak("nb")
    assert words(window) == norwegian
    assert english["title"] != norwegian["title"]
    assert english["help"] != norwegian["help"]
    assert english["rail"] != norwegian["rail"]
    assert english["foot"] != norwegian["foot"]


def words(window: Window) -> dict[str, object]:
    page = window.page
    assert page is not None
    return {
        "title": page.title(),
        "help": page.help(),
        "rail": [line.accessibleName() for line in window.rail.lines],
        "foot": window.foot.primary.text(),
    }
