"""The workbook connector: an .xlsx file or a folder of .csv files as the partner's side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from wizard.model.ports import Endpoint, OfficeConnector, PartnerCompanies
from wizard.model.records import Kind
from wizard.partners.workbook.readings import Readings

if TYPE_CHECKING:
    from wizard.partners.workbook.xlsx import XlsxBook


class WorkbookConnector:
    """Opens what the setting ``file`` points at."""

    def __init__(self) -> None:
        self._readings: Readings[XlsxBook] = Readings()

    def open(self, settings: Mapping[str, str], kinds: Sequence[Kind]) -> Endpoint:
        """The workbook's endpoint; raises ``UsageError`` for a file that cannot be used."""
        # The library for .xlsx takes a while to load, and the window must not wait for it.
        from wizard.partners.workbook.choices import chosen_columns  # noqa: PLC0415
        from wizard.partners.workbook.endpoint import WorkbookEndpoint  # noqa: PLC0415
        from wizard.partners.workbook.opening import source_of  # noqa: PLC0415

        client = settings.get("client", "")
        return WorkbookEndpoint(
            source_of(settings, kinds, self._readings if client else None),
            kinds,
            chosen=chosen_columns(settings),
            client=client,
        )

    def companies(self, settings: Mapping[str, str], kinds: Sequence[Kind]) -> PartnerCompanies:
        """The clients with a workbook of their own, or with rows in the one for all."""
        from wizard.partners.workbook.clients import companies  # noqa: PLC0415

        return companies(settings, kinds)

    def settings_of(self, settings: Mapping[str, str], number: str) -> Mapping[str, str]:
        """The settings that open one client's workbook, or its rows in the one for all."""
        from wizard.partners.workbook.clients import settings_of  # noqa: PLC0415

        return settings_of(settings, number)


CONNECTOR: OfficeConnector = WorkbookConnector()
