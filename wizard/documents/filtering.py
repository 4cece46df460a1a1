"""Finding operations in a plan of any size while a person types."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain

from wizard.model.plan import Operation, Verb
from wizard.model.records import Kind, Side
from wizard.sync.spelling import fold


class OperationFinder:
    """The operations of a plan, arranged once so that each search only compares.

    A search says what is wanted and gets the positions of the operations, in the plan's order.
    ``names`` are what their records are called besides, where that is known.
    """

    def __init__(self, operations: Sequence[Operation], names: Sequence[str] = ()) -> None:
        self._places: defaultdict[tuple[Kind, Side, Verb], list[int]] = defaultdict(list)
        for at, one in enumerate(operations):
            self._places[one.kind, one.side, one.verb].append(at)
        called = names or [""] * len(operations)
        self._said = [_said(one, name) for one, name in zip(operations, called, strict=True)]

    def find(
        self,
        *,
        kind: Kind | None = None,
        side: Side | None = None,
        verb: Verb | None = None,
        text: str = "",
    ) -> list[int]:
        """The operations of this kind, side and verb that say every word of the text.

        What is left out matters not; a word may stand inside another, in any case, in the number
        or name the record is known by, or in a value before or after.
        """
        wanted = (
            places
            for what, places in self._places.items()
            if kind in (None, what[0]) and side in (None, what[1]) and verb in (None, what[2])
        )
        found = sorted(chain.from_iterable(wanted))
        for word in fold(text).split():
            found = [at for at in found if word in self._said[at]]
        return found


def _said(operation: Operation, name: str) -> str:
    values = (*operation.fields.values(), *operation.before.values())
    return fold("\n".join([operation.key, name, *(one for one in values if isinstance(one, str))]))
