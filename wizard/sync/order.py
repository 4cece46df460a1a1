"""Order: what is carried out before what.

First the new numbers that keep two apart; then what goes to the partner, then what goes to
Tripletex; within each, departments, employees, customers, projects; and for each kind links, new
records, changes, and then what hangs on them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain

from wizard.model.matching import Resolution
from wizard.model.plan import Operation, Verb
from wizard.model.records import Kind, Side
from wizard.sync.apart import RENUMBERED

_Rank = tuple[bool, int, int, int, bool, bool]
_STEPS = {Side.PARTNER: 0, Side.TRIPLETEX: 1}
_KINDS = {kind: position for position, kind in enumerate(Kind)}
_VERBS = {Verb.LINK: 0, Verb.CREATE: 1, Verb.UPDATE: 2}


def ordered(operations: Sequence[Operation]) -> tuple[Operation, ...]:
    """The operations in the order in which they are carried out."""
    ranked: defaultdict[_Rank, list[Operation]] = defaultdict(list)
    for one in operations:
        ranked[_rank(one)].append(one)
    return tuple(one for rank in sorted(ranked) for one in ranked[rank])


def in_order(resolutions: Sequence[Resolution]) -> tuple[Resolution, ...]:
    """The answers in the order of what they answer, whatever order they were given in.

    They are sorted a few at a time: one sort of very many lets no other thread have its turn.
    """
    begun: defaultdict[str, list[Resolution]] = defaultdict(list)
    for one in resolutions:
        begun[one.conflict[:2]].append(one)
    few = (sorted(begun[start], key=lambda one: one.conflict) for start in sorted(begun))
    return tuple(chain.from_iterable(few))


def _rank(one: Operation) -> _Rank:
    return (
        # who is made anew across may need the number that another gives up
        one.because != RENUMBERED,
        2 if one.takes else _STEPS[one.side],
        _KINDS[one.kind],
        _VERBS[one.verb],
        bool(one.part),
        # last those whose number the side chooses: it must not choose a planned one
        one.verb is Verb.CREATE and "number" not in one.fields,
    )
