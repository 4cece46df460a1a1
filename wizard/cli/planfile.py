"""The plan file: exactly what was shown, so that exactly that is carried out."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Field, ValidationError

from wizard.cli.frame import SCHEMA
from wizard.documents.saving import save
from wizard.errors import Problem, UsageError
from wizard.model.codec import CodecError, plan_from_json, plan_to_json
from wizard.model.collecting import uncollected
from wizard.model.plan import SyncPlan

_LIMIT = 500_000_000
_HEAD = b'{"schema":%b,' % json.dumps(SCHEMA).encode()
"""How every file begins that was written here: what follows need not be read to know it."""
_WHOLE = re.compile(re.escape(_HEAD) + rb'"whole":"([0-9a-f]{64})",')
"""And then the hash of what follows, by which it is known that nothing was changed since."""


class _Head(BaseModel):
    """What a plan file begins with."""

    version: Literal["tripletex-wizard/1"] = Field(alias="schema")


def write_plan(path: Path, plan: SyncPlan) -> None:
    """Write a plan for this user only; an older one is replaced as a whole or not at all."""
    text = plan_to_json(plan)[1:]
    save(path, b'%b"whole":"%b",%b' % (_HEAD, hashlib.sha256(text).hexdigest().encode(), text))


@uncollected()
def read_plan(path: Path) -> SyncPlan:
    """The plan in a file; raises ``UsageError`` where it is not one, or not as it was written."""
    try:
        if path.stat().st_size > _LIMIT:
            raise UsageError(Problem("plan_unreadable", subject=path.name))
        text = path.read_bytes()
    except OSError as error:
        problem = Problem("plan_missing", subject=path.name, params={"why": error.strerror or ""})
        raise UsageError(problem) from error
    try:
        if not text.startswith(_HEAD):  # as nobody but a stranger begins a plan
            _Head.model_validate_json(text)
    except ValidationError as error:
        torn = error.errors(include_input=False, include_url=False)[0]["type"] == "json_invalid"
        code = "plan_unreadable" if torn else "plan_other_version"
        raise UsageError(Problem(code, subject=path.name)) from error
    try:
        plan = plan_from_json(text)
    except CodecError as error:
        raise UsageError(Problem("plan_unreadable", subject=path.name)) from error
    whole = _WHOLE.match(text)
    if not whole or hashlib.sha256(text[whole.end() :]).hexdigest().encode() != whole[1]:
        raise UsageError(Problem("plan_edited", subject=path.name))
    return plan
