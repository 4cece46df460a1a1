"""From the setting ``file`` to the workbook it names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from wizard.errors import Problem, UsageError
from wizard.partners.workbook.csvfolder import CsvSource
from wizard.partners.workbook.sheet import Source
from wizard.partners.workbook.xlsx import XlsxSource

_MACROS = (".xlsm", ".xltm")


def source_of(settings: Mapping[str, str]) -> Source:
    """Where the sheets are read from; raises ``UsageError`` for a file that cannot be used."""
    name = settings.get("file", "").strip()
    if not name:
        raise UsageError(Problem("workbook.no_setting"))
    path = Path(name).expanduser().resolve()
    if path.suffix.lower() in _MACROS:
        raise UsageError(Problem("workbook.macros", params={"file": path.name}))
    return CsvSource(path) if path.is_dir() else XlsxSource(path)
