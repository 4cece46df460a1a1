"""Page 8 on the real practice company: the result, the reports, taking it back, and going on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from ui.conftest import MakeWindow
from ui.desks import Journeys, Opening
from ui.practising import Practice, arrive, button, practising, shown, until_still

from wizard.errors import InterruptedRun, Problem
from wizard.flow.answers import FirstSyncAnswers
from wizard.flow.journey import Journey, StepId
from wizard.flow.ports import Control, Found
from wizard.flow.steps import Effect
from wizard.model.journal import RunState
from wizard.ui.pages.done import DonePage
from wizard.ui.widgets.cards import Card
from wizard.ui.window import Window


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Practice]:
    with practising(tmp_path) as made:
        yield made


def synced(practice: Practice) -> tuple[Journey, Found]:
    """A journey whose first synk has come to its end."""
    runner = practice.runner
    journey, found = practice.planned()
    runner.begin(journey)
    runner.learn(found)
    runner.do(Effect.APPLY)
    assert runner.advance()
    assert runner.here.id is StepId.DONE
    return runner.journey, runner.found


def at_the_result(window: Window, practice: Practice) -> DonePage:
    page = arrive(window, *synced(practice))
    assert isinstance(page, DonePage)
    return page


def take_back(qtbot: QtBot, window: Window, page: DonePage) -> None:
    """Undo the synk, and say so twice."""
    button(window, "Angre synken").click()
    until_still(qtbot, window)
    page.undo.consent.box.setChecked(True)
    window.foot.primary.click()
    until_still(qtbot, window)


def counted(window: Window) -> list[str]:
    """The numbers with their words, as they are read aloud."""
    page = window.page
    assert isinstance(page, DonePage)
    view = page.undo.preview if page.undo.preview.isVisible() else page.result
    return [one.accessibleName() for one in view._figures.findChildren(Card) if one.isVisible()]


def test_the_result_says_what_was_done_and_what_was_stopped(
    make_window: MakeWindow, practice: Practice
) -> None:
    window = make_window(practice.runner.effects)
    page = at_the_result(window, practice)
    assert "Koblingen er i gang" in shown(window)
    assert [one.partition(" ")[2] for one in counted(window)] == [
        "koblet sammen",
        "opprettet",
        "oppdatert",
        "stoppet",
    ]
    report = window.desk.runner.found.report
    assert report is not None
    lines = page.result.lines
    assert lines.rowCount() == len(report.problems) > 0
    words = [lines.index(0, column).data() for column in range(lines.columnCount())]
    assert all(words)
    button(window, "Lukk").click()
    assert not window.isVisible()


def test_the_reports_are_written(
    qtbot: QtBot, make_window: MakeWindow, practice: Practice, tmp_path: Path
) -> None:
    window = make_window(practice.runner.effects)
    page = at_the_result(window, practice)
    for name in ("rapport.pdf", "rapport.xlsx", "rapport.json"):
        page.report.save(tmp_path / name)
        until_still(qtbot, window)
        assert f"Lagret som {name}" in shown(window)
        assert (tmp_path / name).stat().st_mode & 0o077 == 0
    assert (tmp_path / "rapport.pdf").read_bytes().startswith(b"%PDF-")
    assert load_workbook(tmp_path / "rapport.xlsx").sheetnames[0] == "Sammendrag"
    told = json.loads((tmp_path / "rapport.json").read_text(encoding="utf-8"))
    assert told["run"] == window.desk.runner.journey.of(FirstSyncAnswers).run
    page.report.save(tmp_path / "no" / "such.pdf")
    until_still(qtbot, window)
    assert "kunne ikke skrives" in shown(window)


def test_an_e_mail_holds_the_numbers_and_nobodys_name(
    make_window: MakeWindow, practice: Practice
) -> None:
    mail = Opening()
    window = make_window(practice.runner.effects, open_url=mail)
    at_the_result(window, practice)
    button(window, "Send på e-post").click()
    text = unquote(mail.asked[0])
    assert text.startswith("mailto:?subject=")
    assert "Koblet: " in text
    report = window.desk.runner.found.report
    assert report is not None
    names = [one.subject for one in report.problems if one.subject]
    assert names
    assert [one for one in names if one in text] == []


def test_without_a_mail_program_the_text_is_copied(
    make_window: MakeWindow, practice: Practice
) -> None:
    window = make_window(practice.runner.effects, open_url=Opening(takes=False))
    at_the_result(window, practice)
    button(window, "Send på e-post").click()
    assert "Koblet: " in QGuiApplication.clipboard().text()
    assert "Kopiert. Lim det inn i en e-post." in shown(window)


def test_undo_is_shown_approved_and_done(
    qtbot: QtBot, make_window: MakeWindow, practice: Practice
) -> None:
    window = make_window(practice.runner.effects)
    page = at_the_result(window, practice)
    writes = len(practice.writes())
    button(window, "Angre synken").click()
    until_still(qtbot, window)
    assert "Vil du angre synken?" in shown(window)
    assert len(practice.writes()) == writes
    assert not window.foot.primary.isEnabled()
    page.undo.consent.box.setFocus()
    qtbot.keyClick(page.undo.consent.box, Qt.Key.Key_Space)
    assert window.foot.primary.isEnabled()
    assert window.foot.primary.text().startswith("Angre ")
    window.foot.primary.click()
    assert "Synken angres" in shown(window)
    until_still(qtbot, window)
    assert "Synken er angret" in shown(window)
    assert len(practice.writes()) > writes
    undone = window.desk.runner.found.undone
    assert undone is not None
    assert page.result.lines.rowCount() == len(undone.problems)
    assert "Angre synken" not in shown(window)
    assert "Synk på nytt" in shown(window)


def test_an_undo_that_is_thought_better_of_changes_nothing(
    qtbot: QtBot, make_window: MakeWindow, practice: Practice
) -> None:
    window = make_window(practice.runner.effects)
    at_the_result(window, practice)
    writes = len(practice.writes())
    button(window, "Angre synken").click()
    until_still(qtbot, window)
    button(window, "Behold synken").click()
    assert "Koblingen er i gang" in shown(window)
    assert len(practice.writes()) == writes


def test_an_undo_that_is_stopped_goes_on_after_a_new_start(
    qtbot: QtBot, make_window: MakeWindow, practice: Practice
) -> None:
    real = dict(practice.runner.effects)

    def stopped(journey: Journey, found: Found, control: Control) -> Found:
        return real[Effect.UNDO](journey, found, Control(stop=lambda: True))

    journeys = Journeys()
    window = make_window({**real, Effect.UNDO: stopped}, journeys)
    page = at_the_result(window, practice)
    take_back(qtbot, window, page)
    assert "Synken er bare delvis angret" in shown(window)
    window.window().close()

    later = make_window(real, Journeys(journeys.kept))
    button(later, "Fortsett").click()
    until_still(qtbot, later)
    assert "Synken er bare delvis angret" in shown(later)
    button(later, "Fortsett å angre").click()
    until_still(qtbot, later)
    assert "Synken er angret" in shown(later)
    assert {one.state for one in practice.app.store.runs()} == {RunState.FINISHED}


def test_an_undo_that_is_stopped_can_be_ended_and_begun_anew(
    qtbot: QtBot, make_window: MakeWindow, practice: Practice
) -> None:
    real = dict(practice.runner.effects)
    rests = [True]

    def stopped(journey: Journey, found: Found, control: Control) -> Found:
        stop = bool(rests) and rests.pop()
        return real[Effect.UNDO](journey, found, Control(stop=lambda: stop))

    window = make_window({**real, Effect.UNDO: stopped})
    page = at_the_result(window, practice)
    take_back(qtbot, window, page)
    button(window, "Avslutt her").click()
    assert "Vil du avslutte angringen som den er?" in shown(window)
    button(window, "Avslutt angringen").click()
    until_still(qtbot, window)
    assert "Synken er bare delvis angret" in shown(window)
    undone = window.desk.runner.found.undone
    assert undone is not None
    assert undone.run.state is RunState.GIVEN_UP
    take_back(qtbot, window, page)
    assert "Synken er angret" in shown(window)


def test_an_undo_that_fails_says_why(
    qtbot: QtBot, make_window: MakeWindow, practice: Practice
) -> None:
    def broken(journey: Journey, found: Found, control: Control) -> Found:
        raise InterruptedRun(Problem("not_sent"))

    window = make_window({**practice.runner.effects, Effect.UNDO: broken})
    page = at_the_result(window, practice)
    take_back(qtbot, window, page)
    assert "Koblingen er i gang" in shown(window)
    button(window, "Prøv igjen").click()
    until_still(qtbot, window)
    assert "Vil du angre synken?" in shown(window)


@pytest.mark.parametrize(
    ("text", "retries"), [("Prøv bare de som feilet", True), ("Synk nå", False)]
)
def test_the_next_synk_begins_with_the_comparison(
    make_window: MakeWindow, practice: Practice, text: str, retries: bool
) -> None:
    window = make_window(practice.runner.effects)
    page = at_the_result(window, practice)
    run = window.desk.runner.journey.of(FirstSyncAnswers).run
    page.changed.disconnect(window.refresh)  # the comparison has a page, and tests, of its own
    button(window, text).click()
    assert window.desk.runner.journey.here is StepId.DIFFERENCES
    assert window.desk.runner.journey.of(FirstSyncAnswers) == FirstSyncAnswers(
        after=run, retries=retries
    )


def test_connecting_more_begins_a_new_journey(make_window: MakeWindow, practice: Practice) -> None:
    window = make_window(practice.runner.effects)
    at_the_result(window, practice)
    button(window, "Koble til flere").click()
    assert window.desk.runner.journey.here is StepId.CHOOSE


def test_a_file_that_is_saved_anew_is_noticed(
    qtbot: QtBot, make_window: MakeWindow, practice: Practice
) -> None:
    window = make_window(practice.runner.effects)
    at_the_result(window, practice)
    assert "for eksempel når du har lagret register.xlsx" in shown(window)
    practice.workbook.write_bytes(practice.workbook.read_bytes())
    qtbot.waitUntil(lambda: "register.xlsx er lagret på nytt." in shown(window))


def test_the_log_lists_what_was_done_and_speaks_english(
    make_window: MakeWindow, practice: Practice
) -> None:
    window = make_window(practice.runner.effects)
    page = at_the_result(window, practice)
    button(window, "Logg").click()
    assert page._log.isVisible()
    window.speak("en")
    lines = page._log_lines
    results = {lines.index(row, 1).data() for row in range(lines.rowCount())}
    assert {"Created", "Updated"} <= results
    assert "The connection is in place" in shown(window)
