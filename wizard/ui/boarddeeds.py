"""The board out of the window: as a workbook, and as a set-up file for a colleague."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from wizard.documents.clientsheet import write_clients
from wizard.documents.setupout import write_setup
from wizard.documents.summary import stopped_of
from wizard.flow.setupfile import setup_of
from wizard.flow.standing import ClientRow
from wizard.i18n import current
from wizard.i18n import translate as _
from wizard.ui.models.clients import access_words, differing, last_synk, state_words
from wizard.ui.page import Page
from wizard.ui.voice import announce


class BoardDeeds:
    """Belongs to a page, whose banner says what goes wrong; ``rows`` gives the clients."""

    def __init__(self, page: Page, rows: Callable[[], Sequence[ClientRow]]) -> None:
        self._page, self._rows = page, rows

    def ask_excel(self) -> None:
        """Ask for a file, and write the clients there."""
        name, _filter = QFileDialog.getSaveFileName(
            self._page, _("Save as Excel"), _("Clients") + ".xlsx", _("Excel files (*.xlsx)")
        )
        if name:
            self.write(Path(name))

    def write(self, path: Path) -> None:
        """Write every client to a workbook."""
        lines = [_line(row) for row in self._rows()]
        self._work(lambda: write_clients(path, lines), path)

    def ask_setup(self) -> None:
        """Ask for a file, and write the set-up there."""
        name, _filter = QFileDialog.getSaveFileName(
            self._page,
            _("Hand over to a colleague"),
            _("Our clients") + ".toml",
            _("Set-up files (*.toml)"),
        )
        if name:
            self.hand_over(Path(name))

    def hand_over(self, path: Path) -> None:
        """Write what a colleague opens to go on with the same clients; never the key."""
        setup = setup_of(self._page.desk.runner.journey)
        self._work(lambda: write_setup(path, setup), path)

    def _work(self, do: Callable[[], object], path: Path) -> None:
        self._page.work(
            lambda task: do(),
            lambda nothing: announce(self._page, _("Saved as {file}").format(file=path.name)),
            saying=lambda: _("Writing the file …"),
            lane=self._page.desk.disk,
        )


def _line(row: ClientRow) -> tuple[str, ...]:
    problems = row.result.member.problems if row.result else ()
    said = stopped_of(problems[0], current()) if problems else None
    return (
        row.name,
        row.number,
        access_words(row),
        state_words(row),
        differing(row),
        last_synk(row),
        said.message if said else "",
        said.remedy if said else "",
    )
