"""Order: what is carried out before what.

First the new numbers that keep two apart; then what goes to the partner, then what goes to
Tripletex; within each, departments, employees, customers, projects; and for each kind links, new
records, changes, and then what hangs on them.
"""

from __future__ import annotations

from collections.abc import Sequence

from wizard.model.plan import Operation, Verb
from wizard.model.records import Kind, Side
from wizard.sync.apart import RENUMBERED

_STEPS = {Side.PARTNER: 0, Side.TRIPLETEX: 1}
_VERBS = {Verb.LINK: 0, Verb.CREATE: 1, Verb.UPDATE: 2}


def ordered(operations: Sequence[Operation]) -> tuple[Operation, ...]:
    """The operations in the order in which they are carried out."""
    kinds = {kind: position for position, kind in enumerate(Kind)}
    return tuple(
        sorted(
            operations,
            key=lambda one: (
                # who is made anew across may need the number that another gives up
                one.because != RENUMBERED,
                2 if one.takes else _STEPS[one.side],
                kinds[one.kind],
                _VERBS[one.verb],
                bool(one.part),
                # last those whose number the side chooses: it must not choose a planned one
                one.verb is Verb.CREATE and "number" not in one.fields,
            ),
        )
    )
