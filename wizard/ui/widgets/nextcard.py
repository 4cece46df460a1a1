"""«Videre»: when it synks again, what was done, and taking it back."""

from __future__ import annotations

from PySide6.QtCore import QFileSystemWatcher, Signal

from wizard.i18n import translate as _
from wizard.ui.theme import SPACE
from wizard.ui.widgets.buttons import Button
from wizard.ui.widgets.cards import Card
from wizard.ui.widgets.flow import Flow
from wizard.ui.widgets.text import Text


class NextCard(Card):
    """``again``, ``log`` and ``undo`` are its buttons. While it watches a file, it says when that
    has been saved anew."""

    saved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title, self._when = Text("strong"), Text("soft")
        self.again, self.log, self.undo = Button(), Button(), Button("danger")
        self.log.setCheckable(True)
        row = Flow(SPACE[0])
        for button in (self.again, self.log, self.undo):
            row.addWidget(button)
        for label in (self._title, self._when):
            self.column.addWidget(label)
        self.column.addWidget(row)
        self.column.addStretch(1)
        self._file, self._anew = "", False
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._changed)

    def watch(self, file: str) -> None:
        """Watch the partner's file, or nothing with ``""``."""
        if self._watcher.files():
            self._watcher.removePaths(self._watcher.files())
        self._file, self._anew = file, False
        if file:
            self._watcher.addPath(file)
        self.retranslate()

    def retranslate(self, *, trial: bool = False, undone: bool = False) -> None:
        """Say everything in the language in use."""
        self._title.setText(_("From here on"))
        self._when.setText(self._next(trial=trial))
        again = _("Synk the rest") if trial else _("Synk now")
        self.again.setText(_("Synk anew") if undone else again)
        self.log.setText(_("Log"))
        self.undo.setText(_("Undo the synk"))
        self.undo.setVisible(not undone)

    def _next(self, *, trial: bool) -> str:
        name = self._file.replace("\\", "/").rpartition("/")[2]
        if trial:
            return _("This was a trial. The rest waits until you synk it.")
        if self._anew:
            return _("{file} has been saved anew. Synk now to take the changes over.").format(
                file=name
            )
        if name:
            return _("Next synk: when you ask for it, for instance after saving {file}.").format(
                file=name
            )
        return _("Next synk: when you ask for it.")

    def _changed(self, path: str) -> None:
        # who saves by putting a new file in the old one's place takes the watch away with it
        self._watcher.addPath(path)
        self._anew = True
        self.saved.emit()
