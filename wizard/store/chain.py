"""The chain over a run's journal: the hash of each row holds the one before it.

The first link is the run itself with its plan and set-up; where the chain ends is sealed in the
run's row. So no row can be changed, taken out, added or cut off without the store's key. What is
hashed are the bytes as they lie in the database: a row that cannot even be read is found too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, LargeBinary, cast, select, update

from wizard.errors import Actor, FailedError, Problem
from wizard.model.proof import JournalHead
from wizard.store.schema import journal, runs, utc_text
from wizard.store.sealing import BrokenSealError, Sealer

_RUN: tuple[Column[Any], ...] = (
    runs.c.id,
    runs.c.company,
    runs.c.company_name,
    runs.c.partner,
    runs.c.started,
    runs.c.fingerprint,
    runs.c.setup,
    runs.c.plan,
)
_ROW: tuple[Column[Any], ...] = (
    journal.c.run,
    journal.c.operation,
    journal.c.phase,
    journal.c.sent,
    journal.c.record,
    journal.c.version,
    journal.c.request,
    journal.c.answer,
    journal.c.problem,
)


def begin(connection: Connection, sealer: Sealer, run: str) -> None:
    """Begin the chain of a run that was just written down."""
    first = _first(connection, sealer, run)
    _keep(connection, sealer, run, JournalHead(0, first.hex()))


def extend(
    connection: Connection, sealer: Sealer, run: str, rows: Iterable[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The rows with their hashes, as they are to be written now; without, where none began."""
    head = _head(connection, sealer, run)
    if head is None:
        return [{**row, "hash": None} for row in rows]
    last, chained = bytes.fromhex(head.hash), []
    for row in rows:
        last = sealer.mac(last, *_parts(row))
        chained.append({**row, "hash": last})
    _keep(connection, sealer, run, JournalHead(head.rows + len(chained), last.hex()))
    return chained


def verified(connection: Connection, sealer: Sealer, run: str) -> JournalHead | None:
    """Where the chain of a run ends; None where it was never begun, or its run is purged.

    Raises ``FailedError`` naming the first row that is not as it was written.
    """
    head = _head(connection, sealer, run)
    if head is None:
        return None
    last, seen = _first(connection, sealer, run), 0
    query = select(*map(_raw, _ROW), journal.c.hash).where(journal.c.run == run)
    for *content, hash_ in connection.execute(query.order_by(journal.c.seq)):
        seen += 1
        last = sealer.mac(last, *content)
        if hash_ != last:
            raise _broken(run, seen)
    if (seen, last.hex()) != (head.rows, head.hash):
        raise _broken(run, min(seen, head.rows) + 1)
    return head


def _first(connection: Connection, sealer: Sealer, run: str) -> bytes:
    return sealer.mac(*connection.execute(select(*map(_raw, _RUN)).where(runs.c.id == run)).one())


def _head(connection: Connection, sealer: Sealer, run: str) -> JournalHead | None:
    sealed = connection.scalar(select(runs.c.chain).where(runs.c.id == run))
    if sealed is None:
        return None
    try:
        return JournalHead(**sealer.open_value(sealed, *_about(run)))
    except BrokenSealError as error:
        raise _broken(run, 1) from error


def _keep(connection: Connection, sealer: Sealer, run: str, head: JournalHead) -> None:
    value = sealer.seal_value({"rows": head.rows, "hash": head.hash}, *_about(run))
    connection.execute(update(runs).where(runs.c.id == run).values(chain=value))


def _about(run: str) -> tuple[str, ...]:
    return ("runs", run, "chain")


def _raw(column: Column[Any]) -> Any:
    return column if isinstance(column.type, LargeBinary) else cast(column, LargeBinary)


def _parts(row: Mapping[str, Any]) -> Iterable[bytes | None]:
    """The columns of a row that is about to be written, as the bytes that will lie there."""
    for column in _ROW:
        value = row[column.name]
        if isinstance(value, datetime):
            value = utc_text(value)
        yield value.encode() if isinstance(value, str) else value


def _broken(run: str, row: int) -> FailedError:
    params = {"row": str(row)}
    return FailedError(Problem("store.journal_broken", Actor.IT, subject=run, params=params))
