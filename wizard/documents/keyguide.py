"""How a key is made in Tripletex, step by step, by the way that the partner's profile says.

The page, its drawing and the task for a colleague all come from the same steps, so that a number
in the drawing is the number of the step everywhere. Menu words stand between double asterisks.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from wizard.i18n import translate as _
from wizard.model.records import Kind
from wizard.profiles.profile import KeyPlace, KeyRecipe, KeyWay, Profile, Right

LEFT_OPEN = "Velg fra listen …"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A field of Tripletex's page as the drawing shows it, in Tripletex's own words."""

    label: str
    value: str
    button: bool = False


@dataclass(frozen=True, slots=True)
class KeyStep:
    """One thing to do: what and where, a text to copy (``copied``, and what it is), and where in
    the drawing it happens."""

    what: str
    where: str = ""
    copied: str = ""
    copied_is: str = ""
    drawn: Drawn | None = None


def recipe_of(profile: Profile, way: str) -> KeyRecipe:
    """The profile's recipe for a way; its best one where it has none of that name."""
    return next((one for one in profile.keys if one.way == way), profile.keys[0])


def key_steps(recipe: KeyRecipe, partner: str, *, office: bool = False) -> tuple[KeyStep, ...]:
    """The steps to a key, in order; with ``office`` one that an office's clients can share."""
    if recipe.way is KeyWay.MARKETPLACE:
        return _marketplace(recipe, partner)
    chosen = _from_list(recipe) if recipe.way is KeyWay.LIST else _custom(recipe)
    created = KeyStep(
        _("Press **Opprett nøkkel** and copy"),
        _("The key is shown this one time only."),
        drawn=Drawn("", "Opprett nøkkel", button=True),
    )
    shared = (_shared(),) if office else ()
    return (_place(recipe), *chosen, *_named(recipe), *shared, created)


def office_recipes(profile: Profile) -> tuple[KeyRecipe, ...]:
    """The ways to a key that an office's clients can share: those where a person makes it."""
    made = tuple(one for one in profile.keys if one.way is not KeyWay.MARKETPLACE)
    return made or (KeyRecipe(KeyWay.CUSTOM, profile.name),)


def drawing_name(recipe: KeyRecipe) -> str:
    """What Tripletex calls the page that is drawn."""
    return "Integrasjoner" if recipe.way is KeyWay.MARKETPLACE else recipe.new_key


def unused_fields(recipe: KeyRecipe) -> tuple[Drawn, ...]:
    """The fields above the numbered ones that nobody has to touch."""
    return (Drawn("Applikasjon", LEFT_OPEN),) if recipe.way is KeyWay.CUSTOM else ()


def least_rights(profile: Profile, kinds: Collection[Kind]) -> tuple[Right, ...]:
    """The rights that are enough for these kinds, and those the partner needs whatever they are."""
    return tuple(one for one in profile.rights.least if one.kind is None or one.kind in kinds)


def asked_rights(profile: Profile) -> str:
    """What the partner's own guide asks for, in a sentence."""
    sentences = {
        "all": _("{partner} asks for **Alle tilganger**."),
        "owner": _("{partner} asks for a key whose owner has the rights that are needed."),
        "chosen": _("Choose **Bestem selv** and tick the rights below, or **Alle tilganger**."),
    }
    return sentences[profile.rights.asks].format(partner=profile.name)


def _place(recipe: KeyRecipe) -> KeyStep:
    if recipe.place is KeyPlace.OWN_PROFILE:
        return KeyStep(
            _("Open your own profile"), _("The picture at the top › **Mer › API-tilgang**")
        )
    return KeyStep(
        _("Open the employee who is to own the key"),
        _("**Selskap › Ansatte** › choose the employee › the tab **API-tilgang**"),
    )


def _custom(recipe: KeyRecipe) -> tuple[KeyStep, ...]:
    return (
        KeyStep(
            _("Press **{button}**").format(button=recipe.new_key),
            _("and tick **{setup}** › **{access}**").format(
                setup=recipe.setup, access=recipe.access
            ),
            drawn=Drawn("", f"☑ {recipe.setup}    ◉ {recipe.access}"),
        ),
        KeyStep(
            _("Paste the application name"),
            _("It has to be exactly the same, capital and small letters too."),
            recipe.application_name,
            _("the application name"),
            Drawn("Applikasjonsnavn", recipe.application_name),
        ),
    )


def _from_list(recipe: KeyRecipe) -> tuple[KeyStep, ...]:
    return (
        KeyStep(_("Press **{button}**").format(button=recipe.new_key)),
        KeyStep(
            _("Choose the application in the list"),
            _("It brings its own rights with it."),
            recipe.application_name,
            _("the application name"),
            Drawn("Applikasjon", recipe.application_name),
        ),
    )


def _named(recipe: KeyRecipe) -> tuple[KeyStep, ...]:
    if recipe.key_name is None:
        return ()
    drawn = Drawn("Gi nøkkelen et navn", recipe.key_name)
    name = KeyStep(_("Name the key"), "", recipe.key_name, _("the key's name"), drawn)
    return (name,)


def _shared() -> KeyStep:
    return KeyStep(
        _("Tick **Regnskapskontorets brukernøkkel**"),
        _("Only then can the key be let in to the clients."),
        drawn=Drawn("", "☑ Regnskapskontorets brukernøkkel"),
    )


def _marketplace(recipe: KeyRecipe, partner: str) -> tuple[KeyStep, ...]:
    name = recipe.application_name
    return (
        KeyStep(_("Open the menu **Integrasjoner**")),
        KeyStep(
            _("Search for the application and open its card"),
            _("The button may also be called **Aktiver**."),
            name,
            _("the application name"),
            Drawn("Søk", name),
        ),
        KeyStep(
            _("Tick the agreement, and press **Legg til**"),
            _("Tripletex makes the key itself and hands it to {partner}.").format(partner=partner),
            drawn=Drawn("", "Legg til", button=True),
        ),
        KeyStep(
            _("Copy the key that {partner} shows").format(partner=partner),
            _("Where none is shown, ask {partner} for it.").format(partner=partner),
        ),
    )
