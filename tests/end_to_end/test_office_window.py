"""An accounting office in the real window, and access that is given in a real browser beside it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from wizard.flow.journey import StepId
from wizard.practice import open_office
from wizard.practice.office import clients, withdraw

from .beginnings import SEAL, office_left_at
from .browser import Keyboard, chromium
from .conftest import Desk, MakeDesk
from .desktop import Desktop
from .program import Program, program

ADMINISTRATOR = "Regnskapskontor: Brukeradministrator i klientkontoer"
WITHIN = 5.0


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    """A desk of an office with four clients, of which the last has not let its key in."""
    made = make_desk(employees=3, customers=2, projects=1)
    open_office(made.world, clients=4)
    key = made.world.keys.find(made.world.office_token or "")
    assert key is not None
    withdraw(clients(made.world)[-1], key)
    return made


def test_access_that_is_given_in_tripletex_shows_within_five_seconds(
    seat: Desktop, desk: Desk, tmp_path: Path
) -> None:
    office_left_at(desk, StepId.GIVE_ACCESS)
    last = clients(desk.world)[-1]
    token = desk.world.office_token or ""
    with (
        chromium(tmp_path / "browser", seat.environ) as web,
        program(seat, desk, "nb", **SEAL, TRIPLETEX_EMPLOYEE_TOKEN=token) as window,
    ):
        window.come_forward()
        window.push("Continue")
        window.heard(window.word("Give the clients access to the key"))
        window.ready("Set up {count} clients", count=3)
        filled_in(web, desk.url.removesuffix("/v2"), last.id)
        web.go_to("Lagre endringer")
        given = time.monotonic()
        web.turn(Keys.ENTER)
        window.until(lambda: behind(window, "Set up {count} clients", count=4), WITHIN)
        assert time.monotonic() - given <= WITHIN
        window.come_forward()
        window.push("Set up {count} clients", count=4)
        window.see("Connect to {partner} for the clients", partner="Excel")


def behind(window: Program, text: str, **values: object) -> bool:
    """Whether a text stands in the window, though another program's is in front of it."""
    wanted = window.word(text, **values)
    tops = window.desktop.reader.windows(window.process.pid)
    return any(one.name == wanted for top in tops for one in top.all())


def filled_in(web: Keyboard, address: str, client: int) -> None:
    """Fill in Klient › Tilganger › Legg til API-nøkkel for a client, all but the last press."""
    web.open(address)
    Select(web.driver.find_element(By.NAME, "part")).select_by_visible_text(ADMINISTRATOR)
    web.follow("Bytt")
    web.open(f"{address}/clients/access/add")
    Select(web.driver.find_element(By.ID, "key")).select_by_index(1)
    Select(web.driver.find_element(By.ID, "template")).select_by_index(1)
    box = web.driver.find_element(By.CSS_SELECTOR, f"input[name=client][value='{client}']")
    box.click()
