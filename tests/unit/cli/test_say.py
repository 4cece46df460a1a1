"""What people read on the terminal."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from wizard import i18n
from wizard.cli.say import check_lines, shortened
from wizard.model.connection import ConnectionCheck, Requirement, RequirementState


@pytest.fixture(autouse=True)
def bokmal() -> Iterator[None]:
    i18n.use("nb")
    yield
    i18n.use(i18n.language_of())


def test_a_long_list_says_how_much_more_there_is() -> None:
    lines = [str(number) for number in range(1000)]
    shown = shortened(lines)
    assert len(shown) < 100
    assert shown[0] == "0"
    assert str(1000 - len(shown) + 1) in shown[-1]


@pytest.mark.parametrize("count", [0, 1, 60])
def test_a_short_list_is_shown_whole(count: int) -> None:
    assert len(shortened(["x"] * count)) == count


@pytest.mark.parametrize(
    ("id_", "words"),
    [
        ("module:API_V2", "Integrasjoner er slått på (API_V2)"),
        ("right:AUTH_CUSTOMER_ADMIN", "Rettigheten AUTH_CUSTOMER_ADMIN"),
        ("partner:file", "Filen hos partneren kan nås"),
        ("partner:sheet:employee", "Registeret hos partneren har ansatte"),
        ("partner:columns:project", "Kolonnene for prosjekter er gjenkjent"),
        ("partner:something:else", "partner:something:else"),
    ],
)
def test_a_requirement_is_said_in_words(id_: str, words: str) -> None:
    met = Requirement(id_, RequirementState.MET)
    assert check_lines(ConnectionCheck("x"), [met]) == (f"✓ {words}",)
