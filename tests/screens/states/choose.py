"""Page 1, «Velg kobling», and page 2, «Slå på Integrasjoner»."""

from __future__ import annotations

from dataclasses import replace

from ui.desks import Journeys, Opening, journey_at

from screens import office
from screens.stage import NOW, Stage, until
from screens.states import State
from wizard import paths
from wizard.flow.answers import Audience, ChooseAnswers
from wizard.flow.journey import StepId
from wizard.flow.ports import Found
from wizard.ui.pages.choose import ChoosePage
from wizard.ui.pages.integrations import IntegrationsPage
from wizard.ui.widgets.handoff import HandOff


def _page(stage: Stage) -> ChoosePage:
    page = stage.page
    assert isinstance(page, ChoosePage)
    return page


def _begun(stage: Stage) -> None:
    stage.open()


def _chosen(stage: Stage) -> None:
    stage.open()
    card = next(one for one in _page(stage).cards if one.accessibleName() == "Svenn")
    card.setFocus()
    card.click()


def _office(stage: Stage) -> None:
    stage.open()
    page = _page(stage)
    next(one for one in page.cards if one.accessibleName() == "Dynamik").click()
    page.audiences.choose(Audience.OFFICE)


def _office_guide(stage: Stage) -> None:
    office.at(stage, StepId.INTEGRATIONS, found=Found())


def _resumable(stage: Stage) -> None:
    left = replace(journey_at(StepId.PASTE_KEY, NOW), changed=NOW.replace(day=19, hour=15))
    stage.open(journeys=Journeys(left))


def _own_file(stage: Stage) -> None:
    own = stage.folder / "eget.toml"
    svenn = (paths.resources() / "profiles" / "svenn.toml").read_text(encoding="utf-8")
    svenn = svenn.replace('name = "Svenn"', 'name = "Vårt system"')
    own.write_text(svenn.replace('way = "custom"', 'way = "marketplace"'), encoding="utf-8")
    stage.open()
    _page(stage).open_profile(own)
    stage.rest()


def _reading_file(stage: Stage) -> None:
    stage.open()
    stage.hold_disk()
    _page(stage).open_profile(stage.folder / "koblingsfil.toml")


def _bad_file(stage: Stage) -> None:
    bad = stage.folder / "koblingsfil.toml"
    bad.write_text("dette = er ikke en koblingsfil\n", encoding="utf-8")
    stage.open()
    _page(stage).open_profile(bad)
    stage.rest()
    until(lambda: stage.page.notice)


def _guide(stage: Stage) -> None:
    stage.at(StepId.INTEGRATIONS)


def _consented(stage: Stage) -> None:
    _guide(stage)
    page = stage.page
    assert isinstance(page, IntegrationsPage)
    page.consent.box.click()


def _copied(stage: Stage) -> None:
    _guide(stage)
    stage.page.findChild(HandOff).mail.click()


def _sheet(stage: Stage) -> None:
    _guide(stage)
    stage.page.findChild(HandOff).save(stage.folder / "oppgave.pdf")
    stage.rest()


def _saving(stage: Stage) -> None:
    _guide(stage)
    stage.hold_disk()
    stage.page.findChild(HandOff).save(stage.folder / "oppgave.pdf")


def _no_browser(stage: Stage) -> None:
    stage.browser = Opening(takes=False)
    _guide(stage)
    stage.page._open._button.click()


def _unknown(stage: Stage) -> None:
    stage.at(StepId.INTEGRATIONS, ChooseAnswers(str(stage.folder / "borte.toml")))


STATES = (
    State(StepId.CHOOSE, "nothing_chosen", _begun),
    State(StepId.CHOOSE, "chosen", _chosen),
    State(StepId.CHOOSE, "for_an_office", _office),
    State(StepId.INTEGRATIONS, "for_an_office", _office_guide),
    State(StepId.CHOOSE, "resume", _resumable),
    State(StepId.CHOOSE, "own_file", _own_file),
    State(StepId.CHOOSE, "reading_file", _reading_file),
    State(StepId.CHOOSE, "bad_file", _bad_file),
    State(StepId.INTEGRATIONS, "guide", _guide),
    State(StepId.INTEGRATIONS, "switched_on", _consented),
    State(StepId.INTEGRATIONS, "task_copied", _copied, anew=True),
    State(StepId.INTEGRATIONS, "task_saved", _sheet, anew=True),
    State(StepId.INTEGRATIONS, "task_being_made", _saving),
    State(StepId.INTEGRATIONS, "no_browser", _no_browser),
    State(StepId.INTEGRATIONS, "unknown_partner", _unknown),
)
