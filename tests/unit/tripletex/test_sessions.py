"""Sessions: made once, kept until a margin before their end, renewed alone, and vouched for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.errors import RefusedError
from wizard.model.journal import Draft, OutcomeState
from wizard.model.records import Kind
from wizard.practice import Fault, Options
from wizard.tripletex import Credentials, InternalCredentials
from wizard.tripletex.auth import OSLO, expiry

CREATE = "/token/session/:create"


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)))
def test_a_session_is_asked_for_later_than_today_and_is_of_use(moment):
    now = moment.replace(tzinfo=UTC)
    day, good_until = expiry(now)
    assert day > now.astimezone(OSLO).date()
    assert good_until > now
    assert good_until < datetime.combine(day, datetime.min.time(), OSLO)


@pytest.mark.parametrize("ends", ["end_of_date", "start_of_date"])
def test_midnight_in_oslo_is_passed_without_a_refusal(practice, ends):
    practice.found(options=Options(rate_limit=None, session_ends=ends))
    practice.clock.time = datetime(2026, 3, 28, 22, 40, tzinfo=UTC)  # summer time begins
    endpoint = practice.endpoint()
    for _ in range(60):
        endpoint.fetch(Kind.DEPARTMENT)
        practice.clock.time += timedelta(minutes=1)
    assert [call for call in practice.calls() if call[2] == 401] == []
    assert len(practice.calls("POST", CREATE)) == 2


def test_a_session_that_ended_early_is_renewed_once_and_the_write_goes_on(practice):
    endpoint = practice.endpoint()
    endpoint.capabilities()
    for session in list(practice.world.keys._sessions):
        practice.world.keys.end(session)

    [outcome] = endpoint.create(Kind.CUSTOMER, [Draft("a", {"name": "Ås Bygg AS"})])

    assert outcome.state is OutcomeState.DONE
    assert len(practice.calls("POST", CREATE)) == 2
    # the write was refused, a session made, its company asked, and only then the write repeated
    statuses = [(method, status) for method, _, status in practice.calls()[-4:]]
    assert statuses == [("POST", 401), ("POST", 201), ("GET", 200), ("POST", 201)]


def test_many_threads_make_one_session(practice):
    endpoint = practice.endpoint()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: endpoint.check(), range(8)))
    assert len(practice.calls("POST", CREATE)) == 1


def test_a_session_of_another_company_stops_before_the_next_write(practice):
    endpoint = practice.endpoint()
    endpoint.check()
    for session in list(practice.world.keys._sessions):
        practice.world.keys.end(session)
    practice.world.company.details["organizationNumber"] = "923609016"
    before = len(practice.world.company.customers)

    [outcome] = endpoint.create(Kind.CUSTOMER, [Draft("a", {"name": "Ås Bygg AS"})])

    assert outcome.state is OutcomeState.UNSENT
    assert outcome.problem.code == "tripletex.other_company"
    assert len(practice.world.company.customers) == before


@pytest.mark.parametrize("status", [422, 404])
def test_a_revoked_key_is_told_as_such_and_nothing_is_written(practice, status):
    practice.world.options.employee_token_refusal = status
    endpoint = practice.endpoint()
    endpoint.check()
    practice.world.revoke(practice.world.employee_token)

    [outcome] = endpoint.create(Kind.CUSTOMER, [Draft("a", {"name": "Ås Bygg AS"})])
    with pytest.raises(RefusedError) as caught:
        endpoint.fetch(Kind.CUSTOMER)

    assert outcome.state is OutcomeState.UNSENT
    assert outcome.problem.code == "tripletex.key_refused"
    assert caught.value.problems[0].code == "tripletex.key_refused"


def test_a_consumer_token_of_another_environment(practice):
    wrong = Credentials(practice.world.employee_token, practice.world.employee_token)
    with pytest.raises(RefusedError) as caught:
        practice.endpoint(credentials=wrong).check()
    [problem] = caught.value.problems
    assert problem.code == "tripletex.consumer_token_refused"
    assert problem.params["host"] == "localhost"


def test_a_company_without_integrasjoner(practice):
    practice.world.switch_integrations(False)
    with pytest.raises(RefusedError) as caught:
        practice.endpoint().check()
    assert caught.value.problems[0].code == "tripletex.integrations_off"


@pytest.mark.parametrize("action", ["html_502", "json_500"])
def test_a_gateway_in_trouble_is_never_a_bad_key(practice, action):
    practice.world.faults.append(Fault(action, path=CREATE, times=99))
    with pytest.raises(RefusedError) as caught:
        practice.endpoint().check()
    assert caught.value.problems[0].code == "tripletex.unavailable"


def test_one_hiccup_at_the_key_check_is_not_noticed(practice):
    practice.world.faults += [Fault("html_502", path=CREATE), Fault("reset_before", path=CREATE)]
    assert practice.endpoint().check().company is not None


@pytest.mark.parametrize("status", [200, 201])
def test_a_companys_own_refresh_token(practice, status):
    practice.world.options.refresh_status = status
    credentials = InternalCredentials(practice.world.refresh_token)
    assert practice.endpoint(credentials=credentials).check().company is not None


def test_a_refresh_token_in_use_is_free_again_soon(practice):
    world = practice.world
    world.refreshing.add(world.refresh_token)
    world.before_answer.append(
        lambda method, path, status: world.refreshing.clear() if status == 409 else None
    )
    endpoint = practice.endpoint(credentials=InternalCredentials(world.refresh_token))
    assert endpoint.check().company is not None
    assert [status for _, _, status in practice.calls("POST")] == [409, 201]


def test_a_refresh_token_that_is_not_accepted(practice):
    with pytest.raises(RefusedError) as caught:
        practice.endpoint(credentials=InternalCredentials("tlxr_0123456789")).check()
    assert caught.value.problems[0].code == "tripletex.internal_key_refused"


def test_no_key_reaches_an_address_a_log_or_an_error(practice, caplog):
    caplog.set_level("DEBUG")
    world = practice.world
    endpoint = practice.endpoint()
    endpoint.check()
    sessions = list(world.keys._sessions)
    world.revoke(world.employee_token)
    with pytest.raises(RefusedError) as caught:
        endpoint.fetch(Kind.EMPLOYEE)

    told = caplog.text + repr(caught.value.problems) + str(caught.value) + repr(world.requests)
    for secret in (world.employee_token, world.consumer_token, *sessions):
        assert secret not in told
