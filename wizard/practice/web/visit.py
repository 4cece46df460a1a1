"""One look at the pages: who looks, in which language, and what that person may do there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from wizard.practice.company import Company
from wizard.practice.tables import Entity
from wizard.practice.wording import Language, Text
from wizard.practice.world import World

PageLanguage = Literal["nb", "en"]


class Part(NamedTuple):
    """A part to play in the rehearsal, and the employee who has it."""

    name: Text
    employee: int


USER_ADMINISTRATOR = Text("Brukeradministrator", "User administrator")
ACCOUNT_ADMINISTRATOR = Text("Kontoadministrator", "Account administrator")
OFFICE_ADMINISTRATOR = Text(
    "Regnskapskontor: Brukeradministrator i klientkontoer",
    "Accounting office: User administrator in client accounts",
)
OFFICE_USER_ADMINISTRATOR = Text(
    "Regnskapskontor: bare Brukeradministrator", "Accounting office: User administrator only"
)
ORDINARY_USER = Text("Vanlig bruker uten rettigheter", "Ordinary user without rights")


@dataclass(frozen=True)
class Visit:
    """Who looks at which world."""

    world: World
    company: Company
    """The one that the viewer works in."""
    viewer: int
    language: PageLanguage
    unseen: dict[int, str] = field(repr=False)
    """Keys that have been made and not yet shown, by id; the same for all visits."""

    @property
    def user_administrator(self) -> bool:
        """True for one who looks after the users; only such a person ever sees API-tilgang."""
        return "ROLE_ADMINISTRATOR" in self.company.rights_of(self.viewer)

    @property
    def administers_clients(self) -> bool:
        """True for «Brukeradministrator i klientkontoer», who lets keys in to clients."""
        return self.viewer in self.company.client_administrators

    @property
    def may_subscribe(self) -> bool:
        """True for one who may switch services on and off."""
        return self.user_administrator or self.viewer == self.company.account_administrator

    @property
    def sees_keys(self) -> bool:
        """True where the tab API-tilgang exists: the service is on, and the viewer may."""
        return self.company.integrations_on and self.user_administrator

    @property
    def key_language(self) -> Language:
        """The language that the API answers a key of the viewer in."""
        return "en" if self.language == "en" else "no"

    def say(self, text: Text) -> str:
        """The sentence in the viewer's language."""
        return text.en if self.language == "en" else text.nb

    def person(self, employee: int) -> Entity | None:
        """A person of the company; the employees that keys are do not count as such."""
        if employee in self.company.token_employees:
            return None
        return self.company.employees.get(employee)

    def people(self) -> list[Entity]:
        """Everybody there, by name."""
        company = self.company
        found = [row for row in company.employees.values() if row.id not in company.token_employees]
        return sorted(found, key=lambda row: (row["lastName"], row["firstName"], row.id))


def full_name(person: Entity) -> str:
    """First name and last name."""
    return f"{person['firstName']} {person['lastName']}".strip()


def parts(world: World) -> list[Part]:
    """The parts that can be played; a company of one or two people has not all of them."""
    company = world.company
    cast = [Part(USER_ADMINISTRATOR, world.owner)]
    if company.account_administrator not in (0, world.owner):
        cast.append(Part(ACCOUNT_ADMINISTRATOR, company.account_administrator))
    taken = {part.employee for part in cast} | company.token_employees
    plain = [
        row
        for row in company.employees.values()
        if row.id not in taken and not company.rights_of(row.id)
    ]
    # Rather somebody who can log in.
    plain.sort(key=lambda row: row["userType"] == "NO_ACCESS")
    cast += [Part(ORDINARY_USER, row.id) for row in plain[:1]]
    return cast + (_office_parts(world.office) if world.office else [])


def _office_parts(office: Company) -> list[Part]:
    chosen = [(OFFICE_ADMINISTRATOR, each) for each in sorted(office.client_administrators)]
    others = [
        (OFFICE_USER_ADMINISTRATOR, each)
        for each in sorted(office.rights.keys() - office.client_administrators)
        if each not in office.token_employees and "ROLE_ADMINISTRATOR" in office.rights_of(each)
    ]
    return [Part(*each) for each in chosen[:1] + others[:1]]
