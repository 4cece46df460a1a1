"""The clients of an office as a list shows them: how each stands, found and put in order. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from wizard.flow.answers import BoardAnswers, ClientsAnswers, ConnectPartnerAnswers
from wizard.flow.clients import ClientResult
from wizard.flow.journey import Journey
from wizard.flow.ports import Found
from wizard.flow.roster import Placed, Roster, beside
from wizard.model.batch import Access, ClientState


class Standing(StrEnum):
    """How a client stands, in a word: what keeps it from the next thing, or what was done."""

    FAILED = "failed"
    TOO_FEW = "too_few"
    CHOICES = "choices"
    INTERRUPTED = "interrupted"
    RUNNING = "running"
    LACKING = "lacking"  # the partner does not have it
    WAITING = "waiting"  # it has not let the key in
    UNEXPECTED = "unexpected"
    NEW = "new"  # let in, and not compared yet
    READY = "ready"
    SYNCED = "synced"


_OF_STATE = {
    ClientState.RUNNING: Standing.RUNNING,
    ClientState.INTERRUPTED: Standing.INTERRUPTED,
    ClientState.DECIDE: Standing.CHOICES,
    ClientState.FAILED: Standing.FAILED,
    ClientState.DONE: Standing.SYNCED,
}


@dataclass(frozen=True, slots=True)
class ClientRow:
    """A client: how it stands to the key, whether the partner has it (None: nobody has looked),
    and what became of it; ``taken`` is whether it is to be set up, and ``made`` whether the
    partner gets it where it does not have it."""

    placed: Placed
    taken: bool = False
    there: bool | None = None
    made: bool = False
    result: ClientResult | None = None

    @property
    def number(self) -> str:
        """The organisation number."""
        return self.placed.number

    @property
    def name(self) -> str:
        """The name in Tripletex, or else in the list."""
        return self.placed.name

    @property
    def given(self) -> bool:
        """Whether the key has been let in."""
        return self.placed.company is not None

    @property
    def standing(self) -> Standing:
        """How it stands."""
        access, result = self.placed.access, self.result
        if result is not None and result.member.state in _OF_STATE:
            return _OF_STATE[result.member.state]
        if access is Access.WAITING:
            return Standing.WAITING
        if access is Access.TOO_FEW:
            return Standing.TOO_FEW
        if access is Access.UNEXPECTED and not self.taken:
            return Standing.UNEXPECTED
        if result is not None and result.ready:
            return Standing.READY
        return Standing.LACKING if self.there is False and not self.made else Standing.NEW


def client_rows(journey: Journey, found: Found, *, chosen: bool = False) -> tuple[ClientRow, ...]:
    """Every client that is expected or has let the key in, and those that are remembered.

    With ``chosen`` only those that were gone on with and not taken off the board.
    """
    said = journey.of(ClientsAnswers)
    roster = None if said.expected is None else Roster(said.expected)
    results = found.results or {}
    reached = list(found.clients or ())
    if found.clients is None:  # nobody has asked yet: those that had their turn were let in
        reached = [one.member.company for one in results.values()]
    placed = beside(roster, reached, found.checks)
    made = journey.of(ConnectPartnerAnswers).settings.get("missing") == "make"
    rows = (replace(_row(one, said, found), made=made) for one in placed)
    if not chosen:
        return tuple(rows)
    wanted = set(said.numbers or ()) - set(journey.of(BoardAnswers).removed)
    return tuple(one for one in rows if one.number in wanted)


def _row(one: Placed, said: ClientsAnswers, found: Found) -> ClientRow:
    doubtful = one.access in (Access.UNEXPECTED, Access.TOO_FEW)
    taken = one.number in said.taken if doubtful else bool(one.number)
    taken = taken and one.company is not None and one.number not in said.left_out
    there = None if found.companies is None else one.number in found.companies
    result = (found.results or {}).get(one.company.id) if one.company else None
    return ClientRow(one, taken, there, result=result)


class Order(StrEnum):
    """By what a list is put in order."""

    NAME = "name"
    NUMBER = "number"
    ACCESS = "access"
    DIFFERING = "differing"
    STANDING = "standing"
    SYNCED = "synced"


_ACCESS = list(Access)
_STANDING = list(Standing)
_KEYS: Mapping[Order, Callable[[ClientRow], object]] = {
    Order.NAME: lambda row: row.name.casefold(),
    Order.NUMBER: lambda row: row.number,
    Order.ACCESS: lambda row: _ACCESS.index(row.placed.access),
    Order.DIFFERING: lambda row: -row.result.differing if row.result else 1,
    Order.STANDING: lambda row: _STANDING.index(row.standing),
    Order.SYNCED: lambda row: (
        -row.result.synced.timestamp() if row.result and row.result.synced else 0
    ),
}


@dataclass(frozen=True, slots=True)
class Search:
    """What a list is to show: a standing (None: all), a text in name or number, and an order."""

    standing: Standing | None = None
    text: str = ""
    order: Order = Order.NAME
    backwards: bool = False


def shown(rows: Sequence[ClientRow], search: Search) -> list[int]:
    """The places of the rows that are looked for, in their order."""
    words = search.text.casefold()
    digits = "".join(words.split())
    found = [
        at
        for at, row in enumerate(rows)
        if search.standing in (None, row.standing)
        and (not words or words in row.name.casefold() or digits in row.number)
    ]
    key = _KEYS[search.order]
    found.sort(key=lambda at: rows[at].name.casefold())
    found.sort(key=lambda at: key(rows[at]), reverse=search.backwards)  # type: ignore[arg-type, return-value]
    return found


def standings(rows: Sequence[ClientRow]) -> Counter[Standing]:
    """How many clients stand how."""
    return Counter(row.standing for row in rows)
