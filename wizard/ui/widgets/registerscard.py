"""Where the clients' workbooks are: one a client by a pattern, or one for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit

from wizard.i18n import translate as _
from wizard.partners.workbook.clients import PLACE
from wizard.ui.widgets.buttons import Button
from wizard.ui.widgets.cards import Card
from wizard.ui.widgets.flow import Flow
from wizard.ui.widgets.text import Text

_TYPED_FOR_MS = 600


class RegistersCard(Card):
    """``chosen`` gives the file, or the pattern of the files' names."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._head, self._about = Text("strong"), Text("soft")
        self.pattern, self.make = QLineEdit(), QCheckBox()
        self.folder, self.file = Button(), Button()
        row = Flow()
        row.addWidget(self.folder)
        row.addWidget(self.file)
        for widget in (self._head, self._about):
            self.column.addWidget(widget)
        self.column.addWidget(row)
        self.column.addWidget(self.pattern)
        self.column.addWidget(self.make)
        self._typing = QTimer(self, singleShot=True, interval=_TYPED_FOR_MS)
        self._typing.timeout.connect(self._typed)
        self.pattern.textEdited.connect(lambda _: self._typing.start())
        self.pattern.editingFinished.connect(self._typed)
        self.folder.clicked.connect(self._ask_folder)
        self.file.clicked.connect(self._ask_file)
        self._said = ""

    def show_answers(self, settings: Mapping[str, str]) -> None:
        """Show what is chosen; what somebody types meanwhile stays."""
        self._said = settings.get("file", "")
        if not self.pattern.hasFocus():
            self.pattern.setText(self._said)
        self.make.setChecked(settings.get("missing") == "make")
        self.make.setVisible(PLACE in self._said)
        self._say_about()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._head.setText(_("Where are the clients' workbooks?"))
        self.folder.setText(_("Choose a folder with one workbook a client"))
        self.file.setText(_("Choose one workbook for all"))
        self.pattern.setPlaceholderText(f"…/{PLACE}.xlsx")
        self.pattern.setAccessibleName(_("File, or pattern of the files' names"))
        self.make.setText(_("Make a new workbook for clients that have none"))
        self._say_about()

    def take_folder(self, folder: Path) -> None:
        """Each client's workbook lies in this folder, and is called after its number."""
        self._choose(str(folder / f"{PLACE}.xlsx"))

    def take_file(self, path: Path) -> None:
        """This one workbook holds the rows of all clients."""
        self._choose(str(path.parent if path.suffix.lower() == ".csv" else path))

    def _choose(self, file: str) -> None:
        self._typing.stop()
        self._said = file
        self.pattern.setText(file)
        self.chosen.emit(file)

    def _typed(self) -> None:
        self._typing.stop()
        typed = self.pattern.text().strip()
        if typed != self._said:
            self._said = typed
            self.chosen.emit(typed)

    def _say_about(self) -> None:
        if PLACE in self._said:
            said = _("One workbook a client. {place} stands for its organisation number.")
            self._about.setText(said.format(place=PLACE))
        elif self._said:
            self._about.setText(
                _("One workbook for all, with the column «Organisasjonsnummer klient».")
            )
        else:
            self._about.setText(_("Nothing is written in them before you have approved it."))

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.folder.text())
        if name:
            self.take_folder(Path(name))

    def _ask_file(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(
            self, self.file.text(), "", _("Workbooks (*.xlsx *.csv)")
        )
        if name:
            self.take_file(Path(name))
