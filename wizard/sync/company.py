"""Whose books are written: those the plan was made for, and by one program at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from wizard.errors import Actor, InterruptedRun, Problem, RefusedError, UsageError
from wizard.model.connection import Company, ConnectionCheck
from wizard.model.plan import SyncPlan
from wizard.model.ports import Clock, Endpoint, Store
from wizard.model.records import Side


@contextmanager
def reserved(endpoints: Mapping[Side, Endpoint], store: Store, clock: Clock) -> Iterator[None]:
    """Be the only writer of the company from the survey to the last write.

    A survey made before another program's run would lead to a plan that makes the same records
    once more, and so would one made while a side may still be at work on what an interrupted run
    sent. Raises ``RefusedError`` where another program is at work on the company, and
    ``InterruptedRun`` where a run is to be resumed first.
    """
    company = company_of(endpoints[Side.TRIPLETEX].check())
    with alone(company, endpoints, store, clock):
        left = store.unfinished(company.id, endpoints[Side.PARTNER].check().identity)
        if left:
            raise InterruptedRun(Problem("run_unfinished", subject=left.id))
        yield


@contextmanager
def alone(
    company: Company,
    endpoints: Mapping[Side, Endpoint],
    store: Store,
    clock: Clock,
    *,
    run: str = "",
) -> Iterator[None]:
    """Be the only writer of a company, and let whatever was sent to it before come to rest.

    A side may still be at work on the last write of a run that broke off: of one that was given
    up, or of one with another partner. It is waited for as long as the side's own limit, whatever
    the clock says. ``run`` is the run that is to go on, which waits for its own writes itself.
    Raises ``RefusedError`` where another program is at work on the company.
    """
    with store.lease(company.id):
        if store.broken_off(company.id) not in (None, run):
            clock.sleep(max(one.capabilities().settle_after for one in endpoints.values()))
        yield


def check_company(plan: SyncPlan, endpoints: Mapping[Side, Endpoint]) -> None:
    """Refuse where the key or the partner is not the one the plan was made for."""
    company = company_of(endpoints[Side.TRIPLETEX].check())
    planned = plan.company
    if (company.id, company.organization_number) != (planned.id, planned.organization_number):
        raise RefusedError(
            Problem("wrong_company", params={"planned": planned.name, "found": company.name})
        )
    if endpoints[Side.PARTNER].check().identity != plan.partner:
        raise UsageError(Problem("plan_of_other_partner"))


def company_of(check: ConnectionCheck) -> Company:
    """The company a check found; raises ``RefusedError`` where it found none, or an office.

    An accounting office's key opens the office's clients and nothing of the office itself.
    """
    if check.key_type == "office":
        raise RefusedError(Problem("step_key_of_office"))
    if check.company is None:
        raise RefusedError(*(check.problems or (Problem("no_company", Actor.ADMINISTRATOR),)))
    return check.company
