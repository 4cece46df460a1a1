"""The states that are pictured: a closed list, each brought about as a person would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from screens.stage import Stage
from wizard.flow.journey import StepId


@dataclass(frozen=True, slots=True)
class State:
    """A state of a step's page, or of the frame around it (``step`` is None).

    ``bring`` brings a window there, in the language in use and in light. ``anew`` is true where a
    change of language would end the state, so that it is brought about in each, and ``paper``
    where what is to be seen is a window above the window.
    """

    step: StepId | None
    name: str
    bring: Callable[[Stage], None]
    anew: bool = False
    paper: bool = False

    @property
    def place(self) -> int:
        """Where its page stands among the steps; 0 for the frame."""
        return list(StepId).index(self.step) + 1 if self.step else 0

    @property
    def file(self) -> str:
        """What its pictures are called."""
        return f"{self.place}-{self.step or 'frame'}-{self.name}".replace("_", "-")
