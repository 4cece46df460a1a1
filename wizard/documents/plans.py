"""A plan as programs read it: what will be written, in numbers and line by line."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from wizard.model.plan import Operation, SyncPlan


def plan_json(plan: SyncPlan) -> dict[str, Any]:
    """The fingerprint, the counts and the operations; values are whole, as the user's own."""
    return {
        "fingerprint": plan.fingerprint,
        "counts": {kind.value: asdict(counts) for kind, counts in plan.counts.items()},
        "operations": [_operation(operation) for operation in plan.operations],
    }


def _operation(operation: Operation) -> dict[str, Any]:
    return {
        "id": operation.id,
        "verb": operation.verb.value,
        "side": operation.side.value,
        "kind": operation.kind.value,
        "key": operation.key,
        "fields": dict(operation.fields),
        "because": operation.because,
    }
