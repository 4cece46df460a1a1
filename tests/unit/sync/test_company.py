"""Whose books a key opens, before anything is read."""

from __future__ import annotations

import pytest

from wizard.errors import RefusedError
from wizard.model.connection import Company, ConnectionCheck
from wizard.sync.company import company_of

FJELL = Company(7, "Fjell Bygg AS", "923609016")


@pytest.mark.parametrize("key_type", ["company", "client", None])
def test_a_key_that_opens_a_company_names_it(key_type):
    assert company_of(ConnectionCheck("t", company=FJELL, key_type=key_type)) is FJELL


def test_an_offices_key_opens_no_company_of_its_own():
    with pytest.raises(RefusedError) as refused:
        company_of(ConnectionCheck("t", company=FJELL, key_type="office"))
    assert [one.code for one in refused.value.problems] == ["step_key_of_office"]
