"""Canary tokens: not one hit in any file, on stdout, on stderr or among the arguments."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from urllib.parse import quote

from wizard.practice import Fault

from .conftest import Desk


def spellings(token: str) -> set[str]:
    inside = json.loads(base64.b64decode(token + "=" * (-len(token) % 4)))["token"]
    return {token, inside, quote(token, safe=""), token[:40]}


def test_no_key_is_ever_left_anywhere(desk: Desk, tmp_path: Path) -> None:
    canaries = spellings(desk.world.employee_token) | spellings(desk.world.consumer_token)
    said = []
    for broken in (False, True):
        if broken:
            desk.world.faults += [
                Fault("json_500", "customer", "GET", times=50),
                Fault("html_502", "whoAmI", "GET", times=50),
            ]
        for command in (
            ("check", desk.setup),
            ("check", desk.setup, "--json"),
            ("plan", desk.setup, "--out", desk.plan, "--questions", desk.folder / "q.xlsx"),
            ("sync", desk.setup, "--skip-questions", "--json"),
            ("runs", "--json"),
        ):
            found = desk.run(*command)
            said.append(found.out + found.err)
    desk.world.faults.clear()
    desk.world.revoke(desk.world.employee_token)
    said.append(desk.run("check", desk.setup, "--json").out)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.name == "wizard.log" for path in files)
    text = "\n".join(said)
    assert not [canary for canary in canaries if canary in text]
    for path in files:
        data = path.read_bytes()
        assert not [canary for canary in canaries if canary.encode() in data], path
    for _, path_and_query, _ in desk.world.requests:
        assert not [canary for canary in canaries if canary in path_and_query]


def test_session_tokens_are_not_left_either(desk: Desk, tmp_path: Path) -> None:
    assert desk.run("sync", desk.setup, "--skip-questions").code == 0
    for path in tmp_path.rglob("*"):
        if path.is_file() and path.suffix != ".xlsx":
            data = path.read_bytes()
            assert b"eyJ0b2tlbklkI" not in data, path


def test_own_files_are_for_this_user_only(desk: Desk) -> None:
    assert desk.run("plan", desk.setup, "--out", desk.plan).code == 3
    assert desk.run("sync", desk.setup, "--skip-questions").code == 0
    own = [path for path in (desk.folder / "home").rglob("*") if path.is_file()]
    assert own
    for path in (*own, desk.plan):
        assert path.stat().st_mode & 0o077 == 0, path
