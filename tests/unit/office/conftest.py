"""An accounting office at its desk: a practice world with clients, and a workbook for each."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from wizard import app as composition
from wizard.app import App
from wizard.cli.demo import write_workbook
from wizard.flow.brief import Brief
from wizard.flow.ports import Control
from wizard.model.batch import BatchHead, Member
from wizard.model.connection import Company
from wizard.office.batching import Batching, Told, at_desk
from wizard.practice import Options, World, create_app, open_office, seeded_world
from wizard.practice.company import Company as Books
from wizard.practice.office import clients
from wizard.tripletex import connect_office

URL = "http://localhost/v2"
TITLES = ("Kundenummer", "Navn", "E-post")


class SharedClock:
    """Time for several threads: whoever sleeps takes it along with them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._time = datetime(2026, 11, 21, 10, tzinfo=UTC)

    def now(self) -> datetime:
        with self._lock:
            return self._time

    def sleep(self, seconds: float) -> None:
        until = self.now() + timedelta(seconds=seconds)
        with self._lock:
            self._time = max(self._time, until)


@dataclass
class Office:
    """What an office has: clients in a practice world, their workbooks, and the program."""

    folder: Path
    world: World
    app: App
    clock: SharedClock
    wsgi: Any
    transport: Any
    decisions: dict[str, Any] = field(default_factory=lambda: {"default": "tripletex"})

    @property
    def books(self) -> list[Books]:
        """The clients, as the practice company keeps them."""
        return clients(self.world)

    @property
    def clients(self) -> list[Company]:
        """The same, as the program knows them."""
        return [Company(one.id, one.name, one.organization_number) for one in self.books]

    @property
    def brief(self) -> Brief:
        """Customers, one workbook a client."""
        return Brief(
            {
                "version": 1,
                "partner": "workbook",
                "audience": "office",
                "tripletex": {"base_url": URL},
                "partner_settings": {"file": str(self.folder / "{organization_number}.xlsx")},
                "scope": {"kinds": ["customer"]},
                "decisions": self.decisions,
            }
        )

    def workbook(self, client: Company | Books) -> Path:
        """Where a client's workbook lies."""
        return self.folder / f"{client.organization_number}.xlsx"

    def write(self, client: Company | Books, *rows: tuple[object, ...]) -> None:
        """Give a client a workbook with these customers: number, name, e-mail."""
        write_workbook(self.workbook(client), {"Kunder": [TITLES, *rows]})

    def furnish(self) -> None:
        """Give every client a workbook with one customer that Tripletex does not have."""
        for number, client in enumerate(self.books):
            self.write(client, (90001, f"Ny Kunde {number} AS", f"post@ny{number}.example"))

    def begin(
        self,
        jobs: int = 4,
        *,
        stop: Callable[[], bool] = lambda: False,
        told: Told = lambda standing: None,
        **brief: Any,
    ) -> BatchHead:
        """Carry out a batch over all clients."""
        said = replace(self.brief, **brief)
        with at_desk(self.app, said) as desk:
            desk.office.clients()
            members = [Member(one) for one in self.clients]
            return Batching(desk, jobs, Control(stop=stop), told).begin(said, members)

    def resume(self, batch: str, jobs: int = 4) -> BatchHead:
        """Finish a batch."""
        with at_desk(self.app, self.brief) as desk:
            return Batching(desk, jobs).resume(batch)

    def members(self, head: BatchHead) -> dict[int, Member]:
        """What became of each client, by the company's id."""
        return {one.company.id: one for one in self.app.store.batches.members(head.id)}

    def names(self, client: Books) -> list[str]:
        """The customers that a client has in Tripletex."""
        return sorted(row["name"] for row in client.customers.values())

    def writes(self) -> list[str]:
        """The calls that wrote something."""
        return [
            path
            for method, path, _ in self.world.requests
            if method in ("POST", "PUT", "DELETE") and "token/session" not in path
        ]


MakeOffice = Callable[..., Office]


@pytest.fixture
def make_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MakeOffice]:
    """Makes an office of any size; the practice company is spoken with in-process."""
    made: list[Office] = []

    def make(*, number: int = 3, options: Options | None = None, **more: Any) -> Office:
        clock = SharedClock()
        world = seeded_world(options=options or Options(rate_limit=None), clock=clock.now)
        world.sleep = clock.sleep
        open_office(world, clients=number, **more)
        keys = {
            "TRIPLETEX_EMPLOYEE_TOKEN": world.office_token or "",
            "TRIPLETEX_CONSUMER_TOKEN": world.consumer_token,
        }
        app = App(keys, clock, tmp_path / "state")
        wsgi = create_app(world)
        transport = httpx.WSGITransport(app=wsgi)
        office = Office(tmp_path, world, app, clock, wsgi, transport)
        monkeypatch.setattr(
            composition,
            "connect_office",
            lambda **given: connect_office(**given, transport=transport),
        )
        made.append(office)
        return office

    yield make
    for office in made:
        office.app.close()


@pytest.fixture
def office(make_office: MakeOffice) -> Office:
    """Three clients, a workbook each."""
    made = make_office()
    made.furnish()
    return made
