"""Tripletex's objects as records, and back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.model.mapping import MAPPINGS
from wizard.model.records import Kind, Mark
from wizard.tripletex.fields import PLACES, contract_name
from wizard.tripletex.translate import UntranslatableError, body_of, read_record

COUNTRIES = {"NO": 161, "SE": 201}.get
HEAD = {"id": 7, "version": 3}


def values(kind, row):
    return read_record(kind, HEAD | row).values


@pytest.mark.parametrize("kind", Kind)
def test_a_bare_answer_knows_nothing_and_an_empty_one_knows_it_is_empty(kind):
    assert values(kind, {}) == {}
    whole = dict.fromkeys(place.path[0] for place in PLACES[kind].values())
    extra = {"phoneNumberMobile": "", "employments": []} if kind is Kind.EMPLOYEE else {}
    assert values(kind, whole | extra) == dict.fromkeys(MAPPINGS[kind].fields)


def test_a_pointer_that_is_not_spelled_out_is_unknown():
    row = {"customer": {"id": 9, "url": "x"}, "projectManager": {"id": 8, "url": "y"}}
    record = read_record(Kind.PROJECT, HEAD | row)
    assert record.values == {}
    assert record.handles == {"customer_number": "9", "manager_number": "8"}


def test_the_newest_employment_gives_the_workdays():
    old = {"id": 1, "version": 0, "startDate": "2019-01-01", "endDate": "2020-01-31"}
    new = {"id": 2, "version": 5, "startDate": "2024-08-01", "endDate": None}
    for rows in ([old, new], [new, old]):
        record = read_record(Kind.EMPLOYEE, HEAD | {"employments": rows})
        assert record.values == {"first_workday": "2024-08-01", "last_workday": None}
        assert record.handles == {"employment_id": "2", "employment_version": "5"}


@pytest.mark.parametrize(
    ("number", "country", "shown"),
    [
        ("91234567", {"isoAlpha2Code": "NO"}, "+47 91234567"),
        ("701234567", {"isoAlpha2Code": "SE"}, "+46 701234567"),
        ("+4791234567", {"isoAlpha2Code": "SE"}, "+4791234567"),
        ("91234567", None, "91234567"),
        ("91234567", {"id": 161}, "91234567"),
        ("", {"isoAlpha2Code": "NO"}, None),
    ],
)
def test_a_mobile_with_its_country(number, country, shown):
    row = {"phoneNumberMobile": number, "phoneNumberMobileCountry": country}
    assert values(Kind.EMPLOYEE, row) == {"phone_mobile": shown}


@given(st.sampled_from(["91234567", "+4791234567", "+46701234567", "0046 701 234 567"]))
def test_a_mobile_is_written_so_that_it_reads_the_same(number):
    body = body_of(Kind.EMPLOYEE, {"phone_mobile": number}, {}, COUNTRIES)
    code = {161: "NO", 201: "SE"}[body["phoneNumberMobileCountry"]["id"]]
    body["phoneNumberMobileCountry"] = {"isoAlpha2Code": code}
    again = body_of(Kind.EMPLOYEE, values(Kind.EMPLOYEE, body), {}, COUNTRIES)
    assert again["phoneNumberMobile"] == body["phoneNumberMobile"]


def test_a_mobile_that_is_none_is_sent_as_it_stands():
    body = body_of(Kind.EMPLOYEE, {"phone_mobile": "ring kontoret"}, {}, COUNTRIES)
    assert body == {"phoneNumberMobile": "ring kontoret"}


def test_norway_alone_is_no_address():
    empty = {"addressLine1": "", "postalCode": "", "city": ""}
    norway = empty | {"country": {"isoAlpha2Code": "NO"}}
    assert values(Kind.CUSTOMER, {"postalAddress": norway})["country"] is None
    sweden = empty | {"country": {"isoAlpha2Code": "SE"}}
    assert values(Kind.CUSTOMER, {"postalAddress": sweden})["country"] == "SE"
    lived_in = norway | {"city": "Ås"}
    assert values(Kind.CUSTOMER, {"postalAddress": lived_in})["country"] == "NO"


def test_a_customer_as_tripletex_holds_it():
    body = body_of(
        Kind.CUSTOMER,
        {
            "number": "10042",
            "name": "Ås Bygg AS",
            "is_private": False,
            "city": "Ås",
            "country": "SE",
        },
        {},
        COUNTRIES,
    )
    assert body == {
        "customerNumber": 10042,
        "name": "Ås Bygg AS",
        "isPrivateIndividual": False,
        "postalAddress": {"city": "Ås", "country": {"id": 201}},
    }


def test_what_is_emptied_is_emptied_in_tripletexs_own_way():
    empty = dict.fromkeys(["name", "start_date", "customer_number", "is_closed", "description"])
    assert body_of(Kind.PROJECT, empty, {}, COUNTRIES) == {
        "name": "",
        "startDate": None,
        "customer": None,
        "isClosed": False,
        "description": "",
    }


def test_references_are_ids_and_nothing_else():
    body = body_of(Kind.PROJECT, {"customer_number": "10042"}, {"customer_number": "77"}, COUNTRIES)
    assert body == {"customer": {"id": 77}}
    without_number = body_of(
        Kind.PROJECT, {"manager_number": None}, {"manager_number": "8"}, COUNTRIES
    )
    assert without_number == {"projectManager": {"id": 8}}


def test_a_country_tripletex_does_not_have():
    with pytest.raises(UntranslatableError):
        body_of(Kind.CUSTOMER, {"country": "XX"}, {}, COUNTRIES)


@pytest.mark.parametrize(
    ("kind", "theirs", "ours"),
    [
        (Kind.CUSTOMER, "organizationNumber", "organization_number"),
        (Kind.CUSTOMER, "postalAddress.postalCode", "postal_code"),
        (Kind.EMPLOYEE, "department.id", "department"),
        (Kind.EMPLOYEE, "employments.startDate", "first_workday"),
        (Kind.PROJECT, "projectManager.id", "manager_number"),
        (Kind.PROJECT, "startDate", "start_date"),
        (Kind.PROJECT, "vatType.id", "vatType.id"),
    ],
)
def test_a_refused_field_is_called_by_its_own_name(kind, theirs, ours):
    assert contract_name(kind, theirs) == ours


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "version", "name", "startDate", "country", "isoAlpha2Code"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


@given(st.sampled_from(Kind), st.data())
def test_a_hostile_answer_never_breaks_the_reader(kind, data):
    names = [place.path[0] for place in PLACES[kind].values()]
    names += ["employments", "phoneNumberMobile", "phoneNumberMobileCountry"]
    row = data.draw(st.dictionaries(st.sampled_from(names), JSON))
    for value in values(kind, row).values():
        assert value is None or isinstance(value, str | bool)


@pytest.mark.parametrize(
    ("row", "marks"),
    [
        ({"mainProject": {"id": 9, "url": "x"}}, {Mark.SUBPROJECT}),
        ({"mainProject": None}, set()),
        ({}, set()),
    ],
)
def test_a_project_under_another_is_marked(row, marks):
    assert read_record(Kind.PROJECT, HEAD | row).marks == marks


@pytest.mark.parametrize(
    ("changes", "changed"),
    [
        (
            [{"timestamp": "2026-11-20T10:00:00+01:00"}, {"timestamp": "2026-11-20T09:30:00Z"}],
            datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
        ),
        ([{"timestamp": "2026-11-20T10:00:00"}], None),
        ([{"timestamp": "yesterday"}], None),
        ([{"timestamp": None}], None),
        ([{}], None),
        ([None], None),
        ([], None),
        ("x", None),
        (None, None),
    ],
)
def test_when_a_record_was_changed_is_known_only_for_sure(changes, changed):
    assert read_record(Kind.CUSTOMER, HEAD | {"changes": changes}).changed == changed
