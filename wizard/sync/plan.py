"""Plan: from decisions to operations, questions, stops and counts.

Nothing is created where the other side could not be seen whole, and a record that a rule stops
is left alone as a whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from wizard.errors import Actor, Problem
from wizard.model.matching import (
    Certainty,
    Choice,
    Conflict,
    Decided,
    Rulebook,
    Stop,
)
from wizard.model.plan import Agreement, KindCounts, Operation, Verb
from wizard.model.records import Kind, Record, Side, Snapshot, Value
from wizard.sync.apart import RENUMBERS, Numbers, renumbered
from wizard.sync.draft import Drafted, Drafting, linking
from wizard.sync.identity import identified, key_of
from wizard.sync.refer import ReferenceBook
from wizard.sync.spelling import is_invalid
from wizard.sync.unique import Holders

_LEFT = {Choice.SKIP: "skipped_by_decision", Choice.GONE: "record_gone"}
_STATES = ("equal", "differing", "only_tripletex", "only_partner", "blocked", "questions")


@dataclass(slots=True)
class Planned:
    """What planning has gathered so far, over all kinds."""

    operations: list[Operation] = field(default_factory=list)
    questions: list[Conflict] = field(default_factory=list)
    stops: list[Stop] = field(default_factory=list)
    agreed: list[Agreement] = field(default_factory=list)
    counts: dict[Kind, KindCounts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stage:
    """One kind to be planned: its snapshots, what was decided, and the book it is entered in.

    ``pointed`` are the numbers by which the partner's records point at records of this kind, as
    far as they were read.
    """

    kind: Kind
    snapshots: Mapping[Side, Snapshot]
    decided: Sequence[Decided]
    drafting: Drafting
    book: ReferenceBook
    pointed: Collection[Value]


def plan_kind(stage: Stage, rules: Rulebook, planned: Planned) -> None:
    """Add one kind to the plan; the kinds it refers to must have been planned before."""
    planner = _KindPlanner(stage, rules, planned)
    for decided in stage.decided:
        planner.place(decided)
    planner.finish()


class _KindPlanner:
    """Places each decided match of one kind in the plan, and counts it once."""

    def __init__(self, stage: Stage, rules: Rulebook, planned: Planned) -> None:
        self._stage = stage
        self._rules = rules
        self._planned = planned
        self._book = stage.book
        self._states: Counter[str] = Counter()
        self._hidden: Counter[Side] = Counter()
        self._closed: Counter[Side] = Counter()
        self._first_stop = len(planned.stops)
        self._drafting = stage.drafting
        self._holders = Holders(
            stage.snapshots, [one.match for one in stage.decided], stage.pointed
        )
        self._numbers = Numbers(stage.snapshots, stage.pointed)
        carried = [shot.fields for shot in stage.snapshots.values()]
        self._carried = frozenset.intersection(*carried)

    def place(self, decided: Decided) -> None:
        match = decided.match
        if decided.choice is Choice.LINK:
            # also where the pair itself is stopped: what points at it points at one and the same
            self._book.pair(*(record.id for record in match.pair))
        stops = [decided.stop] if decided.stop else []
        stops += [self._fault(record, name) for record, name in self._faults(decided)]
        if stops:
            self._stop(*stops)
            return
        if decided.bond:
            bond = Agreement(match.kind, *decided.between, {}, decided.bond)
            self._planned.agreed.append(bond)
        self._follow(decided)

    def _follow(self, decided: Decided) -> None:
        match = decided.match
        if decided.choice in (Choice.APART, Choice.FORGET):
            for record in (match.tripletex, match.partner):
                if record:
                    self._missing(record)
        elif isinstance(decided.choice, Conflict):
            self._ask(decided.choice)
        elif decided.choice and decided.choice in RENUMBERS:
            self._renumber(decided, RENUMBERS[decided.choice])
        elif decided.choice in _LEFT:
            self._stop(self._about(match.subject, _LEFT[decided.choice]))
        elif decided.choice is Choice.LINK:
            self._pair(decided)
        else:
            self._single(decided)

    def finish(self) -> None:
        """Say once what a whole kind is stopped by, and write the counts in."""
        kind = self._stage.kind
        for side, count in self._hidden.items():
            reason = self._stage.snapshots[side].reason or Problem(
                "kind_not_visible", Actor.ADMINISTRATOR, kind.value
            )
            self._stop_kind(Stop(replace(reason, kind=kind.value), side, count=count))
        for side, count in self._closed.items():
            problem = Problem("kind_read_only", Actor.ADMINISTRATOR, kind.value)
            self._stop_kind(Stop(problem, side, count=count))
        states = {name: self._states[name] for name in _STATES}
        linked = states["equal"] + states["differing"]
        self._planned.counts[kind] = KindCounts(linked=linked, **states)

    def _stop_kind(self, stop: Stop) -> None:
        """What stops a whole kind is said before what stops single records of it."""
        self._planned.stops.insert(self._first_stop, stop)

    def _single(self, decided: Decided) -> None:
        """A record without a counterpart: created across, or left alone with the reason."""
        match, record = decided.match, decided.match.subject
        if match.certainty is Certainty.UNMATCHED:
            self._missing(record)
        elif match.evidence:
            self._stop(self._about(record, f"record_{match.evidence[0]}", other=match.rival))
        else:
            self._states["blocked"] += 1
            self._hidden[record.side.other] += 1

    def _missing(self, record: Record) -> None:
        side = record.side.other
        state = "only_tripletex" if record.side is Side.TRIPLETEX else "only_partner"
        if not self._rules.policy.makes(self._stage.kind, side):
            self._states[state] += 1
            return
        if not self._rules.capabilities[side].writable.get(self._stage.kind):
            self._states["blocked"] += 1
            self._closed[side] += 1
            return
        drafted = self._drafting.create(record)
        if isinstance(drafted, Problem):
            self._stop(Stop(drafted, side))
            return
        self._take(record, self._create(record, drafted))

    def _create(self, record: Record, drafted: Drafted) -> Operation:
        side = record.side.other
        self._states[f"only_{record.side.value}"] += 1
        self._planned.stops += [Stop(problem, side, whole=False) for problem in drafted.left]
        [create] = drafted.operations
        self._planned.operations.append(create)
        self._book.creates[(record.side, record.id)] = create.id
        return create

    def _renumber(self, decided: Decided, side: Side) -> None:
        """Two with one number: one of them gets a new one, and then each is created across."""
        record, other = decided.match.on(side), decided.match.on(side.other)
        assert record is not None
        assert other is not None
        number = self._numbers.following(str(record.values["number"]))
        new, update = renumbered(record, number)
        drafts = [(one, self._drafting.create(one, (update.id,))) for one in (new, other)]
        for one, drafted in drafts:
            if isinstance(drafted, Problem):
                self._stop(Stop(drafted, one.side.other))
                return
        self._planned.operations.append(update)
        self._book.renumber(new)
        for one, drafted in drafts:
            assert isinstance(drafted, Drafted)
            self._create(one, drafted)

    def _take(self, record: Record, create: Operation) -> None:
        """Give the partner the values that Tripletex fills by itself on the new record."""
        can = self._rules.capabilities
        open_ = self._rules.policy.fills_in(record.kind, record.side)
        fields = [
            name
            for name in sorted(can[create.side].assigns.get(record.kind, frozenset()))
            if open_
            and name in can[record.side].writable.get(record.kind, frozenset())
            and name in record.values
            and record.values[name] is None
        ]
        if fields:
            self._planned.operations.append(
                identified(
                    Operation(
                        "",
                        Verb.UPDATE,
                        record.side,
                        record.kind,
                        key_of(record),
                        "assigned",
                        target=record.id,
                        fields=dict.fromkeys(fields),
                        before=dict.fromkeys(fields),
                        version=record.version,
                        takes=dict.fromkeys(fields, create.id),
                        handles=record.handles,
                        needs=(create.id,),
                    )
                )
            )

    def _pair(self, decided: Decided) -> None:
        match, verdict = decided.match, decided.verdict
        assert verdict is not None
        t, p = match.pair
        if verdict.questions:
            self._ask(*verdict.questions)
            return
        verdict = self._holders.apart(match, verdict)
        drafted = self._drafting.update(match.pair, verdict, decided.base)
        if match.certainty is not Certainty.LINKED:
            self._planned.operations.append(linking(decided))
        elif decided.agreed:
            self._planned.agreed.append(Agreement(t.kind, t.id, p.id, decided.agreed))
        self._planned.operations += drafted.operations
        left = [*verdict.left, *drafted.left]
        self._planned.stops += [Stop(problem, whole=False) for problem in left]
        self._states["differing" if self._differs(decided) else "equal"] += 1

    def _differs(self, decided: Decided) -> bool:
        ours, theirs = (record.keys for record in decided.match.pair)
        if ours == theirs:
            return False
        shared = self._carried & ours.keys() & theirs.keys()
        return any(ours[name] != theirs[name] for name in shared)

    def _faults(self, decided: Decided) -> list[tuple[Record, str]]:
        """Fields that cannot be trusted, where the other side carries them too.

        A value that breaks our rules but stands in Tripletex too is agreed on, however odd.
        """
        t, p = decided.match.tripletex, decided.match.partner
        if not ((t and t.faults) or (p and p.faults)):
            return []
        return [
            (record, name)
            for record in (t, p)
            if record
            for name in record.faults
            if name in self._carried
            and not (
                t and is_invalid(record.faults[name]) and record.keys[name] == t.keys.get(name)
            )
        ]

    def _fault(self, record: Record, name: str) -> Stop:
        return Stop(record.faults[name], record.side.other)

    def _about(self, record: Record, code: str, **params: str) -> Stop:
        problem = Problem(code, kind=record.kind.value, subject=record.label, params=params)
        return Stop(problem, record.side.other)

    def _ask(self, *questions: Conflict) -> None:
        self._states["questions"] += 1
        self._planned.questions += questions

    def _stop(self, *stops: Stop) -> None:
        self._states["blocked"] += 1
        self._planned.stops += [*stops[:1], *(replace(stop, count=0) for stop in stops[1:])]
