"""Runs that have not come to their end, and what they may have left on its way."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, select

from wizard.model.journal import Phase, RunHead, RunState
from wizard.store.rows import HEAD, head
from wizard.store.schema import journal, runs

_OPEN = (Phase.INTENT.value, Phase.UNCERTAIN.value)


def unfinished(connection: Connection, company: int, partner: str) -> RunHead | None:
    """The newest run between these two that is neither finished nor given up, if any."""
    between = (runs.c.company == company, runs.c.partner == partner)
    query = select(*HEAD).where(*between, runs.c.state == RunState.RUNNING.value)
    row = connection.execute(query.order_by(runs.c.number.desc()).limit(1)).one_or_none()
    return head(row) if row else None


def newest(connection: Connection, company: int, since: datetime) -> RunHead | None:
    """The newest run of a company begun at that time or later, that is no undo."""
    query = select(*HEAD).where(
        runs.c.company == company, runs.c.started >= since, runs.c.undoes.is_(None)
    )
    row = connection.execute(query.order_by(runs.c.number.desc()).limit(1)).one_or_none()
    return head(row) if row else None


def broken_off(connection: Connection, company: int) -> str | None:
    """The run that wrote to a company last, where it is not finished and lacks an answer.

    Told by the order of the journal and by no clock. Whoever has written since has waited first,
    so only the last one matters.
    """
    written = select(runs.c.id, runs.c.state).join(journal, journal.c.run == runs.c.id)
    query = written.where(runs.c.company == company).order_by(journal.c.seq.desc()).limit(1)
    last = connection.execute(query).one_or_none()
    if last is None or last.state == RunState.FINISHED:
        return None
    newest = (
        select(func.max(journal.c.seq))
        .where(journal.c.run == last.id)
        .group_by(journal.c.operation)
    )
    lacking = select(journal.c.run).where(journal.c.seq.in_(newest), journal.c.phase.in_(_OPEN))
    return connection.scalar(lacking.limit(1))
