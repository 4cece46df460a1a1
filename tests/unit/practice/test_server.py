"""The practice company over a real socket."""

import json
import threading

import httpx
import pytest

from wizard.practice import Fault, Options, seeded_world, serve, start_line


@pytest.fixture
def served():
    world = seeded_world(options=Options(rate_limit=None))
    with serve(world, threads=2) as server, httpx.Client(base_url=server.url) as client:
        answer = client.post(
            "/token/session/:create",
            json={
                "consumerToken": world.consumer_token,
                "employeeToken": world.employee_token,
                "expirationDate": "2099-01-01",
            },
        )
        client.auth = ("0", answer.json()["value"]["token"])
        yield world, server, client


def test_start_line_is_what_a_program_needs(served):
    world, server, client = served
    line = json.loads(json.dumps(start_line(server, world)))
    assert line == {
        "url": server.url,
        "web": server.web,
        "employee_token": world.employee_token,
        "consumer_token": world.consumer_token,
        "office_token": None,
        "office_clients": [],
    }
    assert line["url"].endswith("/v2")
    assert client.get(f"{line['url']}/employee").json()["count"] == 13


def test_front_page_says_what_this_is(served):
    _, server, _ = served
    page = httpx.get(server.web)
    assert page.headers["content-type"].startswith("text/html")
    assert "Øvingsselskapet – ikke Tripletex" in page.text


@pytest.mark.parametrize("action", ["reset_before", "reset_after", "truncate"])
def test_broken_connections_are_broken_on_the_wire(served, action):
    world, _, client = served
    world.faults.append(Fault(action, "/customer", "POST"))
    with pytest.raises(httpx.RemoteProtocolError):
        client.post("/customer", json={"name": "Brått AS"})
    names = [row["name"] for row in world.company.customers.values()]
    assert ("Brått AS" in names) is (action != "reset_before")
    assert client.get("/customer").status_code == 200


def test_closing_lets_go_of_calls_that_hang():
    world = seeded_world()
    world.faults.append(Fault("hang", "/division", seconds=600))
    server = serve(world)
    waiting, ended = threading.Event(), threading.Event()

    def sleep(seconds: float) -> None:
        waiting.set()
        world.halted.wait(seconds)

    def call() -> None:
        with pytest.raises(httpx.TransportError):
            httpx.get(f"{server.url}/division", timeout=60)
        ended.set()

    world.sleep = sleep
    caller = threading.Thread(target=call)
    caller.start()
    assert waiting.wait(10)
    server.close()
    assert ended.wait(10)
    caller.join()
    with pytest.raises(httpx.ConnectError):
        httpx.get(server.url)
