"""The office's effects on a practice office: watched, compared, synced and remembered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from openpyxl import load_workbook

from wizard.flow.answers import (
    Audience,
    ChooseAnswers,
    ClientDifferencesAnswers,
    ClientsAnswers,
    ConnectPartnerAnswers,
)
from wizard.flow.brief import Brief
from wizard.flow.clients import Progress
from wizard.flow.decisions import Alike, OfficeAnswer
from wizard.flow.journey import Fact, Facts, Journey
from wizard.flow.ports import Control, Found
from wizard.flow.setupfile import setup_of
from wizard.flow.steps import Effect
from wizard.model.batch import ClientState, Member
from wizard.model.matching import Choice, Direction
from wizard.model.records import Kind
from wizard.office import watching
from wizard.office.batching import Batching, at_desk
from wizard.office.effects import OfficeEffects
from wizard.practice.officeseed import ClientSeed
from wizard.tripletex import connect_office


@pytest.fixture
def effects(office):
    return OfficeEffects(office.app).by_name()


def journey_of(office, *, left_out=0, default=None) -> Journey:
    """The office's journey, all clients but the last few chosen."""
    numbers = tuple(one.organization_number for one in office.clients)
    return (
        Journey()
        .answered(ChooseAnswers("workbook", Audience.OFFICE, "http://localhost/v2"))
        .answered(ClientsAnswers(numbers[: len(numbers) - left_out]))
        .answered(
            ConnectPartnerAnswers(
                {"file": str(office.folder / "{organization_number}.xlsx")},
                (Kind.CUSTOMER,),
                default,
                Direction.TRIPLETEX,
            )
        )
    )


def control(heard):
    return Control(told=heard.append)


def test_the_partner_says_whose_registers_it_has(office, effects):
    journey = journey_of(office)
    office.workbook(office.clients[0]).unlink()
    found = effects[Effect.OPEN_PARTNER](journey, Found(), Control())
    assert found.companies == {one.organization_number for one in office.clients[1:]}
    assert found.partner.identity.endswith("{organization_number}.xlsx")


def test_each_client_is_compared_and_told_of(office, effects):
    heard = []
    found = effects[Effect.COMPARE_CLIENTS](journey_of(office), Found(), control(heard))
    assert sorted(found.results) == sorted(one.id for one in office.clients)
    assert all(one.ready and one.writes == 1 and one.plan for one in found.results.values())
    assert [(one.done, one.total) for one in heard] == [(1, 3), (2, 3), (3, 3)]
    assert all(isinstance(one, Progress) for one in heard)
    assert office.writes() == []


def test_only_clients_that_are_due_are_compared(office, effects):
    found = effects[Effect.COMPARE_CLIENTS](journey_of(office, left_out=1), Found(), Control())
    assert len(found.results) == 2
    heard = []
    effects[Effect.COMPARE_CLIENTS](journey_of(office), found, control(heard))
    assert [one.result.member.company for one in heard] == office.clients[2:]


def test_a_client_that_cannot_be_compared_stops_nobody(office, effects):
    office.workbook(office.clients[0]).unlink()
    found = effects[Effect.COMPARE_CLIENTS](journey_of(office), Found(), Control())
    first, *others = (found.results[one.id] for one in office.clients)
    assert first.member.state is ClientState.FAILED
    assert first.member.problems
    assert all(one.ready for one in others)


def test_what_was_shown_is_carried_out_and_remembered(office, effects):
    journey, heard = journey_of(office), []
    found = effects[Effect.COMPARE_CLIENTS](journey, Found(), Control())
    done = effects[Effect.SYNC_CLIENTS](journey, found, control(heard))
    assert {one.member.state for one in done.results.values()} == {ClientState.DONE}
    assert all(one.synced and one.member.run for one in done.results.values())
    assert sorted(one.done for one in heard) == [1, 2, 3]
    for number, books in enumerate(office.books):
        assert f"Ny Kunde {number} AS" in office.names(books)
    again = effects[Effect.RECALL_CLIENTS](journey, Found(), Control())
    assert {id_: one.synced for id_, one in again.results.items()} == {
        id_: one.synced for id_, one in done.results.items()
    }
    fact = Fact(office.clock.now(), replace(done_check(office), company=office.clients[0]))
    other = journey.knowing(Facts(fact))
    assert effects[Effect.RECALL_CLIENTS](other, Found(), Control()).results == {}


def done_check(office):
    with office.app.office("http://localhost/v2") as key:
        return key.check()


def test_a_synk_that_was_stopped_goes_on_where_it_stopped(office, effects):
    journey = journey_of(office)
    found = effects[Effect.COMPARE_CLIENTS](journey, Found(), Control())
    stopped = effects[Effect.SYNC_CLIENTS](journey, found, Control(stop=lambda: True))
    assert all(one.member.state.open for one in stopped.results.values())
    assert office.writes() == []
    recalled = effects[Effect.RECALL_CLIENTS](journey, Found(), Control())
    done = effects[Effect.SYNC_CLIENTS](journey, recalled, Control())
    assert {one.member.state for one in done.results.values()} == {ClientState.DONE}


def test_what_was_approved_is_carried_out_though_another_batch_was_never_finished(office, effects):
    journey = journey_of(office)
    both = replace(journey.of(ConnectPartnerAnswers), create_missing=Direction.BOTH)
    brief = Brief(setup_of(journey.answered(both)))
    with at_desk(office.app, brief) as desk:
        members = [Member(one) for one in desk.office.clients()]
        left = Batching(desk, 2, Control(stop=lambda: True)).begin(brief, members)
    recalled = effects[Effect.RECALL_CLIENTS](journey, Found(), Control())
    found = effects[Effect.COMPARE_CLIENTS](journey, recalled, Control())
    done = effects[Effect.SYNC_CLIENTS](journey, found, Control())
    assert {one.member.state for one in done.results.values()} == {ClientState.DONE}
    for number, client in enumerate(office.clients):
        rows = load_workbook(office.workbook(client))["Kunder"].iter_rows(values_only=True)
        assert [row[1] for row in rows] == ["Navn", f"Ny Kunde {number} AS"]
    assert office.app.store.batches.head(left.id).finished is None


def test_a_batch_that_was_broken_off_goes_before_what_is_approved_afterwards(office, effects):
    journey = journey_of(office)
    found = effects[Effect.COMPARE_CLIENTS](journey, Found(), Control())
    effects[Effect.SYNC_CLIENTS](journey, found, Control(stop=lambda: True))
    [left] = office.app.store.batches.heads()
    [first, *_] = office.app.store.batches.members(left.id)
    office.app.store.batches.mark(left.id, replace(first, state=ClientState.RUNNING))
    again = effects[Effect.COMPARE_CLIENTS](journey, Found(), Control())
    effects[Effect.SYNC_CLIENTS](journey, again, Control())
    assert [one.id for one in office.app.store.batches.heads()] == [left.id]
    assert office.app.store.batches.head(left.id).finished


def test_a_question_is_answered_once_for_all_or_for_one(office, effects):
    for books in office.books:
        row = next(iter(books.customers.values()))
        office.write(books, (row["customerNumber"], row["name"], "annen@epost.example"))
    journey = journey_of(office)
    found = effects[Effect.COMPARE_CLIENTS](journey, Found(), Control())
    assert {one.member.state for one in found.results.values()} == {ClientState.DECIDE}
    [question] = found.results[office.clients[0].id].questions
    once = OfficeAnswer(Alike(question.kind, question.reason, question.field), Choice.PARTNER)
    said = journey.answered(ClientDifferencesAnswers((once,)))
    answered = effects[Effect.COMPARE_CLIENTS](said, found, Control())
    assert all(one.ready for one in answered.results.values())


def test_the_watch_tells_of_clients_and_of_rights_that_are_lacking(make_office, monkeypatch):
    seeds = [ClientSeed(), ClientSeed(template="NONE_PRIVILEGES"), ClientSeed(template=None)]
    office = make_office(number=3, seeds=lambda number: seeds[number])
    transport = office.transport
    monkeypatch.setattr(
        watching, "connect_office", lambda **given: connect_office(**given, transport=transport)
    )
    heard = []
    effects = OfficeEffects(office.app)
    watch = effects.by_name()[Effect.WATCH_CLIENTS]
    found = watch(journey_of(office), Found(), control(heard))
    assert [(len(one.clients), one.checks) for one in heard] == [(2, {})]
    assert len(found.checks) == 2
    assert [bool(one.problems) for one in found.checks.values()].count(True) == 1
    asked = len(office.world.requests)
    again = watch(journey_of(office), found, Control())
    assert again.clients == found.clients
    sessions = [one for one in office.world.requests[asked:] if "session" in one[1]]
    assert not [one for one in sessions if ":create" in one[1]], (
        "each look has no session of its own"
    )
    effects.close()
