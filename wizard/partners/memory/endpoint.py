"""A side of a synk that lives in memory: the Endpoint port in its smallest whole form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count

from wizard.errors import Problem
from wizard.model.connection import Capabilities, ConnectionCheck
from wizard.model.journal import Change, Draft, Outcome, OutcomeState, Removal
from wizard.model.mapping import MAPPINGS
from wizard.model.records import Completeness, Kind, Record, Side, Snapshot, Value

Refusal = Callable[[Kind, Mapping[str, Value]], Problem | None]

EVERYTHING = Capabilities(
    {kind: frozenset(mapping.fields) for kind, mapping in MAPPINGS.items()},
    removes=frozenset(Kind),
)
_FIRST_NUMBER = 10001


class MemoryEndpoint:
    """Holds records in memory, on whichever side it is told to be.

    ``records`` stand there from the start, ``completeness`` says for each kind how much ``fetch``
    shows (PARTIAL shows what is there but vouches for nothing; DENIED shows no row), ``refuse``
    may turn a write down, and ``capabilities`` are what it says it can do: fields it ``assigns``
    are filled with the next free number. Versions are integers that grow by one with each write.
    """

    def __init__(
        self,
        side: Side = Side.PARTNER,
        records: Iterable[Record] = (),
        *,
        capabilities: Capabilities = EVERYTHING,
        completeness: Mapping[Kind, Completeness] | None = None,
        refuse: Refusal = lambda kind, values: None,
    ) -> None:
        self.side = side
        self._capabilities = capabilities
        self._completeness = completeness or {}
        self._refuse = refuse
        self._records = {(record.kind, record.id): record for record in records}
        self._made: dict[str, str] = {}
        self._ids = count(len(self._records) + 1)  # an id is never given to another record

    def capabilities(self) -> Capabilities:
        """What it was told that it can do."""
        return self._capabilities

    def check(self) -> ConnectionCheck:
        """It is always there, and nothing is missing."""
        return ConnectionCheck(identity=f"memory:{self.side}")

    def fetch(self, kind: Kind) -> Snapshot:
        """The records of a kind, ordered by id, as complete as it was told to be."""
        completeness = self._completeness.get(kind, Completeness.COMPLETE)
        shown = sorted((r for r in self._records.values() if r.kind is kind), key=lambda r: r.id)
        records = () if completeness is Completeness.DENIED else tuple(shown)
        fields = frozenset(MAPPINGS[kind].fields)
        return Snapshot(kind, self.side, records, completeness, fields)

    def create(self, kind: Kind, drafts: Sequence[Draft]) -> Sequence[Outcome]:
        """Make records; the same draft again is answered with the record it made."""
        return [self._create(kind, draft) for draft in drafts]

    def update(self, kind: Kind, changes: Sequence[Change]) -> Sequence[Outcome]:
        """Change records that are at the version expected."""
        return [self._update(kind, change) for change in changes]

    def remove(self, kind: Kind, removals: Sequence[Removal]) -> Sequence[Outcome]:
        """Remove records that are at the version expected; one that is gone is removed."""
        return [self._remove(kind, removal) for removal in removals]

    def close(self) -> None:
        """Nothing is held."""

    def _create(self, kind: Kind, draft: Draft) -> Outcome:
        made = self._made.get(draft.operation)
        known = self._records.get((kind, made)) if made else None
        if known is not None:
            return Outcome(draft.operation, OutcomeState.DONE, known)
        problem = self._refuse(kind, draft.values)
        if problem is not None:
            return Outcome(draft.operation, OutcomeState.REJECTED, problem=problem)
        values = {**dict.fromkeys(MAPPINGS[kind].fields), **self._assigned(kind), **draft.values}
        new = f"{self.side}-{next(self._ids):06}"
        record = Record(kind, self.side, new, values, "1", _label(values))
        self._records[kind, new] = record
        self._made[draft.operation] = new
        return Outcome(draft.operation, OutcomeState.DONE, record)

    def _update(self, kind: Kind, change: Change) -> Outcome:
        record = self._records.get((kind, change.id))
        if record is None:
            problem = Problem("memory.unknown_record", kind=kind, subject=change.id)
            return Outcome(change.operation, OutcomeState.REJECTED, problem=problem)
        if change.version is not None and change.version != record.version:
            return Outcome(change.operation, OutcomeState.STALE, record)
        refused = self._refuse(kind, change.values)
        if refused is not None:
            return Outcome(change.operation, OutcomeState.REJECTED, problem=refused)
        changed = replace(record, anchored=True)
        if change.values:
            values = {**record.values, **change.values}
            version = str(int(record.version or 0) + 1)
            changed = replace(changed, values=values, version=version, label=_label(values))
        self._records[kind, change.id] = changed
        return Outcome(change.operation, OutcomeState.DONE, changed)

    def _remove(self, kind: Kind, removal: Removal) -> Outcome:
        record = self._records.get((kind, removal.id))
        if record is not None and removal.version not in (None, record.version):
            return Outcome(removal.operation, OutcomeState.STALE, record)
        self._records.pop((kind, removal.id), None)
        return Outcome(removal.operation, OutcomeState.DONE)

    def _assigned(self, kind: Kind) -> dict[str, str]:
        def following(name: str) -> str:
            taken = [str(r.values.get(name)) for r in self._records.values() if r.kind is kind]
            return str(max([_FIRST_NUMBER - 1, *(int(n) for n in taken if n.isdecimal())]) + 1)

        return {name: following(name) for name in self._capabilities.assigns.get(kind, ())}


def _label(values: Mapping[str, Value]) -> str:
    parts = (values.get(name) for name in ("number", "name", "first_name", "last_name"))
    return " ".join(str(part) for part in parts if part)
