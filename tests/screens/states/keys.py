"""Page 3, «Lag nøkkel», and page 4, «Lim inn nøkkel»."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QGuiApplication
from ui.desks import Keys, ready_effects

from screens import office
from screens.data import BYGG, KEY, checked, missing
from screens.stage import Stage, until
from screens.states import State
from wizard.errors import Actor, Problem, RefusedError
from wizard.flow.answers import ChooseAnswers, PasteKeyAnswers
from wizard.flow.journey import Journey, StepId
from wizard.flow.ports import Control, EffectWork, Found
from wizard.model.connection import ConnectionCheck
from wizard.profiles import KeyWay
from wizard.profiles.profile import KeyRecipe
from wizard.ui.pages.create_key import CreateKeyPage
from wizard.ui.pages.paste_key import PasteKeyPage
from wizard.ui.widgets.buttons import Button
from wizard.ui.widgets.copychip import CopyChip


def _making(stage: Stage, partner: str = "svenn") -> CreateKeyPage:
    stage.at(StepId.CREATE_KEY, ChooseAnswers(partner))
    page = stage.page
    assert isinstance(page, CreateKeyPage)
    return page


def _custom(stage: Stage) -> None:
    _making(stage).findChildren(CopyChip)[1].button.click()


def _listed(stage: Stage) -> None:
    _making(stage, "huma")


def _of_an_office(stage: Stage) -> None:
    _making(stage, "dynamik")


def _rights(stage: Stage) -> None:
    _making(stage).rights.more.click()


def _no_tab(stage: Stage) -> None:
    page = _making(stage)
    page._no_tab.buttons[0].click()


def _key_seen(stage: Stage) -> None:
    _making(stage)
    QGuiApplication.clipboard().setText(KEY)


def _ways(stage: Stage) -> None:
    stage.at(StepId.CREATE_KEY)
    profiles = stage.window.desk.profiles
    svenn = profiles["svenn"]
    others = (KeyRecipe(KeyWay.MARKETPLACE, "Svenn"), KeyRecipe(KeyWay.LIST, "Svenn"))
    profiles["svenn"] = replace(svenn, keys=(*svenn.keys, *others))
    stage.page.show_answers()
    stage.page._ways.buttons()[1].click()


def _answering(*answers: ConnectionCheck | Problem) -> EffectWork:
    """A check that answers like this, the last answer again and again."""
    left = list(answers)

    def check(journey: Journey, found: Found, control: Control) -> Found:
        now = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(now, Problem):
            raise RefusedError(now)
        return replace(found, key=now)

    return check


def _pasting(stage: Stage, work: EffectWork | None = None, keys: Keys | None = None) -> None:
    effects = ready_effects(check_key=work or _answering(checked()))
    stage.at(StepId.PASTE_KEY, effects=effects, keys=keys)


def _page(stage: Stage) -> PasteKeyPage:
    page = stage.page
    assert isinstance(page, PasteKeyPage)
    return page


def _paste(stage: Stage, text: str = KEY) -> None:
    _page(stage).field.put(text)
    stage.rest()


def _empty(stage: Stage) -> None:
    _pasting(stage)


def _accepted(stage: Stage) -> None:
    _pasting(stage)
    _paste(stage)


def _accepted_with_blanks(stage: Stage) -> None:
    nobody = replace(BYGG, organization_number="")
    _pasting(stage, _answering(checked(company=nobody, environment=None)))
    _paste(stage, f" «Bearer {KEY[:20]}\n  {KEY[20:]}» \n")


def _shown(stage: Stage) -> None:
    _pasting(stage, _answering(checked(environment="practice")))
    _paste(stage)
    _page(stage).field.show_it.click()


def _checking(stage: Stage) -> None:
    _pasting(stage, stage.halt)
    _page(stage).field.put(KEY)
    until(stage.gate.reached.is_set)


def _confirmed(stage: Stage) -> None:
    _pasting(stage, _answering(checked(environment="test")))
    _paste(stage)
    journey = stage.window.desk.runner.journey.answered(PasteKeyAnswers(BYGG.id))
    stage.come(journey)


def _keeping(stage: Stage) -> None:
    class Slow(Keys):
        def keep_key(self, base_url: str) -> Problem | None:
            stage.gate.wait()
            return super().keep_key(base_url)

    _pasting(stage, keys=Slow())
    _paste(stage)
    stage.window.foot.primary.click()
    until(stage.gate.reached.is_set)


def _trying(stage: Stage) -> None:
    class Slow(Keys):
        def try_key(self, base_url: str, key: str) -> None:
            stage.gate.wait()
            super().try_key(base_url, key)

    _pasting(stage, keys=Slow())
    _page(stage).field.put(KEY)
    until(stage.gate.reached.is_set)


def _no_key(stage: Stage) -> None:
    _pasting(stage)
    _paste(stage, "kari@fjellbygg.no")
    _page(stage)._take()


def _nothing_copied(stage: Stage) -> None:
    _pasting(stage)
    _page(stage).field.nothing.emit()


def _refused(stage: Stage) -> None:
    where = {"host": "tripletex.no"}
    problem = Problem(
        "tripletex.key_refused", Actor.ADMINISTRATOR, params=where, detail="401 / 3000 / 4f1c"
    )
    _pasting(stage, _answering(problem))
    _paste(stage)
    stage.window.content._problem._more.click()


def _offline(stage: Stage) -> None:
    problem = Problem("http.unreachable", Actor.IT, params={"host": "tripletex.no", "cause": ""})
    _pasting(stage, _answering(problem))
    _paste(stage)


def _too_few(stage: Stage) -> None:
    lacks = {
        "right:AUTH_CUSTOMER_ADMIN": missing("AUTH_CUSTOMER_ADMIN", "customer"),
        "right:AUTH_CREATE_PROJECT": missing(
            "AUTH_CREATE_PROJECT", "project", "tripletex.right_missing_key"
        ),
        "right:AUTH_COMPANY_EMPLOYEE_ADMIN": missing(
            "AUTH_COMPANY_EMPLOYEE_ADMIN", "employee", "tripletex.right_unknown"
        ),
    }
    _pasting(stage, _answering(checked(lacks)))
    _paste(stage)
    shows = [one for one in _page(stage).needs.findChildren(Button) if one.isVisible()]
    shows[1].click()


def _of_office(stage: Stage) -> None:
    _pasting(stage, _answering(checked(key_type="office")))
    _paste(stage)


def _office_offered(stage: Stage) -> None:
    effects = ready_effects(check_key=_answering(checked(key_type="office")))
    stage.at(StepId.PASTE_KEY, ChooseAnswers("workbook"), effects=effects)
    _paste(stage)


def _offices(stage: Stage) -> None:
    office.at(stage, StepId.PASTE_KEY, found=Found())
    _paste(stage)


def _of_one_company(stage: Stage) -> None:
    office.at(stage, StepId.PASTE_KEY, found=Found(), check_key=_answering(checked()))
    _paste(stage)


def _office_makes(stage: Stage) -> None:
    office.at(stage, StepId.CREATE_KEY, found=Found())


def _no_keyring(stage: Stage) -> None:
    _pasting(stage, keys=Keys(Problem("store.keyring_absent")))
    _paste(stage)
    stage.press(stage.window.foot.primary)


def _locked_keyring(stage: Stage) -> None:
    _pasting(stage, keys=Keys(Problem("store.keyring_locked"), locked=True))
    _paste(stage)
    stage.press(stage.window.foot.primary)


STATES = (
    State(StepId.CREATE_KEY, "custom", _custom, anew=True),
    State(StepId.CREATE_KEY, "from_the_list", _listed),
    State(StepId.CREATE_KEY, "two_names", _of_an_office),
    State(StepId.CREATE_KEY, "least_rights", _rights),
    State(StepId.CREATE_KEY, "no_tab", _no_tab),
    State(StepId.CREATE_KEY, "key_on_clipboard", _key_seen),
    State(StepId.CREATE_KEY, "several_ways", _ways),
    State(StepId.PASTE_KEY, "empty", _empty),
    State(StepId.PASTE_KEY, "trying", _trying),
    State(StepId.PASTE_KEY, "checking", _checking),
    State(StepId.PASTE_KEY, "accepted", _accepted),
    State(StepId.PASTE_KEY, "pasted_with_blanks", _accepted_with_blanks),
    State(StepId.PASTE_KEY, "key_shown", _shown),
    State(StepId.PASTE_KEY, "keeping", _keeping),
    State(StepId.PASTE_KEY, "confirmed", _confirmed),
    State(StepId.PASTE_KEY, "no_key", _no_key),
    State(StepId.PASTE_KEY, "nothing_copied", _nothing_copied),
    State(StepId.PASTE_KEY, "refused_with_causes", _refused),
    State(StepId.PASTE_KEY, "offline", _offline),
    State(StepId.PASTE_KEY, "too_few_rights", _too_few),
    State(StepId.PASTE_KEY, "offices_key", _of_office),
    State(StepId.PASTE_KEY, "office_offered", _office_offered),
    State(StepId.CREATE_KEY, "for_an_office", _office_makes),
    State(StepId.PASTE_KEY, "for_an_office", _offices),
    State(StepId.PASTE_KEY, "of_one_company", _of_one_company),
    State(StepId.PASTE_KEY, "no_keyring", _no_keyring),
    State(StepId.PASTE_KEY, "locked_keyring", _locked_keyring),
)
