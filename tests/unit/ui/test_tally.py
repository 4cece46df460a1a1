"""A run that is followed: what each side has come to, and when it will be through."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from wizard.errors import Problem
from wizard.model.journal import JournalEntry, Phase
from wizard.model.pace import Pace
from wizard.model.plan import Operation, Verb
from wizard.model.records import Kind, Side
from wizard.ui.tally import Tally, Way

T, P = Side.TRIPLETEX, Side.PARTNER
NOW = datetime(2026, 11, 21, tzinfo=UTC)


def operation(
    number: int, *, side: Side = T, verb: Verb = Verb.UPDATE, target: str | None = None
) -> Operation:
    write = verb is not Verb.LINK
    id_ = target or f"t{number}"
    return Operation(f"o{number}", verb, side, Kind.CUSTOMER, "1", "x", id_, write=write)


def entry(of: Operation, phase: Phase = Phase.DONE, problem: Problem | None = None) -> JournalEntry:
    return JournalEntry(of.id, phase, NOW, problem=problem)


def tally(tripletex: int, partner: int = 0) -> Tally:
    sizes = {T: tripletex, P: partner}
    return Tally({side: Way(size, writes=size) for side, size in sizes.items()})


def test_a_record_counts_once_for_each_thing_that_happened_to_it() -> None:
    made = tally(4)
    for one in (operation(1, target="a"), operation(2, target="a"), operation(3, verb=Verb.LINK)):
        made.settled(one, entry(one), 1.0)
    way = made.ways[T]
    assert (way.done, way.writes) == (3, 2)
    assert way.counts["updated"] == 1
    assert way.counts["linked"] == 1
    assert not way.finished
    last = operation(4)
    made.settled(last, entry(last, Phase.FAILED), 1.0)
    assert way.finished
    assert way.counts["failed"] == 1


def test_what_was_uncertain_and_then_found_counts_as_what_it_became() -> None:
    made, one = tally(1), operation(1)
    made.settled(one, entry(one, Phase.UNCERTAIN), 1.0)
    assert made.ways[T].counts["uncertain"] == 1
    made.settled(one, entry(one), 2.0)
    counts = made.ways[T].counts
    assert (counts["uncertain"], counts["updated"], made.ways[T].done) == (0, 1, 1)


def run(made: Tally, writes: int, *, each: float = 0.1, side: Side = T) -> float:
    """So many writes of one call each, from second 0 on; the time afterwards."""
    now = 0.0
    for number in range(writes):
        if side is T:
            pace = Pace(number + 1, 0.0, left=100 - number, ends=10.0, limit=100, period=10.0)
            made.paced(pace, now)
        now += each
        one = operation(number, side=side)
        made.settled(one, entry(one), now)
    return now


def test_nothing_is_promised_before_enough_is_known() -> None:
    made = tally(50)
    run(made, 4)
    assert made.promise(T, 0.4) is None
    made = tally(6)
    run(made, 5)
    assert made.promise(T, 0.5) == pytest.approx(0.1)


def test_the_budget_decides_where_it_is_slower_than_the_calls() -> None:
    made = tally(300)
    now = run(made, 50)
    # 51 are left in this period, which ends in 9.9 s, and 100 in each after it
    left = made.seconds_left(T, now)
    assert left == pytest.approx(9.9 + 10 + 99 * 0.1, abs=0.3)


def test_waits_and_pauses_do_not_make_the_calls_slower() -> None:
    made = tally(20)
    now = run(made, 6)
    before = made.seconds_left(T, now)
    made.rested(30.0)
    one = operation(7)
    made.paced(Pace(7, 5.0, left=90, ends=10.0, limit=100, period=10.0), now + 35)
    made.settled(one, entry(one), now + 35.1)
    after = made.seconds_left(T, now + 35.1)
    assert before is not None
    assert after == pytest.approx(before - 0.1)


def test_the_partner_is_counted_by_its_own_pace() -> None:
    made = tally(0, 30)
    made.paced(Pace(1), 0.0)
    now = run(made, 10, each=0.5, side=P)
    assert made.seconds_left(P, now) == pytest.approx(10.0)
    assert made.seconds_left(T, now) is None
