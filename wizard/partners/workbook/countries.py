"""Country names as people write them in a workbook, in Bokmål and English, and their codes."""

from __future__ import annotations

from wizard.partners.workbook.labels import LANGUAGES, plain

_TABLE = """
NO Norge,Norway|SE Sverige,Sweden|DK Danmark,Denmark|FI Finland,Finland|IS Island,Iceland
FO Færøyene,Faroe Islands|GL Grønland,Greenland|AX Åland,Åland Islands
SJ Svalbard og Jan Mayen,Svalbard and Jan Mayen|AL Albania,Albania|AD Andorra,Andorra
AT Østerrike,Austria|BY Belarus,Belarus|BE Belgia,Belgium
BA Bosnia-Hercegovina,Bosnia and Herzegovina|BG Bulgaria,Bulgaria|HR Kroatia,Croatia
CY Kypros,Cyprus|CZ Tsjekkia,Czechia|EE Estland,Estonia|FR Frankrike,France
DE Tyskland,Germany|GI Gibraltar,Gibraltar|GR Hellas,Greece|GG Guernsey,Guernsey
HU Ungarn,Hungary|IE Irland,Ireland|IM Man,Isle of Man|IT Italia,Italy|JE Jersey,Jersey
XK Kosovo,Kosovo|LV Latvia,Latvia|LI Liechtenstein,Liechtenstein|LT Litauen,Lithuania
LU Luxembourg,Luxembourg|MT Malta,Malta|MD Moldova,Moldova|MC Monaco,Monaco
ME Montenegro,Montenegro|NL Nederland,Netherlands|MK Nord-Makedonia,North Macedonia
PL Polen,Poland|PT Portugal,Portugal|RO Romania,Romania|RU Russland,Russia
SM San Marino,San Marino|RS Serbia,Serbia|SK Slovakia,Slovakia|SI Slovenia,Slovenia
ES Spania,Spain|CH Sveits,Switzerland|TR Tyrkia,Türkiye|UA Ukraina,Ukraine
GB Storbritannia,United Kingdom|VA Vatikanstaten,Vatican City|AM Armenia,Armenia
AZ Aserbajdsjan,Azerbaijan|GE Georgia,Georgia|KZ Kasakhstan,Kazakhstan|AF Afghanistan,Afghanistan
AR Argentina,Argentina|AU Australia,Australia|BD Bangladesh,Bangladesh|BR Brasil,Brazil
CA Canada,Canada|CL Chile,Chile|CN Kina,China|CO Colombia,Colombia|EG Egypt,Egypt
ER Eritrea,Eritrea|ET Etiopia,Ethiopia|GH Ghana,Ghana|HK Hongkong,Hong Kong|IN India,India
ID Indonesia,Indonesia|IR Iran,Iran|IQ Irak,Iraq|IL Israel,Israel|JP Japan,Japan
JO Jordan,Jordan|KE Kenya,Kenya|KW Kuwait,Kuwait|LB Libanon,Lebanon|LK Sri Lanka,Sri Lanka
MA Marokko,Morocco|MX Mexico,Mexico|MY Malaysia,Malaysia|NG Nigeria,Nigeria|NP Nepal,Nepal
NZ New Zealand,New Zealand|PE Peru,Peru|PH Filippinene,Philippines|PK Pakistan,Pakistan
QA Qatar,Qatar|SA Saudi-Arabia,Saudi Arabia|SG Singapore,Singapore|SO Somalia,Somalia
SY Syria,Syria|TH Thailand,Thailand|TN Tunisia,Tunisia|TW Taiwan,Taiwan|TZ Tanzania,Tanzania
AE De forente arabiske emirater,United Arab Emirates|UG Uganda,Uganda|US USA,United States
UY Uruguay,Uruguay|VN Vietnam,Vietnam|ZA Sør-Afrika,South Africa|KR Sør-Korea,South Korea
"""

_ALSO = {
    "noreg": "NO",
    "england": "GB",
    "skottland": "GB",
    "scotland": "GB",
    "wales": "GB",
    "nord-irland": "GB",
    "northern ireland": "GB",
    "great britain": "GB",
    "uk": "GB",
    "holland": "NL",
    "hviterussland": "BY",
    "czech republic": "CZ",
    "turkey": "TR",
    "united states of america": "US",
    "de forente stater": "US",
    "usa": "US",
}

_NAMES = {
    entry[:2]: tuple(entry[3:].split(","))
    for line in _TABLE.split("\n")
    for entry in line.split("|")
    if entry
}
_CODES = {plain(name): code for code, names in _NAMES.items() for name in names} | _ALSO


def code_of(text: str) -> str | None:
    """The two-letter code a country's name or code stands for; None where it is not known.

    Two letters are taken as a code even where the table has no name for it, so that every
    country Tripletex knows can be written here and read again.
    """
    known = _CODES.get(plain(text))
    if known is not None:
        return known
    return text.upper() if len(text) == 2 and text.isascii() and text.isalpha() else None


def name_of(code: str, language: str) -> str:
    """The country's name in the language of the workbook, or its code where we have no name."""
    names = _NAMES.get(code)
    return names[LANGUAGES.index(language)] if names else code
