"""Every fault there is, and the schedules in which they strike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from random import Random


class Point(Enum):
    """Where a fault can strike."""

    READ = auto()  # a call that reads in Tripletex
    WRITE = auto()  # a call that writes there
    SESSION = auto()  # a call that makes a session
    PARTNER_WRITE = auto()
    COMMIT = auto()  # the end of a transaction in the store that has written
    BEGIN = auto()  # the beginning of one
    START = auto()  # the program starts


class Fault(StrEnum):
    """What goes wrong."""

    REFUSED = "connection refused"
    RESET_BEFORE = "reset before it was carried out"
    RESET_AFTER = "reset after it was carried out"
    TIMED_OUT = "no answer in a minute, carried out in the next"
    SLOW = "answered after a while"
    TRUNCATED = "the answer cut short"
    HTML_502_BEFORE = "a gateway's page, not carried out"
    HTML_502_AFTER = "a gateway's page, carried out"
    JSON_500_BEFORE = "a crash, not carried out"
    JSON_500_AFTER = "a crash, carried out"
    BUSY_RESET = "429 with Reset"
    BUSY_BARE = "429 without Reset"
    STORM = "429 to every call for a minute"
    SESSION_ENDED = "401 in the middle"
    MIDNIGHT = "midnight in Oslo"
    KEY_REVOKED = "the key revoked"
    KEY_OF_OTHER = "the key replaced by another company's"
    RIGHTS_REDUCED = "rights withdrawn"
    INTEGRATIONS_OFF = "Integrasjoner switched off"
    EXISTS_7000 = "409/7000, nothing there"
    EXISTS_14000 = "409/14000, nothing there"
    MADE_BEFORE = "carried out, and 409 to the second copy of the call"
    STALE_8000 = "409/8000"
    LOCKED_10000 = "409/10000"
    FOREIGN_EDIT = "somebody edits a record"
    FOREIGN_DELETE = "somebody deletes a record"
    FOREIGN_INSERT = "somebody makes a record"
    TOO_MANY = "more than 10,000 matches"
    CLOCK_AHEAD = "the clock jumps ahead"
    CLOCK_BACK = "the clock is set back"
    SUMMER_TIME = "summer time begins or ends in Oslo"
    DISK_FULL = "the store's disk is full"
    DISK_READ_ONLY = "the store's folder is read-only"
    STORE_LOCKED = "the store is locked"
    BOOK_DISK_FULL = "the workbook's disk is full"
    BOOK_READ_ONLY = "the workbook's folder is read-only"
    BOOK_OPEN = "the workbook is open elsewhere"
    BOOK_CHANGED = "the workbook is saved by somebody at this moment"
    BOOK_BROKEN = "the workbook is broken"
    PARTNER_LOST_BEFORE = "the partner's answer lost, nothing written"
    PARTNER_LOST_AFTER = "the partner's answer lost, all written"
    PARTNER_UNSENT = "the partner not reached"
    KEYRING_LOCKED = "the keyring is locked"
    KEYRING_ABSENT = "there is no keyring"
    SECOND_PROGRAM = "a second program at the same company"
    STOPPED = "the user stops the run"
    CRASH_BEFORE = "the program dies before it"
    CRASH_AFTER = "the program dies after it"


_F, _P = Fault, Point
_CALLS = (_P.READ, _P.WRITE)
_SEEN = (_P.READ, _P.WRITE, _P.PARTNER_WRITE)
_WRITES = (_P.WRITE,)
_BOOK = (_P.PARTNER_WRITE,)

STRIKES: dict[Fault, tuple[Point, ...]] = {
    **dict.fromkeys(
        (
            _F.REFUSED,
            _F.RESET_BEFORE,
            _F.RESET_AFTER,
            _F.SLOW,
            _F.TRUNCATED,
            _F.HTML_502_BEFORE,
            _F.HTML_502_AFTER,
            _F.JSON_500_BEFORE,
            _F.JSON_500_AFTER,
            _F.BUSY_RESET,
            _F.BUSY_BARE,
            _F.STORM,
        ),
        (_P.READ, _P.WRITE, _P.SESSION),
    ),
    **dict.fromkeys(
        (
            _F.TIMED_OUT,
            _F.EXISTS_7000,
            _F.EXISTS_14000,
            _F.MADE_BEFORE,
            _F.STALE_8000,
            _F.LOCKED_10000,
        ),
        _WRITES,
    ),
    **dict.fromkeys(
        (
            _F.SESSION_ENDED,
            _F.MIDNIGHT,
            _F.KEY_REVOKED,
            _F.KEY_OF_OTHER,
            _F.RIGHTS_REDUCED,
            _F.INTEGRATIONS_OFF,
            _F.TOO_MANY,
        ),
        _CALLS,
    ),
    **dict.fromkeys(
        (
            _F.FOREIGN_EDIT,
            _F.FOREIGN_DELETE,
            _F.FOREIGN_INSERT,
            _F.CLOCK_AHEAD,
            _F.CLOCK_BACK,
            _F.SUMMER_TIME,
            _F.SECOND_PROGRAM,
            _F.STOPPED,
        ),
        _SEEN,
    ),
    **dict.fromkeys((_F.DISK_FULL, _F.DISK_READ_ONLY), (_P.COMMIT,)),
    _F.STORE_LOCKED: (_P.BEGIN,),
    **dict.fromkeys((_F.BOOK_DISK_FULL, _F.BOOK_READ_ONLY), _BOOK),
    **dict.fromkeys((_F.BOOK_OPEN, _F.BOOK_CHANGED, _F.BOOK_BROKEN), _BOOK),
    **dict.fromkeys((_F.PARTNER_LOST_BEFORE, _F.PARTNER_LOST_AFTER, _F.PARTNER_UNSENT), _BOOK),
    **dict.fromkeys((_F.KEYRING_LOCKED, _F.KEYRING_ABSENT), (_P.START,)),
    **dict.fromkeys(
        (_F.CRASH_BEFORE, _F.CRASH_AFTER), (_P.READ, _P.WRITE, _P.PARTNER_WRITE, _P.COMMIT)
    ),
}
"""Where each fault can strike."""

OF_BOOKS = frozenset(
    {_F.BOOK_DISK_FULL, _F.BOOK_READ_ONLY, _F.BOOK_OPEN, _F.BOOK_CHANGED, _F.BOOK_BROKEN}
)
OF_MEMORY = frozenset({_F.PARTNER_LOST_BEFORE, _F.PARTNER_LOST_AFTER, _F.PARTNER_UNSENT})
_READS_A_RUN, _WRITES_A_RUN = 30, 8


@dataclass(slots=True)
class Strike:
    """A fault that strikes at one kind of point, after it has let some by."""

    fault: Fault
    point: Point
    skip: int


class Schedule:
    """The faults still to come, and those that have struck."""

    def __init__(self, strikes: Iterable[Strike] = ()) -> None:
        self.struck: Counter[Fault] = Counter()
        self._strikes = list(strikes)

    def at(self, point: Point) -> Fault | None:
        """The fault that strikes here and now: at most one, the others count on."""
        due = None
        for strike in [one for one in self._strikes if one.point is point]:
            if strike.skip:
                strike.skip -= 1
            elif due is None:
                due = strike
        if due is None:
            return None
        self._strikes.remove(due)
        self.struck[due.fault] += 1
        return due.fault

    def add(self, strike: Strike) -> None:
        """One more to come."""
        self._strikes.append(strike)

    def calm(self) -> None:
        """Nothing more goes wrong."""
        self._strikes.clear()


def forced(seed: int) -> Fault:
    """The fault that a seed's schedule begins with: each in its turn."""
    return list(Fault)[seed % len(Fault)]


def drawn(dice: Random, first: Fault, *, workbook: bool) -> list[Strike]:
    """The faults of one schedule: the first early in it, then often a few, now and then many."""
    possible = [one for one in Fault if one not in (OF_MEMORY if workbook else OF_BOOKS)]
    many = dice.choice([0, 1, 1, 2, 2, 3, 5, 8])
    strikes = [_strike(dice, first)]
    strikes[0].skip //= 3
    return strikes + [_strike(dice, dice.choice(possible)) for _ in range(many)]


def _strike(dice: Random, fault: Fault) -> Strike:
    point = dice.choice(STRIKES[fault])
    most = _READS_A_RUN if point is Point.READ else _WRITES_A_RUN
    skips = {Point.START: 1, Point.SESSION: 1, Point.COMMIT: 15, Point.BEGIN: 15}
    return Strike(fault, point, dice.randrange(skips.get(point, most)))
