"""A journal that is not as it was written is found, wherever it was changed, and is never read."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from contract.store_suite import AT, PROBLEM, SETUP, plan
from sqlalchemy import delete, insert, select, text, update

from wizard.errors import FailedError, WizardError
from wizard.model.journal import JournalEntry, Phase, SyncReport
from wizard.store.database import open_database
from wizard.store.schema import VERSION_TABLE, journal, runs
from wizard.store.store import SqlStore, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    store = open_store(tmp_path)
    yield store
    store.close()


def _run(store: SqlStore) -> str:
    """A run with a journal of four rows: two intents and what became of them."""
    run = store.begin_run(plan(), SETUP).id
    store.intend(run, ["a", "b"], AT)
    done = JournalEntry("a", Phase.DONE, AT, "12", "3", {"number": "7"}, None, "0a1b-77")
    store.settle(run, [done, JournalEntry("b", Phase.FAILED, AT, problem=PROBLEM)], ())
    return run


def test_the_request_id_of_an_answer_is_kept(store: SqlStore) -> None:
    entries = store.entries(_run(store))
    assert (entries["a"].request, entries["b"].request) == ("0a1b-77", "")


def test_a_journal_hangs_together_and_ends_somewhere_else_with_each_row(store: SqlStore) -> None:
    run = store.begin_run(plan(), SETUP).id
    heads = [store.journal(run)]
    for operation in "abc":
        store.intend(run, [operation], AT)
        heads.append(store.journal(run))
    assert [head.rows for head in heads if head] == [0, 1, 2, 3]
    assert len({head.hash for head in heads if head}) == 4
    other = store.begin_run(plan(), SETUP).id
    assert store.journal(other) != heads[0]


Spoil = Callable[[SqlStore], object]


def _set(**values: object) -> Spoil:
    """Changes columns of the second row."""
    return lambda store: _execute(store, update(journal).where(journal.c.seq == 2).values(values))


def _execute(store: SqlStore, statement: object) -> None:
    with store.database.writing() as connection:
        connection.execute(statement)  # type: ignore[call-overload]


def _swapped(store: SqlStore) -> None:
    with store.database.writing() as connection:
        connection.execute(text("UPDATE journal SET seq = -seq WHERE seq IN (2, 3)"))
        connection.execute(text("UPDATE journal SET seq = 5 + seq WHERE seq < 0"))


def _copied(store: SqlStore) -> None:
    with store.database.writing() as connection:
        row = connection.execute(select(journal).where(journal.c.seq == 4)).one()
        connection.execute(insert(journal).values({**row._mapping, "seq": 5}))


@pytest.mark.parametrize(
    ("spoil", "row"),
    [
        (_set(operation="z"), "2"),
        (_set(phase="done"), "2"),
        (_set(phase="?"), "2"),
        (_set(sent=AT + timedelta(microseconds=1)), "2"),
        (_set(record="13"), "2"),
        (_set(version=""), "2"),
        (_set(request="x"), "2"),
        (_set(answer=b"\x01"), "2"),
        (_set(problem=b""), "2"),
        (_set(hash=None), "2"),
        (lambda store: _execute(store, delete(journal).where(journal.c.seq == 2)), "2"),
        (lambda store: _execute(store, delete(journal).where(journal.c.seq == 4)), "4"),
        (lambda store: _execute(store, delete(journal)), "1"),
        (_swapped, "2"),
        (_copied, "5"),
        (lambda store: _execute(store, update(runs).values(chain=b"\x01")), "1"),
        (lambda store: _execute(store, update(runs).values(company=8001)), "1"),
        (lambda store: _execute(store, update(runs).values(setup=b"")), "1"),
        (
            lambda store: _execute(store, text("UPDATE journal SET phase = x'ff' WHERE seq = 3")),
            "3",
        ),
    ],
)
def test_the_first_row_that_is_not_as_it_was_written_is_named(
    store: SqlStore, spoil: Spoil, row: str
) -> None:
    run = _run(store)
    spoil(store)
    for read in (store.entries, store.journal):
        with pytest.raises(FailedError) as broken:
            read(run)
        (problem,) = broken.value.problems
        assert (problem.code, problem.subject) == ("store.journal_broken", run)
        assert problem.params == {"row": row}


def test_what_one_row_says_cannot_be_moved_to_another_field(store: SqlStore) -> None:
    run = store.begin_run(plan(), SETUP).id
    store.settle(run, [JournalEntry("a", Phase.DONE, AT, "12", None)], ())
    _execute(store, update(journal).values(record=None, version="12"))
    with pytest.raises(FailedError):
        store.journal(run)


def test_a_run_from_before_the_chain_goes_on_without_one(store: SqlStore) -> None:
    run = _run(store)
    _execute(store, update(runs).values(chain=None))
    _execute(store, update(journal).values(hash=None))
    store.settle(run, [JournalEntry("b", Phase.DONE, AT)], ())
    assert store.journal(run) is None
    assert store.entries(run)["b"].phase is Phase.DONE


def test_a_store_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite3"

    database = open_database(f"sqlite:///{path}")
    with database.writing() as connection:
        for table, column in (
            ("runs", "undoes"),
            ("runs", "chain"),
            ("journal", "request"),
            ("journal", "hash"),
            ("links", "gone"),
            ("seal", "opened"),
        ):
            connection.execute(text(f"ALTER TABLE {table} DROP COLUMN {column}"))
        for table in ("batch_clients", "batches", "templates"):
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '0001'"))
    database.close()
    again = open_database(f"sqlite:///{path}")
    with again.reading() as connection:
        assert connection.execute(select(runs.c.chain)).all() == []
    again.close()


def test_a_flipped_byte_anywhere_is_never_taken_for_the_truth(tmp_path: Path) -> None:
    """Whatever byte of what is kept is flipped, it is a problem, or reads as it was written.

    The names of the tables themselves are left alone: they are the program's, not a run's.
    """
    store = open_store(tmp_path)
    run = _run(store)
    report = SyncReport(store.run(run), {}, (), (PROBLEM,))
    store.finish_run(run, report, ())
    told = _all(store, run)
    store.close()
    path = tmp_path / "store.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        names = connection.execute("SELECT pageno FROM dbstat WHERE name = 'sqlite_schema'")
        schema = {page for (page,) in names}
    good = path.read_bytes()
    outcomes = set()
    for at in (at for at in range(100, len(good), 131) if at // size + 1 not in schema):
        path.write_bytes(good[:at] + bytes([good[at] ^ 0x41]) + good[at + 1 :])
        try:
            store = open_store(tmp_path)
            try:
                assert _all(store, run) == told
                outcomes.add("as it was")
            finally:
                store.close()
        except WizardError as error:
            outcomes |= {problem.code for problem in error.problems}
        for beside in ("-wal", "-shm"):
            path.with_name(path.name + beside).unlink(missing_ok=True)
    assert {"as it was", "store.journal_broken"} < outcomes


def _all(store: SqlStore, run: str) -> object:
    return store.entries(run), store.plan_of(run), store.report(run), store.journal(run)


def test_a_database_cut_off_is_a_problem(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    run = _run(store)
    store.close()
    path = tmp_path / "store.sqlite3"
    good = path.read_bytes()
    for share in (3, 2):
        path.write_bytes(good[: len(good) * (share - 1) // share])
        with pytest.raises(WizardError):
            _all(open_store(tmp_path), run)


def test_a_keyed_hash_is_the_same_again_and_another_in_another_store(tmp_path: Path) -> None:
    one, other = open_store(tmp_path / "1"), open_store(tmp_path / "2")
    assert one.keyed(b"Kari") == one.keyed(b"Kari")
    assert len({one.keyed(b"Kari"), one.keyed(b"Ola"), other.keyed(b"Kari")}) == 3
    one.close()
    other.close()
