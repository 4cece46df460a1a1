"""Nothing twice, nothing lost, nobody else's, whatever fails: 500 schedules of faults.

``make simulate N=10000`` is the long run.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from simulation import registers
from simulation.case import Case
from simulation.faults import STRIKES, Fault, Point, Schedule, Strike, drawn, forced
from simulation.play import played, world_of
from simulation.registers import P
from wizard.model.matching import Authority, Direction, Policy
from wizard.model.records import Kind

_SCHEDULES, _AT_ONCE = 500, 20
_THIRTY_WRITES, _SHARES = 3642, 4
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("first", range(1, _SCHEDULES + 1, _AT_ONCE))
def test_every_promise_holds(first: int) -> None:
    for seed in range(first, first + _AT_ONCE):
        outcome = played(seed)
        if outcome.violations:
            again = f"python -m tests.simulation --seed {seed} --trace"
            pytest.fail("\n".join([*outcome.trace, *map(str, outcome.violations), again]))


def test_every_fault_comes_first_in_its_turn_and_can_strike() -> None:
    assert {forced(seed) for seed in range(_SCHEDULES)} == set(Fault) == set(STRIKES)
    for seed in range(_SCHEDULES):
        first = forced(seed)
        [strike, *_] = drawn(Random(seed), first, workbook=False)
        assert strike.fault is first
        assert strike.point in STRIKES[first]


@pytest.mark.parametrize("seed", [14, 41, 46])
def test_a_seed_is_replayed_bit_for_bit(seed: int) -> None:
    traces = set()
    for hashes in ("1", "2"):
        command = [sys.executable, "-m", "tests.simulation", "--seed", str(seed), "--trace"]
        environment = {"PYTHONHASHSEED": hashes, "PATH": ""}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
        traces.add(done.stdout)
    [trace] = traces
    here = "\n".join(played(seed).trace)
    assert trace.decode().startswith(here)
    assert here.count("\n") > 30


def _stolen(seed: int) -> list[str]:
    """The trace of a schedule in which a record vanishes that nobody has deleted."""
    given = registers.drawn(Random(seed))
    with world_of(seed, given, [Strike(Fault.RESET_AFTER, Point.WRITE, 0)]) as case:
        [id_, *_] = case.partner.held()[Kind.CUSTOMER]
        case.partner.delete(Kind.CUSTOMER, id_)
        outcome = case.carry_out()
    assert {one.promise for one in outcome.violations} == {"lost"}
    assert f"partner customer {id_} is not there" in {one.what for one in outcome.violations}
    return outcome.trace


def test_a_broken_promise_is_seen_and_replayed_bit_for_bit() -> None:
    trace = _stolen(5)
    assert any("BROKEN    lost partner customer" in line for line in trace)
    assert trace == _stolen(5)


@contextmanager
def _thirty_writes(*strikes: Strike) -> Iterator[Case]:
    policy = Policy(Authority.PARTNER, Direction.BOTH, Direction.BOTH, {})
    given = registers.drawn(Random(_THIRTY_WRITES))
    with world_of(7, replace(given, anchored=True, policy=policy), strikes) as case:
        case.desk.only = None
        yield case


@pytest.fixture(scope="module")
def undisturbed() -> object:
    """What stands on both sides after the run of thirty writes, when nothing fails."""
    with _thirty_writes() as case:
        case.carry_out()
        [report, *_] = case.reports.values()
        writes = [one for one in report.lines if one.verb in ("create", "update")]
        assert len(writes) == 30
        assert {one.phase.value for one in writes} == {"done"}
        return _named(case)


def _named(case: Case) -> object:
    """What stands on both sides without ids, which a crash makes others; references by name."""
    held = case.held()
    names = {
        f"#{id_}": values.get("number") or values.get("name")
        for kinds in held.values()
        for records in kinds.values()
        for id_, values in records.items()
    }
    return {
        (side, kind): Counter(
            tuple(sorted((name, str(names.get(value, value))) for name, value in one.items()))
            for one in records.values()
        )
        for side, kinds in held.items()
        for kind, records in kinds.items()
    }


_POINTS = [
    (Point.COMMIT, Fault.CRASH_BEFORE, 35),
    (Point.COMMIT, Fault.CRASH_AFTER, 35),
    (Point.WRITE, Fault.CRASH_AFTER, 8),
]


@pytest.mark.parametrize("first", range(_SHARES))
@pytest.mark.parametrize(("point", "fault", "least"), _POINTS)
def test_a_crash_at_any_point_of_thirty_writes_is_made_good(
    point: Point, fault: Fault, least: int, first: int, undisturbed: object
) -> None:
    """Between two commits at most one call writes at the partner; Tripletex may get several."""
    for skip in range(first, 200, _SHARES):
        with _thirty_writes(Strike(fault, point, skip)) as case:
            outcome = case.carry_out()
            assert not outcome.violations, f"crash {skip}\n" + "\n".join(outcome.trace)
            assert _named(case) == undisturbed, f"crash {skip}"
        if not outcome.faults:
            break
    assert skip >= least


def test_a_strike_lets_some_by_and_strikes_once() -> None:
    schedule = Schedule([Strike(Fault.REFUSED, Point.READ, 1), Strike(Fault.SLOW, Point.READ, 1)])
    assert schedule.at(Point.WRITE) is None
    found = [schedule.at(Point.READ) for _ in range(4)]
    assert found == [None, Fault.REFUSED, Fault.SLOW, None]
    assert schedule.struck == {Fault.REFUSED: 1, Fault.SLOW: 1}


def test_registers_of_a_seed_are_the_same_every_time_and_hold_what_is_difficult() -> None:
    many = [registers.drawn(Random(seed)) for seed in range(60)]
    assert many == [registers.drawn(Random(seed)) for seed in range(60)]
    only = [one for given in many for one in given.subjects if set(one.said) == {P}]
    unnumbered = [one for one in only if one.number(P) is None]
    assert len(only) > len(unnumbered) > 20
