"""Templates of an office's answers: keep them by name, use one, write one to a file, read one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from wizard.documents.templates import (
    read_template,
    template_of,
    template_text,
    write_template,
)
from wizard.flow.answers import ClientDifferencesAnswers
from wizard.flow.brief import Template
from wizard.flow.setupfile import setup_of
from wizard.i18n import translate as _
from wizard.ui.page import Page
from wizard.ui.theme import SPACE
from wizard.ui.voice import announce
from wizard.ui.widgets.buttons import Button
from wizard.ui.widgets.filterbutton import FilterButton
from wizard.ui.widgets.flow import Flow
from wizard.ui.widgets.text import Text

_TABLES = ("decisions",)
"""What a template of the window holds besides the answers: files differ from office to office."""


class TemplateBar(QWidget):
    """``taken`` comes with the answers of a template that somebody uses."""

    taken = Signal(object)

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._head = Text("soft", wraps=False)
        self.use, self.name, self.keep = FilterButton(), QLineEdit(), Button()
        self.write, self.read = Button("link"), Button("link")
        self.name.setFixedWidth(180)
        self.name.setMaxLength(100)
        row = Flow()
        for widget in (self._head, self.use, self.name, self.keep, self.write, self.read):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[0])
        column.addWidget(row)
        self._names: tuple[str, ...] = ()
        self.use.chosen.connect(self._use)
        self.keep.clicked.connect(self._keep)
        self.write.clicked.connect(self._ask_where)
        self.read.clicked.connect(self._ask_which)
        self.name.textChanged.connect(lambda _: self._able())

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._head.setText(_("Template"))
        self.name.setPlaceholderText(_("Name of the template"))
        self.name.setAccessibleName(_("Name of the template"))
        self.keep.setText(_("Keep the answers"))
        self.write.setText(_("Write to a file"))
        self.read.setText(_("Read a file"))
        self._offer()
        self._able()

    def load(self) -> None:
        """Read which templates there are."""
        templates = self._page.desk.templates
        self._work(lambda: tuple(name for name, _ in templates().names()), self._known)

    def template(self) -> Template:
        """The answers as they stand, as a template."""
        runner = self._page.desk.runner
        said = runner.journey.of(ClientDifferencesAnswers)
        setup = setup_of(runner.journey)
        return Template(
            self.name.text().strip() or said.template or _("Our answers"),
            setup["partner"],
            {name: setup[name] for name in _TABLES if setup.get(name)},
            tuple(one for one in said.office if not one.company),
        )

    def save_to(self, path: Path) -> None:
        """Write the answers to a file that a colleague can read."""
        made = self.template()
        self._work(
            lambda: write_template(path, made),
            lambda nothing: announce(self, _("Saved as {file}").format(file=path.name)),
        )

    def read_from(self, path: Path) -> None:
        """Use the template of a file, and keep it."""

        def read() -> Template:
            found = read_template(path)
            self._store(found)
            return found

        self._work(read, self._taken)

    def _keep(self) -> None:
        made = self.template()
        self._work(lambda: self._store(made), lambda nothing: self._kept(made.name))

    def _kept(self, name: str) -> None:
        announce(self, _("Kept as {name}.").format(name=name))
        self.load()

    def _use(self, name: str | None) -> None:
        if name is None:
            return
        templates = self._page.desk.templates
        self._work(lambda: template_of(templates().load(name), name), self._taken)

    def _taken(self, template: Template) -> None:
        self.name.setText(template.name)
        self.taken.emit(ClientDifferencesAnswers(template.answers, {}, template.name))
        self.load()

    def _store(self, template: Template) -> None:
        self._page.desk.templates().save(template.name, template.partner, template_text(template))

    def _known(self, names: tuple[str, ...]) -> None:
        self._names = names
        self._offer()

    def _offer(self) -> None:
        said = self._page.desk.runner.journey.of(ClientDifferencesAnswers)
        self.use.offer(_("Use"), _("none"), [(one, one) for one in self._names], said.template)
        self.use.setVisible(bool(self._names))

    def _able(self) -> None:
        self.keep.setEnabled(bool(self.name.text().strip()))

    def _work(self, do: Callable[[], object], then: Callable[..., object]) -> None:
        self._page.work(lambda task: do(), then, saying=lambda: _("Keeping the template …"))

    def _ask_where(self) -> None:
        suggested = f"{self.template().name}.toml"
        name, _filter = QFileDialog.getSaveFileName(
            self, self.write.text(), suggested, _("Templates (*.toml)")
        )
        if name:
            self.save_to(Path(name))

    def _ask_which(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(
            self, self.read.text(), "", _("Templates (*.toml)")
        )
        if name:
            self.read_from(Path(name))
