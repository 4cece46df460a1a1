"""kill -9 between a request and its answer, at every write of a run, and then resume."""

from __future__ import annotations

import os
import signal
import subprocess
from collections import Counter

import pytest

from wizard.practice import Fault

from .conftest import Desk, MakeDesk

WRITES = ("POST", "PUT")


def register(desk: Desk) -> dict[str, Counter[str]]:
    """What stands in Tripletex, by what makes a record itself."""
    company = desk.world.company
    keys = company.token_employees
    return {
        "employee": Counter(
            f"{one['firstName']} {one['lastName']} {one['employeeNumber']}"
            for id_, one in company.employees.items()
            if id_ not in keys
        ),
        "customer": Counter(one["name"] for one in company.customers.values()),
        "project": Counter(one["name"] for one in company.projects.values()),
        "department": Counter(one["name"] for one in company.departments.values()),
    }


@pytest.mark.parametrize("carried_out", [True, False], ids=["after", "before"])
@pytest.mark.timeout(300)
def test_no_write_is_ever_doubled(make_desk: MakeDesk, carried_out: bool) -> None:
    undisturbed = make_desk()
    assert undisturbed.run("sync", undisturbed.setup, "--skip-questions").code == 0
    methods = [method for method, _, _ in undisturbed.writes()]
    assert len(methods) > 5
    for position, method in enumerate(methods):
        desk = make_desk()
        if not carried_out:
            earlier = methods[:position].count(method)
            fault = Fault("html_502", "^(?!/?token)", method, times=1, skip=earlier)
            desk.world.faults.append(fault)
        run_killed_at(desk, position)
        resumed = desk.run("resume", "--json")
        assert resumed.code == 0, (position, resumed.err)
        assert register(desk) == register(undisturbed), position
        desk.world.requests.clear()
        again = desk.run("sync", desk.setup, "--skip-questions", "--json")
        assert (again.code, desk.writes()) == (0, []), (position, again.err)


def run_killed_at(desk: Desk, position: int) -> None:
    """Run a synk and kill it at its n-th write, before that is answered."""
    process = subprocess.Popen(
        desk.command("sync", desk.setup, "--skip-questions"),
        cwd=desk.folder,
        env=desk.environ(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    seen = 0

    def kill(method: str, path: str, status: int) -> None:
        nonlocal seen
        if method in WRITES and "token/session" not in path:
            if seen == position:
                os.kill(process.pid, signal.SIGKILL)
                process.wait(20)
            seen += 1

    desk.world.before_answer.append(kill)
    assert process.wait(60) == -signal.SIGKILL
    desk.world.before_answer.clear()
