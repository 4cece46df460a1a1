"""Normalise: what it hands on of a record, and what it keeps of how the side spelled it."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime

from tests.unit.sync.building import CUSTOMER, P, T, normal, raw, snapshot
from wizard.errors import Problem
from wizard.model.mapping import MAPPINGS
from wizard.model.records import Mark, Record, Value, respelled
from wizard.sync.normalise import normalise

FULL = Record(
    CUSTOMER,
    P,
    "7",
    {"number": "0042", "phone": "+47 22334455"},
    "3",
    "42 Ås Bygg",
    {"name": Problem("cell_error")},
    {"address_id": "9"},
    anchored=False,
    marks=frozenset({Mark.SUBPROJECT}),
    changed=datetime(2026, 1, 1, tzinfo=UTC),
)


def test_all_that_is_no_value_is_handed_on_as_it_was() -> None:
    found = normal(FULL)
    for one in fields(Record):
        if one.name not in ("values", "keys", "raw"):
            assert getattr(found, one.name) == getattr(FULL, one.name), one.name
    assert found.values == {"number": "0042", "phone": "22 33 44 55"}
    assert found.keys == {"number": "42", "phone": "+4722334455"}


def test_only_what_is_spelled_otherwise_is_kept_as_it_was() -> None:
    found = normal(raw(CUSTOMER, T, "1", name=" Ås  Bygg ", number="1", email="", phone=None))
    assert found.values == {"number": "1", "name": "Ås Bygg", "email": None, "phone": None}
    assert found.raw == {"name": " Ås  Bygg ", "email": ""}
    assert [found.spelled(name) for name in ("name", "number", "email", "phone", "city")] == [
        " Ås  Bygg ",
        "1",
        "",
        None,
        None,
    ]


def test_fields_keep_the_order_of_the_kind_whatever_that_of_the_side() -> None:
    found = normal(raw(CUSTOMER, T, "1", city="Ås", name="Bygg", number="1"))
    assert list(found.values) == ["number", "name", "city"]
    assert list(found.keys) == ["number", "name", "city"]


def test_each_record_keeps_the_fields_that_it_has_itself() -> None:
    said: list[dict[str, Value]] = [
        {"name": "Ås", "number": "1"},
        {"number": "2", "city": "Ås"},
        {"city": "Ås", "number": "3"},
        {"name": "Ås", "number": "4"},
    ]
    records = [raw(CUSTOMER, T, str(n), **values) for n, values in enumerate(said)]
    found = normalise(snapshot(*records), MAPPINGS[CUSTOMER]).records
    assert [one.values for one in found] == said
    assert [list(one.values) for one in found] == [
        ["number", "name"],
        ["number", "city"],
        ["number", "city"],
        ["number", "name"],
    ]


def test_a_value_that_breaks_the_rules_stays_and_has_no_other_spelling() -> None:
    found = normal(raw(CUSTOMER, P, "1", organization_number="123 456 789"))
    assert found.values == {"organization_number": "123 456 789"}
    assert found.keys == {"organization_number": "123456789"}
    assert found.raw == {}
    params = {"field": "organization_number", "value": "123 456 789"}
    wrong = "value_not_organization_number"
    fault = Problem(wrong, kind="customer", subject="", params=params)
    assert found.faults == {"organization_number": fault}


def test_a_value_said_anew_is_still_spelled_as_the_side_first_did() -> None:
    once = normal(raw(CUSTOMER, T, "1", name=" Ås ", city=None))
    said = {"name": "Oslo", "city": "Bergen"}
    twice = respelled(once, values=said, keys=said, faults={}, handles={"a": "b"})
    assert (twice.values, twice.keys, twice.handles) == (said, said, {"a": "b"})
    assert twice.raw == {"name": " Ås ", "city": None}
    assert twice.spelled("city") is None
    assert twice == replace(once, values=said, keys=said, handles={"a": "b"}, raw=twice.raw)
