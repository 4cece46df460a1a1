"""Reports as JSON and as a page: what happened, in numbers that add up, and nothing private."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.documents.samples import ACCOUNT, bad_account, full_report, line, report, run

from wizard.documents.html import report_html
from wizard.documents.reports import report_json
from wizard.documents.summary import summarise
from wizard.model.journal import Phase, SideCounts, SyncReport
from wizard.model.records import Kind, Side

_NEVER = (ACCOUNT, "1985-02-03", "03.02.1985")
_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)
_COUNTS = st.builds(SideCounts, *[st.integers(0, 500)] * 6)


class _Page(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [dict(attrs) for name, attrs in self.tags if name == tag]


def test_a_report_in_json() -> None:
    found = json.loads(json.dumps(report_json(full_report())))
    assert found["run"] == "run-7"
    assert found["started"] == "2026-11-21T09:03:00+00:00"
    assert found["counts"]["employee"]["tripletex"] == {
        "linked": 0,
        "created": 1,
        "updated": 0,
        "skipped": 1,
        "failed": 1,
        "uncertain": 0,
    }
    created, failed = found["operations"]
    assert created["state"] == "done"
    assert created["problem"] is None
    assert created["fields"] == {
        "number": "1021",
        "first_name": "Kari",
        "date_of_birth": "••••",
        "bank_account": "••••8903",
        "first_workday": "2024-01-31",
        "last_workday": None,
    }
    assert failed["problem"]["code"] == "tripletex.birth_date_missing"
    assert [one["code"] for one in found["problems"]] == [
        "tripletex.birth_date_missing",
        "value_not_bank_account",
    ]


@pytest.mark.parametrize("language", ["nb", "en"])
def test_no_private_value_is_in_a_report(language: str) -> None:
    page = report_html(full_report(), language)
    text = json.dumps(report_json(full_report(), language), ensure_ascii=False)
    for private in _NEVER:
        assert private not in page
        assert private not in text


@given(st.dictionaries(st.sampled_from(Kind), st.fixed_dictionaries({s: _COUNTS for s in Side})))
def test_the_totals_are_the_sums_of_all_kinds_and_sides(
    counts: dict[Kind, dict[Side, SideCounts]],
) -> None:
    found = summarise(report(counts=counts), "en")
    shown = [asdict(one) for *_, one in found.counts]
    every = [asdict(one) for sides in counts.values() for one in sides.values()]
    names = asdict(SideCounts()).keys() - {"removed"}  # only an undo removes
    assert found.totals == {n: sum(one[n] for one in every) for n in names}
    assert found.totals == {n: sum(one[n] for one in shown) for n in names}


def _with(**counts: int) -> SyncReport:
    return report(
        counts={Kind.CUSTOMER: {Side.TRIPLETEX: SideCounts(**counts), Side.PARTNER: SideCounts()}}
    )


@pytest.mark.parametrize(
    ("found", "title"),
    [
        (report(head=run(finished=None)), "The sync is not finished"),
        (_with(created=4, failed=2, uncertain=1), "The sync is done, but some of it is uncertain"),
        (_with(created=4, failed=2), "The sync is done, but not everything went through"),
        (_with(created=4, skipped=2), "The sync is done, and some of it waits"),
        (
            replace(_with(created=4), stops=(bad_account(),)),
            "The sync is done, and some fields were left as they are",
        ),
        (_with(created=4), "The sync is done"),
        (report(), "Nothing had to be changed"),
    ],
)
def test_the_title_says_what_happened(found: SyncReport, title: str) -> None:
    page = report_html(found, "en")
    assert f"<h1>{title}</h1>" in page
    assert f"<title>{title} – Fjell Bygg AS</title>" in page


def test_the_page_asks_the_network_for_nothing() -> None:
    page = report_html(full_report(), "nb")
    tags = _Page(page)
    assert not {"script", "link", "img", "iframe", "object", "form"} & {tag for tag, _ in tags.tags}
    assert not {"src", "href", "action"} & {name for _, attrs in tags.tags for name, _ in attrs}
    for outside in ("http:", "https:", "url(", "@import", "//"):
        assert outside not in page


def test_the_page_can_be_read_with_a_screen_reader() -> None:
    tags = _Page(report_html(full_report(), "nb"))
    assert tags.named("html") == [{"lang": "nb"}]
    headings = [int(tag[1]) for tag, _ in tags.tags if tag in ("h1", "h2", "h3")]
    assert headings == [1, 2, 2]
    tables = [tag for tag, _ in tags.tags if tag == "table"]
    assert len(tables) == len(tags.named("caption")) == 3
    assert all(cell.get("scope") in ("col", "row") for cell in tags.named("th"))


def test_numbers_come_first_then_what_was_stopped_then_everything() -> None:
    text = _Page(report_html(full_report(), "nb")).text
    places = [text.index(words) for words in ("I tall", "1009 Åse Bø", "Alt som ble gjort")]
    assert places == sorted(places)
    assert "Kontonummer" in text
    assert "422 / 18000" in text
    assert "Spørsmål uten svar: 1." in text


@given(_TEXT, _TEXT)
def test_what_stands_in_a_register_is_text_and_nothing_else(hostile: str, value: str) -> None:
    def made(name: str, held: str) -> SyncReport:
        done = line(name, Phase.FAILED, fields={"first_name": held}, problem=bad_account(name))
        return report((done,), (bad_account(name),), head=run(company=name))

    page = _Page(report_html(made(hostile, value), "nb"))
    assert page.tags == _Page(report_html(made("Ås", "Kari"), "nb")).tags
    assert hostile in page.text
    assert value in page.text


def test_markup_is_shown_as_it_was_typed() -> None:
    page = report_html(report((line("<script>alert(1)</script>"),)), "en")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
