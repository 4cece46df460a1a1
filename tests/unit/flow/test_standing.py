"""How each client stands, and how a list of them is searched and put in order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from unit.flow.travels import NOW, office

from wizard.errors import Problem
from wizard.flow.answers import BoardAnswers, ClientsAnswers, ConnectPartnerAnswers
from wizard.flow.clients import ClientResult
from wizard.flow.ports import Found
from wizard.flow.roster import Expected
from wizard.flow.standing import (
    ClientRow,
    Order,
    Search,
    Standing,
    client_rows,
    shown,
    standings,
)
from wizard.model.batch import ClientState, Member
from wizard.model.connection import Company, ConnectionCheck, Requirement, RequirementState

FJELL, HAVGAP, KYST = "923609016", "974760673", "971032081"
COMPANIES = (Company(1, "Fjell Bygg AS", FJELL), Company(2, "Havgap Fisk AS", HAVGAP))
LACKS = ConnectionCheck(
    "1", (Requirement("right:AUTH_X", RequirementState.MISSING, Problem("code")),)
)


def rows(found: Found, *, chosen: bool = False, **said: object) -> dict[str, ClientRow]:
    journey = office().answered(ClientsAnswers((FJELL, HAVGAP), **said))  # type: ignore[arg-type]
    journey = journey.answered(BoardAnswers())
    return {row.number: row for row in client_rows(journey, found, chosen=chosen)}


def result(state: ClientState, compared: str = "") -> Found:
    made = ClientResult(Member(COMPANIES[0], state), NOW, compared)
    return Found(clients=COMPANIES, results={1: made})


@pytest.mark.parametrize(
    ("found", "standing"),
    [
        (Found(clients=COMPANIES), Standing.NEW),
        (Found(clients=COMPANIES, checks={1: LACKS}), Standing.TOO_FEW),
        (Found(clients=COMPANIES, companies=frozenset({HAVGAP})), Standing.LACKING),
        (Found(clients=COMPANIES, companies=frozenset({FJELL})), Standing.NEW),
        (result(ClientState.WAITING), Standing.NEW),
        (result(ClientState.WAITING, "print"), Standing.READY),
        (result(ClientState.DECIDE, "print"), Standing.CHOICES),
        (result(ClientState.RUNNING), Standing.RUNNING),
        (result(ClientState.INTERRUPTED), Standing.INTERRUPTED),
        (result(ClientState.FAILED), Standing.FAILED),
        (result(ClientState.DONE), Standing.SYNCED),
    ],
)
def test_a_client_stands_by_what_keeps_it_from_the_next_thing(
    found: Found, standing: Standing
) -> None:
    assert rows(found)[FJELL].standing is standing


def test_who_is_ready_is_not_lacking_whatever_was_seen_before() -> None:
    found = replace(result(ClientState.WAITING, "print"), companies=frozenset())
    assert rows(found)[FJELL].standing is Standing.READY


def test_a_register_that_is_made_is_not_lacking() -> None:
    journey = office().answered(ClientsAnswers((FJELL,)))
    said = ConnectPartnerAnswers({"file": "{organization_number}.xlsx", "missing": "make"})
    found = Found(clients=COMPANIES, companies=frozenset())
    row = client_rows(journey.answered(said), found)[0]
    assert (row.there, row.made, row.standing) == (False, True, Standing.NEW)


def test_who_was_expected_waits_and_who_was_not_is_left_out_until_taken() -> None:
    expected = (Expected(FJELL, "", 1), Expected(KYST, "Kystlaget", 2))
    found = Found(clients=COMPANIES)
    listed = rows(found, expected=expected)
    assert [listed[one].standing for one in (FJELL, KYST, HAVGAP)] == [
        Standing.NEW,
        Standing.WAITING,
        Standing.UNEXPECTED,
    ]
    assert [listed[one].taken for one in (FJELL, KYST, HAVGAP)] == [True, False, False]
    turned = rows(found, expected=expected, left_out=(FJELL,), taken=(HAVGAP,))
    assert [turned[one].taken for one in (FJELL, HAVGAP)] == [False, True]
    assert turned[HAVGAP].standing is Standing.NEW


def test_too_few_rights_are_set_up_only_when_somebody_says_so() -> None:
    found = Found(clients=COMPANIES, checks={1: LACKS})
    assert not rows(found)[FJELL].taken
    assert rows(found, taken=(FJELL,))[FJELL].taken


def test_a_client_without_a_number_is_not_set_up() -> None:
    found = Found(clients=(Company(3, "Uten nummer", ""),))
    assert not rows(found)[""].taken


def test_the_board_holds_whom_one_went_on_with_and_has_not_removed() -> None:
    found = Found(clients=(*COMPANIES, Company(3, "Kystlaget BA", KYST)))
    assert list(rows(found, chosen=True)) == [FJELL, HAVGAP]
    journey = office().answered(ClientsAnswers((FJELL, HAVGAP)))
    journey = journey.answered(BoardAnswers((FJELL,)))
    assert [row.number for row in client_rows(journey, found, chosen=True)] == [HAVGAP]


def test_before_anybody_has_asked_those_that_had_their_turn_are_there() -> None:
    found = Found(results=result(ClientState.DONE).results)
    assert next(row.number for row in client_rows(office(), found, chosen=True)) == FJELL


def test_a_list_is_searched_and_put_in_order() -> None:
    found = result(ClientState.WAITING, "print")
    listed = list(rows(found).values())

    def names(search: Search) -> list[str]:
        return [listed[at].name for at in shown(listed, search)]

    assert names(Search()) == ["Fjell Bygg AS", "Havgap Fisk AS"]
    assert names(Search(backwards=True)) == ["Havgap Fisk AS", "Fjell Bygg AS"]
    assert names(Search(text="FISK")) == ["Havgap Fisk AS"]
    assert names(Search(text="974 760")) == ["Havgap Fisk AS"]
    assert names(Search(standing=Standing.READY)) == ["Fjell Bygg AS"]
    assert names(Search(order=Order.STANDING)) == ["Havgap Fisk AS", "Fjell Bygg AS"]
    assert names(Search(order=Order.NUMBER, backwards=True)) == ["Havgap Fisk AS", "Fjell Bygg AS"]
    assert standings(listed) == {Standing.READY: 1, Standing.NEW: 1}
