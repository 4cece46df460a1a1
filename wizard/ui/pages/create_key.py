"""Page 3, «Lag nøkkel»: the profile's way to the key, step by step beside a drawing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout

from wizard.documents.errand import Errand, make_key
from wizard.documents.keyguide import (
    KeyStep,
    asked_rights,
    drawing_name,
    key_steps,
    least_rights,
    office_recipes,
    unused_fields,
)
from wizard.flow.answers import ConnectPartnerAnswers, CreateKeyAnswers
from wizard.flow.journey import StepId
from wizard.i18n import mark
from wizard.i18n import translate as _
from wizard.profiles.profile import KeyRecipe, KeyWay
from wizard.ui.clipboard import KeyWatch
from wizard.ui.page import Deed, Page
from wizard.ui.theme import SPACE
from wizard.ui.voice import announce
from wizard.ui.widgets.flow import Columns, Flow
from wizard.ui.widgets.handoff import HandOff
from wizard.ui.widgets.keyguide import KeyDrawing, KeySteps
from wizard.ui.widgets.opener import OpenTripletex
from wizard.ui.widgets.rightscard import RightsCard
from wizard.ui.widgets.strip import Strip

_WAYS = {
    KeyWay.CUSTOM: mark("Make it yourself («Tilpasset oppsett»)"),
    KeyWay.LIST: mark("Choose it in the list"),
    KeyWay.MARKETPLACE: mark("From the menu Integrasjoner"),
}


class CreateKeyPage(Page):
    """The key itself never comes here: the page only sees that one lies on the clipboard."""

    step = StepId.CREATE_KEY

    def build(self) -> None:
        self._watch = KeyWatch(self)
        self._watch.changed.connect(self._noticed)
        self._seen = Strip("ok")
        self._ways = QButtonGroup(self)
        self._ways.buttonClicked.connect(lambda _: self._show_guide())
        self._way_row = Flow(SPACE[4])
        columns = Columns(26)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(SPACE[3])
        right.setSpacing(SPACE[3])
        self.steps, self.drawing = KeySteps(self.desk.copy), KeyDrawing()
        self._open, self.rights = OpenTripletex(self), RightsCard()
        self._no_tab = Strip("warn")
        self.hand_off = HandOff(self, self._errand)
        self.hand_off.hide()
        left.addWidget(self.steps)
        left.addWidget(self._open)
        left.addWidget(self.rights)
        right.addWidget(self.drawing)
        right.addWidget(self._no_tab)
        right.addWidget(self.hand_off)
        left.addStretch(1)
        right.addStretch(1)
        columns.add(left, 20)
        columns.add(right, 21)
        self.body.addWidget(self._seen)
        self.body.addWidget(self._way_row)
        self.body.addWidget(columns)

    def retranslate(self) -> None:
        self._open.retranslate()
        self.hand_off.retranslate(
            _("Somebody else has to make the key?"),
            _(
                "Make a task that says exactly what is to be done. It holds no secrets, and asks "
                "that the key is handed over in person."
            ),
        )
        self._say_no_tab()
        self._say_seen()
        self._show_guide()

    def title(self) -> str:
        if self.desk.runner.journey.office:
            return _("Make the office's key in Tripletex")
        return _("Make the key in Tripletex")

    def lead(self) -> str:
        if self.desk.runner.journey.office:
            return _(
                "Do this in the office's own Tripletex. It takes the right **Brukeradministrator i "
                "klientkontoer**. We notice by ourselves when the key is on the clipboard."
            )
        return _("Do this in the browser. We notice by ourselves when the key is on the clipboard.")

    def help(self) -> str:
        return _(
            "A key lets one program into one company, with the rights you give it. It is made by "
            "somebody with the right Brukeradministrator, is shown once, and can be deleted again "
            "in the same place. The clipboard is looked at only while this page or the next one "
            "is in front, and only for a key."
        )

    def primary(self) -> str:
        return _("I have copied the key")

    def show_answers(self) -> None:
        self._lay_ways()
        self._show_guide()

    def entered(self) -> None:
        self._watch.start()
        self._say_seen()

    def left(self) -> None:
        self._watch.stop()

    def answers(self) -> CreateKeyAnswers:
        recipe = self._recipe()
        return CreateKeyAnswers(recipe.way.value if recipe else "", copied=True)

    def _recipe(self) -> KeyRecipe | None:
        profile = self.desk.profile
        if profile is None:
            return None
        chosen = self._ways.checkedButton()
        said = self.desk.runner.journey.of(CreateKeyAnswers).way
        way = chosen.property("way") if chosen else said
        return next((one for one in self._recipes() if one.way == way), self._recipes()[0])

    def _recipes(self) -> Sequence[KeyRecipe]:
        """The ways to the key; an office's key is always made by a person."""
        profile = self.desk.profile
        if profile is None:
            return ()
        return office_recipes(profile) if self.desk.runner.journey.office else profile.keys

    def _lay_ways(self) -> None:
        """One button a way, where the profile has several."""
        for button in self._ways.buttons():
            self._ways.removeButton(button)
            self._way_row.removeWidget(button)
            button.deleteLater()
        chosen = self._recipe()
        for recipe in self._recipes() if len(self._recipes()) > 1 else ():
            button = QRadioButton()
            button.setProperty("way", recipe.way.value)
            button.setChecked(recipe is chosen)
            self._ways.addButton(button)
            self._way_row.addWidget(button)

    def _steps_now(self) -> tuple[KeyStep, ...]:
        recipe = self._recipe()
        office = self.desk.runner.journey.office
        return key_steps(recipe, self.desk.partner, office=office) if recipe else ()

    def _show_guide(self) -> None:
        recipe, profile = self._recipe(), self.desk.profile
        if recipe is None or profile is None:
            return
        for button in self._ways.buttons():
            button.setText(_(_WAYS[KeyWay(button.property("way"))]))
        steps = self._steps_now()
        self.steps.show_steps(steps)
        self.drawing.show_fields(drawing_name(recipe), unused_fields(recipe), steps)
        kinds = self.desk.runner.journey.of(ConnectPartnerAnswers).kinds
        least = least_rights(profile, tuple(profile.kinds) if kinds is None else kinds)
        by_hand = recipe.way is KeyWay.CUSTOM
        self.rights.say(asked_rights(profile), least if by_hand else ())
        self.rights.setVisible(recipe.way is not KeyWay.MARKETPLACE)
        self._no_tab.setVisible(recipe.way is not KeyWay.MARKETPLACE)

    def _say_no_tab(self) -> None:
        shown = not self.hand_off.isHidden()
        deed = Deed(
            _("Hide") if shown else _("Show what to do"),
            self._turn_hand_off,
            look="link",
        )
        self._no_tab.say(
            _("Do you not see the tab API-tilgang?"),
            _(
                "Then you lack the right **Brukeradministrator**, or **Integrasjoner** is not "
                "switched on."
            ),
            (deed,),
        )

    def _turn_hand_off(self) -> None:
        self.hand_off.setVisible(self.hand_off.isHidden())
        self._say_no_tab()

    def _say_seen(self) -> None:
        self._seen.setVisible(bool(self._watch.key))
        self._seen.say(
            _("A key lies on the clipboard"), _("Go on, and it is pasted and checked for you.")
        )

    def _noticed(self) -> None:
        self._say_seen()
        if self._watch.key:
            announce(self, _("A key lies on the clipboard"))
        self.changed.emit()
        if self._watch.key:
            self.ripe.emit()  # Enter on a copy button would put a name in the key's place

    def _errand(self) -> Errand:
        partner = self.desk.partner or _("another system")
        office = self.desk.runner.journey.office
        return make_key(partner, self._open.address, self._steps_now(), office=office)
