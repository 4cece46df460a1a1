"""An accounting office beside the company that stands alone, with clients of its own."""

from __future__ import annotations

from random import Random

from .office import grant
from .rights import ALL_RIGHTS
from .seeding import Chance, Seeding
from .world import World

_OFFICE_NAME = "Talltun Regnskap AS"
_OFFICE_DOMAIN = "talltun.example"


def open_office(world: World, *, clients: int = 4) -> None:
    """Add the office: a key that has access to each of its clients, one person who looks after
    the users there and at the clients, and one who does so at the office only."""
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
        own = Chance(Random(f"{world.seed}/client {number}"))
        domain = f"klient{number + 1}.example"
        client = world.found(own.company(chance.names.firm(number), domain))
        Seeding(world, client, own, domain).fill(employees=4, customers=5, projects=2)
        grant(client, key, "ALL_PRIVILEGES")
