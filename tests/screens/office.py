"""An accounting office on a stage: its journey, what is known of its clients, and its pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ui.offices import (
    CLIENTS,
    DAL,
    FJORD,
    HAVGAP,
    LACKING,
    NORDLYS,
    REGISTER,
    Access,
    Templates,
    office_at,
    office_effects,
    results,
)

from screens.stage import NOW, Stage, settle, until
from wizard.errors import InterruptedRun, Problem
from wizard.flow.answers import Answers
from wizard.flow.clients import Progress, Results
from wizard.flow.journey import Journey, StepId
from wizard.flow.ports import Control, EffectWork, Found
from wizard.model.batch import Member
from wizard.ui.page import Page

KEY = Found(key=FJORD)
"""Only the key is known: what the clients are is still to be seen."""


def known(outcome: Results | None = None) -> Found:
    """All that can be known of six clients; ``outcome`` is what became of them."""
    numbers = frozenset(one.organization_number for one in CLIENTS if one is not HAVGAP)
    return Found(
        key=FJORD,
        partner=REGISTER,
        clients=CLIENTS,
        checks={NORDLYS.id: LACKING},
        companies=numbers,
        results=results(NOW) if outcome is None else outcome,
    )


def all_ready(writes: int = 7) -> Results:
    """Every client compared, with so many records to write, and nothing in its way."""
    one = results(NOW)[CLIENTS[0].id]
    return {each.id: replace(one, member=Member(each), writes=writes) for each in CLIENTS}


def all_synced() -> Results:
    """Every client synced."""
    one = results(NOW)[DAL.id]
    return {each.id: replace(one, member=replace(one.member, company=each)) for each in CLIENTS}


def at(
    stage: Stage,
    step: StepId,
    *said: Answers,
    found: Found | None = None,
    access: Access | None = None,
    templates: Templates | None = None,
    **effects: EffectWork,
) -> Page:
    """A page of an office's journey, with these answers and with what is known."""
    stage.open(office_effects(access, **effects))
    box = templates or Templates()
    stage.window.desk.templates = lambda: box
    journey = office_at(step, NOW)
    for answers in said:
        journey = journey.answered(answers)
    stage.come(journey, known() if found is None else found)
    return stage.page


def held(stage: Stage, done: int, left: float | None = None) -> EffectWork:
    """Work over nine clients that has come so far, and is seen there until the stage is cleared."""

    def work(journey: Journey, found: Found, control: Control) -> Found:
        if done:
            control.told(Progress(results(NOW)[DAL.id], done, 9, left))
        stage.gate.wait()
        raise InterruptedRun(Problem("stopped_on_request"))

    return work


def reached(stage: Stage) -> None:
    """Until the work is where it is to be seen."""
    until(stage.gate.reached.is_set)
    settle()


def rein(stage: Stage, place: int) -> None:
    """Pull one of the reins at the left of the foot."""
    deeds = stage.page.leaving()
    assert deeds
    deeds[place].do()


def failing(code: str, **params: str) -> EffectWork:
    """Work that cannot be done, for this reason."""

    def work(journey: Journey, found: Found, control: Control) -> Found:
        raise InterruptedRun(Problem(code, params=params))

    return work


def seen(stage: Stage, met: Callable[[], object]) -> None:
    """Until what is watched has been seen."""
    until(met, "nobody saw the clients")
    settle()
