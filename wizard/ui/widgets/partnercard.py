"""A partner to choose: its name, what it brings, and how its key is made."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from wizard.i18n import translate as _
from wizard.ui.theme import SPACE
from wizard.ui.widgets.cards import ChoiceCard
from wizard.ui.widgets.text import Tag, Text

_LOGO_WIDTH, _LOGO_HEIGHT = 72, 24


class PartnerCard(ChoiceCard):
    """Says «Chosen» on itself while it is; the words come with ``say``."""

    def __init__(self) -> None:
        super().__init__()
        self._chosen, self._way = Tag("tag-ok"), Tag()
        self._logo = QLabel()
        self._logo.hide()
        self._name, self._description = Text("strong"), Text("soft")
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._logo)
        row.addWidget(self._name, 1)
        row.addWidget(self._chosen)
        head.setMinimumHeight(self._chosen.sizeHint().height() + 4)
        for widget in (head, self._description):
            self.add(widget)
        self.column.addSpacing(SPACE[1])
        self.column.addStretch(1)
        self.add(self._way)
        self.toggled.connect(self._show_chosen)
        self._show_chosen()

    def show_logo(self, logo: Path | None) -> None:
        """Show the partner's own logo, where its profile brings one."""
        picture = QIcon(str(logo)).pixmap(QSize(_LOGO_WIDTH, _LOGO_HEIGHT)) if logo else QPixmap()
        self._logo.setPixmap(picture)
        self._logo.setVisible(not picture.isNull())

    def say(self, name: str, description: str, way: str) -> None:
        """The partner's name, its own description, and how its key is made."""
        self._name.setText(name)
        self._description.setText(description)
        self._way.setText(way)
        self._chosen.setText(_("Chosen"))
        self.setAccessibleName(name)
        self.setAccessibleDescription(f"{description}. {way}")

    def _show_chosen(self) -> None:
        # the room is kept, so that choosing moves nothing
        policy = self._chosen.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._chosen.setSizePolicy(policy)
        self._chosen.setVisible(self.isChecked())
