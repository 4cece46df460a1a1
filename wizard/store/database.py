"""Opens the database: private, durable, and of the version this program knows.

SQLite runs in WAL mode with a full sync, so a transaction that has returned is on disk. The
place is a URL, so that an office can share one store on a server's database later.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError

from wizard.errors import Actor, Problem, UsageError
from wizard.store import private
from wizard.store.faults import database_faults, disk_faults
from wizard.store.schema import REVISION, VERSION_TABLE

_BUSY_SECONDS = "10"


class Database:
    """Transactions on an open store; what the database refuses becomes a problem."""

    def __init__(self, engine: Engine, place: str) -> None:
        self.engine = engine
        self.place = place

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that sees one state of the store and waits for no writer."""
        return self._transaction("BEGIN")

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction that is on disk once it is left, and gone if it is left by an error."""
        return self._transaction("BEGIN IMMEDIATE")

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Connection]:
        with (
            database_faults(self.place),
            self.engine.execution_options(begin=begin).begin() as connection,
        ):
            yield connection

    def close(self) -> None:
        """Give back connections and files."""
        self.engine.dispose()


def open_database(url: str | URL) -> Database:
    """The store at a URL, made or brought up to this version where needed.

    A file that is no database, belongs to another program or comes from a newer version of
    this one raises ``UsageError`` and is left as it is. SQLite waits ten seconds for another
    writer unless the URL says otherwise (``?timeout=0.5``).
    """
    address = make_url(url)
    sqlite = address.get_backend_name() == "sqlite"
    place = str(address.database) if sqlite else address.render_as_string(hide_password=True)
    if sqlite:
        with disk_faults(place):
            private.folder(Path(place).parent)
            private.database(Path(place))
        address = address.update_query_dict({"timeout": _BUSY_SECONDS, **address.query})
    engine = create_engine(address, hide_parameters=True)  # parameters are people's data
    if sqlite:
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    database = Database(engine, place)
    try:
        _bring_up_to_date(database, wal=sqlite)
    except BaseException:
        database.close()
        raise
    return database


def _prepare(connection: DBAPIConnection, _record: Any) -> None:
    connection.isolation_level = None  # the driver's own idea of when to begin is switched off
    cursor = connection.cursor()
    for pragma in (
        "synchronous=FULL",
        "fullfsync=ON",  # macOS: past the drive's own cache
        "checkpoint_fullfsync=ON",
        "foreign_keys=ON",
        "secure_delete=ON",  # what is purged leaves no trace in the file
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A transaction that reads first and then writes fails at once where another one writes;
    # one that says from the start that it will write waits for its turn.
    begin = connection.get_execution_options().get("begin")
    if begin:
        connection.exec_driver_sql(begin)


def _bring_up_to_date(database: Database, *, wal: bool) -> None:
    with database.reading() as connection:
        found = _revision(connection, database.place)
    if found != REVISION:
        with database.writing() as connection:
            _migrate(connection, database.place)
    if wal:
        _write_ahead(database)


def _write_ahead(database: Database) -> None:
    """Let readers and a writer work at the same time; the file remembers."""
    with database_faults(database.place), database.engine.connect() as connection:
        try:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        except OperationalError as error:
            # Several programs opening a new store at once stand in each other's way here. One
            # of them gets through, now or at its next start; the store is as safe without.
            if getattr(error.orig, "sqlite_errorcode", None) != sqlite3.SQLITE_BUSY:
                raise


def _revision(connection: Connection, place: str) -> str | None:
    """The version of a store; None where there is nothing in it yet."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if VERSION_TABLE not in tables:
        raise UsageError(Problem("store.foreign", Actor.IT, params={"place": place}))
    version = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar_one()
    return str(version)


def _migrate(connection: Connection, place: str) -> None:
    # Alembic takes long to import, and is needed once for each version of the store.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "wizard.store:migrations")
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    # Asked again, for another program may have brought the store up to date meanwhile.
    found = _revision(connection, place)
    if found is not None and found not in known:
        raise UsageError(Problem("store.newer", Actor.IT, params={"place": place}))
    command.upgrade(config, "head")
