"""«Gi klientene tilgang til nøkkelen»: who is expected, and who has let the office's key in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from wizard.documents.accessguide import give_access
from wizard.documents.clientlist import roster_in, roster_of
from wizard.documents.errand import Errand
from wizard.documents.keyguide import office_recipes
from wizard.errors import Problem
from wizard.flow.answers import ClientsAnswers, CreateKeyAnswers
from wizard.flow.journey import StepId
from wizard.flow.roster import Expected, Roster, missing
from wizard.flow.standing import ClientRow, Standing, client_rows
from wizard.i18n import translate as _
from wizard.messages import say
from wizard.model.batch import Access
from wizard.ui.page import Deed, Notice, Page
from wizard.ui.voice import announce
from wizard.ui.watching import ClientWatch
from wizard.ui.widgets.accessbar import AccessBar
from wizard.ui.widgets.accessguide import AccessGuide
from wizard.ui.widgets.clienttable import ClientTable
from wizard.ui.widgets.figures import Figure, Figures
from wizard.ui.widgets.strip import Strip

_NAMED = 20


class GiveAccessPage(Page):
    """The clients' access is watched while the page is in front, and only then."""

    step = StepId.GIVE_ACCESS

    def build(self) -> None:
        self._rows: tuple[ClientRow, ...] = ()
        self._known: set[str] | None = None
        self._wrong: tuple[Problem, ...] = ()
        self.watch = ClientWatch(self.desk, self)
        self.figures, self.bar, self._faulty = Figures(), AccessBar(), Strip("warn")
        self.guide = AccessGuide(self, self._errand)
        self.guide.hide()
        self.clients = ClientTable()
        for part in (self.figures, self.bar, self._faulty, self.guide):
            self.body.addWidget(part)
        self.body.addWidget(self.clients, 1000)
        self.watch.seen.connect(self._seen)
        self.watch.lost.connect(self._lost)
        self.bar.file.clicked.connect(self._ask_file)
        self.bar.paste.clicked.connect(self._paste)
        self.bar.copy.clicked.connect(self._copy_missing)
        self.bar.how.toggled.connect(self.guide.setVisible)
        self.clients.model.ticked.connect(self._tick)
        self.changed.connect(self.watch_if_front)

    def retranslate(self) -> None:
        self.guide.retranslate(self._key_name())
        self.clients.retranslate(self.desk.partner)
        self._say()

    def title(self) -> str:
        return _("Give the clients access to the key")

    def lead(self) -> str:
        named = self._key_name()
        key = f"«{named}»" if named else _("you made")
        return _(
            "In Tripletex: **Klient › Tilganger › Legg til API-nøkkel**. Choose the key {key}, an "
            "access template and the clients. We see by ourselves when they show up."
        ).format(key=key)

    def help(self) -> str:
        return _(
            "The office's key reaches no client before it has been let in there. It takes the "
            "right Brukeradministrator i klientkontoer. The list of clients is for you alone: it "
            "says who is missing, and is not sent anywhere. Space ticks a client, Ctrl and A all "
            "that are shown, Ctrl and F searches. Clients that come later can be added afterwards."
        )

    def primary(self) -> str:
        count = len(self._numbers())
        if count == 1:
            return _("Set up 1 client")
        return _("Set up {count} clients").format(count=count) if count else _("Set up clients")

    def show_answers(self) -> None:
        self.guide.retranslate(self._key_name())
        self._refresh()

    def entered(self) -> None:
        self._known = None
        self.watch_if_front()

    def left(self) -> None:
        self.watch.stop()

    def answers(self) -> ClientsAnswers:
        return replace(self._said(), numbers=self._numbers())

    def watch_if_front(self) -> None:
        """Watch, once the key has been checked in this process."""
        if self.isVisible() and not self.watch.on:
            self.watch.start()

    # the list of who is expected

    def take(self, path: Path) -> None:
        """Expect the clients of a file, in the place of those that were."""
        office = self._office()
        self.work(
            lambda task: roster_in(path, office),
            lambda roster: self._expect(roster, ()),
            saying=lambda: _("Reading the list of clients …"),
            lane=self.desk.disk,
            failed=self._unreadable,
        )

    def _ask_file(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(
            self, _("Get the list from Excel"), "", _("Lists (*.xlsx *.csv *.txt)")
        )
        if name:
            self.take(Path(name))

    def _paste(self) -> None:
        """Expect the clients on the clipboard, besides those that are expected already."""
        text, office = QGuiApplication.clipboard().text(), self._office()
        if not text.strip():
            self.notice = Notice(Problem("clipboard_empty"))
            self.changed.emit()
            return
        self.work(
            lambda task: roster_of(text, office),
            lambda roster: self._expect(roster, self._said().expected or ()),
            saying=lambda: _("Reading the list of clients …"),
            lane=self.desk.disk,
        )

    def _expect(self, roster: Roster, before: tuple[Expected, ...]) -> None:
        known = {one.number for one in before}
        expected = (*before, *(one for one in roster.expected if one.number not in known))
        self._wrong = roster.problems
        if expected:
            self.desk.runner.answer(replace(self._said(), expected=expected))
        self._refresh()
        announce(self, _("Clients in your list: {count}").format(count=len(expected)))

    def _unreadable(self, problems: tuple[Problem, ...]) -> None:
        self.notice = Notice(problems[0], self._ask_file, lambda: _("Choose another file"))

    def _copy_missing(self) -> None:
        numbers = missing(row.placed for row in self._rows)
        self.desk.copy("\n".join(numbers))
        announce(self, _("Organisation numbers copied: {count}").format(count=len(numbers)))

    def _tick(self, rows: list[ClientRow], on: bool) -> None:
        said, numbers = self._said(), {row.number for row in rows}
        doubtful = {
            row.number for row in rows if row.placed.access in (Access.UNEXPECTED, Access.TOO_FEW)
        }
        left, taken = set(said.left_out) - numbers, set(said.taken) - numbers
        if on:
            taken |= doubtful
        else:
            left |= numbers - doubtful
        self.desk.runner.answer(
            replace(said, left_out=tuple(sorted(left)), taken=tuple(sorted(taken)))
        )
        self._refresh()

    # what the watch sees

    def _seen(self) -> None:
        given = {one.organization_number for one in self.desk.runner.found.clients or ()}
        if self._known is not None and (new := given - self._known):
            self.clients.model.fresh |= new
            announce(self, _("Clients that have just given access: {count}").format(count=len(new)))
        self._known = given
        self.bar.seen(self.desk.runner.clock.now())
        self._refresh()

    def _lost(self, problems: tuple[Problem, ...]) -> None:
        self.bar.lost(say(problems[0]).message)

    # showing

    def _said(self) -> ClientsAnswers:
        return self.desk.runner.journey.of(ClientsAnswers)

    def _numbers(self) -> tuple[str, ...]:
        return tuple(row.number for row in self._rows if row.taken)

    def _office(self) -> str:
        fact = self.desk.runner.journey.facts.key
        company = fact.check.company if fact else None
        return company.organization_number if company else ""

    def _key_name(self) -> str:
        profile = self.desk.profile
        way = self.desk.runner.journey.of(CreateKeyAnswers).way
        recipes = office_recipes(profile) if profile else ()
        named = [one.key_name or one.application_name for one in recipes if one.way == way]
        return named[0] if named else ""

    def _refresh(self) -> None:
        runner = self.desk.runner
        self._rows = client_rows(runner.journey, runner.found)
        self.clients.put(self._rows)
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        given = sum(row.given for row in self._rows)
        waits = missing(row.placed for row in self._rows)
        done = sum(row.standing is Standing.SYNCED for row in self._rows)
        expected = self._said().expected
        listed = _("clients the key reaches") if expected is None else _("clients in your list")
        self.figures.say(
            (
                Figure(given if expected is None else len(expected), listed),
                Figure(given, _("have given access"), "tag-ok"),
                Figure(len(waits), _("wait for access"), "tag-warn"),
                Figure(done, _("are set up"), "tag-info"),
            )
        )
        self.bar.retranslate(len(waits))
        self._say_wrong()

    def _say_wrong(self) -> None:
        """The rows of the list that name no client, each with its number and its reason."""
        self._faulty.setVisible(bool(self._wrong))
        if self._wrong:
            said = [say(one) for one in self._wrong[:_NAMED]]
            lines = [f"{one.message} {one.remedy}" for one in said]
            if len(self._wrong) > _NAMED:
                lines.append(_("… and {count} more").format(count=len(self._wrong) - _NAMED))
            head = _("Rows of the list that name no client: {count}").format(count=len(self._wrong))
            self._faulty.say(
                head,
                lines[0],
                (Deed(_("Hide"), self._forget_wrong, look="link"),),
                detail="\n".join(lines[1:]),
            )

    def _forget_wrong(self) -> None:
        self._wrong = ()
        self._say_wrong()

    def _errand(self) -> Errand:
        numbers = missing(row.placed for row in self._rows)
        return give_access(self.guide.address, self._key_name(), numbers)
