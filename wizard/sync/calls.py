"""Calls: a plan's operations in the largest calls that each side takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from wizard.model.plan import Operation, Verb
from wizard.model.ports import Endpoint
from wizard.model.records import Kind, Side
from wizard.sync.settle import has_natural_key


def in_calls(
    operations: Sequence[Operation], endpoints: Mapping[Side, Endpoint]
) -> Iterator[list[Operation]]:
    """The operations in their order, those that are written in one call together."""
    for _, alike in groupby(operations, key=lambda one: (*place_of(one), one.verb, one.part)):
        batch: list[Operation] = []
        for operation in alike:
            # a new record that could not be found again by a key goes alone
            alone = operation.verb is Verb.CREATE and not has_natural_key(operation)
            again = any(one.target == operation.target for one in batch if one.target)
            if batch and (alone or again or len(batch) == _most(operation, endpoints)):
                yield batch
                batch = []
            batch.append(operation)
            if alone:
                yield batch
                batch = []
        if batch:
            yield batch


def place_of(operation: Operation) -> tuple[Side, Kind]:
    """Where an operation writes."""
    return operation.side, operation.kind


def _most(operation: Operation, endpoints: Mapping[Side, Endpoint]) -> int:
    if operation.part:
        return 1
    verb = Verb.UPDATE if operation.verb is Verb.LINK else operation.verb
    batch = endpoints[operation.side].capabilities().batch
    return batch.get((operation.kind, verb.value), 1)
