"""What is said of Tripletex, and of the network on the way to it."""

from __future__ import annotations

from collections.abc import Mapping

from wizard.i18n import mark
from wizard.messages.http import SENTENCES as _HTTP

SENTENCES: Mapping[str, tuple[str, str]] = {
    **_HTTP,
    "tripletex.insecure_address": (
        mark(
            "The address of {host} does not begin with https, so the key would travel unencrypted."
        ),
        mark("Use the address that begins with https."),
    ),
    "tripletex.consumer_token_refused": (
        mark("Tripletex at {host} does not accept this program's own key (the consumer token)."),
        mark(
            "Check that {host} is the environment the program's key was issued for: a "
            "key for the test environment does not work in production, nor the other "
            "way. If it is, whoever delivered the program must give it a new key."
        ),
    ),
    "tripletex.key_refused": (
        mark(
            "Tripletex at {host} does not accept the key. It is deleted, made for another "
            "application name, or belongs to another environment."
        ),
        mark(
            "Make a new key under Selskap › Ansatte › API-tilgang with exactly the "
            "application name that the guide shows, and paste the whole of it."
        ),
    ),
    "tripletex.internal_key_refused": (
        mark("Tripletex at {host} does not accept the company's own key (tlxr_)."),
        mark("Make a new one under Selskap › API-tokens, and paste the whole of it."),
    ),
    "tripletex.integrations_off": (
        mark(
            "Tripletex knows the key but gives it no access. The usual reason is that "
            "Integrasjoner is not switched on in the company."
        ),
        mark(
            "Have an account or user administrator switch it on under Selskap › Mitt "
            "abonnement › Integrasjoner, and try again. The key need not be made anew."
        ),
    ),
    "tripletex.session_refused": (
        mark("Tripletex gave the key access and then refused it."),
        mark(
            "Try again in a minute. If it happens again, make a new key under Selskap › "
            "Ansatte › API-tilgang."
        ),
    ),
    "tripletex.other_company": (
        mark("The key belonged to {before} and now belongs to {now}. Nothing more was written."),
        mark("Check which company the key was made in, and connect anew with the right one."),
    ),
    "tripletex.forbidden": (
        mark(
            "Tripletex refused: the key or its owner lacks a right, or the company's "
            "package lacks this. Tripletex does not say which."
        ),
        mark(
            "Have a user administrator compare the rights of the key and of its owner "
            "with the list of what is needed."
        ),
    ),
    "tripletex.not_found": (
        mark(
            "Tripletex does not find the record. It has been deleted, or the key may no "
            "longer see it."
        ),
        mark("Look it up in Tripletex. If it is there, check the rights of the key."),
    ),
    "tripletex.wrong_address": (
        mark("{host} answers, but not as Tripletex's API does."),
        mark(
            "Check the address in the set-up. For Tripletex itself it is https://tripletex.no/v2."
        ),
    ),
    "tripletex.in_use": (
        mark("Tripletex does not delete it, because something hangs on it."),
        mark("Delete or move what hangs on it in Tripletex, and run the undo again."),
    ),
    "tripletex.exists": (
        mark("Tripletex says that it is there already."),
        mark("Look it up in Tripletex, and link the two in the next synk if they are the same."),
    ),
    "tripletex.number_in_use": (
        mark("The number is in use in Tripletex already ({field})."),
        mark(
            "Find who has the number in Tripletex. Link the two in the next synk if they "
            "are the same, or give one of them another number."
        ),
    ),
    "tripletex.changed": (
        mark(
            "Somebody changed the record in Tripletex after it was read. Nothing was overwritten."
        ),
        mark("Run the synk again: it reads the record anew."),
    ),
    "tripletex.locked": (
        mark("The record is locked in Tripletex for the moment."),
        mark("Close it in Tripletex if somebody has it open, and run the synk again later."),
    ),
    "tripletex.too_many": (
        mark("There are more than 10,000 records, and Tripletex will not list that many."),
        mark(
            "The records of this kind are left alone. Whoever delivered the program can "
            "tell whether a later version reads them."
        ),
    ),
    "tripletex.manager_without_access": (
        mark("The employee may not be project manager in Tripletex."),
        mark(
            "Have a user administrator give the employee access as project manager, or "
            "choose another one."
        ),
    ),
    "tripletex.division_missing": (
        mark("Tripletex needs to know which sub-unit (virksomhet) the employment belongs to."),
        mark("Connect the employment to a sub-unit in Tripletex, under the employee."),
    ),
    "tripletex.birth_date_missing": (
        mark("Tripletex needs the date of birth before an employment can be made."),
        mark("Enter the date of birth, and run the synk again."),
    ),
    "tripletex.department_missing": (
        mark("Tripletex needs a department for the employee."),
        mark("Enter the department, and run the synk again."),
    ),
    "tripletex.email_refused": (
        mark(
            "Tripletex does not accept the e-mail address. It is in use by another user "
            "of Tripletex, who may belong to another company, or its form is not "
            "accepted."
        ),
        mark(
            "Use another address for this employee, or leave it empty. The details say "
            "which it was."
        ),
    ),
    "tripletex.value_refused": (
        mark("Tripletex does not accept a value ({field})."),
        mark("Correct the value, and run the synk again. The details hold Tripletex's own words."),
    ),
    "tripletex.refused": (
        mark("Tripletex did not accept this."),
        mark(
            "Read Tripletex's own words in the details, correct what they name, and run "
            "the synk again."
        ),
    ),
    "tripletex.not_understood": (
        mark("Tripletex did not understand what the program asked."),
        mark(
            "Send the details to whoever delivered the program: Tripletex may have "
            "changed something."
        ),
    ),
    "tripletex.busy": (
        mark("Tripletex asked the program to slow down, and kept asking."),
        mark(
            "Wait some minutes and try again. If other programs use the same key, give "
            "each its own."
        ),
    ),
    "tripletex.unavailable": (
        mark(
            "Tripletex is not working as it should at the moment. This says nothing about the key."
        ),
        mark(
            "Try again in a while. If it lasts, Tripletex's support can find the request "
            "by its id in the details."
        ),
    ),
    "tripletex.unreadable": (
        mark("What came from {host} cannot be read as an answer from Tripletex."),
        mark(
            "Try again. If it lasts, check the address in the set-up, and whether "
            "something in the network answers in Tripletex's place."
        ),
    ),
    "tripletex.unconfirmed": (
        mark("Tripletex's answer does not confirm what was written."),
        mark("Run the synk again: the record is looked up before anything is written anew."),
    ),
    "tripletex.list_changing": (
        mark("The list changed in Tripletex each time it was being read."),
        mark("Wait until the others have finished working in it, and try again."),
    ),
    "tripletex.not_proven_whole": (
        mark(
            "The rights of the key cannot be read, so it is not certain that all records are shown."
        ),
        mark(
            "Have a user administrator make the key with «Alle tilganger», owned by "
            "somebody who has them. Until then nothing of this kind is created."
        ),
    ),
    "tripletex.rows_hidden_owner": (
        mark(
            "The owner of the key lacks the right to see all of these records ({right}), "
            "so some may be hidden."
        ),
        mark(
            "Have a user administrator give the owner of the key the right under Selskap "
            "› Ansatte, or make the key for somebody who has it. Until then nothing of "
            "this kind is created."
        ),
    ),
    "tripletex.rows_hidden_key": (
        mark(
            "The key lacks the right to see all of these records ({right}), so some may "
            "be hidden. Its owner has it."
        ),
        mark(
            "Make a new key with this right under Selskap › Ansatte › API-tilgang. Until "
            "then nothing of this kind is created."
        ),
    ),
    "tripletex.right_missing_owner": (
        mark(
            "The owner of the key lacks a right that is needed ({right}). A key can "
            "never do more than its owner."
        ),
        mark(
            "Have a user administrator give the owner the right under Selskap › Ansatte, "
            "or make the key for somebody who has it."
        ),
    ),
    "tripletex.right_missing_key": (
        mark("The key lacks a right that is needed ({right}). Its owner has it."),
        mark("Make a new key with this right under Selskap › Ansatte › API-tilgang."),
    ),
    "tripletex.right_unknown": (
        mark("It cannot be read whether the key has a right that is needed ({right})."),
        mark(
            "Have a user administrator check it under Selskap › Ansatte › API-tilgang, "
            "or make the key with «Alle tilganger»."
        ),
    ),
    "tripletex.module_missing": (
        mark("Integrasjoner does not stand among the company's services."),
        mark(
            "Have an account or user administrator switch it on under Selskap › Mitt "
            "abonnement › Integrasjoner."
        ),
    ),
    "tripletex.module_unknown": (
        mark(
            "The key may not see which services the company has. The key works, so "
            "Integrasjoner is most likely on."
        ),
        mark("Nothing needs to be done unless something else fails."),
    ),
    "tripletex.no_division": (
        mark(
            "The company has no sub-unit (virksomhet) in Tripletex, so no employment can be made."
        ),
        mark(
            "Register the sub-unit in Tripletex, and run the synk again. Until then "
            "first and last workday are left out for new employments."
        ),
    ),
    "tripletex.many_divisions": (
        mark(
            "The company has {count} sub-units (virksomheter) in Tripletex, and nothing "
            "here says which one an employment belongs to."
        ),
        mark(
            "Make the employment in Tripletex, where the sub-unit can be chosen. First "
            "and last workday are left out for new employments."
        ),
    ),
    "tripletex.divisions_hidden": (
        mark(
            "The key may not see the company's sub-units (virksomheter), so no "
            "employment can be made."
        ),
        mark(
            "Have a user administrator make a key that may see them. First and last "
            "workday are left out for new employments."
        ),
    ),
    "tripletex.country_unknown": (
        mark("Tripletex does not know the country «{value}»."),
        mark("Correct the country, and run the synk again."),
    ),
}
