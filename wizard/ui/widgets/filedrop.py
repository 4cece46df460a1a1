"""The place for a file: drop one here, or choose it in a dialog."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from wizard.i18n import translate as _
from wizard.ui import icons
from wizard.ui.look import dressed, theme
from wizard.ui.theme import SPACE
from wizard.ui.widgets.buttons import Button
from wizard.ui.widgets.text import Text


class _Picture(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(24, 24)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        icons.paint(painter, "file", theme().ok, QRectF(1, 1, 22, 22))
        painter.end()


class FileDrop(QFrame):
    """``chosen`` gives the path; a single .csv stands for the folder it lies in."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "drop")
        self.setAcceptDrops(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, SPACE[3], 18, SPACE[3])
        row.setSpacing(SPACE[3])
        words = QVBoxLayout()
        words.setSpacing(2)
        self._name, self._about = Text("strong"), Text("soft")
        words.addWidget(self._name)
        words.addWidget(self._about)
        self.file, self.folder = Button(), Button("link")
        row.addWidget(_Picture())
        row.addLayout(words, 1)
        row.addWidget(self.folder)
        row.addWidget(self.file)
        self.file.clicked.connect(self.ask)
        self.folder.clicked.connect(self._ask_folder)

    def say(self, name: str, about: str) -> None:
        """Show the file that is chosen, or that none is."""
        self._name.setText(name or _("Drop the workbook here, or choose it"))
        self._about.setText(about or _("An Excel workbook (.xlsx), or a folder of CSV files"))
        self.file.setText(_("Choose another file") if name else _("Choose a file"))
        self.folder.setText(_("Choose a folder of CSV files"))
        self.folder.setVisible(not name)
        self.setAccessibleName(f"{self._name.text()}. {self._about.text()}")

    def ask(self) -> None:
        """Ask for the file in a dialog."""
        name, _filter = QFileDialog.getOpenFileName(
            self, _("Choose a workbook"), "", _("Workbooks (*.xlsx *.csv)")
        )
        if name:
            self.take(Path(name))

    def take(self, path: Path) -> None:
        """Use this file."""
        self.chosen.emit(path.parent if path.suffix.lower() == ".csv" else path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """One file of this machine may be dropped here, and nothing else."""
        if _path(event.mimeData()) is not None:
            dressed(self, "drop-over")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        """It went elsewhere."""
        dressed(self, "drop")

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """It was dropped."""
        dressed(self, "drop")
        path = _path(event.mimeData())
        if path is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.take(path)

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Choose a folder of CSV files"))
        if name:
            self.take(Path(name))


def _path(data: QMimeData) -> Path | None:
    """The one local file of what is dragged."""
    urls = data.urls()
    local = urls[0].toLocalFile() if len(urls) == 1 else ""
    return Path(local) if local else None
