"""What stands behind a window in a test: effects that answer at once, and journeys in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from unit.documents.samples import full_report

from wizard.clock import SystemClock
from wizard.errors import Problem, RefusedError
from wizard.flow.answers import (
    Answers,
    ChooseAnswers,
    ConnectPartnerAnswers,
    CreateKeyAnswers,
    FirstSyncAnswers,
    IntegrationsAnswers,
    PasteKeyAnswers,
    PlanAnswers,
)
from wizard.flow.journey import Fact, Facts, Journey, StepId
from wizard.flow.map import FLOW
from wizard.flow.ports import Control, Effects, Found
from wizard.flow.steps import Effect
from wizard.model.connection import Company, ConnectionCheck
from wizard.model.journal import Phase, RunState

FJELL = ConnectionCheck("1", company=Company(1, "Fjell Bygg AS", "923609016"), key_owner="Kari")
REGISTER = ConnectionCheck("register.xlsx")


class Journeys:
    """Keeps one journey in memory."""

    def __init__(self, kept: Journey | None = None) -> None:
        self.kept = kept

    def load(self) -> Journey | None:
        return self.kept

    def save(self, journey: Journey) -> None:
        self.kept = journey

    def clear(self) -> None:
        self.kept = None


class Keys:
    """A keyring that takes every key, or has a problem with them."""

    def __init__(self, problem: Problem | None = None, *, locked: bool = False) -> None:
        self.problem, self.locked = problem, locked
        self.tried: dict[str, str] = {}
        self.kept: dict[str, str] = {}

    def try_key(self, base_url: str, key: str) -> None:
        self.tried[base_url] = key

    def keep_key(self, base_url: str) -> Problem | None:
        if self.problem and self.locked:
            raise RefusedError(self.problem)
        if self.problem is None:
            self.kept[base_url] = self.tried.pop(base_url)
        return self.problem

    def drop_key(self, base_url: str) -> None:
        self.tried.pop(base_url, None)


class Opening:
    """A browser that takes every address, or none."""

    def __init__(self, *, takes: bool = True) -> None:
        self.takes = takes
        self.asked: list[str] = []

    def __call__(self, address: str) -> bool:
        self.asked.append(address)
        return self.takes


def ready_effects(**more: object) -> Effects:
    """Effects of a company and a workbook where nothing is wrong."""
    found: Mapping[Effect, Found] = {
        Effect.CHECK_KEY: Found(key=FJELL),
        Effect.OPEN_PARTNER: Found(partner=REGISTER),
    }

    def work(effect: Effect) -> object:
        def carry_out(journey: Journey, known: Found, control: Control) -> Found:
            new = found[effect]
            return replace(known, key=new.key or known.key, partner=new.partner or known.partner)

        return carry_out

    ready = {effect: work(effect) for effect in found} | {Effect.REPORT: report_of_it}
    return ready | {Effect(k): w for k, w in more.items()}  # type: ignore[return-value, dict-item]


def report_of_it(journey: Journey, known: Found, control: Control) -> Found:
    """The report of the journey's run: whole where it has come to its end, else half done."""
    whole = full_report()
    if journey.of(FirstSyncAnswers).finished:
        head = replace(whole.run, id="run-1", state=RunState.FINISHED)
        return replace(known, report=replace(whole, run=head), sought=True)
    head = replace(whole.run, id="run-1", state=RunState.RUNNING, finished=None)
    lines = tuple(replace(one, phase=Phase.SKIPPED, problem=None) for one in whole.lines[1:])
    half = replace(whole, run=head, lines=(whole.lines[0], *lines))
    return replace(known, report=half, sought=True)


_SAID: tuple[Answers, ...] = (
    ChooseAnswers("svenn"),
    IntegrationsAnswers(True),
    CreateKeyAnswers("custom", True),
    PasteKeyAnswers(1),
    ConnectPartnerAnswers({"file": "register.xlsx"}),
    PlanAnswers("fingerprint"),
    FirstSyncAnswers("run-1", True),
)


def journey_at(step: StepId, now: datetime | None = None) -> Journey:
    """A journey that has come to a step, everything before it complete."""
    now = now or SystemClock().now()
    order = [one.id for one in FLOW.steps(Journey())]
    journey = Journey(changed=now)
    for answers in _SAID:
        place = next(one.id for one in FLOW.steps(journey) if one.answers is type(answers))
        if order.index(place) < order.index(step):
            journey = journey.answered(answers)
    reached = order.index(step)
    journey = journey.knowing(
        Facts(
            Fact(now, FJELL) if reached > order.index(StepId.PASTE_KEY) else None,
            Fact(now, REGISTER) if reached > order.index(StepId.CONNECT_PARTNER) else None,
            "fingerprint" if reached > order.index(StepId.DIFFERENCES) else "",
        )
    )
    return journey.at(step)
