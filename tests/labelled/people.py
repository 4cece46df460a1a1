"""Employees as two registers hold them: whole in one truth, spoilt on each side."""

from __future__ import annotations

from random import Random

from wizard.model.records import Value

from .spoiling import account, birthday, mailbox, mistyped, phone, respaced, transliterated
from .words import FIRST, LAST

Values = dict[str, Value]


def person(dice: Random, **given: str) -> Values:
    """A new employee, with whatever is given instead of drawn; the number comes later."""
    first, last = given.get("first_name", dice.choice(FIRST)), dice.choice(LAST)
    last = given.get("last_name", last)
    return {
        "first_name": first if dice.random() > 0.15 else f"{first} {dice.choice(FIRST)}",
        "last_name": last,
        "email": f"{mailbox(f'{first}.{last}')}{dice.randrange(100)}@{dice.choice(_HOSTS)}",
        "phone_mobile": phone(dice),
        "date_of_birth": birthday(dice),
        "bank_account": account(dice),
        **given,
    }


def twins(dice: Random) -> tuple[Values, Values]:
    """Two of one household: one birth date, one surname, one phone."""
    one = person(dice)
    name = dice.choice([first for first in FIRST if first != str(one["first_name"]).split()[0]])
    shared = ("last_name", "phone_mobile", "date_of_birth")
    return one, person(dice, first_name=name, **{field: str(one[field]) for field in shared})


def father_and_son(dice: Random) -> tuple[Values, Values]:
    """Two of one name who may share a phone."""
    one = person(dice, date_of_birth=birthday(dice, 1950, 1970))
    shared = ["first_name", "last_name", *(["phone_mobile"] if dice.random() < 0.5 else [])]
    born = birthday(dice, 1978, 2004)
    return one, person(dice, date_of_birth=born, **{field: str(one[field]) for field in shared})


def spoilt(dice: Random, values: Values) -> Values:
    """The same person as another register holds them."""
    new = dict(values)
    if dice.random() < 0.10:
        name = dice.choice(["first_name", "last_name"])
        new[name] = mistyped(dice, str(new[name]))
    if dice.random() < 0.15:
        new |= {name: transliterated(dice, str(new[name])) for name in ("first_name", "last_name")}
    if dice.random() < 0.05:  # married
        new["last_name"] = dice.choice(
            [dice.choice(LAST), f"{dice.choice(LAST)} {new['last_name']}"]
        )
    if dice.random() < 0.15:
        new["email"] = person(dice, first_name=str(new["first_name"]))["email"]
    if dice.random() < 0.03:
        new["email"] = mistyped(dice, str(new["email"]).split("@")[0]) + "@jobb.no"
    new["phone_mobile"] = (
        phone(dice) if dice.random() < 0.15 else respaced(dice, str(new["phone_mobile"]))
    )
    if dice.random() < 0.10:
        new["bank_account"] = account(dice)
    if dice.random() < 0.02:  # the day for another
        born = str(new["date_of_birth"])
        new["date_of_birth"] = f"{born[:8]}{int(born[8:]) % 28 + 1:02}"
    return new


MISSING = {"email": 0.12, "phone_mobile": 0.15, "date_of_birth": 0.15, "bank_account": 0.25}
"""How often a side does not have a detail."""
_HOSTS = ("gmail.com", "hotmail.no", "online.no", "firma.no", "icloud.com")
