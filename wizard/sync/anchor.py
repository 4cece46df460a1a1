"""Anchor: the partner's records that new ones are made from get ids that last, before that.

A workbook's row without an id is known by its content: a record made from it, and then the row
edited, and the next synk would make the record again.
"""

from __future__ import annotations

from collections.abc import Iterable

from wizard.errors import InterruptedRun
from wizard.model.journal import Change, Outcome, OutcomeState
from wizard.model.plan import Operation, Verb
from wizard.model.ports import Endpoint
from wizard.model.records import Kind, Side
from wizard.sync.ledger import about

_TRIES = 3
_SETTLED = (OutcomeState.DONE, OutcomeState.REJECTED, OutcomeState.STALE)


class Anchors:
    """What the partner answered when it was asked to store ids: a kind is asked for once.

    The ids of all the records that a plan makes new ones from are on disk before the first of
    those is made.
    """

    def __init__(self, partner: Endpoint, operations: Iterable[Operation]) -> None:
        self._partner = partner
        self._sources: dict[Kind, list[Operation]] = {}
        self._answers: dict[str, Outcome] = {}
        for one in operations:
            if one.side is Side.TRIPLETEX and one.verb is Verb.CREATE and one.source:
                self._sources.setdefault(one.kind, []).append(one)

    def refused(self, operation: Operation) -> Outcome | None:
        """Why the record that this one is made from has no id that lasts; None where it has.

        Raises ``InterruptedRun`` where the partner does not answer.
        """
        if operation.side is Side.TRIPLETEX:
            waiting = self._sources.pop(operation.kind, [])
            size = self._partner.capabilities().batch.get((operation.kind, "update"), 1)
            for start in range(0, len(waiting), size):
                answers = self._store(waiting[start : start + size])
                self._answers.update((one.operation, one) for one in answers)
        answer = self._answers.get(operation.id)
        return None if answer is None or answer.state is OutcomeState.DONE else answer

    def _store(self, operations: list[Operation]) -> list[Outcome]:
        """Have the ids stored; that can be asked for again, for it makes nothing new."""
        changes = [Change(one.id, one.source or "", {}) for one in operations]
        for _ in range(_TRIES):
            outcomes = list(self._partner.update(operations[0].kind, changes))
            if all(one.state in _SETTLED for one in outcomes):
                return outcomes
        raise InterruptedRun(about(operations[0], outcomes[0].problem, "not_sent"))
