"""The templates command: what an office keeps, read from a file and written to one."""

from __future__ import annotations

from pathlib import Path

from wizard.app import App
from wizard.cli.frame import Answer
from wizard.documents.templates import (
    read_template,
    template_of,
    template_text,
    write_template,
)
from wizard.errors import Problem, UsageError
from wizard.i18n import translate as _


def templates(app: App, *, read: Path | None, name: str | None, out: Path | None) -> Answer:
    """Keep the template of a file, write one to a file, or list them all."""
    store = app.store.templates
    lines: tuple[str, ...] = ()
    if read is not None:
        made = read_template(read)
        store.save(made.name, made.partner, template_text(made))
        lines = (_("Kept as {name}.").format(name=made.name),)
    if name is not None:
        if out is None:
            raise UsageError(Problem("template_no_file"))
        write_template(out, template_of(store.load(name), name))
        lines = (*lines, _("Written: {path}").format(path=out))
    found = store.names()
    body = [{"name": one, "partner": partner} for one, partner in found]
    return Answer({"templates": body}, lines or tuple(f"{one}  ({p})" for one, p in found))
