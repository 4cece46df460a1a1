"""Verify: whether a run is still as it was written down, from its journal to its report."""

from __future__ import annotations

from wizard.errors import Actor, FailedError, Problem
from wizard.model.journal import RunHead, SyncReport
from wizard.model.ports import Store
from wizard.sync.proof import flaws
from wizard.sync.report import report


def verify(head: RunHead, store: Store) -> SyncReport:
    """The report of a run once nothing is found wrong with it, its plan and its journal.

    Needs the store only. Raises ``FailedError`` naming the first thing that is not as it was
    written or does not add up, and where the run is of a version that left no proof.
    """
    entries, journal = store.entries(head.id), store.journal(head.id)
    plan, _ = store.plan_of(head.id)
    if journal is None:
        raise FailedError(Problem("proof_absent", subject=head.id))
    found = store.report(head.id) or report(head, plan, entries, journal)
    if found.proof is None or found.proof.journal != journal:
        raise FailedError(Problem("proof_journal", Actor.IT, subject=head.id))
    if wrong := flaws(plan, entries, found):
        raise FailedError(*wrong)
    return found
