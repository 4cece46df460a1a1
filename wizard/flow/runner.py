"""The runner: the one hand that moves a journey, the same for window and command line."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from wizard.flow.answers import (
    Answers,
    ClientsAnswers,
    DifferencesAnswers,
    FirstSyncAnswers,
    PlanAnswers,
)
from wizard.flow.clients import digest
from wizard.flow.journey import Fact, Facts, Journey, StepId
from wizard.flow.map import FLOW, Flow
from wizard.flow.ports import Control, Effects, Found, JourneyStore
from wizard.flow.steps import Effect, Step
from wizard.model.journal import RunState

if TYPE_CHECKING:
    from wizard.model.ports import Clock


@dataclass(slots=True)
class Runner:
    """Holds the journey and what was found, and stores the journey after every step.

    Everything but ``perform`` belongs to one thread. ``perform`` may run on another: it only
    reads, and what it returns is handed to ``learn`` on the runner's own.
    """

    effects: Effects
    store: JourneyStore
    clock: Clock
    flow: Flow = FLOW
    journey: Journey = field(default_factory=Journey)
    found: Found = field(default_factory=Found)

    @property
    def here(self) -> Step:
        """The step where the journey stands."""
        return self.flow.step(self.journey, self.journey.here)

    def begin(self, journey: Journey) -> None:
        """Go on with this journey; nothing counts as found in this process."""
        self.found = Found()
        self.journey = self.flow.settled(journey)

    def stored(self) -> Journey | None:
        """The journey that was left earlier; raises ``WizardError`` where it cannot be read."""
        return self.store.load()

    def forget(self) -> None:
        """Begin from nothing, and keep nothing of the earlier journey."""
        self.store.clear()
        self.begin(Journey())

    def answer(self, answers: Answers) -> None:
        """Keep the answers to a step."""
        self._keep(self.journey.answered(answers))

    def advance(self) -> bool:
        """Go to the next step, where this one is complete and there is one."""
        step = self.flow.next(self.journey)
        return step is not None and self.go(step.id)

    def back(self) -> bool:
        """Go to the step before."""
        step = self.flow.previous(self.journey)
        return step is not None and self.go(step.id)

    def go(self, step: StepId) -> bool:
        """Go to a step, where the journey can stand there."""
        if not self.flow.available(self.journey, step):
            return False
        self._keep(self.journey.at(step))
        return True

    def perform(self, *effects: Effect, control: Control | None = None) -> Found:
        """Carry out effects in order, and return what is known then; raises ``WizardError``."""
        found = self.found
        for effect in effects:
            found = self.effects[effect](self.journey, found, control or Control())
        return found

    def learn(self, found: Found) -> None:
        """Take over what an effect found, and step back where it no longer carries the journey."""
        journey = self.journey.knowing(self._facts(found))
        self.found = found
        if found.report is not None:
            head = found.report.run
            finished = head.state is RunState.FINISHED
            ran = journey.of(FirstSyncAnswers)
            journey = journey.answered(replace(ran, run=head.id, finished=finished))
        self._keep(journey)

    def do(self, *effects: Effect, control: Control | None = None) -> Found:
        """Carry out effects and take over what they found."""
        self.learn(self.perform(*effects, control=control))
        return self.found

    def unlearn(self, effect: Effect) -> None:
        """Drop what is no longer true: the key was replaced, the file changed, a check failed."""
        facts = self.journey.facts
        if effect is Effect.PLAN_UNDO:
            self.found = replace(self.found, undoing=None)
        elif effect is Effect.CHECK_KEY and self.journey.office:
            # another key opens the same clients: what is known of them stays
            self.found = replace(self.found, key=None, clients=None, checks={})
            facts = replace(facts, key=None)
        elif effect is Effect.CHECK_KEY:
            self.found, facts = Found(), Facts()
        elif effect is Effect.OPEN_PARTNER and self.journey.office:
            self.found = replace(self.found, partner=None, companies=None)
            facts = replace(facts, partner=None)
        elif effect is Effect.OPEN_PARTNER:
            self.found, facts = Found(key=self.found.key), Facts(key=facts.key)
        else:
            read = self.found.survey if effect is Effect.PLAN else None
            self.found = replace(self.found, survey=read, plan=None)
            facts = replace(facts, planned="", open=0)
        self._keep(self.journey.knowing(facts))

    def again(self, *, retries: bool = False) -> None:
        """Begin the next synk of the same connection, from the comparison on.

        With ``retries`` it is to hold only what the one before did not bring through.
        """
        said = self.journey.of(DifferencesAnswers)
        journey = self.journey.answered(replace(said, skip_open=False)).answered(PlanAnswers())
        ran = journey.of(FirstSyncAnswers)
        journey = journey.answered(FirstSyncAnswers(after=ran.run or ran.after, retries=retries))
        self.found = Found(self.found.key, self.found.partner)
        facts = replace(journey.facts, planned="", open=0)
        self._keep(journey.knowing(facts).at(StepId.DIFFERENCES))

    def rechecks(self) -> tuple[Effect, ...]:
        """What has to be asked again, in order, before a resumed journey can go on.

        Where the plan was approved, the store is asked first whether its run has begun: from then
        on nothing is planned anew, and resuming the run checks both sides by itself.
        """
        known, found = self.journey.facts, self.found
        if self.journey.office:
            return self._recalls()
        if self.journey.of(PlanAnswers).approved and not found.sought:
            return (Effect.REPORT,)
        if self.journey.of(FirstSyncAnswers).run:
            return ()
        due = (
            (Effect.CHECK_KEY, known.key and not found.key),
            (Effect.OPEN_PARTNER, known.partner and not found.partner),
            (Effect.SURVEY, known.planned and not found.survey),
            (Effect.PLAN, known.planned and not found.plan),
        )
        return tuple(effect for effect, is_due in due if is_due)

    def _recalls(self) -> tuple[Effect, ...]:
        """As ``rechecks``, for an office: its clients are not compared anew, for each is looked at
        once more when it is its turn."""
        known, found = self.journey.facts, self.found
        due = (
            (Effect.CHECK_KEY, known.key and not found.key),
            (Effect.OPEN_PARTNER, known.partner and not found.partner),
            (Effect.RECALL_CLIENTS, known.planned and found.results is None),
        )
        return tuple(effect for effect, is_due in due if is_due)

    def _facts(self, found: Found) -> Facts:
        now, known = self.clock.now(), self.journey.facts
        key, partner = known.key, known.partner
        if found.key is not None and found.key is not self.found.key:
            key = Fact(now, found.key)
        if found.partner is not None and found.partner is not self.found.partner:
            partner = Fact(now, found.partner)
        if self.journey.office:
            planned = digest(found.results or {}, self.journey.of(ClientsAnswers).numbers or ())
            return Facts(key, partner, planned or known.planned)
        if found.plan is None:
            return Facts(key, partner, known.planned, known.open)
        return Facts(key, partner, found.plan.fingerprint, len(found.plan.questions))

    def _keep(self, journey: Journey) -> None:
        self.journey = replace(self.flow.settled(journey), changed=self.clock.now())
        self.store.save(self.journey)
