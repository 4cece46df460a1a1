"""The plan file: exactly what was shown, so that exactly that is carried out."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from wizard.cli.frame import SCHEMA
from wizard.errors import FailedError, Problem, UsageError
from wizard.model.codec import CodecError, plan_from_json, plan_to_json
from wizard.model.plan import SyncPlan
from wizard.sync.engine import fingerprinted

_LIMIT = 500_000_000


def write_plan(path: Path, plan: SyncPlan) -> None:
    """Write a plan for this user only; an older one is replaced as a whole or not at all."""
    text = json.dumps({"schema": SCHEMA, **plan_to_json(plan)}, ensure_ascii=False, indent=1)
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        problem = Problem("file_not_written", subject=path.name, params=_why(error))
        raise FailedError(problem) from error


def read_plan(path: Path) -> SyncPlan:
    """The plan in a file; raises ``UsageError`` where it is not one, or not as it was written."""
    try:
        if path.stat().st_size > _LIMIT:
            raise UsageError(Problem("plan_unreadable", subject=path.name))
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        problem = Problem("plan_missing", subject=path.name, params=_why(error))
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


def _why(error: OSError) -> dict[str, str]:
    return {"why": error.strerror or type(error).__name__}
