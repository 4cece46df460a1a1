"""Fields that a side keeps in an object of their own: an employee's workdays, in an employment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from wizard.errors import Problem
from wizard.model.connection import Capabilities
from wizard.model.records import Kind, Record, Value


def fit_parts(
    can: Capabilities, subject: Record, values: Mapping[str, Value], target: Record | None
) -> tuple[dict[str, Value], list[Problem]]:
    """The values without those whose object does not exist and cannot be made, and why.

    ``subject`` is the record the values come from, for the words; ``target`` the record written,
    or None where it is about to be made.
    """
    kept = dict(values)
    problems: list[Problem] = []
    parts = can.parts.get(subject.kind)
    if not parts:
        return kept, problems
    held = {**(target.values if target else {}), **values}
    for part in parts.values():
        inside = sorted(part.fields & values.keys())
        if not inside or (target and target.values.get(part.key) is not None):
            continue
        lacking = sorted(name for name in {part.key, *part.needs} if held.get(name) is None)
        closed = can.unwritable.get((subject.kind, part.key))
        if lacking:
            problem = Problem("part_needs", params={"needed": lacking[0]})
        elif closed:
            problem = closed
        else:
            continue
        params = {**problem.params, "field": inside[0]}
        problems.append(
            replace(problem, kind=subject.kind.value, subject=subject.label, params=params)
        )
        kept = {name: value for name, value in kept.items() if name not in inside}
    return kept, problems


def by_part(
    can: Capabilities, kind: Kind, values: Mapping[str, Value]
) -> dict[str, dict[str, Value]]:
    """The values by the object they are written in; the record itself is the part «»."""
    grouped: dict[str, dict[str, Value]] = {}
    for name, value in values.items():
        parts = can.parts.get(kind, {})
        part = next((one for one, spec in parts.items() if name in spec.fields), "")
        grouped.setdefault(part, {})[name] = value
    return grouped
