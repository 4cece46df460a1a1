"""What the repository says of itself: documents that fit the program, locks without addresses."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from wizard.cli.main import app
from wizard.errors import WizardError

ROOT = Path(__file__).resolve().parents[2]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_command_stands_in_the_readme() -> None:
    names = [command.callback.__name__ for command in app.registered_commands if command.callback]
    assert names
    readme = text("README.md")
    said = [name for name in names if f"`{name}`" in readme or f"tripletex-wizard {name}" in readme]
    assert said == names


def test_every_exit_code_stands_in_the_readme() -> None:
    codes = {error.exit_code for error in WizardError.__subclasses__()} | {0}
    readme = text("README.md").partition("exit codes say")[2]
    assert [code for code in codes if f"{code} " not in readme] == []


@pytest.mark.parametrize("lock", sorted(path.name for path in (ROOT / "locks").iterdir()))
def test_a_lock_holds_hashes_and_no_addresses(lock: str) -> None:
    lines = text(f"locks/{lock}").splitlines()
    pinned = [line for line in lines if "==" in line]
    assert len(pinned) > 20
    assert sum(line.strip().startswith("--hash=sha256:") for line in lines) >= len(pinned)
    assert not re.search(r"://|file:|@ ", text(f"locks/{lock}"))


def test_what_the_program_needs_is_locked() -> None:
    declared = re.findall(r'^    "([a-z0-9-]+)[>=;<]', text("pyproject.toml"), re.M | re.I)
    locked = text("locks/dev.txt").lower()
    assert [name for name in declared if f"\n{name.lower()}==" not in f"\n{locked}"] == []


def test_the_core_starts_without_a_network_or_a_window() -> None:
    code = "import sys, wizard.sync.engine; print([m for m in ('httpx', 'sqlalchemy', 'keyring')"
    code += " if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
