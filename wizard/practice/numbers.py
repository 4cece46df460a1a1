"""Numbers that pass the checks of the real ones: organisations, bank accounts, telephones."""

from __future__ import annotations

from random import Random

from stdnum import luhn

_ORGANIZATION_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)
_ACCOUNT_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_IMPOSSIBLE = 10


class Numbers:
    """A source of numbers, no organisation or account number twice."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._given: set[str] = set()

    def organization(self) -> str:
        """Nine digits, the first an 8 or a 9, the last a modulus 11 check."""
        return self._fresh("89", _ORGANIZATION_WEIGHTS)

    def account(self) -> str:
        """Eleven digits, the last a modulus 11 check."""
        return self._fresh("123456789", _ACCOUNT_WEIGHTS)

    def swedish_organization(self) -> str:
        """Ten digits, the last a Luhn check."""
        digits = f"55{self._random.randrange(10**7):07}"
        return digits + luhn.calc_check_digit(digits)

    def mobile(self) -> str:
        """Eight digits as Norwegian mobile numbers have them, beginning with 4 or 9."""
        return self._random.choice("49") + f"{self._random.randrange(10**7):07}"

    def landline(self) -> str:
        """Eight digits, beginning with 2, 3, 5, 6 or 7."""
        return self._random.choice("23567") + f"{self._random.randrange(10**7):07}"

    def _fresh(self, first: str, weights: tuple[int, ...]) -> str:
        while True:
            digits = self._random.choice(first)
            digits += f"{self._random.randrange(10 ** (len(weights) - 1)):0{len(weights) - 1}}"
            check = _check_digit(digits, weights)
            number = f"{digits}{check}"
            if check != _IMPOSSIBLE and number not in self._given:
                self._given.add(number)
                return number


def _check_digit(digits: str, weights: tuple[int, ...]) -> int:
    return -sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11
