"""What the package says of the program agrees with the program."""

from __future__ import annotations

import os
import re
import runpy
import subprocess
import tomllib
from configparser import ConfigParser
from pathlib import Path

import pytest

from wizard.i18n import translate

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pins(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", text(f"locks/{lock}"), re.M | re.I))


def test_what_is_packed_is_what_is_locked_for_running() -> None:
    packed, run = pins("package.txt"), pins("run.txt")
    assert run
    assert {name: packed.get(name) for name in run} == run


def test_the_desktop_file_is_the_one_the_window_names() -> None:
    named = re.search(r'setDesktopFileName\("(.+?)"\)', text("wizard/ui/start.py"))
    assert named
    desktop = ConfigParser(interpolation=None)
    desktop.read_string(text(f"packaging/{named[1]}.desktop"))
    entry = desktop["Desktop Entry"]
    assert entry["Exec"] in PROJECT["scripts"]
    assert entry["StartupWMClass"] == named[1]
    assert (ROOT / "resources" / f"{entry['Icon']}.svg").is_file()
    assert entry["Name"] == "Tripletex connection"
    assert entry["Name[nb]"] == translate("Tripletex connection", "nb")


def test_the_control_file_has_a_value_for_every_place_in_it() -> None:
    control = text("packaging/control")
    assert f"Package: {PROJECT['name']}\n" in control
    places = set(re.findall(r"@[A-Z]+@", control))
    assert places == set(re.findall(r"s/(@[A-Z]+@)/", text("packaging/deb")))
    assert len(places) == 4


def test_the_window_uses_nothing_of_qt_that_is_left_out() -> None:
    left_out = re.compile(
        r"\b(TranslationsPath|QNetworkAccess\w+|QSsl\w*|QtQml|QtQuick\w*|QMovie)\b"
    )
    used = {
        path.name: found[0]
        for path in (ROOT / "wizard").rglob("*.py")
        if (found := left_out.search(path.read_text(encoding="utf-8")))
    }
    assert used == {}


@pytest.mark.parametrize("before", [None, "/opt/lib"])
def test_what_the_program_starts_finds_its_own_libraries(
    monkeypatch: pytest.MonkeyPatch, before: str | None
) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/usr/lib/tripletex-wizard/_internal")
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG", raising=False)
    if before is not None:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)
    runpy.run_path(str(ROOT / "packaging" / "surroundings.py"))
    assert os.environ.get("LD_LIBRARY_PATH") == before
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ


@pytest.mark.parametrize("script", ["deb", "smoke", "smoke-inside"])
def test_a_script_can_be_read_by_its_shell(script: str) -> None:
    path = ROOT / "packaging" / script
    shell = text(f"packaging/{script}").splitlines()[0].removeprefix("#!")
    assert os.access(path, os.X_OK)
    subprocess.run([shell, "-n", str(path)], check=True)
