"""``python -m tests.bench.office``: an office's batch at the real rate limit, over a real socket.

500 clients with a few records each, 30 of them failing for six different reasons, against the
practice server's own limit of 100 calls in ten seconds. The calls are few and the limit is slow,
so this takes five minutes; a number after the command makes it fewer clients. Prints
what was used of the limit, and when the first hundred were done; fails where a promise is broken.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from wizard.app import App
from wizard.cli.demo import write_workbook
from wizard.flow.brief import Brief
from wizard.flow.causes import causes
from wizard.model.batch import ClientState, Member
from wizard.office.batching import Batching, Standing, at_desk
from wizard.practice import Options, World, open_office, seeded_world, serve
from wizard.practice.office import clients, grant, withdraw

CLIENTS = 500
FAILING = 30
JOBS = 8
TITLES = ("Kundenummer", "Navn", "E-post")


@dataclass
class Watch:
    """When each client was done, and how large the program was then."""

    began: float = field(default_factory=time.monotonic)
    times: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)

    def __call__(self, standing: Standing) -> None:
        self.times.append(time.monotonic() - self.began)
        self.sizes.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        if len(self.times) % 50 == 0:
            left = f"{standing.left:.0f} s left" if standing.left is not None else ""
            print(f"{len(self.times):4} clients  {self.times[-1]:6.1f} s  {left}", flush=True)


def main(count: int) -> int:
    """Run the batch, print what it came to, and say whether the promises hold."""
    world = seeded_world(options=Options())
    open_office(world, clients=count)
    with tempfile.TemporaryDirectory() as name, serve(world, threads=16) as server:
        folder = Path(name)
        _furnish(world, folder)
        keys = {
            "TRIPLETEX_EMPLOYEE_TOKEN": world.office_token or "",
            "TRIPLETEX_CONSUMER_TOKEN": world.consumer_token,
        }
        app = App(keys, state=folder / "state")
        try:
            return _measured(app, _brief(folder, server.url), world, count)
        finally:
            app.close()


def _measured(app: App, brief: Brief, world: World, count: int) -> int:
    watch = Watch()
    with at_desk(app, brief) as desk:
        reached = {one.id: one for one in desk.office.clients()}
        members = [Member(reached[one.id]) for one in clients(world) if one.id in reached]
        head = Batching(desk, JOBS, told=watch).begin(brief, members)
        pace = desk.pace
    settled = app.store.batches.members(head.id)
    done = sum(one.state is ClientState.DONE for one in settled)
    elapsed, answers = watch.times[-1], Counter(status for _, _, status in world.requests)
    allowed = elapsed / world.options.rate_window_seconds * (world.options.rate_limit or 0)
    quarter = watch.times[min(count // 5, len(watch.times)) - 1] / elapsed
    growth = watch.sizes[-1] - watch.sizes[len(watch.sizes) // 5]
    print(f"{done} of {len(settled)} clients done in {elapsed:.0f} s, {pace.calls} calls")
    print(f"{pace.calls / allowed:.1%} of the limit used, {answers[429]} refused with 429")
    print(f"the first fifth was done after {quarter:.1%} of the time")
    print(f"memory grew by {growth} MB from then on, to {watch.sizes[-1]} MB")
    for cause in causes(settled):
        print(f"  {len(cause.members):3} × {cause.code}")
    shut = count - len(members)
    failing = min(FAILING, count) - shut
    held = (
        done == len(settled) - failing,
        pace.calls >= 0.9 * allowed,
        answers[429] <= 1,
        quarter <= 0.25,
        growth <= 30,
    )
    print("all promises hold" if all(held) else f"broken: {held}")
    return 0 if all(held) else 1


def _furnish(world: World, folder: Path) -> None:
    """A workbook for each client; every so often something is wrong."""
    key = world.keys.find(world.office_token or "")
    assert key is not None
    every = clients(world)
    ailing = every[:: max(len(every) // FAILING, 1)][:FAILING]
    for number, client in enumerate(every):
        path = folder / f"{client.organization_number}.xlsx"
        rows = [TITLES, (90001, f"Ny Kunde {number} AS", f"post@ny{number}.example")]
        kind = ailing.index(client) % 6 if client in ailing else None
        titles = {3: "Kontakter"}.get(kind or 0, "Kunder")
        write_workbook(path, {titles: rows})
        if kind == 0:
            grant(client, key, "STANDARD_PRIVILEGES_AUDITOR")
        elif kind == 1:
            withdraw(client, key)
        elif kind == 2:
            path.unlink()
        elif kind == 4:
            path.write_bytes(b"no workbook")
        elif kind == 5:
            write_workbook(path, {"Kunder": [("Farge",), ("rød",)]})


def _brief(folder: Path, url: str) -> Brief:
    return Brief(
        {
            "version": 1,
            "partner": "workbook",
            "audience": "office",
            "tripletex": {"base_url": url},
            "partner_settings": {"file": str(folder / "{organization_number}.xlsx")},
            "scope": {"kinds": ["customer"]},
            "decisions": {"default": "tripletex"},
        }
    )


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else CLIENTS))
