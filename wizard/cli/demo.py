"""The demo: a first synk against the practice company, with nothing to install or to know."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from openpyxl import Workbook

from wizard.app import App
from wizard.cli import synk
from wizard.cli.frame import Answer
from wizard.documents.html import report_html
from wizard.documents.saving import save
from wizard.errors import Problem
from wizard.i18n import translate as _
from wizard.messages import say
from wizard.practice import Options, sample_register, seeded_world, serve

_SETUP = """version = 1
partner = "workbook"

[tripletex]
base_url = "{url}"

[partner_settings]
file = "{file}"
"""


class Window(Protocol):
    """The window, as far as the command line knows it."""

    def obstacle(self) -> Problem | None:
        """Why it cannot be opened here, or None."""
        ...

    def open(self, setup: Path | None, home: Path | None = None) -> int:
        """Open it, prefilled by a set-up file, and stay until it is closed; the exit code.

        With ``home`` everything it keeps lies in that folder, and the keys in memory.
        """
        ...


def demo(window: Window, *, headless: bool) -> Answer:
    """The window on the practice company, or without a screen the same steps unattended.

    Everything it writes lies in a new folder, which is named at the end and kept: the workbook,
    its backup, the set-up file and the report.
    """
    folder = Path(tempfile.mkdtemp(prefix="tripletex-kobling-demo-"))
    world = seeded_world(options=Options())
    write_workbook(folder / "register.xlsx", sample_register(world))
    obstacle = None if headless else window.obstacle()
    with serve(world) as server:
        setup = folder / "setup.toml"
        setup.write_text(_SETUP.format(url=server.url, file="register.xlsx"), encoding="utf-8")
        keys = {
            "TRIPLETEX_EMPLOYEE_TOKEN": world.employee_token,
            "TRIPLETEX_CONSUMER_TOKEN": world.consumer_token,
        }
        if headless or obstacle:
            return _unattended(setup, keys, obstacle)
        world.company.integrations_on = False  # so that switching it on is rehearsed too
        # what the environment gives of keys is replaced in memory, and no keyring is asked
        os.environ.update(keys)
        code = window.open(setup, folder)
    lies = _("The practice workbook lies in {folder}").format(folder=folder)
    return Answer({"folder": str(folder)}, (lies,), (), code)


def _unattended(setup: Path, keys: dict[str, str], obstacle: Problem | None) -> Answer:
    """A first synk from beginning to end; questions are left for a person to decide."""
    folder = setup.parent
    if obstacle:
        said = say(obstacle)
        sys.stderr.write(f"{said.message} {said.remedy}\n")
    rehearsal = App(environ=keys, state=folder / "state")
    try:
        found = synk.sync(rehearsal, setup, skip_questions=True)
        report = synk.result_of(rehearsal, str(found.body["run"]))
    finally:
        rehearsal.close()
    save(folder / "report.html", report_html(report).encode())
    after = _("The workbook, its backup and the report lie in {folder}").format(folder=folder)
    return Answer(
        {**found.body, "folder": str(folder)},
        (*found.text, after),
        found.problems,
        found.exit_code,
    )


def write_workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> None:
    """A workbook of these rows, as a partner's export would be; for this user only."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    workbook.save(path)
    os.chmod(path, 0o600)
