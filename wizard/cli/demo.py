"""The demo: a whole first synk against the practice company, with nothing to install or to know."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

from wizard.app import App
from wizard.cli import synk
from wizard.cli.frame import Answer
from wizard.documents.html import report_html
from wizard.documents.saving import save
from wizard.i18n import translate as _
from wizard.practice import Options, sample_register, seeded_world, serve

_SETUP = """version = 1
partner = "workbook"

[tripletex]
base_url = "{url}"

[partner_settings]
file = "{file}"
"""


def demo(app: App, *, headless: bool) -> Answer:
    """A first synk from beginning to end; questions are left for a person to decide.

    Everything it writes lies in a new folder, which is named at the end and kept: the workbook,
    its backup, the set-up file and the report.
    """
    folder = Path(tempfile.mkdtemp(prefix="tripletex-kobling-demo-"))
    world = seeded_world(options=Options())
    write_workbook(folder / "register.xlsx", sample_register(world))
    with serve(world) as server:
        setup = folder / "setup.toml"
        setup.write_text(_SETUP.format(url=server.url, file="register.xlsx"), encoding="utf-8")
        environment = {
            "TRIPLETEX_EMPLOYEE_TOKEN": world.employee_token,
            "TRIPLETEX_CONSUMER_TOKEN": world.consumer_token,
        }
        rehearsal = App(environ=environment, state=folder / "state")
        try:
            found = synk.sync(rehearsal, setup, skip_questions=True)
            report = synk.result_of(rehearsal, str(found.body["run"]))
        finally:
            rehearsal.close()
    save(folder / "report.html", report_html(report).encode())
    before = (
        []
        if headless
        else [_("This is the demo without a window, «tripletex-wizard demo --headless».")]
    )
    after = _("The workbook, its backup and the report lie in {folder}").format(folder=folder)
    return Answer(
        {**found.body, "folder": str(folder)},
        (*before, *found.text, after),
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
