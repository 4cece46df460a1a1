"""Invented names of people, firms, streets and projects, and real Norwegian towns."""

from __future__ import annotations

from random import Random


def _words(text: str) -> list[str]:
    return [word.replace("_", " ") for word in text.split()]


FIRST = _words(
    """
    Åse Øyvind Bjørn Sølvi Ingrid Lars Kari Ole Anne-Marie Per-Kristian Håkon Mårten Solveig Tor
    Hilde Mohammed Aisha Jan-Erik Liv Magnus Ragnhild Sigrid Trond Vilde Émilie Piotr Zofia
    Gøran Bård Torunn Eirik Astrid Jørgen Målfrid Nils Oddny Pål Runa Synnøve Terje Unni Vegard
    Yngve Åshild
    """
)
LAST = _words(
    """
    Hansen Ødegård Bråten Strøm Næss Lunde Sæther Myhre Aasen Bøe Dahl Eide Fjeld Grønli Haug
    Iversen Jørstad Kvåle Lien Moen Nygård Opsahl Pedersen Rønning Skår Tveit Ulvestad Vik Wold
    Åmodt Nowak Ahmed Brekke Engebø Fossum Gjerde Hjelle Kjølstad Løken Røed
    """
)
_FIRM = _words(
    """
    Nordlys Fjellheim Havgløtt Bølgen Brødrene_Næss Sæter Tindfot Vardeby Lyngmo Måken Østmark
    Granås Ishavet Kvernå Rimfrost Skogly Stjørnelid Tareskog Ulvøy Værøykysten Ålgård_&_Sønn
    Blåklokka Dønning Elvebakk Furuly Gråsten Hestmo Innlandet Jarfjord Klåstad
    """
)
_TRADE = _words(
    """
    Bygg Rør Elektro Eiendom Bakeri Regnskap Transport Maskin Hage Snekkeri Renhold Data Kafé
    Møbler Fisk Tak Glass Bilpleie Arkitekter Trykkeri Sportshandel Tannklinikk Kulde Mur
    Bokhandel
    """
)
_FORM = ("AS", "AS", "AS", "ANS", "SA", "DA")
_STREET = _words(
    """
    Strandgata Kirkeveien Fjordgata Skolebakken Øvregata Bjørkelia Storgata Sjøgata Åsveien
    Industriveien Møllergata Tårnveien Løkkeveien Rådhusgata Blåbærstien
    """
)
TOWNS = (
    ("0152", "Oslo"),
    ("0250", "Oslo"),
    ("1706", "Sarpsborg"),
    ("2000", "Lillestrøm"),
    ("2609", "Lillehammer"),
    ("3015", "Drammen"),
    ("4006", "Stavanger"),
    ("4611", "Kristiansand S"),
    ("5003", "Bergen"),
    ("6002", "Ålesund"),
    ("6413", "Molde"),
    ("7010", "Trondheim"),
    ("8006", "Bodø"),
    ("9008", "Tromsø"),
    ("9510", "Alta"),
)
_WORK = _words(
    """
    Nybygg Rehabilitering Tilbygg Vedlikehold Serviceavtale Påbygg Utredning Tilstandsrapport
    Ombygging Montasje Kontroll Skisseprosjekt
    """
)
_PLACE = _words(
    """
    Sjøsiden Bryggen Torget Åsen Fjellhallen Øvre_torg Havneterminalen Skolen Rådhuset
    Idrettsparken Lærergården Måsøyløkka Badet Biblioteket Driftsbygget
    """
)

_PLAIN = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "é": "e", " ": ".", "&": "og"})


class Names:
    """A source of names: no person, firm or project twice, however many are asked for."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._people = _shuffled(random, len(FIRST) * len(LAST))
        self._firms = _shuffled(random, len(_FIRM) * len(_TRADE))
        self._projects = _shuffled(random, len(_WORK) * len(_PLACE))

    def person(self, number: int) -> tuple[str, str]:
        """First and last name of the person of that number; double surnames when the single ones
        are used up, and for some before."""
        around, place = divmod(number, len(self._people))
        pick = self._people[place]
        first, last = FIRST[pick % len(FIRST)], LAST[pick // len(FIRST)]
        second = LAST[(pick + around * 7) % len(LAST)]
        doubled = around or number % 6 == 4
        return first, f"{last} {second}" if doubled and second != last else last

    def firm(self, number: int) -> str:
        """The name of the firm of that number."""
        around, place = divmod(number, len(self._firms))
        pick = self._firms[place]
        name = f"{_FIRM[pick % len(_FIRM)]} {_TRADE[pick // len(_FIRM)]}"
        form = _FORM[pick % len(_FORM)]
        return (
            f"{name} {TOWNS[around % len(TOWNS)][1]} {around} {form}"
            if around
            else f"{name} {form}"
        )

    def project(self, number: int) -> str:
        """The name of the project of that number."""
        around, place = divmod(number, len(self._projects))
        pick = self._projects[place]
        name = f"{_WORK[pick % len(_WORK)]} {_PLACE[pick // len(_WORK)]}"
        return f"{name}, trinn {around + 1}" if around else name

    def street(self) -> str:
        """A street and a house number."""
        return f"{self._random.choice(_STREET)} {self._random.randint(1, 140)}"

    def town(self) -> tuple[str, str]:
        """A postal code and its town."""
        return self._random.choice(TOWNS)


def plain(name: str) -> str:
    """A name as it is written in an e-mail address."""
    return name.lower().translate(_PLAIN)


def _shuffled(random: Random, size: int) -> list[int]:
    return random.sample(range(size), size)
