"""The set-up file and the journey: the same answers, read either way.

Both functions work on the plain values of a set-up file (its tables, and the keys that stand in
it), so that the journey knows nothing of TOML or of how the file is checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wizard.flow.answers import (
    TRIPLETEX,
    Audience,
    ChooseAnswers,
    ClientsAnswers,
    ConnectPartnerAnswers,
)
from wizard.flow.journey import Journey
from wizard.flow.roster import Expected
from wizard.model.matching import Authority, Direction
from wizard.model.records import Kind


def prefilled(setup: Mapping[str, Any]) -> Journey:
    """A new journey with what a set-up file says; what it does not is left to a person."""
    said, scope = setup.get("decisions", {}), setup.get("scope", {})
    connect = ConnectPartnerAnswers(
        dict(setup.get("partner_settings", {})),
        tuple(Kind(name) for name in scope["kinds"]) if "kinds" in scope else None,
        Authority(said["default"]) if "default" in said else None,
        Direction(said["create_missing"]) if "create_missing" in said else None,
        Direction(said["fill_missing"]) if "fill_missing" in said else None,
        {
            kind: {name: Authority(one) for name, one in said[kind.value].items()}
            for kind in Kind
            if kind.value in said
        },
    )
    choose = ChooseAnswers(
        setup["partner"],
        Audience(setup.get("audience", Audience.COMPANY)),
        setup.get("tripletex", {}).get("base_url", TRIPLETEX),
    )
    journey = Journey().answered(choose).answered(connect)
    if "clients" not in scope:
        return journey
    numbers = tuple(scope["clients"])
    expected = tuple(Expected(one, "", row) for row, one in enumerate(numbers, 1))
    return journey.answered(ClientsAnswers(numbers, expected))


def setup_of(journey: Journey) -> dict[str, Any]:
    """The values of the set-up file that says what the journey's answers say, and no more."""
    choose, connect = journey.of(ChooseAnswers), journey.of(ConnectPartnerAnswers)
    decisions = {
        "default": connect.default,
        "create_missing": connect.create_missing,
        "fill_missing": connect.fill_missing,
    }
    said = {name: one.value for name, one in decisions.items() if one is not None}
    fields = {
        kind.value: {name: one.value for name, one in own.items()}
        for kind, own in connect.fields.items()
    }
    numbers = journey.of(ClientsAnswers).numbers
    scope = {
        "kinds": None if connect.kinds is None else [kind.value for kind in connect.kinds],
        "clients": list(numbers) if journey.office and numbers is not None else None,
    }
    return {
        "version": 1,
        "partner": choose.partner,
        "audience": choose.audience.value,
        "tripletex": {"base_url": choose.base_url},
        "partner_settings": dict(connect.settings),
        "scope": {name: one for name, one in scope.items() if one is not None},
        "decisions": {**said, **fields},
    }
