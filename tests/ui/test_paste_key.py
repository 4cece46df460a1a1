"""Page 4, on a practice company: pasting, what the key opens, what it lacks, and where it goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from ui.conftest import MakeWindow
from ui.desks import FJELL, Keys, journey_at, ready_effects
from ui.everypage import clipped, unnamed, unreached
from ui.rehearsing import Rehearsal, rehearsal, rest
from ui.test_window import button, shown

from wizard.errors import Actor, Problem, RefusedError
from wizard.flow.answers import Audience, ChooseAnswers, PasteKeyAnswers
from wizard.flow.journey import StepId
from wizard.flow.ports import Control, Found
from wizard.messages import say
from wizard.ui.frame import SMALLEST
from wizard.ui.pages.paste_key import PasteKeyPage
from wizard.ui.window import Window

KEY = "eyJ0b2tlbklkIjo0MiwidG9rZW4iOiJjYW5hcnkifQ=="


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Rehearsal]:
    with rehearsal(tmp_path) as made:
        yield made


@pytest.fixture
def window(make_window: MakeWindow, real: Rehearsal, qtbot: QtBot) -> Window:
    """A window at the page, on the practice company."""
    made = make_window(real.effects, keys=real.app)
    at_the_page(made, real)
    return made


def at_the_page(window: Window, real: Rehearsal | None = None) -> PasteKeyPage:
    step = StepId.PASTE_KEY
    window.desk.runner.begin(real.journey(step) if real else journey_at(step))
    window.show_step()
    assert isinstance(window.page, PasteKeyPage)
    return window.page


def paste(qtbot: QtBot, window: Window, text: str) -> None:
    """Put a text on the clipboard and into the field, as a person does, and wait for the answer."""
    page = window.page
    assert isinstance(page, PasteKeyPage)
    page._watch.stop()
    QGuiApplication.clipboard().setText(text)
    page.field.line.setFocus()
    page.field.line.selectAll()
    qtbot.keyClick(page.field.line, "v", Qt.KeyboardModifier.ControlModifier)
    rest(qtbot, window)


def test_the_key_is_tried_at_once_and_the_company_shown(
    qtbot: QtBot, window: Window, real: Rehearsal
) -> None:
    token = real.world.employee_token
    paste(qtbot, window, f"«Bearer {token[:30]}\n{token[30:]}»\n")
    company = real.world.company
    number = str(company.details["organizationNumber"])
    for text in (
        "Nøkkelen virker",
        "Kontrollert mot 127.0.0.1 i dag",
        company.name,
        f"Org.nr. {number[:3]} {number[3:6]} {number[6:]}",
        "Frittstående selskap",
        "Øvingsselskap på denne maskinen",
        "Er dette riktig selskap?",
        "Det Svenn trenger",
        "Integrasjoner er slått på",
        "Se og endre ansatte",
    ):
        assert text in shown(window), text
    assert shown(window).count("På plass") == 5
    assert "Føre timer for andre" in shown(window)
    assert token not in shown(window)


def test_by_keys_alone_the_company_is_confirmed(
    qtbot: QtBot, make_window: MakeWindow, real: Rehearsal
) -> None:
    box = Keys()

    class Both(Keys):
        def try_key(self, base_url: str, key: str) -> None:
            real.app.try_key(base_url, key)
            box.try_key(base_url, key)

        def keep_key(self, base_url: str) -> Problem | None:
            return box.keep_key(base_url)

    window = make_window(real.effects, keys=Both())
    at_the_page(window, real)
    assert not window.foot.primary.isEnabled()
    paste(qtbot, window, real.world.employee_token)
    qtbot.waitUntil(lambda: window.foot.primary.text() == "Ja, riktig selskap")
    assert box.kept == {}
    assert window.desk.runner.journey.of(PasteKeyAnswers).company is None
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(box.kept))
    assert box.kept == {real.url: real.world.employee_token}
    qtbot.waitUntil(
        lambda: window.desk.runner.journey.of(PasteKeyAnswers).company == real.world.company.id
    )


def test_a_missing_right_says_what_to_do_and_is_checked_again_without_pasting(
    qtbot: QtBot, window: Window, real: Rehearsal
) -> None:
    world = real.world
    token = world.make_key(rights=["AUTH_COMPANY_EMPLOYEE_ADMIN", "AUTH_CUSTOMER_ADMIN"])
    paste(qtbot, window, token)
    assert shown(window).count("Mangler") == 2
    assert "Nøkkelen mangler en rettighet som trengs (AUTH_CREATE_PROJECT)" in shown(window)
    assert "Lag en ny nøkkel med denne rettigheten" not in shown(window)
    button(window, "Vis hvordan").click()
    assert "Lag en ny nøkkel med denne rettigheten" in shown(window)
    key = world.keys.find(token)
    assert key is not None
    world.company.rights[key.employee] |= {"AUTH_CREATE_PROJECT", "AUTH_PROJECT_MANAGER_COMPANY"}
    button(window, "Prøv igjen").click()
    qtbot.waitUntil(lambda: "Mangler" not in shown(window))
    assert window.foot.primary.isEnabled()


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("kari@fjellbygg.no", "Det står en e-postadresse der nøkkelen skal stå."),
        (KEY[:-6], "Bare en del av nøkkelen"),
        ("Svenn", "Det er navnet som skal stå i Tripletex, ikke nøkkelen."),
        ("noe helt annet", "Teksten er ikke en nøkkel fra Tripletex."),
    ],
)
def test_what_is_no_key_is_never_sent(
    qtbot: QtBot, window: Window, real: Rehearsal, pasted: str, said: str
) -> None:
    calls: list[str] = []
    real.world.before_answer.append(lambda method, path, status: calls.append(path))
    paste(qtbot, window, pasted)
    qtbot.waitUntil(lambda: said in shown(window))
    assert calls == []
    paste(qtbot, window, real.world.employee_token)
    assert said not in shown(window)
    assert "Nøkkelen virker" in shown(window)


def test_a_deleted_key_says_what_it_may_be(qtbot: QtBot, window: Window, real: Rehearsal) -> None:
    token = real.world.make_key()
    real.world.revoke(token)
    paste(qtbot, window, token)
    assert "godtar ikke nøkkelen" in shown(window)
    qtbot.waitUntil(lambda: "Det må være nøyaktig «Svenn»" in shown(window))
    assert "Et session token, og ikke nøkkelen" in shown(window)
    assert not window.desk.runner.journey.facts.key
    window.page.field.line.setText("")  # type: ignore[union-attr]
    assert "Det må være nøyaktig" not in shown(window)


def test_integrasjoner_that_is_off_is_switched_on_and_tried_again(
    qtbot: QtBot, window: Window, real: Rehearsal
) -> None:
    real.world.switch_integrations(False)
    paste(qtbot, window, real.world.employee_token)
    assert "Integrasjoner ikke er slått på" in shown(window)
    real.world.switch_integrations(True)
    button(window, "Prøv igjen").click()
    qtbot.waitUntil(lambda: "Nøkkelen virker" in shown(window))
    assert "Integrasjoner ikke er slått på" not in shown(window)


@pytest.mark.parametrize(
    "code",
    [
        "http.unreachable",
        "http.proxy",
        "http.certificate",
        "tripletex.unavailable",
        "tripletex.consumer_token_refused",
        "tripletex.internal_key_refused",
        "tripletex.session_refused",
        "consumer_token_missing",
    ],
)
def test_every_fault_has_its_own_words(qtbot: QtBot, make_window: MakeWindow, code: str) -> None:
    problem = Problem(code, Actor.IT, params={"host": "tripletex.no", "cause": "x"})
    answers = [problem, None]

    def check(journey: object, found: Found, control: Control) -> Found:
        now = answers.pop(0)
        if now:
            raise RefusedError(now)
        return replace(found, key=FJELL)

    window = make_window(ready_effects(check_key=check))
    at_the_page(window)
    paste(qtbot, window, KEY)
    assert say(problem).message in shown(window)
    assert say(problem).remedy in shown(window)
    button(window, "Prøv igjen").click()
    qtbot.waitUntil(lambda: "Fjell Bygg AS" in shown(window))


def test_an_offices_key_is_told_calmly(qtbot: QtBot, window: Window, real: Rehearsal) -> None:
    assert real.world.office_token is not None
    paste(qtbot, window, real.world.office_token)
    assert "Dette er et regnskapskontors nøkkel" in shown(window)
    assert "kobles ett selskap om gangen" in shown(window)
    assert "Er dette riktig selskap?" not in shown(window)
    assert not window.foot.primary.isEnabled()
    paste(qtbot, window, real.world.employee_token)
    assert "Dette er et regnskapskontors nøkkel" not in shown(window)
    assert window.foot.primary.isEnabled()


def test_an_offices_key_offers_the_office_where_there_is_that_branch(
    qtbot: QtBot, window: Window, real: Rehearsal
) -> None:
    said = window.desk.runner.journey.of(ChooseAnswers)
    window.desk.runner.answer(replace(said, partner="workbook"))
    assert real.world.office_token is not None
    paste(qtbot, window, real.world.office_token)
    button(window, "Sett opp som regnskapskontor").click()
    assert window.desk.runner.journey.of(ChooseAnswers).audience is Audience.OFFICE
    assert window.foot.primary.isEnabled()


def test_an_ordinary_key_in_an_offices_journey_offers_the_company_alone(
    qtbot: QtBot, window: Window, real: Rehearsal
) -> None:
    said = window.desk.runner.journey.of(ChooseAnswers)
    window.desk.runner.answer(replace(said, partner="workbook", audience=Audience.OFFICE))
    paste(qtbot, window, real.world.employee_token)
    assert "Denne nøkkelen åpner ett selskap, og er ikke et kontors" in shown(window)
    assert not window.foot.primary.isEnabled()
    button(window, "Sett opp det selskapet alene").click()
    assert window.desk.runner.journey.of(ChooseAnswers).audience is Audience.COMPANY
    assert "Er dette riktig selskap?" in shown(window)
    assert window.foot.primary.isEnabled()


@pytest.mark.parametrize("locked", [False, True])
def test_without_a_keyring_one_chooses(qtbot: QtBot, make_window: MakeWindow, locked: bool) -> None:
    code = "store.keyring_locked" if locked else "store.keyring_absent"
    box = Keys(Problem(code), locked=locked)
    window = make_window(keys=box)
    page = at_the_page(window)
    paste(qtbot, window, KEY)
    window.foot.primary.click()
    qtbot.waitUntil(lambda: say(Problem(code)).message in shown(window))
    assert window.desk.runner.journey.here is StepId.PASTE_KEY
    button(window, "Stopp, og glem nøkkelen").click()
    qtbot.waitUntil(lambda: box.tried == {})
    assert page.field.text() == ""
    assert not window.desk.runner.journey.facts.key
    paste(qtbot, window, KEY)
    window.foot.primary.click()
    qtbot.waitUntil(lambda: say(Problem(code)).message in shown(window))
    with qtbot.waitSignal(page.advanced):
        button(window, "Bruk den bare denne gangen").click()
    assert window.desk.runner.journey.of(PasteKeyAnswers).company == 1


def test_a_key_copied_in_the_browser_is_tried_by_itself(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    box = Keys()
    window = make_window(keys=box)
    QGuiApplication.clipboard().setText(KEY)
    page = at_the_page(window)
    qtbot.waitUntil(lambda: "Fjell Bygg AS" in shown(window))
    assert list(box.tried.values()) == [KEY]
    page.company.other.click()
    qtbot.waitUntil(lambda: not window.desk.connection.busy)
    page.entered()
    assert page.field.text() == ""
    assert box.tried == {}


def test_what_a_resumed_journey_asks_again_is_shown(make_window: MakeWindow) -> None:
    window = make_window()
    page = at_the_page(window)
    window.desk.runner.learn(Found(key=FJELL))
    page.changed.emit()
    assert "Fjell Bygg AS" in shown(window)
    assert "Er dette riktig selskap?" in shown(window)


def test_the_key_is_hidden_and_leaves_the_page_with_it(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    window = make_window()
    page = at_the_page(window)
    paste(qtbot, window, KEY)
    assert page.field.line.echoMode() is QLineEdit.EchoMode.Password
    page.field.show_it.click()
    assert page.field.line.echoMode() is QLineEdit.EchoMode.Normal
    window.desk.runner.back()
    window.show_step()
    assert page.field.text() == ""
    assert page.field.line.echoMode() is QLineEdit.EchoMode.Password


def test_an_empty_clipboard_is_said(window: Window) -> None:
    button(window, "Lim inn").click()
    assert "Det er ingen tekst på utklippstavlen." in shown(window)


def test_in_english(qtbot: QtBot, window: Window, real: Rehearsal) -> None:
    paste(qtbot, window, real.world.employee_token)
    window.speak("en")
    qtbot.waitUntil(lambda: "Yes, the right company" in shown(window))
    assert "Is this the right one?" in shown(window)
    why = "To see every customer, and to create and change them."
    qtbot.waitUntil(lambda: why in shown(window))
    assert "In place" in shown(window)


@pytest.mark.parametrize("language", ["nb", "en"])
def test_nothing_is_cut_where_there_is_most_to_say(
    qtbot: QtBot, make_window: MakeWindow, real: Rehearsal, language: str
) -> None:
    window = make_window(real.effects, keys=real.app)
    at_the_page(window, real)
    paste(qtbot, window, real.world.make_key(rights=["AUTH_CUSTOMER_ADMIN"]))
    window.foot.primary.click()
    window.speak(language)
    window.window().resize(*SMALLEST)
    rest(qtbot, window)
    button(window, "Vis hvordan" if language == "nb" else "Show how").click()
    rest(qtbot, window)
    assert clipped(window) == []
    assert unnamed(window) == []
    assert unreached(window) == []
