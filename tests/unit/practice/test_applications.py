"""What keys can be made for fits what the partners' guides tell people to choose or to write."""

import pytest


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("Tripletex-kobling", False),
        ("Svenn", False),
        ("DynamikManagement_Internal", False),
        ("Huma", True),
    ],
)
def test_every_partner_can_be_rehearsed_with_the_one_consumer_token(world, name, listed):
    application = next(each for each in world.applications if each.name == name)
    assert application.consumer == world.consumer_token
    assert application.listed is listed


def test_two_applications_are_another_vendor_s(world):
    others = [each for each in world.applications if each.consumer != world.consumer_token]
    assert len({each.consumer for each in others}) == 2
    assert all(each.listed for each in others)
    assert world.consumer_token not in repr(world.applications)
