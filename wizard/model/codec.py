"""Plans and reports as JSON and back, for the plan file and for the store."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from wizard.model.journal import SyncReport
from wizard.model.matching import Conflict, Resolution, Stop
from wizard.model.plan import Agreement, Operation, SyncPlan

_PLAN: TypeAdapter[SyncPlan] = TypeAdapter(SyncPlan)
_OPERATION: TypeAdapter[Operation] = TypeAdapter(Operation)
_OPERATION_TO_JSON = _OPERATION.serializer.to_json  # without the adapter's own questions
_REPORT: TypeAdapter[SyncReport] = TypeAdapter(SyncReport)
_ROWS: Mapping[str, TypeAdapter[Any]] = {
    "questions": TypeAdapter(tuple[Conflict, ...]),
    "stops": TypeAdapter(tuple[Stop, ...]),
    "resolutions": TypeAdapter(tuple[Resolution, ...]),
    "agreed": TypeAdapter(tuple[Agreement, ...]),
}
"""What a plan has as many of as there are records, besides its operations."""
_AT_ONCE = 200  # rows, so that a window's thread never waits long for its turn
_DIGITS = 24
_SORTED = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


class CodecError(ValueError):
    """The text is not what it should be; the message says where, never with what value."""


def plan_to_json(plan: SyncPlan) -> bytes:
    """The plan as a JSON object."""
    return _PLAN.dump_json(plan)


def plan_from_json(text: bytes) -> SyncPlan:
    """The plan a JSON object holds; raises ``CodecError``."""
    try:
        return _PLAN.validate_json(text)
    except ValidationError as error:
        raise CodecError(_where(error)) from error


def report_to_json(report: SyncReport) -> bytes:
    """The report as a JSON object."""
    return _REPORT.dump_json(report)


def report_from_json(text: bytes) -> SyncReport:
    """The report a JSON object holds; raises ``CodecError``."""
    try:
        return _REPORT.validate_json(text)
    except ValidationError as error:
        raise CodecError(_where(error)) from error


def digest(value: object) -> str:
    """A hash of a JSON value (24 hex digits), the same in every process."""
    return _hash(_SORTED(value).encode())


def digest_of_plan(plan: SyncPlan) -> str:
    """A hash of all that a plan says; of its operations the ids, which are hashes themselves."""
    few = replace(plan, operations=(), questions=(), stops=(), resolutions=(), agreed=())
    found = hashlib.sha256(_PLAN.dump_json(few))
    found.update(" ".join([one.id for one in plan.operations]).encode())
    for name, rows in _ROWS.items():
        all_ = getattr(plan, name)
        found.update(f"{name} {len(all_)}".encode())
        for start in range(0, len(all_), _AT_ONCE):
            found.update(rows.dump_json(all_[start : start + _AT_ONCE]))
    return found.hexdigest()[:_DIGITS]


def digest_of_operation(operation: Operation) -> str:
    """A hash of all that an operation says."""
    return _hash(_OPERATION_TO_JSON(operation))


def _hash(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()[:_DIGITS]


def _where(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    return ".".join(str(part) for part in first["loc"])
