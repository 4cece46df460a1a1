"""What is forgotten in time: the contents of old runs, and never because a clock was wrong."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, null, select, update

from wizard.store.schema import batch_clients, batches, journal, runs, seal

_APART = timedelta(days=1)


def purge(connection: Connection, now: datetime, kept: timedelta) -> None:
    """Drop the plans, set-ups, journal values and reports of runs finished long enough ago.

    The same of batches. All stay in the list, and links, baselines and what is unfinished stay
    whole. How long ago is told by the opening before this one, a day earlier at least: a clock
    that is set forward and back again within a day makes nothing old.
    """
    opened = connection.scalar(select(seal.c.opened))
    if opened is not None and opened <= now < opened + _APART:
        return
    connection.execute(update(seal).values(opened=now))
    if opened is None or opened > now:
        return
    old = (runs.c.finished < opened - kept, runs.c.plan.is_not(null()))
    lines = journal.c.run.in_(select(runs.c.id).where(*old))
    connection.execute(update(journal).where(lines).values(answer=None, problem=None))
    emptied = {"plan": None, "report": None, "setup": None, "chain": None}
    connection.execute(update(runs).where(*old).values(emptied))
    over = (batches.c.finished < opened - kept, batches.c.setup.is_not(null()))
    theirs = batch_clients.c.batch.in_(select(batches.c.id).where(*over))
    connection.execute(update(batch_clients).where(theirs).values(problems=None, plan=None))
    connection.execute(update(batches).where(*over).values(setup=None))
