"""The map: which steps a journey passes, in which order, and how each of them stands. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from wizard.flow.answers import (
    Audience,
    ChooseAnswers,
    ClientSyncAnswers,
    FirstSyncAnswers,
)
from wizard.flow.journey import Journey, StepId
from wizard.flow.steps import COMPANY, OFFICE, Step


class StepState(StrEnum):
    """How a step stands, as the rail shows it."""

    DONE = "done"
    HERE = "here"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Flow:
    """The branches of the map, one an audience; who has no branch is not offered to anybody."""

    branches: Mapping[Audience, Sequence[Step]]

    @property
    def audiences(self) -> tuple[Audience, ...]:
        """Whom a journey can be made for."""
        return tuple(self.branches)

    def steps(self, journey: Journey) -> tuple[Step, ...]:
        """The steps this journey passes, in order."""
        branch = self.branches[journey.of(ChooseAnswers).audience]
        return tuple(step for step in branch if step.visible(journey))

    def step(self, journey: Journey, id: StepId) -> Step:
        """A step of this journey; raises ``KeyError`` where it does not pass there."""
        return {step.id: step for step in self.steps(journey)}[id]

    def next(self, journey: Journey) -> Step | None:
        """The step after the one where the journey stands."""
        return self._beside(journey, 1)

    def previous(self, journey: Journey) -> Step | None:
        """The step before."""
        return self._beside(journey, -1)

    def furthest(self, journey: Journey) -> Step:
        """The first step that is not complete: nobody can stand beyond it."""
        steps = self.steps(journey)
        return next((step for step in steps if step.problems(journey)), steps[-1])

    def available(self, journey: Journey, id: StepId) -> bool:
        """Whether the journey can stand at a step: everything before it is complete."""
        order = [step.id for step in self.steps(journey)]
        return id in order and order.index(id) <= order.index(self.furthest(journey).id)

    def state(self, journey: Journey, id: StepId) -> StepState:
        """How a step stands."""
        if journey.here is id:
            return StepState.HERE
        order = [step.id for step in self.steps(journey)]
        complete = order.index(id) < order.index(self.furthest(journey).id)
        return StepState.DONE if complete else StepState.AHEAD

    def locked(self, journey: Journey, id: StepId) -> bool:
        """Whether a step's answers can no longer be changed: what followed has been written.

        An office's are free again once all its clients have had their turn: others join them.
        """
        many = journey.of(ClientSyncAnswers)
        begun = many.begun if journey.office else bool(journey.of(FirstSyncAnswers).run)
        if not begun:
            return False
        ids = [step.id for step in self.steps(journey)]
        turns = [step.id for step in self.steps(journey) if step.no_return]
        return any(ids.index(id) <= ids.index(turn) for turn in turns)

    def settled(self, journey: Journey) -> Journey:
        """The journey, stepped back to where it can stand."""
        if self.available(journey, journey.here):
            return journey
        return journey.at(self.furthest(journey).id)

    def _beside(self, journey: Journey, by: int) -> Step | None:
        steps = self.steps(journey)
        place = [step.id for step in steps].index(journey.here) + by
        return steps[place] if 0 <= place < len(steps) else None


FLOW = Flow({Audience.COMPANY: COMPANY, Audience.OFFICE: OFFICE})
"""The map of this version."""
