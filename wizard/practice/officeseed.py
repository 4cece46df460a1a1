"""An accounting office beside the company that stands alone, with clients of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from .office import grant
from .rights import ALL_RIGHTS
from .seeding import Chance, Seeding
from .world import World

_OFFICE_NAME = "Talltun Regnskap AS"
_OFFICE_DOMAIN = "talltun.example"


@dataclass(frozen=True)
class ClientSeed:
    """What a client begins with: its size, its package, and the template that the office's key is
    let in with; None where it has not been let in."""

    employees: int = 4
    customers: int = 5
    projects: int = 2
    package: str = "SMART"
    template: str | None = "ALL_PRIVILEGES"


def alike(number: int) -> ClientSeed:
    """All clients the same: small, and open to the key."""
    return ClientSeed()


def varied(number: int) -> ClientSeed:
    """Clients as an office has them: most small and a few large, in packages of all kinds, some
    with too few rights and some that have not let the key in yet."""
    size = 12 if number % 20 == 19 else 1
    return ClientSeed(
        employees=(2 + number % 4) * size,
        customers=(3 + number % 5) * size,
        projects=(1 + number % 3) * size,
        package=("MIKRO", "BASIS", "SMART", "SMART", "KOMPLETT", "PRO")[number % 6],
        template={7: "STANDARD_PRIVILEGES_AUDITOR", 11: "NONE_PRIVILEGES", 14: None}.get(
            number % 16, "ALL_PRIVILEGES" if number % 3 else "STANDARD_PRIVILEGES_ACCOUNTANT"
        ),
    )


def open_office(
    world: World, *, clients: int = 4, seeds: Callable[[int], ClientSeed] = alike
) -> None:
    """Add the office: a key, the clients that it has been let in to, one person who looks after
    the users there and at the clients, and one who does so at the office only.

    ``seeds`` says what the n-th client begins with.
    """
    chance = Chance(Random(f"{world.seed}/office"))
    office = world.office = world.found(chance.company(_OFFICE_NAME, _OFFICE_DOMAIN))
    office.modules = ["ACCOUNTING_OFFICE", *office.modules]
    Seeding(world, office, chance, _OFFICE_DOMAIN).fill(employees=3, customers=0, projects=0)
    first, second = list(office.employees)[:2]
    office.client_administrators.add(first)
    office.rights[second] = frozenset({"ROLE_ADMINISTRATOR"})
    key = world.issue(
        first,
        world.applications[0],
        name="Kontornøkkel",
        rights=ALL_RIGHTS,
        language="no",
        office=True,
    )
    world.office_token = key.token
    for number in range(clients):
        seed = seeds(number)
        own = Chance(Random(f"{world.seed}/client {number}"))
        domain = f"klient{number + 1}.example"
        client = world.found(own.company(own.names.firm(number), domain))
        client.choose_package(seed.package)
        Seeding(world, client, own, domain).fill(seed.employees, seed.customers, seed.projects)
        if seed.template:
            grant(client, key, seed.template)
