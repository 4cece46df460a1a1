"""A batch: every client on its own, whatever happens to the others, and finished later."""

from __future__ import annotations

import gc
from collections import Counter
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from wizard.cli.demo import write_workbook
from wizard.errors import RefusedError
from wizard.flow.batch import exit_code
from wizard.flow.causes import causes
from wizard.flow.decisions import Alike, OfficeAnswer
from wizard.flow.ports import Control
from wizard.model.batch import ClientState, Member
from wizard.model.codec import plan_to_json
from wizard.model.journal import RunState
from wizard.model.matching import Choice
from wizard.model.records import Kind
from wizard.office.batching import Batching, at_desk
from wizard.office.client import Client
from wizard.partners.workbook.blank import blank_register
from wizard.practice import Fault, Options
from wizard.practice.office import grant, withdraw
from wizard.practice.rights import ALL_RIGHTS
from wizard.sync.engine import Survey

DONE = {ClientState.DONE}


def key_of(office):
    return office.world.keys.find(office.world.office_token)


def states(office, head):
    return {one.state for one in office.members(head).values()}


def calls(office):
    return [one for one in office.world.requests if "token/session/:create" not in one[1]]


def test_every_client_gets_its_own_run(office):
    head = office.begin()
    assert head.finished
    assert states(office, head) == DONE
    members = office.members(head)
    assert len({one.run for one in members.values()}) == 3
    assert {one.size for one in members.values()} == {6}
    for number, client in enumerate(office.books):
        assert office.names(client).count(f"Ny Kunde {number} AS") == 1


def test_a_client_is_read_and_written_in_eight_calls_on_one_session(office):
    """Who opens it, two people's rights before and after, two lists of customers, and a write."""
    office.begin()
    assert len(calls(office)) == 3 + 3 * 8
    made = [one for one in office.world.requests if "token/session/:create" in one[1]]
    assert len(made) == 1


def test_a_second_batch_writes_nothing_and_begins_with_the_smallest(office):
    first, second, third = office.books
    office.write(second, (1, "En AS", None), *((n, f"Kunde {n} AS", None) for n in range(7, 60)))
    office.begin(jobs=1)
    office.world.requests.clear()
    order = []
    head = office.begin(jobs=1, told=lambda one: order.append(one.settled.company.id))
    assert (states(office, head), office.writes()) == (DONE, [])
    assert order == [first.id, third.id, second.id]


def test_a_clients_trouble_is_its_own(office):
    first, second, third = office.books
    grant(first, key_of(office), "STANDARD_PRIVILEGES_AUDITOR")
    office.workbook(second).unlink()
    head = office.begin()
    found = office.members(head)
    assert found[first.id].state is ClientState.FAILED
    assert [one.code for one in found[first.id].problems] == ["tripletex.client_right_of_key"]
    assert [one.code for one in found[second.id].problems] == ["workbook.missing"]
    assert found[third.id].state is ClientState.DONE
    assert exit_code(found.values()) == 1
    assert head.finished
    assert office.names(first).count("Ny Kunde 0 AS") == 0


def differing(office, client):
    row = next(row for row in client.customers.values() if row["organizationNumber"])
    office.write(client, (row["customerNumber"], row["name"], "annen@epost.example"))
    return row


def test_a_client_with_questions_waits_and_stops_nobody(make_office):
    office = make_office()
    office.decisions = {"default": "ask"}
    office.furnish()
    first, *_ = office.books
    differing(office, first)
    found = office.members(office.begin())
    assert found[first.id].state is ClientState.DECIDE
    assert [one.params["count"] for one in found[first.id].problems] == ["1"]
    assert Counter(one.state for one in found.values())[ClientState.DONE] == 2


def test_one_answer_answers_the_same_question_everywhere(make_office):
    office = make_office()
    office.decisions = {"default": "ask"}
    rows = {client.id: differing(office, client)["id"] for client in office.books}
    exception = office.books[1]
    email = Alike(Kind.CUSTOMER, "differs", "email")
    answers = (
        OfficeAnswer(email, Choice.PARTNER, decided_by="kari"),
        OfficeAnswer(email, Choice.SKIP, exception.organization_number, "kari"),
    )
    head = office.begin(answers=answers)
    assert states(office, head) == DONE
    changed = [
        client.id
        for client in office.books
        if client.customers[rows[client.id]]["email"] == "annen@epost.example"
    ]
    assert changed == [one.id for one in office.books if one is not exception]
    run = office.members(head)[changed[0]].run
    assert [one.decided_by for one in office.app.store.report(run).proof.decisions] == ["kari"]


def test_an_exception_is_one_clients_own(office):
    first, second, _ = office.books
    alone = {second.organization_number: {"decisions": {"create_missing": "none"}}}
    office.begin(exceptions=alone)
    assert office.names(first).count("Ny Kunde 0 AS") == 1
    assert office.names(second).count("Ny Kunde 1 AS") == 0


def one_is_done(office):
    return any(one.counts[ClientState.DONE] for one in office.app.store.batches.heads())


def test_it_stops_between_two_clients_and_is_finished_later(office):
    head = office.begin(jobs=1, stop=lambda: one_is_done(office))
    assert not head.finished
    assert head.counts[ClientState.DONE] == 1
    assert head.counts[ClientState.WAITING] == 2
    assert exit_code(office.members(head).values()) == 5
    again = office.resume(head.id)
    assert again.finished
    assert states(office, again) == DONE
    for number, client in enumerate(office.books):
        assert office.names(client).count(f"Ny Kunde {number} AS") == 1


def test_whoever_pauses_holds_all_and_loses_nothing(office):
    asked = []
    head = office.begin(stop=lambda: bool(asked.append(1)))
    assert states(office, head) == DONE
    # before each client, and before each write there: whoever blocks there holds the batch
    assert len(asked) >= 3 * 2


@pytest.mark.parametrize("at", [2, 3, 4])
def test_a_client_stopped_before_any_write_is_finished_by_its_run(office, at):
    asked = []

    def stop():
        asked.append(1)
        return len(asked) >= at

    head = office.begin(jobs=1, stop=stop)
    assert not head.finished
    [stopped] = [
        one for one in office.members(head).values() if one.state is ClientState.INTERRUPTED
    ]
    begun = [one.id for one in office.app.store.runs()]
    assert [stopped.run] == (begun or [""])
    again = office.resume(head.id)
    assert again.finished
    for number, client in enumerate(office.books):
        assert office.names(client).count(f"Ny Kunde {number} AS") == 1
    assert len(office.app.store.runs()) == 3
    assert {one.state for one in office.app.store.runs()} == {RunState.FINISHED}


def test_a_key_that_is_refused_stops_all_and_another_goes_on(office):
    world = office.world
    old = key_of(office)

    def revoke(method, path, status):
        if method == "POST" and path.startswith("/customer"):
            world.before_answer.clear()
            world.revoke(old.token)

    world.before_answer.append(revoke)
    head = office.begin(jobs=1)
    assert not head.finished
    found = Counter(one.state for one in office.members(head).values())
    assert found[ClientState.WAITING] >= 1
    assert ClientState.FAILED not in found

    new = world.issue(
        old.owner, world.applications[0], name="Ny", rights=ALL_RIGHTS, language="no", office=True
    )
    for client in office.books:
        grant(client, new, "ALL_PRIVILEGES")
    office.app.try_key(office.brief.setup["tripletex"]["base_url"], new.token)
    assert states(office, office.resume(head.id)) == DONE
    for number, client in enumerate(office.books):
        assert office.names(client).count(f"Ny Kunde {number} AS") == 1


def test_another_offices_key_finishes_nothing(office):
    head = office.begin(stop=lambda: True)
    before = office.world.office
    office.world.office = None
    with at_desk(office.app, office.brief) as desk:
        desk.check = replace(desk.check, company=office.clients[0])
        with pytest.raises(RefusedError) as raised:
            Batching(desk, 1).resume(head.id)
    office.world.office = before
    assert raised.value.problems[0].code == "office.other_office"
    assert office.writes() == []


def test_a_client_that_loses_access_midway_waits_for_it(office):
    first, *_ = office.books

    def shut(method, path, status):
        if method == "GET" and path.startswith("/customer"):
            office.world.before_answer.clear()
            withdraw(first, key_of(office))

    office.world.before_answer.append(shut)
    head = office.begin(jobs=1)
    lost = office.members(head)[first.id]
    assert (lost.state, [one.code for one in lost.problems]) == (
        ClientState.FAILED,
        ["tripletex.client_shut"],
    )
    assert sum(one.state is ClientState.DONE for one in office.members(head).values()) == 2
    grant(first, key_of(office), "ALL_PRIVILEGES")
    assert states(office, office.begin()) == DONE


def test_two_accounts_of_one_firm_are_not_told_apart_by_guessing(office):
    first, second, _ = office.books
    second.details["organizationNumber"] = first.organization_number
    found = office.members(office.begin())
    for client in (first, second):
        assert [one.code for one in found[client.id].problems] == ["office.number_shared"]
    assert office.names(first).count("Ny Kunde 0 AS") == 0


def test_a_lost_answer_at_one_client_is_looked_up_and_not_sent_again(office):
    office.world.faults.append(Fault("reset_after", "customer", "POST"))
    head = office.begin(jobs=1)
    assert states(office, head) == DONE
    for number, client in enumerate(office.books):
        assert office.names(client).count(f"Ny Kunde {number} AS") == 1


def test_a_plan_is_made_without_writing_and_nothing_is_kept_in_memory(office):
    with at_desk(office.app, office.brief) as desk:
        plan = Client(office.app, desk.office, office.brief, office.clients[0]).plan()
        assert desk.office._endpoints == {}
    assert [one.verb.value for one in plan.operations].count("create") >= 1
    assert office.writes() == []


def test_approved_plans_are_carried_out_by_whoever_resumes_and_outdated_ones_refused(office):
    first, second, third = office.books
    brief = replace(office.brief, approved=True)
    with at_desk(office.app, brief) as desk:
        shown = [Client(office.app, desk.office, brief, one).plan() for one in office.clients]
        plans = {one.company.id: plan_to_json(one) for one in shown}
        members = [Member(one) for one in office.clients]
        hands = Batching(desk, 1, Control(stop=lambda: one_is_done(office)))
        head = hands.begin(brief, members, plans)
    assert not head.finished
    office.write(third, (90001, "En helt annen AS", "annen@x.example"))
    again = office.resume(head.id)
    found = office.members(again)
    assert [one.code for one in found[third.id].problems] == ["plan_outdated"]
    assert found[third.id].state is ClientState.FAILED
    assert office.names(third).count("En helt annen AS") == 0
    for number, client in enumerate((first, second)):
        assert office.names(client).count(f"Ny Kunde {number} AS") == 1
    runs = {one.fingerprint for one in office.app.store.runs()}
    assert runs == {one.fingerprint for one in shown[:2]}


def test_many_clients_in_one_workbook_keep_their_rows_apart(make_office):
    office = make_office(number=6)
    path = office.folder / "alle.xlsx"
    rows = [
        (client.organization_number, f"Ny {number} AS", f"post@ny{number}.example")
        for number, client in enumerate(office.books)
    ]
    title = "Organisasjonsnummer klient"
    write_workbook(path, {"Kunder": [(title, "Navn", "E-post"), *rows]})
    before = {client.id: office.names(client) for client in office.books}
    head = office.begin(
        jobs=6, setup={**office.brief.setup, "partner_settings": {"file": str(path)}}
    )
    assert states(office, head) == DONE
    found = Counter((row[0], row[1]) for row in customers_in(path))
    for number, client in enumerate(office.books):
        everybody = [*before[client.id], f"Ny {number} AS"]
        assert office.names(client) == sorted(everybody)
        own = {name for owner, name in found if owner == client.organization_number}
        assert own == set(everybody)
    assert set(found.values()) == {1}


def customers_in(path):
    return load_workbook(path)["Kunder"].iter_rows(min_row=2, max_col=2, values_only=True)


def test_only_one_batch_is_at_work_in_an_office(office):
    members = [Member(office.clients[0])]
    with at_desk(office.app, office.brief) as desk:
        busy = office.app.store.lease(desk.home.id)
        with busy, pytest.raises(RefusedError):
            Batching(desk, 1, Control()).begin(office.brief, members)
    assert office.app.store.batches.heads() == []


def surveys() -> int:
    """How many are held in memory."""
    return sum(isinstance(one, Survey) for one in gc.get_objects())


@pytest.mark.timeout(240)
def test_five_hundred_clients_at_the_rate_limit(make_office):
    """All done but those that cannot be, nearly all of the budget used, nothing kept in memory."""
    office = make_office(number=500, options=Options(rate_limit=100))
    office.furnish()
    everyone, store = office.books, office.app.store
    ailing = everyone[::17][:30]
    groups = [ailing[n::6] for n in range(6)]
    key = key_of(office)
    spoil(office, groups, key)
    busy = [store.lease(one.id) for one in groups[5]]
    for lease in busy:
        lease.__enter__()
    began, times, alive = office.clock.now(), [], []
    before = surveys()  # what other tests have left

    def told(standing):
        times.append((office.clock.now() - began).total_seconds())
        if len(times) % 100 == 0:
            alive.append(surveys())

    head = office.begin(jobs=8, told=told)
    for lease in busy:
        lease.__exit__(None, None, None)

    members = office.members(head)
    failed = {one.company.id for one in members.values() if one.state is ClientState.FAILED}
    assert failed == {one.id for one in ailing}
    assert Counter(one.state for one in members.values())[ClientState.DONE] == 470
    assert [(one.code, len(one.members)) for one in causes(members.values())] == CAUSES
    for number, client in enumerate(everyone):
        made = office.names(client).count(f"Ny Kunde {number} AS")
        assert made == (client.id not in failed)
    answers = Counter(status for _, _, status in office.world.requests)
    assert answers[429] == 0
    asked, elapsed = len(calls(office)), (office.clock.now() - began).total_seconds()
    # a window lasts 10 seconds from its first call, and the last one need not be full
    assert asked / 100 >= 0.9 * (elapsed / 10)
    assert times[99] <= 0.25 * elapsed
    assert max(alive) - before <= 2 * 8
    assert len(calls(office)) <= 500 * 8 + 10


CAUSES = [
    ("store.company_busy", 5),
    ("tripletex.client_right_of_key", 5),
    ("tripletex.client_shut", 5),
    ("workbook.missing", 5),
    ("workbook.not_a_workbook", 5),
    ("workbook.sheet_missing", 5),
]


def spoil(office, groups, key):
    rights, shut, missing, broken, sheetless, _ = groups
    for client in rights:
        grant(client, key, "STANDARD_PRIVILEGES_AUDITOR")
    for client in shut:
        withdraw(client, key)
    for client in missing:
        office.workbook(client).unlink()
    for client in broken:
        office.workbook(client).write_bytes(b"no workbook")
    for client in sheetless:
        office.workbook(client).write_bytes(blank_register([Kind.PROJECT]))
