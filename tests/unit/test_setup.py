"""The set-up file: what it may say, where it points, and what it may never hold."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.errors import UsageError
from wizard.model.matching import Authority, Direction, Policy
from wizard.model.records import Kind, Side
from wizard.setup import Setup, read_setup, stored_setup

LEAST = 'version = 1\npartner = "workbook"\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "setup.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(folder: Path, text: str) -> list[tuple[str, str]]:
    with pytest.raises(UsageError) as caught:
        read_setup(written(folder, text))
    return [(one.code, one.params.get("place", "")) for one in caught.value.problems]


def test_what_is_left_out_is_as_the_contract_says(tmp_path: Path) -> None:
    setup = read_setup(written(tmp_path, LEAST))
    assert setup.tripletex.base_url == "https://tripletex.no/v2"
    assert setup.kinds(list(Kind)[1:]) == (Kind.EMPLOYEE, Kind.CUSTOMER, Kind.PROJECT)
    policy = setup.policy(Policy())
    assert policy.default is Authority.ASK
    assert policy.create_missing is Direction.BOTH
    assert policy.fill_missing is Direction.BOTH


def test_a_single_field_stands_over_the_default(tmp_path: Path) -> None:
    more = '[decisions]\ndefault = "partner"\n[decisions.employee]\nemail = "tripletex"\n'
    policy = read_setup(written(tmp_path, LEAST + more)).policy(Policy())
    assert policy.authority(Kind.EMPLOYEE, "email") is Authority.TRIPLETEX
    assert policy.authority(Kind.CUSTOMER, "email") is Authority.PARTNER


def test_a_file_is_found_from_where_the_set_up_file_lies(tmp_path: Path) -> None:
    more = '[partner_settings]\nfile = "registers/../r.xlsx"\n'
    setup = read_setup(written(tmp_path, LEAST + more))
    assert setup.partner_settings["file"] == str((tmp_path / "r.xlsx").resolve())


def test_a_run_is_resumed_with_the_set_up_it_was_begun_with(tmp_path: Path) -> None:
    more = '[partner_settings]\nfile = "r.xlsx"\n[scope]\nkinds = ["customer"]\n'
    setup = read_setup(written(tmp_path, LEAST + more))
    assert stored_setup(setup.stored()) == setup


class TestWhatTheProfilePresets:
    preset = Policy(
        Authority.PARTNER,
        Direction.TRIPLETEX,
        Direction.NONE,
        {Kind.CUSTOMER: {"name": Authority.TRIPLETEX}},
        {Kind.CUSTOMER: Direction.NONE},
        {Kind.PROJECT: Direction.BOTH},
    )

    def policy(self, folder: Path, more: str) -> Policy:
        return stored_setup(read_setup(written(folder, LEAST + more)).stored()).policy(self.preset)

    def test_holds_where_the_set_up_is_silent(self, tmp_path: Path) -> None:
        policy = self.policy(tmp_path, "")
        assert policy.default is Authority.PARTNER
        assert policy.authority(Kind.CUSTOMER, "name") is Authority.TRIPLETEX
        assert policy.makes(Kind.EMPLOYEE, Side.TRIPLETEX)
        assert not policy.makes(Kind.CUSTOMER, Side.TRIPLETEX)
        assert not policy.fills_in(Kind.CUSTOMER, Side.PARTNER)
        assert policy.fills_in(Kind.PROJECT, Side.PARTNER)

    def test_gives_way_to_a_single_field_of_the_set_up(self, tmp_path: Path) -> None:
        policy = self.policy(tmp_path, '[decisions.customer]\nemail = "newest"\n')
        assert policy.authority(Kind.CUSTOMER, "email") is Authority.NEWEST
        assert policy.authority(Kind.CUSTOMER, "name") is Authority.TRIPLETEX
        assert policy.compares_dates

    def test_gives_way_to_a_whole_that_the_set_up_names(self, tmp_path: Path) -> None:
        said = '[decisions]\ndefault = "ask"\ncreate_missing = "both"\nfill_missing = "both"\n'
        policy = self.policy(tmp_path, said)
        assert policy.authority(Kind.CUSTOMER, "name") is Authority.ASK
        assert policy.makes(Kind.CUSTOMER, Side.TRIPLETEX)
        assert policy.fills_in(Kind.CUSTOMER, Side.PARTNER)
        assert not policy.compares_dates

    def test_is_the_kinds_too(self, tmp_path: Path) -> None:
        silent = read_setup(written(tmp_path, LEAST))
        assert silent.kinds([Kind.PROJECT, Kind.EMPLOYEE]) == (Kind.EMPLOYEE, Kind.PROJECT)
        said = read_setup(written(tmp_path, LEAST + '[scope]\nkinds = ["customer"]\n'))
        assert said.kinds([Kind.PROJECT]) == (Kind.CUSTOMER,)


def test_newest_can_be_the_default(tmp_path: Path) -> None:
    setup = read_setup(written(tmp_path, LEAST + '[decisions]\ndefault = "newest"\n'))
    assert setup.policy(Policy()).compares_dates


def test_a_profile_of_ones_own_is_found_from_where_the_set_up_file_lies(tmp_path: Path) -> None:
    text = LEAST.replace('"workbook"', '"profiles/ours.toml"')
    assert read_setup(written(tmp_path, text)).partner == str(tmp_path / "profiles" / "ours.toml")


@pytest.mark.parametrize(
    "text",
    [
        LEAST + 'note = "eyJ0b2tlbklkIjoxLCJ0b2tlbiI6ImEifQ=="\n',
        LEAST + 'note = "tlxr_abcdefgh"\n',
        LEAST + '[partner_settings]\nheader = "Bearer abcdefgh12345678"\n',
        LEAST + '[partner_settings]\npassword = "x"\n',
        LEAST + '[partner_settings]\napi_key = "x"\n',
        LEAST + '[tripletex]\nemployee_token = "x"\n',
        LEAST + "# eyJ0b2tlbklkIjoxLCJ0b2tlbiI6ImEifQ==\n",
    ],
)
def test_a_secret_in_it_stops_the_reading(tmp_path: Path, text: str) -> None:
    assert refused(tmp_path, text) == [("setup_secret", "")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('partner = "workbook"\n', ("setup_missing_key", "version")),
        (LEAST.replace("1", "2"), ("setup_wrong_value", "version")),
        (LEAST + "colour = 1\n", ("setup_unknown_key", "colour")),
        (LEAST + '[decisions]\ndefault = "me"\n', ("setup_wrong_value", "decisions.default")),
        (
            LEAST + '[decisions.project]\nshoe_size = "ask"\n',
            ("setup_unknown_key", "decisions.project.shoe_size"),
        ),
        (LEAST + '[scope]\nkinds = ["invoice"]\n', ("setup_wrong_value", "scope.kinds.0")),
        (
            LEAST + '[tripletex]\nbase_url = "http://tripletex.no/v2"\n',
            ("setup_wrong_value", "tripletex.base_url"),
        ),
        (
            LEAST + '[tripletex]\nbase_url = "https://kari:hemmelig@tripletex.no/v2"\n',
            ("setup_wrong_value", "tripletex.base_url"),
        ),
        (LEAST + 'audience = "offices"\n', ("setup_wrong_value", "audience")),
        ("version = \n", ("setup_not_toml", "line 1, column 11")),
    ],
)
def test_each_mistake_is_named_by_its_place(
    tmp_path: Path, text: str, problem: tuple[str, str]
) -> None:
    assert refused(tmp_path, text)[0] == problem


@given(st.binary(max_size=300))
def test_nothing_but_a_problem_comes_of_noise(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.mktemp("noise") / "setup.toml"
    path.write_bytes(data)
    with contextlib.suppress(UsageError):
        assert isinstance(read_setup(path), Setup)
