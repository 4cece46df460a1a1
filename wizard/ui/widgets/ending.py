"""The question before a run that stopped on its way is ended as it stands."""

from __future__ import annotations

from collections.abc import Callable

from wizard.i18n import translate as _
from wizard.ui.page import Deed
from wizard.ui.widgets.strip import Strip


class Ending(Strip):
    """Asked for with ``ask``, and calls ``end`` where the answer is yes; hidden otherwise.

    ``words`` gives the question, what follows from it, and the deed, in the language in use.
    """

    def __init__(
        self, words: Callable[[], tuple[str, str, str]], end: Callable[[], object]
    ) -> None:
        super().__init__("warn")
        self._words = words
        self._end = end
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Say it in the language in use."""
        strong, text, deed = self._words()
        deeds = (Deed(_("Keep it"), self.hide), Deed(deed, self._ended, look="danger"))
        self.say(strong, text, deeds)

    def ask(self) -> None:
        """Put the question, with the focus on what changes nothing."""
        self.show()
        self.buttons[0].setFocus()

    def _ended(self) -> None:
        self.hide()
        self._end()
