"""How people write the same thing differently: typing errors, transliterations, new details."""

from __future__ import annotations

from random import Random

from stdnum.no import kontonr, orgnr

_SPELLED = {"å": "aa", "æ": "ae", "ø": "oe", "Å": "Aa", "Æ": "Ae", "Ø": "Oe"}
_PLAIN = {"å": "a", "æ": "a", "ø": "o", "Å": "A", "Æ": "A", "Ø": "O"}


def mistyped(dice: Random, text: str) -> str:
    """One letter dropped, doubled or swapped with the next; figures are never touched."""
    places = [n for n in range(1, len(text) - 1) if text[n].isalpha() and text[n + 1].isalpha()]
    if not places:
        return text
    n = dice.choice(places)
    return dice.choice(
        [
            text[:n] + text[n + 1 :],
            text[:n] + text[n] + text[n:],
            text[:n] + text[n + 1] + text[n] + text[n + 2 :],
        ]
    )


def transliterated(dice: Random, text: str) -> str:
    """The text as a system without æ, ø and å holds it."""
    letters = dice.choice([_SPELLED, _PLAIN])
    return "".join(letters.get(letter, letter) for letter in text)


def mailbox(text: str) -> str:
    """The text as it stands in an e-mail address."""
    plain = "".join(_PLAIN.get(letter, letter) for letter in text).lower()
    return "".join(letter for letter in plain if letter.isalnum() or letter == ".")


def phone(dice: Random) -> str:
    """A mobile number."""
    return f"{dice.choice('49')}{dice.randrange(10**7):07}"


def respaced(dice: Random, number: str) -> str:
    """The same phone number, written in another way."""
    return dice.choice([number, f"+47{number}", f"{number[:3]} {number[3:5]} {number[5:]}"])


def birthday(dice: Random, first: int = 1955, last: int = 2003) -> str:
    """A date of birth."""
    return f"{dice.randint(first, last)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"


def account(dice: Random) -> str:
    """A valid account number."""
    while True:
        digits = f"{dice.randrange(10**10, 10**11)}"
        if kontonr.is_valid(digits):
            return digits


def organization(dice: Random) -> str:
    """A valid organisation number."""
    while True:
        digits = f"{dice.choice('89')}{dice.randrange(10**8):08}"
        if orgnr.is_valid(digits):
            return digits
