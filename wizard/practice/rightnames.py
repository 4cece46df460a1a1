"""Names for the vendor's entitlements, gathered by what they are about.

Only the role constants are known; the words that people see in Tripletex are not. These are the
practice company's own, and the pages show the constant beside them.
"""

from __future__ import annotations

from .rights import ALL_RIGHTS, Rights, label
from .wording import Text

_NAMES = """
Brukere og selskap / Users and company
    ROLE_ADMINISTRATOR Brukeradministrator
    AUTH_COMPANY_ADMIN Selskapets opplysninger
    AUTH_LOGIN Innlogging
    AUTH_READ_ONLY Bare lesing
    AUTH_TASK_ADMIN Oppgaver
    AUTH_CREATE_NOTE Skrive notater
    AUTH_CREATE_NOTE_TEMPLATE Maler for notater
    REPORT_ADMINISTRATOR Administrere rapporter
    REPORT_AUTHOR Lage rapporter
Ansatte og lønn / Employees and wages
    AUTH_COMPANY_EMPLOYEE_ADMIN Administrere ansatte
    AUTH_EMPLOYEE_INFO Se alle ansatte
    AUTH_COMPANY_WAGE_ADMIN Lønnsadministrator
    AUTH_WAGE_ADMIN_SETTINGS Lønnsinnstillinger
    AUTH_WAGE_INFORMATION Lønnsopplysninger
    AUTH_SICKNESS_REIMBURSEMENT Refusjon av sykepenger
    AUTH_REGISTER_INCOME Registrere inntekt
Timer / Hours
    AUTH_HOURLIST Egne timer
    AUTH_HOURS_COMPANY Alle timer
    AUTH_HOUR_STATISTICS_COMPANY Timestatistikk
    AUTH_HOURLIST_SETTINGS Innstillinger for timer
    AUTH_HOLYDAY_PLAN Ferieplan
Reise og utlegg / Travel and expenses
    AUTH_TRAVEL_REPORT Egne reiseregninger
    AUTH_TRAVEL_REPORTS_COMPANY Alle reiseregninger
    AUTH_TRAVEL_EXPENSE_ADMIN_SETTINGS Innstillinger for reise
Kunder / Customers
    AUTH_CUSTOMER_ADMIN Administrere kunder
    AUTH_CUSTOMER_INFO Se egne kunder
    AUTH_CREATE_CUSTOMER Opprette kunder
Prosjekt / Projects
    AUTH_PROJECT_MANAGER Prosjektleder for egne prosjekter
    AUTH_PROJECT_MANAGER_COMPANY Prosjektleder for alle prosjekter
    AUTH_CREATE_PROJECT Opprette prosjekter
    AUTH_PROJECT_INFO Se prosjekter
    AUTH_PROJECT_EXTRA_COSTS Tilleggskostnader i prosjekt
    AUTH_PROJECT_ADMIN_SETTINGS Innstillinger for prosjekt
    AUTH_PROJECT_OWN_PROJECT_RESULT_REPORT Resultat for egne prosjekter
    AUTH_PROJECT_CONTROL_FORMS Sjekklister i prosjekt
    AUTH_DEPARTMENT_REPORT Avdelingsrapport
Faktura, ordre og produkt / Invoices, orders and products
    AUTH_INVOICING Fakturere
    AUTH_PRODUCT_INVOICE Fakturere produkter
    AUTH_INVOICE_ADMIN_SETTINGS Innstillinger for faktura
    AUTH_OFFER_ADMIN Administrere tilbud
    AUTH_ORDER_ADMIN Administrere ordrer
    AUTH_CREATE_OFFER Opprette tilbud
    AUTH_CREATE_ORDER Opprette ordrer
    AUTH_FACTORING_EXPORT Eksport til factoring
    AUTH_PRODUCT_ADMIN Administrere produkter
    AUTH_PRODUCT_NET_PRICE Se innkjøpspriser
    AUTH_PURCHASING_MANAGER Innkjøpsansvarlig
    AUTH_CUSTOMS_DECLARATION Tolldeklarasjoner
Bilag og regnskap / Vouchers and accounts
    AUTH_ALL_VOUCHERS Alle bilag
    AUTH_ADVANCED_VOUCHER Avansert bilag
    AUTH_VOUCHER_IMPORT Importere bilag
    AUTH_VOUCHER_EXPORT Eksportere bilag
    AUTH_VOUCHER_SETTINGS Innstillinger for bilag
    AUTH_VOUCHER_AUTOMATION Automatisering av bilag
    AUTH_INBOX_VOUCHER Bilagsmottak
    AUTH_INCOMPLETE_VOUCHERS Ufullstendige bilag
    AUTH_INCOMING_INVOICE Inngående faktura
    AUTH_ACCOUNTING_SETTINGS Innstillinger for regnskap
    AUTH_BANK_RECONCILIATION Bankavstemming
    AUTH_VAT_REPORT Mva-melding
    AUTH_COMPANY_RESULT_BUDGET Resultatbudsjett
    AUTH_COMPANY_ACCOUNTING_REPORTS Regnskapsrapporter
    AUTH_COMPANY_CUSTOMER_ACCOUNTING_REPORTS Reskontro for kunder
    AUTH_COMPANY_VENDOR_ACCOUNTING_REPORTS Reskontro for leverandører
    AUTH_COMPANY_EMPLOYEE_ACCOUNTING_REPORTS Reskontro for ansatte
    AUTH_COMPANY_ASSET_ACCOUNTING_REPORTS Rapporter for eiendeler
    YEAR_END_REPORT_ADMINISTRATOR Årsoppgjør
    AUTH_COMPANY_ATTESTOR Attestere
Bank / Bank
    AUTH_DIRECT_REMIT_ADMIN Administrere remittering
    AUTH_DIRECT_REMIT_LIGHT Forenklet remittering
    AUTH_DIRECT_REMIT_CREATE_NEW Opprette remittering
    AUTH_DIRECT_REMIT_ADMIN_ZTL Administrere remittering med ZTL
    AUTH_REMIT_FILES_VOUCHER_OVERVIEW Remitteringsfiler i bilagsoversikten
    AUTH_MANAGE_BANK_ACCOUNT_NUMBERS Kontonumre
Arkiv / Archive
    AUTH_ARCHIVE_READ Lese arkivet
    AUTH_ARCHIVE_WRITE Skrive til arkivet
    AUTH_ARCHIVE_ADMIN Administrere arkivet
    AUTH_INBOX_ARCHIVE_ALL_EMPLOYEES Innboks og arkiv for alle ansatte
"""


def _read(table: str) -> dict[Text, dict[str, Text]]:
    groups: dict[Text, dict[str, Text]] = {}
    names: dict[str, Text] = {}
    for line in table.strip().splitlines():
        if line.startswith(" "):
            role, _, nb = line.strip().partition(" ")
            names[role] = Text(nb, label(role))
        else:
            nb, _, en = line.partition(" / ")
            names = groups[Text(nb, en)] = {}
    return groups


RIGHTS_BY_SUBJECT = _read(_NAMES)
"""Heading, then role constant and name, in the order they are shown."""


def extent(rights: Rights) -> Text:
    """How many they are, in words."""
    if rights == ALL_RIGHTS:
        return Text("Alle tilganger", "All entitlements")
    if not rights:
        return Text("Ingen tilganger", "No entitlements")
    if len(rights) == 1:
        return Text("1 tilgang", "1 entitlement")
    return Text(f"{len(rights)} tilganger", f"{len(rights)} entitlements")
