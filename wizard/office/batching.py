"""Batching: a batch over many clients carried out, and kept so that it can be finished later.

What becomes of each client reaches the disk before the next is begun. After a crash the batch
knows which clients nobody had begun, which were done, and which somebody was at; of the last, the
client's own run knows the rest.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from wizard import paths
from wizard.app import App
from wizard.errors import FailedError, InterruptedRun, Problem, RefusedError, WizardError
from wizard.flow.answers import TRIPLETEX
from wizard.flow.batch import failed, in_order, seconds_left, stops_all
from wizard.flow.brief import Brief, brief_of
from wizard.flow.ports import Control
from wizard.model.batch import BatchHead, ClientState, Member
from wizard.model.connection import Company, ConnectionCheck
from wizard.model.pace import Pace
from wizard.office.client import Client
from wizard.office.crew import worked
from wizard.tripletex import TripletexOffice

_log = logging.getLogger(__name__)


@dataclass
class Desk:
    """An office at work: its key, whose it is, and how the budget of that key stands.

    ``since`` is when the desk was taken, and ``pace`` what has been heard from then on.
    """

    app: App
    office: TripletexOffice
    check: ConnectionCheck
    since: datetime
    pace: Pace = field(default_factory=Pace)

    @property
    def home(self) -> Company:
        """The office itself."""
        assert self.check.company is not None  # a check that finds no company is refused
        return self.check.company


@contextmanager
def at_desk(app: App, brief: Brief, told: Callable[[Pace], None] | None = None) -> Iterator[Desk]:
    """Take a desk with the office's key, for everything that is done inside.

    ``told`` hears of the budget besides. Raises ``RefusedError`` where the key is no office's.
    """
    taken: list[Desk] = []

    def hear(pace: Pace) -> None:
        for desk in taken:
            desk.pace = pace
        if told:
            told(pace)

    since = app.clock.now()
    with app.office(address_of(brief), hear) as office:
        taken.append(Desk(app, office, office.check(), since))
        yield taken[0]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a batch stands: its clients in their order, and how long those that are open will take.

    ``settled`` is the client that has just been settled. ``left`` is in seconds, None as long as
    nobody can tell.
    """

    members: tuple[Member, ...]
    settled: Member
    left: float | None


Told = Callable[[Standing], None]


@dataclass
class Batching:
    """Carries out batches; ``jobs`` clients at once, and ``told`` hears of each that is settled."""

    desk: Desk
    jobs: int
    control: Control = field(default_factory=Control)
    told: Told = lambda standing: None

    def begin(
        self, brief: Brief, members: Sequence[Member], plans: Mapping[int, bytes] | None = None
    ) -> BatchHead:
        """Carry out a brief at these clients, smallest first; raises ``RefusedError``.

        A member that is not open stays as it is, and stands in the report. ``plans`` are those
        that were shown and approved, by the company's id.
        """
        store, home = self.desk.app.store, self.desk.home
        sizes = store.batches.sizes(one.company.id for one in members)
        sized = [replace(one, size=sizes.get(one.company.id)) for one in members]
        with store.lease(home.id):
            head = store.batches.begin(home, in_order(sized), brief.text(), plans or {})
            return self._carried_out(head, brief)

    def resume(self, batch: str) -> BatchHead:
        """Finish a batch: the clients that were not begun, and those that were stopped on the way.

        Raises ``RefusedError`` where the key is another office's.
        """
        store, home = self.desk.app.store, self.desk.home
        head = store.batches.head(batch)
        if home.id != head.office.id:
            params = {"planned": head.office.name, "found": home.name}
            raise RefusedError(Problem("office.other_office", params=params))
        with store.lease(home.id):
            return self._carried_out(head, brief_of(store.batches.setup(head.id)))

    def _carried_out(self, head: BatchHead, brief: Brief) -> BatchHead:
        work, batches = _Work(self, head, brief), self.desk.app.store.batches
        every = {one.company.id: one for one in batches.members(head.id)}
        due = in_order(one for one in every.values() if one.state.open)
        for settled in worked(due, work.settle, jobs=self.jobs, stop=work.stops):
            every[settled.company.id] = settled
            members = tuple(every.values())
            self.told(Standing(members, settled, self._left(members)))
        if any(one.state.open for one in every.values()):
            return batches.head(head.id)
        return batches.finish(head.id)

    def _left(self, members: Sequence[Member]) -> float | None:
        elapsed = (self.desk.app.clock.now() - self.desk.since).total_seconds()
        return seconds_left(members, self.desk.pace, elapsed, self.jobs)


class _Work:
    """One attempt at a batch, shared by its threads."""

    def __init__(self, batching: Batching, head: BatchHead, brief: Brief) -> None:
        self._app = batching.desk.app
        self._office = batching.desk.office
        self._control = replace(batching.control, stop=self.stops, pace=lambda pace: None)
        self._asked = batching.control.stop
        self._head = head
        self._brief = brief
        self._halted = threading.Event()

    def stops(self) -> bool:
        """Whether nothing more is to be written: somebody has asked, or no client could go on."""
        return self._halted.is_set() or self._asked()

    def settle(self, member: Member) -> Member:
        """Work at one client, and write down what became of it, whatever that is."""
        batches = self._app.store.batches
        batches.mark(self._head.id, replace(member, state=ClientState.RUNNING))
        approved = batches.plan(self._head.id, member.company.id) if self._brief.approved else None
        client = Client(self._app, self._office, self._brief, member.company, self._control)
        settled = self._outcome(client, member, approved)
        if settled.state is ClientState.INTERRUPTED and stops_all(settled.problems):
            self._halted.set()
        batches.mark(self._head.id, settled)
        return settled

    def _outcome(self, client: Client, member: Member, approved: bytes | None) -> Member:
        try:
            return client.carry_out(member, approved, self._head.started)
        except WizardError as error:
            run = error.run if isinstance(error, InterruptedRun) else ""
            return replace(failed(member, error), run=run or member.run)
        except Exception:
            # a defect of ours at one client is that client's, and keeps nobody else waiting
            _log.exception("a defect at client %d", member.company.id)
            problem = Problem("unexpected", params={"log": str(paths.logs() / "wizard.log")})
            return failed(member, FailedError(problem))


def address_of(brief: Brief) -> str:
    """Where Tripletex is, by the brief's set-up."""
    return str(brief.setup.get("tripletex", {}).get("base_url", TRIPLETEX))
