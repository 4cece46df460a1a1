"""Departments: text on the partner's side, records in Tripletex.

An employee's department is matched by its name; one that Tripletex lacks is made first.
"""

from __future__ import annotations

from wizard.model.connection import Capabilities
from wizard.model.mapping import MAPPINGS
from wizard.model.plan import Operation, Reference, Verb
from wizard.model.records import Completeness, Kind, Side, Snapshot, Value
from wizard.sync.identity import identified
from wizard.sync.spelling import key


class Departments:
    """Tripletex's departments by name, and the operations that make missing ones."""

    def __init__(self, snapshot: Snapshot, can: Capabilities, *, create: bool) -> None:
        self._whole = snapshot.completeness is Completeness.COMPLETE
        self._create = create and bool(can.writable.get(Kind.DEPARTMENT))
        self._ids = {one.keys["name"]: one.id for one in snapshot.records}
        self._made: dict[Value, Operation] = {}

    @property
    def operations(self) -> tuple[Operation, ...]:
        """The operations that make the departments asked for and not found."""
        return tuple(self._made.values())

    def reference(self, name: Value) -> Reference | None:
        """What to write in Tripletex to point at the department of this name.

        None where it is not there, or not seen, and cannot be made.
        """
        wanted = key(MAPPINGS[Kind.DEPARTMENT].fields["name"], name)
        if wanted in self._ids:
            return Reference(Kind.DEPARTMENT, id=self._ids[wanted])
        if not (self._whole and self._create):
            return None
        if wanted not in self._made:
            self._made[wanted] = identified(
                Operation(
                    "",
                    Verb.CREATE,
                    Side.TRIPLETEX,
                    Kind.DEPARTMENT,
                    str(name),
                    "department_used",
                    fields={"name": name},
                )
            )
        return Reference(Kind.DEPARTMENT, operation=self._made[wanted].id)
