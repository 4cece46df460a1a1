"""``make bench``: a first synk of 1,000 records a kind at 40 ms latency, against a naive client.

The naive client reads 100 a page and writes one record a call, on one connection, with the same
values. The rate limit is off for both, so that the ratio is about the calls and not the waiting.
"""

from __future__ import annotations

import math
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path

import httpx

from wizard.app import App
from wizard.cli.demo import write_workbook
from wizard.model.mapping import MAPPINGS
from wizard.model.plan import Operation, Verb
from wizard.model.records import Kind, Side
from wizard.partners.registry import connector
from wizard.practice import Options, World, sample_register, seeded_world, serve
from wizard.setup import Setup
from wizard.sync import engine
from wizard.sync.apply import World as Touched
from wizard.tripletex.translate import body_of

RECORDS = 1000
LATENCY_MS = 40
PAGE, BATCH = 1000, 100
KINDS = (Kind.EMPLOYEE, Kind.CUSTOMER, Kind.PROJECT)
SHEETS = {Kind.EMPLOYEE: "Ansatte", Kind.CUSTOMER: "Kunder", Kind.PROJECT: "Prosjekter"}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        ours, plan, requests = first_synk(Path(folder))
        naive, calls = one_at_a_time(plan)
    least, actual = least_requests(plan, requests), len(requests)
    print(f"records a kind {RECORDS}, latency {LATENCY_MS} ms")
    print(f"requests       {actual} sent, {least} the least possible: {actual / least:.3f} x")
    print(f"wall time      {ours:.1f} s, naive client {naive:.1f} s in {calls} calls: ", end="")
    print(f"{naive / ours:.1f} x faster")
    sys.exit(actual / least > 1.05 or naive / ours < 20)


def first_synk(folder: Path) -> tuple[float, object, list[tuple[str, str, int]]]:
    """Seconds from nothing read to everything written, the plan, and the requests it took."""
    world = practice()
    write_workbook(folder / "register.xlsx", register())
    with serve(world) as server:
        app = App(environ=keys(world), state=folder / "state")
        setup = Setup(
            version=1,
            partner="workbook",
            tripletex={"base_url": server.url},
            partner_settings={"file": str(folder / "register.xlsx")},
        )
        start = time.perf_counter()
        with app.connected(setup) as endpoints:
            survey = engine.survey(endpoints, app.store, KINDS)
            plan = engine.make_plan(survey, setup.policy)
            report = engine.apply(plan, "{}", Touched(endpoints, app.store, app.clock))
        spent = time.perf_counter() - start
        app.close()
    assert report.clean, [line.problem for line in report.lines if line.problem][:3]
    return spent, plan, list(world.requests)
