"""One schedule, from the first start of the program until everything has settled."""

from __future__ import annotations

import logging
import shutil
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from unittest import mock

from wizard.errors import Problem, WizardError
from wizard.http.redact import REDACTOR, Redactor
from wizard.messages import say
from wizard.model.journal import Phase, ReportLine, SyncReport
from wizard.model.records import Completeness, Kind
from wizard.store.sealkey import StoreKeys
from wizard.store.store import open_store
from wizard.store.vault import CONSUMER_TOKEN, EMPLOYEE_TOKEN, KeyringVault
from wizard.tripletex import client

from . import registers
from .clock import SimClock
from .crash import CrashError
from .disk import store_disk
from .events import Events
from .faults import OF_BOOKS, OF_MEMORY, Fault, Schedule, Strike, drawn, forced
from .ground import Ground, Violation
from .hands import Hands
from .partner import Book, InMemory, Partner
from .program import Desk, Keyring, Program
from .registers import P, Registers, T
from .trace import Trace
from .tripletex import NARROW, Tripletex
from .wire import Wire, until_midnight

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
_MEND = 0.7
_RESUMES = 0.85


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


class Case:
    """A world of its own and a program that is started in it until it has done its work."""

    def __init__(
        self, seed: int, folder: Path, drawn_registers: Registers, strikes: Sequence[Strike]
    ) -> None:
        self.outcome = Outcome(seed)
        self._dice = Random(f"{seed}/case")
        near = any(one.fault is Fault.SUMMER_TIME for one in strikes)
        self.clock = SimClock(self._dice.choice(_CHANGES if near else _STARTS))
        self.trace = Trace(self.clock)
        self.events = Events(self.clock, Schedule(strikes), self._dice, self.trace)
        self.tripletex = Tripletex(drawn_registers, self.clock, self._dice)
        self.partner: Partner = (
            Book(drawn_registers, folder, self.clock)
            if drawn_registers.workbook
            else InMemory(drawn_registers)
        )
        self.ground = Ground(self.held())
        self.hands = Hands(self.tripletex, self.partner, self.ground, self._dice)
        self.desk = Desk(
            folder=_store_folder(folder),
            keyring=_keyring(),
            partner=self.partner,
            transport=Wire(self.tripletex.transport, self.events, self.trace),
            events=self.events,
            policy=drawn_registers.policy,
            left_open=self._dice.choice([0.0, 0.5, 1.0]),
            seed=seed,
            apart=self._dice.random() < 0.1,
        )
        self.ground.twins = 2 if self.desk.apart else 1
        self.desk.keyring.put(CONSUMER_TOKEN, self.tripletex.world.consumer_token)
        self._put_key(self.tripletex.token)
        self.reports: list[SyncReport] = []
        self._whole = False
        self._holding = 0
        self._nested = False
        self._left: set[Kind] = set()
        self._mends: dict[str, Callable[[], object]] = {}
        self.events.happen = self._happenings()

    # --- from beginning to end --------------------------------------------------------------

    def carry_out(self) -> Outcome:
        """Run the schedule, then let everything settle, and hold it against the ground truth."""
        ended = any(self.attempt() for _ in range(_ATTEMPTS))
        self.events.schedule.calm()
        self.settle(ended=ended)
        self.outcome.faults = self.events.schedule.struck
        self.outcome.trace = self.trace.lines
        return self.outcome

    def settle(self, *, ended: bool = False) -> None:
        """No more faults: what is begun is finished, and further synks find nothing to do."""
        self.mend_all()
        self.clock.sleep(120)
        undisturbed = not self.hands.moved
        if not (ended or any(self.attempt(calm=True) for _ in range(_CALM_ATTEMPTS))):
            self.broken("unsettled", "a run does not finish though nothing fails any more")
        self.check()
        strict = undisturbed and bool(self.reports) and self._all_done(self.reports[-1])
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

    def attempt(self, *, calm: bool = False) -> bool:
        """Start the program once; whether it ended with everything that was begun finished."""
        self._mend_some()
        with self._watched():
            program = Program(self.desk)
            with self._ending(program):
                unfinished = program.unfinished()
                if unfinished and (calm or self._dice.random() < _RESUMES):
                    for run in unfinished:
                        self.resume(program, run)
                elif not (calm and self.reports):
                    self._mend("key")
                    self.synk(program)
                return not program.unfinished()
        return False

    def resume(self, program: Program, run: str) -> None:
        """Finish a run, as the command ``resume`` does it."""
        self.trace.say("resume")
        with self._alone():
            report = program.resume(run)
        self._reported(report)

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
            self.ground.planned(plan)
            self.trace.say("plan", len(plan.operations), "operations", plan.fingerprint[:12])
            report = program.apply(plan)
        self._reported(report)
        return report

    def held(self) -> dict:  # type: ignore[type-arg]
        """What truly stands on both sides."""
        return {T: self.tripletex.held(), P: self.partner.held()}

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

    # --- one program ------------------------------------------------------------------------

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
            self._take_in(program)
            program.close()

    def _take_in(self, program: Program) -> None:
        heads = program.store.runs()
        for head in reversed(heads):
            entries = program.store.entries(head.id)
            self.ground.written(head.id, head.fingerprint, entries)
        self.outcome.runs = len(heads)

    def _reported(self, report: SyncReport) -> None:
        self.reports.append(report)
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

    def _all_done(self, report: SyncReport) -> bool:
        """Whether one run has done all that could be done: everything was seen, nothing failed."""
        one_run = len({one.run.id for one in self.reports}) == self.outcome.runs == 1
        return one_run and self._whole and all(one.phase is Phase.DONE for one in report.lines)

    def _calm_synk(self) -> list[ReportLine]:
        """A synk that nothing disturbs; what it did."""
        did: list[ReportLine] = []
        with self._watched() as ended:
            program = Program(self.desk)
            with self._ending(program):
                report = self.synk(program)
                did = [one for one in report.lines if one.phase is Phase.DONE]
        if not ended[0]:
            self.broken("unsettled", "a synk that nothing disturbs does not end")
        return did

    # --- what happens -----------------------------------------------------------------------

    def _happenings(self) -> dict[Fault, Callable[[], object]]:
        keys = self.tripletex.world.keys
        return {
            Fault.SESSION_ENDED: keys._sessions.clear,
            Fault.MIDNIGHT: lambda: self.clock.sleep(until_midnight(self.clock.true)),
            Fault.SUMMER_TIME: lambda: self.clock.sleep(4),
            Fault.KEY_REVOKED: self._revoke,
            Fault.KEY_OF_OTHER: self._swap_key,
            Fault.RIGHTS_REDUCED: self._reduce,
            Fault.INTEGRATIONS_OFF: self._switch_off,
            Fault.TOO_MANY: self._crowd,
            Fault.FOREIGN_EDIT: lambda: self.trace.say("hand", self.hands.edit()),
            Fault.FOREIGN_DELETE: lambda: self.trace.say("hand", self.hands.delete()),
            Fault.FOREIGN_INSERT: lambda: self.trace.say("hand", self.hands.insert()),
            Fault.SECOND_PROGRAM: self._second,
            Fault.STOPPED: self.events.stop,
        }

    def _revoke(self) -> None:
        if self.tripletex.world.keys.find(self.tripletex.token):
            self.tripletex.world.revoke(self.tripletex.token)
            self._mends["key"] = self._new_key

    def _new_key(self) -> None:
        self.tripletex.new_key()
        self._put_key(self.tripletex.token)

    def _swap_key(self) -> None:
        """The token leads to the neighbour from the next session on."""
        keys, token = self.tripletex.world.keys, self.tripletex.token
        ours, other = keys.find(token), keys.find(self.tripletex.other_token)
        if ours is None or other is None or ours.company == other.company:
            return
        keys.add(replace(other, id=ours.id, token=token))
        keys._sessions.clear()
        self._mends["key"] = lambda: (keys.add(ours), keys._sessions.clear())

    def _put_key(self, token: str) -> None:
        self.desk.keyring.put(EMPLOYEE_TOKEN, token)

    def _reduce(self) -> None:
        if self.tripletex.world.keys.find(self.tripletex.token):
            self.tripletex.reduce_rights(self._dice.choice(NARROW))
            self._mends["rights"] = self.tripletex.restore_rights

    def _switch_off(self) -> None:
        self.tripletex.world.switch_integrations(False)
        self._mends["service"] = lambda: self.tripletex.world.switch_integrations(True)

    def _crowd(self) -> None:
        options = self.tripletex.world.options
        options.max_matches = 2
        self._mends["crowd"] = lambda: setattr(options, "max_matches", 10_000)

    def _second(self) -> None:
        """Somebody starts the program once more, while the first is at work."""
        if self._nested:
            return
        self._nested = True
        with self._watched():
            program = Program(self.desk)
            with self._ending(program):
                self.synk(program)
        self._nested = False

    def _mend(self, what: str) -> None:
        if mend := self._mends.pop(what, None):
            self.trace.say("mended", what)
            mend()

    def _mend_some(self) -> None:
        for what in list(self._mends):
            if self._dice.random() < _MEND:
                self._mend(what)
        if self._dice.random() < _MEND:
            self.partner.mend()

    def mend_all(self) -> None:
        for what in list(self._mends):
            self._mend(what)
        self.partner.mend()
        self.clock.wrong = timedelta(0)


def played(seed: int) -> Outcome:
    """The schedule of a seed, in a folder of its own."""
    dice = Random(f"{seed}/drawn")
    first = forced(seed)
    kinds = {"": 12 * (first not in OF_BOOKS), "csv": 3, "xlsx": 1}
    if first in OF_MEMORY:
        kinds = {"": 1}
    workbook = dice.choices(list(kinds), list(kinds.values()))[0]
    given = registers.drawn(dice, workbook=workbook)
    struck = drawn(dice, first, workbook=bool(workbook))
    with world_of(seed, given, struck, page=dice.choice([1000] * 7 + [7])) as case:
        return case.carry_out()


def short(seed: int) -> Outcome:
    """The outcome of a seed without its trace, which can be had again at any time."""
    outcome = played(seed)
    outcome.trace.clear()
    return outcome


def quiet() -> None:
    """Let this process log nothing of the faults it meets."""
    logging.getLogger("wizard").setLevel(logging.CRITICAL)


@contextmanager
def world_of(
    seed: int, given: Registers, strikes: Sequence[Strike], *, page: int = 1000
) -> Iterator[Case]:
    """A case in a folder that is gone afterwards; list calls ask for ``page`` rows."""
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(dir=_ram()))
        stack.callback(shutil.rmtree, folder)
        # with few records, pages must be short for a list to have several
        stack.enter_context(mock.patch.object(client, "PAGE", page))
        vars(REDACTOR).update(vars(Redactor()))  # a program that starts knows no secret yet
        case = Case(seed, folder, given, strikes)
        stack.enter_context(store_disk(case.desk.folder, case.events))
        yield case


@cache
def _ram() -> str | None:
    """A folder in memory, where the system has one."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


@cache
def _template() -> tuple[bytes, Keyring]:
    """An empty store of this version, and the keyring that holds its key."""
    keyring = Keyring()
    with tempfile.TemporaryDirectory(dir=_ram()) as folder:
        keys = StoreKeys(Path(folder), keyring=lambda: KeyringVault(keyring))
        open_store(Path(folder), keys=keys).close()
        return (Path(folder) / "store.sqlite3").read_bytes(), keyring


def _store_folder(folder: Path) -> Path:
    made = folder / "state"
    made.mkdir()
    (made / "store.sqlite3").write_bytes(_template()[0])
    return made


def _keyring() -> Keyring:
    fresh = Keyring()
    fresh.kept.update(_template()[1].kept)
    return fresh
