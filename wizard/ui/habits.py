"""What the window remembers of a person's habits: its place, the language, light or dark."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from wizard.i18n import LANGUAGES
from wizard.ui.look import Appearance


class Habits:
    """Kept in a file of our own; what is damaged or unknown counts as not said."""

    def __init__(self, folder: Path) -> None:
        self._file = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)

    @property
    def language(self) -> str:
        """The language that was chosen, or empty."""
        said = str(self._file.value("language", ""))
        return said if said in LANGUAGES else ""

    @language.setter
    def language(self, language: str) -> None:
        self._file.setValue("language", language)

    @property
    def appearance(self) -> Appearance:
        """Light, dark, or as the system says."""
        said = str(self._file.value("appearance", ""))
        return Appearance(said) if said in set(Appearance) else Appearance.SYSTEM

    @appearance.setter
    def appearance(self, appearance: Appearance) -> None:
        self._file.setValue("appearance", appearance.value)

    @property
    def place(self) -> QByteArray:
        """Where the window stood and how large it was, as Qt writes it."""
        said = self._file.value("place")
        return said if isinstance(said, QByteArray) else QByteArray()

    @place.setter
    def place(self, place: QByteArray) -> None:
        self._file.setValue("place", place)
