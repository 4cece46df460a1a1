"""An accounting office's key: recognised by what it does, and one for all of its clients."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import httpx
import pytest

from wizard.errors import RefusedError
from wizard.model.connection import Company, RequirementState
from wizard.model.journal import Draft, OutcomeState
from wizard.model.records import Completeness, Kind
from wizard.practice import Fault, create_app, open_office
from wizard.practice.office import clients, grant, withdraw
from wizard.sync.company import company_of
from wizard.tripletex import Credentials, connect_office

from .conftest import BASE

CREATE = "/token/session/:create"
KINDS = (Kind.EMPLOYEE, Kind.CUSTOMER, Kind.PROJECT)


@pytest.fixture
def opened(practice):
    """Opens a key as an office's, over the practice world."""
    made = []

    def open_(key=None):
        world = practice.world
        office = connect_office(
            base_url=BASE,
            credentials=Credentials(key or world.office_token, world.consumer_token),
            clock=practice.clock,
            transport=httpx.WSGITransport(app=create_app(world)),
        )
        made.append(office)
        return office

    yield open_
    for office in made:
        office.close()


@pytest.fixture
def world(practice):
    open_office(practice.world, clients=3)
    return practice.world


@pytest.fixture
def key(world):
    return world.keys.find(world.office_token)


def company(client):
    return Company(client.id, client.name, client.organization_number)


def end_sessions(world):
    for session in list(world.keys._sessions):
        world.keys.end(session)


def test_the_office_and_its_clients_are_named(world, opened):
    office = opened()
    check = office.check()
    assert check.company.id == world.office.id
    assert (check.key_type, check.environment) == ("office", "practice")
    assert check.key_owner
    assert office.clients() == tuple(company(each) for each in clients(world))


def test_an_ordinary_key_is_not_an_offices(world, opened):
    for key in (world.employee_token, world.make_key(rights=[])):
        with pytest.raises(RefusedError) as refused:
            opened(key).check()
        assert refused.value.problems[0].code == "step_key_not_offices"


def test_an_offices_key_is_not_a_companys(practice, world):
    check = practice.endpoint(world.office_token).check()
    with pytest.raises(RefusedError) as refused:
        company_of(check)
    assert refused.value.problems[0].code == "step_key_of_office"


def test_more_clients_than_a_page_are_all_found(practice, opened):
    open_office(practice.world, clients=1003)
    found = opened().clients()
    assert len({each.id for each in found}) == 1003
    assert len(practice.calls("GET", "/company/>withLoginAccess")) == 2


def test_a_client_is_asked_three_things_before_it_is_read(practice, world, opened):
    office = opened()
    first, *_ = office.clients()
    practice.world.requests.clear()
    check = office.client(first, KINDS).check()
    assert (check.company, check.key_type) == (first, "client")
    assert {one.state for one in check.requirements} == {RequirementState.MET}
    assert [path.partition("?")[0] for _, path, _ in practice.calls()] == [
        "/token/session/>whoAmI",
        "/employee/entitlement",
        "/employee/entitlement",
    ]


def test_too_few_rights_are_named(world, opened, key):
    first, *_ = clients(world)
    grant(first, key, "STANDARD_PRIVILEGES_AUDITOR")
    check = opened().client(company(first), KINDS).check()
    missing = {one.id for one in check.requirements if one.state is RequirementState.MISSING}
    assert missing == {
        "right:AUTH_COMPANY_EMPLOYEE_ADMIN",
        "right:AUTH_CUSTOMER_ADMIN",
        "right:AUTH_PROJECT_MANAGER_COMPANY",
        "right:AUTH_CREATE_PROJECT",
    }
    assert {one.code for one in check.problems} == {"tripletex.client_right_of_key"}


def test_rights_that_the_owner_lacks_at_a_client_are_the_owners(world, opened, key):
    first, *_ = clients(world)
    first.rights[key.owner] = frozenset({"AUTH_EMPLOYEE_INFO"})
    check = opened().client(company(first), (Kind.CUSTOMER,)).check()
    assert [one.code for one in check.problems] == ["tripletex.client_right_of_owner"]


@pytest.mark.parametrize("named", ["client", "office"])
def test_a_client_s_books_are_its_own_whatever_its_session_names(world, opened, named):
    world.options.client_is = named
    office = opened()
    for client in clients(world):
        endpoint = office.client(company(client), KINDS)
        assert endpoint.check().company == company(client)
        shown = {record.id for record in endpoint.fetch(Kind.CUSTOMER).records}
        assert shown == {str(row.id) for row in client.customers.values()}


def test_a_client_that_is_another_firm_now_is_refused(world, opened):
    expected = replace(company(clients(world)[0]), organization_number="999888777")
    with pytest.raises(RefusedError) as refused:
        opened().client(expected, KINDS).check()
    assert refused.value.problems[0].code == "tripletex.other_company"


@pytest.mark.parametrize("status", [403, 401])
def test_a_client_that_has_shut_the_key_out_says_so(world, opened, key, status):
    world.options.foreign_company_status = status
    first, *_ = clients(world)
    withdraw(first, key)
    with pytest.raises(RefusedError) as refused:
        opened().client(company(first), KINDS).check()
    assert refused.value.problems[0].code == "tripletex.client_shut"


@pytest.mark.parametrize("status", [403, 401])
def test_access_lost_on_the_way_leaves_a_write_unsent(world, opened, key, status):
    world.options.foreign_company_status = status
    first, *_ = clients(world)
    endpoint = opened().client(company(first), (Kind.CUSTOMER,))
    endpoint.capabilities()
    before = len(first.customers)
    endpoint.fetch(Kind.CUSTOMER)
    withdraw(first, key)
    [outcome] = endpoint.create(Kind.CUSTOMER, [Draft("a", {"name": "Ås Bygg AS"})])
    assert (outcome.state, outcome.problem.code) == (OutcomeState.UNSENT, "tripletex.client_shut")
    assert len(first.customers) == before


@pytest.mark.parametrize("status", [403, 401])
def test_access_lost_on_the_way_is_not_taken_for_a_right_that_is_missing(
    world, opened, key, status
):
    world.options.foreign_company_status = status
    first, *_ = clients(world)
    endpoint = opened().client(company(first), (Kind.CUSTOMER,))
    endpoint.check()
    withdraw(first, key)
    with pytest.raises(RefusedError) as refused:
        endpoint.fetch(Kind.CUSTOMER)
    assert refused.value.problems[0].code == "tripletex.client_shut"


def test_a_right_lost_on_the_way_is_not_taken_for_access_lost(world, opened, key):
    first, *_ = clients(world)
    endpoint = opened().client(company(first), (Kind.CUSTOMER,))
    endpoint.check()
    grant(first, key, "NONE_PRIVILEGES")
    seen = endpoint.fetch(Kind.CUSTOMER)
    assert (seen.completeness, seen.reason.code) == (Completeness.DENIED, "tripletex.forbidden")


def test_threads_at_many_clients_renew_the_session_once(practice, world, opened):
    office = opened()
    endpoints = [office.client(company(each), KINDS) for each in clients(world)] * 2
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda one: one.check(), endpoints))
        end_sessions(world)
        list(pool.map(lambda one: one.fetch(Kind.CUSTOMER), endpoints))
    assert len(practice.calls("POST", CREATE)) == 2


def test_a_client_first_met_with_an_ended_session_gets_a_new_one(practice, world, opened):
    office = opened()
    office.check()
    end_sessions(world)
    first, *_ = clients(world)
    assert office.client(company(first), KINDS).check().company == company(first)
    assert len(practice.calls("POST", CREATE)) == 2


def test_a_revoked_key_is_refused_and_says_so(world, opened):
    office = opened()
    office.check()
    world.revoke(world.office_token)
    with pytest.raises(RefusedError) as refused:
        office.client(company(clients(world)[0]), KINDS).check()
    assert refused.value.problems[0].code == "tripletex.key_refused"


def test_one_budget_is_told_of_whichever_client_is_asked(practice, world, opened):
    world.options.rate_limit = 100
    office, heard = opened(), []
    office.listen(heard.append)
    for client in clients(world):
        office.client(company(client), KINDS).check()
    # a client's calls are counted on, and its endpoint is closed without the office
    office.client(company(client), KINDS).close()
    office.check()
    assert heard[-1].calls == 1 + 3 * 3 + 2
    assert heard[-1].left == 100 - 3 * 3 - 2


def test_clients_that_cannot_be_asked_for_say_why(world, opened):
    world.faults.append(Fault("html_502", "withLoginAccess", "GET", times=9))
    with pytest.raises(RefusedError) as refused:
        opened().clients()
    assert refused.value.problems[0].code == "tripletex.unavailable"
