"""Finds connectors by their entry point; the built-in ones come in by the same door as others."""

from __future__ import annotations

import logging
from importlib.metadata import EntryPoint, entry_points
from typing import cast

from wizard.errors import Actor, Problem, UsageError
from wizard.model.ports import PartnerConnector

GROUP = "tripletex_wizard.partners"

_log = logging.getLogger(__name__)


def names() -> tuple[str, ...]:
    """The ids of the connectors that are installed, in alphabetical order; loads none of them."""
    return tuple(sorted(_installed()))


def connector(name: str) -> PartnerConnector:
    """The connector with this id.

    Only this one is loaded, so that a plug-in that is broken never stops the others. Raises
    ``UsageError`` where there is none by that id, or where it does not load.
    """
    installed = _installed()
    if name not in installed:
        params = {"partner": name, "known": ", ".join(sorted(installed))}
        raise UsageError(Problem("partner.unknown", params=params))
    try:
        return cast(PartnerConnector, installed[name].load())
    except Exception as error:
        # A plug-in is somebody else's code: whatever it raises while loading is its own fault.
        _log.exception("connector %s does not load", name)
        params = {"partner": name}
        detail = type(error).__name__
        problem = Problem("partner.not_loaded", Actor.PARTNER, params=params, detail=detail)
        raise UsageError(problem) from error


def _installed() -> dict[str, EntryPoint]:
    found: dict[str, EntryPoint] = {}
    for entry in entry_points(group=GROUP):
        # Ours win a shared name, so that a plug-in cannot take the place of a built-in one.
        if entry.name not in found or entry.value.startswith("wizard.partners."):
            found[entry.name] = entry
    return found
