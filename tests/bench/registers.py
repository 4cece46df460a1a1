"""Two registers as large as one asks for, the same in every run.

Records are made when they are fetched, as pages would come in, so that a measurement of memory
holds what the product holds and nothing of the bench's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random

from stdnum.no import kontonr, orgnr

from tests.labelled.words import FIRST, LAST, PLACES, STREETS, TRADES, WORKS
from wizard.model.mapping import MAPPINGS
from wizard.model.records import Kind, Record, Side, Snapshot, Value

Values = dict[str, Value]
_OTHER = 10_000_000  # where the entities begin that have somebody else's number
_CHANGED = {
    Kind.DEPARTMENT: "name",
    Kind.EMPLOYEE: "phone_mobile",
    Kind.CUSTOMER: "address",
    Kind.PROJECT: "end_date",
}
_PEOPLE, _FIRMS = 500, 2_000  # that projects point at, where they are not the case's own


@dataclass(frozen=True, slots=True)
class Mix:
    """How two registers agree, in shares of the entities that either of them holds.

    ``differing`` are pairs of which one field differs, ``alone`` entities that the other side
    lacks, and ``collided`` pairs whose number the partner has given to somebody else. The rest
    are equal pairs, a third of them spelled in another way.
    """

    differing: float = 0.02
    collided: float = 0.002
    alone: Mapping[Side, float] = field(
        default_factory=lambda: {Side.TRIPLETEX: 0.01, Side.PARTNER: 0.01}
    )


@dataclass(frozen=True, slots=True)
class Registers:
    """Two registers with so many entities of each kind."""

    sizes: Mapping[Kind, int]
    mix: Mix

    def fetch(self, side: Side, kind: Kind) -> Snapshot:
        """One side's records of a kind, made anew."""
        fields = frozenset(MAPPINGS[kind].fields)
        return Snapshot(kind, side, tuple(self.records(side, kind)), fields=fields)

    def pairs(self, kind: Kind) -> Iterator[str]:
        """The entities that both sides hold, by the id both give them."""
        for n in range(self.sizes.get(kind, 0)):
            if self._state(n) not in tuple(Side):
                yield str(n)

    def records(self, side: Side, kind: Kind) -> Iterator[Record]:
        """One side's records of a kind, one at a time."""
        for n in range(self.sizes.get(kind, 0)):
            state = self._state(n)
            if state == side.other:
                continue
            values = self._values(kind, n)
            if side is Side.PARTNER:
                values = self._partners(kind, n, state, values)
            label = f"{values.get('number')} {values.get('name') or values.get('last_name')}"
            handles = {"address_id": str(7 * n)} if kind is Kind.CUSTOMER else {}
            yield Record(kind, side, str(n), values, str(n % 9), label, handles=handles)

    def _state(self, n: int) -> str:
        """What an entity is in this mix: alone on a side, collided, differing, spelled or equal."""
        place = n * 0.618034 % 1  # spreads every state evenly over the register
        for state, share in (
            *self.mix.alone.items(),
            ("collided", self.mix.collided),
            ("differing", self.mix.differing),
            ("spelled", (1 - place) / 3),
        ):
            if place < share:
                return state
            place -= share
        return "equal"

    def _values(self, kind: Kind, n: int) -> Values:
        values = _MADE[kind](n)
        if kind is Kind.PROJECT:
            values["customer_number"] = str(1000 + n % self.sizes.get(Kind.CUSTOMER, _FIRMS))
            values["manager_number"] = str(1000 + n % self.sizes.get(Kind.EMPLOYEE, _PEOPLE))
        return values

    def _partners(self, kind: Kind, n: int, state: str, values: Values) -> Values:
        if state == "collided":
            return {**self._values(kind, n + _OTHER), "number": values["number"]}
        if state == "differing":
            other = self._values(kind, n + _OTHER)[_CHANGED[kind]]
            return {**values, _CHANGED[kind]: other}
        if state == "spelled":
            return {name: _respelled(name, value) for name, value in values.items()}
        return values


def _respelled(name: str, value: Value) -> Value:
    if not isinstance(value, str):
        return value
    if "phone" in name:
        return f"+47 {value}"
    if name in ("organization_number", "bank_account"):
        return f"{value[:3]} {value[3:6]} {value[6:]}"
    return value.upper() if name in ("name", "address", "city", "email") else value


def _department(n: int) -> Values:
    return {"name": f"{PLACES[n % len(PLACES)]} {n}"}


def _employee(n: int) -> Values:
    dice = Random(n)
    first, last = dice.choice(FIRST), f"{dice.choice(LAST)}{_letters(n)}"
    return {
        "number": str(1000 + n),
        "first_name": first,
        "last_name": last,
        "email": f"ansatt.{n}@firma.no" if n % 20 else None,
        "phone_mobile": _phone(dice),
        "date_of_birth": _day(dice, 1955, 2003),
        "bank_account": _checked(dice.randrange(10**9, 10**10), kontonr.is_valid),
        "department": PLACES[n % 12],
        "first_workday": _day(dice, 2005, 2023),
        "last_workday": None if n % 9 else "2024-06-30",
    }


def _customer(n: int) -> Values:
    dice = Random(n)
    private = n % 5 == 0
    name = f"{dice.choice(LAST)}{_letters(n)} {dice.choice(TRADES)} AS"
    if private:
        name = f"{dice.choice(FIRST)} {dice.choice(LAST)}{_letters(n)}"
    return {
        "number": str(1000 + n),
        "name": name,
        "organization_number": (
            None if private else _checked(dice.randrange(8 * 10**7, 10**8), orgnr.is_valid)
        ),
        "email": f"post@firma{n}.no",
        "invoice_email": None if n % 2 else f"faktura@firma{n}.no",
        "phone": _phone(dice),
        "phone_mobile": None if n % 3 else _phone(dice),
        "is_private": private,
        "address": f"{dice.choice(STREETS)} {dice.randint(1, 99)}",
        "postal_code": f"{dice.randrange(10_000):04}",
        "city": dice.choice(PLACES),
        "country": "NO",
        "is_inactive": n % 40 == 0,
    }


def _project(n: int) -> Values:
    dice = Random(n)
    return {
        "number": str(1000 + n),
        "name": f"{dice.choice(WORKS)} {_letters(n)} {dice.choice(STREETS)}",
        "start_date": _day(dice, 2005, 2023),
        "end_date": _day(dice, 2024, 2025),
        "is_internal": False,
        "is_closed": n % 10 == 0,
        "description": f"Avtale {n} av {_day(dice, 2005, 2023)}",
    }


def _letters(n: int) -> str:
    """A name's own ending, so that as many people share a name as do outside, and no more."""
    return "".join(chr(97 + int(digit)) for digit in str(n // 3))


def _phone(dice: Random) -> str:
    number = f"{dice.choice('2349567')}{dice.randrange(10**7):07}"
    return " ".join((number[:2], number[2:4], number[4:6], number[6:]))


def _day(dice: Random, first: int, last: int) -> str:
    return f"{dice.randint(first, last)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"


def _checked(number: int, is_valid: Callable[[str], bool]) -> str:
    """A number with its check digit; where it has none, the next that has."""
    while True:
        for digit in range(10):
            if is_valid(f"{number}{digit}"):
                return f"{number}{digit}"
        number += 1


_MADE: Mapping[Kind, Callable[[int], Values]] = {
    Kind.DEPARTMENT: _department,
    Kind.EMPLOYEE: _employee,
    Kind.CUSTOMER: _customer,
    Kind.PROJECT: _project,
}
