"""«Gjennomgang»: where somebody else approves the plan before anything is written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from wizard.documents.approval import approval_letter
from wizard.flow.answers import PlanAnswers
from wizard.i18n import current
from wizard.i18n import translate as _
from wizard.model.plan import SyncPlan
from wizard.profiles.profile import Review
from wizard.ui import aside
from wizard.ui.page import Page
from wizard.ui.voice import announce
from wizard.ui.widgets.strip import Strip


class Approval(QWidget):
    """Belongs to a page; there is nothing of it where the profile demands no review."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._plan: SyncPlan | None = None
        self._copied = False  # the letter about this very plan lies on the clipboard
        self._strip, self.tick = Strip("warn"), QCheckBox()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._strip)
        self._strip.column.addWidget(self.tick)
        self.tick.toggled.connect(lambda _: page.changed.emit())
        self.hide()

    @property
    def to_send(self) -> bool:
        """Whether this very plan has yet to be sent to whoever reviews it."""
        sent = self._page.desk.runner.journey.of(PlanAnswers).sent
        return bool(self._review and self._plan and sent != self._plan.fingerprint)

    @property
    def given(self) -> bool:
        """Whether the plan is approved, or needs nobody's approval."""
        return self._review is None or (self.tick.isChecked() and not self.to_send)

    def show_plan(self, plan: SyncPlan) -> None:
        """Be about this plan; another one has not been approved."""
        if self._plan and plan.fingerprint != self._plan.fingerprint:
            self.tick.setChecked(False)
            self._copied = False
        self._plan = plan
        review = self._review
        self.setVisible(review is not None)
        if review is None:
            return
        who = review.who.said(current())
        title = _("{who} goes through it first") if self.to_send else _("Review: {who} has it now")
        self._strip.look("warn" if self.to_send else "info")
        copied = _("The e-mail is copied. Paste it, and attach the file.")
        text = review.sentence.said(current())
        self._strip.say(title.format(who=who), f"{copied} {text}" if self._copied else text)
        self.tick.setVisible(not self.to_send)
        self.tick.setText(_("{who} has approved this plan").format(who=who))
        self.tick.setAccessibleName(self.tick.text())
        self.tick.setAccessibleDescription(_("Where the plan changes, it is sent anew."))

    def send(self, path: Path) -> None:
        """Write the plan, and have the e-mail ready to be pasted; then it waits for approval."""
        plan, review = self._plan, self._review
        if plan is None or review is None:
            return
        letter = approval_letter(plan, review.who.said(current()), path.name)
        self._page.work(
            lambda task: aside.write_plan(path, plan),
            lambda nothing: self._sent(plan, letter),
            saying=lambda: _("Writing the Excel file …"),
            lane=self._page.desk.disk,
        )

    def _sent(self, plan: SyncPlan, letter: str) -> None:
        desk = self._page.desk
        desk.copy(letter)
        self._copied = True
        desk.runner.answer(replace(desk.runner.journey.of(PlanAnswers), sent=plan.fingerprint))
        self.show_plan(plan)
        announce(self, self._strip.accessibleName())

    @property
    def _review(self) -> Review | None:
        profile = self._page.desk.profile
        return profile.review if profile else None
