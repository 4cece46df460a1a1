"""Opening the store: of the right version, whole, durable, and said plainly where it is not."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.dialects import sqlite

from wizard.errors import FailedError, UsageError, WizardError
from wizard.messages import say
from wizard.store.database import Database, open_database
from wizard.store.schema import METADATA, VERSION_TABLE, UtcTime


def _opened(path: Path, query: str = "") -> Database:
    return open_database(f"sqlite:///{path}{query}")


def _refusal(path: Path, expected: type[WizardError]) -> str:
    with pytest.raises(expected) as refused:
        _opened(path)
    (problem,) = refused.value.problems
    assert str(path) in say(problem, "en").message
    return problem.code


def _sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_migrations_lead_to_the_tables_the_program_uses(tmp_path: Path) -> None:
    with closing(_opened(tmp_path / "s.sqlite3")) as database, database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, METADATA) == []


def test_what_is_committed_is_synced_to_disk_and_checked(tmp_path: Path) -> None:
    with closing(_opened(tmp_path / "s.sqlite3")) as database, database.reading() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("synchronous", "foreign_keys", "secure_delete", "journal_mode")
        }
    assert settings == {
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "journal_mode": "wal",
    }


def test_a_store_of_a_newer_program_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite3"
    _opened(path).close()
    _sql(path, f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    before = path.read_bytes()

    assert _refusal(path, UsageError) == "store.newer"
    assert path.read_bytes() == before


def test_another_programs_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite3"
    _sql(path, "CREATE TABLE moz_places (id INTEGER)")
    before = path.read_bytes()

    assert _refusal(path, UsageError) == "store.foreign"
    assert path.read_bytes() == before


def _text(path: Path) -> None:
    path.write_text("a text, and no database at all\n" * 200, encoding="utf-8")


def _torn(path: Path) -> None:
    _opened(path).close()
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))


@pytest.mark.parametrize("damage", [_text, _torn])
def test_a_broken_file_is_a_problem_and_left_as_it_is(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    path = tmp_path / "s.sqlite3"
    damage(path)
    before = path.read_bytes()

    assert _refusal(path, UsageError) == "store.broken"
    assert path.read_bytes() == before


def test_a_folder_in_the_files_place_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "s.sqlite3").mkdir()
    assert _refusal(tmp_path / "s.sqlite3", FailedError) == "store.unwritable"


def test_a_file_in_the_folders_place_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("", encoding="utf-8")
    assert _refusal(tmp_path / "state" / "s.sqlite3", FailedError) == "store.unwritable"


def test_a_store_that_another_program_holds_is_a_problem_after_a_while(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite3"
    with (
        closing(_opened(path, "?timeout=0.05")) as database,
        closing(sqlite3.connect(path, isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(FailedError) as failed, database.writing():
            pass
        with database.reading() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM runs").scalar() == 0
        other.execute("ROLLBACK")
        with database.writing():
            pass
    assert failed.value.problems[0].code == "store.locked"


def test_a_defect_of_ours_is_not_dressed_up_and_shows_no_values(tmp_path: Path) -> None:
    with (
        closing(_opened(tmp_path / "s.sqlite3")) as database,
        pytest.raises(Exception, match="no such table") as raised,
        database.writing() as connection,
    ):
        connection.exec_driver_sql("INSERT INTO absent VALUES (?)", ("01017012345",))
    assert not isinstance(raised.value, WizardError)
    assert "01017012345" not in str(raised.value)


def test_times_are_kept_in_utc_and_sort_as_text() -> None:
    column, dialect = UtcTime(), sqlite.dialect()
    oslo = datetime(2026, 11, 21, 9, 41, tzinfo=timezone(timedelta(hours=1)))
    stored = column.process_bind_param(oslo, dialect)
    assert stored == "2026-11-21T08:41:00.000000+00:00"
    assert column.process_result_value(stored, dialect) == datetime(2026, 11, 21, 8, 41, tzinfo=UTC)
    later = column.process_bind_param(oslo + timedelta(microseconds=1), dialect)
    assert later is not None
    assert stored < later
    with pytest.raises(ValueError, match="offset"):
        column.process_bind_param(datetime(2026, 11, 21, 9, 41), dialect)
