"""From the setting ``file`` to the workbook it names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from wizard.errors import Problem, UsageError
from wizard.model.records import Kind
from wizard.partners.workbook.blank import blank_register
from wizard.partners.workbook.csvfolder import CsvSource
from wizard.partners.workbook.readings import Readings
from wizard.partners.workbook.sheet import Source
from wizard.partners.workbook.xlsx import XlsxBook, XlsxSource

_MACROS = (".xlsm", ".xltm")


_MAKE = "make"


def source_of(
    settings: Mapping[str, str],
    kinds: Sequence[Kind] = (),
    readings: Readings[XlsxBook] | None = None,
) -> Source:
    """Where the sheets are read from; raises ``UsageError`` for a file that cannot be used.

    With the setting ``missing = "make"`` a workbook that is not there is made with the first
    write, with a sheet for each of ``kinds``. ``readings`` are shared where one workbook holds the
    rows of many clients.
    """
    name = settings.get("file", "").strip()
    if not name:
        raise UsageError(Problem("workbook.no_setting"))
    path = Path(name).expanduser().resolve()
    if path.suffix.lower() in _MACROS:
        raise UsageError(Problem("workbook.macros", params={"file": path.name}))
    if path.is_dir():
        return CsvSource(path)
    made = settings.get("missing") == _MAKE and path.suffix.lower() == ".xlsx"
    blank = blank_register(kinds) if made and not path.exists() else b""
    return XlsxSource(path, blank, readings)
