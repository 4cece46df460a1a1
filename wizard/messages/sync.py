"""What stops or limits a record, a kind or a run."""

from __future__ import annotations

from collections.abc import Mapping

from wizard.i18n import mark

SENTENCES: Mapping[str, tuple[str, str]] = {
    "value_not_flag": (
        mark("{field} holds «{value}», which is neither yes nor no."),
        mark("Write yes or no in the partner's register, and run again."),
    ),
    "value_not_email": (
        mark("{field} holds «{value}», which is not an e-mail address that Tripletex takes."),
        mark(
            "Correct the address in the partner's register, and run again. Letters such as "
            "æ, ø and å cannot stand before the @."
        ),
    ),
    "value_not_date": (
        mark("{field} holds «{value}», which is not a date."),
        mark("Correct the date in the partner's register, and run again."),
    ),
    "value_not_organization_number": (
        mark(
            "{field} holds «{value}», which is not a valid organisation number: the check "
            "digit does not fit."
        ),
        mark(
            "Look the firm up in Brønnøysundregistrene, correct the number in the partner's"
            " register, and run again."
        ),
    ),
    "value_not_bank_account": (
        mark("{field} is not a valid Norwegian account number: the check digit does not fit."),
        mark(
            "Ask the employee for the account number, correct it in the partner's register,"
            " and run again."
        ),
    ),
    "reference_unknown": (
        mark("{field} is «{value}», and no record with that number is to be found on either side."),
        mark(
            "Correct the number in the partner's register, or register what it points at, "
            "and run again."
        ),
    ),
    "reference_ambiguous": (
        mark(
            "{field} is «{value}», and several records have that number, so nobody can tell"
            " which is meant."
        ),
        mark(
            "Give each of them a number of its own in the register where they stand, and run again."
        ),
    ),
    "value_taken": (
        mark("{field} was to become «{value}», but another record has that already."),
        mark("Decide which of the two is to have it, correct the other, and run again."),
    ),
    "number_pointed": (
        mark(
            "{field} was to become «{value}», but other rows at the partner name records by the "
            "old number or by the new one, and would then mean somebody else."
        ),
        mark(
            "Change the number in the partner's register together with the rows that name it, "
            "and run again."
        ),
    ),
    "value_shared": (
        mark(
            "{field} was to become «{value}», but what stands there now is shared with "
            "«{other}», which is left alone."
        ),
        mark("Correct that record in the register where it stands, and run again."),
    ),
    "reference_blocked": (
        mark(
            "{field} points at «{value}», which is itself left alone, so this cannot be "
            "written either."
        ),
        mark("Mend what «{value}» is stopped by first. Then run again."),
    ),
    "reference_ineligible": (
        mark(
            "{field} is «{value}», whom Tripletex does not let be that: the access as a "
            "project manager is missing."
        ),
        mark(
            "A user administrator gives the person access as a project manager in "
            "Tripletex, or another one is chosen in the partner's register. Then run again."
        ),
    ),
    "reference_unnumbered": (
        mark("{field} points at «{value}», which has no number for the partner to point at."),
        mark("Give «{value}» a number in Tripletex, and run again."),
    ),
    "missing_required": (
        mark("{field} is empty, and the other side needs it on a new record."),
        mark("Fill it in, and run again."),
    ),
    "part_needs": (
        mark(
            "{field} cannot be written, because {needed} is empty and Tripletex needs it "
            "for an employment."
        ),
        mark(
            "Fill in {needed}, and run again. Everything else about the employee is synchronised."
        ),
    ),
    "department_missing": (
        mark("The department «{value}» is not in Tripletex, and this key cannot create it."),
        mark(
            "Create the department in Tripletex, or let the key's owner have the right to, "
            "and run again."
        ),
    ),
    "record_double": (
        mark(
            "It shares its number, its organisation number, or its name and one detail with "
            "«{other}» in the same register, so nobody can tell which of the two is right."
        ),
        mark(
            "Remove one of the two, or correct what they share, in the register where they "
            "stand, and run again. Nothing was merged."
        ),
    ),
    "record_twin": (
        mark(
            "It may be one with «{other}» on the other side, but so may others, so nobody can "
            "tell which belong together."
        ),
        mark(
            "Correct the numbers, or fill in what tells them apart, in the register where they "
            "stand, and run again. Nothing was merged."
        ),
    ),
    "record_gone": (
        mark(
            "It was linked to a record that is no longer there on the other side. Nothing "
            "is deleted, and nothing is made anew."
        ),
        mark("Restore the other record, or delete this one yourself if it is not to be used."),
    ),
    "kind_not_visible": (
        mark(
            "The key does not prove that it sees all records of this kind, so nothing of it"
            " is created."
        ),
        mark(
            "An administrator gives the key's owner and the key the right in Tripletex, "
            "under Selskap › Ansatte › API-tilgang."
        ),
    ),
    "kind_read_only": (
        mark("Records of this kind can be read, but not created, with this key."),
        mark(
            "An administrator gives the key's owner and the key the right to create them, "
            "under Selskap › Ansatte › API-tilgang."
        ),
    ),
    "skipped_by_decision": (
        mark("It is left alone, as you decided."),
        mark("Answer the question differently to have it synchronised."),
    ),
    "field_not_carried": (
        mark("{field} cannot be written on the other side."),
        mark("Correct it there by hand, or leave it different."),
    ),
    "field_locked": (
        mark("{field} has a value in Tripletex already, and can only be changed in Tripletex."),
        mark(
            "A user administrator changes it in Tripletex, under Selskap › Ansatte › the employee, "
            "or it is corrected at the partner. An e-mail that is a log-in can be changed only "
            "when the access is taken away first, and a date of birth that has been in an "
            "a-melding may be locked there too."
        ),
    ),
    "invalid_in_tripletex": (
        mark(
            "{field} is «{value}» in Tripletex, which is not valid, and does not take the place "
            "of the valid one at the partner."
        ),
        mark("Correct it in Tripletex, and run again."),
    ),
    "invalid_in_partner": (
        mark(
            "{field} is «{value}» at the partner, which is not valid, and does not take the place "
            "of the valid one in Tripletex."
        ),
        mark("Correct it at the partner, and run again."),
    ),
    "wrong_company": (
        mark("The key leads to {found}, but the plan was made for {planned}. Nothing was written."),
        mark("Use the key of {planned}, or make a new plan for {found}."),
    ),
    "plan_of_other_partner": (
        mark("The plan was made for another file or company at the partner. Nothing was written."),
        mark("Make a new plan with this set-up file."),
    ),
    "no_company": (
        mark("Tripletex did not say which company the key belongs to."),
        mark("Make a new key in Tripletex, under Selskap › Ansatte › API-tilgang."),
    ),
    "known_records_gone": (
        mark(
            "Many of the records linked earlier, or all, are no longer there, as when a key has "
            "lost its rights or a file was cut short. Nothing of this kind is created."
        ),
        mark(
            "Check the rights of the key and its owner in Tripletex, and that the partner's "
            "register is whole. If the records really are gone, say so when it is asked."
        ),
    ),
    "rights_changed": (
        mark(
            "What the key may see in Tripletex was changed while it was being read, so what was "
            "read proves nothing. Nothing was written by it."
        ),
        mark(
            "Start again. If it happens once more, ask the user administrator who is changing the "
            "rights of the key or its owner."
        ),
    ),
    "needed_failed": (
        mark("It was not written, because «{needed}» had to be written first and was not."),
        mark("Mend what stopped «{needed}», and run again."),
    ),
    "write_rejected": (
        mark("The other side refused it."),
        mark("Read the details, correct the record, and run again."),
    ),
    "changed_meanwhile": (
        mark("Somebody changed it after the plan was made, so it was left as it is."),
        mark("Make a new plan; it starts from what stands there now."),
    ),
    "not_sent": (
        mark("The other side could not be reached, and nothing was sent."),
        mark("Check the network, and go on with the synk. What is done is not done again."),
    ),
    "exists_unseen": (
        mark("The other side says that it exists already, but the key cannot see it."),
        mark(
            "Look it up in Tripletex, and give the key the right to see it, or correct the number."
        ),
    ),
    "outcome_unclear": (
        mark(
            "It was sent, but no answer came, and what stands there now does not show "
            "whether it was written."
        ),
        mark(
            "Look it up on the other side and correct it there if needed. It is not sent "
            "again by itself."
        ),
    ),
    "stopped_on_request": (
        mark("The work was stopped between two writes, as asked. What is done is written down."),
        mark("Run «resume» to finish it."),
    ),
}
