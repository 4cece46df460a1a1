"""The journey's effects on a real practice company and a real workbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from wizard.app import App
from wizard.cli.demo import write_workbook
from wizard.effects import RealEffects
from wizard.errors import DecisionsNeeded, InterruptedRun, RefusedError, UsageError, WizardError
from wizard.flow.answers import (
    ChooseAnswers,
    ConnectPartnerAnswers,
    CreateKeyAnswers,
    DifferencesAnswers,
    FirstSyncAnswers,
    IntegrationsAnswers,
    PasteKeyAnswers,
    PlanAnswers,
)
from wizard.flow.codec import StoredJourneys
from wizard.flow.journey import StepId
from wizard.flow.ports import Control
from wizard.flow.runner import Runner
from wizard.flow.steps import Effect
from wizard.model.journal import JournalEntry, RunState
from wizard.model.matching import Choice, Resolution
from wizard.model.pace import Pace
from wizard.model.plan import Operation
from wizard.practice import Options, World, sample_register, seeded_world, serve


@pytest.fixture
def practice() -> Iterator[tuple[World, str]]:
    world = seeded_world(options=Options(rate_limit=None))
    with serve(world) as server:
        yield world, server.url


@pytest.fixture
def app(practice: tuple[World, str], tmp_path: Path) -> Iterator[App]:
    made = App({"TRIPLETEX_CONSUMER_TOKEN": practice[0].consumer_token}, state=tmp_path / "state")
    yield made
    made.close()


@pytest.fixture
def runner(practice: tuple[World, str], app: App, tmp_path: Path) -> Runner:
    """A runner at the page where the key is pasted, a sample workbook beside it."""
    world, url = practice
    write_workbook(tmp_path / "register.xlsx", sample_register(world))
    made = Runner(RealEffects(app).by_name(), StoredJourneys(app.store.journeys), app.clock)
    for answers in (
        ChooseAnswers("workbook", base_url=url),
        IntegrationsAnswers(True),
        CreateKeyAnswers("custom", True),
        ConnectPartnerAnswers({"file": str(tmp_path / "register.xlsx")}),
    ):
        made.answer(answers)
    while made.advance():
        continue
    assert made.here.id is StepId.PASTE_KEY
    return made


def planned(runner: Runner, app: App, key: str) -> None:
    """Go on to the plan, the questions left alone."""
    app.try_key(runner.journey.of(ChooseAnswers).base_url, key)
    found = runner.do(Effect.CHECK_KEY)
    assert found.key is not None
    assert found.key.company is not None
    runner.answer(PasteKeyAnswers(found.key.company.id))
    assert runner.advance()
    runner.do(Effect.OPEN_PARTNER)
    assert runner.advance()
    runner.do(Effect.SURVEY, Effect.PLAN)
    runner.answer(DifferencesAnswers(skip_open=True))
    assert runner.advance()
    assert runner.here.id is StepId.PLAN


def approve(runner: Runner) -> None:
    runner.answer(PlanAnswers(runner.journey.facts.planned))
    assert runner.advance()


def test_without_a_key_nothing_is_opened(runner: Runner) -> None:
    with pytest.raises(RefusedError) as refused:
        runner.do(Effect.CHECK_KEY)
    assert refused.value.problems[0].code == "key_missing"
    assert runner.here.id is StepId.PASTE_KEY


def test_a_journey_from_key_to_report(
    runner: Runner, app: App, practice: tuple[World, str]
) -> None:
    planned(runner, app, practice[0].employee_token)
    told: list[tuple[int, int]] = []

    def watch(done: int, total: int, operation: Operation, entry: JournalEntry) -> None:
        told.append((done, total))

    approve(runner)
    found = runner.do(Effect.APPLY, control=Control(watch))
    assert found.plan is not None
    assert told[-1][0] == told[-1][1] == len(found.plan.operations)
    assert runner.advance()
    assert runner.here.id is StepId.DONE
    stored = runner.stored()
    assert stored is not None
    again = Runner(runner.effects, runner.store, app.clock)
    again.begin(stored)
    for effect in again.rechecks():
        again.do(effect)
    assert again.here.id is StepId.DONE
    assert again.found.report == found.report


def test_a_plan_that_was_not_approved_is_not_carried_out(
    runner: Runner, app: App, practice: tuple[World, str]
) -> None:
    planned(runner, app, practice[0].employee_token)
    writes = len(practice[0].requests)
    with pytest.raises(UsageError) as refused:
        runner.do(Effect.APPLY)
    assert refused.value.problems[0].code == "step_plan_not_approved"
    assert len(practice[0].requests) == writes


def test_a_plan_is_made_of_registers_that_were_read(runner: Runner) -> None:
    with pytest.raises(UsageError) as refused:
        runner.do(Effect.PLAN)
    assert refused.value.problems[0].code == "step_not_compared"


def test_a_plan_that_no_longer_holds_is_refused(
    runner: Runner, app: App, practice: tuple[World, str], tmp_path: Path
) -> None:
    planned(runner, app, practice[0].employee_token)
    approve(runner)
    sheets = {name: rows[:-1] for name, rows in sample_register(practice[0]).items()}
    write_workbook(tmp_path / "register.xlsx", sheets)
    with pytest.raises(WizardError) as refused:
        runner.do(Effect.APPLY)
    assert refused.value.problems[0].code == "plan_outdated"


def test_a_report_stands_on_what_was_read_last(
    runner: Runner, app: App, practice: tuple[World, str]
) -> None:
    planned(runner, app, practice[0].employee_token)
    approve(runner)
    shown = runner.found.plan
    assert shown is not None
    runner.learn(replace(runner.found, plan=replace(shown, inputs=())))
    report = runner.do(Effect.APPLY).report
    assert report is not None
    assert report.proof is not None
    assert report.proof.inputs == shown.inputs != ()


def test_answering_makes_another_plan_without_reading_again(
    runner: Runner, app: App, practice: tuple[World, str]
) -> None:
    planned(runner, app, practice[0].employee_token)
    before, plan = len(practice[0].requests), runner.found.plan
    assert plan is not None
    answers = tuple(Resolution(one.id, Choice.SKIP) for one in plan.questions)
    runner.answer(DifferencesAnswers(answers))
    runner.do(Effect.PLAN)
    assert runner.journey.facts.open == 0
    assert runner.journey.facts.planned != plan.fingerprint
    assert len(practice[0].requests) == before


def stopping() -> Control:
    """Stops after the first write."""
    settled: list[Operation] = []
    return Control(
        watch=lambda done, total, operation, entry: settled.append(operation),
        stop=lambda: bool(settled),
    )


def test_who_stops_while_both_sides_are_read_begins_no_run(
    runner: Runner, app: App, practice: tuple[World, str]
) -> None:
    planned(runner, app, practice[0].employee_token)
    approve(runner)
    for effect in (Effect.APPLY, Effect.SYNC):
        runner.answer(DifferencesAnswers(skip_open=True))
        with pytest.raises(InterruptedRun) as stopped:
            runner.do(effect, control=Control(stop=lambda: True))
        assert stopped.value.run == ""
    assert list(app.store.runs()) == []


def test_all_in_one_go_is_done_where_no_question_is_open(
    runner: Runner, app: App, practice: tuple[World, str]
) -> None:
    planned(runner, app, practice[0].employee_token)
    runner.answer(DifferencesAnswers())
    with pytest.raises(DecisionsNeeded):
        runner.do(Effect.SYNC)
    assert list(app.store.runs()) == []
    runner.answer(DifferencesAnswers(skip_open=True))
    found = runner.do(Effect.SYNC)
    assert found.report is not None
    assert found.report.run.id == app.store.runs()[0].id
    assert runner.journey.of(FirstSyncAnswers) == FirstSyncAnswers(found.report.run.id, True)


def test_a_run_that_was_stopped_is_finished(
    runner: Runner, app: App, practice: tuple[World, str]
) -> None:
    planned(runner, app, practice[0].employee_token)
    approve(runner)
    with pytest.raises(InterruptedRun):
        runner.do(Effect.APPLY, control=stopping())
    head = app.store.runs()[0]
    resumed = Runner(runner.effects, runner.store, app.clock)
    stored = runner.stored()
    assert stored is not None
    resumed.begin(stored)
    while resumed.rechecks():
        resumed.do(resumed.rechecks()[0])
    assert resumed.journey.of(FirstSyncAnswers) == FirstSyncAnswers(head.id, False)
    runner = resumed
    runner.do(Effect.RESUME)
    assert runner.journey.of(FirstSyncAnswers) == FirstSyncAnswers(head.id, True)


def test_an_approved_plan_that_never_began_is_made_again(
    runner: Runner, app: App, practice: tuple[World, str]
) -> None:
    planned(runner, app, practice[0].employee_token)
    approve(runner)
    with pytest.raises(UsageError):
        runner.do(Effect.RESUME)
    resumed = Runner(runner.effects, runner.store, app.clock)
    resumed.begin(runner.journey)
    asked = []
    while resumed.rechecks():
        asked.append(resumed.rechecks()[0])
        resumed.do(asked[-1])
    assert asked == [
        Effect.REPORT,
        Effect.CHECK_KEY,
        Effect.OPEN_PARTNER,
        Effect.SURVEY,
        Effect.PLAN,
    ]
    assert resumed.here.id is StepId.FIRST_SYNC
    assert resumed.found.plan == runner.found.plan


def test_a_profile_that_is_gone_is_said(runner: Runner, tmp_path: Path) -> None:
    chosen = runner.journey.of(ChooseAnswers)
    runner.answer(replace(chosen, partner=str(tmp_path / "gone.toml")))
    with pytest.raises(UsageError):
        runner.do(Effect.OPEN_PARTNER)


def test_a_trial_carries_out_the_part_that_was_shown(
    runner: Runner, app: App, practice: tuple[World, str]
) -> None:
    planned(runner, app, practice[0].employee_token)
    whole = runner.found.plan
    runner.answer(PlanAnswers(only=2))
    part = runner.do(Effect.PLAN).plan
    assert whole is not None
    assert part is not None
    assert 0 < len(part.operations) < len(whole.operations)
    assert all(one in whole.operations for one in part.operations)
    assert runner.journey.facts.planned == part.fingerprint != whole.fingerprint
    runner.answer(PlanAnswers(part.fingerprint, 2))
    assert runner.advance()
    report = runner.do(Effect.APPLY).report
    assert report is not None
    assert report.run.fingerprint == part.fingerprint
    assert runner.journey.of(FirstSyncAnswers).finished


def carried_out(runner: Runner, app: App, world: World) -> Runner:
    planned(runner, app, world.employee_token)
    approve(runner)
    runner.do(Effect.APPLY)
    assert runner.advance()
    return runner


def test_a_synk_is_shown_how_it_would_be_taken_back_and_then_taken_back(
    runner: Runner, app: App, practice: tuple[World, str]
) -> None:
    carried_out(runner, app, practice[0])
    with pytest.raises(UsageError) as refused:
        runner.do(Effect.UNDO)
    assert refused.value.problems[0].code == "undo_not_shown"
    before = len(practice[0].requests)
    shown = runner.do(Effect.PLAN_UNDO).undoing
    assert shown is not None
    assert shown.operations
    sent = practice[0].requests[before:]
    assert [path for method, path, _ in sent if method != "GET" and "session" not in path] == []
    undone = runner.do(Effect.UNDO).undone
    assert undone is not None
    assert undone.run.undoes == runner.journey.of(FirstSyncAnswers).run
    assert runner.here.id is StepId.DONE
    resumed = Runner(runner.effects, runner.store, app.clock)
    resumed.begin(runner.journey)
    assert resumed.do(Effect.REPORT).undone == undone


def test_an_undo_that_was_stopped_is_finished(
    runner: Runner, app: App, practice: tuple[World, str]
) -> None:
    carried_out(runner, app, practice[0])
    runner.do(Effect.PLAN_UNDO)
    with pytest.raises(InterruptedRun):
        runner.do(Effect.UNDO, control=Control(stop=lambda: True))
    so_far = runner.do(Effect.REPORT).undone
    assert so_far is not None
    assert so_far.run.finished is None
    undone = runner.do(Effect.RESUME).undone
    assert undone is not None
    assert undone.run.finished is not None
    assert runner.journey.of(FirstSyncAnswers).finished


def test_the_same_plan_after_an_undo_is_another_run(
    runner: Runner, app: App, practice: tuple[World, str]
) -> None:
    carried_out(runner, app, practice[0])
    first = runner.journey.of(FirstSyncAnswers).run
    runner.do(Effect.PLAN_UNDO)
    runner.do(Effect.UNDO)
    runner.again()
    assert runner.here.id is StepId.DIFFERENCES
    assert runner.journey.of(FirstSyncAnswers) == FirstSyncAnswers(after=first)
    runner.do(Effect.SURVEY, Effect.PLAN)
    # as if it were the very plan of the first run, and the program had ended before it began
    runner.answer(PlanAnswers(app.store.run(first).fingerprint))
    assert runner.do(Effect.REPORT).report is None


def test_only_what_did_not_go_through_is_tried_again(
    runner: Runner, app: App, practice: tuple[World, str]
) -> None:
    carried_out(runner, app, practice[0])
    runner.again(retries=True)
    retried = runner.do(Effect.SURVEY, Effect.PLAN).plan
    assert retried is not None
    runner.again()
    whole = runner.do(Effect.SURVEY, Effect.PLAN).plan
    assert whole is not None
    assert {one.id for one in retried.operations} <= {one.id for one in whole.operations}


def test_a_run_that_cannot_be_finished_is_ended_as_it_stands(
    runner: Runner, app: App, practice: tuple[World, str]
) -> None:
    planned(runner, app, practice[0].employee_token)
    approve(runner)
    with pytest.raises(InterruptedRun):
        runner.do(Effect.APPLY, control=stopping())
    runner.do(Effect.REPORT)
    runner.do(Effect.GIVE_UP)
    assert app.store.runs()[0].state is RunState.GIVEN_UP


def test_the_rate_budget_is_told_of(runner: Runner, app: App, practice: tuple[World, str]) -> None:
    practice[0].options.rate_limit = 1000
    planned(runner, app, practice[0].employee_token)
    approve(runner)
    told: list[Pace] = []
    runner.do(Effect.APPLY, control=Control(pace=told.append))
    assert told[-1].calls > 5
    assert told[-1].limit == 1000
    assert told[-1].left is not None
    assert 0 < told[-1].period <= 11
