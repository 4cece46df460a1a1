"""Words on the screen: plain unless they are made with ``menu_words``."""

from __future__ import annotations

import html
import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

_STARRED = re.compile(r"\*\*(.+?)\*\*")


class Text(QLabel):
    """A label with a part of the style sheet; it breaks lines, and shows no markup as markup.

    ``look`` is one of ``title heading lead soft small strong figure mono tag tag-ok tag-warn
    tag-info tag-bad``, or empty for plain text.
    """

    def __init__(self, look: str = "", *, wraps: bool = True) -> None:
        super().__init__()
        self.setProperty("look", look)
        self.setWordWrap(wraps)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def say(self, text: str) -> None:
        """Show a text whose menu words stand between double asterisks."""
        if "**" in text:
            self.setTextFormat(Qt.TextFormat.RichText)
            self.setText(menu_words(text))
        else:
            self.setTextFormat(Qt.TextFormat.PlainText)
            self.setText(text)


class Tag(Text):
    """A pill with a word or two; its ``look`` is a state, and its word says the same."""

    def __init__(self, look: str = "tag") -> None:
        super().__init__(look, wraps=False)
        self.setSizePolicy(self.sizePolicy().Policy.Maximum, self.sizePolicy().Policy.Maximum)


def menu_words(text: str) -> str:
    """Rich text of a text whose menu words stand between asterisks; nothing else is markup."""
    return _STARRED.sub(r"<b>\1</b>", html.escape(text)).replace("\n", "<br>")


def plain(text: str) -> str:
    """The same text without its asterisks, for what is read aloud or sent."""
    return _STARRED.sub(r"\1", text)
