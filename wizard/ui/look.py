"""How the window looks now: light, dark or as the system says, with a partner's own colour."""

from __future__ import annotations

from enum import Enum, StrEnum
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from wizard.ui import icons
from wizard.ui.style import sheet
from wizard.ui.theme import DARK, LIGHT, TEXT_SIZE, Theme


class Appearance(StrEnum):
    """What a person chose; SYSTEM follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Brand(Protocol):
    """A partner's own colours, on light and on dark, as ``#RRGGBB``."""

    @property
    def light(self) -> str | None:
        """On light; None for the product's own."""
        ...

    @property
    def dark(self) -> str | None:
        """On dark; None for the product's own."""
        ...


class Look(QObject):
    """Dresses the application; widgets that paint themselves read ``theme`` as they paint.

    ``sheet`` is the style sheet, which the window's frame wears.
    """

    changed = Signal()

    def __init__(self, app: QApplication, appearance: Appearance = Appearance.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self._folder = QTemporaryDir()
        self._brand = ("", "")
        self.appearance = appearance
        self.theme: Theme = LIGHT
        self.sheet = ""
        # the palette is the desktop's yet; asked for its scheme, Qt takes as long as all of this
        self._system_dark = is_dark(app.palette())
        app.setFont(_font())
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._dress()

    def choose(self, appearance: Appearance) -> None:
        """Look like this from now on."""
        self.appearance = appearance
        self._dress()

    def brand(self, brand: Brand | None) -> None:
        """Take a partner's colours, or the product's own with None."""
        colours = (brand.light or "", brand.dark or "") if brand else ("", "")
        if colours != self._brand:
            self._brand = colours
            self._dress()

    def _system_changed(self, scheme: Enum) -> None:
        self._system_dark = scheme.name == "Dark"
        self._dress()

    def _dress(self) -> None:
        dark = self.appearance is Appearance.DARK or (
            self.appearance is Appearance.SYSTEM and self._system_dark
        )
        theme, colour = DARK if dark else LIGHT, self._brand[dark]
        theme = theme.branded(colour) if colour else theme
        if theme != self.theme or not self.sheet:
            self._wear(theme, dark=dark)
        self.changed.emit()

    def _wear(self, theme: Theme, *, dark: bool) -> None:
        self.theme = theme
        # the folder's name carries the theme: Qt remembers pictures by their address
        folder = Path(self._folder.path()) / ("dark" if dark else "light") / self.theme.brand[1:]
        folder.mkdir(parents=True, exist_ok=True)
        icons.write_for_sheet(folder, self.theme)
        self._app.setPalette(_palette(self.theme))
        self.sheet = sheet(self.theme, folder.as_posix())


def look_of(app: QApplication | None = None) -> Look:
    """The look of the running application."""
    found = QApplication.instance() if app is None else app
    look = found.findChild(Look) if found else None
    if not isinstance(look, Look):
        raise RuntimeError("the application has no look yet")
    return look


def theme() -> Theme:
    """The theme in use, for widgets that paint themselves."""
    return look_of().theme


def is_dark(palette: QPalette) -> bool:
    """Whether a palette's texts are lighter than its ground."""
    ground = palette.color(QPalette.ColorRole.Window)
    return palette.color(QPalette.ColorRole.WindowText).lightness() > ground.lightness()


def dressed(widget: QWidget, look: str) -> None:
    """Give a widget another part of the style sheet."""
    if widget.property("look") != look:
        widget.setProperty("look", look)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def _font() -> QFont:
    font = QFont("Inter") if QFontDatabase.hasFamily("Inter") else QApplication.font()
    font.setPixelSize(TEXT_SIZE)
    return font


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: theme.background,
        QPalette.ColorRole.WindowText: theme.ink,
        QPalette.ColorRole.Base: theme.surface,
        QPalette.ColorRole.AlternateBase: theme.raised,
        QPalette.ColorRole.Text: theme.ink,
        QPalette.ColorRole.PlaceholderText: theme.ink_soft,
        QPalette.ColorRole.Button: theme.surface,
        QPalette.ColorRole.ButtonText: theme.ink,
        QPalette.ColorRole.Highlight: theme.brand,
        QPalette.ColorRole.HighlightedText: theme.on_brand,
        QPalette.ColorRole.Link: theme.brand,
        QPalette.ColorRole.ToolTipBase: theme.raised,
        QPalette.ColorRole.ToolTipText: theme.ink,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.ink_soft))
    return palette
