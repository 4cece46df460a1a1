"""An office's plan file: the plans of all clients in one JSON, each on a line of its own.

So it is read line by line, and no more than one plan has to be in memory at a time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from wizard.cli.frame import SCHEMA
from wizard.documents.saving import save
from wizard.errors import Problem, UsageError
from wizard.model.codec import CodecError, plan_from_json, plan_to_json
from wizard.model.plan import SyncPlan
from wizard.sync.engine import fingerprinted

_HEAD = b'{"schema":%b,"clients":[\n' % json.dumps(SCHEMA).encode()
_END = b"\n]}\n"


def write_plans(path: Path, plans: Iterable[SyncPlan]) -> None:
    """Write the plans for this user only; older ones are replaced as a whole or not at all."""
    save(path, _HEAD + b",\n".join(plan_to_json(one) for one in plans) + _END)


def read_plans(path: Path) -> Iterator[SyncPlan]:
    """The plans in a file; raises ``UsageError`` where it is not one, or not as it was written."""
    try:
        with path.open("rb") as file:
            if file.readline() != _HEAD:
                raise UsageError(Problem("plan_unreadable", subject=path.name))
            ended = False
            for line in file:
                if line == _END.lstrip():
                    ended = True
                    break
                if line.strip():
                    yield _plan(line.rstrip(b",\n"), path)
    except OSError as error:
        problem = Problem("plan_missing", subject=path.name, params={"why": error.strerror or ""})
        raise UsageError(problem) from error
    if not ended:
        raise UsageError(Problem("plan_unreadable", subject=path.name))


def _plan(text: bytes, path: Path) -> SyncPlan:
    try:
        plan = plan_from_json(text)
    except CodecError as error:
        raise UsageError(Problem("plan_unreadable", subject=path.name)) from error
    if fingerprinted(plan).fingerprint != plan.fingerprint:
        raise UsageError(Problem("plan_edited", subject=path.name))
    return plan
