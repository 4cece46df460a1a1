"""The window's own settings at the foot of the rail: help, about, language, light or dark."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout

from wizard import i18n
from wizard.i18n import mark
from wizard.i18n import translate as _
from wizard.ui.look import Appearance
from wizard.ui.theme import SPACE
from wizard.ui.widgets.buttons import Button

_LANGUAGES = {"nb": "Norsk (bokmål)", "en": "English"}
_LOOKS = {
    Appearance.SYSTEM: mark("System"),
    Appearance.LIGHT: mark("Light"),
    Appearance.DARK: mark("Dark"),
}


class Settings(QObject):
    """Four small buttons, put into the layout it is given."""

    help_asked = Signal()
    about_asked = Signal()
    language_chosen = Signal(str)
    appearance_chosen = Signal(object)

    def __init__(self, where: QVBoxLayout) -> None:
        super().__init__()
        self.help, self.about = Button("quiet"), Button("quiet")
        self.language = Button("quiet", "chevron", after=True)
        self.appearance = Button("quiet", "moon")
        row = QHBoxLayout()
        row.setSpacing(SPACE[1])
        row.addWidget(self.language)
        row.addWidget(self.appearance)
        row.addStretch(1)
        where.addWidget(self.help)
        where.addWidget(self.about)
        where.addLayout(row)
        self.help.clicked.connect(self.help_asked)
        self.about.clicked.connect(self.about_asked)
        self._languages = _menu(self.language, tuple(_LANGUAGES))
        self._looks = _menu(self.appearance, tuple(_LOOKS))
        self._languages.triggered.connect(self._language)
        self._looks.triggered.connect(self._appearance)

    def retranslate(self, appearance: Appearance) -> None:
        """Say everything in the language in use, and show what is chosen."""
        self.help.setText(_("Help and explanations"))
        self.about.setText(_("About the program"))
        language = i18n.current()
        self.language.setText(_LANGUAGES[language])
        self.language.setAccessibleName(
            _("Language: {language}").format(language=_LANGUAGES[language])
        )
        look = _(_LOOKS[appearance])
        self.appearance.setText(look)
        self.appearance.setAccessibleName(_("Light or dark: {look}").format(look=look))
        for action in self._languages.actions():
            action.setText(_LANGUAGES[action.data()])
            action.setChecked(action.data() == language)
        for action in self._looks.actions():
            action.setText(_(_LOOKS[Appearance(action.data())]))
            action.setChecked(action.data() == appearance)

    def _language(self, action: QAction) -> None:
        self.language_chosen.emit(action.data())

    def _appearance(self, action: QAction) -> None:
        self.appearance_chosen.emit(Appearance(action.data()))


def _menu(button: Button, choices: tuple[str, ...]) -> QActionGroup:
    menu = QMenu(button)
    group = QActionGroup(menu)
    for one in choices:
        action = menu.addAction("")
        action.setData(str(one))
        action.setCheckable(True)
        group.addAction(action)
    button.setMenu(menu)
    return group
