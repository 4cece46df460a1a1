"""The real program in its own process, against a real practice company and a real workbook."""

from __future__ import annotations

import itertools
import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from wizard.cli.demo import write_workbook
from wizard.practice import (
    Options,
    World,
    open_office,
    sample_register,
    seeded_world,
    serve,
)
from wizard.practice.company import Company
from wizard.practice.office import clients

from . import ready
from .desktop import Desktop, desktop

SETUP = """version = 1
partner = "workbook"

[tripletex]
base_url = "{url}"

[partner_settings]
file = "{file}"
"""


OFFICE_SETUP = """version = 1
partner = "workbook"
audience = "office"

[tripletex]
base_url = "{url}"

[partner_settings]
file = "clients/{{organization_number}}.xlsx"

[scope]
kinds = ["customer"]
"""
TITLES = ("Kundenummer", "Navn", "E-post")


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one JSON object on stdout."""
        return dict(json.loads(self.out))

    @property
    def codes(self) -> set[str]:
        """The codes of its problems."""
        return {problem["code"] for problem in self.json["problems"]}


@dataclass
class Desk:
    """A user's desk: a folder with a set-up file and a workbook, and the program."""

    folder: Path
    world: World
    url: str
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def setup(self) -> Path:
        return self.folder / "setup.toml"

    @property
    def workbook(self) -> Path:
        return self.folder / "register.xlsx"

    @property
    def plan(self) -> Path:
        return self.folder / "plan.json"

    def writes(self) -> list[tuple[str, str, int]]:
        """The requests that wrote something in Tripletex."""
        return [
            one
            for one in self.world.requests
            if one[0] in ("POST", "PUT", "DELETE") and "token/session" not in one[1]
        ]

    def configure(self, more: str = "", **values: str) -> None:
        text = SETUP.format(**{"url": self.url, "file": "register.xlsx", **values})
        self.setup.write_text(text + more, encoding="utf-8")

    def command(self, *arguments: str | Path) -> list[str]:
        return [sys.executable, "-m", "wizard", *map(str, arguments)]

    def environ(self, **more: str) -> dict[str, str]:
        return {
            **os.environ,
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "TRIPLETEX_WIZARD_HOME": str(self.folder / "home"),
            "TRIPLETEX_EMPLOYEE_TOKEN": self.world.employee_token,
            "TRIPLETEX_CONSUMER_TOKEN": self.world.consumer_token,
            **self.environment,
            **more,
        }

    def run(self, *arguments: str | Path, **environment: str) -> Ran:
        """Give a command, in a process that need not read the program first."""
        given = [*map(str, arguments)]
        ran = Ran(*ready.run(given, self.folder, self.environ(**environment), patience=60))
        assert "Traceback" not in ran.err + ran.out, ran.err
        return ran

    def kill_at_write(self, process: subprocess.Popen[Any], position: int) -> None:
        """Kill a program at its n-th write in Tripletex from now on, before that is answered."""
        seen = itertools.count()

        def kill(method: str, path: str, status: int) -> None:
            wrote = method in ("POST", "PUT") and "token/session" not in path
            if wrote and next(seen) == position:
                os.kill(process.pid, signal.SIGKILL)
                process.wait(20)

        self.world.before_answer[:] = [kill]

    def killed(self, process: subprocess.Popen[Any]) -> None:
        """Wait until it is killed; from then on nobody is."""
        assert process.wait(60) == -signal.SIGKILL
        self.world.before_answer.clear()


class OfficeDesk(Desk):
    """An office's desk: a workbook for each client, and the office's key."""

    def environ(self, **more: str) -> dict[str, str]:
        return super().environ(**{"TRIPLETEX_EMPLOYEE_TOKEN": self.world.office_token, **more})

    @property
    def books(self) -> list[Company]:
        return clients(self.world)

    def workbook_of(self, client: Company) -> Path:
        return self.folder / "clients" / f"{client.organization_number}.xlsx"

    def furnish(self, *, differing: bool = False) -> None:
        """One new customer a client, and one that both sides have, with another e-mail or not."""
        (self.folder / "clients").mkdir(exist_ok=True)
        for number, client in enumerate(self.books):
            rows = [TITLES, (90001, f"Ny Kunde {number} AS", f"post@ny{number}.example")]
            first = next(row for row in client.customers.values() if row["organizationNumber"])
            email = "annen@epost.example" if differing else first["email"]
            rows.append((first["customerNumber"], first["name"], email))
            write_workbook(self.workbook_of(client), {"Kunder": rows})

    def names(self, client: Company) -> Counter[str]:
        return Counter(str(row["name"]) for row in client.customers.values())


@pytest.fixture(scope="session")
def seat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    """A desktop of the tests' own, for the programs that have a window."""
    with desktop(tmp_path_factory.mktemp("seat") / "home") as found:
        yield found


MakeDesk = Callable[..., Desk]


@pytest.fixture
def make_desk(tmp_path: Path) -> Iterator[MakeDesk]:
    """Makes a desk of a practice company of any size and with any options."""
    servers = []

    def make(
        options: Options | None = None, sheets: Mapping[str, Any] | None = None, **sizes: int
    ) -> Desk:
        world = seeded_world(options=options or Options(rate_limit=None), **sizes)
        server = serve(world)
        servers.append(server)
        folder = tmp_path / f"desk-{len(servers)}"
        folder.mkdir()
        desk = Desk(folder, world, server.url)
        desk.configure()
        write_workbook(desk.workbook, sheets or sample_register(world))
        return desk

    yield make
    for server in servers:
        server.close()


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    """A desk with the sample register."""
    return make_desk()


MakeOffice = Callable[..., OfficeDesk]


@pytest.fixture
def make_office(tmp_path: Path) -> Iterator[MakeOffice]:
    """Makes an office's desk with so many clients, each with its workbook."""
    servers = []

    def make(number: int = 3, **options: Any) -> OfficeDesk:
        world = seeded_world(options=Options(**{"rate_limit": None, **options}))
        open_office(world, clients=number)
        server = serve(world, threads=16)
        servers.append(server)
        desk = OfficeDesk(tmp_path, world, server.url)
        desk.setup.write_text(OFFICE_SETUP.format(url=server.url), encoding="utf-8")
        desk.furnish()
        return desk

    yield make
    for server in servers:
        server.close()
