"""Customers and projects as two registers hold them: whole in one truth, spoilt on each side."""

from __future__ import annotations

from random import Random

from wizard.model.records import Value

from .spoiling import mailbox, mistyped, organization, phone, respaced, transliterated
from .words import FIRST, LAST, PLACES, STREETS, TRADES, WORKS

Values = dict[str, Value]

MISSING_OF_CUSTOMER = {
    "organization_number": 0.15,
    "email": 0.2,
    "phone": 0.25,
    "address": 0.15,
    "postal_code": 0.1,
    "city": 0.1,
}
MISSING_OF_PROJECT = {"customer_number": 0.1, "start_date": 0.15, "end_date": 0.4}


def firm(dice: Random, **given: str) -> Values:
    """A new firm, with whatever is given instead of drawn."""
    names = [
        f"{dice.choice(LAST)} {dice.choice(TRADES)}",
        f"{dice.choice(PLACES)} {dice.choice(TRADES)}",
    ]
    names.append(f"{dice.choice(LAST)} & {dice.choice(LAST)} {dice.choice(TRADES)}")
    stem = dice.choice(names)
    return {
        "name": f"{stem} AS",
        "organization_number": organization(dice),
        "email": f"post@{mailbox(stem)}{dice.randrange(100)}.no",
        "phone": phone(dice),
        "is_private": False,
        **_address(dice),
        **given,
    }


def private(dice: Random) -> Values:
    """A new private person."""
    first, last = dice.choice(FIRST), dice.choice(LAST)
    return {
        "name": f"{first} {last}",
        "email": f"{mailbox(f'{first}.{last}')}{dice.randrange(100)}@gmail.com",
        "phone": phone(dice),
        "is_private": True,
        **_address(dice),
    }


def firm_and_owner(dice: Random) -> tuple[Values, Values]:
    """A person and the firm that bears the person's name, on one address, phone and e-mail."""
    owner = private(dice)
    form = dice.choice([" ENK", "", " AS"])
    enterprise = {**owner, "name": f"{owner['name']}{form}", "is_private": False}
    return owner, {**enterprise, "organization_number": organization(dice)}


def neighbours(dice: Random) -> tuple[Values, Values]:
    """Two firms that differ by a figure, often with one manager between them."""
    street, number = dice.choice(STREETS), dice.randint(1, 90)
    kind = dice.choice(["Sameiet ", "Borettslaget ", ""])
    one = firm(dice, name=f"{kind}{street} {number}{' AS' if not kind else ''}")
    other = firm(dice, name=str(one["name"]).replace(str(number), str(number + 1)))
    if dice.random() < 0.5:
        other |= {name: one[name] for name in ("email", "phone", "postal_code", "city")}
    return one, other


def branches(dice: Random) -> tuple[Values, Values]:
    """Two branches of one firm, under one organisation number."""
    one = firm(dice)
    here, there = dice.sample(PLACES, 2)
    other = {**one, **_address(dice), "name": f"{one['name']} avd. {there}", "phone": phone(dice)}
    return {**one, "name": f"{one['name']} avd. {here}"}, other


def project(dice: Random, customer: str) -> Values:
    """A new project."""
    where = f"{dice.choice(STREETS)} {dice.randint(1, 120)}"
    work = dice.choice(WORKS)
    started = f"{dice.randint(2022, 2026)}-{dice.randint(1, 12):02}"
    return {
        "name": dice.choice([f"{work} {where}", f"{work} {where}", f"{work} {started[:4]}", work]),
        "customer_number": customer,
        "start_date": f"{started}-01",
        "end_date": f"2027-{dice.randint(1, 12):02}-28",
    }


def spoilt_customer(dice: Random, values: Values) -> Values:
    """The same customer as another register holds it."""
    new, name = dict(values), str(values["name"])
    if dice.random() < 0.10:
        name = mistyped(dice, name)
    if dice.random() < 0.15:
        name = transliterated(dice, name)
    if dice.random() < 0.25:
        name = name.removesuffix(" AS")
    if dice.random() < 0.10:
        name = dice.choice([name.upper(), " ".join(reversed(name.split()))])
    new["name"] = name
    if dice.random() < 0.15:
        new["email"] = f"faktura{dice.randrange(1000)}@{mailbox(name)}.no"
    new["phone"] = phone(dice) if dice.random() < 0.15 else respaced(dice, str(new["phone"]))
    if dice.random() < 0.12:  # moved
        new |= _address(dice)
    return new


def spoilt_project(dice: Random, values: Values) -> Values:
    """The same project as another register holds it."""
    new, name = dict(values), str(values["name"])
    if dice.random() < 0.10:
        name = mistyped(dice, name)
    if dice.random() < 0.15:
        name = transliterated(dice, name)
    if dice.random() < 0.05:
        name = " ".join(reversed(name.split()))
    new["name"] = name
    if dice.random() < 0.1:
        new["start_date"] = f"{str(new['start_date'])[:8]}15"
    return new


def _address(dice: Random) -> Values:
    return {
        "address": f"{dice.choice(STREETS)} {dice.randint(1, 150)}",
        "postal_code": f"{dice.randrange(100, 9999):04}",
        "city": dice.choice(PLACES),
    }
