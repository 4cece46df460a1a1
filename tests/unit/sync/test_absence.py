"""Linked records that are gone: one question each, or one for all where they are too many."""

from __future__ import annotations

from dataclasses import replace

import pytest
from unit.sync.building import CUSTOMER, P, T, rules, snapshot, whole

from wizard.errors import Actor
from wizard.model.matching import Bond, Certainty, Choice, Conflict, Decided, Match, Resolution
from wizard.model.records import Completeness, Record, Side, Snapshot
from wizard.sync.absence import Absence, Bonds, back, decide_gone, judge


def shots(ours: int, theirs: int, **worth: Completeness) -> dict[Side, Snapshot]:
    """The first so many records of each side."""

    def shot(side: Side, count: int) -> Snapshot:
        records = [customer(side, n) for n in range(count)]
        seen = worth.get(side.value, Completeness.COMPLETE)
        return snapshot(*records, kind=CUSTOMER, side=side, completeness=seen)

    return {T: shot(T, ours), P: shot(P, theirs)}


def customer(side: Side, n: int) -> Record:
    return whole(CUSTOMER, side, f"{side.value[0]}{n}", number=str(n), name=f"K{n}")


def bonds(count: int, *gone: int) -> Bonds:
    return Bonds({f"t{n}": f"p{n}" for n in range(count)}, frozenset(f"t{n}" for n in gone))


@pytest.mark.parametrize(
    ("linked", "left", "doubted"),
    [
        (100, 100, False),
        (1, 1, False),
        (0, 0, False),
        (40, 36, False),  # 10 %, but only four
        (49, 44, True),  # five, and more than 10 %
        (50, 45, False),  # five of fifty are 10 %, not more
        (100, 89, True),
        (4, 1, False),
        (3, 0, True),  # all of them, however few
        (1, 0, True),
    ],
)
@pytest.mark.parametrize("side", Side)
def test_a_side_that_lost_too_many_is_not_taken_for_whole(
    side: Side, linked: int, left: int, doubted: bool
) -> None:
    seen = shots(left, linked) if side is T else shots(linked, left)
    found = judge(seen, bonds(linked), rules())
    expected = Completeness.PARTIAL if doubted else Completeness.COMPLETE
    assert found.snapshots[side].completeness is expected
    assert found.snapshots[side.other] == seen[side.other]
    assert len(found.questions) == doubted
    assert found.answers == {}
    if doubted:
        reason = found.snapshots[side].reason
        assert reason
        assert (reason.code, reason.kind) == ("known_records_gone", "customer")
        assert reason.actor is (Actor.ADMINISTRATOR if side is T else Actor.USER)
        counted = {side: str(left), side.other: str(linked)}
        [question] = found.questions
        assert (question.tripletex, question.partner) == (counted[T], counted[P])
        assert (question.reason, question.subject, question.kind) == ("many_gone", "", CUSTOMER)
        assert question.options == (Choice.GONE, Choice.FORGET, Choice.SKIP)


def test_a_pair_that_neither_side_shows_says_nothing() -> None:
    found = judge(shots(10, 10), bonds(100), rules())
    assert found.questions == ()
    assert found.between == {}


def test_those_that_are_known_to_be_gone_are_not_counted_again() -> None:
    assert judge(shots(50, 40), bonds(50, *range(40, 50)), rules()).questions == ()
    fewer = judge(shots(50, 35), bonds(50, *range(40, 50)), rules())
    assert [one.tripletex for one in fewer.questions] == ["40"]


def test_a_side_that_is_not_whole_anyway_is_not_asked_about() -> None:
    found = judge(shots(100, 10, partner=Completeness.PARTIAL), bonds(100), rules())
    assert found.questions == ()
    assert found.snapshots[P].reason is None


def test_the_question_is_another_when_other_records_are_gone() -> None:
    [one] = judge(shots(20, 10), bonds(20), rules()).questions
    [same] = judge(shots(20, 10), bonds(20), rules()).questions
    [other] = judge(shots(20, 9), bonds(20), rules()).questions
    [across] = judge(shots(10, 20), bonds(20), rules()).questions
    assert one.id == same.id
    assert len({one.id, other.id, across.id}) == 3


def asked(choice: Choice, seen: dict[Side, Snapshot]) -> Absence:
    """As judged once the question about many is answered."""
    [question] = judge(seen, bonds(20), rules()).questions
    return judge(seen, bonds(20), rules(None, Resolution(question.id, choice)))


@pytest.mark.parametrize(
    ("choice", "bond"), [(Choice.GONE, Bond.GONE), (Choice.FORGET, Bond.FORGOTTEN)]
)
def test_one_answer_holds_for_all_that_are_gone(choice: Choice, bond: Bond) -> None:
    found = asked(choice, shots(20, 10))
    assert found.questions == ()
    assert found.snapshots[P].completeness is Completeness.COMPLETE
    left = alone(customer(T, 15))
    assert decide_gone(left, found, rules()) == Decided(
        left, choice, bond=bond, between=("t15", "p15")
    )


def test_each_side_that_lost_many_has_a_question_of_its_own() -> None:
    shown = shots(20, 20)
    seen = {side: replace(one, records=one.records[:10]) for side, one in shown.items()}
    seen[P] = replace(shown[P], records=shown[P].records[10:])
    ours, theirs = judge(seen, bonds(20), rules()).questions
    assert (ours.tripletex, ours.partner) == ("0", "10")
    assert (theirs.tripletex, theirs.partner) == ("10", "0")
    found = judge(seen, bonds(20), rules(None, Resolution(ours.id, Choice.GONE)))
    assert (found.questions, found.answers) == ((theirs,), {T: Choice.GONE})
    assert [one.completeness for one in found.snapshots.values()] == [
        Completeness.COMPLETE,
        Completeness.PARTIAL,
    ]


def test_who_would_rather_wait_keeps_the_side_in_doubt_and_is_not_asked_twice() -> None:
    found = asked(Choice.SKIP, shots(20, 10))
    assert found.questions == ()
    assert found.snapshots[P].completeness is Completeness.PARTIAL


def test_an_answer_that_is_no_option_is_none() -> None:
    found = asked(Choice.LINK, shots(20, 10))
    assert len(found.questions) == 1


def alone(record: Record) -> Match:
    ours = record.side is T
    return Match(
        CUSTOMER, Certainty.UNKNOWN, record if ours else None, None if ours else record, ("gone",)
    )


@pytest.mark.parametrize("side", Side)
def test_a_single_one_is_asked_about_by_name(side: Side) -> None:
    seen = shots(20, 19) if side is T else shots(19, 20)
    found = judge(seen, bonds(20), rules())
    left = alone(customer(side, 19))
    question = decide_gone(left, found, rules()).choice
    assert isinstance(question, Conflict)
    assert question == Conflict(
        question.id,
        CUSTOMER,
        f"gone_{side.other.value}",
        "19 K19",
        (Choice.GONE, Choice.FORGET, Choice.SKIP),
        tripletex="19 K19" if side is T else "",
        partner="19 K19" if side is P else "",
    )

    for choice, bond in ((Choice.GONE, Bond.GONE), (Choice.FORGET, Bond.FORGOTTEN)):
        answered = rules(None, Resolution(question.id, choice))
        expected = Decided(left, choice, bond=bond, between=("t19", "p19"))
        assert decide_gone(left, found, answered) == expected
    skipped = rules(None, Resolution(question.id, Choice.SKIP))
    assert decide_gone(left, found, skipped) == Decided(left, Choice.SKIP)


def test_two_that_are_gone_are_two_questions() -> None:
    found = judge(shots(40, 38), bonds(40), rules())
    ids = {decide_gone(alone(customer(T, n)), found, rules()).choice for n in (38, 39)}
    assert len({one.id for one in ids if isinstance(one, Conflict)}) == 2


def test_one_that_is_gone_for_good_is_not_asked_about_again() -> None:
    found = judge(shots(20, 19), bonds(20, 19), rules())
    left = alone(customer(T, 19))
    assert decide_gone(left, found, rules()) == Decided(left, Choice.GONE)


def test_one_that_comes_back_is_held_again() -> None:
    found = judge(shots(20, 20), bonds(20, 19), rules())
    pair = Match(CUSTOMER, Certainty.LINKED, customer(T, 19), customer(P, 19), ("link",))
    held = back(Decided(pair, Choice.LINK), found)
    assert (held.bond, held.between) == (Bond.HELD, ("t19", "p19"))
    other = Decided(Match(CUSTOMER, Certainty.LINKED, customer(T, 1), customer(P, 1)), Choice.LINK)
    assert back(other, found) is other
    fresh = Decided(Match(CUSTOMER, Certainty.EXACT, customer(T, 19), customer(P, 19)), Choice.LINK)
    assert back(fresh, found) is fresh
