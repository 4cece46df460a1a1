"""The dialogs that Qt makes itself speak the language of the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from wizard import i18n
from wizard.ui.qtwords import QtWords

SAID = {
    "nb": {"Søk i:", "Filnavn:", "Filtype:", "Åpne", "Avbryt"},
    "en": {"Look in:", "File name:", "Files of type:", "Open", "Cancel"},
}


class Heard(QtWords):
    """Keeps what it was asked for and had no word for."""

    missed: set[str]

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        said = super().translate(context, source, disambiguation, n)
        if said is None and context.startswith("QFile") and "Alt+" not in source:
            self.missed.add(source)
        return said


@pytest.fixture
def words(qapp: QApplication) -> Iterator[Heard]:
    made = Heard(qapp)
    made.missed = set()
    qapp.installTranslator(made)
    yield made
    qapp.removeTranslator(made)


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_dialog_for_a_file(qtbot: QtBot, words: Heard, tmp_path: Path, language: str) -> None:
    i18n.use(language)
    dialog = QFileDialog(None, "", str(tmp_path), "(*.xlsx)")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    parts = [*dialog.findChildren(QLabel), *dialog.findChildren(QPushButton)]
    said = {one.text().replace("&", "") for one in parts if one.isVisible()}
    assert said - {""} == SAID[language]
    assert words.missed <= {"Show "}
