"""The reference connector: a side that lives in memory, for tests and as an example to follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wizard.model.ports import Endpoint, PartnerConnector
from wizard.model.records import Kind
from wizard.partners.memory.endpoint import MemoryEndpoint


class MemoryConnector:
    """Opens an empty side; it asks for no settings."""

    def open(self, settings: Mapping[str, str], kinds: Sequence[Kind]) -> Endpoint:
        """A new side without records."""
        return MemoryEndpoint()


CONNECTOR: PartnerConnector = MemoryConnector()

__all__ = ["CONNECTOR", "MemoryConnector", "MemoryEndpoint"]
