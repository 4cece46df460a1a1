"""Registers that belong to no company: countries, municipalities, currencies.

Norway's id, 161, is the vendor's; the other ids are made up here.
"""

from __future__ import annotations

from collections.abc import Iterable

from .tables import Entity, Journal, Table, Values

NORWAY = 161
KRONE = 1
OSLO = 301

_COUNTRIES = """
    161 NO NOR 578 Norge
    201 SE SWE 752 Sverige
    202 DK DNK 208 Danmark
    203 FI FIN 246 Finland
    204 IS ISL 352 Island
    205 DE DEU 276 Tyskland
    206 NL NLD 528 Nederland
    207 GB GBR 826 Storbritannia
    208 FR FRA 250 Frankrike
    209 PL POL 616 Polen
    210 LT LTU 440 Litauen
    211 ES ESP 724 Spania
    212 US USA 840 USA
"""
_MUNICIPALITIES = """
    301 0301 Oslo Oslo
    1103 1103 Stavanger Rogaland
    1508 1508 Ålesund Møre_og_Romsdal
    4601 4601 Bergen Vestland
    5001 5001 Trondheim Trøndelag
    5501 5501 Tromsø Troms
"""


def countries() -> Table:
    """The countries an address may be in."""
    return _table(
        {
            "id": int(number),
            "name": name,
            "displayName": name,
            "isoAlpha2Code": alpha2,
            "isoAlpha3Code": alpha3,
            "isoNumericCode": numeric,
        }
        for number, alpha2, alpha3, numeric, name in map(str.split, _lines(_COUNTRIES))
    )


def municipalities() -> Table:
    """Where a division may lie."""
    return _table(
        {
            "id": int(number),
            "number": code,
            "name": name,
            "county": county.replace("_", " "),
            "payrollTaxZone": "",
            "displayName": f"{code} {name}",
        }
        for number, code, name, county in map(str.split, _lines(_MUNICIPALITIES))
    )


def currencies() -> Table:
    """The krone."""
    return _table(
        [
            {
                "id": KRONE,
                "code": "NOK",
                "description": "Norske kroner",
                "factor": 1,
                "displayName": "NOK",
                "isDisabled": False,
            }
        ]
    )


def _lines(block: str) -> list[str]:
    return block.strip().splitlines()


def _table(rows: Iterable[Values]) -> Table:
    table = Table(Journal())
    for row in rows:
        table.put(Entity({**row, "version": 0}))
    return table
