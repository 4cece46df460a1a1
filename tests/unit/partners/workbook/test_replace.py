"""A file is replaced whole or not at all, whatever happens to disk, program or folder."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from unit.partners.workbook.books import create, customers, opened, records, update

from wizard.model.journal import Draft, OutcomeState
from wizard.model.records import Kind
from wizard.partners.workbook.endpoint import WorkbookEndpoint
from wizard.partners.workbook.replace import NotSavedError, backup_of, replace_file
from wizard.partners.workbook.xlsx import XlsxSource

DAY = date(2026, 11, 21)
OLD, NEW = b"old" * 1000, b"new" * 2000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "register.xlsx"
    file.write_bytes(OLD)
    return file


def _others(path: Path) -> list[str]:
    return sorted(other.name for other in path.parent.iterdir() if other != path)


def test_the_first_save_of_a_day_keeps_what_was_there(path: Path) -> None:
    replace_file(path, OLD, NEW, today=DAY)
    replace_file(path, NEW, b"newest", today=DAY)
    assert path.read_bytes() == b"newest"
    assert _others(path) == ["register.2026-11-21.bak.xlsx"]
    assert backup_of(path, DAY).read_bytes() == OLD
    replace_file(path, b"newest", NEW, today=date(2026, 11, 22))
    assert backup_of(path, date(2026, 11, 22)).read_bytes() == b"newest"
    assert backup_of(path, DAY).read_bytes() == OLD


def test_the_mode_stays(path: Path) -> None:
    path.chmod(0o640)
    replace_file(path, OLD, NEW, today=DAY)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert stat.S_IMODE(backup_of(path, DAY).stat().st_mode) == 0o640


def test_what_somebody_else_wrote_meanwhile_stands(path: Path) -> None:
    path.write_bytes(b"theirs")
    with pytest.raises(NotSavedError, match="changed_meanwhile"):
        replace_file(path, OLD, NEW, today=DAY)
    assert path.read_bytes() == b"theirs"
    assert _others(path) == []


@pytest.mark.parametrize("lock", ["~$register.xlsx", ".~lock.register.xlsx#"])
def test_a_workbook_open_elsewhere_is_read_but_not_written(tmp_path: Path, lock: str) -> None:
    path = customers(tmp_path, [1, "A"])
    before = path.read_bytes()
    (tmp_path / lock).touch()
    endpoint = opened(path)
    (problem,) = endpoint.check().problems
    assert (problem.code, problem.params["lock"]) == ("workbook.open_elsewhere", lock)
    drafts = [Draft("a", {"name": "B"}), Draft("b", {})]
    made = endpoint.create(Kind.CUSTOMER, drafts)
    assert [outcome.state for outcome in made] == [OutcomeState.UNSENT, OutcomeState.REJECTED]
    assert made[0].problem == problem
    assert path.read_bytes() == before
    (tmp_path / lock).unlink()
    assert endpoint.create(Kind.CUSTOMER, drafts)[0].state is OutcomeState.DONE


def test_a_file_that_is_gone_leaves_every_write_unsent(tmp_path: Path) -> None:
    path = customers(tmp_path, [1, "A"])
    endpoint = opened(path)
    path.unlink()
    (outcome,) = endpoint.create(Kind.CUSTOMER, [Draft("a", {"name": "B"})])
    assert outcome.problem is not None
    assert (outcome.state, outcome.problem.code) == ("unsent", "workbook.missing")
    assert _others(path) == []


def test_the_endpoint_makes_one_backup_a_day(tmp_path: Path) -> None:
    path = customers(tmp_path, [1, "A"])
    before = path.read_bytes()
    days = iter([DAY, DAY, date(2026, 11, 22)])
    endpoint = WorkbookEndpoint(XlsxSource(path), [Kind.CUSTOMER], today=lambda: next(days))
    for name in "abc":
        (outcome,) = endpoint.create(Kind.CUSTOMER, [Draft(name, {"name": name})])
        assert outcome.state is OutcomeState.DONE
    assert _others(path) == ["register.2026-11-21.bak.xlsx", "register.2026-11-22.bak.xlsx"]
    assert backup_of(path, DAY).read_bytes() == before


def test_what_a_stopped_program_left_is_cleared_away_later(path: Path) -> None:
    fresh, old = (path.with_name(f".register.xlsx.{name}.tmp") for name in ("a", "b"))
    fresh.touch()
    old.touch()
    hours_ago = time.time() - 7200
    os.utime(old, (hours_ago, hours_ago))
    replace_file(path, OLD, NEW, today=DAY)
    assert (fresh.exists(), old.exists()) == (True, False)


def test_a_link_is_followed_and_kept(tmp_path: Path) -> None:
    real = tmp_path / "felles"
    real.mkdir()
    path = customers(real, [1, "A"])
    link = tmp_path / "register.xlsx"
    link.symlink_to(path)
    assert create(link, name="B").state is OutcomeState.DONE
    assert link.is_symlink()
    assert len(records(path)) == 2


_CHILD = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from unit.partners.workbook.books import create
    outcome = create(Path(sys.argv[1]), name="B", number="2")
    print(outcome.state, outcome.problem and outcome.problem.code)
    """
)
_TESTS = Path(__file__).parents[3]
_CODE = _TESTS.parent


def _run(path: Path, prelude: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": f"{_TESTS}:{_CODE}", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(prelude) + _CHILD, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="limits of the file size are POSIX")
def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = customers(tmp_path, *([n, f"Kunde {n}"] for n in range(3000)))
    before = path.read_bytes()

    # Room for the backup, but not for the new file.
    prelude = f"""
        import resource, signal
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, ({len(before) + 1000}, {len(before) + 1000}))
    """
    with _run(path, prelude) as child:
        answer, _ = child.communicate()
    assert answer.split() == ["unsent", "workbook.disk_full"]
    assert path.read_bytes() == before
    assert all(name.endswith(".bak.xlsx") for name in _others(path))


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Callable[[], Path]]:
    """A folder that nobody can write in once it is closed, not even root."""
    folder = tmp_path / "lukket"
    folder.mkdir()
    root = os.geteuid() == 0

    def close() -> Path:
        if not root:
            folder.chmod(0o500)
            return folder
        mount = ["mount", "--bind", "-o", "ro", str(folder), str(folder)]
        if subprocess.run(mount, capture_output=True, check=False).returncode:
            pytest.skip("root that may not mount cannot be kept out of a folder")
        return folder

    yield close
    if root:
        subprocess.run(["umount", str(folder)], capture_output=True, check=False)
    else:
        folder.chmod(0o700)


@pytest.mark.skipif(sys.platform == "win32", reason="folder permissions are POSIX")
def test_a_folder_that_is_read_only_leaves_the_file_as_it_was(
    tmp_path: Path, closed: Callable[[], Path]
) -> None:
    path = customers(tmp_path / "lukket", [1, "A"])
    before = path.read_bytes()
    closed()
    outcome = update(path, records(path)[0], name="Ny")
    assert outcome.problem is not None
    assert (outcome.state, outcome.problem.code) == ("unsent", "workbook.read_only")
    assert path.read_bytes() == before
    assert _others(path) == []


_STOPS = {
    "before the backup is named": ("os.replace", 1),
    "before the new file has reached the disk": ("os.fsync", 3),
    "before the new file is named": ("os.replace", 2),
    "after the new file is named": ("os.fsync", 4),
}


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
@pytest.mark.parametrize("stop", _STOPS)
def test_kill_9_leaves_one_whole_file_or_the_other(tmp_path: Path, stop: str) -> None:
    path = customers(tmp_path, [1, "A"])
    before = path.read_bytes()
    name, call = _STOPS[stop]
    prelude = f"""
        import os, signal
        real, calls = {name}, []
        def counted(*arguments):
            calls.append(1)
            if len(calls) == {call}:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments)
        {name} = counted
    """
    with _run(path, prelude) as child:
        answer, _ = child.communicate()
    assert (child.returncode, answer) == (-signal.SIGKILL, "")
    if stop.startswith("after"):
        assert [record.values["number"] for record in records(path)] == ["1", "2"]
    else:
        assert path.read_bytes() == before
    # The same draft, sent again by the next run, makes the one record there should be.
    assert create(path, name="B", number="2").state is OutcomeState.DONE
    assert [record.values["number"] for record in records(path)] == ["1", "2"]
    backups = [other for other in path.parent.iterdir() if other.name.endswith(".bak.xlsx")]
    assert [backup.read_bytes() for backup in backups] == [before]
