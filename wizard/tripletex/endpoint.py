"""Tripletex as an endpoint: what it carries, how whole it is seen, and writing to it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

from wizard.model.connection import (
    Capabilities,
    ConnectionCheck,
    Part,
    Requirement,
    RequirementState,
)
from wizard.model.journal import Change, Draft, Outcome, OutcomeState, Removal
from wizard.model.mapping import MAPPINGS
from wizard.model.pace import Pace
from wizard.model.plan import Verb
from wizard.model.records import Kind, Side, Snapshot
from wizard.tripletex import drafting, removing
from wizard.tripletex.client import TripletexClient
from wizard.tripletex.faults import ApiFault, unreadable_rows
from wizard.tripletex.identity import environment_of, is_loopback
from wizard.tripletex.reading import read_rows, records_of, snapshot
from wizard.tripletex.surroundings import Surroundings
from wizard.tripletex.translate import EMPLOYMENT, UntranslatableError
from wizard.tripletex.writing import Item, Writer, in_calls, rejected, stale, subject_of

BATCH = 100
_SETTLED_AFTER = 60.0  # a write whose answer was lost is done by then, or never will be
_SETTLED_AFTER_HERE = 1.0

_REQUIRED = {
    Kind.DEPARTMENT: frozenset({"name"}),
    Kind.EMPLOYEE: frozenset({"first_name", "last_name"}),
    Kind.CUSTOMER: frozenset({"name"}),
    Kind.PROJECT: frozenset({"name", "start_date", "manager_number"}),
}
_EMPLOYMENT = Part(drafting.WORKDAYS, key="first_workday", needs=frozenset({"date_of_birth"}))
# A birth date is locked after the first a-melding, and no answer says whether there has been one.
# A refusal would take the employee's other changes with it, so it is never tried.
_PROTECTED = frozenset({"email", "date_of_birth"})
_WHY_WHOLE = {
    **dict.fromkeys(Kind, "tripletex.no_feed"),
    Kind.CUSTOMER: "tripletex.feed_unreliable",
}
_Work = TypeVar("_Work", Draft, Change)
_Ready = Callable[[_Work], Item | Outcome]


class TripletexEndpoint:
    """One company in Tripletex, for these kinds. Used by one thread at a time."""

    side = Side.TRIPLETEX

    def __init__(
        self, client: TripletexClient, kinds: Collection[Kind], *, dated: bool = False
    ) -> None:
        self._client = client
        self._dated = dated
        self._writer = Writer(client)
        self._around = Surroundings(client)
        self._kinds = [kind for kind in Kind if kind in kinds]
        self._capabilities: Capabilities | None = None
        self._check: ConnectionCheck | None = None

    def capabilities(self) -> Capabilities:
        """What Tripletex carries; asked once, for it depends on departments and divisions."""
        try:
            return self._asked()
        except ApiFault as fault:
            raise fault.as_error() from fault

    def check(self) -> ConnectionCheck:
        """Whose key this is and what it lacks for these kinds.

        Remembered until something has been read by the rights it found. At a client of an
        accounting office Integrasjoner is not asked about: it counts at the office, whose key
        works.
        """
        if self._check is None:
            try:
                self._check = self._checked()
            except ApiFault as fault:
                raise fault.as_error() from fault
        return self._check

    def fetch(self, kind: Kind) -> Snapshot:
        """All records of a kind that the key may see, and whether that is surely all there are.

        Employees are people: the API keys that Tripletex lists among them are left out.
        """
        try:
            rights = self._around.rights
            self._check = None
            rows = read_rows(self._client, kind, rights, dated=self._dated)
            if isinstance(rows, Snapshot):
                return rows
            keys = self._around.keys if kind is Kind.EMPLOYEE else frozenset()
        except ApiFault as fault:
            raise fault.as_error() from fault
        records = records_of(kind, rows, leave_out=keys)
        if records is None:
            raise unreadable_rows(self._client.host).as_error()
        return snapshot(kind, records, None if rights.sees_whole(kind) else rights.hiding(kind))

    def create(self, kind: Kind, drafts: Sequence[Draft]) -> Sequence[Outcome]:
        """Make records, a hundred a call."""
        return self._written(
            kind,
            drafts,
            lambda draft: drafting.new(kind, draft, self._around),
            lambda items: in_calls(items, BATCH, lambda some: self._writer.create(kind, some)),
        )

    def update(self, kind: Kind, changes: Sequence[Change]) -> Sequence[Outcome]:
        """Change records, each only where it is still as it was read.

        Tripletex has no call that changes several employees.
        """
        size = 1 if kind is Kind.EMPLOYEE else BATCH
        return self._written(
            kind,
            changes,
            lambda change: self._changed(kind, change),
            lambda items: in_calls(items, size, lambda some: self._writer.update(kind, some)),
        )

    def remove(self, kind: Kind, removals: Sequence[Removal]) -> Sequence[Outcome]:
        """Delete records, one a call; a customer that is in use is made inactive instead."""
        return [removing.remove(self._client, kind, removal) for removal in removals]

    def listen(self, told: Callable[[Pace], None]) -> None:
        """Tell somebody how the rate budget stands, after every answer and before every wait."""
        self._client.listen(told)

    def close(self) -> None:
        """Give back the connections; the session ends by itself, at midnight."""
        self._client.close()

    def _checked(self) -> ConnectionCheck:
        self._around.forget_rights()
        who = self._client.identity()
        if self._client.client is not None:
            key_type, requirements = "client", tuple(self._rights_needed())
        else:
            requirements = (self._around.module(), *self._rights_needed())
            anything = any(one.state is RequirementState.MET for one in requirements)
            office = not anything and self._around.opens_clients_only()
            key_type = "office" if office else "company"
        return ConnectionCheck(
            identity=f"tripletex:{who.company.id}",
            requirements=requirements,
            company=who.company,
            key_type=key_type,
            key_owner=who.owner_name or None,
            environment=environment_of(self._client.host),
        )

    def _written(
        self,
        kind: Kind,
        work: Sequence[_Work],
        ready: _Ready[_Work],
        send: Callable[[Sequence[Item]], list[Outcome]],
    ) -> list[Outcome]:
        """One outcome for each piece of work, in its order, whatever becomes of the others.

        Where something that must be asked first is not answered, nothing more is sent.
        """
        outcomes: dict[int, Outcome] = {}
        items: dict[int, Item] = {}
        try:
            self._asked()  # before departments are made: the plan counted those there were
            for position, one in enumerate(work):
                made = self._readied(kind, one, ready)
                if isinstance(made, Item):
                    items[position] = made
                else:
                    outcomes[position] = made
        except ApiFault as fault:
            for position, one in enumerate(work):
                unsent = Outcome(one.operation, OutcomeState.UNSENT, problem=fault.problem)
                outcomes.setdefault(position, unsent)
        else:
            outcomes.update(zip(items, send(list(items.values())), strict=True))
        return [outcomes[position] for position in range(len(work))]

    def _readied(self, kind: Kind, one: _Work, ready: _Ready[_Work]) -> Item | Outcome:
        try:
            return ready(one)
        except UntranslatableError as error:
            return rejected(one.operation, error.problem, kind, subject_of(kind, one))

    def _changed(self, kind: Kind, change: Change) -> Item | Outcome:
        if not change.values:
            return Outcome(change.operation, OutcomeState.DONE)
        if change.part == EMPLOYMENT:
            new = "employment_id" not in change.handles
            division = drafting.division_of(self._around) if new else None
            return self._writer.employment(change, division)
        if change.version is None:
            return stale(change, kind)
        return drafting.changed(kind, change, int(change.version), self._around)

    def _rights_needed(self) -> list[Requirement]:
        """The rights these kinds need. Where the rights cannot be read, each kind is tried."""
        found: dict[str, Requirement] = {}
        for kind in self._kinds:
            needed = self._around.rights.requirements([kind])
            unknown = [one for one in needed if one.state is RequirementState.UNKNOWN]
            refused = self._around.refusal(kind) if unknown else None
            for one in needed:
                if refused is not None and one in unknown:
                    one = Requirement(one.id, RequirementState.MISSING, refused)  # noqa: PLW2901
                found.setdefault(one.id, one)
        return list(found.values())

    def _asked(self) -> Capabilities:
        if self._capabilities is None:
            self._capabilities = self._ask()
        return self._capabilities

    def _ask(self) -> Capabilities:
        required, unwritable, eligible = dict(_REQUIRED), {}, {}
        if Kind.EMPLOYEE in self._kinds:
            if self._around.only_department is None:
                required[Kind.EMPLOYEE] |= {"department"}
            division = self._around.division
            if not isinstance(division, int):
                unwritable[Kind.EMPLOYEE, "first_workday"] = division
        if Kind.PROJECT in self._kinds and self._around.managers is not None:
            eligible[Kind.PROJECT, "manager_number"] = self._around.managers
        lists = [(kind, verb.value) for kind in Kind for verb in (Verb.CREATE, Verb.UPDATE)]
        return Capabilities(
            writable={kind: frozenset(mapping.fields) for kind, mapping in MAPPINGS.items()},
            required=required,
            assigns={kind: frozenset({"number"}) for kind in (Kind.CUSTOMER, Kind.PROJECT)},
            only_when_empty={Kind.EMPLOYEE: _PROTECTED},
            parts={Kind.EMPLOYEE: {EMPLOYMENT: _EMPLOYMENT}},
            unwritable=unwritable,
            eligible=eligible,
            why_whole=_WHY_WHOLE,
            batch=dict.fromkeys(lists, BATCH) | {(Kind.EMPLOYEE, Verb.UPDATE.value): 1},
            removes=removing.REMOVES,
            retires={Kind.CUSTOMER: {"is_inactive": True}},
            empties={Kind.EMPLOYEE: frozenset({"phone_mobile", "bank_account"})},
            settle_after=_SETTLED_AFTER_HERE if is_loopback(self._client.host) else _SETTLED_AFTER,
        )
