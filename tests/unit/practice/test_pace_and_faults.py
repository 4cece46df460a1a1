"""The rate limit, latency, and troubles made to order."""

import json

import pytest

from wizard.practice import Fault, Options

RESET = "X-Rate-Limit-Reset"


def test_headers_count_down_and_the_window_opens_again(make, refused):
    practice = make(options=Options(rate_limit=3))
    first = practice.api.get("/division")
    assert first.headers["X-Rate-Limit-Limit"] == "3"
    assert first.headers["X-Rate-Limit-Remaining"] == "2"
    assert first.headers[RESET] == "10"
    practice.clock.advance(seconds=7.5)
    practice.api.get("/division")
    last = practice.api.get("/division")
    assert (last.headers["X-Rate-Limit-Remaining"], last.headers[RESET]) == ("0", "3")
    body = practice.api.get("/division")
    assert (body.status_code, body.json()["status"]) == (429, 429)
    practice.clock.advance(seconds=2.5)
    assert practice.api.get("/division").status_code == 200


def test_every_second_429_lacks_its_reset(make):
    practice = make(options=Options(rate_limit=0))
    has_reset = [RESET in practice.api.get("/division").headers for _ in range(4)]
    assert has_reset == [True, False, True, False]


def test_each_key_has_a_limit_of_its_own(make):
    practice = make(options=Options(rate_limit=1))
    other = practice.login(practice.world.make_key())
    assert practice.api.get("/division").status_code == 200
    assert practice.api.get("/division").status_code == 429
    assert other.get("/division").status_code == 200


def test_refusals_count_too_and_making_a_session_does_not(make):
    practice = make(options=Options(rate_limit=2))
    practice.session(practice.world.employee_token)
    assert practice.api.get("/customer/1").headers["X-Rate-Limit-Remaining"] == "1"


def test_no_limit_no_headers(api):
    assert RESET not in api.get("/division").headers


def test_latency_is_waited_before_each_call(practice, world, api):
    waited = []
    world.sleep = waited.append
    world.options.latency_ms = 40
    api.get("/division")
    assert waited == [0.04]


def customers(world):
    return [row["name"] for row in world.company.customers.values()]


NEW = {"name": "Brått AS"}


@pytest.mark.parametrize(
    ("fault", "happened"),
    [
        (Fault("reset_before", "/customer", "POST"), False),
        (Fault("reset_after", "/customer", "POST"), True),
        (Fault("hang", "/customer", "POST", seconds=0), False),
        (Fault("hang", "/customer", "POST", seconds=0, committed=True), True),
    ],
)
def test_dropped_connections(world, api, fault, happened):
    world.faults.append(fault)
    with pytest.raises(ConnectionResetError):
        api.post("/customer", json=NEW)
    assert (NEW["name"] in customers(world)) is happened
    assert world.requests[-1] == ("POST", "/customer", 201 if happened else 0)
    assert api.post("/customer", json=NEW).status_code == 201


@pytest.mark.parametrize("committed", [True, False])
@pytest.mark.parametrize(("action", "status"), [("html_502", 502), ("json_500", 500)])
def test_answers_that_hide_what_happened(world, api, action, status, committed):
    world.faults.append(Fault(action, "/customer$", "POST", committed=committed))
    answer = api.post("/customer", json=NEW)
    assert answer.status_code == status
    assert (NEW["name"] in customers(world)) is committed
    if action == "html_502":
        assert answer.headers["content-type"].startswith("text/html")
    else:
        assert (answer.json()["code"], answer.json()["message"]) == (1000, None)


def test_truncated_answer(world, api):
    world.faults.append(Fault("truncate", "/customer", "POST"))
    answer = api.post("/customer", json=NEW)
    assert answer.status_code == 201
    assert len(answer.content) < int(answer.headers["content-length"])
    with pytest.raises(json.JSONDecodeError):
        answer.json()
    assert NEW["name"] in customers(world)


def test_slow_answer(world, api):
    waited = []
    world.sleep = waited.append
    world.faults.append(Fault("slow", "/customer", seconds=30))
    assert api.get("/customer").status_code == 200
    assert waited == [30]


@pytest.mark.parametrize("reset", [True, False])
def test_429_to_order(world, api, reset):
    world.faults.append(Fault("status_429", "/customer", reset=reset))
    answer = api.post("/customer", json=NEW)
    assert answer.status_code == 429
    assert (RESET in answer.headers) is reset
    assert NEW["name"] not in customers(world)


def test_key_revoked_in_the_middle(practice, world, api, refused):
    world.faults.append(Fault("revoke", "/project"))
    assert api.get("/customer").status_code == 200
    refused(api.get("/project"), 401, 3000)
    refused(api.get("/customer"), 401, 3000)


def test_a_rule_strikes_so_many_times_after_so_many_skips(world, api):
    world.faults.append(Fault("html_502", r"^/customer\?", "GET", times=2, skip=1))
    seen = [api.get("/customer", params={"count": 1}).status_code for _ in range(4)]
    assert seen == [200, 502, 502, 200]
    assert api.get("/customer").status_code == 200


def test_calls_are_logged_below_the_base_path(world, api):
    world.requests.clear()
    api.get("/customer", params={"count": 1})
    api.get("/nowhere")
    assert world.requests == [("GET", "/customer?count=1", 200), ("GET", "/nowhere", 404)]


def test_hook_runs_after_the_write_and_before_the_answer(world, api):
    seen = []

    def hook(method, path, status):
        seen.append((method, path, status, NEW["name"] in customers(world)))
        raise KeyboardInterrupt

    world.before_answer.append(hook)
    with pytest.raises(KeyboardInterrupt):
        api.post("/customer", json=NEW)
    assert seen == [("POST", "/customer", 201, True)]
