"""Two records side by side: what each holds, and what speaks for and against their being one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from wizard.model.mapping import MAPPINGS
from wizard.model.matching import Match
from wizard.model.records import Record, Value
from wizard.sync.evidence import weigh


class Comparison(StrEnum):
    """How two values stand to one another."""

    EQUAL = "equal"
    DIFFERENT = "different"
    MISSING = "missing"  # one side or both hold nothing


@dataclass(frozen=True, slots=True)
class FieldOfBoth:
    """One field of both records."""

    field: str
    tripletex: Value
    partner: Value
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Case:
    """All there is to see of a question about whole records.

    ``for_`` and ``against`` are codes of what speaks for the two being one and against it.
    """

    fields: tuple[FieldOfBoth, ...]
    for_: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


def case_of(match: Match | None) -> Case:
    """The case of a match; of a single record, what it holds."""
    if match is None:
        return Case(())
    ours, theirs = match.tripletex, match.partner
    fields = []
    for name in MAPPINGS[match.kind].fields:
        t, p = _value(ours, name), _value(theirs, name)
        if t is not None or p is not None:
            fields.append(FieldOfBoth(name, t, p, _compared(ours, theirs, name)))
    if ours is None or theirs is None:
        return Case(tuple(fields))
    said = weigh(ours, theirs)
    against = tuple(f"other_{name}" for name in said.against)
    different = () if said.same_name or "part_of_name" in said.hints else ("other_name",)
    return Case(tuple(fields), (*said.agree, *said.hints), (*different, *against))


def _value(record: Record | None, name: str) -> Value:
    return record.values.get(name) if record else None


def _compared(ours: Record | None, theirs: Record | None, name: str) -> Comparison:
    if _value(ours, name) is None or _value(theirs, name) is None:
        return Comparison.MISSING
    assert ours is not None
    assert theirs is not None
    equal = ours.keys.get(name) == theirs.keys.get(name)
    return Comparison.EQUAL if equal else Comparison.DIFFERENT
