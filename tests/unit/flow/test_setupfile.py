"""The set-up file and the journey hold the same answers."""

from __future__ import annotations

from pathlib import Path

from unit.flow.travels import office, whole

from wizard.flow.answers import (
    Audience,
    ChooseAnswers,
    ClientsAnswers,
    ConnectPartnerAnswers,
)
from wizard.flow.journey import Journey, StepId
from wizard.flow.setupfile import prefilled, setup_of
from wizard.model.matching import Authority, Direction, Policy
from wizard.model.records import Kind
from wizard.setup import Setup, read_setup


def test_the_set_up_of_a_journey_gives_the_same_answers_again() -> None:
    setup = Setup.model_validate(setup_of(whole()))
    again = prefilled(setup.model_dump(mode="json", exclude_unset=True))
    for kind in (ChooseAnswers, ConnectPartnerAnswers):
        assert again.of(kind) == whole().of(kind)


def test_the_policy_of_a_journey_is_what_was_said_over_the_preset() -> None:
    setup = Setup.model_validate(setup_of(whole()))
    preset = Policy(Authority.NEWEST, creates={Kind.CUSTOMER: Direction.NONE})
    policy = setup.policy(preset)
    assert setup.kinds(list(Kind)) == (Kind.EMPLOYEE, Kind.CUSTOMER)
    assert policy.default is Authority.TRIPLETEX
    assert policy.creates == {}
    assert policy.fields[Kind.EMPLOYEE] == {"email": Authority.PARTNER}


def test_what_was_not_said_is_the_presets() -> None:
    setup = Setup.model_validate(setup_of(Journey().answered(ChooseAnswers("svenn"))))
    preset = Policy(Authority.NEWEST, Direction.NONE, creates={Kind.CUSTOMER: Direction.NONE})
    policy = setup.policy(preset)
    assert setup.kinds([Kind.PROJECT]) == (Kind.PROJECT,)
    assert (policy.default, policy.create_missing) == (Authority.NEWEST, Direction.NONE)
    assert policy.creates == preset.creates


def test_a_set_up_file_prefills_and_leaves_the_rest_to_a_person(tmp_path: Path) -> None:
    file = tmp_path / "setup.toml"
    file.write_text(
        'version = 1\npartner = "svenn"\n[tripletex]\nbase_url = "http://127.0.0.1:9/v2"\n'
        '[scope]\nkinds = ["customer"]\n',
        encoding="utf-8",
    )
    journey = prefilled(read_setup(file).model_dump(mode="json", exclude_unset=True))
    assert journey.here is StepId.CHOOSE
    assert journey.of(ChooseAnswers) == ChooseAnswers(
        "svenn", Audience.COMPANY, "http://127.0.0.1:9/v2"
    )
    assert journey.of(ConnectPartnerAnswers) == ConnectPartnerAnswers(kinds=(Kind.CUSTOMER,))
    assert set(journey.answers) == {ChooseAnswers, ConnectPartnerAnswers}


def test_a_new_journey_has_a_set_up_with_the_contracts_defaults() -> None:
    setup = Setup.model_validate({**setup_of(Journey()), "partner": "workbook"})
    assert setup == Setup(version=1, partner="workbook")


def test_an_offices_set_up_names_the_clients_that_were_gone_on_with() -> None:
    setup = Setup.model_validate(setup_of(office()))
    assert setup.audience == "office"
    assert setup.scope.clients == ("923609016", "974760673")
    again = prefilled(setup.model_dump(mode="json", exclude_unset=True))
    assert again.of(ChooseAnswers) == office().of(ChooseAnswers)
    assert again.of(ConnectPartnerAnswers) == office().of(ConnectPartnerAnswers)
    expected = again.of(ClientsAnswers).expected
    assert expected is not None
    assert again.of(ClientsAnswers).numbers == ("923609016", "974760673")
    assert [(one.number, one.row) for one in expected] == [("923609016", 1), ("974760673", 2)]
