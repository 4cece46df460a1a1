"""The set-up file and the journey hold the same answers."""

from __future__ import annotations

from pathlib import Path

from unit.flow.travels import whole

from wizard.flow.answers import Audience, ChooseAnswers, ConnectPartnerAnswers
from wizard.flow.journey import Journey, StepId
from wizard.flow.setupfile import prefilled, setup_of
from wizard.setup import Setup, read_setup


def test_the_set_up_of_a_journey_gives_the_same_answers_again() -> None:
    setup = Setup.model_validate(setup_of(whole()))
    again = prefilled(setup.model_dump(mode="json"))
    for kind in (ChooseAnswers, ConnectPartnerAnswers):
        assert again.of(kind) == whole().of(kind)


def test_the_policy_of_a_journey_is_that_of_its_set_up() -> None:
    setup = Setup.model_validate(setup_of(whole()))
    assert setup.kinds == whole().of(ConnectPartnerAnswers).kinds
    said, meant = setup.policy, whole().of(ConnectPartnerAnswers).policy
    assert (said.default, said.create_missing, said.fill_missing) == (
        meant.default,
        meant.create_missing,
        meant.fill_missing,
    )
    assert {kind: fields for kind, fields in said.fields.items() if fields} == meant.fields


def test_a_set_up_file_prefills_and_leaves_the_rest_to_a_person(tmp_path: Path) -> None:
    file = tmp_path / "setup.toml"
    file.write_text(
        'version = 1\npartner = "svenn"\n[tripletex]\nbase_url = "http://127.0.0.1:9/v2"\n'
        '[scope]\nkinds = ["customer"]\n',
        encoding="utf-8",
    )
    journey = prefilled(read_setup(file).model_dump(mode="json"))
    assert journey.here is StepId.CHOOSE
    assert journey.of(ChooseAnswers) == ChooseAnswers(
        "svenn", Audience.COMPANY, "http://127.0.0.1:9/v2"
    )
    assert [kind.value for kind in journey.of(ConnectPartnerAnswers).kinds] == ["customer"]
    assert set(journey.answers) == {ChooseAnswers, ConnectPartnerAnswers}


def test_a_new_journey_has_a_set_up_with_the_contracts_defaults() -> None:
    setup = Setup.model_validate({**setup_of(Journey()), "partner": "workbook"})
    assert setup == Setup(version=1, partner="workbook")
