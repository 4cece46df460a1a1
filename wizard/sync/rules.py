"""The partner's rules, made ready to be asked: what they stop, keep, translate and supply.

A ruleset is indexed once for a plan, with every value in the form in which records are compared,
so that a kind without rules costs a look-up, and one with rules a comparison or two a record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from wizard.errors import Problem
from wizard.model.connection import Capabilities
from wizard.model.mapping import MAPPINGS
from wizard.model.matching import Certainty, Choice, Decided, Match, Stop
from wizard.model.records import Kind, Record, Side, Snapshot, Value
from wizard.model.rules import NO_RULES, Derive, Occasion, Ruleset, StopRule
from wizard.sync.conditions import Hit, Test, test_of
from wizard.sync.spelling import key

_Rule = tuple[StopRule, Test]


@dataclass(frozen=True, slots=True)
class _Spellings:
    """One field's words on each side, by the key of the word across."""

    field: str
    by_side: Mapping[Side, Mapping[Value, str]]


class Rules:
    """A ruleset made ready; without one, it stops nothing and costs next to nothing."""

    def __init__(self, ruleset: Ruleset = NO_RULES) -> None:
        self.ruleset = ruleset
        self._whole: dict[tuple[Kind, Side], list[_Rule]] = defaultdict(list)
        self._kept: dict[tuple[Kind, Side, str], list[_Rule]] = defaultdict(list)
        self._words: dict[Kind, list[_Spellings]] = defaultdict(list)
        self._supplied: dict[tuple[Kind, Side], list[Derive]] = defaultdict(list)
        for stop in self.ruleset.stops:
            for side in filter(stop.to.allows, Side):
                rule = (stop, test_of(stop))
                if not stop.fields:
                    self._whole[stop.kind, side].append(rule)
                for name in stop.fields:
                    self._kept[stop.kind, side, name].append(rule)
        for one in self.ruleset.maps:
            field = MAPPINGS[one.kind].fields[one.field]
            ours = {key(field, theirs): ours for ours, theirs in one.values.items()}
            theirs = {key(field, ours): theirs for ours, theirs in one.values.items()}
            words = {Side.TRIPLETEX: ours, Side.PARTNER: theirs}
            self._words[one.kind].append(_Spellings(one.field, words))
        for derived in self.ruleset.derived:
            for side in filter(derived.to.allows, Side):
                self._supplied[derived.kind, side].append(derived)

    def narrowed(self, can: Mapping[Side, Capabilities]) -> Mapping[Side, Capabilities]:
        """What the sides can do, with only the fields that take part."""
        return (
            {
                side: replace(
                    one,
                    writable={
                        kind: self._taking_part(kind, names) for kind, names in one.writable.items()
                    },
                )
                for side, one in can.items()
            }
            if self.ruleset.fields
            else can
        )

    def seen(self, snapshot: Snapshot) -> Snapshot:
        """The snapshot with only the fields that take part, and the partner's words as ours."""
        snapshot = replace(snapshot, fields=self._taking_part(snapshot.kind, snapshot.fields))
        if snapshot.side is Side.TRIPLETEX or snapshot.kind not in self._words:
            return snapshot
        words = self._words[snapshot.kind]
        return replace(
            snapshot, records=tuple(_translated(record, words) for record in snapshot.records)
        )

    def spelled(self, kind: Kind, side: Side, values: Mapping[str, Value]) -> dict[str, Value]:
        """Values of the side across in the words of this one."""
        spelled = dict(values)
        for words in self._words.get(kind, ()):
            if words.field in values:
                said = key(MAPPINGS[kind].fields[words.field], values[words.field])
                spelled[words.field] = words.by_side[side].get(said, values[words.field])
        return spelled

    def supplied(self, record: Record, values: Mapping[str, Value]) -> dict[str, Value]:
        """Values that a new record across lacks, and where the rules say they come from."""
        found: dict[str, Value] = {}
        for rule in self._supplied.get((record.kind, record.side.other), ()):
            value = record.values.get(rule.source) if rule.source else rule.value
            if rule.field not in values and value is not None:
                found.setdefault(rule.field, value)
        return found

    def stopping(self, record: Record) -> Problem | None:
        """Why this record may not be made across."""
        rules = self._whole.get((record.kind, record.side.other), ())
        return self._asked(rules, Occasion.CREATE, record, None)

    def stopped(self, pair: Match) -> Decided | None:
        """A pair of which nothing may be written, by the first direction that a rule stops.

        It is decided before anybody is asked about it; a sure pair is known as one all the same.
        """
        for source, target in (pair.pair, pair.pair[::-1]) if self._whole else ():
            rules = self._whole.get((pair.kind, target.side))
            problem = rules and self._asked(rules, Occasion.UPDATE, source, target)
            if problem:
                sure = pair.certainty in (Certainty.LINKED, Certainty.EXACT)
                choice = Choice.LINK if sure else Choice.SKIP
                return Decided(pair, choice, stop=Stop(problem, target.side))
        return None

    def keeping(self, match: Match, side: Side, name: str) -> Problem | None:
        """Why this field of a pair may not be written on this side."""
        rules = self._kept.get((match.kind, side, name))
        if not rules:
            return None
        t, p = match.pair
        source, target = (p, t) if side is Side.TRIPLETEX else (t, p)
        return self._asked(rules, Occasion.UPDATE, source, target, name)

    def keeping_new(self, record: Record, names: Iterable[str]) -> dict[str, Problem]:
        """The fields that a record made across may not be given, each with the reason."""
        kept = {}
        for name in names if self._kept else ():
            rules = self._kept.get((record.kind, record.side.other, name), ())
            problem = self._asked(rules, Occasion.CREATE, record, None, name)
            if problem:
                kept[name] = problem
        return kept

    def _taking_part(self, kind: Kind, names: frozenset[str]) -> frozenset[str]:
        fields = self.ruleset.fields.get(kind)
        return names if fields is None else names.intersection(fields)

    def _asked(
        self,
        rules: Iterable[_Rule],
        occasion: Occasion,
        source: Record,
        target: Record | None,
        name: str = "",
    ) -> Problem | None:
        for rule, test in rules:
            hit = test(source, target) if rule.occasion.covers(occasion) else None
            if hit:
                return self._problem(rule, hit, source, name)
        return None

    def _problem(self, rule: StopRule, hit: Hit, source: Record, kept: str) -> Problem:
        record, name = hit
        code = (
            "rule_keeps_field" if kept else f"rule_stops_{record.side.value if name else 'record'}"
        )
        value = record.values.get(name)
        field = {"field": kept or name} if kept or name else {}
        params = {
            **field,
            "rule": rule.id,
            "system": self.ruleset.partner,
            "sentence.nb": rule.sentence.nb,
            "sentence.en": rule.sentence.en,
            "value": "" if value is None else str(value),
        }
        return Problem(code, kind=source.kind.value, subject=source.label, params=params)


def _translated(record: Record, words: Iterable[_Spellings]) -> Record:
    fields, keys = MAPPINGS[record.kind].fields, dict(record.keys)
    for one in words:
        ours = one.by_side[Side.TRIPLETEX].get(keys.get(one.field))
        if ours is not None:
            keys[one.field] = key(fields[one.field], ours)
    return replace(record, keys=keys)
