"""The vendor's models as compact tables: which fields exist, of what type, who may write them.

Facts from the vendor's description, release 2.74.00. A model is written as one line of words,
`name[:type][!]`, where `!` marks what the vendor calls read-only and the type is one of

* nothing (text), `int`, `num`, `flag`, `date`, or choices parted by `|`
* `>Model` a reference, `{"id": n}` · `+Model` an object that lives inside its owner
* `[Model]` a list of objects · `[text]` a list of texts

A model that is only ever pointed at and not kept by the practice company is *opaque*: it has an
id and nothing else that can be asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from functools import cache


class Type(Enum):
    """What a field holds."""

    TEXT = "text"
    INTEGER = "int"
    NUMBER = "num"
    FLAG = "flag"
    DATE = "date"
    CHOICE = "choice"
    REFERENCE = "reference"
    INLINE = "inline"
    OBJECTS = "objects"
    TEXTS = "texts"


NESTED = frozenset({Type.REFERENCE, Type.INLINE, Type.OBJECTS})
_PLAIN = {
    "": Type.TEXT,
    "int": Type.INTEGER,
    "num": Type.NUMBER,
    "flag": Type.FLAG,
    "date": Type.DATE,
    "[text]": Type.TEXTS,
}
_MARKED = {">": Type.REFERENCE, "+": Type.INLINE, "[": Type.OBJECTS}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a model; `model` names what a nested field holds."""

    name: str
    type: Type
    read_only: bool = False
    model: str = ""
    choices: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Model:
    """One of the vendor's object types and the path its objects are addressed under."""

    name: str
    path: str = ""
    fields: dict[str, Field] = field(default_factory=dict)

    @property
    def dto(self) -> str:
        """The name the vendor's error texts use."""
        return f"{self.name}DTO"

    @property
    def addressable(self) -> bool:
        """True when objects have an id, and so appear as `{id, url}` where not expanded."""
        return "id" in self.fields


def model(name: str) -> Model:
    """The model of that name; opaque when no table describes it."""
    return MODELS.get(name) or _opaque(name)


@cache
def _opaque(name: str) -> Model:
    return _read(name, name[0].lower() + name[1:], "")


def _field(word: str) -> Field:
    read_only = word.endswith("!")
    name, _, kind = word.rstrip("!").partition(":")
    if kind in _PLAIN:
        return Field(name, _PLAIN[kind], read_only)
    if kind[0] in _MARKED:
        return Field(name, _MARKED[kind[0]], read_only, kind[1:].rstrip("]"))
    return Field(name, Type.CHOICE, read_only, choices=frozenset(kind.split("|")))


def _read(name: str, path: str, words: str, *, bare: bool = False) -> Model:
    base = "" if bare else "id:int version:int changes:[Change]! url! "
    fields = [_field(word) for word in (base + words).split()]
    return Model(name, path, {each.name: each for each in fields})


def _choices(words: str, prefix: str = "") -> str:
    return "|".join(prefix + word for word in words.split())


_ADDRESS = """addressLine1 addressLine2 postalCode city country:>Country displayName!
    addressAsString! displayNameInklMatrikkel! knr:int gnr:int bnr:int fnr:int snr:int unitNumber"""

_EMPLOYEE = """firstName lastName displayName! employeeNumber dateOfBirth:date email
    phoneNumberMobileCountry:>Country phoneNumberMobile phoneNumberHome phoneNumberWork
    nationalIdentityNumber dnumber internationalId:+InternationalId bankAccountNumber iban bic
    creditorBankCountryId:int usesAbroadPayment:flag userType:STANDARD|EXTENDED|NO_ACCESS
    allowInformationRegistration:flag! isContact:flag isProxy:flag! comments address:+Address
    department:>Department employments:[Employment] holidayAllowanceEarned:>HolidayAllowanceEarned
    employeeCategory:>EmployeeCategory isAuthProjectOverviewURL:flag! pictureId:int!
    companyId:int! vismaConnect2FAactive:flag!"""

_END_REASONS = _choices(
    """
    EXPIRED EMPLOYEE EMPLOYER WRONGLY_REPORTED SYSTEM_OR_ACCOUNTANT_CHANGE INTERNAL_CHANGE
    """,
    "EMPLOYMENT_END_",
)
_TAX_CODES = _choices(
    """
    loennFraHovedarbeidsgiver loennFraBiarbeidsgiver pensjon loennTilUtenrikstjenestemann
    loennKunTrygdeavgiftTilUtenlandskBorger
    loennKunTrygdeavgiftTilUtenlandskBorgerSomGrensegjenger introduksjonsstoenad
    ufoereytelserFraAndre
    """
)
_EMPLOYMENT = f"""employee:>Employee employmentId startDate:date endDate:date
    employmentEndReason:{_END_REASONS} division:>Division lastSalaryChangeDate:date
    noEmploymentRelationship:flag isMainEmployer:flag taxDeductionCode:{_TAX_CODES}
    employmentDetails:[EmploymentDetails] isRemoveAccessAtEmploymentEnded:flag
    latestSalary:>EmploymentDetails"""

_FORMS = """PERMANENT|TEMPORARY|PERMANENT_AND_HIRED_OUT|TEMPORARY_AND_HIRED_OUT|TEMPORARY_ON_CALL
    |NOT_CHOSEN"""
_WAGES = "MONTHLY_WAGE|HOURLY_WAGE|COMMISION_PERCENTAGE|FEE|NOT_CHOSEN|PIECEWORK_WAGE"
_SHIFTS = """NOT_SHIFT|ROUND_THE_CLOCK|SHIFT_365|OFFSHORE_336|CONTINUOUS|OTHER_SHIFT|NOT_CHOSEN"""
_DETAILS = f"""employment:>Employment date:date
    employmentType:ORDINARY|MARITIME|FREELANCE|NOT_CHOSEN
    employmentForm:{"".join(_FORMS.split())} maritimeEmployment:>MaritimeEmployment
    remunerationType:{_WAGES} workingHoursScheme:{_SHIFTS} shiftDurationHours:num
    occupationCode:>OccupationCode percentageOfFullTimeEquivalent:num annualSalary:num
    hourlyWage:num payrollTaxMunicipalityId:>Municipality monthlySalary:num!"""

_CUSTOMER = """name organizationNumber globalLocationNumber:int supplierNumber:int
    customerNumber:int isSupplier:flag isCustomer:flag! isInactive:flag accountManager:>Employee
    department:>Department email invoiceEmail overdueNoticeEmail bankAccounts:[text] phoneNumber
    phoneNumberMobile description language:NO|EN displayName isPrivateIndividual:flag
    singleCustomerInvoice:flag invoiceSendMethod:EMAIL|EHF|EFAKTURA|AVTALEGIRO|VIPPS|PAPER|MANUAL
    emailAttachmentType:LINK|ATTACHMENT postalAddress:+Address physicalAddress:+Address
    deliveryAddress:+DeliveryAddress category1:>CustomerCategory category2:>CustomerCategory
    category3:>CustomerCategory invoicesDueIn:int
    invoicesDueInType:DAYS|MONTHS|RECURRING_DAY_OF_MONTH currency:>Currency
    bankAccountPresentation:[CompanyBankAccountPresentation] ledgerAccount:>Account
    isFactoring:flag invoiceSendSMSNotification:flag invoiceSMSNotificationNumber
    isAutomaticSoftReminderEnabled:flag isAutomaticReminderEnabled:flag
    isAutomaticNoticeOfDebtCollectionEnabled:flag discountPercentage:num website"""

_NAME_FORMATS = _choices(
    """
    STANDARD INCL_CUSTOMER_NAME INCL_PARENT_NAME INCL_PARENT_NUMBER INCL_PARENT_NAME_AND_NUMBER
    """,
    "NAME_",
)
_PROJECT = f"""name number displayName! description projectManager:>Employee department:>Department
    mainProject:>Project startDate:date endDate:date customer:>Customer isClosed:flag
    isReadyForInvoicing:flag isInternal:flag isOffer:flag isFixedPrice:flag
    projectCategory:>ProjectCategory deliveryAddress:+Address boligmappaAddress:+Address
    displayNameFormat:{_NAME_FORMATS} reference externalAccountsNumber discountPercentage:num!
    vatType:>VatType fixedprice:num contributionMarginPercent:num! numberOfSubProjects:int!
    numberOfProjectParticipants:int! orderLines:[ProjectOrderLine]! currency:>Currency
    markUpOrderLines:num markUpFeesEarned:num isPriceCeiling:flag priceCeilingAmount:num
    projectHourlyRates:[ProjectHourlyRate] forParticipantsOnly:flag
    participants:[ProjectParticipant] contact:>Contact attention:>Contact invoiceComment
    invoicingPlan:[Invoice]! preliminaryInvoice:>Invoice
    generalProjectActivitiesPerProjectOnly:flag projectActivities:[ProjectActivity]
    hierarchyNameAndNumber! invoiceDueDate:int
    invoiceDueDateType:DAYS|MONTHS|RECURRING_DAY_OF_MONTH invoiceReceiverEmail overdueNoticeEmail
    accessType:NONE|READ|WRITE useProductNetPrice:flag ignoreCompanyProductDiscountAgreement:flag
    customerName! hierarchyLevel:int! projectManagerNameAndNumber!
    totalInvoicedOnAccountAmountAbsoluteCurrency:num! invoiceOnAccountVatHigh:flag
    invoiceReserveTotalAmountCurrency:num! accountingDimensionValues:[AccountingDimensionValue]"""

_ACTIVITY = """name number description
    activityType:GENERAL_ACTIVITY|PROJECT_GENERAL_ACTIVITY|PROJECT_SPECIFIC_ACTIVITY|TASK
    isProjectActivity:flag! isGeneral:flag! isTask:flag! isDisabled:flag! isChargeable:flag
    rate:num costPercentage:num displayName deletable:flag!"""

_COMPANY = """name displayName! startDate:date endDate:date organizationNumber email phoneNumber
    phoneNumberMobile faxNumber address:+Address type currency:>Currency
    accountantOrSimilar:flag! companyMigration! invoiceShowDeliveryDate:flag!"""

MODELS = {
    each.name: each
    for each in (
        _read("Employee", "employee", _EMPLOYEE),
        _read("Employment", "employee/employment", _EMPLOYMENT),
        _read("EmploymentDetails", "employee/employment/details", _DETAILS),
        _read(
            "Department",
            "department",
            """name departmentNumber departmentManager:>Employee displayName! isInactive:flag
            businessActivityTypeId:int!""",
        ),
        _read(
            "Division",
            "division",
            """displayName name startDate:date endDate:date organizationNumber
            municipalityDate:date municipality:>Municipality""",
        ),
        _read("Customer", "customer", _CUSTOMER),
        _read("Project", "project", _PROJECT),
        _read("Activity", "activity", _ACTIVITY),
        _read(
            "Country",
            "country",
            "name! displayName! isoAlpha2Code! isoAlpha3Code! isoNumericCode!",
        ),
        _read("Municipality", "municipality", "number! name! county! payrollTaxZone! displayName!"),
        _read("Currency", "currency", "code description factor:int displayName isDisabled:flag"),
        _read("Company", "company", _COMPANY),
        _read("Client", "company", _COMPANY + " customerCompanyId:int!"),
        _read("Address", "address", _ADDRESS),
        _read("DeliveryAddress", "deliveryAddress", _ADDRESS + " name customerVendor:>Company"),
        _read(
            "Entitlement",
            "employee/entitlement",
            "employee:>Employee name! entitlementId:int customer:>Company",
        ),
        _read("Change", "", "employeeId:int! timestamp! changeType!", bare=True),
        _read(
            "InternationalId",
            "",
            """intAmeldingType:PASSPORT_NO|NATIONAL_INSURANCE_NO|TAX_IDENTIFICATION_NO|VALUE_ADDED_TAX_IDENTIFICATION_NO
            country:>Country number""",
            bare=True,
        ),
        _read(
            "LoggedInUserInfo",
            "",
            """employeeId:int! actualEmployeeId:int! employee:>Employee companyId:int!
            company:>Company language! loggedInWithConnect:flag! employeeIsProxy:flag!""",
            bare=True,
        ),
        _read("SalesModule", "", "name costStartDate:date", bare=True),
    )
}
