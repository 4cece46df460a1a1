"""The workbook connector: an .xlsx file or a folder of .csv files as the partner's side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from wizard.errors import Problem, UsageError
from wizard.model.ports import Endpoint, PartnerConnector
from wizard.model.records import Kind

_MACROS = (".xlsm", ".xltm")


class WorkbookConnector:
    """Opens what the setting ``file`` points at."""

    def open(self, settings: Mapping[str, str], kinds: Sequence[Kind]) -> Endpoint:
        """The workbook's endpoint; raises ``UsageError`` for a file that cannot be used."""
        # The library for .xlsx takes a while to load, and the window must not wait for it.
        from wizard.partners.workbook.csvfolder import CsvSource  # noqa: PLC0415
        from wizard.partners.workbook.endpoint import WorkbookEndpoint  # noqa: PLC0415
        from wizard.partners.workbook.xlsx import XlsxSource  # noqa: PLC0415

        name = settings.get("file", "").strip()
        if not name:
            raise UsageError(Problem("workbook.no_setting"))
        path = Path(name).expanduser().resolve()
        if path.suffix.lower() in _MACROS:
            raise UsageError(Problem("workbook.macros", params={"file": path.name}))
        source = CsvSource(path) if path.is_dir() else XlsxSource(path)
        return WorkbookEndpoint(source, kinds)


CONNECTOR: PartnerConnector = WorkbookConnector()
