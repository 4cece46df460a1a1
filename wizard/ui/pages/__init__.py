"""One module a page, imported when the journey first comes there, if it was not read before."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from wizard.flow.journey import StepId
from wizard.ui.page import Page

PAGES: Mapping[StepId, tuple[str, str]] = {
    StepId.CHOOSE: ("choose", "ChoosePage"),
    StepId.INTEGRATIONS: ("integrations", "IntegrationsPage"),
    StepId.CREATE_KEY: ("create_key", "CreateKeyPage"),
    StepId.PASTE_KEY: ("paste_key", "PasteKeyPage"),
    StepId.CONNECT_PARTNER: ("connect_partner", "ConnectPartnerPage"),
    StepId.DIFFERENCES: ("differences", "DifferencesPage"),
    StepId.PLAN: ("plan", "PlanPage"),
    StepId.FIRST_SYNC: ("first_sync", "FirstSyncPage"),
    StepId.DONE: ("done", "DonePage"),
    StepId.GIVE_ACCESS: ("give_access", "GiveAccessPage"),
    StepId.CONNECT_CLIENTS: ("connect_clients", "ConnectClientsPage"),
    StepId.CLIENT_DIFFERENCES: ("client_differences", "ClientDifferencesPage"),
    StepId.CLIENT_SYNC: ("client_sync", "ClientSyncPage"),
    StepId.BOARD: ("board", "BoardPage"),
}
"""The module and the class of every step's page."""


def page_class(step: StepId) -> type[Page]:
    """The page of a step."""
    module, name = PAGES[step]
    found: type[Page] = getattr(import_module(f"{__name__}.{module}"), name)
    return found
