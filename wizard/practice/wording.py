"""The sentences of the practice server, in both languages of the real one.

Those marked *seen* are word for word what the real service has answered (in Norwegian unless
said otherwise); the others are plain sentences for answers whose text is not known. A client must
never look at them: status, code and field are what it may rely on.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Language = Literal["no", "en"]


class Text(NamedTuple):
    """One sentence in Bokmål and in English."""

    nb: str
    en: str

    def given(self, **values: object) -> Text:
        """The same sentence with its blanks filled."""
        return Text(self.nb.format(**values), self.en.format(**values))


def always(sentence: str) -> Text:
    """A sentence that the real service gives in English to everybody."""
    return Text(sentence, sentence)


# Messages of the envelope.
VALIDATION = Text("Validering feilet.", "Validation failed.")  # seen, both
UNAUTHORIZED = always("Unauthorized")  # seen
COULD_NOT_LOG_IN = "Could not log in. Check login info in Authorization header."  # seen
NO_PERMISSION = always("You do not have permission to access this feature.")  # seen
NOT_FOUND = always("Object not found")  # seen
NO_ROUTE = always("HTTP 404 Not Found")  # seen
UNSPECIFIED = always("Unspecified exception")  # seen
MAPPING = always("Request mapping failed")  # seen
PARAMETER = always("Validation failed")  # seen, without a full stop
ILLEGAL_FIELD = always(  # seen
    "Illegal field in fields filter: {name}. {name} does not match a field in the model: {dto}"
)
BAD_SORTING = always("Field specified for use in sorting does not exist: '{pattern}'")  # seen
REVISION = always("RevisionException")
TOO_MANY_MATCHES = always("Result set too large")
INVALID_JSON = always("Invalid JSON")
TOO_MANY_REQUESTS = always("Too many requests")

# Messages about a field.
REQUIRED = Text("Feltet må fylles ut.", "The field must be filled in.")  # seen
NOT_NULL = Text("Kan ikke være null.", "Cannot be null.")  # seen, both
LENGTH = Text(  # seen, both
    "Feltet har ikke korrekt lengde. Det må være mellom {least} og {most}.",
    "Length of field must be between {least} and {most}.",
)
MINIMUM = Text("Må være minimum {least}", "Must be at least {least}")  # seen
MAXIMUM = Text("Kan ikke være over {most}", "Cannot be above {most}")  # seen
UNKNOWN_FIELD = Text(  # seen
    "Feltet eksisterer ikke i objektet.", "The field does not exist in the object."
)
WRONG_TYPE = Text(  # seen
    "Verdien er ikke av korrekt type for dette feltet.",
    "The value is not of the correct type for this field.",
)
FROM_NEGATIVE = Text(  # seen
    '"From" må være et heltall som er 0 eller høyere.',
    '"From" must be an integer that is 0 or higher.',
)
COUNT_NEGATIVE = Text(
    '"Count" må være et heltall som er 0 eller høyere.',
    '"Count" must be an integer that is 0 or higher.',
)
ID_LIST = Text(  # seen
    "Listen med ID-er må være en kommaseparert liste med positive heltall.",
    "The list of IDs must be a comma separated list of positive integers.",
)
BAD_DATE = Text(  # seen
    "Dato er ugyldig. Korrekt format er yyyy-mm-dd.",
    "The date is invalid. The correct format is yyyy-mm-dd.",
)
NAME_TAKEN = Text("Navnet er i bruk.", "The name is in use.")  # seen, both
NUMBER_TAKEN = Text("Nummeret er i bruk.", "The number is in use.")  # seen
BAD_FORMAT = Text("Ugyldig format.", "Invalid format.")  # seen
BAD_VAT_CODE = Text("Ugyldig mva-kode.", "Invalid VAT code.")  # seen, both
ID_ON_CREATE = Text(  # the English beginning has been seen
    "En ID kan ikke settes ved oppretting.", "An ID cannot be set when creating an object."
)
VERSION_ON_CREATE = Text(
    "En versjon kan ikke settes ved oppretting.",
    "A version cannot be set when creating an object.",
)
NOT_KEPT = Text(
    "Øvelsesselskapet fører ikke dette feltet.", "The practice company does not keep this field."
)
TOO_MANY_ELEMENTS = Text("Listen er for lang.", "The list is too long.")

# Keys and sessions.
BAD_CONSUMER_TOKEN = Text(  # seen, both
    "Nøkkelen er ugyldig", "The consumer token is invalid or does not exist."
)
BAD_EMPLOYEE_TOKEN = Text("Nøkkelen er ugyldig", "The employee token is invalid or does not exist.")
DATE_PASSED = Text("Datoen er passert.", "The date has passed.")

# Employees.
USER_TYPE = Text(  # seen
    'Brukertype kan ikke være "0" eller tom.', 'User type cannot be "0" or empty.'
)
EMAIL_REQUIRED = Text(  # seen
    "Må angis for Tripletex-brukere.", "Must be given for Tripletex users."
)
EMAIL_TAKEN = Text(  # seen
    "Det finnes allerede en bruker med denne e-postadressen.",
    "There is already a user with this email address.",
)
EMAIL_FIXED = Text("E-postadressen kan ikke endres.", "The email address cannot be changed.")
BIRTH_DATE_FIXED = Text("Fødselsdatoen kan ikke endres.", "The date of birth cannot be changed.")
DIVISION_REQUIRED = Text(  # seen
    "Arbeidsforholdet må knyttes til en virksomhet/underenhet.",
    "The employment must be connected to a business/sub-unit.",
)
DETAILS_BEFORE_START = Text(  # seen
    "Dato på lønnsraden er før arbeidsforholdets startdato.",
    "The date is before the start date of the employment.",
)
ALREADY_EXISTS = Text("Finnes fra før.", "Already exists.")  # seen, both

# Customers, divisions, projects, activities.
BAD_ORGANIZATION_NUMBER = Text("Ugyldig organisasjonsnummer.", "Invalid organization number.")
LEGAL_ENTITY = Text(  # seen
    "Juridisk enhet kan ikke registreres som virksomhet/underenhet.",
    "A legal entity cannot be registered as a business/sub-unit.",
)
INTERNAL_ID = Text("Internt felt (id)", "Internal field (id)")  # seen; a field, not a sentence
TIES = {  # seen
    "projects": Text("Prosjekter er registrert.", "Projects are registered."),
    "orders": Text("Ordrer er registrert.", "Orders are registered."),
    "invoices": Text("Fakturaer er registrert.", "Invoices are registered."),
    "postings": Text(
        "Posteringer er registrert på kunden.", "Postings are registered on the customer."
    ),
}
MANAGER_REQUIRED = Text(  # seen
    'Feltet "Prosjektleder" må fylles ut.', 'The field "Project manager" must be filled in.'
)
MANAGER_REFUSED = Text(  # seen
    "Oppgitt prosjektleder har ikke fått tilgang som prosjektleder i kontoen: {name}.",
    "The given project manager has not been given access as project manager: {name}.",
)
SPECIFIC_ACTIVITY = Text(
    "Prosjektspesifikke aktiviteter opprettes på prosjektet.",
    "Project specific activities are created on the project.",
)
IN_USE = Text("Kan ikke slettes, er i bruk.", "Cannot be deleted, it is in use.")
