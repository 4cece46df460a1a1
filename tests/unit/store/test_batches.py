"""Batches and templates, kept as they happen and opened by no other key."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from wizard.errors import Actor, FailedError, Problem, UsageError
from wizard.model.batch import ClientState, Member
from wizard.model.connection import Company
from wizard.store.store import SqlStore, open_store

OFFICE = Company(1, "Fjord Regnskap AS", "889640782")
ANNE = Company(11, "Åse Bygg AS", "923609016")
BO = Company(12, "Bø Fisk AS", "974760673")
PROBLEM = Problem(
    "tripletex.right_missing_key",
    Actor.ADMINISTRATOR,
    kind="customer",
    subject="10042 Kari Nordmann",
    params={"right": "AUTH_CUSTOMER_ADMIN"},
)
NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)


class Time:
    """Time as the test has it."""

    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def store(tmp_path: Path, time):
    made = open_store(tmp_path, now=time)
    yield made
    made.close()


def begun(store: SqlStore, **plans):
    members = [Member(ANNE, size=40), Member(BO)]
    return store.batches.begin(OFFICE, members, "brief", plans.get("plans", {}))


def test_a_batch_is_read_back_as_it_was_begun(store):
    head = begun(store)
    assert head.id.startswith("batch-20261121-1000-")
    assert (head.office, head.started, head.finished) == (OFFICE, NOW, None)
    assert head.counts[ClientState.WAITING] == 2
    assert store.batches.members(head.id) == (Member(ANNE, size=40), Member(BO))
    assert store.batches.setup(head.id) == "brief"
    assert store.batches.head(head.id[:12]) == head


def test_what_becomes_of_a_client_is_kept_and_touches_no_other(store):
    head = begun(store)
    settled = Member(
        ANNE, ClientState.FAILED, "20261121-1001-abcd", 4, (PROBLEM, PROBLEM), 3, size=70
    )
    store.batches.mark(head.id, settled)
    assert store.batches.members(head.id) == (settled, Member(BO))
    assert store.batches.head(head.id).counts[ClientState.FAILED] == 1


def test_an_approved_plan_is_kept_until_it_is_carried_out(store):
    head = begun(store, plans={ANNE.id: b'{"plan": 1}'})
    assert store.batches.plan(head.id, ANNE.id) == b'{"plan": 1}'
    assert store.batches.plan(head.id, BO.id) is None
    store.batches.mark(head.id, Member(ANNE, ClientState.RUNNING))
    assert store.batches.plan(head.id, ANNE.id) == b'{"plan": 1}'
    store.batches.mark(head.id, Member(ANNE, ClientState.DONE))
    assert store.batches.plan(head.id, ANNE.id) is None


def test_the_newest_size_of_a_client_is_remembered(store):
    first, second = begun(store), begun(store)
    store.batches.mark(first.id, Member(ANNE, ClientState.DONE, size=1))
    store.batches.mark(second.id, Member(ANNE, ClientState.DONE, size=2))
    assert store.batches.sizes([ANNE.id, BO.id]) == {ANNE.id: 2}
    assert store.batches.sizes([BO.id]) == {}


def test_batches_are_listed_newest_first_and_closed(store, time):
    first = begun(store)
    time.now += timedelta(minutes=5)
    second = begun(store)
    assert [one.id for one in store.batches.heads()] == [second.id, first.id]
    assert store.batches.finish(first.id).finished == time.now


@pytest.mark.parametrize("typed", ["batch-", "nothing"])
def test_a_batch_has_to_be_named(store, typed):
    begun(store), begun(store)
    with pytest.raises(UsageError) as raised:
        store.batches.head(typed)
    assert raised.value.problems[0].code in ("store.run_ambiguous", "store.run_unknown")


def test_nothing_of_a_person_stands_in_clear(store, tmp_path):
    head = begun(store, plans={ANNE.id: b"kari@nordmann.example"})
    store.batches.mark(head.id, Member(BO, ClientState.FAILED, problems=(PROBLEM,)))
    store.templates.save("Standard", "workbook", "hemmelig mal")
    everything = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    for word in (b"Kari Nordmann", b"kari@nordmann", b"hemmelig mal", b"AUTH_CUSTOMER"):
        assert word not in everything


def test_what_was_changed_in_the_file_is_not_believed(store):
    head = begun(store)
    store.batches.mark(head.id, Member(ANNE, ClientState.FAILED, problems=(PROBLEM,)))
    with store.database.writing() as connection:
        swapped = "UPDATE batch_clients SET problems = x'0102' WHERE company = 11"
        connection.execute(text(swapped))
    with pytest.raises(FailedError) as raised:
        store.batches.members(head.id)
    assert raised.value.problems[0].code == "store.plan_broken"


def test_old_batches_are_purged_and_stay_in_the_list(store, time):
    old, open_ = begun(store, plans={ANNE.id: b"plan"}), begun(store)
    store.batches.mark(old.id, Member(BO, ClientState.FAILED, problems=(PROBLEM,)))
    store.batches.finish(old.id)
    for _ in range(3):
        time.now += timedelta(days=60)
        store.purge(timedelta(days=90))
    assert store.batches.members(old.id)[1].problems == ()
    assert store.batches.plan(old.id, ANNE.id) is None
    with pytest.raises(UsageError) as raised:
        store.batches.setup(old.id)
    assert raised.value.problems[0].code == "store.run_purged"
    assert store.batches.setup(open_.id) == "brief"
    assert len(store.batches.heads()) == 2


def test_templates_are_kept_by_name(store):
    templates = store.templates
    templates.save("B", "huma", "b")
    templates.save("A", "workbook", "a")
    templates.save("A", "workbook", "a2")
    assert templates.names() == [("A", "workbook"), ("B", "huma")]
    assert templates.load("A") == "a2"
    templates.remove("A")
    templates.remove("A")
    with pytest.raises(UsageError) as raised:
        templates.load("A")
    assert raised.value.problems[0].params == {"name": "A", "known": "B"}


def test_members_can_be_replaced_one_by_one(store):
    head = begun(store)
    one, _ = store.batches.members(head.id)
    store.batches.mark(head.id, replace(one, state=ClientState.INTERRUPTED, code=5))
    assert store.batches.head(head.id).counts[ClientState.INTERRUPTED] == 1
