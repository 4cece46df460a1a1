"""Sessions: how they are made, what refuses them, and when they end."""

import base64
import json
import threading

import httpx
import pytest

from wizard.practice import Options

CREATE = "/token/session/:create"
REFRESH = "/token/session/:createFromRefreshToken"
WHO = "/token/session/>whoAmI"


def body(world, **changed):
    return {
        "consumerToken": world.consumer_token,
        "employeeToken": world.employee_token,
        "expirationDate": "2026-11-22",
    } | changed


def test_post_answers_201_with_the_session(practice, world):
    answer = practice.anonymous.post(CREATE, json=body(world))
    assert answer.status_code == 201
    value = answer.json()["value"]
    assert value["expirationDate"] == "2026-11-22"
    assert value["token"].startswith("eyJ")


def test_put_is_the_deprecated_way_with_the_same_body(practice, world):
    answer = practice.anonymous.put(CREATE, params=body(world))
    assert answer.status_code == 200
    assert "Deprecation" in answer.headers
    assert answer.json()["value"]["token"].startswith("eyJ")


@pytest.mark.parametrize("name", ["employee_token", "consumer_token"])
def test_tokens_have_the_real_shape(world, name):
    token = getattr(world, name)
    inside = json.loads(base64.b64decode(token))
    assert set(inside) == {"tokenId", "token"}
    assert isinstance(inside["tokenId"], int)
    assert token.startswith("eyJ")
    assert "-" not in token


def test_wrong_consumer_token_names_its_field(practice, world, refused):
    posted = practice.anonymous.post(CREATE, json=body(world, consumerToken="eyJwcm9k"))
    assert refused(posted, 422, 18000, "consumerToken")["validationMessages"][0]["message"] == (
        "Nøkkelen er ugyldig"
    )
    put = practice.anonymous.put(CREATE, params=body(world, consumerToken="eyJwcm9k"))
    refused(put, 422, 18000, "arg:consumerToken")


def test_refusals_speak_the_language_of_the_keys_owner(practice, world, refused):
    sent = body(world, employeeToken=world.make_key(language="en"), consumerToken="eyJwcm9k")
    said = refused(practice.anonymous.put(CREATE, params=sent), 422, 18000, "arg:consumerToken")
    assert said["validationMessages"][0]["message"] == (
        "The consumer token is invalid or does not exist."
    )


@pytest.mark.parametrize(("status", "code"), [(422, 18000), (404, 6000)])
def test_revoked_employee_token(make, refused, status, code):
    practice = make(options=Options(employee_token_refusal=status))
    practice.world.revoke(practice.world.employee_token)
    answer = practice.anonymous.post(CREATE, json=body(practice.world))
    refused(answer, status, code)
    assert practice.api.get(WHO).status_code == 401


def test_expiration_date_has_to_be_a_date_ahead(practice, world, refused):
    create = practice.anonymous.post
    refused(create(CREATE, json=body(world, expirationDate="2026-11-20")), 422, 18000)
    refused(create(CREATE, json=body(world, expirationDate="2026-11-22T10:00:00")), 422, 16000)
    refused(create(CREATE, json=body(world, expirationDate=None)), 422, 15000)


def test_session_ends_at_midnight_in_oslo(practice, world, refused):
    client = practice.login(world.employee_token, expires="2026-11-21")
    practice.clock.time = practice.clock.time.replace(hour=22, minute=59)  # 23:59 in Oslo
    assert client.get(WHO).status_code == 200
    practice.clock.advance(minutes=1)
    refused(client.get(WHO), 401, 3000)


def test_the_other_reading_of_midnight(make, refused):
    practice = make(options=Options(rate_limit=None, session_ends="start_of_date"))
    client = practice.login(practice.world.employee_token, expires="2026-11-22")
    practice.clock.advance(hours=12, minutes=59)
    assert client.get(WHO).status_code == 200
    practice.clock.advance(minutes=1)
    refused(client.get(WHO), 401, 3000)


def test_delete_ends_the_session(practice, world, api):
    token = practice.session(world.employee_token)
    assert api.delete(f"/token/session/{token}").status_code == 204
    assert api.get(WHO, auth=("0", token)).status_code == 401


@pytest.mark.parametrize("user", ["0", "", "own"])
def test_user_names_that_mean_the_own_company(practice, world, user):
    token = practice.session(world.employee_token)
    name = str(world.company.id) if user == "own" else user
    assert practice.anonymous.get(WHO, auth=(name, token)).status_code == 200


@pytest.mark.parametrize(("option", "code"), [(403, 9000), (401, 3000)])
def test_another_company_is_out_of_reach(make, refused, option, code):
    practice = make(options=Options(foreign_company_status=option))
    token = practice.session(practice.world.employee_token)
    refused(practice.anonymous.get(WHO, auth=("4711", token)), option, code)


@pytest.mark.parametrize("header", ["", "Bearer eyJ", "Basic %%%", "Basic MDo="])
def test_what_is_not_a_session_is_unauthorized(practice, refused, header):
    answer = practice.anonymous.get("/employee", headers={"Authorization": header})
    assert refused(answer, 401, 3000)["developerMessage"] == (
        "Could not log in. Check login info in Authorization header."
    )


def test_who_am_i_tells_owner_and_key_apart(world, api):
    value = api.get(
        WHO, params={"fields": "*,company(*),employee(id,firstName,lastName,email)"}
    ).json()["value"]
    assert value["employeeId"] == world.owner
    assert value["actualEmployeeId"] in world.company.token_employees
    assert value["companyId"] == world.company.id
    assert value["company"]["organizationNumber"] == world.company.organization_number
    assert set(value["employee"]) == {"id", "firstName", "lastName", "email"}
    assert value["language"] == "no"
    assert value["loggedInWithConnect"] is value["employeeIsProxy"] is False


def test_integrations_off_refuses_sessions_and_calls(practice, world, api, refused):
    world.switch_integrations(False)
    refused(practice.anonymous.post(CREATE, json=body(world)), 403, 9000)
    refused(api.get(WHO), 403, 9000)
    world.switch_integrations(True)
    assert api.get(WHO).status_code == 200


def test_integrations_off_may_leave_sessions_alone(make, refused):
    practice = make(options=Options(rate_limit=None, integrations_off="refuse_sessions"))
    practice.world.switch_integrations(False)
    assert practice.api.get(WHO).status_code == 200
    refused(practice.anonymous.post(CREATE, json=body(practice.world)), 403, 9000)


@pytest.mark.parametrize("status", [200, 201])
def test_refresh_token_makes_a_session_that_lasts_its_seconds(make, status):
    practice = make(options=Options(rate_limit=None, refresh_status=status))
    sent = {"refreshToken": practice.world.refresh_token, "ttlSeconds": 300}
    answer = practice.anonymous.post(REFRESH, json=sent)
    assert answer.status_code == status
    auth = ("0", answer.json()["value"]["token"])
    practice.clock.advance(seconds=299)
    assert practice.anonymous.get(WHO, auth=auth).status_code == 200
    practice.clock.advance(seconds=1)
    assert practice.anonymous.get(WHO, auth=auth).status_code == 401


@pytest.mark.parametrize(
    ("seconds", "said"), [(299, "Må være minimum 300"), (28801, "Kan ikke være over 28800")]
)
def test_refresh_lifetime_is_bounded(practice, world, refused, seconds, said):
    sent = {"refreshToken": world.refresh_token, "ttlSeconds": seconds}
    answer = refused(practice.anonymous.post(REFRESH, json=sent), 422, 18000, "ttlSeconds")
    assert answer["validationMessages"][0]["message"] == said


def test_unknown_refresh_token(practice, refused):
    sent = {"refreshToken": "tlxr_0", "ttlSeconds": 300}
    refused(practice.anonymous.post(REFRESH, json=sent), 422, 18000, "refreshToken")


def test_two_creations_at_once_from_one_refresh_token(practice, world, refused):
    inside, go_on = threading.Event(), threading.Event()

    def hold(seconds: float) -> None:
        inside.set()
        assert go_on.wait(10)

    sent = {"refreshToken": world.refresh_token, "ttlSeconds": 300}
    answers: list[httpx.Response] = []
    world.sleep = hold
    first = threading.Thread(
        target=lambda: answers.append(practice.client().post(REFRESH, json=sent))
    )
    first.start()
    assert inside.wait(10)
    refused(practice.anonymous.post(REFRESH, json=sent), 409, 8000)
    go_on.set()
    first.join(10)
    assert answers[0].status_code == 201
    assert practice.anonymous.post(REFRESH, json=sent).status_code == 201
