"""Who comes next in a batch, what stops them all, and what the whole comes to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wizard.errors import (
    Actor,
    DecisionsNeeded,
    FailedError,
    InterruptedRun,
    Problem,
    RefusedError,
    UsageError,
)
from wizard.flow.batch import counted, exit_code, failed, in_order, seconds_left, stops_all
from wizard.flow.causes import causes, requirement_of
from wizard.model.batch import ClientState, Member
from wizard.model.connection import Company
from wizard.model.pace import Pace

DONE = ClientState.DONE


def member(id_=1, **more):
    return Member(Company(id_, f"Klient {id_}", str(900000000 + id_)), **more)


def test_small_clients_come_first_and_unknown_ones_with_them():
    sizes = [500, None, 20, 0, 7]
    ordered = in_order(member(n, size=size) for n, size in enumerate(sizes))
    assert [one.company.id for one in ordered] == [1, 3, 4, 2, 0]


@pytest.mark.parametrize(
    ("error", "state", "code"),
    [
        (FailedError(Problem("a")), ClientState.FAILED, 1),
        (UsageError(Problem("workbook.missing")), ClientState.FAILED, 2),
        (DecisionsNeeded(Problem("questions_open")), ClientState.DECIDE, 3),
        (RefusedError(Problem("tripletex.client_shut")), ClientState.FAILED, 4),
        (InterruptedRun(Problem("not_sent")), ClientState.INTERRUPTED, 5),
        (RefusedError(Problem("tripletex.key_refused")), ClientState.INTERRUPTED, 4),
        (FailedError(Problem("store.disk_full")), ClientState.INTERRUPTED, 1),
        (RefusedError(Problem("store.company_busy")), ClientState.FAILED, 4),
    ],
)
def test_what_becomes_of_a_client_after_an_error(error, state, code):
    found = failed(member(), error)
    assert (found.state, found.code, found.problems) == (state, code, error.problems)


@pytest.mark.parametrize(
    ("code", "all_stop"),
    [
        ("tripletex.key_refused", True),
        ("tripletex.integrations_off", True),
        ("http.unreachable", True),
        ("stopped_on_request", True),
        ("store.disk_full", True),
        ("store.company_busy", False),
        ("store.company_busy_just_now", False),
        ("tripletex.client_shut", False),
        ("tripletex.unavailable", False),
        ("workbook.missing", False),
    ],
)
def test_only_what_no_client_could_get_past_stops_all(code, all_stop):
    problem = Problem(code)
    assert stops_all([Problem("workbook.missing"), problem]) is (problem if all_stop else None)


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ([], 0),
        ([0, 0], 0),
        ([0, 3], 3),
        ([3, 3], 3),
        ([4, 4], 4),
        ([2, 2], 2),
        ([3, 4], 4),
        ([2, 4], 2),
        ([0, 4], 1),
        ([0, 2], 1),
        ([1, 4], 1),
        ([0, 1], 1),
    ],
)
def test_what_the_whole_comes_to(codes, expected):
    assert exit_code(member(state=DONE, code=one) for one in codes) == expected


@pytest.mark.parametrize(
    "state", [ClientState.WAITING, ClientState.RUNNING, ClientState.INTERRUPTED]
)
def test_a_batch_with_open_clients_is_to_be_resumed(state):
    assert exit_code([member(state=DONE), member(state=state, code=4)]) == 5
    assert state.open


def test_the_clients_are_counted_by_state():
    found = counted([member(state=DONE), member(state=DONE), member()])
    assert found == {
        ClientState.WAITING: 1,
        ClientState.RUNNING: 0,
        ClientState.INTERRUPTED: 0,
        ClientState.DECIDE: 0,
        ClientState.FAILED: 0,
        DONE: 2,
    }


PACE = Pace(calls=60, waited=80.0, left=0, ends=4.0, limit=100, period=10.0)


def test_nobody_knows_how_long_before_anything_is_counted():
    assert seconds_left([member()], Pace(), 10, 4) is None
    assert seconds_left([member()], PACE, 0, 4) is None


def test_the_time_left_is_that_of_the_clients_that_are_open_at_the_pace_of_the_others():
    members = [member(n, state=DONE) for n in range(10)] + [member(n) for n in range(50)]
    # 60 calls for 10 clients; 300 calls more at 100 in 10 seconds, after the 4 that are left
    each = (40 - 80 / 4) / 60
    assert seconds_left(members, PACE, 40, 4) == PACE.seconds_for(300, each)
    assert seconds_left(members[:10], PACE, 40, 4) == 0


def test_a_large_client_takes_longer_than_a_small_one():
    done = [member(n, state=DONE) for n in range(10)]
    small = seconds_left([*done, member(99, size=0)], PACE, 40, 4)
    large = seconds_left([*done, member(99, size=100_000)], PACE, 40, 4)
    assert large > 10 * small


def problem(code="tripletex.right_missing_key", **params):
    return Problem(code, Actor.ADMINISTRATOR, params=params)


def stuck(id_, *problems, state=ClientState.FAILED):
    return member(id_, state=state, problems=problems)


def test_failures_are_grouped_by_what_has_to_be_mended():
    customers, projects = problem(right="AUTH_CUSTOMER_ADMIN"), problem(right="AUTH_CREATE_PROJECT")
    missing = Problem("workbook.missing", params={"file": "1.xlsx"})
    members = [
        stuck(1, customers),
        stuck(2, projects, customers),
        stuck(3, missing),
        stuck(4, replace(missing, params={"file": "4.xlsx"}), customers),
        stuck(5, replace(missing, params={"file": "5.xlsx"}), state=ClientState.INTERRUPTED),
        stuck(6, missing, state=ClientState.DECIDE),
        member(7, state=DONE),
    ]
    found = causes(members)
    assert [
        (one.code, one.requirement, [each.company.id for each in one.members]) for one in found
    ] == [
        ("tripletex.right_missing_key", "AUTH_CUSTOMER_ADMIN", [1, 2, 4]),
        ("workbook.missing", "", [3, 4, 5]),
        ("tripletex.right_missing_key", "AUTH_CREATE_PROJECT", [2]),
    ]
    assert found[1].example is missing


def test_one_cause_of_different_actors_is_two():
    mine = Problem("tripletex.forbidden", Actor.USER)
    theirs = Problem("tripletex.forbidden", Actor.ADMINISTRATOR)
    assert len(causes([stuck(1, mine), stuck(2, theirs)])) == 2


def test_the_same_problem_twice_at_a_client_is_one_client():
    [cause] = causes([stuck(1, problem(field="email"), problem(field="email"))])
    assert (cause.requirement, len(cause.members)) == ("email", 1)


@pytest.mark.parametrize("name", ["right", "module", "field", "needed"])
def test_a_problem_names_what_is_lacking(name):
    assert requirement_of(problem(**{name: "X"})) == "X"
    assert requirement_of(problem()) == ""
