"""The set-up file and the journey: the same answers, read either way.

Both functions work on the plain values of a set-up file (its tables and keys), so that the
journey knows nothing of TOML or of how the file is checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wizard.flow.answers import Audience, ChooseAnswers, ConnectPartnerAnswers
from wizard.flow.journey import Journey
from wizard.model.matching import Authority, Direction
from wizard.model.records import Kind


def prefilled(setup: Mapping[str, Any]) -> Journey:
    """A new journey with what a set-up file answers; what it cannot know is left to a person."""
    decisions = setup["decisions"]
    kinds = tuple(Kind(name) for name in setup["scope"]["kinds"])
    fields = {
        kind: {name: Authority(one) for name, one in decisions[kind.value].items()}
        for kind in Kind
        if decisions.get(kind.value)
    }
    connect = ConnectPartnerAnswers(
        dict(setup["partner_settings"]),
        kinds,
        Authority(decisions["default"]),
        Direction(decisions["create_missing"]),
        Direction(decisions["fill_missing"]),
        fields,
    )
    choose = ChooseAnswers(
        setup["partner"], Audience(setup["audience"]), setup["tripletex"]["base_url"]
    )
    return Journey().answered(choose).answered(connect)


def setup_of(journey: Journey) -> dict[str, Any]:
    """The values of the set-up file that says what the journey's answers say."""
    choose, connect = journey.of(ChooseAnswers), journey.of(ConnectPartnerAnswers)
    return {
        "version": 1,
        "partner": choose.partner,
        "audience": choose.audience.value,
        "tripletex": {"base_url": choose.base_url},
        "partner_settings": dict(connect.settings),
        "scope": {"kinds": [kind.value for kind in connect.kinds]},
        "decisions": {
            "default": connect.default.value,
            "create_missing": connect.create_missing.value,
            "fill_missing": connect.fill_missing.value,
            **{
                kind.value: {name: one.value for name, one in fields.items()}
                for kind, fields in connect.fields.items()
            },
        },
    }
