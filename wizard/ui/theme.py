"""The colours, measures and type of the window: one place for light, dark and partners' own."""

from __future__ import annotations

from typing import NamedTuple

SPACE = (4, 8, 12, 16, 22, 34)
"""The distances there are, in pixels at 100 %."""

RAIL_WIDTH = 248
CONTROL_RADIUS = 8
CARD_RADIUS = 12
TEXT_SIZE = 14
TITLE_SIZE = 23
PRODUCT_SIZE = 16
LEAD_WIDTH = 650


class Theme(NamedTuple):
    """Every colour by what it is for, as ``#RRGGBB``; ``*_soft`` is the ground of its ink."""

    dark: bool
    background: str
    surface: str
    raised: str
    ink: str
    ink_soft: str
    line: str
    border: str
    brand: str
    on_brand: str
    brand_soft: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    info: str
    info_soft: str
    info_bright: str
    bad: str
    bad_soft: str
    neutral_soft: str
    pointer: str
    on_pointer: str

    def branded(self, brand: str) -> Theme:
        """The theme with a partner's colour, where it can be read; otherwise as it is."""
        grounds = (self.background, self.surface, self.raised, self.brand_soft)
        on_brand = max(
            (self.surface, self.ink, self.on_brand), key=lambda one: contrast(one, brand)
        )
        legible = min(contrast(brand, ground) for ground in grounds) >= 4.5
        if not legible or contrast(on_brand, brand) < 4.5:
            return self
        return self._replace(brand=brand, on_brand=on_brand)


LIGHT = Theme(
    dark=False,
    background="#F5F7F8",
    surface="#FFFFFF",
    raised="#FAFBFC",
    ink="#14242B",
    ink_soft="#52656E",
    line="#DCE4E7",
    border="#758992",  # #7B8F98 reached 2.9:1 only on the brand's soft ground
    brand="#0B5F6B",
    on_brand="#FFFFFF",
    brand_soft="#E3F1F2",
    ok="#17733F",
    ok_soft="#E3F4EA",
    warn="#9A5B00",
    warn_soft="#FFF1D9",
    info="#22589E",
    info_soft="#E5EEFA",
    info_bright="#5B8FD6",  # beside info in a bar, never as text
    bad="#B3261E",
    bad_soft="#FBE7E5",
    neutral_soft="#EBEFF1",
    pointer="#CF7E00",  # #E08A00 reached 2.7:1 only around a field of the drawing
    on_pointer="#14242B",
)

DARK = Theme(
    dark=True,
    background="#10191D",
    surface="#18242A",
    raised="#1E2C33",
    ink="#E6EEF0",
    ink_soft="#A3B5BC",
    line="#2C3C44",
    border="#6C818B",
    brand="#4FB3C1",
    on_brand="#06272C",
    brand_soft="#17363C",
    ok="#6FD3A0",
    ok_soft="#173527",
    warn="#F2BE6A",
    warn_soft="#3A2C12",
    info="#8DB8F0",
    info_soft="#1B2C45",
    info_bright="#4A6FA8",
    bad="#F29C94",
    bad_soft="#43201D",
    neutral_soft="#26343B",
    pointer="#E08A00",
    on_pointer="#14242B",
)


def contrast(one: str, other: str) -> float:
    """How far two colours are apart, from 1 to 21, by WCAG's measure."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
