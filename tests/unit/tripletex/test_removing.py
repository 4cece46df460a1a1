"""Removing from a company: only what is as it was, and only as sure as the answer is."""

from __future__ import annotations

import pytest

from wizard.model.journal import Draft, Removal
from wizard.model.journal import OutcomeState as State
from wizard.model.records import Kind
from wizard.practice import Fault
from wizard.practice.tables import Entity


@pytest.fixture
def made(practice):
    [outcome] = practice.endpoint().create(
        Kind.CUSTOMER, [Draft("op", {"name": "Ås Bygg AS", "city": "Ås"})]
    )
    practice.world.requests.clear()
    return outcome.record


def removed(practice, record, *, otherwise=None):
    removal = Removal("op", record.id, record.version, otherwise or {})
    [outcome] = practice.endpoint().remove(Kind.CUSTOMER, [removal])
    assert outcome.operation == "op"
    return outcome


def stands(practice, record) -> Entity | None:
    return practice.world.company.customers.get(int(record.id))


def test_a_customer_is_deleted(practice, made):
    outcome = removed(practice, made)
    assert (outcome.state, outcome.record) == (State.DONE, None)
    assert stands(practice, made) is None
    assert practice.calls("DELETE") == [("DELETE", f"/customer/{made.id}", 204)]


def test_one_that_was_changed_is_not(practice, made):
    world = practice.world
    row = world.company.customers[int(made.id)]
    world.replace(world.company, "customer", row, {**row, "email": "a@b.no"}, 1)
    outcome = removed(practice, made)
    assert (outcome.state, outcome.problem.code) == (State.STALE, "tripletex.changed")
    assert stands(practice, made)
    assert practice.calls("DELETE") == []


def test_one_that_is_not_found_may_be_gone_or_hidden(practice, made):
    practice.world.company.customers.drop(int(made.id))
    assert removed(practice, made).state is State.UNCERTAIN


@pytest.mark.parametrize("status", [409, 422])
def test_one_in_use_is_refused_or_set_aside(practice, made, status):
    practice.world.options.in_use_status = status
    practice.world.company.customer_ties[int(made.id)] = {"invoices"}
    outcome = removed(practice, made)
    assert (outcome.state, outcome.problem.code) == (State.REJECTED, "tripletex.in_use")
    assert str(status) in outcome.problem.detail
    outcome = removed(practice, made, otherwise={"is_inactive": True})
    assert (outcome.state, outcome.record.values["is_inactive"]) == (State.DONE, True)
    assert stands(practice, made)["isInactive"]


@pytest.mark.parametrize("carried_out", [True, False])
def test_an_answer_that_is_lost_leaves_it_open(practice, made, carried_out):
    kind = "reset_after" if carried_out else "html_502"
    practice.world.faults.append(Fault(kind, "customer", "DELETE", times=1))
    assert removed(practice, made).state is State.UNCERTAIN
    assert (stands(practice, made) is None) is carried_out


def test_what_cannot_even_be_read_was_not_sent(practice, made):
    practice.world.faults.append(Fault("html_502", "customer", "GET", times=9))
    assert removed(practice, made).state is State.UNSENT
    assert practice.calls("DELETE") == []
