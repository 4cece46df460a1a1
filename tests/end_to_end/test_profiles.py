"""A partner's profile, from the set-up file to the plan and back."""

from __future__ import annotations

from end_to_end.conftest import Desk

OURS = """format = 1
id = "ours"
name = "Vårt system"
connector = "workbook"
default = "tripletex"
description = { nb = "Vårt", en = "Ours" }
rights = { asks = "chosen" }

[[keys]]
way = "list"
application_name = "Ours"

[kinds.customer]
create = "partner"
"""
RULE = """
[[rules]]
rule = "require"
id = "e-mail-first"
kind = "customer"
field = "email"
to = "partner"
verb = "create"
sentence = { nb = "Kunden må ha e-post.", en = "The customer must have an e-mail." }
"""


def partner(desk: Desk, name: str, more: str = "") -> None:
    desk.configure(more)
    text = desk.setup.read_text(encoding="utf-8")
    desk.setup.write_text(text.replace('"workbook"', f'"{name}"'), encoding="utf-8")


def test_a_built_in_profile_brings_its_rules(desk: Desk) -> None:
    below, main, *_ = desk.world.company.projects
    desk.world.edit("project", below, mainProject={"id": main}, number="U1")
    partner(desk, "svenn")
    ran = desk.run("plan", desk.setup, "--out", desk.plan, "--json")
    [stopped] = [
        one
        for one in ran.json["problems"]
        if one["code"].startswith("rule_") and "no-subprojects" in one["message"]
    ]
    assert stopped["subject"].startswith("U1 ")
    assert stopped["message"].startswith("Sub-projects are not synchronised.")
    assert not desk.writes()


def test_a_profile_of_ones_own_presets_kinds_and_policy(desk: Desk) -> None:
    (desk.folder / "ours.toml").write_text(OURS, encoding="utf-8")
    partner(desk, "ours.toml")
    ran = desk.run("plan", desk.setup, "--out", desk.plan, "--json")
    assert list(ran.json["counts"]) == ["customer"]
    created = {one["side"] for one in ran.json["operations"] if one["verb"] == "create"}
    assert created == {"partner"}
    assert "Vårt system: " in desk.run("plan", desk.setup, "--out", desk.plan).out


def test_a_plan_made_with_other_rules_is_refused(desk: Desk) -> None:
    profile = desk.folder / "ours.toml"
    profile.write_text(OURS, encoding="utf-8")
    partner(desk, "ours.toml")
    desk.run("plan", desk.setup, "--out", desk.plan, "--json")
    profile.write_text(OURS + RULE, encoding="utf-8")
    ran = desk.run("apply", desk.setup, "--plan", desk.plan, "--skip-questions", "--json")
    assert (ran.code, ran.codes) == (2, {"plan_of_other_setup"})
    assert not desk.writes()


def test_a_broken_or_unknown_profile_is_named(desk: Desk) -> None:
    (desk.folder / "ours.toml").write_text(OURS + RULE + "colour = 1\n", encoding="utf-8")
    for name, code in (
        ("ours.toml", "profile_unknown_key"),
        ("theirs.toml", "profile_unreadable"),
        ("nobody", "profile_unknown"),
    ):
        partner(desk, name)
        ran = desk.run("check", desk.setup, "--json")
        assert (ran.code, ran.codes) == (2, {code})


def test_a_partner_without_registers_is_checked_but_not_planned(desk: Desk) -> None:
    partner(desk, "dynamik")
    desk.workbook.unlink()
    assert desk.run("check", desk.setup, "--json").code == 0
    ran = desk.run("plan", desk.setup, "--out", desk.plan, "--json")
    assert (ran.code, ran.codes) == (2, {"profile_without_kinds"})
