"""The document on people's data says of every field why it is read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wizard.model.mapping import MAPPINGS
from wizard.model.records import Kind

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "privacy.md"
HEADINGS = {Kind.EMPLOYEE: "Employees", Kind.CUSTOMER: "Customers", Kind.PROJECT: "Projects"}


@pytest.mark.parametrize("kind", HEADINGS)
def test_every_field_that_is_read_stands_in_the_document_and_no_other(kind: Kind) -> None:
    section = DOCUMENT.read_text(encoding="utf-8").partition(f"### {HEADINGS[kind]}\n")[2]
    rows = re.findall(r"^\| (`[^|]+) \| [^|]+ \|$", section.partition("\n#")[0], re.M)
    named = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert sorted(named) == sorted(MAPPINGS[kind].fields)
