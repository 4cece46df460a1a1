"""The applications that keys can be made for, as their vendors have registered them.

A vendor that has filed an access template has its application in the list of the key dialog and
among the cards of the marketplace, and the template is what such a key may do. The others are
found only by their exact name. A key works with its application's consumer token and no other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from .rights import Rights, rights_of
from .wording import Text


@dataclass(frozen=True)
class Card:
    """What the marketplace says of an application."""

    category: Text
    words: Text


@dataclass(frozen=True)
class Application:
    """An application, its vendor's consumer token, and its access template if it has one."""

    name: str
    consumer: str = field(repr=False)
    template: Rights | None = None
    card: Card | None = None

    @property
    def listed(self) -> bool:
        """True for one that can be chosen instead of written."""
        return self.template is not None


_EMPLOYEES = rights_of(["AUTH_COMPANY_EMPLOYEE_ADMIN", "AUTH_EMPLOYEE_INFO"])
_HOURS = rights_of(["AUTH_HOURS_COMPANY", "AUTH_HOURLIST", "AUTH_PROJECT_INFO"])
_EXPENSES = rights_of(["AUTH_TRAVEL_REPORT", "AUTH_TRAVEL_REPORTS_COMPANY"])


def registered(consumer: str, mint: Callable[[], str]) -> tuple[Application, ...]:
    """What is registered in a new world.

    The connection's own application and the partners that it knows share `consumer`, since a
    rehearsal is given only one; the two made-up vendors have one each, for keys that turn out
    to be another's.
    """
    return (
        Application("Tripletex-kobling", consumer),
        Application("Svenn", consumer),
        Application("DynamikManagement_Internal", consumer),
        Application(
            "Huma",
            consumer,
            _EMPLOYEES,
            Card(
                Text("Ansatte", "Employees"),
                Text(
                    "Holder ansatte like i personalsystemet og i regnskapet.",
                    "Keeps employees the same in the HR system and in the accounts.",
                ),
            ),
        ),
        Application(
            "Klokkeblom Timer",
            mint(),
            _HOURS,
            Card(
                Text("Timer", "Hours"),
                Text(
                    "Oppdiktet. Fører timer på prosjekt rett fra byggeplassen.",
                    "Made up. Registers hours on projects straight from the building site.",
                ),
            ),
        ),
        Application(
            "Reisevev",
            mint(),
            _EXPENSES,
            Card(
                Text("Reise og utlegg", "Travel and expenses"),
                Text(
                    "Oppdiktet. Sender reiseregninger og utlegg til godkjenning.",
                    "Made up. Sends travel reports and expenses for approval.",
                ),
            ),
        ),
    )
