"""A register with nothing in it: the sheets and their titles, for a client that has none yet."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook

from wizard.model.records import Kind
from wizard.partners.workbook.labels import COLUMNS, ID, SHEETS


def blank_register(kinds: Sequence[Kind]) -> bytes:
    """An .xlsx with a sheet for each kind, its titles in Norwegian, and the column for ids."""
    book = Workbook(write_only=True)
    for kind in kinds:
        if kind in SHEETS:
            sheet = book.create_sheet(SHEETS[kind][0])
            sheet.append([*(nb for nb, _ in COLUMNS[kind].values()), ID])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()
