"""The store on SQLite: the contract, and what only a real file and real processes can show."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from contract.store_suite import AT, COMPANY, PARTNER, SETUP, StoreContract, agreement, plan

from wizard.errors import FailedError, RefusedError
from wizard.model.journal import Phase
from wizard.model.records import Kind
from wizard.store.store import SqlStore, open_store

_OPEN = "import sys; from pathlib import Path; from wizard.store.store import open_store\n"


@pytest.fixture
def reopen(tmp_path: Path) -> Iterator[Callable[[], SqlStore]]:
    with ExitStack() as opened:

        def open_again() -> SqlStore:
            store = open_store(tmp_path / "state")
            opened.callback(store.close)
            return store

        yield open_again


@pytest.fixture
def store(reopen: Callable[[], SqlStore]) -> SqlStore:
    return reopen()


class TestSqliteStore(StoreContract):
    @pytest.fixture
    def reopen(self, reopen: Callable[[], SqlStore]) -> Callable[[], SqlStore]:
        return reopen


def _python(script: str, folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _OPEN + script, str(folder), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _end(process: subprocess.Popen[str]) -> str:
    """Kill -9, and what the process had said by then."""
    process.kill()
    said, _ = process.communicate()
    return said


def test_every_intent_that_was_reported_outlives_kill_9(tmp_path: Path, store: SqlStore) -> None:
    run = store.begin_run(plan(), SETUP).id
    script = """
from datetime import UTC, datetime
from itertools import count
store = open_store(Path(sys.argv[1]))
for n in count():
    store.intend(sys.argv[2], [f"{n}a", f"{n}b"], datetime.now(UTC))
    print(n, flush=True)
"""
    process = _python(script, tmp_path / "state", run)
    assert process.stdout is not None
    reported = [process.stdout.readline().strip() for _ in range(25)]
    # What stands after the last line feed was not reported: the kill came in the middle of it.
    reported += _end(process).rpartition("\n")[0].split()

    entries = store.entries(run)

    assert len(reported) >= 25
    assert {f"{n}{half}" for n in reported for half in "ab"} <= set(entries)
    # A transaction that was cut short is there as a whole or not at all.
    assert {id.rstrip("ab") + "a" for id in entries} <= set(entries)
    assert len(entries) % 2 == 0


def test_another_process_holds_the_lease_until_it_is_killed(
    tmp_path: Path, store: SqlStore
) -> None:
    script = """
with open_store(Path(sys.argv[1])).lease(int(sys.argv[2])):
    print("held", flush=True)
    sys.stdin.read()
"""
    process = _python(script, tmp_path / "state", str(COMPANY))
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    with pytest.raises(RefusedError) as refused, store.lease(COMPANY):
        pass
    _end(process)
    with store.lease(COMPANY):
        pass

    (problem,) = refused.value.problems
    assert problem.code == "store.company_busy"
    assert problem.params["pid"] == str(process.pid)
    assert problem.params["since"].startswith("20")


def test_programs_that_open_a_new_store_at_the_same_time_all_get_it(tmp_path: Path) -> None:
    script = """
print("ready", flush=True)
sys.stdin.readline()
store = open_store(Path(sys.argv[1]))
print(store.runs(), flush=True)
"""
    programs = [_python(script, tmp_path / "state") for _ in range(4)]
    for program in programs:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("go\n")
        program.stdin.flush()
    assert [program.communicate()[0] for program in programs] == ["[]\n"] * 4
    assert [program.returncode for program in programs] == [0] * 4


def test_a_file_that_may_not_grow_is_a_problem_and_loses_nothing(
    tmp_path: Path, store: SqlStore
) -> None:
    run = store.begin_run(plan(), SETUP).id
    script = """
import resource
from datetime import UTC, datetime
from wizard.errors import WizardError
store = open_store(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
written = 0
try:
    while written < 10_000:
        store.intend(sys.argv[2], [f"{written}"], datetime.now(UTC))
        written += 1
except WizardError as error:
    print(written, error.problems[0].code, error.problems[0].params["place"])
"""
    process = _python(script, tmp_path / "state", run)
    written, code, place = process.communicate()[0].split()

    assert process.returncode == 0
    assert code == "store.disk_failed"
    assert place == str(tmp_path / "state" / "store.sqlite3")
    assert int(written) > 10
    assert {f"{n}" for n in range(int(written))} <= set(store.entries(run))


def test_a_full_disk_takes_the_whole_transaction_back(store: SqlStore) -> None:
    run = store.begin_run(plan(), SETUP).id
    store.intend(run, ["before"], AT)
    # SQLite answers as on a full disk once the file has all the pages it may have.
    with store.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1")

    with pytest.raises(FailedError) as failed:
        store.settle(run, [], [agreement(f"{n}", f"p{n}", name="A" * 500) for n in range(500)])

    assert failed.value.problems[0].code == "store.disk_full"
    assert set(store.entries(run)) == {"before"}
    assert store.links(COMPANY, PARTNER, Kind.CUSTOMER) == {}


def test_a_folder_that_may_not_be_written_is_a_problem(tmp_path: Path) -> None:
    script = """
import os, tempfile
from wizard.errors import WizardError
from alembic import command  # while this user may still read the program
if os.geteuid() == 0:
    os.setuid(65534)  # nothing is forbidden to root
with tempfile.TemporaryDirectory() as parent:
    os.chmod(parent, 0o500)
    try:
        open_store(Path(parent) / "state")
    except WizardError as error:
        print(error.exit_code, error.problems[0].code)
"""
    process = _python(script, tmp_path)
    assert process.communicate()[0] == "1 store.unwritable\n"


def test_only_the_user_can_read_the_store(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        store = open_store(tmp_path / "state")
        with store.lease(COMPANY):
            run = store.begin_run(plan(), SETUP).id
            found = {path.name: _mode(path) for path in (tmp_path / "state").iterdir()}
        assert found == {
            "store.sqlite3": 0o600,
            "store.sqlite3-wal": 0o600,
            "store.sqlite3-shm": 0o600,
            "store.key": 0o600,
            f"company-{COMPANY}.lock": 0o600,
        }
        store.close()
        (tmp_path / "state").chmod(0o755)
        for file in ("store.sqlite3", "store.key"):
            (tmp_path / "state" / file).chmod(0o644)
        store = open_store(tmp_path / "state")
        assert store.run(run)
        assert {_mode(path) for path in (tmp_path / "state").iterdir()} == {0o600}
        assert _mode(tmp_path / "state") == 0o700
        store.close()
    finally:
        os.umask(before)


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_thousand_operations_and_fifty_thousand_pairs_are_quick(store: SqlStore) -> None:
    run = store.begin_run(plan(), SETUP).id
    batch = [f"operation-{n}" for n in range(1_000)]
    values = {"number": "10042", "name": "Ås Bygg AS", "email": "post@example.no", "city": None}
    agreed = [agreement(f"{n}", f"p{n}", **values) for n in range(50_000)]
    store.settle(run, [], agreed)

    assert _seconds(lambda: store.intend(run, batch, AT)) < 0.5
    assert _seconds(lambda: store.settle(run, [], agreed[:1_000])) < 0.5
    assert _seconds(lambda: store.links(COMPANY, PARTNER, Kind.CUSTOMER)) < 1.5
    assert _seconds(lambda: store.baselines(COMPANY, PARTNER, Kind.CUSTOMER)) < 1.5
    assert {entry.phase for entry in store.entries(run).values()} == {Phase.INTENT}


def _seconds(work: Callable[[], object]) -> float:
    """Time on the processor: what other work on the machine does not change."""
    began = time.process_time()
    work()
    return time.process_time() - began
