"""Reading a kind, and judging how whole the picture is: rows alone prove nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from wizard.errors import Problem
from wizard.model.mapping import MAPPINGS
from wizard.model.records import Completeness, Kind, Record, Side, Snapshot
from wizard.tripletex.client import Row, TripletexClient
from wizard.tripletex.faults import ApiFault
from wizard.tripletex.fields import CHANGES, FIELDS
from wizard.tripletex.rights import Rights
from wizard.tripletex.translate import read_record

_LISTS: Mapping[Kind, Sequence[Mapping[str, str]]] = {
    Kind.DEPARTMENT: ({},),
    Kind.EMPLOYEE: ({},),
    # without the question only active customers are shown, by the vendor's own description
    Kind.CUSTOMER: ({"isInactive": "false"}, {"isInactive": "true"}),
    Kind.PROJECT: ({},),
}


def read_rows(
    client: TripletexClient, kind: Kind, rights: Rights, *, dated: bool
) -> list[Row] | Snapshot:
    """All rows of a kind that the key may see, or the empty picture of a kind it may not list.

    ``dated`` where it matters when each was changed last.
    """
    path, fields = kind.value, FIELDS[kind] + (CHANGES if dated else "")
    try:
        return [row for asked in _LISTS[kind] for row in client.read_all(path, fields, asked)]
    except ApiFault as fault:
        if fault.status != 403 and fault.problem.code != "tripletex.too_many":
            raise
        return _denied(kind, fault, rights)


def key_employees(client: TripletexClient) -> frozenset[str]:
    """The employees that are not people but API keys."""
    rows = client.read_all("employee", "id", {"onlyEmployeeTokens": "true"})
    return frozenset({str(row.get("id")) for row in rows} | {str(client.identity().key)})


def records_of(kind: Kind, rows: Iterable[Row], leave_out: Collection[str]) -> list[Record] | None:
    """The rows as records, ordered by id, or None where one of them cannot be read."""
    found: dict[int, Record] = {}
    for row in rows:
        record = read_record(kind, row)
        if record is None:
            return None
        if record.id not in leave_out and not _outsider(row):
            found[int(record.id)] = record
    return [found[id_] for id_ in sorted(found)]


def _outsider(row: Row) -> bool:
    """Whether an employee is none: a customer's contact, or an accounting or auditor office."""
    return bool(row.get("isContact") or row.get("isProxy"))


def snapshot(kind: Kind, records: Sequence[Record], reason: Problem | None) -> Snapshot:
    """The picture of a kind with what it is worth."""
    worth = Completeness.PARTIAL if reason else Completeness.COMPLETE
    fields = frozenset(MAPPINGS[kind].fields)
    return Snapshot(kind, Side.TRIPLETEX, tuple(records), worth, fields, reason)


def _denied(kind: Kind, fault: ApiFault, rights: Rights) -> Snapshot:
    """Tripletex does not say which right is missing; where the rights themselves tell, they do."""
    reason = replace(fault.problem, kind=kind.value)
    if fault.status == 403 and rights.sees_whole(kind) is False:
        reason = replace(rights.hiding(kind), detail=reason.detail)
    fields = frozenset(MAPPINGS[kind].fields)
    return Snapshot(kind, Side.TRIPLETEX, (), Completeness.DENIED, fields, reason)
