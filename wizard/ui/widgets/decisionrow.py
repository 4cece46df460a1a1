"""Who wins, what is filled in and what is made: three questions, the profile's answers preset."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.flow.answers import ConnectPartnerAnswers
from wizard.i18n import translate as _
from wizard.model.matching import Authority, Direction
from wizard.profiles.profile import Profile
from wizard.ui.decisions import Choices, creates, fills, wins
from wizard.ui.theme import SPACE
from wizard.ui.widgets.flow import Columns
from wizard.ui.widgets.picker import DecisionCard


class DecisionRow(QWidget):
    """``decided`` gives the answers with the new decision in them."""

    decided = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.wins, self.fills, self.creates = DecisionCard(), DecisionCard(), DecisionCard()
        row, column = Columns(SPACE[3]), QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(row)
        for card in (self.wins, self.fills, self.creates):
            row.add(card, 1)
        self.wins.picker.picked.connect(self._won)
        self.fills.picker.picked.connect(self._filled)
        self.creates.picker.picked.connect(self._created)

    def show_answers(self, profile: Profile, said: ConnectPartnerAnswers) -> None:
        """Ask the three in the language in use, a person's own answers over the profile's."""
        self._said = said
        self._wins, self._fills = wins(profile, said), fills(profile, said)
        self._creates = creates(profile, said)
        differ = _("When both have a value, and they differ")
        missing = _("When a value is missing on one side")
        alone = _("When somebody is on one side only")
        self.wins.say(differ, self._wins.options, self._wins.chosen, _hint(self._wins, profile))
        self.fills.say(
            missing, self._fills.options, self._fills.chosen, _hint(self._fills, profile)
        )
        self.creates.say(
            alone, self._creates.options, self._creates.chosen, _hint(self._creates, profile)
        )

    def _won(self, picked: Authority | None) -> None:
        self.decided.emit(replace(self._said, default=self._wins.said(picked)))

    def _filled(self, picked: Direction | None) -> None:
        self.decided.emit(replace(self._said, fill_missing=self._fills.said(picked)))

    def _created(self, picked: Direction | None) -> None:
        self.decided.emit(replace(self._said, create_missing=self._creates.said(picked)))


def _hint(choices: Choices[Authority] | Choices[Direction], profile: Profile) -> str:
    """What the profile recommends, where one has chosen otherwise."""
    if choices.preset is None or choices.chosen is choices.preset:
        return ""
    answer = dict(choices.options)[choices.preset]
    return _("{partner} recommends: {answer}").format(partner=profile.name, answer=answer)
