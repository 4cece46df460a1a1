"""From a survey to the rows of a review: what would be asked if nothing were settled beforehand.

The engine is asked the way it is asked for a plan, with nobody winning by the settings: then every
question has its id and its answers. What the settings say of each stands in a second plan. The
answers to single fields change neither, so answering them gathers nothing anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from wizard.model.collecting import let_go
from wizard.model.mapping import MAPPINGS
from wizard.model.matching import (
    Authority,
    Choice,
    Conflict,
    Decided,
    Match,
    Policy,
    Resolution,
    Stop,
    Verdict,
)
from wizard.model.plan import SyncPlan
from wizard.model.records import Kind, Record, Side, Value
from wizard.model.rules import NO_RULES, Ruleset
from wizard.review.rows import Review, Row
from wizard.sync.engine import Survey, make_plan
from wizard.sync.spelling import is_valid
from wizard.sync.subject import name_of

_ANSWERED = ("skipped_by_decision", "record_gone")
"""Stops that only say what a person answered, which stands in a row of its own."""

_WINNERS = {Side.PARTNER: Choice.TRIPLETEX, Side.TRIPLETEX: Choice.PARTNER}
"""Who wins where a side is written."""


@dataclass(slots=True)
class _Run:
    """A plan and what was decided on the way to it."""

    survey: Survey
    policy: Policy
    answers: Sequence[Resolution]
    ruleset: Ruleset
    decided: list[Decided] = field(default_factory=list)
    plan: SyncPlan = field(init=False)

    def __post_init__(self) -> None:
        self.plan = make_plan(
            self.survey, self.policy, self.answers, self.ruleset, show=self.decided.extend
        )

    def let_go(self) -> None:
        """Free what the rows do not hold, without holding the window up."""
        operations = [*self.plan.operations]
        self.plan = replace(self.plan, operations=())
        let_go(operations, self.decided)


def review(
    survey: Survey,
    policy: Policy,
    resolutions: Sequence[Resolution] = (),
    ruleset: Ruleset = NO_RULES,
) -> Review:
    """Every row of a survey, by the settings and the answers so far.

    Of the answers only those about whole records count here: linking two shows their fields.
    """
    whole = [one for one in resolutions if one.field is None]
    asking = replace(policy, default=Authority.ASK, fields={})
    first = _Run(survey, asking, (), ruleset)
    asked = _Run(survey, asking, whole, ruleset) if whole else first
    settled = _Run(survey, policy, whole, ruleset) if policy != asking else asked
    rows = _Gatherer(first, asked, settled).rows()
    order = {kind: place for place, kind in enumerate(survey.kinds)}
    found = Review(tuple(sorted(rows, key=lambda one: order[one.kind])), settled.plan.counts)
    for run in (first, asked, settled):
        run.let_go()
    return found


class _Gatherer:
    """Makes the rows: whole records first, then fields, then what is stopped."""

    def __init__(self, first: _Run, asked: _Run, settled: _Run) -> None:
        self._first, self._asked, self._settled = first, asked, settled
        self._records: dict[object, int] = {}
        self._open = {one.id: one for one in settled.plan.questions}

    def rows(self) -> Iterator[Row]:
        """All of them."""
        yield from self._wholes()
        yield from self._fields()
        for stop in self._settled.plan.stops:
            if stop.problem.code not in _ANSWERED and stop.problem.kind in self._kinds:
                yield self._stopped(stop)

    @property
    def _kinds(self) -> tuple[Kind, ...]:
        return self._settled.survey.kinds

    def _wholes(self) -> Iterator[Row]:
        matches = {
            one.choice.id: one.match
            for one in self._first.decided
            if isinstance(one.choice, Conflict)
        }
        for question in self._first.plan.questions:
            if question.field is None:
                yield self._whole(question, matches.get(question.id))

    def _whole(self, question: Conflict, match: Match | None) -> Row:
        known = match.subject if match else None
        return Row(
            question.kind,
            self._record(question.id),
            name_of(known) or question.subject if known else question.subject,
            _number(known),
            question.reason,
            tripletex=question.tripletex,
            partner=question.partner,
            question=question,
            match=match,
        )

    def _fields(self) -> Iterator[Row]:
        verdicts: Mapping[tuple[str, ...], Verdict] = {
            _place(one.match): one.verdict for one in self._settled.decided if one.verdict
        }
        for one in self._asked.decided:
            if one.verdict is None:
                continue
            place = _place(one.match)
            settled = verdicts.get(place, one.verdict)
            names = [question.field for question in one.verdict.questions]
            for question in one.verdict.questions:
                yield self._asking(one.match, question, settled)
            for side, values in one.verdict.writes.items():
                for name in values:
                    if name not in names:
                        yield self._itself(one, name, side)

    def _asking(self, match: Match, question: Conflict, settled: Verdict) -> Row:
        name = question.field or ""
        ours, theirs = match.pair
        preset = None
        open_ = self._open.get(question.id)
        if open_ is None:
            written = [side for side in Side if name in settled.writes[side]]
            preset = _WINNERS[written[0]] if written else Choice.SKIP
        return Row(
            question.kind,
            self._record(_place(match)),
            name_of(theirs) or name_of(ours),
            _number(theirs) or _number(ours),
            _reason(match, open_ or question),
            name,
            ours.values[name],
            theirs.values[name],
            question,
            preset,
        )

    def _itself(self, decided: Decided, name: str, side: Side) -> Row:
        ours, theirs = decided.match.pair
        return Row(
            ours.kind,
            self._record(_place(decided.match)),
            name_of(theirs) or name_of(ours),
            _number(theirs) or _number(ours),
            _why(decided, name, side),
            name,
            ours.values[name],
            theirs.values[name],
            preset=_WINNERS[side],
        )

    def _stopped(self, stop: Stop) -> Row:
        problem = stop.problem
        kind = Kind(str(problem.kind))
        name, value = problem.params.get("field"), problem.params.get("value")
        return Row(
            kind,
            self._record((kind, problem.subject or (problem.code, stop.side))),
            problem.subject or "",
            "",
            _stop_reason(problem.code),
            name if name in MAPPINGS[kind].fields else None,
            value if stop.side is Side.PARTNER else None,
            value if stop.side is Side.TRIPLETEX else None,
            problem=problem,
            count=stop.count,
        )

    def _record(self, who: object) -> int:
        return self._records.setdefault(who, len(self._records))


def _place(match: Match) -> tuple[str, ...]:
    return match.kind.value, *(one.id for one in (match.tripletex, match.partner) if one)


def _number(record: Record | None) -> str:
    return str(record.values.get("number") or "") if record else ""


def _stop_reason(code: str) -> str:
    """What sort of thing stops: a rule of the partner's, a value, what may be seen, or the rest."""
    sorts = {"rule_": "stop_rule", "value_not_": "stop_value", "invalid_in_": "stop_value"}
    sorts |= {"kind_": "stop_access", "field_": "stop_access"}
    return next((sort for begin, sort in sorts.items() if code.startswith(begin)), "stop_other")


def _reason(match: Match, question: Conflict) -> str:
    """The engine's reason; a value that cannot take the other's place says so instead."""
    if question.reason not in ("differs", "both_changed") or question.field is None:
        return question.reason
    field = MAPPINGS[match.kind].fields[question.field]
    for side, choice in ((Side.TRIPLETEX, Choice.TRIPLETEX), (Side.PARTNER, Choice.PARTNER)):
        record = match.on(side)
        lost = choice not in question.options
        if lost and record and not is_valid(field, record.values[question.field], record):
            return f"invalid_{side.value}"
    return question.reason


def _why(decided: Decided, name: str, side: Side) -> str:
    """Why a field is written without anybody being asked."""
    held: Value = decided.match.pair[0 if side is Side.TRIPLETEX else 1].values[name]
    if held is None:
        return f"fill_{side.value}"
    return f"{side.other.value}_changed" if name in decided.base else "rule"
