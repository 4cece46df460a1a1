"""``python -m tests.bench.stages``: what each stage of a synk costs, at 1,000 to 50,000 records.

Every case runs in a process of its own, so that its peak memory is its own too. Times are of the
processor (every stage is one thread that only computes), so that other work on the machine does
not count. The exit code says whether the promises hold at the largest size.
"""

from __future__ import annotations

import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.bench.registers import Mix, Registers
from tests.unit.sync.building import normal
from wizard.cli.planfile import read_plan, write_plan
from wizard.documents.filtering import OperationFinder
from wizard.documents.html import report_html
from wizard.documents.xlsx import write_report_xlsx
from wizard.model.connection import Capabilities, Company, ConnectionCheck
from wizard.model.journal import JournalEntry, Phase, RunHead, RunState
from wizard.model.mapping import MAPPINGS
from wizard.model.matching import Authority, Policy
from wizard.model.plan import SyncPlan
from wizard.model.records import Kind, Side, Snapshot, Value
from wizard.sync import engine
from wizard.sync.report import report

SIZES = (1_000, 5_000, 20_000, 50_000)
SECONDS, MEGABYTES, SLOPE, FILE_SECONDS = 5.0, 500, 1.2, 1.0
PLANNED = ("match", "diff and resolve", "plan")
"""What the promise of seconds is about; records are normalised as they are read."""
TOLD = ("report", "report as page", "report as workbook")
COUNTED = ("MB", "operations", "questions")
FILED = ("plan opens", "plan filters", "plan saves")
ALL = {kind: frozenset(mapping.fields) for kind, mapping in MAPPINGS.items()}
FIRST = Mix()
NEW = Mix(0, 0, {Side.TRIPLETEX: 0.0, Side.PARTNER: 1.0})
DIFFERING = Mix(1, 0, {})
WINNER = Policy(Authority.PARTNER)


@dataclass(frozen=True, slots=True)
class Case:
    """A synk: shares of the kinds, how the sides agree, who wins, and whether they ever met."""

    kinds: Mapping[Kind, float]
    mix: Mix = FIRST
    policy: Policy = WINNER
    linked: bool = False


CASES = {
    "employees": Case({Kind.EMPLOYEE: 1}),
    "customers": Case({Kind.CUSTOMER: 1}),
    "projects": Case({Kind.PROJECT: 1}),
    "all kinds": Case({Kind.EMPLOYEE: 0.3, Kind.CUSTOMER: 0.5, Kind.PROJECT: 0.2}),
    "later synk": Case({Kind.CUSTOMER: 1}, linked=True),
    "all new": Case({Kind.CUSTOMER: 1}, NEW),
    "all differing": Case({Kind.CUSTOMER: 1}, DIFFERING, linked=True),
    "all asked": Case({Kind.CUSTOMER: 1}, DIFFERING, Policy()),
}


class Clock:
    """Adds up the processor's time by stage."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """All that happens inside belongs to this stage."""
        start = time.process_time()
        yield
        self.spent[name] += time.process_time() - start


class BenchEndpoint:
    """A side that is only read; what making its records costs is kept apart."""

    def __init__(self, side: Side, registers: Registers, clock: Clock) -> None:
        self._side, self._registers, self._clock = side, registers, clock

    def capabilities(self) -> Capabilities:
        """Everything can be written."""
        return Capabilities(ALL)

    def check(self) -> ConnectionCheck:
        """Always the same company."""
        return ConnectionCheck("bench", company=Company(1, "Ås Bygg AS", "923609016"))

    def fetch(self, kind: Kind) -> Snapshot:
        """The side's records, made now."""
        with self._clock.stage("fetch"):
            return self._registers.fetch(self._side, kind)


class BenchStore:
    """What earlier runs left: nothing, or every pair with its number agreed on."""

    def __init__(self, registers: Registers, clock: Clock, *, linked: bool) -> None:
        self._registers, self._clock, self._linked = registers, clock, linked

    def links(self, company: int, partner: str, kind: Kind) -> Mapping[str, str]:
        """Each pair has one id on both sides."""
        return {one: one for one in self._registers.pairs(kind)} if self._linked else {}

    def baselines(self, company: int, partner: str, kind: Kind) -> Mapping[str, dict[str, Value]]:
        """What Tripletex holds was agreed on, so that what differs was changed at the partner."""
        if not self._linked:
            return {}
        with self._clock.stage("fetch"):
            pairs = set(self._registers.pairs(kind))
            return {
                one.id: dict(normal(one).keys)
                for one in self._registers.records(Side.TRIPLETEX, kind)
                if one.id in pairs
            }

    def gone(self, company: int, partner: str, kind: Kind) -> frozenset[str]:
        """Nothing is known to be gone."""
        return frozenset()

    def keyed(self, data: bytes) -> str:
        """As long as a keyed hash, and as cheap."""
        return data.hex()


def measure(case: Case, size: int) -> dict[str, Any]:
    """What each stage of one synk takes, in seconds, and the peak of memory in megabytes."""
    clock = Clock()
    sizes = {kind: round(share * size) for kind, share in case.kinds.items()}
    if sizes.keys() == {Kind.PROJECT}:
        sizes |= {Kind.CUSTOMER: 2_000, Kind.EMPLOYEE: 500}
    registers = Registers(sizes, case.mix)
    store: Any = BenchStore(registers, clock, linked=case.linked)
    endpoints: Any = {side: BenchEndpoint(side, registers, clock) for side in Side}
    timed = _watched(clock)
    with clock.stage("normalise"):
        survey = engine.survey(endpoints, store, list(case.kinds))
    with clock.stage("plan"):
        plan = engine.make_plan(survey, case.policy)
    timed()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    spent = clock.spent
    spent["normalise"] -= spent["fetch"]
    spent["diff and resolve"] -= spent["match"]
    spent["plan"] -= spent["diff and resolve"] + spent["match"]
    del survey
    _file(plan, clock)
    _tell(plan, clock)
    counts = {"operations": len(plan.operations), "questions": len(plan.questions)}
    return {**spent, "MB": peak, **counts}


def _watched(clock: Clock) -> Callable[[], None]:
    """Have the engine's own stages timed where the engine calls them, until told to stop."""
    plain = {"match": "match", "_decide": "diff and resolve"}
    held = {name: getattr(engine, name) for name in plain}

    def timed(name: str) -> Callable[..., Any]:
        def run(*given: Any, **named: Any) -> Any:
            with clock.stage(plain[name]):
                return held[name](*given, **named)

        return run

    for name in plain:
        setattr(engine, name, timed(name))
    return lambda: [setattr(engine, name, held[name]) for name in held] and None


def _file(plan: SyncPlan, clock: Clock) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.json"
        with clock.stage("plan saves"):
            write_plan(path, plan)
        with clock.stage("plan opens"):
            read = read_plan(path)
    assert read == plan
    with clock.stage("plan filters"):
        found = OperationFinder(plan.operations).find(kind=Kind.CUSTOMER, text="as 12")
    assert len(found) <= len(plan.operations)


def _tell(plan: SyncPlan, clock: Clock) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    head = RunHead("bench", "Ås Bygg AS", "bench", now, now, RunState.FINISHED, plan.fingerprint)
    entries = {one.id: JournalEntry(one.id, Phase.DONE, now, one.target) for one in plan.operations}
    with clock.stage("report"):
        done = report(head, plan, entries)
    with tempfile.TemporaryDirectory() as folder:
        with clock.stage("report as page"):
            report_html(done, "nb")
        with clock.stage("report as workbook"):
            write_report_xlsx(done, Path(folder) / "report.xlsx", "nb")


def fresh(name: str, size: int) -> dict[str, float]:
    """A measurement in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.stages", name, str(size)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))


def planned(found: Mapping[str, float]) -> float:
    """Seconds in which two normalised pictures are matched, compared and planned."""
    return sum(found[stage] for stage in PLANNED)


def in_all(found: Mapping[str, float]) -> float:
    """Seconds from two pictures as the sides say them to a plan."""
    return found["normalise"] + planned(found)


def slope(seconds: Sequence[float], sizes: Sequence[int]) -> float:
    """How the time grows with the size: 1 is linear, 2 is quadratic (least squares of logs)."""
    points = [
        (math.log(size), math.log(max(one, 1e-4))) for one, size in zip(seconds, sizes, strict=True)
    ]
    middle = [sum(axis) / len(points) for axis in zip(*points, strict=True)]
    rise = sum((x - middle[0]) * (y - middle[1]) for x, y in points)
    return rise / sum((x - middle[0]) ** 2 for x, _ in points)


def show(name: str, found: Sequence[Mapping[str, float]]) -> None:
    """A case's table, a row a stage."""
    print(f"\n{name:<20}" + "".join(f"{size:>9,}" for size in SIZES) + "    slope")
    rows = {"matched to planned": [planned(one) for one in found]}
    rows |= {"read to planned": [in_all(one) for one in found]}
    stages = ("normalise", *PLANNED, *FILED, *TOLD)
    rows |= {stage: [one[stage] for one in found] for stage in stages}
    for stage, seconds in rows.items():
        times = "".join(f"{one:>9.2f}" for one in seconds)
        print(f"  {stage:<18}{times}{slope(seconds, SIZES):>9.2f}")
    for counted in COUNTED:
        print(f"  {counted:<18}" + "".join(f"{one[counted]:>9,.0f}" for one in found))


def broken(name: str, found: Sequence[Mapping[str, float]]) -> list[str]:
    """The promises that do not hold in this case."""
    largest, growth = found[-1], slope([in_all(one) for one in found], SIZES)
    spent = planned(largest)
    said = [(spent > SECONDS, f"{spent:.1f} s to match and plan, promised {SECONDS:.0f}")]
    said += [(largest["MB"] > MEGABYTES, f"{largest['MB']:.0f} MB, promised {MEGABYTES}")]
    said += [(growth > SLOPE, f"slope {growth:.2f}, promised {SLOPE}")]
    said += [
        (largest[stage] > FILE_SECONDS, f"{stage} in {largest[stage]:.2f} s, promised 1")
        for stage in FILED
    ]
    return [f"{name}: {sentence}" for wrong, sentence in said if wrong]


def main() -> None:
    """Print a table a case; the exit code says whether the promises hold."""
    failures = []
    for name in CASES:
        found = [fresh(name, size) for size in SIZES]
        show(name, found)
        failures += broken(name, found)
    print("\n" + ("\n".join(failures) or "every promise holds"))
    sys.exit(bool(failures))


def one_case(name: str, size: int) -> None:
    """Measure in this process, after a small synk that loads what is loaded once."""
    measure(CASES[name], 60)
    print(json.dumps(measure(CASES[name], size)))


if __name__ == "__main__":
    if len(sys.argv) == 3:
        one_case(sys.argv[1], int(sys.argv[2]))
    else:
        main()
