"""What is sealed opens with its key, in its place, and unchanged; otherwise not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.store.sealing import BrokenSealError, Sealer

SEALER = Sealer(bytes(32))
NAME = "Åse Ødegård"


@given(st.binary(), st.binary())
def test_what_is_sealed_opens_again_and_never_looks_the_same(data: bytes, about: bytes) -> None:
    once, again = SEALER.seal(data, about), SEALER.seal(data, about)
    assert once != again
    assert SEALER.open(once, about) == SEALER.open(again, about) == data


@given(st.data())
def test_a_value_changed_in_any_byte_or_cut_short_does_not_open(data: st.DataObject) -> None:
    sealed = bytearray(SEALER.seal(NAME.encode(), b"links"))
    position = data.draw(st.integers(0, len(sealed) - 1))
    with pytest.raises(BrokenSealError):
        SEALER.open(bytes(sealed[:position]), b"links")
    sealed[position] ^= data.draw(st.integers(1, 255))
    with pytest.raises(BrokenSealError):
        SEALER.open(bytes(sealed), b"links")


@pytest.mark.parametrize(
    "about",
    [
        ("links", "1", "p2", "agreed"),
        ("links", "1", "p1", "plan"),
        ("links", "1p1", "agreed"),
        ("links", "1", "p1"),
    ],
)
def test_a_value_moved_elsewhere_does_not_open(about: tuple[str, ...]) -> None:
    sealed = SEALER.seal_value({"name": NAME}, "links", "1", "p1", "agreed")
    with pytest.raises(BrokenSealError):
        SEALER.open_value(sealed, *about)
    assert SEALER.open_value(sealed, "links", "1", "p1", "agreed") == {"name": NAME}


def test_another_key_opens_nothing_and_nothing_is_readable() -> None:
    sealed = SEALER.seal_value({"name": NAME}, "links")
    assert NAME.encode() not in sealed
    with pytest.raises(BrokenSealError) as broken:
        Sealer(bytes([1] * 32)).open_value(sealed, "links")
    assert str(broken.value) == ""
