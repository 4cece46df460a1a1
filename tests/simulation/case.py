"""One schedule, from the first start of the program until everything has settled."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from wizard.errors import Problem, WizardError
from wizard.messages import say
from wizard.model.journal import JournalEntry, Phase, ReportLine, RunState, SyncReport
from wizard.model.records import Completeness, Kind
from wizard.store.vault import CONSUMER_TOKEN
from wizard.sync.verify import verify

from .clock import SimClock
from .crash import CrashError
from .events import Events
from .faults import Fault, Schedule, Strike
from .ground import Ground, Violation
from .hands import Hands
from .mishaps import Mishaps
from .partner import Book, InMemory, Partner
from .program import Desk, Keyring, Program
from .registers import P, Registers, T
from .trace import Trace
from .tripletex import Held, Tripletex
from .wire import Wire

_STARTS = (
    datetime(2026, 11, 20, 9, 0, tzinfo=UTC),
    datetime(2026, 11, 20, 22, 59, 50, tzinfo=UTC),  # ten seconds before midnight in Oslo
    datetime(2026, 12, 31, 22, 50, tzinfo=UTC),
)
_CHANGES = (
    datetime(2026, 10, 25, 0, 59, 57, tzinfo=UTC),
    datetime(2026, 3, 29, 0, 59, 57, tzinfo=UTC),
)
_ATTEMPTS, _CALM_ATTEMPTS, _SYNKS = 8, 6, 5
_FINAL = (Phase.DONE, Phase.FAILED, Phase.SKIPPED)
_RESUMES, _GIVES_UP, _PILOTS = 0.85, 0.1, 0.15


@dataclass
class Outcome:
    """What came of a schedule."""

    seed: int
    faults: Counter[Fault] = field(default_factory=Counter)
    violations: list[Violation] = field(default_factory=list)
    trace: list[str] = field(default_factory=list)
    runs: int = 0
    questions: int = 0
    operations: int = 0
    undone: int = 0
    restored: int = 0


class Case:
    """A world of its own and a program that is started in it until it has done its work."""

    def __init__(
        self, seed: int, drawn: Registers, strikes: Sequence[Strike], desk: tuple[Path, Keyring]
    ) -> None:
        self.outcome = Outcome(seed)
        self._dice = Random(f"{seed}/case")
        near = any(one.fault is Fault.SUMMER_TIME for one in strikes)
        self.clock = SimClock(self._dice.choice(_CHANGES if near else _STARTS))
        self.trace = Trace(self.clock)
        self.events = Events(self.clock, Schedule(strikes), self._dice, self.trace)
        self.tripletex = Tripletex(drawn, self.clock, self._dice)
        self.partner: Partner = (
            Book(drawn, desk[0], self.clock) if drawn.workbook else InMemory(drawn)
        )
        self.before = self.held()
        self.ground = Ground(self.before)
        self.hands = Hands(self.tripletex, self.partner, self.ground, self._dice)
        self.desk = Desk(
            folder=desk[0],
            keyring=desk[1],
            partner=self.partner,
            transport=Wire(self.tripletex.transport, self.events, self.trace),
            events=self.events,
            policy=drawn.policy,
            left_open=self._dice.choice([0.0, 0.5, 1.0]),
            seed=seed,
            apart=self._dice.random() < 0.1,
            only=self._dice.choice([1, 2]) if self._dice.random() < _PILOTS else None,
            noted=self.ground.planned,
        )
        self.ground.twins = 2 if self.desk.apart else 1
        self.desk.keyring.put(CONSUMER_TOKEN, self.tripletex.world.consumer_token)
        self.mishaps = Mishaps(self.tripletex, self.desk, self.hands, self.events, self._dice)
        self.events.happen = self.mishaps.happenings(self._second)
        self.reports: dict[str, SyncReport] = {}
        self.undoes = ""
        self._entries: dict[str, Mapping[str, JournalEntry]] = {}
        self._whole = False
        self._holding = 0
        self._nested = False
        self._left: set[Kind] = set()

    # --- from beginning to end --------------------------------------------------------------

    def carry_out(self, later: Sequence[Strike] = (), *, undone: bool = False) -> Outcome:
        """Run the schedule, then let everything settle, and hold it against the ground truth.

        Where it is to be ``undone``, its run is taken back before that, under the faults that
        strike ``later``.
        """
        ended = any(self.attempt() for _ in range(_ATTEMPTS))
        if undone:
            self.take_back(later)
        self.events.schedule.calm()
        self.settle(ended=ended and not undone)
        self.outcome.faults = self.events.schedule.struck
        self.outcome.trace = self.trace.lines
        return self.outcome

    def settle(self, *, ended: bool = False) -> None:
        """No more faults: what is begun is finished, and further synks find nothing to do."""
        self._quieten()
        undisturbed = not self.hands.moved
        if not (ended or any(self.attempt(calm=True) for _ in range(_CALM_ATTEMPTS))):
            self.broken("unsettled", "a run does not finish though nothing fails any more")
        self.check()
        once = self._whole and self.desk.only is None and len(self.reports) == 1
        strict = undisturbed and once and self._all_done(*self.reports.values())
        left = self._left
        for turn in range(_SYNKS):
            wrote = self._calm_synk()
            if strict and turn == 0 and (more := [one for one in wrote if one.kind not in left]):
                self.broken("again", f"a second synk wants {[(one.kind, one.key) for one in more]}")
            if not wrote:
                break
        else:
            self.broken("again", f"still something to do after {_SYNKS} synks")
        self.check()

    def take_back(self, later: Sequence[Strike]) -> None:
        """Finish the run, undo it while the faults of ``later`` strike, and see what is back."""
        self.events.schedule.calm()
        self._quieten()
        if not any(self.attempt(calm=True) for _ in range(_CALM_ATTEMPTS)):
            return  # said when everything is to settle
        moved = self.hands.moved
        [*_, (self.undoes, synk)] = self.reports.items()
        for one in later:
            self.events.schedule.add(one)
        if not any(self.attempt() for _ in range(_ATTEMPTS)):
            self.events.schedule.calm()
            self._quieten()
            if not any(self.attempt(calm=True) for _ in range(_CALM_ATTEMPTS)):
                self.broken("unsettled", "an undo does not finish though nothing fails any more")
                return
        [undo] = [one for one in self.reports.values() if one.run.undoes == self.undoes]
        self.undoes = ""
        self.outcome.undone += 1
        self.check()
        if not (moved or self.hands.moved) and self._all_done(synk, undo):
            self._held_against_before(undo)

    def _held_against_before(self, undo: SyncReport) -> None:
        """Everything is as it was, but for what the undo says stays."""
        told = {(one.kind, one.subject) for one in undo.problems}
        keys = self.ground.keys_of(undo.run.undoes)
        now, stays = self.held(), False
        for side, kinds in self.before.items():
            for kind in kinds:
                then, there = kinds[kind], now[side][kind]
                for id_ in sorted(then.keys() | there.keys()):
                    if then.get(id_) == there.get(id_):
                        continue
                    stays = True
                    if not told & {(kind.value, key) for key in keys[side, kind, id_]}:
                        what = f"{side} {kind} {id_}: {there.get(id_)}, not {then.get(id_)}"
                        self.broken("not as before", what)
        self.outcome.restored += not stays

    def attempt(self, *, calm: bool = False) -> bool:
        """Start the program once; whether it ended with everything that was begun finished."""
        self.mishaps.mend_some()
        with self._watched():
            program = Program(self.desk)
            with self._ending(program):
                unfinished = program.unfinished()
                if unfinished and not calm and self._dice.random() < _GIVES_UP:
                    self.trace.say("give up")
                    program.store.give_up(unfinished.pop(0))
                if unfinished and (calm or self._dice.random() < _RESUMES):
                    for run in unfinished:
                        self.resume(program, run)
                elif self.undoes:
                    self.undo(program)
                elif not (calm and self.reports):
                    self.mishaps.mend("key")
                    self.synk(program)
                return not program.unfinished() and self._is_back(program)
        return False

    def resume(self, program: Program, run: str) -> None:
        """Finish a run, as the command ``resume`` does it."""
        self.trace.say("resume")
        with self._alone():
            program.resume(run)

    def undo(self, program: Program) -> None:
        """Take the run back, as the command ``undo`` does it, unless that is done."""
        if self._is_back(program):
            return
        self.trace.say("undo")
        with self._alone():
            program.undo(self.undoes)

    def _is_back(self, program: Program) -> bool:
        """Whether the run that is to be undone is, if there is one."""
        done = {one.undoes for one in program.store.runs() if one.state is RunState.FINISHED}
        return self.undoes in done

    def synk(self, program: Program) -> SyncReport:
        """A whole synk, as the command ``sync`` does it."""
        self.trace.say("synk")
        with program.reserved(), self._alone():
            survey, plan = program.plan()
            shots = [shot for sides in survey.snapshots.values() for shot in sides.values()]
            self._whole = all(shot.completeness is Completeness.COMPLETE for shot in shots)
            self._left = {one.kind for one in plan.questions}
            self._left |= {Kind(one.problem.kind) for one in plan.stops if one.problem.kind}
            if self._left:  # what waits for a record of another kind
                self._left.add(Kind.PROJECT)
            self.trace.say("plan", len(plan.operations), "operations", plan.fingerprint[:12])
            report = program.apply(plan)
        return report

    def held(self) -> dict:  # type: ignore[type-arg]
        """What truly stands on both sides."""
        held: dict[object, Held] = {T: self.tripletex.held(), P: self.partner.held()}
        return held

    def check(self) -> None:
        """Hold both sides against the ground truth."""
        found = self.ground.violations(self.held())
        if self.tripletex.neighbour_touched():
            found.append(Violation("wrong company", "the neighbour's books have changed"))
        for one in found:
            self.broken(one.promise, one.what)

    def broken(self, promise: str, what: str) -> None:
        """A promise was not kept."""
        self.trace.say("BROKEN", promise, what)
        self.outcome.violations.append(Violation(promise, what))

    # --- one program ------------------------------------------------------------------------

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """While a program holds the company, no other may."""
        if self._holding:
            self.broken("two writers", "a second program was let in")
        self._holding += 1
        try:
            yield
        finally:
            self._holding -= 1

    @contextmanager
    def _watched(self) -> Iterator[list[bool]]:
        """Whatever ends a program is written down; only a traceback is not how it may end."""
        ended = [False]
        try:
            yield ended
            ended[0] = True
        except WizardError as error:
            for problem in error.problems:
                self.trace.say("stopped", type(error).__name__, problem.code)
                self._said(problem)
        except CrashError:
            self.trace.say("crash")
        except Exception:
            self.broken("traceback", traceback.format_exc())

    @contextmanager
    def _ending(self, program: Program) -> Iterator[None]:
        """The end of a program, in order or not: what it leaves is what its journal says."""
        try:
            yield
        finally:
            heads = program.store.runs()
            for head in reversed(heads):
                entries = program.store.entries(head.id)
                self._stays(self._entries.get(head.id, {}), entries)
                self._entries[head.id] = entries
                self.ground.written(head.id, head.fingerprint, entries)
                if head.state is RunState.FINISHED and head.id not in self.reports:
                    self._reported(head.id, program)
            self.outcome.runs = len(heads)
            program.close()

    def _stays(self, before: Mapping[str, JournalEntry], now: Mapping[str, JournalEntry]) -> None:
        """Whatever has come to an end in a journal is never written over."""
        for operation, entry in before.items():
            if entry.phase in _FINAL and now.get(operation) != entry:
                self.broken("journal", f"{entry} has become {now.get(operation)}")

    def _reported(self, run: str, program: Program) -> None:
        """A run has come to its end; what is said of it is found wanting, or not."""
        report = program.store.report(run)
        assert report is not None, "a finished run has its report"
        self.reports[run] = report
        try:
            verify(report.run, program.store)
        except WizardError as error:
            self.broken("proof", str(error))
        phases = Counter(line.phase.value for line in report.lines)
        self.trace.say("report", dict(sorted(phases.items())), "questions", report.questions)
        self.outcome.questions += report.questions + phases[Phase.UNCERTAIN.value]
        self.outcome.operations += len(report.lines)
        for line in report.lines:
            if line.phase is Phase.INTENT or (line.phase is not Phase.DONE and not line.problem):
                self.broken("unsettled", f"{line.verb} {line.kind} {line.key} is {line.phase}")
        for problem in report.problems:
            self._said(problem)

    def _said(self, problem: Problem) -> None:
        try:
            say(problem, "nb")
        except (KeyError, IndexError) as error:
            self.broken("unsaid", f"{problem.code}: {error!r}")

    def _all_done(self, *reports: SyncReport) -> bool:
        """Whether these are all the runs there were, and everything in them is done."""
        done = all(one.phase is Phase.DONE for report in reports for one in report.lines)
        return done and self.outcome.runs == len(reports)

    def _calm_synk(self) -> list[ReportLine]:
        """A synk that nothing disturbs; what it did."""
        did: list[ReportLine] = []
        self.desk.only = None
        with self._watched() as ended:
            program = Program(self.desk)
            with self._ending(program):
                report = self.synk(program)
                did = [one for one in report.lines if one.phase is Phase.DONE]
        if not ended[0]:
            self.broken("unsettled", "a synk that nothing disturbs does not end")
        return did

    def _second(self) -> None:
        """Somebody starts the program once more, while the first is at work.

        Nobody does with a key that leads elsewhere: that would be a synk with another company.
        """
        if self._nested or self.mishaps.is_broken("key"):
            return
        self._nested = True
        with self._watched():
            program = Program(self.desk)
            with self._ending(program):
                self.synk(program)
        self._nested = False

    def _quieten(self) -> None:
        """Everything broken is mended, and whatever was on its way has arrived."""
        self.mishaps.mend_all()
        self.clock.wrong = timedelta(0)
        self.clock.sleep(120)
