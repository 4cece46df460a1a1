"""A template as a file: read back as it was written, checked like a set-up file, never a secret."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.documents.templates import read_template, template_of, template_text, write_template
from wizard.errors import UsageError
from wizard.flow.brief import Template
from wizard.flow.decisions import Alike, OfficeAnswer
from wizard.model.matching import Choice
from wizard.model.records import Kind

FULL = Template(
    "Standard «åpen»",
    "workbook",
    {
        "partner_settings": {
            "file": "clients/{organization_number}.xlsx",
            "column.customer.A b": "name",
        },
        "scope": {"kinds": ["customer", "project"]},
        "decisions": {"default": "tripletex", "employee": {"email": "partner"}},
    },
    (
        OfficeAnswer(Alike(Kind.CUSTOMER, "differs", "email"), Choice.PARTNER, "", "kari", "2026"),
        OfficeAnswer(Alike(Kind.PROJECT, "same_name"), Choice.SKIP, "923609016"),
    ),
    {"923609016": {"decisions": {"default": "partner"}, "scope": {"kinds": ["project"]}}},
)


def test_a_template_is_read_back_as_it_was_written(tmp_path):
    path = tmp_path / "standard.toml"
    write_template(path, FULL)
    assert read_template(path) == FULL
    assert path.stat().st_mode & 0o077 == 0
    least = Template("A", "huma")
    assert template_of(template_text(least), "A") == least


_SAFE = st.characters(exclude_categories=["Cs"], exclude_characters="eEtTsSpPnNaAcC")


@given(st.text(_SAFE, min_size=1, max_size=60))
def test_whatever_text_stands_in_it_is_read_back(text):
    template = Template("A", "workbook", {"partner_settings": {"file": text, text: "x"}})
    assert template_of(template_text(template), "A") == template


HEAD = 'version = 1\nname = "A"\npartner = "workbook"\n'


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        (HEAD + 'employee_token = "x"\n', "setup_secret", None),
        (
            HEAD + '[partner_settings]\nfile = "eyJ0b2tlbklkIjoxLCJ0b2tlbiI6"\n',
            "setup_secret",
            None,
        ),
        ("version = \n", "setup_not_toml", "line 1, column 11"),
        ('version = 2\nname = "A"\npartner = "x"\n', "setup_wrong_value", "version"),
        ('version = 1\npartner = "x"\n', "setup_wrong_value", "name"),
        (HEAD + "colour = 1\n", "setup_wrong_value", "colour"),
        (HEAD + '[decisions]\ndefault = "nobody"\n', "setup_wrong_value", "decisions.default"),
        (HEAD + '[decisions.employee]\nx = "ask"\n', "setup_unknown_key", "decisions.employee.x"),
        (
            HEAD + '[[answers]]\nkind = "customer"\nreason = "differs"\nanswer = "both"\n',
            "setup_wrong_value",
            "answers.0.answer",
        ),
        (HEAD + "[exceptions.12345678]\n", "setup_wrong_value", "exceptions.12345678"),
        (
            HEAD + '[exceptions.923609016.decisions]\ndefault = "x"\n',
            "setup_wrong_value",
            "decisions.default",
        ),
    ],
)
def test_a_file_that_is_no_template_says_where(tmp_path, text, code, place):
    path = tmp_path / "a.toml"
    path.write_text(text)
    with pytest.raises(UsageError) as raised:
        read_template(path)
    assert [(one.code, one.params.get("place")) for one in raised.value.problems] == [(code, place)]
