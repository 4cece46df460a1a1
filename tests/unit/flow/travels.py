"""Journeys for the tests of the map and the runner, and effects that answer what they are given."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from wizard.flow.answers import (
    Audience,
    BoardAnswers,
    ChooseAnswers,
    ClientDifferencesAnswers,
    ClientsAnswers,
    ClientSyncAnswers,
    ConnectPartnerAnswers,
    CreateKeyAnswers,
    DifferencesAnswers,
    FirstSyncAnswers,
    IntegrationsAnswers,
    PasteKeyAnswers,
    PlanAnswers,
)
from wizard.flow.decisions import Alike, OfficeAnswer
from wizard.flow.journey import Fact, Facts, Journey, StepId
from wizard.flow.roster import Expected
from wizard.model.connection import Company, ConnectionCheck
from wizard.model.matching import Authority, Choice, Direction, Resolution
from wizard.model.records import Kind

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
FJELL = ConnectionCheck("1", company=Company(1, "Fjell Bygg AS", "923609016"), key_owner="Kari")
REGISTER = ConnectionCheck("register.xlsx")
OFFICE = ConnectionCheck(
    "9", company=Company(9, "Fjord Regnskap AS", "889640782"), key_type="office"
)


class Clock:
    """Goes a minute on each time it is read."""

    def __init__(self) -> None:
        self.at = NOW

    def now(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at

    def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


class Kept:
    """A journey store that remembers everything it was given."""

    def __init__(self, journey: Journey | None = None) -> None:
        self.journeys = [journey] if journey else []

    def load(self) -> Journey | None:
        return self.journeys[-1] if self.journeys else None

    def save(self, journey: Journey) -> None:
        self.journeys.append(journey)

    def clear(self) -> None:
        self.journeys.clear()


def whole() -> Journey:
    """A journey with every answer and every fact, standing at its end."""
    answers = (
        ChooseAnswers("svenn", base_url="http://127.0.0.1:1/v2"),
        IntegrationsAnswers(True),
        CreateKeyAnswers("custom", True),
        PasteKeyAnswers(1),
        ConnectPartnerAnswers(
            {"file": "/tmp/register.xlsx"},
            (Kind.EMPLOYEE, Kind.CUSTOMER),
            Authority.TRIPLETEX,
            Direction.PARTNER,
            Direction.NONE,
            {Kind.EMPLOYEE: {"email": Authority.PARTNER}},
        ),
        DifferencesAnswers((Resolution("abc", Choice.VALUE, "ny@fjell.no", "Kari"),), True),
        PlanAnswers("fingerprint"),
        FirstSyncAnswers("run-1", True),
    )
    journey = Journey(StepId.DONE, changed=NOW)
    for one in answers:
        journey = journey.answered(one)
    return journey.knowing(Facts(Fact(NOW, FJELL), Fact(NOW, REGISTER), "fingerprint"))


def office() -> Journey:
    """The same for an accounting office with two clients, one of them with an answer of its own."""
    numbers = ("923609016", "974760673")
    answers = (
        ChooseAnswers("workbook", Audience.OFFICE, "http://127.0.0.1:1/v2"),
        IntegrationsAnswers(True),
        CreateKeyAnswers("custom", True),
        PasteKeyAnswers(9),
        ClientsAnswers(
            numbers,
            (Expected(numbers[0], "Fjell Bygg AS", 2), Expected("971032081", "", 3)),
            ("971032081",),
            numbers[1:],
        ),
        ConnectPartnerAnswers({"file": "/tmp/{organization_number}.xlsx"}, (Kind.CUSTOMER,)),
        ClientDifferencesAnswers(
            (OfficeAnswer(Alike(Kind.CUSTOMER, "both_changed", "email"), Choice.PARTNER),),
            {numbers[0]: (Resolution("abc", Choice.SKIP),)},
            "Standard",
        ),
        ClientSyncAnswers("digest", begun=False, finished=True),
        BoardAnswers(("971032081",)),
    )
    journey = Journey(StepId.BOARD, changed=NOW)
    for one in answers:
        journey = journey.answered(one)
    return journey.knowing(Facts(Fact(NOW, OFFICE), Fact(NOW, REGISTER), "digest"))
