"""Page 1: partners from the profiles, and a profile file of somebody's own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from ui.test_window import page, press, shown

from wizard import paths
from wizard.flow.answers import ChooseAnswers
from wizard.ui.look import Appearance
from wizard.ui.window import Window

SVENN = paths.resources() / "profiles" / "svenn.toml"


def test_every_profile_has_a_card_that_says_what_it_brings(window: Window) -> None:
    said = {card.accessibleName(): card.accessibleDescription() for card in page(window).cards}
    assert set(said) == {profile.name for profile in window.desk.profiles.values()}
    assert "HR-system: ansatte begge veier. Nøkkel fra listen" in said["Huma"]


def test_the_arrow_keys_go_from_card_to_card(qtbot: QtBot, window: Window) -> None:
    first, second = page(window).cards[:2]
    first.setFocus()
    press(qtbot, window, Qt.Key.Key_Space)
    assert first.isChecked()
    press(qtbot, window, Qt.Key.Key_Right)
    assert second.isChecked()
    assert not first.isChecked()


def test_a_profile_file_becomes_a_card_that_is_chosen(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    own = tmp_path / "own.toml"
    own.write_text(SVENN.read_text(encoding="utf-8").replace('"Svenn"', '"Vårt system"'))
    page(window).open_profile(own)
    qtbot.waitUntil(window.foot.primary.isEnabled)
    assert next(one for one in page(window).cards if one.isChecked()).accessibleName() == (
        "Vårt system"
    )
    window.foot.primary.click()
    assert window.desk.runner.journey.of(ChooseAnswers).partner == str(own)
    assert "Koble til Vårt system" in shown(window)


def test_a_partner_brings_its_own_colour_and_logo_and_takes_them_along(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    own = tmp_path / "own.toml"
    look = "\n[look]\nlight = '#5B21B6'\ndark = '#C4B5FD'\nlogo = 'own.svg'\n"
    own.write_text(SVENN.read_text(encoding="utf-8") + look, encoding="utf-8")
    (tmp_path / "own.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><rect width="30" height="10"/>'
        "</svg>"
    )
    before = window.desk.look.theme.brand
    page(window).open_profile(own)
    qtbot.waitUntil(window.foot.primary.isEnabled)
    card = next(one for one in page(window).cards if one.isChecked())
    pictures = [one.pixmap() for one in card.findChildren(QLabel) if not one.pixmap().isNull()]
    assert [(one.width(), one.height()) for one in pictures] == [(72, 24)]
    window.foot.primary.click()
    assert window.desk.look.theme.brand == "#5B21B6"
    window.desk.look.choose(Appearance.DARK)
    assert window.desk.look.theme.brand == "#C4B5FD"
    window.desk.look.choose(Appearance.LIGHT)
    window.desk.runner.forget()
    window.show_step()
    assert window.desk.look.theme.brand == before


def test_a_hostile_profile_file_is_refused_in_the_banner(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    hostile = tmp_path / "hostile.toml"
    hostile.write_text(SVENN.read_text(encoding="utf-8") + '\n[evil]\nrun = "<b>rm</b>"\n')
    before = len(page(window).cards)
    page(window).open_profile(hostile)
    qtbot.waitUntil(lambda: "hostile.toml" in shown(window) or "Velg en annen fil" in shown(window))
    assert len(page(window).cards) == before
    assert "<b>rm</b>" not in shown(window)
