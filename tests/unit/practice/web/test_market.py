"""Integrasjoner, the marketplace: cards, the agreement, and handing the key over."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest

from wizard.practice import Options


class Vendor:
    """A vendor's redirect address on this machine."""

    def __init__(self) -> None:
        self.received: list[dict[str, list[str]]] = []
        self.status = 200
        vendor = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                vendor.received.append(parse_qs(self.rfile.read(length).decode()))
                vendor.on_arrival()
                self.send_response(vendor.status)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.on_arrival = lambda: None
        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/landing"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,))
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def vendor():
    running = Vendor()
    yield running
    running.close()


def test_cards_and_search(person):
    page = person.get("/integrations")
    assert all(name in page for name in ("Huma", "Klokkeblom Timer", "Reisevev"))
    assert "Svenn" not in page
    found = person.get("/integrations?q=TIMER")
    assert "Klokkeblom" in found
    assert "Huma" not in found
    assert "Ingen integrasjon passer til «xyz»" in person.get("/integrations?q=xyz")
    person.get("/integrations/Svenn", 404)


def test_the_agreement_comes_first(world, person):
    page = person.post("/integrations/Huma")
    assert "Huk av for avtalen først." in page
    assert len(world.keys.owned_by(world.owner)) == 1


def test_with_nowhere_to_send_it(world, person):
    page = person.post("/integrations/Huma", agreed="yes")
    assert "Denne øvingen har ingen leverandør" in page
    key = world.keys.owned_by(world.owner)[-1]
    assert (key.name, key.application.name) == ("Huma", "Huma")
    assert key.token not in page


def test_the_key_goes_to_the_vendor_and_the_user_after_it(make, make_person, vendor):
    practice = make(options=Options(rate_limit=None, marketplace_redirect=vendor.address))
    # The vendor may use the key before it answers.
    used = []
    vendor.on_arrival = lambda: used.append(practice.login(vendor.received[0]["token"][0]))
    person = make_person(practice.world)
    data = {"csrf": person.token(), "agreed": "yes"}
    answer = person.client.post("/integrations/Huma", data=data, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, vendor.address)
    company = practice.world.company
    assert vendor.received == [
        {
            "companyId": [str(company.id)],
            "companyName": [company.name],
            "orgnumber": [company.organization_number],
            "token": [practice.world.keys.owned_by(practice.world.owner)[-1].token],
        }
    ]
    assert used[0].get("/employee").status_code == 200


def test_a_vendor_that_refuses_or_is_not_there(make, make_person, vendor):
    practice = make(options=Options(marketplace_redirect=vendor.address))
    person = make_person(practice.world)
    vendor.status = 500
    assert "tok ikke imot den (svar 500)" in person.post("/integrations/Huma", agreed="yes")
    practice.world.options.marketplace_redirect = "http://127.0.0.1:9/"
    assert "svarte ikke" in person.post("/integrations/Huma", agreed="yes")


def test_the_browser_may_be_the_one_who_sends(make, make_person):
    address = "http://127.0.0.1:9999/landing"
    options = Options(marketplace_redirect=address, marketplace_sender="browser")
    person = make_person(make(options=options).world)
    data = {"csrf": person.token(), "agreed": "yes"}
    answer = person.client.post("/integrations/Huma", data=data)
    key = person.world.keys.owned_by(person.world.owner)[-1]
    assert f'action="{address}"' in answer.text
    assert f'name="token" value="{key.token}"' in answer.text
    policy = answer.headers["content-security-policy"]
    assert "form-action 'self' http://127.0.0.1:9999;" in policy


def test_keys_leave_this_machine_never(make, make_person):
    options = Options(marketplace_redirect="https://example.com/landing")
    person = make_person(make(options=options).world)
    with pytest.raises(ValueError, match="this machine"):
        person.post("/integrations/Huma", agreed="yes")
    assert len(person.world.keys.owned_by(person.world.owner)) == 1


def test_without_the_service_or_the_right_there_is_no_button(world, person):
    person.play("Vanlig bruker")
    assert "du må være brukeradministrator" in person.get("/integrations/Huma")
    person.post("/integrations/Huma", 404, agreed="yes")
