"""The journey in the practice company's pages, in a real browser and by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from selenium.webdriver.common.keys import Keys

from wizard.practice import RunningServer, World, seeded_world, serve

from .browser import Keyboard, chromium


@pytest.fixture
def world() -> World:
    world = seeded_world()
    world.switch_integrations(False)
    return world


@pytest.fixture
def server(world: World) -> Iterator[RunningServer]:
    with serve(world) as server:
        yield server


@pytest.fixture
def hands(tmp_path: Path) -> Iterator[Keyboard]:
    with chromium(tmp_path / "profile") as keyboard:
        yield keyboard


def works(server: RunningServer, world: World, token: str) -> bool:
    sent = {
        "consumerToken": world.consumer_token,
        "employeeToken": token,
        "expirationDate": "2099-01-01",
    }
    with httpx.Client(base_url=server.url, trust_env=False) as client:
        return client.post("/token/session/:create", json=sent).status_code == 201


WORDS = {
    "nb": {
        "subscription": "Mitt abonnement",
        "terms": "Les vilkår – Integrasjoner",
        "activate": "Aktiver",
        "employees": "Ansatte",
        "tab": "API-tilgang",
        "new": "Ny nøkkel",
        "custom": "Tilpasset oppsett",
        "all": "Alle tilganger",
        "application": "Applikasjonsnavn",
        "name": "Gi nøkkelen navn",
        "make": "Opprett nøkkel",
        "refused": "Fant ikke applikasjonen «svenn»",
        "copy": "Kopier",
        "copied": "Kopiert",
        "once": "Nøkkelen vises ikke igjen",
        "market": "Finn en integrasjon",
        "search": "Søk etter navn eller kategori",
    },
    "en": {
        "subscription": "My subscription",
        "terms": "Read terms – Integrations",
        "activate": "Activate",
        "employees": "Employees",
        "tab": "API access",
        "new": "New key",
        "custom": "Adapted setup",
        "all": "All entitlements",
        "application": "Application name",
        "name": "Name the key",
        "make": "Create token",
        "refused": "The application “svenn” could not be found",
        "copy": "Copy",
        "copied": "Copied",
        "once": "The key is not shown again",
        "market": "Find an integration",
        "search": "Search by name or category",
    },
}


@pytest.mark.parametrize("language", ["nb", "en"])
def test_from_the_service_to_a_key_that_works(
    hands: Keyboard, server: RunningServer, world: World, language: str
) -> None:
    words = WORDS[language]
    owner = world.company.employees[world.owner]
    hands.open(f"{server.web}?lang={language}")
    hands.follow(words["subscription"])
    hands.follow(words["terms"])
    sound(hands)
    hands.follow(words["activate"])
    assert world.company.integrations_on
    hands.follow(words["employees"])
    sound(hands)
    hands.follow(f"{owner['firstName']} {owner['lastName']}")
    hands.follow(words["tab"])
    sound(hands)
    hands.follow(words["new"])
    hands.tick(words["custom"])
    hands.tick(words["all"])
    hands.fill(words["application"], "svenn")
    hands.fill(words["name"], "Svenn")
    hands.follow(words["make"])
    assert words["refused"] in hands.text
    sound(hands)
    hands.fill(words["application"], "Svenn")
    hands.follow(words["make"])
    sound(hands)
    token = copied_key(hands, words)
    assert works(server, world, token)
    hands.driver.back()
    hands.driver.forward()
    assert hands.heading == words["once"]
    assert token not in hands.text
    hands.follow(words["market"])
    sound(hands)
    hands.go_to(words["search"]).send_keys(Keys.CONTROL, "v")
    assert hands.here.get_attribute("value") == token


def copied_key(hands: Keyboard, words: dict[str, str]) -> str:
    """The key on the page; copied with the page's own button, and read from its field."""
    hands.push(words["copy"])
    field = hands.driver.find_element("id", "key")
    said = hands.driver.find_element("id", "said")
    hands.until(lambda: said.text == words["copied"])
    return field.get_attribute("value") or ""


def sound(hands: Keyboard) -> None:
    """Nothing on the page lacks a name or runs out at the side, in a narrow window either."""
    assert hands.unnamed() == []
    for width in (1120, 560):
        hands.driver.set_window_size(width, 740)
        assert hands.sideways() <= 0, hands.heading
    hands.driver.set_window_size(1120, 740)


def test_all_of_it_without_javascript(hands: Keyboard, server: RunningServer, world: World) -> None:
    hands.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    world.switch_integrations(True)
    hands.open(f"{server.web}company/employees/{world.owner}/api-access/new?lang=nb")
    hands.go_to("Applikasjon").send_keys("Huma")
    hands.fill("Gi nøkkelen navn", "Huma")
    hands.turn(Keys.ENTER)
    field = hands.driver.find_element("id", "key")
    assert works(server, world, field.text)
    assert hands.heading == "Nøkkelen er laget"
    hands.follow("Ok")
    assert "Huma · 2 tilganger" in hands.text


def test_a_part_without_rights_finds_no_way_in(
    hands: Keyboard, server: RunningServer, world: World
) -> None:
    world.switch_integrations(True)
    hands.open(f"{server.web}profile?lang=nb")
    assert "Mer" in hands.text
    hands.go_to("Du øver som").send_keys("Vanlig")
    hands.follow("Bytt")
    assert "API-tilgang" not in hands.text
    assert "Mer" not in hands.text.splitlines()
    hands.follow("Mitt abonnement")
    hands.follow("Vis Integrasjoner")
    assert "Bare en brukeradministrator eller kontoadministrator" in hands.text
