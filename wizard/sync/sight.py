"""What a side lets us see stays the same while it is read, or what was read proves nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from wizard.errors import Actor, Problem, RefusedError
from wizard.model.connection import RequirementState
from wizard.model.ports import Endpoint


@contextmanager
def steady(endpoints: Iterable[Endpoint]) -> Iterator[None]:
    """Read inside, and believe it only once the rights are seen to be what they were before.

    A side that leaves out what may not be seen shows nothing by it, so a right that is withdrawn
    between two calls would pass for records that are not there, and they would be made once more.
    Raises ``RefusedError`` where a right was withdrawn or given meanwhile.
    """
    sides = tuple(endpoints)
    before = [_rights(one) for one in sides]
    yield
    if [_rights(one) for one in sides] != before:
        raise RefusedError(Problem("rights_changed", Actor.ADMINISTRATOR))


def _rights(endpoint: Endpoint) -> Mapping[str, RequirementState]:
    requirements = endpoint.check().requirements
    return {one.id: one.state for one in requirements if one.id.startswith("right:")}
