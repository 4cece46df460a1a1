"""Every sentence that the window can say is seen in a picture: so no state is forgotten.

A page that learns to stand in a new way learns new words for it. They are found in its source,
and looked for in what the pictures show, so that a state without a picture is a failure.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from screens.findings import table_cells

WINDOW = Path(__file__).resolve().parents[2] / "wizard" / "ui"

_ACROSS = Qt.Orientation.Horizontal
DIALOGS = frozenset(
    {
        "Open a connection file",
        "Connection files (*.toml)",
        "Save the task sheet",
        "PDF files (*.pdf)",
        "Choose a workbook",
        "Workbooks (*.xlsx *.csv)",
        "Save the plan",
        "Excel files (*.xlsx)",
        "Save the report",
        "Lists (*.xlsx *.csv *.txt)",
        "Templates (*.toml)",
        "Set-up files (*.toml)",
        "Our clients",
        "Our answers",
    }
)
"""What stands in the system's own dialogs, which are not ours to picture, and what they suggest."""


NEVER_SEEN = frozenset(
    {
        "The first synk has stopped",
        "Taking the synk back has stopped",
        "{count} decided",
        "Unlinked",
        "The clients have been compared",
        "Clients in your list: {count}",
        "Clients that have just given access: {count}",
        "Organisation numbers copied: {count}",
        "Kept as {name}.",
    }
)
"""What the desktop's notifications and the screen reader say, and what no log lists."""

VOCABULARIES = frozenset({"models/words.py", "rightwords.py", "qtwords.py"})
"""Words for what is found in registers and keys: each stands where its like are pictured. And Qt's
own, for its dialogs."""


def sayable() -> set[str]:
    """The English of every sentence that a state of the window stands for."""
    found = set[str]()
    for path in WINDOW.rglob("*.py"):
        if path.relative_to(WINDOW).as_posix() in VOCABULARIES:
            continue
        for one in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(one, ast.Call) and isinstance(one.func, ast.Name)
            if named and one.func.id in ("_", "mark") and isinstance(one.args[0], ast.Constant):
                found.add(str(one.args[0].value))
    return found - DIALOGS - NEVER_SEEN


def said(window: QWidget) -> set[str]:
    """Every word that a picture shows, or that is told of it to who cannot see it."""
    found = {window.window().windowTitle()}
    for widget in (window, *window.findChildren(QWidget)):
        if isinstance(widget, QMenu):
            found |= {one.text() for one in widget.findChildren(QAction)}
        if not widget.isVisible() or widget.visibleRegion().isNull():
            continue
        found |= {widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()}
        found |= set(_words(widget))
    return found | set(table_cells(window))


def _words(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel | QAbstractButton):
        yield re.sub(r"</?b>", "**", widget.text()).replace("<br>", "\n")
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    elif isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, QTableView):
        model = widget.model()
        yield from (str(model.headerData(at, _ACROSS)) for at in range(model.columnCount()))


def unsaid(sentences: Iterable[str], shown: Iterable[str]) -> list[str]:
    """The sentences that no picture shows."""
    everything = "\n".join(sorted(set(shown)))
    return sorted(one for one in sentences if not _pattern(one).search(everything))


def _pattern(sentence: str) -> re.Pattern[str]:
    parts = re.split(r"\{\w+\}", sentence)
    return re.compile(".*?".join(re.escape(part) for part in parts), re.IGNORECASE)
