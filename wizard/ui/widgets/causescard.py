"""What Tripletex may mean by refusing a whole key; it does not say which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wizard.i18n import mark
from wizard.i18n import translate as _
from wizard.tripletex.keydoctor import Cause
from wizard.ui.widgets.cards import Card
from wizard.ui.widgets.keyguide import emptied
from wizard.ui.widgets.text import Text

_SAID: Mapping[Cause, tuple[str, str]] = {
    Cause.APPLICATION: (
        mark("Made with another application name"),
        mark("It has to be exactly «{application}», capital and small letters too."),
    ),
    Cause.DELETED: (
        mark("Deleted"),
        mark("Look under **API-tilgang** whether the key still stands there."),
    ),
    Cause.ENVIRONMENT: (
        mark("Made in another environment"),
        mark("It was tried at {host}. A key of the test environment opens nothing elsewhere."),
    ),
    Cause.SESSION: (
        mark("A session token, and not the key"),
        mark("The two look the same. The key is what Tripletex shows under **Opprett nøkkel**."),
    ),
}


class CausesCard(Card):
    """Hidden while there is nothing to say."""

    def say(self, causes: Sequence[Cause], *, application: str, host: str) -> None:
        """Show these, the likeliest first."""
        emptied(self.column)
        self.setVisible(bool(causes))
        head = Text("strong")
        head.setText(_("The whole key was pasted. It may be:"))
        self.column.addWidget(head)
        for cause in causes:
            what, look = _SAID[cause]
            line = Text("soft")
            words = _(look).format(application=application, host=host)
            line.say(f"**{_(what)}.** {words}")
            self.column.addWidget(line)
