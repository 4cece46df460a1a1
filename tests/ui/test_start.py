"""The program itself: with a screen, without one, and started twice."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.conftest import MakeWindow
from ui.desks import Journeys, journey_at

from wizard.flow.journey import StepId
from wizard.ui.habits import Habits
from wizard.ui.look import Appearance
from wizard.ui.single import SingleInstance

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts the program with a home of its own; whatever is left is ended."""
    started: list[subprocess.Popen[str]] = []

    def run(*arguments: str, **environment: str | None) -> subprocess.Popen[str]:
        given = {**os.environ, "LANG": "C.UTF-8", "TRIPLETEX_WIZARD_HOME": str(tmp_path)}
        given |= {name: value for name, value in environment.items() if value is not None}
        for name in (name for name, value in environment.items() if value is None):
            given.pop(name, None)
        process = subprocess.Popen(
            [sys.executable, "-m", "wizard", *arguments],
            env=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield run
    for process in started:
        process.terminate()
        process.communicate(timeout=20)


@pytest.fixture
def instance(qapp: QApplication) -> Iterator[Callable[[Path], SingleInstance]]:
    """Makes instances that live as long as the test."""
    made: list[SingleInstance] = []

    def make(folder: Path) -> SingleInstance:
        made.append(SingleInstance(folder, qapp))
        return made[-1]

    yield make
    for one in made:
        one.close()
        one.deleteLater()


def test_without_a_screen_one_line_says_so(start: Start) -> None:
    process = start(DISPLAY=None, WAYLAND_DISPLAY=None, QT_QPA_PLATFORM=None)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 2
    assert out == ""
    assert err == (
        "There is no screen to open the window on. Run «tripletex-wizard demo --headless» to see "
        "a first synk without one.\n"
    )


@pytest.mark.parametrize("arguments", [(), ("--setup", "setup.toml")])
def test_a_screen_that_does_not_answer_is_one_line_as_well(
    start: Start, arguments: tuple[str, ...]
) -> None:
    process = start(*arguments, DISPLAY=":4711", WAYLAND_DISPLAY=None, LANG="nb_NO.UTF-8")
    _out, err = process.communicate(timeout=30)
    assert process.returncode == 2
    assert err.count("\n") == 1
    assert err.startswith("Det er ingen skjerm å åpne vinduet på.")


def test_without_fonts_one_line_says_so(start: Start, tmp_path: Path) -> None:
    nothing = tmp_path / "fonts.conf"
    nothing.write_text("<fontconfig/>")
    process = start(QT_QPA_PLATFORM="offscreen", FONTCONFIG_FILE=str(nothing))
    _out, err = process.communicate(timeout=30)
    assert process.returncode == 2
    assert err.splitlines()[-1].startswith("The window cannot show any text")


def test_a_second_start_ends_and_brings_the_first_to_front(
    start: Start, instance: Callable[[Path], SingleInstance], tmp_path: Path, qtbot: QtBot
) -> None:
    first = start()
    caller = instance(tmp_path / "config")
    qtbot.waitUntil(lambda: caller.call_first("") or first.poll() is not None, timeout=20_000)
    assert first.poll() is None
    second = start()
    _out, err = second.communicate(timeout=20)
    assert (second.returncode, err) == (0, "")
    assert first.poll() is None


def test_the_first_instance_hears_the_file_a_second_one_names(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert not second.call_first("")
    first.answer()
    with qtbot.waitSignal(first.called) as called:
        assert second.call_first("/tmp/oppsett æøå.toml")
    assert called.args == ["/tmp/oppsett æøå.toml"]


def test_homes_do_not_know_each_other(
    instance: Callable[[Path], SingleInstance], tmp_path: Path
) -> None:
    instance(tmp_path / "one").answer()
    assert not instance(tmp_path / "two").call_first("")


def test_habits_survive_and_damage_is_forgiven(tmp_path: Path) -> None:
    habits = Habits(tmp_path)
    assert (habits.language, habits.appearance) == ("", Appearance.SYSTEM)
    habits.language, habits.appearance = "en", Appearance.DARK
    habits.place = QByteArray(b"somewhere")
    again = Habits(tmp_path)
    assert (again.language, again.appearance) == ("en", Appearance.DARK)
    assert again.place == QByteArray(b"somewhere")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "window.ini").write_text("[General]\nlanguage=xx\nappearance=pink\n")
    other = Habits(tmp_path / "other")
    assert (other.language, other.appearance) == ("", Appearance.SYSTEM)


def test_the_place_of_the_window_is_kept(qtbot: QtBot, make_window: MakeWindow) -> None:
    first = make_window(journeys=Journeys(journey_at(StepId.CHOOSE)))
    first.window().resize(1000, 600)
    qtbot.waitUntil(lambda: first.width() == 1000)
    first.window().close()
    second = make_window()
    assert (second.width(), second.height()) == (1000, 600)


def test_the_demo_opens_the_window_on_the_practice_company(
    start: Start, tmp_path: Path, qtbot: QtBot
) -> None:
    demo = start("demo", TMPDIR=str(tmp_path))
    opened = (
        "tripletex-kobling-demo-*/state/store.sqlite3"  # which the window reads, once it stands
    )
    qtbot.waitUntil(
        lambda: bool(list(tmp_path.glob(opened))) or demo.poll() is not None, timeout=30_000
    )
    assert demo.poll() is None
    [home] = tmp_path.glob("tripletex-kobling-demo-*")
    assert (home / "register.xlsx").exists()
    assert "eyJ" not in (home / "setup.toml").read_text(encoding="utf-8")


def test_the_demo_without_a_screen_says_so_in_one_line_and_runs(
    start: Start, tmp_path: Path
) -> None:
    nowhere = {"DISPLAY": None, "WAYLAND_DISPLAY": None, "QT_QPA_PLATFORM": None}
    demo = start("demo", "--json", TMPDIR=str(tmp_path), **nowhere)
    out, err = demo.communicate(timeout=60)
    assert demo.returncode == 0
    line = err.splitlines()[0]
    assert line.startswith("There is no screen to open the window on.")
    assert "«tripletex-wizard demo --headless»" in line
    assert '"run":' in out
