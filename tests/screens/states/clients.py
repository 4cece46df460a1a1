"""An office's pages «Kontroller avvik», «Første synk» and «Klientene»."""

from __future__ import annotations

from dataclasses import replace

from ui.desks import report_of_it
from ui.offices import BRYGGEN, DAL, FJELL, HAVGAP, NORDLYS, Templates, asked, results
from ui.registers import fjell, reading

from screens.office import all_ready, all_synced, at, failing, held, known, reached, rein
from screens.stage import NOW, Stage, settle, until
from screens.states import State
from screens.states.result import undoing
from screens.states.running import planned, undone_slowly
from wizard.errors import Actor, Problem
from wizard.flow.answers import ClientSyncAnswers, ConnectPartnerAnswers
from wizard.flow.clients import Results
from wizard.flow.journey import Journey, StepId
from wizard.flow.ports import Control, EffectWork, Found
from wizard.flow.standing import Standing
from wizard.flow.steps import Effect
from wizard.model.batch import ClientState
from wizard.model.matching import Choice
from wizard.ui.pages.board import BoardPage
from wizard.ui.pages.client_differences import ClientDifferencesPage
from wizard.ui.pages.client_sync import ClientSyncPage

_LONG = 7300.0
_SHUT = Problem("tripletex.client_shut", Actor.ADMINISTRATOR)


def _becomes(outcome: Results) -> EffectWork:
    def work(journey: Journey, found: Found, control: Control) -> Found:
        return replace(found, results=outcome)

    return work


# the differences


def _compared(
    stage: Stage, outcome: Results | None = None, templates: Templates | None = None
) -> ClientDifferencesPage:
    outcome = results(NOW) if outcome is None else outcome
    work = _becomes(outcome)
    real = reading(fjell())
    page = at(
        stage,
        StepId.CLIENT_DIFFERENCES,
        found=known(outcome),
        templates=templates,
        compare_clients=work,
        survey=real[Effect.SURVEY],
        plan=real[Effect.PLAN],
    )
    assert isinstance(page, ClientDifferencesPage)
    return page


def _comparing(stage: Stage, done: int = 0) -> None:
    work = held(stage, done, _LONG)
    at(stage, StepId.CLIENT_DIFFERENCES, found=known({}), compare_clients=work)
    reached(stage)


def _some_compared(stage: Stage) -> None:
    _comparing(stage, 3)


def _comparing_held(stage: Stage) -> None:
    _comparing(stage, 3)
    rein(stage, 0)


def _questions(stage: Stage) -> None:
    _compared(stage)


def _eyes(stage: Stage) -> None:
    outcome = dict(results(NOW))
    looked = replace(asked("q8", "email"), options=(Choice.LINK, Choice.APART))
    both = replace(outcome[FJELL.id], questions=(looked, asked("q1", "phone")))
    _compared(stage, {**outcome, FJELL.id: both})


def _answered(stage: Stage) -> None:
    _compared(stage).questions.cards[0].choices.buttons[1].click()


def _no_questions(stage: Stage) -> None:
    _compared(stage, all_ready())


def _not_compared(stage: Stage) -> None:
    """Clients that came later, or none that the partner has."""
    outcome = {id_: one for id_, one in results(NOW).items() if id_ in (BRYGGEN.id, DAL.id)}
    _compared(stage, outcome)


def _compare_failed(stage: Stage) -> None:
    refused = failing("tripletex.unavailable")
    at(stage, StepId.CLIENT_DIFFERENCES, found=known({}), compare_clients=refused)


def _template(stage: Stage) -> None:
    page = _compared(stage)
    page.questions.cards[0].choices.buttons[0].click()
    page.templates.name.setText("Bygg og anlegg")
    page.templates._keep()
    stage.rest()
    page.templates._use("Bygg og anlegg")
    stage.rest()


def _keeping(stage: Stage) -> None:
    class Slow(Templates):
        def save(self, name: str, partner: str, text: str) -> None:
            stage.gate.wait()
            super().save(name, partner, text)

    page = _compared(stage, templates=Slow())
    page.templates.name.setText("Bygg og anlegg")
    page.templates.keep.click()
    reached(stage)


def _one_client(stage: Stage) -> None:
    page = _compared(stage)
    page.clients.opened.emit(next(row for row in page._rows if row.number == _number()))
    stage.rest()


def _number() -> str:
    return FJELL.organization_number


# the synk


def _sync(
    stage: Stage, outcome: Results, *said: ClientSyncAnswers, **effects: EffectWork
) -> ClientSyncPage:
    page = at(stage, StepId.CLIENT_SYNC, *said, found=known(outcome), **effects)
    assert isinstance(page, ClientSyncPage)
    return page


def _to_approve(stage: Stage) -> None:
    _sync(stage, results(NOW))


def _many_to_approve(stage: Stage) -> None:
    _sync(stage, all_ready(40)).consent.box.click()


def _reading_a_plan(stage: Stage) -> ClientSyncPage:
    page = _sync(stage, results(NOW))
    stage.hold_disk()
    page.clients.opened.emit(next(row for row in page._rows if row.result and row.result.plan))
    settle()
    return page


def _plan_of_one(stage: Stage) -> None:
    page = _reading_a_plan(stage)
    stage.gate.opened.set()
    until(lambda: page.plan.on, "no plan")
    settle()


def _started(stage: Stage, done: int, left: float | None = None) -> None:
    page = _sync(stage, all_ready(), sync_clients=held(stage, done, left))
    page.consent.box.click()
    stage.window.foot.primary.click()
    reached(stage)


def _under_way(stage: Stage) -> None:
    _started(stage, 3, _LONG)


def _paused(stage: Stage) -> None:
    _started(stage, 3, _LONG)
    rein(stage, 0)


def _stopping(stage: Stage) -> None:
    _started(stage, 3, _LONG)
    rein(stage, 1)


def _interrupted() -> Results:
    """One client stopped on its way, and one that somebody is at."""
    outcome = dict(results(NOW))
    for company, state in (
        (BRYGGEN, ClientState.INTERRUPTED),
        (FJELL, ClientState.RUNNING),
    ):
        one = outcome[company.id]
        outcome[company.id] = replace(one, member=replace(one.member, state=state), compared="")
    return outcome


def _unfinished(stage: Stage) -> None:
    _sync(stage, _interrupted(), ClientSyncAnswers("digest", begun=True))


def _broken_off(stage: Stage) -> None:
    outcome = all_ready()
    page = _sync(
        stage,
        outcome,
        sync_clients=failing("key_missing"),
        recall_clients=_becomes(_interrupted()),
    )
    page.consent.box.click()
    stage.window.foot.primary.click()
    stage.rest()


def _causes(stage: Stage) -> None:
    outcome = {id_: one for id_, one in results(NOW).items() if id_ != BRYGGEN.id}
    _sync(stage, outcome, ClientSyncAnswers("digest", finished=True))


def _restarted(stage: Stage) -> None:
    """What was compared has not outlived a restart."""
    _sync(stage, {}, recall_clients=_becomes({}))


# the board


def _board(
    stage: Stage,
    outcome: Results | None = None,
    *said: ConnectPartnerAnswers,
    **effects: EffectWork,
) -> BoardPage:
    outcome = results(NOW) if outcome is None else outcome
    work = {"report": report_of_it, "recall_clients": _becomes(outcome), **effects}
    page = at(stage, StepId.BOARD, *said, found=known(outcome), **work)
    assert isinstance(page, BoardPage)
    until(lambda: page.bar._at is not None, "nobody saw the clients")
    settle()
    return page


def _all_sorts(stage: Stage) -> None:
    _board(stage)


def _every_one_synced(stage: Stage) -> None:
    _board(stage, all_synced())


def _on_the_way(stage: Stage) -> None:
    _board(stage, _interrupted())


def _one_cause(stage: Stage) -> None:
    """What stops four clients stands once."""
    outcome = dict(results(NOW))
    failed = outcome[HAVGAP.id]
    for company in (BRYGGEN, FJELL, NORDLYS):
        member = replace(failed.member, company=company, problems=(_SHUT,))
        outcome[company.id] = replace(failed, member=member)
    _board(stage, outcome)


def _made_there(stage: Stage) -> None:
    settings = ConnectPartnerAnswers({"file": "klienter.xlsx", "missing": "make"})
    outcome = {id_: one for id_, one in results(NOW).items() if id_ == DAL.id}
    _board(stage, outcome, settings)


def _filtered(stage: Stage) -> None:
    _board(stage).clients._look(standing=Standing.CHOICES)


def _opened(stage: Stage, company: int = DAL.id, **effects: EffectWork) -> BoardPage:
    page = _board(stage, **effects)
    rows = {row.placed.company.id: row for row in page._rows if row.placed.company}
    page.clients.opened.emit(rows[company])
    stage.rest()
    return page


def _client_stopped(stage: Stage) -> None:
    _opened(stage, HAVGAP.id)


def _client_synced(stage: Stage) -> None:
    _opened(stage)


def _report_read(stage: Stage) -> None:
    _opened(stage, report=stage.halt)
    settle()


def _asked_back(stage: Stage, **effects: EffectWork) -> BoardPage:
    def plan_undo(journey: Journey, found: Found, control: Control) -> Found:
        _, plans = planned(stage)
        assert plans.plan is not None
        return replace(found, undoing=undoing(plans.plan))

    page = _opened(stage, plan_undo=plan_undo, **effects)
    page.card.undo.click()
    stage.rest()
    return page


def _before_undo(stage: Stage) -> None:
    _asked_back(stage).undo.view.consent.box.click()


def _undoing(stage: Stage) -> None:
    _asked_back(stage, undo=undone_slowly(stage)).undo.view.consent.box.click()
    stage.window.foot.primary.click()
    reached(stage)


def _removed(stage: Stage) -> None:
    _opened(stage).card.remove.click()


def _compared_again(stage: Stage) -> None:
    _board(stage, compare_clients=held(stage, 4, _LONG))
    stage.window.foot.primary.click()
    reached(stage)


def _goes_on(stage: Stage) -> None:
    _board(stage, _interrupted(), sync_clients=held(stage, 4, _LONG))
    stage.window.foot.primary.click()
    reached(stage)


def _not_reached(stage: Stage) -> None:
    _board(stage, compare_clients=failing("tripletex.unavailable"))
    stage.window.foot.primary.click()
    stage.rest()


def _handing_over(stage: Stage) -> None:
    page = _board(stage)
    stage.hold_disk()
    page.deeds.hand_over(stage.folder / "oppsett.toml")


_DIFFERENCES, _SYNC, _BOARD = StepId.CLIENT_DIFFERENCES, StepId.CLIENT_SYNC, StepId.BOARD

STATES = (
    State(_DIFFERENCES, "comparing", _comparing),
    State(_DIFFERENCES, "some_compared", _some_compared),
    State(_DIFFERENCES, "held", _comparing_held),
    State(_DIFFERENCES, "questions", _questions),
    State(_DIFFERENCES, "to_be_looked_at", _eyes),
    State(_DIFFERENCES, "answered", _answered),
    State(_DIFFERENCES, "no_questions", _no_questions),
    State(_DIFFERENCES, "not_compared", _not_compared),
    State(_DIFFERENCES, "failed", _compare_failed),
    State(_DIFFERENCES, "template", _template),
    State(_DIFFERENCES, "keeping_a_template", _keeping),
    State(_DIFFERENCES, "one_client", _one_client),
    State(_SYNC, "to_approve", _to_approve),
    State(_SYNC, "many_to_approve", _many_to_approve),
    State(_SYNC, "reading_a_plan", _reading_a_plan),
    State(_SYNC, "plan_of_one_client", _plan_of_one),
    State(_SYNC, "under_way", _under_way),
    State(_SYNC, "paused", _paused),
    State(_SYNC, "stopping", _stopping),
    State(_SYNC, "unfinished", _unfinished),
    State(_SYNC, "broken_off", _broken_off),
    State(_SYNC, "done_with_causes", _causes),
    State(_SYNC, "after_a_restart", _restarted),
    State(_BOARD, "all_sorts", _all_sorts),
    State(_BOARD, "every_client_synced", _every_one_synced),
    State(_BOARD, "on_the_way", _on_the_way),
    State(_BOARD, "one_cause", _one_cause),
    State(_BOARD, "made_there", _made_there),
    State(_BOARD, "filtered", _filtered),
    State(_BOARD, "reading_a_report", _report_read),
    State(_BOARD, "client_stopped", _client_stopped),
    State(_BOARD, "client_synced", _client_synced),
    State(_BOARD, "before_undo", _before_undo),
    State(_BOARD, "undoing", _undoing),
    State(_BOARD, "removed", _removed),
    State(_BOARD, "compared_again", _compared_again),
    State(_BOARD, "goes_on", _goes_on),
    State(_BOARD, "not_reached", _not_reached),
    State(_BOARD, "handing_over", _handing_over),
)
