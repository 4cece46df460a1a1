"""Profile files: ours are whole, and nobody's can harm."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.errors import Problem, UsageError
from wizard.i18n import LANGUAGES
from wizard.messages import say
from wizard.model.matching import Authority, Direction
from wizard.model.records import Kind
from wizard.partners import registry
from wizard.profiles import KeyPlace, KeyWay, Profile, builtin_profiles, load_profile

LEAST = """
format = 1
id = "ours"
name = "Ours"
connector = "workbook"
description = { nb = "Vår", en = "Ours" }
rights = { asks = "all" }

[[keys]]
way = "custom"
application_name = "Ours"
"""
RULE = """
[[rules]]
rule = "require"
id = "born"
kind = "employee"
field = "date_of_birth"
sentence = { nb = "Må ha.", en = "Must have." }
"""
WORDS = '{ nb = "x", en = "x" }'


def written(folder: Path, text: str) -> str:
    path = folder / "ours.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def refused(folder: Path, text: str) -> list[tuple[str, str]]:
    with pytest.raises(UsageError) as caught:
        load_profile(written(folder, text))
    for problem in caught.value.problems:
        assert say(problem).message
    return [(one.code, one.params.get("place", "")) for one in caught.value.problems]


class TestOurs:
    def test_are_these_with_the_plain_workbook_last(self) -> None:
        assert [one.id for one in builtin_profiles()] == ["dynamik", "huma", "svenn", "workbook"]

    @pytest.mark.parametrize("profile", builtin_profiles(), ids=lambda one: one.id)
    def test_are_reached_by_a_door_that_is_there(self, profile: Profile) -> None:
        assert profile.connector in registry.names()
        assert load_profile(profile.id) == profile
        assert profile.rules.profile == profile.id

    @pytest.mark.parametrize("profile", builtin_profiles(), ids=lambda one: one.id)
    def test_say_everything_calmly_in_both_languages(self, profile: Profile) -> None:
        texts = [rule.sentence for rule in profile.rules.stops]
        texts += [step.text for step in profile.guide]
        texts += [right.reason for right in profile.rights.least]
        for words in texts:
            for language in LANGUAGES:
                said = words.said(language)
                assert not re.search(r"!|\bplease\b|\bvennligst\b", said, re.I), said
                assert said.endswith("."), said

    def test_svenn_is_made_by_hand_and_reviewed(self) -> None:
        svenn = load_profile("svenn")
        [key] = svenn.keys
        assert (key.way, key.place, key.new_key) == (
            KeyWay.CUSTOM,
            KeyPlace.OWN_PROFILE,
            "Ny brukernøkkel",
        )
        assert (key.application_name, key.key_name) == ("Svenn", "Svenn")
        assert svenn.review is not None
        assert list(svenn.kinds) == [Kind.EMPLOYEE, Kind.CUSTOMER, Kind.PROJECT]

    def test_huma_is_chosen_in_the_list_and_takes_eight_fields(self) -> None:
        huma = load_profile("huma")
        assert [key.way for key in huma.keys] == [KeyWay.LIST]
        assert list(huma.kinds) == [Kind.EMPLOYEE]
        assert len(huma.rules.fields[Kind.EMPLOYEE]) == 8

    def test_dynamik_has_a_letter_without_the_key(self) -> None:
        dynamik = load_profile("dynamik")
        assert dynamik.keys[0].application_name == "DynamikManagement_Internal"
        assert dynamik.letter is not None
        for language in LANGUAGES:
            body = dynamik.letter.said(language).body
            filled = body.format(company="C", organization_number="1", emails="e", name="n")
            assert "{" not in filled
        assert not dynamik.kinds

    def test_an_unknown_one_names_the_known(self) -> None:
        with pytest.raises(UsageError) as caught:
            load_profile("sven")
        [problem] = caught.value.problems
        assert problem.code == "profile_unknown"
        assert problem.params["known"] == "dynamik, huma, svenn, workbook"

    @pytest.mark.parametrize("name", ["..", "", "con\0", "../svenn"])
    def test_an_id_is_no_way_into_the_file_system(self, name: str) -> None:
        with pytest.raises(UsageError):
            load_profile(name)


class TestAPolicy:
    def test_is_what_the_profile_presets(self, tmp_path: Path) -> None:
        more = (
            'default = "partner"\n'
            + LEAST
            + '[kinds.customer]\ncreate = "partner"\nfill = "none"\n'
            + '[kinds.customer.authorities]\nname = "tripletex"\n'
        )
        policy = load_profile(written(tmp_path, more)).policy
        assert policy.authority(Kind.CUSTOMER, "name") is Authority.TRIPLETEX
        assert policy.authority(Kind.CUSTOMER, "city") is Authority.PARTNER
        assert policy.creates == {Kind.CUSTOMER: Direction.PARTNER}
        assert policy.fills == {Kind.CUSTOMER: Direction.NONE}


class TestMistakes:
    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            (LEAST.replace("format = 1", ""), ("profile_other_format", "format")),
            (LEAST.replace("format = 1", "format = 2"), ("profile_other_format", "format")),
            (LEAST.replace('name = "Ours"\nconn', "conn"), ("profile_missing_key", "name")),
            ("colour = 1\n" + LEAST, ("profile_unknown_key", "colour")),
            ("'a\\nb' = 1\n" + LEAST, ("profile_unknown_key", "a?nb")),
            (LEAST.replace('"custom"', '"stolen"'), ("profile_wrong_value", "keys.0.way")),
            (LEAST.replace('"Ours"\nconn', '"Ou\\u202Ers"\nconn'), ("profile_wrong_value", "name")),
            (LEAST.replace('"Ours"\nconn', '"Ou\\nrs"\nconn'), ("profile_wrong_value", "name")),
            (
                LEAST.replace('"Ours"\nconn', f'"{"x" * 121}"\nconn'),
                ("profile_wrong_value", "name"),
            ),
            (LEAST.replace("[[keys]]", "[[guide]]"), ("profile_missing_key", "keys")),
            (LEAST + "[kinds.department]\n", ("profile_wrong_value", "kinds.department.?key?")),
            (
                LEAST + '[kinds.project]\nfields = ["colour"]\n',
                ("profile_wrong_value", "kinds.project.fields"),
            ),
            (
                LEAST + '[kinds.project.authorities]\ncolour = "ask"\n',
                ("profile_wrong_value", "kinds.project.authorities.colour"),
            ),
            (
                LEAST + f'[[guide]]\ntext = {WORDS}\nlink = "file:///etc/passwd"\n',
                ("profile_wrong_value", "guide.0.link"),
            ),
            (
                LEAST + f'[[guide]]\ntext = {WORDS}\nlink = "https://a:b@x.no"\n',
                ("profile_wrong_value", "guide.0.link"),
            ),
            (
                LEAST + '[look]\nlight = "red; background: url(x)"\n',
                ("profile_wrong_value", "look.light"),
            ),
            (LEAST + RULE + RULE, ("profile_wrong_value", "rules.1.id")),
            ("a = " + "[" * 50_000, ("profile_not_toml", "?")),
            ("a = " + "9" * 5_000, ("profile_not_toml", "?")),
            ("a = \n", ("profile_not_toml", "line 1, column 5")),
        ],
    )
    def test_are_named_by_their_place(
        self, tmp_path: Path, text: str, problem: tuple[str, str]
    ) -> None:
        assert refused(tmp_path, text)[0] == problem

    def test_a_link_may_be_https_or_mail(self, tmp_path: Path) -> None:
        for link in ("https://x.no/hjelp?a=1", "mailto:hei@x.no"):
            text = LEAST + f'[[guide]]\ntext = {WORDS}\nlink = "{link}"\n'
            assert load_profile(written(tmp_path, text)).guide[0].link == link

    def test_a_large_file_is_not_read(self, tmp_path: Path) -> None:
        assert refused(tmp_path, "#" * 200_001) == [("profile_too_large", "")]
        assert load_profile(written(tmp_path, LEAST + "#" * (200_000 - len(LEAST.encode()))))

    def test_a_file_that_is_no_text_or_not_there(self, tmp_path: Path) -> None:
        (tmp_path / "bad.toml").write_bytes(b"\xff\xfe\x00")
        for name, code in (("bad.toml", "profile_not_text"), ("no.toml", "profile_unreadable")):
            with pytest.raises(UsageError) as caught:
                load_profile(str(tmp_path / name))
            assert caught.value.problems[0].code == code

    @given(st.binary(max_size=300))
    def test_nothing_but_a_problem_comes_of_noise(
        self, tmp_path_factory: pytest.TempPathFactory, data: bytes
    ) -> None:
        path = tmp_path_factory.mktemp("noise") / "ours.toml"
        path.write_bytes(data)
        with contextlib.suppress(UsageError):
            load_profile(str(path))


class TestALogo:
    def read(self, folder: Path, name: str) -> Path | None:
        text = LEAST + f"[look]\nlogo = '{name}'\n"
        return load_profile(written(folder, text)).look.logo

    def test_lies_beside_the_profile(self, tmp_path: Path) -> None:
        (tmp_path / "logo.svg").write_text("<svg/>")
        assert self.read(tmp_path, "logo.svg") == (tmp_path / "logo.svg").resolve()

    @pytest.mark.parametrize("name", ["../out.svg", "/etc/hostname", "no.svg", "x.exe", "way.svg"])
    def test_and_nowhere_else(self, tmp_path: Path, name: str) -> None:
        folder = tmp_path / "in"
        folder.mkdir()
        (tmp_path / "out.svg").write_text("<svg/>")
        (folder / "x.exe").write_text("")
        os.symlink(tmp_path / "out.svg", folder / "way.svg")
        with pytest.raises(UsageError) as caught:
            self.read(folder, name)
        assert [one.code for one in caught.value.problems] == ["profile_logo"]

    @pytest.mark.parametrize(
        "drawing",
        [
            "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>",
            '<svg><image xlink:href="file:///etc/hostname"/></svg>',
            "<svg><style>@import 'other.css';</style></svg>",
            "<svg><rect fill='url(https://example.no/x)'/></svg>",
        ],
    )
    def test_fetches_nothing(self, tmp_path: Path, drawing: str) -> None:
        (tmp_path / "logo.svg").write_text(drawing)
        with pytest.raises(UsageError) as caught:
            self.read(tmp_path, "logo.svg")
        assert [one.code for one in caught.value.problems] == ["profile_logo"]
        (tmp_path / "logo.svg").write_text("<svg><rect fill='url(#own)'/></svg>")
        assert self.read(tmp_path, "logo.svg")

    def test_is_not_large(self, tmp_path: Path) -> None:
        (tmp_path / "logo.svg").write_bytes(b" " * 300_001)
        with pytest.raises(UsageError):
            self.read(tmp_path, "logo.svg")


CODES = (
    "unknown unreadable not_text too_large not_toml other_format unknown_key missing_key "
    "wrong_value logo"
)


@pytest.mark.parametrize("code", CODES.split())
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_can_be_said(code: str, language: str) -> None:
    params = {"partner": "p", "known": "k", "path": "p", "place": "x"}
    said = say(Problem(f"profile_{code}", subject="f.toml", params=params), language)
    assert said.message
    assert said.remedy
