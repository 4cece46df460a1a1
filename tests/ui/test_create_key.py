"""Page 3: the steps, what they copy, the rights, and the clipboard while the page is in front."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot
from ui.desks import journey_at
from ui.test_window import button, press, shown

from wizard.flow.answers import ChooseAnswers, ConnectPartnerAnswers, CreateKeyAnswers
from wizard.flow.journey import StepId
from wizard.model.records import Kind
from wizard.profiles import KeyWay
from wizard.profiles.profile import KeyRecipe
from wizard.ui.pages.create_key import CreateKeyPage
from wizard.ui.widgets.copychip import CopyChip
from wizard.ui.widgets.strip import Strip
from wizard.ui.window import Window

KEY = "eyJ0b2tlbklkIjo0MiwidG9rZW4iOiJjYW5hcnkifQ=="


def at_the_page(window: Window, partner: str = "svenn") -> CreateKeyPage:
    journey = journey_at(StepId.CREATE_KEY).answered(ChooseAnswers(partner))
    window.desk.runner.begin(journey)
    window.show_step()
    assert isinstance(window.page, CreateKeyPage)
    return window.page


def copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def test_the_names_are_copied_exactly(window: Window) -> None:
    page = at_the_page(window, "dynamik")
    chips = page.findChildren(CopyChip)
    for chip, name in zip(chips, ["DynamikManagement_Internal", "ApiKeyDynamik"], strict=True):
        chip.button.click()
        assert QGuiApplication.clipboard().text() == name
    assert chips[0].button.accessibleName() == "applikasjonsnavnet er kopiert"


def test_the_drawing_says_which_step_points_where(window: Window) -> None:
    page = at_the_page(window)
    assert page.drawing.accessibleName() == (
        "Tegning av Ny brukernøkkel. Tallene peker på: 2: ☑ Tilpasset oppsett    ◉ Alle tilganger, "
        "3: Applikasjonsnavn, 4: Gi nøkkelen et navn, 5: Opprett nøkkel."
    )


def test_by_keys_alone_to_the_next_page(qtbot: QtBot, window: Window) -> None:
    page = at_the_page(window)
    qtbot.waitUntil(lambda: window.focusWidget() is page.findChildren(CopyChip)[0].button)
    press(qtbot, window, Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text() == "Svenn"
    press(qtbot, window, Qt.Key.Key_J, "j")
    qtbot.waitUntil(lambda: window.desk.runner.journey.here is StepId.PASTE_KEY)
    said = window.desk.runner.journey.of(CreateKeyAnswers)
    assert said == CreateKeyAnswers("custom", True)


def test_enter_after_copying_the_key_goes_on_and_leaves_it_on_the_clipboard(
    qtbot: QtBot, window: Window
) -> None:
    page = at_the_page(window)
    qtbot.waitUntil(lambda: window.focusWidget() is page.findChildren(CopyChip)[0].button)
    copy(KEY)
    qtbot.waitUntil(lambda: window.focusWidget() is window.foot.primary)
    press(qtbot, window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk.runner.journey.here is StepId.PASTE_KEY)
    assert QGuiApplication.clipboard().text() == KEY


def test_what_is_read_aloud_has_no_asterisks(window: Window) -> None:
    page = at_the_page(window)
    assert [one.accessibleName() for one in page.findChildren(Strip) if one.isVisible()] == [
        "Ser du ikke fanen API-tilgang? Da mangler du rettigheten Brukeradministrator, eller "
        "Integrasjoner er ikke slått på."
    ]


def test_a_key_is_noticed_only_while_the_page_is_in_front(qtbot: QtBot, window: Window) -> None:
    page = at_the_page(window)
    assert "Det ligger en nøkkel på utklippstavlen" not in shown(window)
    copy("noe annet")
    copy(KEY)
    qtbot.waitUntil(lambda: "Det ligger en nøkkel på utklippstavlen" in shown(window))
    assert KEY not in shown(window)
    copy("Svenn")
    qtbot.waitUntil(lambda: "Det ligger en nøkkel på utklippstavlen" not in shown(window))
    window.desk.runner.back()
    window.show_step()
    copy(KEY)
    qtbot.wait(50)
    assert page._watch.key == ""


def test_the_least_rights_are_those_of_the_kinds_that_take_part(window: Window) -> None:
    page = at_the_page(window)
    window.desk.runner.answer(ConnectPartnerAnswers(kinds=(Kind.CUSTOMER,)))
    page.show_answers()
    page.rights.more.click()
    assert "Svenn ber om <b>Alle tilganger</b>." in shown(window)
    assert "AUTH_CUSTOMER_ADMIN" in shown(window)
    assert "For at Svenn skal kunne føre timer for alle ansatte." in shown(window)
    assert "AUTH_COMPANY_EMPLOYEE_ADMIN" not in shown(window)
    page.rights.more.click()
    assert "AUTH_CUSTOMER_ADMIN" not in shown(window)


def test_a_key_from_the_list_ticks_no_rights(window: Window) -> None:
    page = at_the_page(window, "huma")
    assert "Velg applikasjonen i listen" in shown(window)
    assert "Tilpasset oppsett" not in shown(window)
    assert page.rights.more.isHidden()


def test_a_profile_with_several_ways_lets_one_choose(qtbot: QtBot, window: Window) -> None:
    svenn = window.desk.profiles["svenn"]
    market = KeyRecipe(KeyWay.MARKETPLACE, "Svenn")
    window.desk.profiles["svenn"] = replace(svenn, keys=(*svenn.keys, market))
    page = at_the_page(window)
    custom, other = page.findChildren(QRadioButton)
    assert custom.isChecked()
    other.click()
    qtbot.waitUntil(lambda: "Åpne menyen <b>Integrasjoner</b>" in shown(window))
    assert "Ser du ikke fanen API-tilgang?" not in shown(window)
    page.keep()
    assert window.desk.runner.journey.of(CreateKeyAnswers).way == "marketplace"
    page.show_answers()
    assert [one.isChecked() for one in page.findChildren(QRadioButton)][-2:] == [False, True]


def test_who_lacks_the_right_makes_a_task(window: Window) -> None:
    page = at_the_page(window)
    assert page.hand_off.isHidden()
    button(window, "Vis hva du gjør").click()
    button(window, "Kopier som e-post").click()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Lag en nøkkel for Svenn i Tripletex")
    assert "Lim inn applikasjonsnavnet: «Svenn»" in text
    button(window, "Skjul").click()
    assert page.hand_off.isHidden()


def test_in_english_tripletex_keeps_its_own_words(qtbot: QtBot, window: Window) -> None:
    at_the_page(window)
    window.speak("en")
    qtbot.waitUntil(lambda: "I have copied the key" in shown(window))
    assert "Press <b>Opprett nøkkel</b> and copy" in shown(window)
    qtbot.waitUntil(lambda: "Gi nøkkelen et navn" in shown(window))
