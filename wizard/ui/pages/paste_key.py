"""Page 4, «Lim inn nøkkel»: the key is tried at once, and the company confirmed by a person."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from wizard.documents.keyguide import recipe_of
from wizard.errors import Problem
from wizard.flow.answers import Audience, ChooseAnswers, CreateKeyAnswers, PasteKeyAnswers
from wizard.flow.journey import Fact, StepId
from wizard.flow.ports import Found
from wizard.flow.steps import Effect, company_confirmed
from wizard.i18n import translate as _
from wizard.tripletex.keydoctor import Cause, Diagnosis, causes, examine
from wizard.ui.background import Task
from wizard.ui.clipboard import KeyWatch
from wizard.ui.needs import needs_of
from wizard.ui.page import Notice, Page
from wizard.ui.voice import announce
from wizard.ui.widgets.causescard import CausesCard
from wizard.ui.widgets.companycard import CompanyCard
from wizard.ui.widgets.keyfield import KeyField
from wizard.ui.widgets.keyrefusals import BranchStrip, UnkeptStrip
from wizard.ui.widgets.needlist import NeedList
from wizard.ui.widgets.text import Text
from wizard.ui.words import when


class PasteKeyPage(Page):
    """A key goes from the field to the vault and nowhere else.

    It is held in memory while it is tried, and kept in the keyring only when the company it
    opened has been confirmed.
    """

    step = StepId.PASTE_KEY

    def build(self) -> None:
        self._watch = KeyWatch(self)
        self._watch.changed.connect(self._copied)
        self._taken = ""  # the key that was tried last, so that it is not tried again by itself
        self._confirmed: int | None = None
        self._causes: tuple[Cause, ...] = ()
        self.field, self._means, self._branch = KeyField(), CausesCard(), BranchStrip()
        self.company, self._unkept = CompanyCard(), UnkeptStrip()
        self._heading, self.needs = Text("heading"), NeedList()
        parts = (self._unkept, self.field, self._means, self._branch, self.company)
        for part in (*parts, self._heading, self.needs):
            self.body.addWidget(part)
        self.field.pasted.connect(self._take)
        self.field.edited.connect(self._edited)
        self.field.nothing.connect(lambda: self._tell(Problem("clipboard_empty")))
        self.company.again.clicked.connect(self._again)
        self.company.other.clicked.connect(self._another)
        self._unkept.used_once.connect(self._go_on)
        self._unkept.stopped.connect(self._another)
        self._branch.switched.connect(self._switch)
        self.changed.connect(self._show)  # what a resumed journey asks again comes from outside

    def retranslate(self) -> None:
        self.field.retranslate()
        self._unkept.retranslate()
        self._show()

    def title(self) -> str:
        return _("Paste the key you copied")

    def lead(self) -> str:
        return _(
            "The key is kept only in this machine's keyring – never in a file, a log or an e-mail."
        )

    def help(self) -> str:
        return _(
            "The key is tried at once: it asks Tripletex which company it opens, whose it is, and "
            "what it may do. Nothing is written. It is kept in the keyring when you have said that "
            "it is the right company. Line breaks, quotation marks and spaces do no harm. Where a "
            "right is missing, it can be given in Tripletex and checked again with the same key."
        )

    def show_answers(self) -> None:
        self._confirmed = self.desk.runner.journey.of(PasteKeyAnswers).company
        self._show()

    def entered(self) -> None:
        self._watch.start()
        self._copied()

    def left(self) -> None:
        self._watch.stop()
        self.field.clear()
        self._unkept.hide()

    def answers(self) -> PasteKeyAnswers:
        return PasteKeyAnswers(self._confirmed)

    def primary(self) -> str:
        if self._fact() is None:
            return _("Check the key")
        return _("Next") if self._is_confirmed() else _("Yes, the right company")

    @property
    def valid(self) -> bool:
        fact = self._fact()
        if fact is None:
            return bool(self.field.text().strip())
        return fact.check.company is not None and not self._of_other_branch()

    def proceed(self) -> None:
        if self._fact() is None:
            self._take()
        elif self._is_confirmed():
            self._go_on()
        else:
            self.work(
                lambda task: self.desk.keys().keep_key(self._base_url()),
                self._kept,
                saying=lambda: _("Keeping the key …"),
                failed=lambda problems: self._kept(problems[0]),
            )

    # trying a key

    def _copied(self) -> None:
        """A key came on the clipboard while nothing has been found yet: try it."""
        key = self._watch.key
        if key and key != self._taken and self._fact() is None and not self.busy:
            self.field.put(key)

    def _edited(self) -> None:
        if self._examined().key not in ("", self._taken):
            self._take()
        elif self.notice is not None:  # what was said of the text that stood there is over
            self.notice, self._causes = None, ()
            self._show()
        self.changed.emit()

    def _take(self) -> None:
        """Try what stands in the field, or say what is wrong with it."""
        if self.busy:
            return
        found = self._examined()
        if found.problem is not None:
            self._tell(found.problem)
        elif found.key:
            self._taken, self._confirmed = found.key, None
            self.desk.runner.unlearn(Effect.CHECK_KEY)
            self.field.line.setReadOnly(True)
            self._causes = ()
            self._show()
            self.work(
                lambda task: self.desk.keys().try_key(self._base_url(), found.key),
                lambda nothing: self._check(),
                saying=lambda: _("Trying the key …"),
                failed=self._refused,
            )

    def _again(self) -> None:
        if not self.busy:
            self._check()

    def _check(self) -> None:
        self.perform(
            Effect.CHECK_KEY,
            then=self._opened,
            saying=lambda: _("Asking Tripletex what the key opens …"),
            failed=self._refused,
        )

    def _opened(self, found: Found) -> None:
        self.notice = None
        self._settle()
        announce(self, f"{_('The key works')}. {self.company.accessibleName()}")

    def _refused(self, problems: tuple[Problem, ...]) -> None:
        if self._fact() is not None:
            self.desk.runner.unlearn(Effect.CHECK_KEY)
        self.notice = Notice(problems[0], self._check)
        self._settle(causes(self._examined().shape, problems[0].code))

    def _settle(self, means: tuple[Cause, ...] = ()) -> None:
        self.field.line.setReadOnly(False)
        self._causes = means
        self._show()
        self.changed.emit()

    def _examined(self) -> Diagnosis:
        profile = self.desk.profile
        recipes = profile.keys if profile else ()
        names = [name for one in recipes for name in (one.application_name, one.key_name) if name]
        return examine(self.field.text(), names)

    def _tell(self, problem: Problem) -> None:
        self.notice = Notice(problem)
        self.changed.emit()

    # confirming the company, and keeping its key

    def _kept(self, problem: Problem | None) -> None:
        if problem is None:
            self._go_on()
        else:
            self._unkept.show_problem(problem)
            self.changed.emit()

    def _go_on(self) -> None:
        fact = self._fact()
        company = fact.check.company if fact else None
        self._confirmed = company.id if company else None
        self.keep()
        self.advanced.emit()

    def _another(self) -> None:
        """It was the wrong company, or the key is not to be used: forget it, and begin again."""
        self._confirmed, self.notice = None, None
        self._unkept.hide()
        self.desk.runner.unlearn(Effect.CHECK_KEY)
        self.keep()
        self.field.clear()
        self.field.line.setFocus()
        # not «work», which would make the page busy: another key can be pasted meanwhile
        forget = Task(lambda task: self.desk.keys().drop_key(self._base_url()))
        forget.failed.connect(lambda problems: self._tell(problems[0]))
        self.desk.connection.start(forget)
        self._show()
        self.changed.emit()

    def _switch(self) -> None:
        """Go on along the other branch from here, with the key that is held."""
        journey = self.desk.runner.journey
        other = Audience.COMPANY if journey.office else Audience.OFFICE
        self.desk.runner.answer(replace(journey.of(ChooseAnswers), audience=other))
        self._show()
        self.changed.emit()

    # showing

    def _fact(self) -> Fact | None:
        return self.desk.runner.journey.facts.key

    def _is_confirmed(self) -> bool:
        return not company_confirmed(self.desk.runner.journey.answered(self.answers()))

    def _of_other_branch(self) -> bool:
        codes = {one.code for one in company_confirmed(self.desk.runner.journey)}
        return bool(codes & {"step_key_of_office", "step_key_not_offices"})

    def _base_url(self) -> str:
        return self.desk.runner.journey.of(ChooseAnswers).base_url

    def _host(self) -> str:
        return urlsplit(self._base_url()).hostname or ""

    def _show(self) -> None:
        fact, profile = self._fact(), self.desk.profile
        way = self.desk.runner.journey.of(CreateKeyAnswers).way
        application = recipe_of(profile, way).application_name if profile else ""
        self._means.say(self._causes, application=application, host=self._host())
        self._branch.setVisible(fact is not None and self._of_other_branch())
        possible = profile is not None and "office" in profile.audiences
        self._branch.offer(office=self.desk.runner.journey.office, possible=possible)
        for part in (self.company, self._heading, self.needs):
            part.setVisible(fact is not None)
        if fact is None:
            return
        now = self.desk.runner.clock.now()
        checked = _("Checked at {host} {when}").format(host=self._host(), when=when(fact.at, now))
        other = self._of_other_branch()
        self.company.say(fact.check, checked, confirmed=self._is_confirmed(), asks=not other)
        self._heading.setText(_("What {partner} needs").format(partner=self.desk.partner))
        # an office's key has its rights at the clients, and is checked there
        asked = not other and not self.desk.runner.journey.office
        needs = needs_of(fact.check, profile) if asked else ()
        self.needs.show_needs(needs)
        self._heading.setVisible(bool(needs))
        self.needs.setVisible(bool(needs))
