"""Plans and reports as JSON and back, for the plan file and for the store."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields
from typing import Any

from pydantic import TypeAdapter, ValidationError

from wizard.model.journal import SyncReport
from wizard.model.plan import SyncPlan

_PLAN: TypeAdapter[SyncPlan] = TypeAdapter(SyncPlan)
_REPORT: TypeAdapter[SyncReport] = TypeAdapter(SyncReport)


class CodecError(ValueError):
    """The text is not what it should be; the message says where, never with what value."""


def plan_to_json(plan: SyncPlan) -> dict[str, Any]:
    """The plan as JSON values."""
    return dict(_PLAN.dump_python(plan, mode="json"))


def plan_from_json(data: object) -> SyncPlan:
    """The plan a JSON value holds; raises ``CodecError``."""
    try:
        return _PLAN.validate_python(data, strict=False)
    except ValidationError as error:
        raise CodecError(_where(error)) from error


def report_to_json(report: SyncReport) -> dict[str, Any]:
    """The report as JSON values."""
    return dict(_REPORT.dump_python(report, mode="json"))


def report_from_json(data: object) -> SyncReport:
    """The report a JSON value holds; raises ``CodecError``."""
    try:
        return _REPORT.validate_python(data, strict=False)
    except ValidationError as error:
        raise CodecError(_where(error)) from error


def digest(value: object) -> str:
    """A hash of a value's content (24 hex digits), the same in every process."""
    text = json.dumps(
        value, default=_fields, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def _fields(value: Any) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _where(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    return ".".join(str(part) for part in first["loc"])
