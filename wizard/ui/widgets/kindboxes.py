"""Which kinds take part: a box for each."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from wizard.documents.words import kind_word
from wizard.i18n import translate as _
from wizard.model.records import Kind
from wizard.ui.theme import SPACE
from wizard.ui.widgets.text import Text


class KindBoxes(QWidget):
    """``said`` gives the kinds that are ticked."""

    said = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._head = Text("strong", wraps=False)
        self.boxes: dict[Kind, QCheckBox] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE[4])
        self._row.addWidget(self._head)
        self._row.addStretch(1)

    def offer(self, kinds: Sequence[Kind]) -> None:
        """Make a box for each of these kinds, once."""
        if list(self.boxes) == list(kinds):
            return
        for box in self.boxes.values():
            self._row.removeWidget(box)
            box.deleteLater()
        self.boxes = {kind: QCheckBox() for kind in kinds}
        for place, box in enumerate(self.boxes.values(), 1):
            box.clicked.connect(self._ticked)
            self._row.insertWidget(place, box)

    def say(self, ticked: Collection[Kind]) -> None:
        """Say everything in the language in use, and tick these."""
        self._head.setText(_("Taking part:"))
        for kind, box in self.boxes.items():
            box.setText(kind_word(kind, plural=True))
            box.setAccessibleName(_("Taking part: {kind}").format(kind=box.text()))
            box.setChecked(kind in ticked)

    def _ticked(self) -> None:
        self.said.emit(tuple(kind for kind, box in self.boxes.items() if box.isChecked()))
