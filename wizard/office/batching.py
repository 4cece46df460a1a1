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
from wizard.model.connection import Company
from wizard.model.pace import Pace
from wizard.office.client import Client
from wizard.office.crew import worked
from wizard.tripletex import TripletexOffice

_log = logging.getLogger(__name__)


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

    app: App
    jobs: int
    control: Control = field(default_factory=Control)
    told: Told = lambda standing: None

    def begin(
        self, brief: Brief, clients: Sequence[Company], plans: Mapping[int, bytes] | None = None
    ) -> BatchHead:
        """Carry out a brief at these clients, smallest first; raises ``RefusedError``.

        ``plans`` are those that were shown and approved, by the company's id.
        """
        batches = self.app.store.batches
        with self._opened(brief) as (office, home):
            sizes = batches.sizes(one.id for one in clients)
            members = in_order(Member(one, size=sizes.get(one.id)) for one in clients)
            with self.app.store.lease(home.id):
                head = batches.begin(home, members, brief.text(), plans or {})
                return self._carried_out(head, brief, office)

    def resume(self, batch: str) -> BatchHead:
        """Finish a batch: the clients that were not begun, and those that were stopped on the way.

        Raises ``RefusedError`` where the key is another office's.
        """
        head = self.app.store.batches.head(batch)
        brief = brief_of(self.app.store.batches.setup(head.id))
        with self._opened(brief) as (office, home):
            if home.id != head.office.id:
                params = {"planned": head.office.name, "found": home.name}
                raise RefusedError(Problem("office.other_office", params=params))
            with self.app.store.lease(home.id):
                return self._carried_out(head, brief, office)

    @contextmanager
    def _opened(self, brief: Brief) -> Iterator[tuple[TripletexOffice, Company]]:
        """The office's key, with the clients that it reaches now, and the office itself."""
        self._heard = _Heard(self.app.clock.now())
        with self.app.office(address_of(brief), self._hear) as office:
            home = office.check().company
            assert home is not None
            office.clients()
            yield office, home

    def _hear(self, pace: Pace) -> None:
        self._heard.pace = pace
        self.control.pace(pace)

    def _carried_out(self, head: BatchHead, brief: Brief, office: TripletexOffice) -> BatchHead:
        work = _Work(self, head, brief, office)
        every = {one.company.id: one for one in self.app.store.batches.members(head.id)}
        due = in_order(one for one in every.values() if one.state.open)
        for settled in worked(due, work.settle, jobs=self.jobs, stop=work.stops):
            every[settled.company.id] = settled
            members = tuple(every.values())
            self.told(Standing(members, settled, self._left(members)))
        if any(one.state.open for one in every.values()):
            return self.app.store.batches.head(head.id)
        return self.app.store.batches.finish(head.id)

    def _left(self, members: Sequence[Member]) -> float | None:
        elapsed = (self.app.clock.now() - self._heard.since).total_seconds()
        return seconds_left(members, self._heard.pace, elapsed, self.jobs)


@dataclass
class _Heard:
    """What has been heard of the budget since the work began."""

    since: datetime
    pace: Pace = field(default_factory=Pace)


class _Work:
    """One attempt at a batch, shared by its threads."""

    def __init__(
        self, batching: Batching, head: BatchHead, brief: Brief, office: TripletexOffice
    ) -> None:
        self._app = batching.app
        self._control = replace(batching.control, stop=self.stops, pace=lambda pace: None)
        self._asked = batching.control.stop
        self._head = head
        self._brief = brief
        self._office = office
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
