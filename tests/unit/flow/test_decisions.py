"""One answer for all questions that are alike, and a client's own before it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wizard.errors import UsageError
from wizard.flow.answers import ClientsAnswers, ConnectPartnerAnswers, DifferencesAnswers
from wizard.flow.brief import Brief, Template, brief_of, merged, with_template
from wizard.flow.decisions import Alike, OfficeAnswer, Scope, alike, answered, gathered
from wizard.model.matching import Authority, Choice, Conflict, Resolution
from wizard.model.records import Kind

FIELD = (Choice.TRIPLETEX, Choice.PARTNER, Choice.VALUE, Choice.SKIP)
PAIR = (Choice.LINK, Choice.APART, Choice.SKIP)
EMAIL = Alike(Kind.CUSTOMER, "differs", "email")


def question(id_="q", *, field="email", options=FIELD, reason="differs", kind=Kind.CUSTOMER):
    return Conflict(id_, kind, reason, f"Kunde {id_}", options, field, "a", "b")


def pair(id_="p"):
    return question(id_, field=None, options=PAIR, reason="same_name")


def test_alike_questions_of_many_clients_are_one_with_a_count():
    found = gathered(
        {
            "1": [question("a"), question("b"), pair()],
            "2": [question("c"), question("d", field="phone")],
            "3": [],
        }
    )
    first = found[0]
    assert (first.question, first.count, first.clients) == (EMAIL, 3, ("1", "2"))
    assert sorted((one.count, one.question.field) for one in found[1:] if one.question.field) == [
        (1, "phone")
    ]
    assert found[0].example == question("a")
    assert found[0].question.id == alike(question("zzz")).id


def test_whether_two_are_one_is_never_answered_for_many():
    [found] = gathered({"1": [pair("a"), pair("b")]})
    assert (found.options, found.count) == ((Choice.SKIP,), 2)


def test_only_what_can_be_answered_everywhere_is_offered():
    asked = {"1": [question("a")], "2": [question("b", options=(Choice.PARTNER, Choice.SKIP))]}
    [found] = gathered(asked)
    assert found.options == (Choice.PARTNER, Choice.SKIP)


def test_an_answer_for_all_answers_each():
    said = [OfficeAnswer(EMAIL, Choice.PARTNER, decided_by="kari", decided_at="2026-11-21")]
    assert answered([question("a"), question("b", field="phone"), pair()], said, "1") == (
        Resolution(
            "a",
            Choice.PARTNER,
            decided_by="kari",
            decided_at="2026-11-21",
            kind=Kind.CUSTOMER,
            subject="Kunde a",
            field="email",
        ),
    )


def test_a_clients_own_answer_goes_before_the_offices():
    said = [OfficeAnswer(EMAIL, Choice.PARTNER), OfficeAnswer(EMAIL, Choice.TRIPLETEX, "2")]
    assert [one.scope for one in said] == [Scope.OFFICE, Scope.COMPANY]
    for client, choice in (("1", Choice.PARTNER), ("2", Choice.TRIPLETEX)):
        [found] = answered([question("a")], said, client)
        assert found.choice is choice


def test_what_cannot_be_carried_out_stays_open():
    only_partner = question("a", options=(Choice.PARTNER, Choice.SKIP))
    assert answered([only_partner], [OfficeAnswer(EMAIL, Choice.TRIPLETEX)], "1") == ()
    linked = OfficeAnswer(alike(pair()), Choice.LINK)
    assert answered([pair()], [linked], "1") == ()
    valued = OfficeAnswer(EMAIL, Choice.VALUE)
    assert answered([question("a")], [valued], "1") == ()


SETUP = {
    "version": 1,
    "partner": "workbook",
    "audience": "office",
    "partner_settings": {"file": "{organization_number}.xlsx"},
    "decisions": {"default": "ask"},
}


def test_a_brief_is_the_journey_of_each_client():
    said = (OfficeAnswer(EMAIL, Choice.PARTNER),)
    exceptions = {"923609016": {"decisions": {"default": "partner"}}}
    brief = Brief(SETUP, said, exceptions, skip_open=True)
    journey = brief.journey("974760673")
    assert journey.of(ClientsAnswers).numbers == ("974760673",)
    assert journey.of(DifferencesAnswers) == DifferencesAnswers((), True, said)
    assert journey.of(ConnectPartnerAnswers).default is Authority.ASK
    exception = brief.journey("923609016").of(ConnectPartnerAnswers)
    assert exception.default is Authority.PARTNER
    assert exception.settings == SETUP["partner_settings"]


def test_a_brief_is_kept_as_text_and_read_back():
    brief = Brief(SETUP, (OfficeAnswer(EMAIL, Choice.SKIP, "1", "kari"),), {"1": {}}, only=5)
    assert brief_of(brief.text()) == brief
    with pytest.raises(UsageError):
        brief_of("{}")


def test_a_template_stands_under_what_the_set_up_says_itself():
    template = Template(
        "Standard",
        "workbook",
        {
            "decisions": {"default": "tripletex", "create_missing": "none"},
            "scope": {"kinds": ["customer"]},
        },
        (OfficeAnswer(EMAIL, Choice.SKIP),),
        {"1": {"decisions": {"default": "partner"}}},
    )
    found = with_template(Brief(SETUP), template)
    assert found.setup["decisions"] == {"default": "ask", "create_missing": "none"}
    assert found.setup["scope"] == {"kinds": ["customer"]}
    assert (found.answers, found.exceptions) == (template.answers, template.exceptions)
    with pytest.raises(UsageError) as raised:
        with_template(Brief(SETUP), replace(template, partner="huma"))
    assert raised.value.problems[0].code == "template_other_partner"


def test_values_are_merged_table_by_table():
    under = {"a": {"x": 1, "y": 2}, "b": 3}
    assert merged(under, {"a": {"y": 4}, "c": 5}) == {"a": {"x": 1, "y": 4}, "b": 3, "c": 5}
    assert merged({"a": 1}, {"a": {"x": 2}}) == {"a": {"x": 2}}
    assert under == {"a": {"x": 1, "y": 2}, "b": 3}
