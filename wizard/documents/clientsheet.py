"""The board as a workbook for people: every client of an office, and how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from wizard.documents.sheets import Table, add_sheet, save_workbook
from wizard.i18n import translate as _


def write_clients(path: Path, lines: Sequence[Sequence[str]]) -> None:
    """Write the clients, a line each, for this user only; raises ``FailedError``.

    A line is name, number, access, state, differences, last synk, reason and remedy.
    """
    headings = (
        _("Client"),
        _("Organization number"),
        _("Access"),
        _("Status"),
        _("Differences"),
        _("Last synk"),
        _("Reason"),
        _("What to do"),
    )
    workbook = Workbook(write_only=True)
    add_sheet(workbook, Table(_("Clients"), headings, [tuple(one) for one in lines]))
    save_workbook(workbook, path)
