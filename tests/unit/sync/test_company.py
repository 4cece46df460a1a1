"""Whose books a key opens, before anything is read."""

from __future__ import annotations

import pytest
from scenarios.registers import AtPartner, Clock, InTripletex, P, T
from unit.sync.building import CUSTOMER

from wizard.errors import Actor, InterruptedRun, Problem, RefusedError, UsageError
from wizard.model.connection import Company, ConnectionCheck, Requirement, RequirementState
from wizard.model.matching import Policy
from wizard.model.plan import SyncPlan
from wizard.model.ports import Endpoint
from wizard.model.records import Side
from wizard.store.store import SqlStore
from wizard.sync.company import check_company, company_of, reserved

FJELL = Company(7, "Fjell Bygg AS", "923609016")


@pytest.mark.parametrize("key_type", ["company", "client", None])
def test_a_key_that_opens_a_company_names_it(key_type: str | None) -> None:
    assert company_of(ConnectionCheck("t", company=FJELL, key_type=key_type)) is FJELL


def test_an_offices_key_opens_no_company_of_its_own() -> None:
    with pytest.raises(RefusedError) as refused:
        company_of(ConnectionCheck("t", company=FJELL, key_type="office"))
    assert refused.value.problems == (Problem("step_key_of_office"),)


def test_a_key_that_opens_nothing_says_why_where_that_is_known() -> None:
    with pytest.raises(RefusedError) as refused:
        company_of(ConnectionCheck("t"))
    assert refused.value.problems == (Problem("no_company", Actor.ADMINISTRATOR),)
    wrong = [Problem("http.one"), Problem("http.other")]
    missing = [Requirement(one.code, RequirementState.MISSING, one) for one in wrong]
    with pytest.raises(RefusedError) as refused:
        company_of(ConnectionCheck("t", tuple(missing)))
    assert refused.value.problems == tuple(wrong)


def sides(company: int = 1) -> dict[Side, Endpoint]:
    return {T: InTripletex([], company=company), P: AtPartner([])}


def plan(company: Company, partner: str = "memory:partner") -> SyncPlan:
    return SyncPlan(company, partner, (CUSTOMER,), Policy(), (), (), (), {})


AAS = Company(1, "Ås Bygg AS", "923609016")


def test_a_plan_is_for_the_company_and_partner_it_was_made_for() -> None:
    check_company(plan(AAS), sides())
    check_company(plan(Company(1, "Ås Bygg og Anlegg AS", "923609016")), sides())
    for other in (Company(2, "Berg AS", "923609016"), Company(1, "Berg AS", "974760673")):
        with pytest.raises(RefusedError) as refused:
            check_company(plan(other), sides())
        assert refused.value.problems == (
            Problem("wrong_company", params={"planned": "Berg AS", "found": "Ås Bygg AS"}),
        )
    with pytest.raises(UsageError) as misused:
        check_company(plan(AAS, "another"), sides())
    assert misused.value.problems == (Problem("plan_of_other_partner"),)


def test_a_company_is_not_written_before_its_unfinished_run_is_finished(store: SqlStore) -> None:
    clock = Clock()
    with reserved(sides(), store, clock):
        assert clock.slept == []
    store.begin_run(plan(AAS, "another"), "{}")
    with reserved(sides(), store, clock):
        pass
    run = store.begin_run(plan(AAS), "{}")
    with pytest.raises(InterruptedRun) as stopped, reserved(sides(), store, clock):
        pytest.fail("somebody else's run is under way")
    assert stopped.value.problems == (Problem("run_unfinished", subject=run.id),)
    with reserved(sides(company=2), store, clock):
        pass
    assert clock.slept == []
