"""Journal and apply as a state machine: whatever is done in whatever order, every state is right.

Hypothesis chooses what fails, what people do, and when the program is started; it finds the
shortest way to a state that is not right.
"""

from __future__ import annotations

from contextlib import ExitStack
from random import Random

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from simulation import registers
from simulation.case import Case
from simulation.faults import OF_BOOKS, STRIKES, Fault, Point, Strike
from simulation.play import world_of

_STRIKES = [
    (fault, point) for fault, points in STRIKES.items() for point in points if fault not in OF_BOOKS
]


class Journal(RuleBasedStateMachine):
    """A program, its journal, both sides, and everything that can befall them."""

    case: Case

    def __init__(self) -> None:
        super().__init__()
        self._world = ExitStack()

    @initialize(seed=st.integers(0, 9999))
    def begin(self, seed: int) -> None:
        """Two registers."""
        given = registers.drawn(Random(seed))
        self.case = self._world.enter_context(world_of(seed, given, ()))

    @rule(strike=st.sampled_from(_STRIKES), skip=st.integers(0, 5))
    def plan_a_fault(self, strike: tuple[Fault, Point], skip: int) -> None:
        """Something will fail."""
        self.case.events.schedule.add(Strike(*strike, skip))

    @rule()
    def start(self) -> None:
        """Somebody starts the program: it goes on with what is begun, or makes a synk."""
        self.case.attempt()

    @rule()
    def edit(self) -> None:
        """Somebody edits a record."""
        self.case.hands.edit()

    @rule()
    def delete(self) -> None:
        """Somebody deletes one."""
        self.case.hands.delete()

    @rule()
    def wait(self) -> None:
        """Two minutes pass."""
        self.case.clock.sleep(120)

    @precondition(lambda self: self.case.reports)
    @rule()
    def undo(self) -> None:
        """From now on the newest run is to be taken back."""
        runs = [run for run, report in self.case.reports.items() if not report.run.undoes]
        self.case.undoes = runs[-1]

    @precondition(lambda self: self.case.undoes)
    @rule()
    def synk_again(self) -> None:
        """From now on the program makes synks again."""
        self.case.undoes = ""

    @invariant()
    def no_promise_is_broken(self) -> None:
        """Both sides hold what they must, and no journal has lost what it said."""
        if hasattr(self, "case"):
            self.case.check()
            assert not self.case.outcome.violations, "\n".join(self.case.trace.lines)

    def teardown(self) -> None:
        """Everything comes to rest."""
        if hasattr(self, "case"):
            self.case.events.schedule.calm()
            self.case.undoes = ""
            self.case.settle()
            assert not self.case.outcome.violations, "\n".join(self.case.trace.lines)
        self._world.close()


Journal.TestCase.settings = settings(
    max_examples=20,
    stateful_step_count=15,
)
TestJournal = Journal.TestCase
