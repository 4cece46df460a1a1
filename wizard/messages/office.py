"""What is said of an accounting office: its key, its clients, and the batch over them."""

from __future__ import annotations

from collections.abc import Mapping

from wizard.i18n import mark

SENTENCES: Mapping[str, tuple[str, str]] = {
    "tripletex.client_shut": (
        mark("The office's key has no access to this client. Nothing more was written there."),
        mark(
            "Have somebody with «Brukeradministrator i klientkontoer» open Klient › Tilganger › "
            "Legg til API-nøkkel in the office's Tripletex and let the key in to the client, and "
            "try again."
        ),
    ),
    "tripletex.client_right_of_key": (
        mark("The office's key lacks a right that is needed at this client ({right})."),
        mark(
            "Under Klient › Tilganger in the office's Tripletex, give the key an access template "
            "that holds the right at this client, and try again."
        ),
    ),
    "tripletex.client_right_of_owner": (
        mark(
            "The owner of the office's key lacks a right that is needed at this client ({right})."
        ),
        mark(
            "Under Klient › Tilganger in the office's Tripletex, give the key's owner the right at "
            "this client, and try again. A key can never do more than its owner."
        ),
    ),
    "office.number_wrong": (
        mark("Row {row} of the client list: {number} is no organisation number."),
        mark("Correct the number. Its last digit has to fit the others."),
    ),
    "office.number_length": (
        mark("Row {row} of the client list: {number} has {count} digits, and there have to be 9."),
        mark("Correct the organisation number."),
    ),
    "office.number_missing": (
        mark("Row {row} of the client list holds no organisation number."),
        mark("Fill it in, or remove the row."),
    ),
    "office.number_twice": (
        mark("Row {row} of the client list names the same client as row {first}."),
        mark("Remove one of the two. The client is set up once either way."),
    ),
    "office.number_own": (
        mark("Row {row} of the client list is the accounting office itself."),
        mark("Remove the row. Set the office up alone, with a key of its own, if it is wanted."),
    ),
    "office.list_format": (
        mark("A list of clients has to be an .xlsx, .csv or .txt file."),
        mark("Save the list in one of these formats, and choose that file."),
    ),
    "office.list_empty": (
        mark("There is nothing in the list of clients."),
        mark("Write one client a row, with its organisation number, and save the file."),
    ),
    "office.text_too_long": (
        mark("The text is too long to be a list of clients."),
        mark("Copy only the organisation numbers."),
    ),
    "office.number_shared": (
        mark("Several clients have this organisation number: {names}. Nothing was written there."),
        mark("Leave all but one of them out, or correct the number in Tripletex."),
    ),
    "office.one_client": (
        mark("An accounting office's set-up connects many clients, and this is done one by one."),
        mark("Name just one client under «clients» in [scope]."),
    ),
    "office.partner_of_one": (
        mark("{partner} can be connected with one company only, not with an office's clients."),
        mark('Set up one company at a time, with audience = "company".'),
    ),
    "office.other_office": (
        mark("The work was begun for {planned}, and the key is {found}'s. Nothing was written."),
        mark("Use a key of {planned}, and try again."),
    ),
    "office.no_clients": (
        mark("None of these clients has let the office's key in."),
        mark(
            "In the office's Tripletex, open Klient › Tilganger › Legg til API-nøkkel, choose the "
            "key and the clients, and try again."
        ),
    ),
    "office.undo_by_client": (
        mark("A batch is taken back client by client. Nothing was changed."),
        mark("Find each client's own run in «tripletex-wizard report {subject}», and undo those."),
    ),
    "template_unknown": (
        mark("There is no template called {name}. There are: {known}."),
        mark("Use one of these names, or the path of a template file (.toml)."),
    ),
    "template_other_partner": (
        mark("The template {name} is for the partner {partner}, and the set-up is for another."),
        mark("Use a template for the same partner."),
    ),
    "office.options_of_office": (
        mark("«--clients», «--template» and «--jobs» are for an accounting office's set-up file."),
        mark('Leave them out, or write audience = "office" in the set-up file.'),
    ),
    "office.jobs_of_batch": (
        mark("«--jobs» is for an accounting office's batch, and there is none to finish here."),
        mark("Leave «--jobs» out."),
    ),
    "template_no_file": (
        mark("It is not said which file the template is to be written to."),
        mark("Add «--out FILE»."),
    ),
}
