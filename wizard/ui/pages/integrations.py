"""Page 2, «Slå på Integrasjoner»: a drawn guide, a consent, and a task for who has the right."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from wizard.documents.errand import Errand, switch_on_integrations
from wizard.flow.answers import IntegrationsAnswers
from wizard.flow.journey import StepId
from wizard.i18n import translate as _
from wizard.ui.page import Page
from wizard.ui.theme import SPACE
from wizard.ui.widgets.flow import Columns
from wizard.ui.widgets.guide import Drawing, DrawnField, GuideStep
from wizard.ui.widgets.handoff import HandOff
from wizard.ui.widgets.opener import OpenTripletex
from wizard.ui.widgets.tick import Tick

_DRAWN = (("Lønn", "På"), ("Timeføring", "På"), ("Prosjekt", "På"))
_BELOW = ("Elektroniske bilag", "Av")
"""What the drawing shows besides, in Tripletex's own words, which are Norwegian everywhere."""


class IntegrationsPage(Page):
    """The program cannot see yet whether it is on; the key's check will."""

    step = StepId.INTEGRATIONS

    def build(self) -> None:
        columns = Columns(26)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(SPACE[3])
        right.setSpacing(SPACE[2] + 2)
        self._steps = [GuideStep(number) for number in (1, 2, 3)]
        for step in self._steps:
            left.addWidget(step)
        self._open = OpenTripletex(self)
        left.addWidget(self._open)
        self._hand_off = HandOff(self, self._errand)
        left.addWidget(self._hand_off)
        left.addStretch(1)
        self.consent = Tick()
        self.consent.box.toggled.connect(lambda on: self.changed.emit())
        right.addWidget(self._draw())
        right.addWidget(self.consent)
        right.addStretch(1)
        columns.add(left, 21)
        columns.add(right, 20)
        self.body.addWidget(columns)

    def retranslate(self) -> None:
        self._steps[0].say(_("Open the subscription"), "**Selskap › Mitt abonnement**")
        self._steps[1].say(
            _("Find «Aktive moduler og tilleggstjenester»"),
            _("The list stands at the foot of the page."),
        )
        self._steps[2].say(
            _("Switch on **Integrasjoner**"), _("Read the terms, and press **Aktiver**.")
        )
        self._open.retranslate()
        self.drawing.say(
            "Mitt abonnement",
            _("What it looks like in Tripletex"),
            _(
                "Drawing: the list of modules under Mitt abonnement. Step 3 points at the line "
                "Integrasjoner and its button Aktiver."
            ),
        )
        self._hand_off.retranslate(
            _("Do you lack the right?"),
            _(
                "It has to be done by an account or user administrator. Make a task that says "
                "exactly what is to be done. It holds no secrets."
            ),
        )
        self.consent.say(
            _("I have switched on Integrasjoner"), _("We check it when the key is pasted.")
        )

    def title(self) -> str:
        return _("Switch on Integrasjoner")

    def lead(self) -> str:
        if self.desk.runner.journey.office:
            return _(
                "It is switched on once, in the office's own Tripletex and not at each client. "
                "Without it the tab API-tilgang does not exist."
            )
        return _(
            "Without this service the tab API-tilgang does not exist. It is switched on once for "
            "the company, and takes the package Smart or higher."
        )

    def help(self) -> str:
        return _(
            "Integrasjoner is a service in Tripletex that lets other programs in with a key. It "
            "is switched on under **Selskap › Mitt abonnement** by an account or user "
            "administrator, and can be switched off there again. Nothing is connected by it alone."
        )

    def show_answers(self) -> None:
        said = self.desk.runner.journey.of(IntegrationsAnswers)
        self.consent.box.setChecked(said.switched_on)

    def answers(self) -> IntegrationsAnswers:
        return IntegrationsAnswers(self.consent.box.isChecked())

    def _draw(self) -> Drawing:
        self.drawing = Drawing()
        for name, state in _DRAWN:
            self._field(name, state)
        pointed = DrawnField(3)
        pointed.press()
        pointed.name.setText("Integrasjoner")
        pointed.value.setText("Aktiver")
        self.drawing.column.addWidget(pointed)
        self._field(*_BELOW)
        return self.drawing

    def _field(self, name: str, state: str) -> None:
        field = DrawnField()
        field.name.setText(name)
        field.value.setText(state)
        self.drawing.column.addWidget(field)

    def _errand(self) -> Errand:
        partner = self.desk.partner or _("another system")
        return switch_on_integrations(partner, self._open.address)
