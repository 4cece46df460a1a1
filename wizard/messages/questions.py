"""What a person is asked of two records."""

from __future__ import annotations

from collections.abc import Mapping

from wizard.i18n import mark

SENTENCES: Mapping[str, tuple[str, str]] = {
    "question_gone_tripletex": (
        mark("It is no longer in Tripletex, where it was linked before. Nothing is deleted."),
        mark(
            "Decide whether it is gone for good and this one is left "
            "alone, or this one is to be treated as new."
        ),
    ),
    "question_gone_partner": (
        mark("It is no longer at the partner, where it was linked before. Nothing is deleted."),
        mark(
            "Decide whether it is gone for good and this one is left "
            "alone, or this one is to be treated as new."
        ),
    ),
    "question_many_gone": (
        mark(
            "Of the records linked before, {tripletex} are seen in Tripletex and {partner} at the "
            "partner."
        ),
        mark(
            "Check that the key sees everything and that the partner's register is whole. If the "
            "records really are gone, say so when it is asked, once for all of them."
        ),
    ),
    "question_same_number": (
        mark(
            "It has the same number as {tripletex} in Tripletex, but nothing else says that"
            " they are the same. They were not merged."
        ),
        mark("Decide whether they are one, or which of them is to have a new number."),
    ),
    "question_same_details": (
        mark(
            "It shares details with {tripletex} in Tripletex, but something else says that they "
            "are not the same. They were not merged."
        ),
        mark("Decide whether they are one, or correct the details."),
    ),
    "question_alike": (
        mark(
            "It is much like {tripletex} in Tripletex, but not enough to be sure that the two "
            "are one."
        ),
        mark("Decide whether they are one."),
    ),
    "question_same_name": (
        mark(
            "It has the same name as {tripletex} in Tripletex, and nothing shows whether "
            "they are the same."
        ),
        mark("Decide whether they are one."),
    ),
    "question_differs": (
        mark("{field} is «{tripletex}» in Tripletex and «{partner}» at the partner."),
        mark("Decide which is right, or say beforehand who wins this field."),
    ),
    "question_both_changed": (
        mark(
            "{field} was changed on both sides since the last synk: «{tripletex}» in "
            "Tripletex and «{partner}» at the partner."
        ),
        mark("Decide which is right, or say beforehand who wins this field."),
    ),
    "question_newest_unknown": (
        mark(
            "{field} is «{tripletex}» in Tripletex and «{partner}» at the partner, and nobody "
            "knows which side was changed last."
        ),
        mark("Decide which is right."),
    ),
    "question_winner_invalid": (
        mark(
            "{field} is «{tripletex}» in Tripletex and «{partner}» at the partner, and the one "
            "that would win is not valid."
        ),
        mark("Decide which is right, or correct the value that is not valid."),
    ),
}
