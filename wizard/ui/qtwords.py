"""What Qt itself says, in its dialogs for files and its menus: it ships no Bokmål."""

from __future__ import annotations

from PySide6.QtCore import QTranslator

from wizard.i18n import mark
from wizard.i18n import translate as _

_SAID = frozenset(
    (
        mark("&Look in:"),
        mark("File &name:"),
        mark("Files of &type:"),
        mark("Directory:"),
        mark("&Open"),
        mark("&Save"),
        mark("&Choose"),
        mark("Open"),
        mark("Save"),
        mark("Cancel"),
        mark("&Yes"),
        mark("&No"),
        mark("Back"),
        mark("Forward"),
        mark("Parent Directory"),
        mark("Create New Folder"),
        mark("List View"),
        mark("Detail View"),
        mark("Computer"),
        mark("Sidebar"),
        mark("List of places and bookmarks"),
        mark("Files"),
        mark("Directories"),
        mark("All Files (*)"),
        mark("Drive"),
        mark("Folder"),
        mark("Go back"),
        mark("Go forward"),
        mark("Go to the parent directory"),
        mark("Create a New Folder"),
        mark("Change to list view mode"),
        mark("Change to detail view mode"),
        mark("Name"),
        mark("Size"),
        mark("Type"),
        mark("Date Modified"),
        mark("&Rename"),
        mark("&Delete"),
        mark("Show &hidden files"),
        mark("&New Folder"),
        mark("%1 already exists.\nDo you want to replace it?"),
        mark("%1\nFile not found.\nPlease verify the correct file name was given."),
        mark("%1\nDirectory not found.\nPlease verify the correct directory name was given."),
        mark("&Undo"),
        mark("&Redo"),
        mark("Cu&t"),
        mark("&Copy"),
        mark("&Paste"),
        mark("Delete"),
        mark("Select All"),
    )
)


class QtWords(QTranslator):
    """Gives Qt its words in the language in use, of those that a person can meet here."""

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        """Never: Qt asks no translator that has nothing."""
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """The text in the language in use, or None where it is Qt's own affair."""
        return _(source) if source in _SAID else None
