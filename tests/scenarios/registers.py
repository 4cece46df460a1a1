"""Two registers in memory, a real store, and a synk between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count

from wizard.model.connection import Capabilities, Company, ConnectionCheck, Part
from wizard.model.journal import Draft, Outcome, SyncReport
from wizard.model.mapping import MAPPINGS
from wizard.model.matching import Policy, Resolution
from wizard.model.plan import SyncPlan
from wizard.model.ports import Endpoint, Store
from wizard.model.records import Kind, Record, Side, Snapshot, Value
from wizard.partners.memory import MemoryEndpoint
from wizard.sync import engine
from wizard.sync.world import World

T, P = Side.TRIPLETEX, Side.PARTNER
KINDS = (Kind.EMPLOYEE, Kind.CUSTOMER, Kind.PROJECT)
EVERYTHING = {kind: frozenset(mapping.fields) for kind, mapping in MAPPINGS.items()}
BATCH = {(kind, verb): 100 for kind in Kind for verb in ("create", "update", "remove")}
POLICY = Policy()
_TURN = count(1)


def record(kind: Kind, side: Side, id_: str, *, anchored: bool = True, **given: Value) -> Record:
    """A record whose every field is known, and empty unless it is given."""
    values = {**dict.fromkeys(MAPPINGS[kind].fields), **given}
    names = (values.get(name) for name in ("number", "name", "first_name", "last_name"))
    label = " ".join(str(name) for name in names if name)
    return Record(kind, side, id_, values, "1", label, anchored=anchored)


LIKE_TRIPLETEX = Capabilities(
    EVERYTHING,
    required={
        Kind.EMPLOYEE: frozenset({"first_name", "last_name"}),
        Kind.PROJECT: frozenset({"name", "start_date", "manager_number"}),
    },
    assigns={kind: frozenset({"number"}) for kind in (Kind.CUSTOMER, Kind.PROJECT)},
    parts={
        Kind.EMPLOYEE: {
            "employment": Part(
                frozenset({"first_workday", "last_workday"}),
                "first_workday",
                frozenset({"date_of_birth"}),
            )
        }
    },
    batch=BATCH,
    settle_after=60.0,
    removes=frozenset({Kind.DEPARTMENT, Kind.CUSTOMER, Kind.PROJECT}),
    empties={Kind.EMPLOYEE: frozenset({"phone_mobile", "bank_account"})},
)
LIKE_A_PARTNER = Capabilities(EVERYTHING, batch=BATCH, settle_after=60.0, removes=frozenset(KINDS))


class Forgetful(MemoryEndpoint):
    """A side where a new record that is sent twice becomes two."""

    def create(self, kind: Kind, drafts: Sequence[Draft]) -> Sequence[Outcome]:
        anew = [replace(one, operation=f"{one.operation}#{next(_TURN)}") for one in drafts]
        return [
            replace(outcome, operation=draft.operation)
            for draft, outcome in zip(drafts, super().create(kind, anew), strict=True)
        ]


class InTripletex(Forgetful):
    """Plays Tripletex, which belongs to a company."""

    def __init__(
        self,
        records: Iterable[Record],
        *,
        company: int = 1,
        capabilities: Capabilities = LIKE_TRIPLETEX,
    ) -> None:
        super().__init__(T, records, capabilities=capabilities)
        self.company = Company(company, "Ås Bygg AS", "923609016")

    def check(self) -> ConnectionCheck:
        return ConnectionCheck("tripletex", company=self.company)


class AtPartner(Forgetful):
    """Plays a partner."""

    def __init__(
        self, records: Iterable[Record], *, capabilities: Capabilities = LIKE_A_PARTNER
    ) -> None:
        super().__init__(P, records, capabilities=capabilities)


@dataclass
class Clock:
    """Time that passes only when somebody sleeps."""

    time: datetime = datetime(2026, 11, 21, 9, tzinfo=UTC)
    slept: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += timedelta(seconds=seconds)


def world(ours: Endpoint, theirs: Endpoint, store: Store) -> World:
    """Both sides, the store, and a clock of their own."""
    return World({T: ours, P: theirs}, store, Clock())


def planned(
    world: World,
    policy: Policy = POLICY,
    resolutions: Sequence[Resolution] = (),
    kinds: Sequence[Kind] = KINDS,
) -> SyncPlan:
    """A plan of what is there now."""
    return engine.make_plan(engine.survey(world.endpoints, world.store, kinds), policy, resolutions)


def synced(world: World, policy: Policy = POLICY) -> SyncReport:
    """A synk from beginning to end, its questions left alone."""
    return engine.apply(planned(world, policy), "{}", world)


def held(endpoint: Endpoint, kind: Kind) -> dict[str, Record]:
    """The records of a kind by their id."""
    shown: Snapshot = endpoint.fetch(kind)
    return {one.id: one for one in shown.records}


def contents(endpoint: Endpoint) -> Counter[tuple[object, ...]]:
    """All that stands on a side, whatever the ids."""
    return Counter(
        (kind.value, *sorted((name, str(value)) for name, value in one.values.items()))
        for kind in Kind
        for one in endpoint.fetch(kind).records
    )


def edit(endpoint: MemoryEndpoint, kind: Kind, id_: str, **values: Value) -> None:
    """Somebody else changes a record."""
    from wizard.model.journal import Change

    [outcome] = endpoint.update(kind, [Change("by hand", id_, values)])
    assert outcome.record is not None
