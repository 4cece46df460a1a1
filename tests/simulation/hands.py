"""The hands of others: people who edit, delete and make records while the program is at work."""

from __future__ import annotations

from random import Random

from wizard.model.records import Kind, Side
from wizard.practice.catalogue import NORWAY
from wizard.tripletex.translate import body_of

from .ground import Ground
from .partner import KINDS, Partner
from .registers import MARKS, P, T
from .tripletex import Held, Tripletex

_TELLING = ("last_name", "name", "email")
"""Fields by which people know a record: with one of them it gets another mark too, as whoever
renames a record that is not linked yet makes another subject of it."""

_EDITABLE = {
    Kind.EMPLOYEE: ("last_name",),
    Kind.CUSTOMER: ("email", "phone", "city", "name"),
    Kind.PROJECT: ("name",),
}


class Hands:
    """Reaches into a side, and lets the ground truth know."""

    def __init__(
        self, tripletex: Tripletex, partner: Partner, ground: Ground, dice: Random
    ) -> None:
        self._tripletex = tripletex
        self._partner = partner
        self._ground = ground
        self._dice = dice
        self._turn = 0
        self.moved = False

    def edit(self) -> str:
        """Somebody changes a field of a record; what they did, in words."""
        self._turn += 1
        side, kind = self._dice.choice((T, P)), self._dice.choice(KINDS)
        name = self._dice.choice(_EDITABLE[kind])
        value = {"email": f"ny{self._turn}@x.example", "phone": f"2233445{self._turn}"}.get(
            name, f"Endret {self._turn}"
        )
        held = self._held(side)
        ids = sorted(held[kind])
        if not ids:
            return "nobody to edit"
        id_ = self._dice.choice(ids)
        values = {name: value}
        if name in _TELLING:
            person = kind is Kind.EMPLOYEE
            values[MARKS[kind]] = f"9555{self._turn:04}" if person else f"Håndmerke {self._turn}"
        if side is T:
            body = body_of(kind, values, {}, lambda code: NORWAY)
            self._tripletex.world.edit(kind.value, int(id_), **body)
        else:
            self._partner.edit(kind, id_, values)
        self._ground.by_hand(side, held, self._held(side))
        self.moved = True
        return f"{side} {kind} {id_} {name}={value}"

    def delete(self) -> str:
        """Somebody deletes a customer or a project that nothing hangs on."""
        side, kind = self._dice.choice((T, P)), self._dice.choice((Kind.CUSTOMER, Kind.PROJECT))
        held = self._held(side)
        ids = sorted(held[kind])
        if side is T and kind is Kind.CUSTOMER:
            jobs = self._tripletex.world.company.projects
            ids = [one for one in ids if not jobs.find("customer", int(one))]
        if not ids:
            return "nobody to delete"
        id_ = self._dice.choice(ids)
        if side is T:
            self._tripletex.world.remove(kind.value, int(id_))
        else:
            self._partner.delete(kind, id_)
        self._ground.by_hand(side, held, self._held(side))
        self.moved = True
        return f"{side} {kind} {id_}"

    def insert(self) -> str:
        """Somebody makes a customer in Tripletex."""
        self._turn += 1
        held = self._held(T)
        street = {"addressLine1": f"Håndveien {self._turn}"}
        self._tripletex.world.add("customer", name=f"Ny {self._turn}", postalAddress=street)
        self._ground.by_hand(T, held, self._held(T))
        self.moved = True
        return street["addressLine1"]

    def _held(self, side: Side) -> Held:
        return self._tripletex.held() if side is T else self._partner.held()
