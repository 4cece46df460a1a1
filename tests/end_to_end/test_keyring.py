"""Keys from a real desktop keyring, unlocked and locked, on a message bus of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from .conftest import Desk

STORE_KEYS = """
import keyring, os
for name in ("EMPLOYEE", "CONSUMER"):
    user = f"{name.lower()}_token:{os.environ['TRIPLETEX_URL']}"
    keyring.set_password("tripletex-wizard", user, os.environ[f"CANARY_{name}"])
"""
UNLOCKED = """
printf unlocked | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
"$PYTHON" -c "$STORE_KEYS" && unset CANARY_EMPLOYEE CANARY_CONSUMER
"$PYTHON" -m wizard check setup.toml --json >answer.json
"""
LOCKED = '"$PYTHON" -m wizard check setup.toml --json >answer.json'


def in_session(desk: Desk, script: str, home: Path) -> tuple[int, dict[str, object], str]:
    """Run a script on a message bus of its own, with no key in the program's own variables."""
    environment = {
        name: value
        for name, value in desk.environ().items()
        if not name.startswith(("TRIPLETEX_EMPLOYEE", "TRIPLETEX_CONSUMER", "DBUS_", "XDG_"))
    }
    home.mkdir()
    environment |= {
        "HOME": str(home),
        "PYTHON": sys.executable,
        "STORE_KEYS": STORE_KEYS,
        "TRIPLETEX_URL": desk.url,
        "CANARY_EMPLOYEE": desk.world.employee_token,
        "CANARY_CONSUMER": desk.world.consumer_token,
    }
    # in a file: what the bus has started keeps a pipe open for as long as it likes
    said = home / "said.txt"
    with said.open("wb") as told:
        done = subprocess.run(
            ["dbus-run-session", "--", "sh", "-c", script],
            cwd=desk.folder,
            env=environment,
            stdout=told,
            stderr=told,
            timeout=60,
            check=False,
        )
    assert "Traceback" not in said.read_text(), said.read_text()
    answer = json.loads((desk.folder / "answer.json").read_text())
    return done.returncode, answer, said.read_text()


def test_keys_in_an_unlocked_keyring_are_used(desk: Desk, tmp_path: Path) -> None:
    code, found, said = in_session(desk, UNLOCKED, tmp_path / "unlocked")
    assert code == 0, said
    assert found["ok"] is True
    for path in (desk.folder / "home").rglob("*"):
        if path.is_file():
            assert desk.world.employee_token.encode() not in path.read_bytes()


def test_where_no_keyring_can_be_unlocked_the_way_out_is_named(desk: Desk, tmp_path: Path) -> None:
    code, found, _ = in_session(desk, LOCKED, tmp_path / "locked")
    assert code == 4
    problems = found["problems"]
    assert isinstance(problems, list)
    assert any("TRIPLETEX_EMPLOYEE_TOKEN" in one["remedy"] for one in problems), problems
