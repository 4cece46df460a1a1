"""No write gives two of a side the same number, or hides what two of them share."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from unit.sync.building import CUSTOMER, EMPLOYEE, P, T, snapshot, whole

from wizard.errors import Problem
from wizard.model.matching import Certainty, Match, Verdict
from wizard.model.records import Kind, Record, Side, Value
from wizard.sync.unique import Holders

Writes = dict[Side, dict[str, Value]]

BERG = whole(CUSTOMER, T, "1", number="7", name="Berg", organization_number="923609016")
BERG_ACROSS = whole(CUSTOMER, P, "a", number="7", name="Berg")
EIK = whole(CUSTOMER, T, "2", number="8", name="Eik", organization_number="974760673")
EIK_ACROSS = whole(CUSTOMER, P, "b", number="9", name="Eik")
PAIR = Match(CUSTOMER, Certainty.LINKED, BERG, BERG_ACROSS)


def holders(
    *records: Record,
    waiting: Collection[Match] = (),
    pointed: Collection[Value] = (),
    kind: Kind = CUSTOMER,
) -> Holders:
    shots = {
        side: snapshot(*(one for one in records if one.side is side), kind=kind, side=side)
        for side in Side
    }
    return Holders(shots, waiting, pointed)


def about(code: str, name: str, value: str, subject: str = "7 Berg", **params: str) -> Problem:
    return Problem(
        code,
        kind="customer",
        subject=subject,
        params={"field": name, "value": value, **params},
    )


def left(book: Holders, writes: Writes, match: Match = PAIR) -> tuple[list[Problem], Writes]:
    """What a verdict leaves out because of others, and what it still writes."""
    found = book.apart(match, Verdict({T: {}, P: {}, **writes}))
    return found.left, found.writes


EVERYBODY = (BERG, BERG_ACROSS, EIK, EIK_ACROSS)


def test_a_number_in_use_is_left_out_and_all_else_is_written() -> None:
    told = Problem("field_locked")
    said = Verdict(
        {T: {"number": "08", "city": "Oslo"}, P: {"number": "7", "phone": "22 33 44 55"}},
        {T: {"partner_changed"}, P: {"fill_partner"}},
        left=[told],
    )
    assert holders(*EVERYBODY).apart(PAIR, said) == Verdict(
        {T: {"city": "Oslo"}, P: {"number": "7", "phone": "22 33 44 55"}},
        {T: {"partner_changed"}, P: {"fill_partner"}},
        left=[told, about("value_taken", "number", "08")],
    )
    assert said.left == [told]
    assert said.writes[T] == {"number": "08", "city": "Oslo"}


def test_each_of_several_that_are_in_use_is_told_by_name() -> None:
    taken: dict[str, Value] = {"organization_number": "974 760 673", "number": "8", "city": "Ås"}
    assert left(holders(*EVERYBODY), {T: taken}) == (
        [
            about("value_taken", "number", "8"),
            about("value_taken", "organization_number", "974 760 673"),
        ],
        {T: {"city": "Ås"}, P: {}},
    )


def test_what_is_left_out_on_both_sides_is_told_of_both() -> None:
    found = left(holders(*EVERYBODY), {T: {"number": "8"}, P: {"number": "9"}})
    assert found == (
        [about("value_taken", "number", "8"), about("value_taken", "number", "9")],
        {T: {}, P: {}},
    )


@pytest.mark.parametrize(
    "writes",
    [
        {T: {"number": "9"}},  # in use on the other side only
        {P: {"number": "8"}},
        {T: {"number": "007"}},  # its own, spelled otherwise
        {T: {"name": "Eik", "city": "8"}},  # no number at all
        {},
    ],
)
def test_a_verdict_that_brings_nobody_too_close_stays_what_it_is(writes: Writes) -> None:
    said = Verdict({T: {}, P: {}, **writes})
    assert holders(*EVERYBODY).apart(PAIR, said) is said


def test_a_number_given_out_is_nobody_elses_in_the_same_plan() -> None:
    book = holders(*EVERYBODY)
    assert left(book, {T: {"number": "12"}}) == ([], {T: {"number": "12"}, P: {}})
    assert left(book, {T: {"number": "12"}}) == ([], {T: {"number": "12"}, P: {}})
    other = Match(CUSTOMER, Certainty.LINKED, EIK, EIK_ACROSS)
    taken = about("value_taken", "number", "12", "8 Eik")
    assert left(book, {T: {"number": "12"}}, other) == ([taken], {T: {}, P: {}})
    assert left(book, {P: {"number": "12"}}, other) == ([], {T: {}, P: {"number": "12"}})


def twin(side: Side, **values: Value) -> Match:
    """Somebody who is left alone because more than one could be meant."""
    record = whole(CUSTOMER, side, "x", name="Tvil", **values)
    return Match(
        CUSTOMER,
        Certainty.AMBIGUOUS,
        record if side is T else None,
        record if side is P else None,
        ("twin",),
    )


@pytest.mark.parametrize("side", Side)
def test_what_is_shared_with_one_who_waits_is_not_written_over(side: Side) -> None:
    book = holders(*EVERYBODY, waiting=[twin(side, number="7")])
    assert left(book, {P: {"number": "12", "city": "Ås"}}) == (
        [about("value_shared", "number", "12", other="7 Tvil")],
        {T: {}, P: {"city": "Ås"}},
    )


def test_every_field_of_what_is_shared_is_kept() -> None:
    kari: dict[str, Value] = {"first_name": "Kari", "last_name": "Moe", "email": "k@x.no"}
    ours = whole(EMPLOYEE, T, "1", number="1", **kari)
    theirs = whole(EMPLOYEE, P, "a", number="1", **kari)
    waits = Match(EMPLOYEE, Certainty.AMBIGUOUS, whole(EMPLOYEE, T, "9", number="3", **kari))
    book = holders(ours, theirs, waiting=[waits], kind=EMPLOYEE)
    names = ("email", "first_name", "last_name", "number", "phone_mobile")
    pair = Match(EMPLOYEE, Certainty.LINKED, ours, theirs)
    problems, writes = left(book, {P: {name: "5" for name in names}}, pair)
    assert [(one.code, one.params) for one in problems] == [
        ("value_shared", {"field": name, "value": "5", "other": "3 Kari Moe"})
        for name in ("email", "first_name", "last_name")
    ]
    assert writes[P] == {"number": "5", "phone_mobile": "5"}


def test_what_is_shared_and_in_use_is_told_once() -> None:
    book = holders(*EVERYBODY, waiting=[twin(T, number="7")])
    shared = about("value_shared", "number", "8", other="7 Tvil")
    assert left(book, {T: {"number": "8"}}) == ([shared], {T: {}, P: {}})


@pytest.mark.parametrize(
    "match",
    [
        Match(CUSTOMER, Certainty.UNMATCHED, whole(CUSTOMER, T, "x", number="7")),
        Match(CUSTOMER, Certainty.AMBIGUOUS, BERG, BERG_ACROSS),  # a pair is asked about
    ],
)
def test_only_those_who_are_left_alone_hold_others_back(match: Match) -> None:
    found = left(holders(*EVERYBODY, waiting=[match]), {T: {"number": "12"}})
    assert found == ([], {T: {"number": "12"}, P: {}})


UNNUMBERED = whole(CUSTOMER, P, "a", name="Berg")
HALF = Match(CUSTOMER, Certainty.LINKED, BERG, UNNUMBERED)


class TestANumberThatIsPointedAt:
    @pytest.mark.parametrize("pointed", ["7", "12"])
    def test_is_neither_given_up_nor_taken_at_the_partner(self, pointed: str) -> None:
        book = holders(*EVERYBODY, pointed=[pointed, None])
        assert left(book, {P: {"number": "12", "city": "Ås"}}) == (
            [about("number_pointed", "number", "12")],
            {T: {}, P: {"city": "Ås"}},
        )

    def test_may_change_in_tripletex_which_points_by_id(self) -> None:
        book = holders(*EVERYBODY, pointed=["7", "12"])
        assert left(book, {T: {"number": "12"}}) == ([], {T: {"number": "12"}, P: {}})

    def test_leaves_an_organization_number_alone(self) -> None:
        book = holders(*EVERYBODY, pointed=["7", "923609016"])
        number: Writes = {P: {"organization_number": "923609016"}}
        assert left(book, number) == ([], {T: {}, **number})

    def test_is_filled_where_it_means_this_very_record(self) -> None:
        book = holders(BERG, UNNUMBERED, pointed=["7"])
        assert left(book, {P: {"number": "7"}}, HALF) == ([], {T: {}, P: {"number": "7"}})

    def test_is_not_filled_where_several_have_it(self) -> None:
        same = whole(CUSTOMER, T, "3", number="7", name="Lie")
        book = holders(BERG, same, UNNUMBERED, pointed=["7"])
        assert left(book, {P: {"number": "7"}}, HALF) == (
            [about("number_pointed", "number", "7", "Berg")],
            {T: {}, P: {}},
        )

    def test_is_filled_where_several_have_another(self) -> None:
        twice = [whole(CUSTOMER, T, id_, number="8", name=id_) for id_ in ("3", "4")]
        book = holders(BERG, *twice, UNNUMBERED, pointed=["7", None])
        assert left(book, {P: {"number": "7"}}, HALF) == ([], {T: {}, P: {"number": "7"}})
