"""``make bench``: a first synk of 1,000 records a kind at 40 ms latency, against a naive client.

The naive client reads 100 a page and writes one record a call, on one connection, with the same
values. The rate limit is off for both, so that the ratio is about the calls and not the waiting.
Ours is the median of three runs; the naive client runs once, for two minutes.
"""

from __future__ import annotations

import math
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx

from wizard.app import App
from wizard.cli.demo import write_workbook
from wizard.model.matching import Policy
from wizard.model.plan import Operation, SyncPlan, Verb
from wizard.model.records import Kind, Side
from wizard.practice import Options, World, seeded_world, serve
from wizard.setup import Setup, TripletexSetup
from wizard.sync import engine
from wizard.sync.world import World as Touched
from wizard.tripletex.translate import body_of

RECORDS = 1000
RUNS = 3
LATENCY_MS = 40
PAGE, BATCH = 1000, 100
NAIVE_PAGE = 100
KINDS = (Kind.EMPLOYEE, Kind.CUSTOMER, Kind.PROJECT)
CHECKS = ("token/", "employee/entitlement", "company/", "country", "division")
PROOF = ("onlyEmployeeTokens", "assignableProjectManagers", "fields=id,isInactive")

Sheet = list[list[object]]
Request = tuple[str, str, int]


def main() -> None:
    """Print both ratios; the exit code says whether they are what is promised."""
    runs = []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as folder:
            runs.append(first_synk(Path(folder)))
    ours, plan, requests = sorted(runs, key=lambda run: run[0])[RUNS // 2]
    naive, calls = one_at_a_time(plan)
    least, sent = least_requests(plan, requests), len(requests)
    print(f"records a kind {RECORDS}, latency {LATENCY_MS} ms")
    print(f"requests       {sent} sent, {least} the least possible: {sent / least:.3f} times")
    print(f"wall time      {ours:.1f} s; naive client {naive:.1f} s in {calls} requests: ", end="")
    print(f"{naive / ours:.1f} times faster")
    sys.exit(sent / least > 1.05 or naive / ours < 20)


def first_synk(folder: Path) -> tuple[float, SyncPlan, list[Request]]:
    """Seconds from nothing read to everything written, the plan, and the requests it took."""
    world = practice()
    write_workbook(folder / "register.xlsx", register())
    with serve(world) as server:
        app = App(environ=keys(world), state=folder / "state")
        setup = Setup(
            version=1,
            partner="workbook",
            tripletex=TripletexSetup(base_url=server.url),
            partner_settings={"file": str(folder / "register.xlsx")},
        )
        start = time.perf_counter()
        with app.connected(setup) as endpoints:
            survey = engine.survey(endpoints, app.store, KINDS)
            plan = engine.make_plan(survey, Policy())
            report = engine.apply(plan, "{}", Touched(endpoints, app.store, app.clock))
        spent = time.perf_counter() - start
        app.close()
    assert report.clean, [line.problem for line in report.lines if line.problem][:3]
    assert len(written(plan)) >= RECORDS * len(KINDS), plan.stops[:3]
    return spent, plan, list(world.requests)


def one_at_a_time(plan: SyncPlan) -> tuple[float, int]:
    """Seconds and requests of a naive client that makes the same records from the same values."""
    world = practice()
    with serve(world) as server, httpx.Client(base_url=server.url, timeout=60) as http:
        start = time.perf_counter()
        created = http.post(
            "/token/session/:create",
            json={
                "consumerToken": world.consumer_token,
                "employeeToken": world.employee_token,
                "expirationDate": f"{world.now().date() + timedelta(days=2)}",
            },
        )
        http.auth = ("0", created.json()["value"]["token"])
        countries = {str(one["isoAlpha2Code"]): one["id"] for one in read_all(http, "country")}
        for kind in ("department", *KINDS):
            read_all(http, str(kind))
        division = read_all(http, "division")[0]["id"]
        made: dict[str, str] = {}

        def country(code: str) -> int | None:
            return countries.get(code)

        for operation in written(plan):
            references = {
                name: ref.id or made[ref.operation or ""]
                for name, ref in operation.references.items()
            }
            fields = {
                name: value for name, value in operation.fields.items() if name != "first_workday"
            }
            body = body_of(operation.kind, fields, references, country)
            if operation.kind is Kind.EMPLOYEE:
                body["userType"] = "NO_ACCESS"
                if operation.fields.get("first_workday"):
                    body["employments"] = [employment(operation, division)]
            answer = http.post(f"/{operation.kind}", json=body)
            assert answer.status_code == 201, answer.text
            made[operation.id] = str(answer.json()["value"]["id"])
        return time.perf_counter() - start, len(world.requests)


def employment(operation: Operation, division: int) -> dict[str, object]:
    """The first workday as the naive client sends it."""
    return {"startDate": operation.fields["first_workday"], "division": {"id": division}}


def read_all(http: httpx.Client, path: str) -> list[dict[str, Any]]:
    """A list, 100 at a time."""
    rows: list[dict[str, Any]] = []
    while True:
        query: dict[str, str | int] = {"from": len(rows), "count": NAIVE_PAGE, "fields": "*"}
        page = http.get(f"/{path}", params=query).json()["values"]
        rows += page
        if len(page) < NAIVE_PAGE:
            return rows


def least_requests(plan: SyncPlan, requests: list[Request]) -> int:
    """Sessions and checks as they were, a read for 1,000 records, a call for 100 writes."""
    checks = sum(
        path.lstrip("/").startswith(CHECKS) or any(word in path for word in PROOF)
        for _, path, _ in requests
    )
    kinds = (Kind.DEPARTMENT, *KINDS)
    reads = len(kinds)  # the practice company has fewer than 1,000 of each before
    made = [sum(one.kind is kind for one in written(plan)) for kind in kinds]
    return checks + reads + sum(math.ceil(count / BATCH) for count in made)


def written(plan: SyncPlan) -> list[Operation]:
    """The records made in Tripletex; nothing is changed there in this synk."""
    return [
        one for one in plan.operations if one.side is Side.TRIPLETEX and one.verb is Verb.CREATE
    ]


def practice() -> World:
    """A practice company with nobody in it but the owner of the key."""
    options = Options(rate_limit=None, latency_ms=LATENCY_MS)
    world = seeded_world(employees=1, customers=0, projects=0, options=options)
    world.edit("employee", world.owner, employeeNumber="1")
    return world


def register() -> dict[str, Sheet]:
    """A workbook of 1,000 records a kind, whose projects the owner of the key manages."""
    other = seeded_world(seed=7, employees=RECORDS, customers=RECORDS, projects=RECORDS).company
    people: Sheet = [
        [
            "Ansattnummer",
            "Fornavn",
            "Etternavn",
            "Mobil",
            "Fødselsdato",
            "Avdeling",
            "Første arbeidsdag",
        ]
    ]
    for number, one in enumerate(list(other.employees.values())[:RECORDS]):
        people.append(
            [
                2000 + number,
                one["firstName"],
                one["lastName"],
                one["phoneNumberMobile"],
                one["dateOfBirth"],
                "Salg",
                "2024-02-01",
            ]
        )
    firms: Sheet = [["Kundenummer", "Navn", "Organisasjonsnummer", "E-post", "Inaktiv"]]
    for one in other.customers.values():
        swedish = one["name"].endswith(" AB")  # with numbers of another kind
        organization = "" if swedish else one["organizationNumber"]
        firms.append([one["customerNumber"], one["name"], organization, one["email"], "Nei"])
    jobs: Sheet = [["Prosjektnummer", "Prosjektnavn", "Kundenummer", "Prosjektleder", "Startdato"]]
    for number, one in enumerate(other.projects.values()):
        customer = firms[1 + number % RECORDS][0]
        jobs.append([one["number"], f"{one['name']} {number}", customer, 1, one["startDate"]])
    people.append([1, *owner_of(practice())])
    return {"Ansatte": people, "Kunder": firms, "Prosjekter": jobs}


def owner_of(world: World) -> list[object]:
    """The row of the one person whom both registers hold."""
    one = world.company.employees[world.owner]
    return [
        one["firstName"],
        one["lastName"],
        one["phoneNumberMobile"],
        one["dateOfBirth"],
        "Administrasjon",
        "",
    ]


def keys(world: World) -> dict[str, str]:
    """The practice company's keys, as a process finds them in its environment."""
    return {
        "TRIPLETEX_EMPLOYEE_TOKEN": world.employee_token,
        "TRIPLETEX_CONSUMER_TOKEN": world.consumer_token,
    }


if __name__ == "__main__":
    main()
