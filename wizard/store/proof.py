"""The proof in the store by which it knows its key; where the key is lost, what is given up.

A key that does not open the proof opens nothing here, so nothing is read or written with it. Far
more often than lost, the right key is somewhere else: in a variable that one run was not given.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from wizard.errors import Actor, Problem, RefusedError
from wizard.model.journal import RunState
from wizard.store.database import Database
from wizard.store.schema import journal, links, runs, seal
from wizard.store.sealing import BrokenSealError, Sealer
from wizard.store.sealkey import StoreKeys

_ABOUT = ("seal", "proof")


def sealer_of(database: Database, keys: StoreKeys, now: datetime) -> Sealer:
    """What seals and opens the values of a store; a store without a key gets one.

    Raises ``RefusedError`` where the store is sealed with a key that is not found, unless the
    user has said to begin anew.
    """
    with database.reading() as connection:
        sealer = _known(connection, keys, database.place)
    if sealer is None:
        with database.writing() as connection:
            # Asked again: another program may have given the store its key meanwhile.
            sealer = _known(connection, keys, database.place) or _begun(connection, keys, now)
    return sealer


def _known(connection: Connection, keys: StoreKeys, place: str) -> Sealer | None:
    """The sealer whose key opens the proof; None where the store is to get another key."""
    proof = connection.scalar(select(seal.c.proof))
    if proof is None:
        return None
    key = keys.find()
    sealer = Sealer(key) if key else None
    if sealer and _proves(sealer, proof):
        return sealer
    if keys.begins_anew:
        return None
    raise RefusedError(Problem("store.sealed_otherwise", Actor.IT, params={"place": place}))


def _proves(sealer: Sealer, proof: bytes) -> bool:
    try:
        sealer.open_value(proof, *_ABOUT)
    except BrokenSealError:
        return False
    return True


def _begun(connection: Connection, keys: StoreKeys, now: datetime) -> Sealer:
    """A sealer with the key that is there, or else a new one; links are kept, as ids are plain."""
    for table, emptied in (
        (journal, {"answer": None, "problem": None}),
        (runs, {"setup": None, "plan": None, "report": None, "chain": None}),
        (links, {"agreed": None}),
    ):
        connection.execute(update(table).values(emptied))
    # A run whose plan cannot be read cannot be finished: a new synk finds what it wrote.
    closed = {"state": RunState.FINISHED.value, "finished": now}
    connection.execute(update(runs).where(runs.c.finished.is_(None)).values(closed))
    connection.execute(delete(seal))
    sealer = Sealer(keys.find() or keys.make())
    connection.execute(insert(seal).values(proof=sealer.seal_value("known", *_ABOUT)))
    return sealer
