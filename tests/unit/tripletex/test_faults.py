"""What each refusal means: by status, code and field, whatever the words."""

from __future__ import annotations

import pytest

from wizard.errors import Problem
from wizard.http.reply import Reply, TransportFault, Trouble, Unreadable
from wizard.messages import say
from wizard.model.journal import OutcomeState as State
from wizard.tripletex.faults import CALLS, SESSIONS, fault_of, transport_fault


def reply(status, code=None, *fields):
    messages = [{"field": field, "message": "Noe er galt."} for field in fields] or None
    body = {
        "status": status,
        "code": code,
        "message": "Validering feilet.",
        "validationMessages": messages,
        "requestId": "id-77",
    }
    return Reply(status, {}, body)


@pytest.mark.parametrize(
    ("status", "code", "field", "state", "problem"),
    [
        (401, 3000, None, State.UNSENT, "session_refused"),
        (403, 9000, None, State.REJECTED, "forbidden"),
        (404, 6000, None, State.REJECTED, "not_found"),
        (404, 21000, None, State.REJECTED, "wrong_address"),
        (400, 1000, None, State.REJECTED, "not_understood"),
        (400, 4000, None, State.REJECTED, "not_understood"),
        (400, 11000, None, State.REJECTED, "not_understood"),
        (400, 12000, None, State.REJECTED, "not_understood"),
        (409, 7000, None, State.EXISTS, "exists"),
        (409, 14000, None, State.EXISTS, "exists"),
        (409, 8000, None, State.STALE, "changed"),
        (409, 10000, None, State.UNSENT, "locked"),
        (413, None, None, State.REJECTED, "refused"),
        (422, 12000, None, State.REJECTED, "not_understood"),
        (422, 15000, "dateTo", State.REJECTED, "value_refused"),
        (422, 16000, "dateOfBirth", State.REJECTED, "value_refused"),
        (422, 16000, None, State.REJECTED, "not_understood"),
        (422, 17000, None, State.REJECTED, "not_understood"),
        (422, 18000, "email", State.REJECTED, "email_refused"),
        (422, 18000, "departmentNumber", State.EXISTS, "number_in_use"),
        (422, 18000, "customerNumber", State.EXISTS, "number_in_use"),
        (422, 18000, "employeeNumber", State.EXISTS, "number_in_use"),
        (422, 18000, "number", State.EXISTS, "number_in_use"),
        (422, 18000, "projectManager.id", State.REJECTED, "manager_without_access"),
        (422, 18000, "employments.division.id", State.REJECTED, "division_missing"),
        (422, 18000, "division.id", State.REJECTED, "division_missing"),
        (422, 18000, "employee.dateOfBirth", State.REJECTED, "birth_date_missing"),
        (422, 18000, "department.id", State.REJECTED, "department_missing"),
        (422, 18000, "lastName", State.REJECTED, "value_refused"),
        (422, 18000, "postings, name", State.REJECTED, "value_refused"),
        (422, 18000, None, State.REJECTED, "refused"),
        (422, 21000, None, State.REJECTED, "not_understood"),
        (422, 22000, None, State.REJECTED, "not_understood"),
        (422, 23000, None, State.REJECTED, "too_many"),
        (429, None, None, State.UNSENT, "busy"),
        (500, 1000, None, State.UNCERTAIN, "unavailable"),
        (503, None, None, State.UNCERTAIN, "unavailable"),
        (307, None, None, State.UNCERTAIN, "unreadable"),
    ],
)
def test_a_refused_call(status, code, field, state, problem):
    fault = fault_of(reply(status, code, *filter(None, [field])), "api.example")
    assert (fault.state, fault.problem.code) == (state, f"tripletex.{problem}")
    assert f"{status}/{code}" in fault.problem.detail
    assert fault.problem.detail.endswith("id-77")


@pytest.mark.parametrize(
    ("status", "code", "field", "problem"),
    [
        (422, 18000, "consumerToken", "consumer_token_refused"),
        (422, 18000, "arg:consumerToken", "consumer_token_refused"),
        (422, 18000, "employeeToken", "key_refused"),
        (404, 6000, None, "key_refused"),
        (401, 3000, None, "key_refused"),
        (422, 18000, "refreshToken", "internal_key_refused"),
        (403, 9000, None, "integrations_off"),
    ],
)
def test_a_refused_key(status, code, field, problem):
    fault = fault_of(reply(status, code, *filter(None, [field])), "api.example", SESSIONS)
    assert fault.problem.code == f"tripletex.{problem}"


@pytest.mark.parametrize("status", [429, 500, 502])
def test_trouble_at_the_key_check_is_never_a_bad_key(status):
    fault = fault_of(reply(status), "api.example", SESSIONS)
    assert fault.problem.code in ("tripletex.busy", "tripletex.unavailable")


@pytest.mark.parametrize("status", [200, 201, 204, 302, 403, 404, 422, 502])
def test_an_answer_that_cannot_be_read_leaves_a_write_uncertain(status):
    came = Reply(status, {}, unreadable=Unreadable.HTML)
    assert fault_of(came, "api.example").state is State.UNCERTAIN


@pytest.mark.parametrize("body", [None, [], "x", {"validationMessages": "x"}, {"code": []}])
def test_an_envelope_of_any_shape_is_read(body):
    assert fault_of(Reply(422, {}, body), "api.example").state is State.REJECTED


def test_a_definite_refusal_outweighs_a_number_in_use():
    fault = fault_of(reply(422, 18000, "employeeNumber", "email"), "api.example")
    assert fault.problem.code == "tripletex.email_refused"


@pytest.mark.parametrize(
    ("trouble", "state"),
    [
        (Trouble.REFUSED, State.UNSENT),
        (Trouble.PROXY, State.UNSENT),
        (Trouble.TLS, State.UNSENT),
        (Trouble.BROKEN, State.UNCERTAIN),
    ],
)
def test_no_answer_at_all(trouble, state):
    assert transport_fault(TransportFault(trouble, "api.example", "why")).state is state


def test_every_problem_of_the_tables_has_its_words():
    params = {"host": "api.example", "field": "name"}
    for row in (*CALLS, *SESSIONS):
        said = say(Problem(row.problem, params=params), "en")
        assert said.message
        assert said.remedy
    for trouble in Trouble:
        assert say(transport_fault(TransportFault(trouble, "h", "c")).problem, "en").remedy
