"""What a person does in the partner's own system, and what the partner has to be sent."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wizard.i18n import current
from wizard.i18n import translate as _
from wizard.model.connection import Company
from wizard.profiles.profile import Profile
from wizard.ui.desk import Desk
from wizard.ui.theme import SPACE
from wizard.ui.widgets.buttons import Button
from wizard.ui.widgets.cards import Card
from wizard.ui.widgets.guide import GuideStep
from wizard.ui.widgets.keyguide import emptied
from wizard.ui.widgets.text import Text


class PartnerGuide(Card):
    """Folded where it is beside the matter, open where it is all there is to do."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._mail = ""
        head = QHBoxLayout()
        self._title, self.more = Text("strong"), Button("link")
        self.more.setCheckable(True)
        head.addWidget(self._title, 1)
        head.addWidget(self.more)
        self._inner = QWidget()
        self._rows = QVBoxLayout(self._inner)
        self._rows.setContentsMargins(0, SPACE[1], 0, 0)
        self._rows.setSpacing(SPACE[2])
        self.letter, self._how = Button("", "copy"), Text("soft")
        mail = QHBoxLayout()
        mail.setContentsMargins(0, SPACE[1], 0, 0)
        mail.setSpacing(SPACE[2])
        mail.addWidget(self.letter)
        mail.addWidget(self._how, 1)
        self._mail_row = QWidget()
        self._mail_row.setLayout(mail)
        self.column.addLayout(head)
        self.column.addWidget(self._inner)
        self.column.addWidget(self._mail_row)
        self.more.toggled.connect(self._opened)
        self.letter.clicked.connect(lambda: self._desk.copy(self._mail))

    def show_profile(self, profile: Profile, company: Company | None) -> None:
        """Show a partner's steps, what it needs, and its letter with the company's own words."""
        self._title.setText(_("What to do in {partner}").format(partner=profile.name))
        emptied(self._rows)
        for number, step in enumerate(profile.guide, start=1):
            guide = GuideStep(number)
            guide.say(step.text.said(current()), "")
            self._rows.addWidget(guide)
        for need in profile.needs:
            label = Text("soft")
            label.say(f"**{need.label.said(current())}.** {need.reason.said(current())}")
            self._rows.addWidget(label)
        if profile.letter:
            said = profile.letter.said(current())
            words = {
                "company": company.name if company else "…",
                "organization_number": company.organization_number if company else "…",
                "emails": "…",
                "name": "…",
            }
            self._mail = f"{said.subject.format_map(words)}\n\n{said.body.format_map(words)}"
            self.letter.setText(_("Copy the e-mail to {partner}").format(partner=profile.name))
            self._how.setText(profile.letter.key.said(current()))
        self._mail_row.setVisible(profile.letter is not None)
        self.more.setChecked(self.more.isChecked() or not profile.kinds)
        self.setVisible(bool(profile.guide or profile.needs))
        self._opened(self.more.isChecked())

    def _opened(self, on: bool) -> None:
        self._inner.setVisible(on)
        self.more.setText(_("Hide") if on else _("Show"))
        self.more.setAccessibleName(f"{self.more.text()}: {self._title.text()}")
