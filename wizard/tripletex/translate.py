"""Tripletex's objects as records, and back: pure.

A key that an answer leaves out is a field that is not known (Tripletex leaves out what a key may
not see); null and empty text are a field that is empty. What an answer to a write does not
spell out, such as the name behind a reference, is not known either.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from wizard.errors import Problem
from wizard.model.records import Kind, Mark, Record, Side, Value
from wizard.tripletex.fields import PLACES, Form, Place
from wizard.tripletex.mobile import HOME, CountryId, joined, split

EMPLOYMENT = "employment"
_SUBPROJECT = frozenset({Mark.SUBPROJECT})
_NAMES = {Kind.EMPLOYEE: ("first_name", "last_name")}
_WORKDAYS = {"first_workday": "startDate", "last_workday": "endDate"}

Json = Mapping[str, Any]


class UntranslatableError(ValueError):
    """A value that Tripletex has no way to hold."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def read_record(kind: Kind, row: Json) -> Record | None:
    """A record from Tripletex's object, or None where the object does not say which it is."""
    if not isinstance(row.get("id"), int) or not isinstance(row.get("version"), int):
        return None
    values: dict[str, Value] = {}
    for name, place in PLACES[kind].items():
        _put(values, name, *_read(row, place))
    handles: dict[str, str] = {}
    if kind is Kind.EMPLOYEE:
        _put(values, "phone_mobile", *_read_mobile(row))
        handles = _read_employment(row, values)
    elif kind is Kind.CUSTOMER:
        _tidy_country(values)
        _hold(handles, "address_id", row.get("postalAddress"))
    elif kind is Kind.PROJECT:
        _hold(handles, "customer_number", row.get("customer"))
        _hold(handles, "manager_number", row.get("projectManager"))
    return Record(
        kind,
        Side.TRIPLETEX,
        str(row["id"]),
        values,
        version=str(row["version"]),
        label=label_of(kind, values),
        handles=handles,
        marks=_SUBPROJECT if isinstance(row.get("mainProject"), dict) else frozenset(),
        changed=_changed(row.get("changes")),
    )


def label_of(kind: Kind, values: Mapping[str, Value]) -> str:
    """What a person calls a record: «10042 Ås Bygg AS»."""
    names = ("number", *_NAMES.get(kind, ("name",)))
    return " ".join(str(values[name]) for name in names if values.get(name))


def body_of(
    kind: Kind,
    values: Mapping[str, Value],
    references: Mapping[str, str],
    country_id: CountryId,
) -> dict[str, Any]:
    """The values as Tripletex's object; ``references`` are the ids that fields point at.

    Raises ``UntranslatableError``.
    """
    body: dict[str, Any] = {}
    for name, value in values.items():
        if kind is Kind.EMPLOYEE and name == "phone_mobile":
            body.update(split(str(value or ""), country_id))
            continue
        place = PLACES[kind][name]
        *way, last = place.path
        if place.form is Form.REFERENCE:
            # what is pointed at may have no number: the id alone counts
            points = name in references or value is not None
            body[place.path[0]] = {"id": int(references[name])} if points else None
            continue
        if place.form is Form.COUNTRY:
            way, last = way[:-1], way[-1]
        inner = body
        for step in way:
            inner = inner.setdefault(step, {})
        inner[last] = _written(place.form, value, country_id)
    return body


def employment_body(values: Mapping[str, Value]) -> dict[str, Any]:
    """First and last workday as an employment's dates.

    That the end date is the last day of work, not the day after, is not established; it is read
    and written as the same day, so that what goes in comes out.
    """
    return {_WORKDAYS[name]: value for name, value in values.items() if name in _WORKDAYS}


def read_workdays(employment: Json) -> dict[str, Value]:
    """An employment's dates as first and last workday."""
    values: dict[str, Value] = {}
    for name, key in _WORKDAYS.items():
        _put(values, name, *_read(employment, Place((key,), Form.DATE)))
    return values


def employment_handles(employment: Json) -> dict[str, str]:
    """What a later write of this employment needs."""
    handles: dict[str, str] = {}
    _hold(handles, "employment_id", employment)
    if isinstance(employment.get("version"), int):
        handles["employment_version"] = str(employment["version"])
    return handles


def _put(values: dict[str, Value], name: str, known: bool, value: Value) -> None:
    if known:
        values[name] = value


def _read(row: Json, place: Place) -> tuple[bool, Value]:
    """Whether the value is known, and the value."""
    found: Any = row
    for step in place.path:
        if found is None:
            return True, None
        if not isinstance(found, dict) or step not in found:
            return False, None
        found = found[step]
    if found is None or found == "":
        return True, None
    if place.form is Form.FLAG:
        return isinstance(found, bool), found if isinstance(found, bool) else None
    if isinstance(found, bool) or not isinstance(found, str | int):
        return False, None
    return True, str(found)


def _read_mobile(row: Json) -> tuple[bool, Value]:
    known, number = _read(row, Place(("phoneNumberMobile",)))
    country = _read(row, Place(("phoneNumberMobileCountry", "isoAlpha2Code")))[1]
    if not isinstance(number, str):
        return known, number
    return known, joined(number, country if isinstance(country, str) else None)


def _read_employment(row: Json, values: dict[str, Value]) -> dict[str, str]:
    """The newest employment's workdays into ``values``; what a later write of it needs."""
    rows = row.get("employments")
    if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
        return {}
    if not rows:
        values.update(dict.fromkeys(_WORKDAYS))
        return {}
    newest = max(rows, key=lambda one: str(one.get("startDate") or ""))
    values.update(read_workdays(newest))
    return employment_handles(newest)


def _tidy_country(values: dict[str, Value]) -> None:
    """An address without lines says Norway by itself; that is no value anybody gave."""
    lines = [values.get(name, "unknown") for name in ("address", "postal_code", "city")]
    if values.get("country") == HOME and not any(lines):
        values["country"] = None


def _changed(changes: object) -> datetime | None:
    """When the newest of the changes was made; None where that cannot be told for sure."""
    if not isinstance(changes, list):
        return None
    try:
        moments = [datetime.fromisoformat(change["timestamp"]) for change in changes]
    except (TypeError, KeyError, ValueError):
        return None
    # a moment without its offset could be an hour earlier or later than it says
    aware = all(moment.tzinfo for moment in moments)
    return max(moments).astimezone(UTC) if moments and aware else None


def _hold(handles: dict[str, str], name: str, target: object) -> None:
    if isinstance(target, dict) and isinstance(target.get("id"), int):
        handles[name] = str(target["id"])


def _written(form: Form, value: Value, country_id: CountryId) -> Any:
    if form is Form.COUNTRY and value is not None:
        found = country_id(str(value))
        if found is None:
            raise UntranslatableError(
                Problem("tripletex.country_unknown", params={"value": str(value)})
            )
        return {"id": found}
    if form is Form.INTEGER and isinstance(value, str) and value.isascii() and value.isdecimal():
        return int(value)
    if value is None:
        return {Form.TEXT: "", Form.FLAG: False}.get(form)
    return value
