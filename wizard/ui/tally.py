"""What is known of a run while it goes: how far each side has come, and how fast. No Qt."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from wizard.model.journal import JournalEntry, Phase, ReportLine, SyncReport
from wizard.model.pace import Pace
from wizard.model.plan import Operation, SyncPlan, Verb
from wizard.model.records import Side
from wizard.sync.report import state_of
from wizard.ui.timeleft import steady

_REMEMBERED = (Verb.LINK.value, Verb.UNLINK.value)
_ENOUGH = 5  # writes before anything is promised


@dataclass(slots=True)
class Way:
    """One side's part of a run: ``done`` operations of ``total``, and records by what became of
    them (by the names of ``SideCounts``)."""

    total: int = 0
    done: int = 0
    writes: int = 0
    """How many of the operations that are left are written, and not only remembered."""
    counts: Counter[str] = field(default_factory=Counter)
    promised: float | None = None

    @property
    def finished(self) -> bool:
        """Whether nothing is left on this side."""
        return self.done >= self.total


@dataclass(slots=True)
class _Spent:
    """What a side's writes have taken so far: writes, calls, and seconds without the waits."""

    writes: int = 0
    calls: int = 0
    seconds: float = 0.0


class Tally:
    """Follows a run. Every ``now`` is in seconds, by a clock that is never set."""

    def __init__(self, ways: Mapping[Side, Way]) -> None:
        self.ways = ways
        self._before = {side: Counter(way.counts) for side, way in ways.items()}
        self._became: dict[str, str] = {}
        self._records: defaultdict[tuple[Side, str], Counter[str]] = defaultdict(Counter)
        self._spent: defaultdict[Side, _Spent] = defaultdict(_Spent)
        self._pace, self._told = Pace(), 0.0
        self._was, self._begun = Pace(), 0.0
        self._last: float | None = None

    @property
    def touched(self) -> bool:
        """Whether anything was settled while we followed."""
        return bool(self._became)

    def settled(self, operation: Operation, entry: JournalEntry, now: float) -> None:
        """An operation has come to its end; one that was uncertain may do so once more."""
        way, before = self.ways[operation.side], self._became.get(operation.id)
        if before is not None:
            self._count(operation, before, -1)
        state = self._became[operation.id] = state_of(operation.verb, entry)
        self._count(operation, state, 1)
        if before is not None:
            return
        way.done += 1
        if operation.write:
            way.writes -= 1
            self._took(self._spent[operation.side], now)

    def paced(self, pace: Pace, now: float) -> None:
        """The rate budget stands like this now."""
        if self._last is None and pace.calls > self._pace.calls:
            # until the first write is settled, it may have begun with any of the calls
            self._was, self._begun = replace(pace, calls=pace.calls - 1), now
        self._pace, self._told = pace, now

    def rested(self, seconds: float) -> None:
        """So long nothing was done, because a person had asked for a pause."""
        if self._last is not None:
            self._last += seconds

    def seconds_left(self, side: Side, now: float) -> float | None:
        """How long a side's part still takes; None as long as too little is known."""
        way, spent = self.ways[side], self._spent[side]
        if spent.writes < min(_ENOUGH, way.writes) or not spent.writes:
            return None
        if not spent.calls:
            return way.writes * spent.seconds / spent.writes
        calls = way.writes * spent.calls / spent.writes
        return self._now(now).seconds_for(calls, spent.seconds / spent.calls)

    def promise(self, side: Side, now: float) -> float | None:
        """The same as it is to be said: a clock that runs down."""
        left = self.seconds_left(side, now)
        if left is None:
            return None
        way = self.ways[side]
        way.promised = steady(way.promised, left, now)
        return max(0.0, way.promised - now)

    def _count(self, operation: Operation, state: str, by: int) -> None:
        """A record counts once for each thing that happened to it, however many writes it took."""
        records = self._records[operation.side, state]
        records[operation.target or operation.id] += by
        records += Counter()  # drops what has come down to nothing
        self.ways[operation.side].counts[state] = self._before[operation.side][state] + len(records)

    def _took(self, spent: _Spent, now: float) -> None:
        since = self._begun if self._last is None else self._last
        waited = self._pace.waited - self._was.waited
        spent.writes += 1
        spent.calls += self._pace.calls - self._was.calls
        spent.seconds += max(0.0, now - since - waited)
        self._last, self._was = now, self._pace

    def _now(self, now: float) -> Pace:
        """The pace as it is now, some time after it was told."""
        pace, gone = self._pace, now - self._told
        if gone < pace.ends:
            return replace(pace, ends=pace.ends - gone)
        return replace(pace, left=pace.limit, ends=pace.period)


def of_plan(plan: SyncPlan) -> Tally:
    """The tally of a plan that is about to be carried out."""
    ways = {side: Way() for side in Side}
    for operation in plan.operations:
        ways[operation.side].total += 1
        ways[operation.side].writes += operation.write
    return Tally(ways)


def of_report(report: SyncReport) -> Tally:
    """The tally of a run as far as its report says."""
    ways = {side: Way() for side in Side}
    for line in report.lines:
        way = ways[line.side]
        way.total += 1
        way.done += is_over(line)
        way.writes += line.verb not in _REMEMBERED and not is_over(line)
    for sides in report.counts.values():
        for side, counts in sides.items():
            for name in ("linked", "created", "updated", "removed", "failed"):
                ways[side].counts[name] += getattr(counts, name)
    for line in report.lines:
        ways[line.side].counts["skipped"] += line.phase is Phase.SKIPPED and is_over(line)
    return Tally(ways)


def is_over(line: ReportLine) -> bool:
    """Whether an operation has come to its end; what was never begun stands as skipped too."""
    if line.phase is Phase.SKIPPED:
        return line.problem is not None
    return line.phase in (Phase.DONE, Phase.FAILED)
