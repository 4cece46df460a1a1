"""An employee's mobile number, which Tripletex keeps as a number at home and a country."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import phonenumbers

HOME = "NO"
CountryId = Callable[[str], int | None]


def joined(number: str, country: str | None) -> str:
    """The number with its country's code, where a country is given and the number has none."""
    if number.startswith(("+", "00")):
        return number
    code = phonenumbers.country_code_for_region(country) if country else 0
    return f"+{code} {number}" if code else number


def split(number: str, country_id: CountryId) -> Mapping[str, Any]:
    """The number as Tripletex keeps it; one that is no phone number is sent as it stands.

    A number without a country's code is Norwegian, and says so, lest the country of the number
    before it stays behind.
    """
    try:
        parsed = phonenumbers.parse(number, HOME)
    except phonenumbers.NumberParseException:
        return {"phoneNumberMobile": number}
    region = phonenumbers.region_code_for_country_code(parsed.country_code or 0)
    country = country_id(region)
    if country is None:
        return {"phoneNumberMobile": number}
    return {
        "phoneNumberMobile": phonenumbers.national_significant_number(parsed),
        "phoneNumberMobileCountry": {"id": country},
    }
