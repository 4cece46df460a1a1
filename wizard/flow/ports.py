"""What the runner touches: the effects, and the place where a journey is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from wizard.flow.journey import Journey
from wizard.flow.steps import Effect

if TYPE_CHECKING:
    from wizard.flow.clients import Results
    from wizard.model.connection import Company, ConnectionCheck
    from wizard.model.journal import JournalEntry, SyncReport
    from wizard.model.pace import Pace
    from wizard.model.plan import Operation, SyncPlan
    from wizard.sync.engine import Survey


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in this process, and is found anew in the next: registers and plans are
    never stored with a journey.

    ``undoing`` is the plan that would take the run of ``report`` back, and ``undone`` what became
    of it. ``sought`` is true once the store was asked for a run of the approved plan, which an
    interruption may have left there without the journey knowing of it.

    Of an accounting office ``clients`` are those that let its key in, ``checks`` what they have
    said of themselves so far, ``companies`` the organisation numbers that the partner knows, and
    ``results`` what became of the clients, all but the numbers by the companies' ids.
    """

    key: ConnectionCheck | None = None
    partner: ConnectionCheck | None = None
    survey: Survey | None = None
    plan: SyncPlan | None = None
    report: SyncReport | None = None
    undoing: SyncPlan | None = None
    undone: SyncReport | None = None
    sought: bool = False
    clients: tuple[Company, ...] | None = None
    checks: Mapping[int, ConnectionCheck] = field(default_factory=dict)
    companies: frozenset[str] | None = None
    results: Results | None = None


@dataclass(frozen=True, slots=True)
class Control:
    """How long work is watched and stopped.

    ``watch`` hears of every operation that is settled, ``pace`` how the rate budget stands after
    every call and before every wait; ``stop`` is asked between two writes. ``told`` hears of an
    office's clients as they are found, as a ``Found``, and of each ``Progress`` over them.
    """

    watch: Callable[[int, int, Operation, JournalEntry], None] = lambda *settled: None
    stop: Callable[[], bool] = lambda: False
    pace: Callable[[Pace], None] = lambda pace: None
    told: Callable[[object], None] = lambda found: None


EffectWork = Callable[[Journey, Found, Control], Found]
"""One effect: from what is known to what is known afterwards; raises ``WizardError``."""

Effects = Mapping[Effect, EffectWork]


class JourneyStore(Protocol):
    """Keeps one journey, and gives it back whole or not at all."""

    def load(self) -> Journey | None:
        """The journey, or None where none is kept; raises ``WizardError``."""
        ...

    def save(self, journey: Journey) -> None:
        """Keep this journey in the place of the last."""
        ...

    def clear(self) -> None:
        """Forget what is kept."""
        ...


class JourneyTexts(Protocol):
    """Where a journey's text lies; ``codec.StoredJourneys`` makes a ``JourneyStore`` of it."""

    def load(self) -> str | None:
        """The text, or None where nothing is kept; raises ``WizardError``."""
        ...

    def save(self, text: str) -> None:
        """Keep this text in the place of the last."""
        ...

    def clear(self) -> None:
        """Forget what is kept."""
        ...
