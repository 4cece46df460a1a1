"""The frame: keys, rail, banner, resuming, language, and closing in the middle of things."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from ui.conftest import MakeWindow
from ui.desks import FJELL, Journeys, journey_at, ready_effects

from wizard.errors import Problem, RefusedError, UsageError
from wizard.flow.answers import ChooseAnswers, ConnectPartnerAnswers
from wizard.flow.journey import Fact, Facts, Journey, StepId
from wizard.flow.ports import Control, Found
from wizard.flow.steps import Effect
from wizard.model.matching import Authority
from wizard.ui.habits import Habits
from wizard.ui.pages.choose import ChoosePage
from wizard.ui.window import Window


def page(window: Window) -> ChoosePage:
    assert isinstance(window.page, ChoosePage)
    return window.page


def press(qtbot: QtBot, window: Window, key: Qt.Key, letter: str = "") -> None:
    if letter:
        qtbot.keyClick(window, letter, Qt.KeyboardModifier.AltModifier)
    else:
        qtbot.keyClick(window.focusWidget() or window, key)


def shown(window: Window) -> str:
    """Every word that can be read in the window now."""
    labels = [one.text() for one in window.findChildren(QLabel) if one.isVisible()]
    buttons = [one.text() for one in window.findChildren(QPushButton) if one.isVisible()]
    return "\n".join((*labels, *buttons))


def button(window: Window, text: str) -> QPushButton:
    found = [one for one in window.findChildren(QPushButton) if one.text() == text]
    return next(one for one in found if one.isVisible())


def choose(qtbot: QtBot, window: Window, partner: str = "svenn") -> None:
    card = next(one for one in page(window).cards if one.accessibleName() == partner)
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)


def test_enter_goes_on_where_the_step_is_complete(qtbot: QtBot, window: Window) -> None:
    press(qtbot, window, Qt.Key.Key_Return)
    assert window.desk.runner.journey.here is StepId.CHOOSE
    choose(qtbot, window, "Svenn")
    press(qtbot, window, Qt.Key.Key_Return)
    assert window.desk.runner.journey.here is StepId.INTEGRATIONS
    assert window.desk.runner.journey.of(ChooseAnswers).partner == "svenn"


def test_a_letter_with_alt_presses_a_button(qtbot: QtBot, window: Window) -> None:
    choose(qtbot, window, "Svenn")
    press(qtbot, window, Qt.Key.Key_N, "n")
    qtbot.waitUntil(lambda: window.desk.runner.journey.here is StepId.INTEGRATIONS)
    press(qtbot, window, Qt.Key.Key_T, "t")
    qtbot.waitUntil(lambda: window.desk.runner.journey.here is StepId.CHOOSE)


def test_a_new_page_has_its_buttons_at_once(qtbot: QtBot, window: Window) -> None:
    choose(qtbot, window, "Svenn")
    window.foot.primary.click()
    assert "Tilbake" in shown(window)


def test_the_tab_key_follows_what_is_made_later(qtbot: QtBot, window: Window) -> None:
    choose(qtbot, window, "Svenn")
    stray = QPushButton("Ny", page(window))
    page(window).body.insertWidget(0, stray)
    qtbot.waitUntil(stray.isVisible)
    press(qtbot, window, Qt.Key.Key_Backtab)
    assert window.focusWidget() is stray


def test_the_rail_goes_back_to_what_is_done_and_not_ahead(qtbot: QtBot, window: Window) -> None:
    choose(qtbot, window, "Svenn")
    window.foot.primary.click()
    first, second, third = window.rail.lines[:3]
    assert first.accessibleName() == "Steg 1 av 8: Velg kobling, ferdig"
    assert second.accessibleName() == "Steg 2 av 8: Slå på Integrasjoner, du er her"
    assert third.accessibleName() == "Steg 3 av 8: Lag nøkkel, ikke ennå"
    assert "Svenn · frittstående" in shown(window)
    assert "Koble til Svenn" in shown(window)
    qtbot.mouseClick(third, Qt.MouseButton.LeftButton)
    assert window.desk.runner.journey.here is StepId.INTEGRATIONS
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert window.desk.runner.journey.here is StepId.CHOOSE


def test_esc_asks_and_esc_again_stays(qtbot: QtBot, window: Window) -> None:
    press(qtbot, window, Qt.Key.Key_Escape)
    assert "Vil du stoppe her?" in shown(window)
    assert window.focusWidget() is button(window, "Bli her")
    press(qtbot, window, Qt.Key.Key_Escape)
    assert "Vil du stoppe her?" not in shown(window)
    press(qtbot, window, Qt.Key.Key_Escape)
    button(window, "Lukk").click()
    assert not window.isVisible()


def test_every_step_is_stored(qtbot: QtBot, make_window: MakeWindow) -> None:
    journeys = Journeys()
    window = make_window(journeys=journeys)
    choose(qtbot, window, "Svenn")
    window.foot.primary.click()
    qtbot.waitUntil(lambda: not window.desk.disk.busy)
    assert journeys.kept is not None
    assert journeys.kept.here is StepId.INTEGRATIONS


def test_a_journey_left_earlier_goes_on(qtbot: QtBot, make_window: MakeWindow) -> None:
    left = journey_at(StepId.INTEGRATIONS)
    window = make_window(journeys=Journeys(left))
    assert "Fortsett der du slapp" in shown(window)
    assert "Svenn, steg 2 av 8, i dag" in shown(window)
    button(window, "Fortsett").click()
    assert window.desk.runner.journey.here is StepId.INTEGRATIONS


def test_starting_afresh_forgets_it(qtbot: QtBot, make_window: MakeWindow) -> None:
    journeys = Journeys(journey_at(StepId.INTEGRATIONS))
    window = make_window(journeys=journeys)
    button(window, "Start på nytt").click()
    qtbot.waitUntil(lambda: journeys.kept is None)
    assert "Fortsett der du slapp" not in shown(window)
    assert not window.foot.primary.isEnabled()


def knowing_the_key() -> Journey:
    """Left on step 2 by somebody who had looked back from a later step."""
    journey = journey_at(StepId.CONNECT_PARTNER)
    assert journey.facts.key is not None
    return journey.at(StepId.INTEGRATIONS)


def test_what_was_found_is_asked_again(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window(journeys=Journeys(knowing_the_key()))
    button(window, "Fortsett").click()
    assert "Kontrollerer på nytt det som ble funnet sist …" in shown(window)
    qtbot.waitUntil(lambda: window.desk.runner.found.key == FJELL)
    assert "Fjell Bygg AS" in shown(window)


def test_what_no_longer_holds_is_said_and_tried_again(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    answers = [RefusedError(Problem("key_missing")), FJELL]

    def check(journey: Journey, found: Found, control: Control) -> Found:
        answer = answers.pop(0)
        if isinstance(answer, RefusedError):
            raise answer
        return replace(found, key=answer)

    window = make_window(ready_effects(check_key=check), Journeys(knowing_the_key()))
    button(window, "Fortsett").click()
    qtbot.waitUntil(lambda: "Det finnes ingen nøkkel" in shown(window))
    assert window.desk.runner.journey.facts == Facts()
    button(window, "Prøv igjen").click()
    qtbot.waitUntil(lambda: window.desk.runner.found.key == FJELL)
    assert "Det finnes ingen nøkkel" not in shown(window)


def test_the_language_changes_everything_and_is_remembered(window: Window, tmp_path: Path) -> None:
    window.speak("en")
    assert window.window().windowTitle() == "Tripletex connection"
    assert "What do you want to connect to Tripletex?" in shown(window)
    assert "Help and explanations" in shown(window)
    assert Habits(tmp_path).language == "en"


def test_the_banner_follows_the_language(window: Window) -> None:
    window.tell((Problem("key_half"),))
    assert "Bare en del av nøkkelen" in shown(window)
    window.speak("en")
    assert "Only a part of the key was copied." in shown(window)


def test_help_explains_the_page(qtbot: QtBot, window: Window) -> None:
    window.settings.help.click()
    assert "Du trenger rettigheten Brukeradministrator" in shown(window)
    button(window, "Lukk").click()
    assert "Du trenger rettigheten Brukeradministrator" not in shown(window)


def test_closing_in_the_middle_of_work_asks_and_stops_safely(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    begun, stopped = threading.Event(), threading.Event()

    def check(journey: Journey, found: Found, control: Control) -> Found:
        begun.set()
        while not control.stop():
            threading.Event().wait(0.01)
        stopped.set()
        return found

    window = make_window(ready_effects(check_key=check))
    page(window).perform(Effect.CHECK_KEY, then=lambda found: None, saying=lambda: "…")
    begun.wait(5)
    assert not window.foot.primary.isEnabled()
    window.window().close()
    assert window.isVisible()
    assert "Noe er fremdeles i gang" in shown(window)
    button(window, "Stopp trygt og lukk").click()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert stopped.is_set()


@pytest.mark.parametrize("code", ["journey_newer", "journey_unreadable"])
def test_a_journey_that_cannot_be_read_is_refused_plainly(
    make_window: MakeWindow, code: str, qtbot: QtBot
) -> None:
    class Refusing(Journeys):
        def load(self) -> Journey | None:
            raise UsageError(Problem(code))

    window = make_window(journeys=Refusing())
    assert "Det du hadde begynt på" in shown(window)
    choose(qtbot, window, "Svenn")
    window.foot.primary.click()
    assert window.desk.runner.journey.here is StepId.INTEGRATIONS


def test_a_store_that_refuses_is_said(qtbot: QtBot, make_window: MakeWindow) -> None:
    class Full(Journeys):
        def save(self, journey: Journey) -> None:
            raise UsageError(Problem("store.disk_full", params={"place": "journey"}))

    window = make_window(journeys=Full())
    choose(qtbot, window, "Svenn")
    window.foot.primary.click()
    qtbot.waitUntil(lambda: "plass" in shown(window))


def test_a_setup_file_prefills_the_journey(make_window: MakeWindow, tmp_path: Path) -> None:
    setup = tmp_path / "setup.toml"
    setup.write_text(
        'version = 1\npartner = "svenn"\n[partner_settings]\nfile = "r.xlsx"\n'
        '[decisions]\ndefault = "tripletex"\n',
        encoding="utf-8",
    )
    window = make_window(setup=setup)
    assert next(one for one in page(window).cards if one.isChecked()).accessibleName() == "Svenn"
    said = window.desk.runner.journey.of(ConnectPartnerAnswers)
    assert said.settings == {"file": str(tmp_path / "r.xlsx")}
    assert said.default is Authority.TRIPLETEX


def test_a_setup_file_with_a_secret_is_refused_in_the_window(
    make_window: MakeWindow, tmp_path: Path
) -> None:
    setup = tmp_path / "setup.toml"
    setup.write_text('version = 1\npartner = "svenn"\ntoken = "eyJhbGciOiJIUzI1NiIsInR5"\n')
    window = make_window(setup=setup)
    assert "inneholder en nøkkel eller en annen hemmelighet" in shown(window)
    assert "eyJ" not in shown(window)


def test_facts_of_another_company_lead_back_to_the_key(make_window: MakeWindow) -> None:
    journey = knowing_the_key()
    assert journey.facts.key is not None
    assert journey.facts.key.check.company is not None
    other = replace(FJELL, company=replace(journey.facts.key.check.company, id=2))
    moved = journey.knowing(Facts(Fact(journey.facts.key.at, other)))
    window = make_window()
    assert window.desk.runner.flow.furthest(moved).id is StepId.PASTE_KEY
