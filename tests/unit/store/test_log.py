"""The log file: complete, private, redacted, and never a reason to stop."""

from __future__ import annotations

import logging
import re
import resource
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from wizard.store.log import Log, start_log

CANARY = "tlxr_canary"
LOGGER = logging.getLogger("wizard.tripletex.client")


def _redact(text: str) -> str:
    return text.replace(CANARY, "•••")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    log = start_log(tmp_path / "logs", _redact)
    yield log
    log.close()


def _lines(folder: Path) -> list[str]:
    return (folder / "logs" / "wizard.log").read_text(encoding="utf-8").splitlines()


@pytest.mark.usefixtures("log")
def test_a_line_says_when_in_utc_how_grave_where_and_what(tmp_path: Path) -> None:
    LOGGER.info("Avdeling «%s» er %s", "Ås", "ny")
    (line,) = _lines(tmp_path)
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00 INFO wizard\.tripletex\.", line)
    assert line.endswith("Avdeling «Ås» er ny")


@pytest.mark.usefixtures("log")
def test_no_secret_reaches_the_file_by_any_way(tmp_path: Path) -> None:
    LOGGER.info("in the message %s", f"an argument {CANARY}")
    LOGGER.info(CANARY)
    try:
        raise ValueError(CANARY) from KeyError(CANARY)
    except ValueError:
        LOGGER.exception("failed")
    text = "\n".join(_lines(tmp_path))
    assert text.count("•••") >= 4
    assert CANARY not in text


@pytest.mark.usefixtures("log")
def test_only_the_programs_own_lines_are_logged(tmp_path: Path) -> None:
    logging.getLogger("httpx").error("not ours")
    LOGGER.debug("too fine")
    assert _lines(tmp_path) == []


def test_five_private_files_of_a_megabyte_are_kept(log: Log, tmp_path: Path) -> None:
    for _ in range(70):
        LOGGER.info("x" * 100_000)
    files = list((tmp_path / "logs").iterdir())
    assert len(files) == 5
    assert all(path.stat().st_size <= 1_000_000 for path in files)
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert stat.S_IMODE((tmp_path / "logs").stat().st_mode) == 0o700
    assert log.problem is None


def test_closing_leaves_no_handler_and_a_new_log_goes_on_in_the_same_file(tmp_path: Path) -> None:
    before = logging.getLogger("wizard").handlers[:]
    for text in ("one", "two"):
        log = start_log(tmp_path / "logs", _redact)
        LOGGER.info(text)
        log.close()
    LOGGER.info("three")
    assert [line[-3:] for line in _lines(tmp_path)] == ["one", "two"]
    assert logging.getLogger("wizard").handlers == before


def test_a_folder_that_cannot_be_written_is_said_and_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "logs").write_text("", encoding="utf-8")
    log = start_log(tmp_path / "logs", _redact)
    LOGGER.warning("into nothing")
    log.close()

    assert log.problem is not None
    assert log.problem.code == "store.log_unwritable"
    assert capsys.readouterr().err == ""


def test_a_disk_that_fails_later_is_said_and_stops_nothing(tmp_path: Path) -> None:
    log = start_log(tmp_path / "logs", _redact)
    LOGGER.info("one")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        LOGGER.info("x" * 1000)
        log.close()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert log.problem is not None
    assert log.problem.code == "store.log_unwritable"
    assert log.problem.params == {"place": str(tmp_path / "logs" / "wizard.log")}


@pytest.mark.usefixtures("log")
def test_a_log_call_that_does_not_fit_its_message_is_a_defect() -> None:
    with pytest.raises(TypeError):
        LOGGER.info("%s and %s", "one")  # noqa: PLE1206 - what is tested
