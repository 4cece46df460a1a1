"""Page 5, with real workbooks: the file, its columns, what takes part, and what is decided."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot
from ui.conftest import MakeWindow
from ui.everypage import clipped, unnamed, unreached
from ui.rehearsing import Rehearsal, rehearsal, rest
from ui.test_window import button, shown

from wizard.cli.demo import write_workbook
from wizard.flow.answers import ConnectPartnerAnswers
from wizard.flow.journey import StepId
from wizard.model.matching import Authority, Direction
from wizard.model.records import Kind
from wizard.practice import sample_register
from wizard.ui.frame import SMALLEST
from wizard.ui.pages.connect_partner import ConnectPartnerPage
from wizard.ui.widgets.picker import Picker
from wizard.ui.window import Window


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Rehearsal]:
    with rehearsal(tmp_path) as made:
        yield made


@pytest.fixture
def window(make_window: MakeWindow, real: Rehearsal, qtbot: QtBot) -> Window:
    """A window at the page, nothing chosen yet."""
    made = make_window(real.effects, keys=real.app)
    at_the_page(qtbot, made, real)
    return made


def at_the_page(
    qtbot: QtBot,
    window: Window,
    real: Rehearsal,
    partner: str = "svenn",
    said: ConnectPartnerAnswers | None = None,
) -> ConnectPartnerPage:
    journey = real.journey(StepId.CONNECT_PARTNER, partner)
    window.desk.runner.begin(journey.answered(said or ConnectPartnerAnswers()))
    window.show_step()
    rest(qtbot, window)
    return the_page(window)


def the_page(window: Window) -> ConnectPartnerPage:
    assert isinstance(window.page, ConnectPartnerPage)
    return window.page


def register(real: Rehearsal, folder: Path, **titles: str) -> Path:
    """The partner's export, some columns of its employees under other titles."""
    sheets = dict(sample_register(real.world))
    head, *rows = sheets["Ansatte"]
    sheets["Ansatte"] = [[titles.get(str(one), one) for one in head], *rows]
    path = folder / "svenn-eksport.xlsx"
    write_workbook(path, sheets)
    return path


def said(window: Window) -> ConnectPartnerAnswers:
    return window.desk.runner.journey.of(ConnectPartnerAnswers)


def pick(page: ConnectPartnerPage, title: str, field: str) -> None:
    """Choose a field for a column, as a person does in the list."""
    found = [one for one in page.findChildren(Picker) if one.property("title") == title]
    choose(found[-1], field)


def choose(picker: Picker, value: object) -> None:
    place = picker.values.index(value)
    picker.setCurrentIndex(place)
    picker.activated.emit(place)


def test_a_workbook_is_shown_and_tested_at_once(
    qtbot: QtBot, window: Window, real: Rehearsal, tmp_path: Path
) -> None:
    page = the_page(window)
    assert not window.foot.primary.isEnabled()
    path = register(real, tmp_path, Avdeling="Avd.")
    page.take(path)
    rest(qtbot, window)
    qtbot.waitUntil(lambda: "Bør velges: 1" in shown(window))
    for text in ("svenn-eksport.xlsx", "Ark: 3", "Kolonner kjent igjen: 9", "beholdes i filen"):
        assert text in shown(window), text
    assert said(window).settings == {"file": str(path)}
    assert said(window).kinds is None
    assert window.foot.primary.text() == "Sammenlign"
    assert window.foot.primary.isEnabled()


def test_a_column_is_given_its_field_by_hand_and_back(
    qtbot: QtBot, window: Window, real: Rehearsal, tmp_path: Path
) -> None:
    page = the_page(window)
    path = register(real, tmp_path, Avdeling="Avd.")
    page.take(path)
    rest(qtbot, window)
    pick(page, "Avd.", "department")
    rest(qtbot, window)
    assert said(window).settings["column.employee.Avd."] == "department"
    qtbot.waitUntil(lambda: "Kolonner kjent igjen: 10" in shown(window))
    assert "Bør velges" not in shown(window)
    pick(page, "Fornavn", "")
    rest(qtbot, window)
    assert said(window).settings["column.employee.Fornavn"] == "-"
    pick(page, "Fornavn", "first_name")
    rest(qtbot, window)
    assert "column.employee.Fornavn" not in said(window).settings
    pick(page, "Avd.", "")
    rest(qtbot, window)
    assert said(window).settings["column.employee.Avd."] == "-"
    assert window.foot.primary.isEnabled()


def test_a_file_is_dropped_on_the_page(
    qtbot: QtBot, window: Window, real: Rehearsal, tmp_path: Path
) -> None:
    page = the_page(window)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(register(real, tmp_path)))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(5, 5), copy, data, buttons, keys)
    page.book.file.dragEnterEvent(enter)
    assert enter.isAccepted()
    page.book.file.dropEvent(QDropEvent(QPointF(5, 5), copy, data, buttons, keys))
    rest(qtbot, window)
    assert window.foot.primary.isEnabled()
    web = QMimeData()
    web.setUrls([QUrl("https://example.com/register.xlsx")])
    enter = QDragEnterEvent(QPoint(5, 5), copy, web, buttons, keys)
    enter.setAccepted(False)
    page.book.file.dragEnterEvent(enter)
    assert not enter.isAccepted()


def test_a_csv_stands_for_its_folder(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    folder = tmp_path / "csv"
    folder.mkdir()
    (folder / "Kunder.csv").write_text("Kundenummer;Navn\n7;Ås Bygg AS\n", encoding="utf-8")
    the_page(window).book.file.take(folder / "Kunder.csv")
    rest(qtbot, window)
    assert said(window).settings == {"file": str(folder)}
    assert said(window).kinds == (Kind.CUSTOMER,)
    assert "Ansatte (ikke i filen)" in boxes(window)
    assert window.foot.primary.isEnabled()


def boxes(window: Window) -> dict[str, QCheckBox]:
    return {one.text(): one for one in window.findChildren(QCheckBox) if one.isVisible()}


def test_what_takes_part_is_ticked(
    qtbot: QtBot, window: Window, real: Rehearsal, tmp_path: Path
) -> None:
    page = the_page(window)
    page.take(register(real, tmp_path))
    rest(qtbot, window)
    for kind in ("Ansatte", "Kunder", "Prosjekter"):
        qtbot.waitUntil(lambda kind=kind: kind in boxes(window))  # type: ignore[misc]
        boxes(window)[kind].click()
        rest(qtbot, window)
    assert said(window).kinds == ()
    assert not window.foot.primary.isEnabled()
    boxes(window)["Kunder"].click()
    rest(qtbot, window)
    assert said(window).kinds == (Kind.CUSTOMER,)
    assert window.foot.primary.isEnabled()


def test_a_kind_that_is_not_in_the_file_says_so_when_it_is_ticked(
    qtbot: QtBot, window: Window, real: Rehearsal, tmp_path: Path
) -> None:
    write_workbook(tmp_path / "kunder.xlsx", {"Kunder": sample_register(real.world)["Kunder"]})
    the_page(window).take(tmp_path / "kunder.xlsx")
    rest(qtbot, window)
    qtbot.waitUntil(lambda: "Ansatte (ikke i filen)" in boxes(window))
    boxes(window)["Ansatte (ikke i filen)"].click()
    rest(qtbot, window)
    assert "har ikke noe ark som heter Ansatte" in shown(window)
    assert not window.foot.primary.isEnabled()
    boxes(window)["Ansatte (ikke i filen)"].click()
    rest(qtbot, window)
    assert window.foot.primary.isEnabled()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("register.xlsx", "er ikke en Excel-arbeidsbok"),
        ("register.xlsm", "inneholder makroer"),
        ("borte.xlsx", "borte.xlsx finnes ikke der"),
    ],
)
def test_a_file_that_cannot_be_used_is_said_and_another_is_chosen(
    qtbot: QtBot,
    window: Window,
    real: Rehearsal,
    tmp_path: Path,
    name: str,
    words: str,
) -> None:
    if not name.startswith("borte"):
        (tmp_path / name).write_bytes(b"nope")
    page = the_page(window)
    page.take(tmp_path / name)
    rest(qtbot, window)
    assert words in shown(window)
    assert not window.foot.primary.isEnabled()
    assert button(window, "Velg en annen fil").isEnabled()
    page.take(register(real, tmp_path))
    rest(qtbot, window)
    assert words not in shown(window)
    assert window.foot.primary.isEnabled()


def test_a_workbook_open_elsewhere_is_warned_of(
    qtbot: QtBot, window: Window, real: Rehearsal, tmp_path: Path
) -> None:
    path = register(real, tmp_path)
    lock = tmp_path / f".~lock.{path.name}#"
    lock.write_text(",kari,maskin,21.11.2026 10:00,;", encoding="utf-8")
    the_page(window).take(path)
    rest(qtbot, window)
    assert "er åpen i Excel eller LibreOffice" in shown(window)
    lock.unlink()
    button(window, "Prøv igjen").click()
    rest(qtbot, window)
    assert "er åpen i Excel eller LibreOffice" not in shown(window)


def test_the_profiles_answers_are_preset_and_only_what_differs_is_kept(
    qtbot: QtBot, window: Window, real: Rehearsal, tmp_path: Path
) -> None:
    page = the_page(window)
    assert page.decisions.wins.picker.currentText() == "Spør meg"
    assert page.decisions.fills.picker.currentText() == "Fyll inn på begge sider"
    assert page.decisions.creates.picker.currentText() == "Opprett på begge sider"
    choose(page.decisions.wins.picker, Authority.PARTNER)
    choose(page.decisions.creates.picker, Direction.TRIPLETEX)
    assert said(window).default is Authority.PARTNER
    assert said(window).create_missing is Direction.TRIPLETEX
    assert said(window).fill_missing is None
    assert "Bruk Svenn" in page.decisions.wins.picker.currentText()
    qtbot.waitUntil(lambda: "Svenn anbefaler: Spør meg" in shown(window))
    choose(page.decisions.wins.picker, Authority.ASK)
    assert said(window).default is None
    assert "Svenn anbefaler: Spør meg" not in shown(window)


def test_a_set_up_file_fills_the_page(
    qtbot: QtBot, window: Window, real: Rehearsal, tmp_path: Path
) -> None:
    path = register(real, tmp_path)
    given = ConnectPartnerAnswers(
        {"file": str(path)}, (Kind.CUSTOMER,), Authority.TRIPLETEX, fill_missing=Direction.NONE
    )
    page = at_the_page(qtbot, window, real, said=given)
    assert page.decisions.wins.picker.currentText() == "Bruk Tripletex"
    assert page.decisions.fills.picker.currentText() == "La det stå tomt"
    assert "svenn-eksport.xlsx" in shown(window)
    assert said(window) == given
    assert window.foot.primary.isEnabled()


def test_a_partner_without_registers_is_told_what_it_needs(
    qtbot: QtBot, window: Window, real: Rehearsal
) -> None:
    page = at_the_page(qtbot, window, real, "dynamik")
    assert "Dynamik utveksler ikke registre med Tripletex." in shown(window)
    assert "Slipp arbeidsboken her" not in shown(window)
    button(window, "Kopier e-posten til Dynamik").click()
    assert real.world.company.name in QGuiApplication.clipboard().text()
    assert page.primary() == "Neste"
    assert window.foot.primary.isEnabled()


def test_by_keys_alone(qtbot: QtBot, window: Window, real: Rehearsal, tmp_path: Path) -> None:
    page = the_page(window)
    page.take(register(real, tmp_path))
    rest(qtbot, window)
    page.decisions.wins.picker.setFocus()
    qtbot.keyClick(page.decisions.wins.picker, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: said(window).default is Authority.TRIPLETEX)
    with qtbot.waitSignal(page.advanced):
        page.advanced.disconnect(window._advance)
        qtbot.keyClick(window, "s", Qt.KeyboardModifier.AltModifier)


def test_in_english(qtbot: QtBot, window: Window, real: Rehearsal, tmp_path: Path) -> None:
    the_page(window).take(register(real, tmp_path))
    rest(qtbot, window)
    window.speak("en")
    qtbot.waitUntil(lambda: "Compare" in shown(window))
    assert "Connect to Svenn" in shown(window)
    qtbot.waitUntil(lambda: "Column in the file" in shown(window))
    assert "Columns recognised: 10" in shown(window)


@pytest.mark.parametrize("language", ["nb", "en"])
def test_nothing_is_cut_where_there_is_most_to_say(
    qtbot: QtBot, window: Window, real: Rehearsal, tmp_path: Path, language: str
) -> None:
    page = the_page(window)
    page.take(register(real, tmp_path, Avdeling="Avd."))
    choose(page.decisions.wins.picker, Authority.PARTNER)
    window.speak(language)
    page.guide.more.click()
    window.window().resize(*SMALLEST)
    rest(qtbot, window)
    assert clipped(window) == []
    assert unnamed(window) == []
    assert unreached(window) == []
