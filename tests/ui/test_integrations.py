"""Page 2: the guide, the consent, and the task for who has the right."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from ui.conftest import MakeWindow
from ui.desks import Opening, journey_at
from ui.test_window import button, shown

from wizard.flow.answers import IntegrationsAnswers
from wizard.flow.journey import StepId
from wizard.ui.pages.integrations import IntegrationsPage
from wizard.ui.widgets.handoff import HandOff
from wizard.ui.window import Window


def at_the_page(window: Window) -> IntegrationsPage:
    window.desk.runner.begin(journey_at(StepId.INTEGRATIONS))
    window.show_step()
    assert isinstance(window.page, IntegrationsPage)
    return window.page


def test_the_consent_opens_the_way(qtbot: QtBot, window: Window) -> None:
    page = at_the_page(window)
    assert not window.foot.primary.isEnabled()
    page.consent.box.setFocus()
    qtbot.keyClick(page.consent.box, Qt.Key.Key_Space)
    assert window.foot.primary.isEnabled()
    page.keep()
    assert window.desk.runner.journey.of(IntegrationsAnswers).switched_on


def test_tripletex_opens_where_a_person_logs_in(make_window: MakeWindow) -> None:
    browser = Opening()
    window = make_window(open_url=browser)
    at_the_page(window)
    button(window, "Åpne Tripletex").click()
    assert browser.asked == ["https://tripletex.no"]


def test_without_a_browser_the_address_is_said(make_window: MakeWindow) -> None:
    window = make_window(open_url=Opening(takes=False))
    at_the_page(window)
    button(window, "Åpne Tripletex").click()
    assert "Åpne https://tripletex.no selv" in shown(window)


def test_the_task_is_copied_for_an_e_mail(window: Window) -> None:
    at_the_page(window)
    button(window, "Kopier som e-post").click()
    text = QGuiApplication.clipboard().text()
    assert "Svenn" in text
    assert "2. Åpne Selskap › Mitt abonnement." in text
    assert "**" not in text
    assert "Kopiert. Lim det inn i en e-post." in shown(window)


def test_the_task_sheet_is_a_pdf(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    page = at_the_page(window)
    sheet = tmp_path / "oppgave.pdf"
    page.findChild(HandOff).save(sheet)
    qtbot.waitUntil(lambda: "Lagret som oppgave.pdf" in shown(window))
    assert sheet.read_bytes().startswith(b"%PDF-")
    assert sheet.stat().st_mode & 0o077 == 0


def test_a_task_sheet_that_cannot_be_saved_is_said(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    page = at_the_page(window)
    page.findChild(HandOff).save(tmp_path / "no" / "such" / "folder.pdf")
    qtbot.waitUntil(lambda: "kunne ikke skrives" in shown(window))
    assert not window.desk.disk.busy


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_drawing_says_in_words_what_it_shows(window: Window, language: str) -> None:
    page = at_the_page(window)
    window.speak(language)
    assert "Mitt abonnement" in page.drawing.accessibleName()
