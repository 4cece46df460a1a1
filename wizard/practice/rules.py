"""The rules of a kind of object: who may do what to it, what is visible, what must hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from . import wording
from .call import Call
from .defaults import MODEL_OF
from .filters import Filter, Test
from .refusals import FieldError
from .schema import Model, model
from .tables import Entity, Table, Values
from .wording import Text

Act = Literal["read", "create", "update", "delete"]


@dataclass
class Draft:
    """An object as it would be after the write."""

    values: Values
    sent: Values
    before: Entity | None

    @property
    def id(self) -> int | None:
        """The object's id, when it has one already."""
        return self.before.id if self.before else None

    def differs(self, name: str) -> bool:
        """True when the write changes that field, or the object is new."""
        return self.before is None or self.values[name] != self.before[name]

    def missing(self, *names: str) -> list[FieldError]:
        """A complaint for each of the fields that is empty."""
        return [
            FieldError(name, wording.REQUIRED)
            for name in names
            if self.values[name] is None or not str(self.values[name]).strip()
        ]

    def bare(self, name: str) -> list[FieldError]:
        """A complaint when a list of parts is written through its whole after both exist. What
        the real service does with that is not established; mere pointers are let pass."""
        if self.before and any(
            part.keys() - {"id", "version"} for part in self.sent.get(name) or []
        ):
            return [FieldError(name, wording.NOT_KEPT)]
        return []

    def taken(self, table: Table, name: str, complaint: Text) -> list[FieldError]:
        """A complaint when another object has the same value in that field."""
        value = self.values[name]
        if value and self.differs(name) and table.taken(name, value, self.id):
            return [FieldError(name, complaint)]
        return []


class Rules:
    """What one kind of object decides for itself; by default, everything is let through."""

    kind: ClassVar[str]
    filters: ClassVar[Mapping[str, Filter]] = {}
    checksum: ClassVar[bool] = False
    """True where the vendor's lists answer If-None-Match."""

    @property
    def model(self) -> Model:
        """The vendor's model of the kind."""
        return model(MODEL_OF[self.kind])

    def table(self, call: Call) -> Table:
        """Where the objects are kept."""
        return call.company.table(self.kind)

    def allow(self, call: Call, act: Act) -> None:
        """Refuse the call if it may not do that to any object of the kind."""

    def visible(self, call: Call) -> Test:
        """Which objects exist as far as the call can see."""
        return lambda row: True

    def presets(self, call: Call) -> Mapping[str, str]:
        """Filters that hold unless the call says otherwise."""
        return {}

    def check(self, call: Call, draft: Draft) -> None:
        """Refuse what breaks a rule; may tidy `draft.values`."""

    def settled(self, call: Call, entity: Entity, draft: Draft) -> None:
        """Carry out what follows from a write that has been made."""

    def check_delete(self, call: Call, entity: Entity) -> None:
        """Refuse to delete what something hangs on."""
