"""The clients an office expects, however their numbers are written, beside those it reaches."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.errors import Actor, Problem
from wizard.flow.roster import (
    Line,
    Placed,
    beside,
    chosen,
    missing,
    organization_number,
    pasted,
    read_roster,
)
from wizard.model.batch import Access
from wizard.model.connection import Company, ConnectionCheck, Requirement, RequirementState

FJELL, HAVGAP, KYST = "923609016", "974760673", "971032081"
OFFICE = "889640782"


def read(*rows, office=""):
    return read_roster([Line(number, cells) for number, cells in enumerate(rows, 1)], office)


@pytest.mark.parametrize(
    "text",
    [
        "923609016",
        "923 609 016",
        "923.609.016",
        "NO 923 609 016 MVA",
        "NO923609016MVA",
        "no 923609016 mva",
        "923609016MVA",
        "923609016 MVA",
        "923\u00a0609\u00a0016",
    ],
)
def test_a_number_is_cleaned_of_what_people_write_around_it(text):
    assert read((text,)).numbers == (FJELL,)


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        (("923609016", "Fjell Bygg AS"), "Fjell Bygg AS"),
        (("Fjell Bygg AS", "923 609 016"), "Fjell Bygg AS"),
        (("923 609 016 Fjell Bygg AS",), "Fjell Bygg AS"),
        (("Fjell Bygg AS (923609016)",), "Fjell Bygg AS"),
        (("1001", "Fjell Bygg AS", "923609016", "Oslo"), "Fjell Bygg AS"),
        (("923609016",), ""),
    ],
)
def test_the_name_is_what_stands_beside_the_number(cells, name):
    [one] = read(cells).expected
    assert (one.number, one.name, one.row) == (FJELL, name, 1)


@pytest.mark.parametrize(
    ("cells", "code", "params"),
    [
        (("92360901", "Fjell"), "office.number_length", {"number": "92360901", "count": "8"}),
        (("9236090167",), "office.number_length", {"number": "9236090167", "count": "10"}),
        (("923609017",), "office.number_wrong", {"number": "923609017"}),
        (("Fjell Bygg AS",), "office.number_missing", {}),
        (("92360901O",), "office.number_length", {"number": "92360901", "count": "8"}),
    ],
)
def test_a_row_that_names_no_client_says_why_and_costs_no_other(cells, code, params):
    roster = read((HAVGAP,), cells, (KYST,))
    assert roster.numbers == (HAVGAP, KYST)
    [problem] = roster.problems
    assert (problem.code, problem.params) == (code, {"row": "2", **params})
    assert problem.subject == " ".join(cells)


def test_the_same_number_twice_is_named_with_both_rows():
    roster = read((FJELL,), (HAVGAP,), ("NO 923 609 016 MVA",))
    assert roster.numbers == (FJELL, HAVGAP)
    [problem] = roster.problems
    assert (problem.code, problem.params) == ("office.number_twice", {"row": "3", "first": "1"})


def test_the_office_is_nobodys_client():
    roster = read((FJELL,), (OFFICE, "Vi selv"), office=OFFICE)
    assert roster.numbers == (FJELL,)
    assert [one.code for one in roster.problems] == ["office.number_own"]


def test_a_heading_and_blank_rows_are_passed_over():
    roster = read((), ("Klient", "Org.nr."), ("", " "), ("Fjell", FJELL))
    assert (roster.numbers, roster.problems) == ((FJELL,), ())
    # a firm whose name a heading might hold is no heading further down
    assert [one.code for one in read((FJELL,), ("Navn AS",)).problems] == ["office.number_missing"]


def test_a_long_row_is_shortened():
    [problem] = read(("x" * 41,)).problems
    assert problem.subject == "x" * 40 + "…"
    [problem] = read(("x" * 40,)).problems
    assert problem.subject == "x" * 40


def test_what_is_pasted_may_hold_one_a_line_or_all_on_one():
    for text in (
        f"{FJELL}\n{HAVGAP}\n{KYST}\n",
        f"{FJELL}, {HAVGAP}; {KYST}",
        f"Navn\tOrgnr\nFjell\t{FJELL}\nHavgap\t{HAVGAP}\nKyst\t{KYST}",
    ):
        roster = read_roster(pasted(text))
        assert (roster.numbers, roster.problems) == ((FJELL, HAVGAP, KYST), ())


@given(st.text(max_size=200))
def test_whatever_is_pasted_is_read_or_named(text):
    roster = read_roster(pasted(text))
    assert all(organization_number(one) == one and len(one) == 9 for one in roster.numbers)
    filled = [line for line in pasted(text) if any(cell.strip() for cell in line.cells)]
    above = len(filled) - len(roster.expected) - len(roster.problems)
    assert 0 <= above <= 20


def company(id_, number, name="Fjell Bygg AS"):
    return Company(id_, name, number)


LACKS = Requirement(
    "right:AUTH_CUSTOMER_ADMIN",
    RequirementState.MISSING,
    Problem("tripletex.right_missing_key", Actor.ADMINISTRATOR),
)


def test_beside_what_is_reached_each_client_is_given_waiting_or_unexpected():
    roster = read(("Fjell", FJELL), ("Kyst", KYST))
    fjell, havgap = company(1, "923 609 016"), company(2, HAVGAP, "Havgap Fisk AS")
    placed = beside(roster, [havgap, fjell])
    assert placed == (
        Placed(FJELL, "Fjell Bygg AS", Access.GIVEN, fjell),
        Placed(KYST, "Kyst", Access.WAITING),
        Placed(HAVGAP, "Havgap Fisk AS", Access.UNEXPECTED, havgap),
    )
    assert missing(placed) == (KYST,)


def test_without_a_list_nobody_is_unexpected():
    [one] = beside(None, [company(1, FJELL)])
    assert one.access is Access.GIVEN


def test_too_few_rights_are_named_once_they_have_been_read():
    roster, fjell = read((FJELL,)), company(1, FJELL)
    unknown = Requirement("right:AUTH_LOGIN", RequirementState.UNKNOWN)
    checks = {1: ConnectionCheck("t", (LACKS, unknown), fjell)}
    [one] = beside(roster, [fjell], checks)
    assert (one.access, one.lacking) == (Access.TOO_FEW, (LACKS,))
    [one] = beside(roster, [fjell], {1: ConnectionCheck("t", (unknown,), fjell)})
    assert (one.access, one.lacking) == (Access.GIVEN, ())
    [one] = beside(read(), [fjell], checks)
    assert (one.access, one.lacking) == (Access.UNEXPECTED, (LACKS,))


def test_two_accounts_of_one_firm_are_both_given():
    placed = beside(read((FJELL,)), [company(1, FJELL), company(2, FJELL)])
    assert [(one.company.id, one.access) for one in placed] == [
        (1, Access.GIVEN),
        (2, Access.GIVEN),
    ]


def test_clients_are_chosen_by_their_numbers_however_spelled():
    fjell, havgap = company(1, "NO923609016MVA"), company(2, HAVGAP)
    assert chosen([fjell, havgap], ["923 609 016", "1"]) == (fjell,)
