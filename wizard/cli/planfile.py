"""The plan file: exactly what was shown, so that exactly that is carried out."""

from __future__ import annotations

import json
from pathlib import Path

from wizard.cli.frame import SCHEMA
from wizard.documents.saving import save
from wizard.errors import Problem, UsageError
from wizard.model.codec import CodecError, plan_from_json, plan_to_json
from wizard.model.plan import SyncPlan
from wizard.sync.engine import fingerprinted

_LIMIT = 500_000_000


def write_plan(path: Path, plan: SyncPlan) -> None:
    """Write a plan for this user only; an older one is replaced as a whole or not at all."""
    text = json.dumps({"schema": SCHEMA, **plan_to_json(plan)}, ensure_ascii=False, indent=1)
    save(path, text.encode())


def read_plan(path: Path) -> SyncPlan:
    """The plan in a file; raises ``UsageError`` where it is not one, or not as it was written."""
    try:
        if path.stat().st_size > _LIMIT:
            raise UsageError(Problem("plan_unreadable", subject=path.name))
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        problem = Problem("plan_missing", subject=path.name, params={"why": error.strerror or ""})
        raise UsageError(problem) from error
    except ValueError as error:
        raise UsageError(Problem("plan_unreadable", subject=path.name)) from error
    schema = data.pop("schema", None) if isinstance(data, dict) else None
    if schema != SCHEMA:
        raise UsageError(Problem("plan_other_version", subject=path.name))
    try:
        plan = plan_from_json(data)
    except CodecError as error:
        raise UsageError(Problem("plan_unreadable", subject=path.name)) from error
    if fingerprinted(plan).fingerprint != plan.fingerprint:
        raise UsageError(Problem("plan_edited", subject=path.name))
    return plan
