"""Hands that reach into the world from outside, as a person in the company would."""

import pytest


def test_edit_add_and_remove_are_somebody_else(practice, world, api):
    customer = world.add("customer", name="Utenfra AS")
    assert api.get(f"/customer/{customer}").json()["value"]["name"] == "Utenfra AS"
    world.edit("customer", customer, name="Endret AS")
    assert world.company.customers[customer].version == 1
    world.remove("customer", customer)
    assert api.get(f"/customer/{customer}").status_code == 404


def test_hands_from_outside_know_the_fields(world):
    with pytest.raises(ValueError, match="shoeSize"):
        world.add("employee", shoeSize=45)
    with pytest.raises(ValueError, match="supplier"):
        world.add("supplier", name="x")
