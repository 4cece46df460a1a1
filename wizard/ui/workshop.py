"""The program behind the window.

It imports all that the window works with but Qt, which takes a while, so it is read in a lane while
the frame stands.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from wizard.app import App
from wizard.flow.codec import StoredJourneys
from wizard.flow.journey import Journey
from wizard.flow.ports import Control, Effects, Found, JourneyStore
from wizard.flow.steps import Effect
from wizard.office.effects import OfficeEffects
from wizard.ui import opening


class Workshop:
    """What it makes is made when a lane first needs it; ``state`` is the folder of its store,
    where that is not this user's own.
    """

    def __init__(self, state: Path | None = None) -> None:
        self._state = state

    @cached_property
    def app(self) -> App:
        """The composition root, with its log begun."""
        app = App(state=self._state)
        app.start_log()
        return app

    @cached_property
    def journeys(self) -> JourneyStore:
        """Where the journey is kept; raises ``WizardError`` where the store cannot be opened."""
        return StoredJourneys(self.app.store.journeys)

    def read(self, setup: Path | None) -> opening.Opened:
        """What the first page needs; call it from a lane."""
        return opening.read(setup, self._left)

    def carry_out(self, effect: Effect, journey: Journey, found: Found, control: Control) -> Found:
        """One of the journey's effects, as a step asks for it; call it from a lane."""
        return self._real[effect](journey, found, control)

    def close(self) -> None:
        """Let go of what was opened."""
        if "_office" in self.__dict__:
            self._office.close()
        if "app" in self.__dict__:
            self.app.close()

    def _left(self) -> Journey | None:
        return self.journeys.load()  # which may be what cannot be opened

    @cached_property
    def _real(self) -> Effects:
        return self._office.by_name()

    @cached_property
    def _office(self) -> OfficeEffects:
        return OfficeEffects(self.app)
