"""When a rule stops: its test as a function of the record to be sent and its counterpart."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from wizard.model.mapping import MAPPINGS
from wizard.model.records import Kind, Record, Value
from wizard.model.rules import (
    Characters,
    Condition,
    MatchPattern,
    Pattern,
    Require,
    SkipWhen,
    StopRule,
)
from wizard.sync.spelling import key

Hit = tuple[Record, str]
"""The record that made a rule stop, and its field («» where it is a mark)."""
Test = Callable[[Record, Record | None], Hit | None]

_SIGNS = {
    Characters.DIGITS: "0123456789",
    Characters.FULL_STOP: ".",
    Characters.HYPHEN: "-",
    Characters.SLASH: "/",
    Characters.SPACE: " ",
}


def test_of(rule: StopRule) -> Test:
    """The test of a rule; it returns what made it stop, or None where it does not."""
    test = rule.test
    if isinstance(test, Require):
        return lambda source, target: (
            (source, test.field) if source.values.get(test.field) is None else None
        )
    if isinstance(test, MatchPattern):
        fits = _fitting(test.pattern)
        return lambda source, target: (
            None if fits(source.values.get(test.field)) else (source, test.field)
        )
    conditions = [_condition(rule.kind, one) for one in test.conditions]
    if isinstance(test, SkipWhen):
        return lambda source, target: _all(conditions, source, target)
    named = next((one.field for one in test.conditions), "")
    return lambda source, target: None if _all(conditions, source, target) else (source, named)


def _all(conditions: Iterable[Test], source: Record, target: Record | None) -> Hit | None:
    """What the first condition is met by, where all are met."""
    first: Hit | None = None
    for condition in conditions:
        hit = condition(source, target)
        if hit is None:
            return None
        first = first or hit
    return first or (source, "")


def _condition(kind: Kind, said: Condition) -> Test:
    holds = _marked(said) if said.mark else _holding(kind, said)

    def test(source: Record, target: Record | None) -> Hit | None:
        if holds(source):
            return source, said.field
        return (target, said.field) if said.either and target and holds(target) else None

    return test


def _marked(said: Condition) -> Callable[[Record], bool]:
    return lambda record: said.mark in record.marks


def _holding(kind: Kind, said: Condition) -> Callable[[Record], bool]:
    name, field = said.field, MAPPINGS[kind].fields[said.field]
    keys = {key(field, one) for one in said.values if one is not None}
    empty = None in said.values

    def holds(record: Record) -> bool:
        if name not in record.keys:
            return False  # unknown is neither this nor that
        return record.keys[name] in keys or (empty and record.values[name] is None)

    return holds


def _fitting(pattern: Pattern) -> Callable[[Value], bool]:
    signs = frozenset("".join(_SIGNS.get(one, "") for one in pattern.characters))
    letters = Characters.LETTERS in pattern.characters

    def fits(value: Value) -> bool:
        if value is None:
            return True
        text = str(value)
        return pattern.shortest <= len(text) <= pattern.longest and all(
            one in signs or (letters and one.isalpha()) for one in text
        )

    return fits
