"""About, the fault report, notifications, and a set-up file that comes while the window is open."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from ui.conftest import MakeWindow
from ui.desks import journey_at
from ui.practising import button, shown, until_still

from wizard.errors import Problem
from wizard.flow.answers import ChooseAnswers
from wizard.flow.journey import StepId
from wizard.ui.paper import Paper
from wizard.ui.window import Window


def paper(qtbot: QtBot, window: Window, title: str) -> Paper:
    def opened() -> list[Paper]:
        papers = window.findChildren(Paper)
        return [one for one in papers if one.windowTitle() == title and one.isVisible()]

    qtbot.waitUntil(lambda: bool(opened()), timeout=20_000)
    return opened()[0]


def press(paper: Paper, text: str) -> None:
    next(one for one in paper.findChildren(QPushButton) if one.text() == text).click()


def test_about_names_versions_and_licences(qtbot: QtBot, window: Window) -> None:
    window.settings.about.setFocus()
    qtbot.keyClick(window.settings.about, Qt.Key.Key_Space)
    about = paper(qtbot, window, "Om Tripletex-kobling")
    assert "PySide6_Essentials" in about.text.toPlainText()
    assert "LGPL" in about.text.toPlainText()
    press(about, "Lukk")


def test_a_fault_report_is_read_before_it_is_saved(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    window.tell((Problem("unexpected", params={"log": "wizard.log"}),))
    button(window, "Feilrapport …").click()
    report = paper(qtbot, window, "Lagre feilrapport")
    text = report.text.toPlainText()
    assert "problem: unexpected" in text
    assert report.text.isReadOnly()
    saved = tmp_path / "feilrapport.txt"
    report.write(saved)
    assert saved.read_text(encoding="utf-8") == text
    assert "Lagret som feilrapport.txt" in report.said.text()
    report.write(tmp_path / "no" / "such.txt")
    assert "kunne ikke skrives" in report.said.text()
    press(report, "Lukk")


def test_a_set_up_file_asks_before_it_takes_the_place_of_what_is_begun(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    setup = tmp_path / "setup.toml"
    setup.write_text('version = 1\npartner = "huma"\n', encoding="utf-8")
    window = make_window()
    window.desk.runner.begin(journey_at(StepId.INTEGRATIONS))
    window.show_step()
    window.open(setup)
    until_still(qtbot, window)
    assert "En oppsettsfil ble åpnet" in shown(window)
    assert window.desk.runner.journey.of(ChooseAnswers).partner == "svenn"
    button(window, "Begynn med filen").click()
    assert window.desk.runner.journey.of(ChooseAnswers).partner == "huma"
    assert window.desk.runner.journey.here is StepId.CHOOSE


def test_a_notification_goes_to_the_desktops_own_service(tmp_path: Path) -> None:
    heard = tmp_path / "heard.txt"
    code = "from wizard.ui.notices import by_bus; by_bus('a', 'Ferdig', 'Fjell')"
    send = f'{sys.executable} -c "{code}"'
    script = (
        f"dbus-monitor member=Notify > {heard} & monitor=$!; "
        f"until grep -q NameAcquired {heard}; do sleep 0.05; done; {send}; "
        f"for n in $(seq 100); do grep -q Fjell {heard} && break; sleep 0.05; done; kill $monitor"
    )
    subprocess.run(["dbus-run-session", "--", "sh", "-c", script], timeout=60, check=False)
    said = heard.read_text(encoding="utf-8")
    assert 'string "Ferdig"' in said
    assert "uint32 0" in said


def test_without_a_service_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    from wizard.ui.notices import by_bus

    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    by_bus("a", "b", "c")
