"""What an office is handed: how clients give access, the board as a workbook, and its set-up."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook
from unit.flow.travels import office

from wizard import i18n
from wizard.documents.accessguide import access_steps, give_access
from wizard.documents.clientsheet import write_clients
from wizard.documents.keyguide import key_steps, office_recipes
from wizard.documents.setupout import write_setup
from wizard.flow.setupfile import setup_of
from wizard.profiles import load_profile
from wizard.profiles.profile import KeyWay
from wizard.setup import read_setup


def test_an_offices_key_is_ticked_as_such_before_it_is_made() -> None:
    profile = load_profile("dynamik")
    recipe = office_recipes(profile)[0]
    plain = key_steps(recipe, profile.name)
    shared = key_steps(recipe, profile.name, office=True)
    assert [one for one in shared if one not in plain] == [shared[-2]]
    assert "Regnskapskontorets brukernøkkel" in shared[-2].what


def test_the_marketplace_makes_no_key_for_an_office() -> None:
    for partner in ("dynamik", "workbook"):
        recipes = office_recipes(load_profile(partner))
        assert recipes
        assert all(one.way is not KeyWay.MARKETPLACE for one in recipes)


def test_the_task_names_the_clients_that_are_missing_and_no_secret() -> None:
    text = give_access("https://tripletex.no", "Kontornøkkel", ["923609016", "974760673"]).text()
    assert "Klient › Tilganger" in text
    assert "«Kontornøkkel»" in text
    assert "923609016, 974760673" in text
    assert "**" not in text
    assert access_steps("")[2].drawn is not None


def test_the_board_becomes_a_workbook(tmp_path: Path) -> None:
    i18n.use("nb")
    line = ("Fjell Bygg AS", "923609016", "Gitt", "Synket", "0", "21.11.2026 12:00", "", "")
    write_clients(tmp_path / "klienter.xlsx", [line, ("=1+1", *line[1:])])
    [sheet] = load_workbook(tmp_path / "klienter.xlsx").worksheets
    values = list(sheet.values)
    assert values[0][0] == "Klient"
    assert values[1][:4] == line[:4]
    assert sheet.cell(3, 1).data_type == "s"  # what a client is called is never a formula


def test_what_is_handed_over_opens_as_the_same_set_up(tmp_path: Path) -> None:
    write_setup(tmp_path / "oppsett.toml", setup_of(office()))
    setup = read_setup(tmp_path / "oppsett.toml")
    assert setup.audience == "office"
    assert setup.scope.clients == ("923609016", "974760673")
    assert setup.partner_settings["file"] == "/tmp/{organization_number}.xlsx"
