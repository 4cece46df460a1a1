"""Query parameters that narrow a list: each makes a test out of the text that was sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from . import refusals, wording
from .call import Call
from .mapping import is_date
from .tables import Entity
from .world import OSLO

Test = Callable[[Entity], bool]
Filter = Callable[[Call, str, str], Test]


def read_ids(name: str, raw: str) -> frozenset[int]:
    """A comma-separated list of ids. Two refusals have been seen; which parameter gives which is
    a guess: code 12000 for `id` itself, 15000 for the others."""
    parts = [part.strip() for part in raw.split(",")]
    if all(part.isascii() and part.isdecimal() for part in parts):
        return frozenset(map(int, parts))
    if name in ("id", "ids"):
        raise refusals.bad_ids(raw)
    raise refusals.bad_parameter(name, wording.ID_LIST)


def read_flag(name: str, raw: str) -> bool:
    """`true` or `false`."""
    if raw.lower() not in ("true", "false"):
        raise refusals.bad_parameter(name, wording.WRONG_TYPE)
    return raw.lower() == "true"


def ids(field: str) -> Filter:
    """The object itself, or what its reference points at, is one of those listed."""

    def build(call: Call, name: str, raw: str) -> Test:
        wanted = read_ids(name, raw)
        if field == "id":
            return lambda row: row.id in wanted
        return lambda row: row.reference(field) in wanted

    return build


def numbers(field: str) -> Filter:
    """The number is one of those listed."""

    def build(call: Call, name: str, raw: str) -> Test:
        wanted = read_ids(name, raw)
        return lambda row: row[field] in wanted

    return build


def equals(field: str) -> Filter:
    """The text is exactly this one."""
    return lambda call, name, raw: lambda row: row[field] == raw


def containing(field: str) -> Filter:
    """The text has this one in it, whatever the case."""

    def build(call: Call, name: str, raw: str) -> Test:
        part = raw.casefold()
        return lambda row: part in row[field].casefold()

    return build


def flag(field: str) -> Filter:
    """The flag is set, or not, as asked."""

    def build(call: Call, name: str, raw: str) -> Test:
        wanted = read_flag(name, raw)
        return lambda row: row[field] is wanted

    return build


def day_from(field: str) -> Filter:
    """The date is this day or later."""

    def build(call: Call, name: str, raw: str) -> Test:
        first = _day(name, raw)
        return lambda row: row[field] is not None and row[field] >= first

    return build


def day_before(field: str) -> Filter:
    """The date is before this day: upper bounds are exclusive with this vendor."""

    def build(call: Call, name: str, raw: str) -> Test:
        end = _day(name, raw)
        return lambda row: row[field] is not None and row[field] < end

    return build


def changed_since(call: Call, name: str, raw: str) -> Test:
    """The last change is this moment or later, if the world honours the question at all."""
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError:
        raise refusals.bad_parameter(name, wording.BAD_DATE) from None
    if not call.options.honour_changed_since:
        return lambda row: True
    since = moment if moment.tzinfo else moment.replace(tzinfo=OSLO)
    return lambda row: datetime.fromisoformat(row.changes[-1]["timestamp"]) >= since


def _day(name: str, raw: str) -> str:
    if not is_date(raw):
        raise refusals.bad_parameter(name, wording.BAD_DATE)
    return raw
