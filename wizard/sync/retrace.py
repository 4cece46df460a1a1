"""Retrace: take a run back, as a run of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from wizard.errors import Problem, RefusedError, UsageError
from wizard.model.journal import RunHead, SyncReport
from wizard.model.mapping import MAPPINGS
from wizard.model.plan import SyncPlan
from wizard.model.ports import Store
from wizard.model.records import Completeness, Kind, Side, Snapshot
from wizard.sync.company import alone, check_company
from wizard.sync.engine import carry_out, fingerprinted
from wizard.sync.normalise import normalise
from wizard.sync.sight import steady
from wizard.sync.undo import Undoing, kinds_of, undo_plan
from wizard.sync.world import World


def preview(run: str, world: World) -> SyncPlan:
    """What taking back a run would do now, and what would stay and why; writes nothing.

    Raises ``UsageError`` where the run cannot be taken back.
    """
    head = world.store.run(run)
    check_undoable(head, world.store)
    plan, _ = world.store.plan_of(head.id)
    check_company(plan, world.endpoints)
    return fingerprinted(undo_plan(_undoing(head.id, plan, world)))


def undo(run: str, world: World, approved: str = "") -> SyncReport:
    """Take back what a run wrote, where nobody has edited since, as a run of its own.

    ``approved`` is the fingerprint of the preview that a person has seen, where there was one.
    Raises ``UsageError`` where the run cannot be taken back, ``RefusedError`` where taking it back
    is no longer what was approved, and what ``apply`` raises.
    """
    head = world.store.run(run)
    check_undoable(head, world.store)
    plan, setup = world.store.plan_of(head.id)
    with alone(plan.company, world.endpoints, world.store, world.clock):
        made = preview(head.id, world)
        if approved and made.fingerprint != approved:
            raise RefusedError(Problem("undo_outdated", subject=head.id))
        return carry_out(world.store.begin_run(made, setup), made, world)


def check_undoable(head: RunHead, store: Store) -> None:
    """Refuse a run that is an undo itself, and any while one of the same two is unfinished."""
    if head.undoes:
        raise UsageError(Problem("undo_of_undo", subject=head.id, params={"run": head.undoes}))
    plan, _ = store.plan_of(head.id)
    unfinished = store.unfinished(plan.company.id, plan.partner)
    if unfinished:
        raise UsageError(Problem("undo_unfinished", subject=unfinished.id))


def _undoing(run: str, plan: SyncPlan, world: World) -> Undoing:
    """What stands on both sides now, of all that a run wrote and all that may point at it."""
    store, company = world.store, plan.company.id
    kinds = kinds_of(plan)
    links = {kind: store.links(company, plan.partner, kind) for kind in kinds}
    snapshots: dict[Side, dict[Kind, Snapshot]] = {side: {} for side in Side}
    with steady(world.endpoints.values()):
        for kind in kinds:
            for side in Side:
                shot = normalise(world.endpoints[side].fetch(kind), MAPPINGS[kind])
                snapshots[side][kind] = shot
            ours = snapshots[Side.TRIPLETEX]
            ours[kind] = _controlled(ours[kind], links[kind])
    capabilities = {side: endpoint.capabilities() for side, endpoint in world.endpoints.items()}
    return Undoing(run, plan, store.entries(run), snapshots, capabilities, links)


def _controlled(snapshot: Snapshot, links: Mapping[str, str]) -> Snapshot:
    """The positive control: of the records known to exist, at least one must be seen.

    A key that has lost its rights answers with an empty list, not with a refusal.
    """
    if links and not any(record.id in links for record in snapshot.records):
        return replace(snapshot, completeness=Completeness.PARTIAL)
    return snapshot
