"""What-ifs that change settings."""

from __future__ import annotations

from typing import Any

import pytest

from scenarios import overlay
from scenarios.model.findings import findings_of
from scenarios.model.programme import Programme
from scenarios.read import programme_from
from tests.given.small import SETTINGS, codes, rows, the
from tests.given.what_ifs import change, faults_of_changes, faults_of_overlay, laid, programme, told, what_if

BEFORE = "rules.pilot_first.others_before"


def with_tiers() -> Programme:
    return programme(
        tiers=[
            {"name": "livelihood", "benefit": 1.0, "classes": ["基础类"], "tolerance": 0.01},
            {"name": "rest", "benefit": 1.0},
        ]
    )


@pytest.mark.parametrize(
    ("asked", "before", "after"),
    [
        (change("settings", BEFORE, set=3), 20, 3),
        (change("settings", BEFORE, scale=0.5), 20, 10),
        (change("settings", BEFORE, add=5), 20, 25),
        (change("设置", "periods", add=-2), 8, 6),
        (change("settings", "evaluation_date", add=365), "2032-12-31", "2033-12-31"),
        (change("settings", "aims.cost", set=0.25), 0, 0.25),
        (change("settings", "working_days", set=[1, 2, 3]), "1;2;3;4;5;6", "1;2;3"),
        (change("settings", "rules.start_once.must_start", set=True), False, True),
        (change("settings", "rules.street_projects.by_street.东方街道", set=2), None, 2),
        (change("settings", "rules.street_projects.by_street", set={"东方街道": 2}), None, 2),
        (change("settings", "name", set="another"), "", "another"),
    ],
)
def test_a_setting_is_changed(asked: dict[str, Any], before: Any, after: Any) -> None:
    base = programme()
    overlaid = laid(asked, over=base)
    (one,) = overlaid.changes
    assert (one.table, one.row) == ("settings", "")
    assert one.column == asked["column"] or one.column.startswith(asked["column"] + ".")
    assert (one.before, one.after) == (before, after)
    assert overlaid.programme.fingerprint != base.fingerprint
    assert overlaid.programme.funds is base.funds


def test_the_rest_of_the_settings_stays_as_given_and_as_assumed() -> None:
    base = programme()
    changed = laid(change("settings", BEFORE, set=3), over=base).programme.settings
    rules = base.settings.rules
    pilots = rules.pilot_first.model_copy(update={"others_before": 3})
    assert changed == base.settings.model_copy(
        update={"rules": rules.model_copy(update={"pilot_first": pilots})}
    )
    assert "working_days" in changed.model_fields_set
    assert "aims" not in changed.model_fields_set


def test_a_group_of_settings_gives_a_change_for_each_value() -> None:
    overlaid = laid(change("settings", "rules.pilot_first", set={"others_before": 1, "on": False}))
    assert told(overlaid.changes) == [
        ("settings", "", "rules.pilot_first.on", True, False),
        ("settings", "", BEFORE, 20, 1),
    ]


def test_a_tier_is_called_by_its_name() -> None:
    overlaid = laid(change("settings", "tiers.livelihood.tolerance", set=0.05), over=with_tiers())
    assert told(overlaid.changes) == [("settings", "", "tiers.livelihood.tolerance", 0.01, 0.05)]
    assert overlaid.programme.settings.tiers[0].tolerance == 0.05
    faults = faults_of_changes(change("settings", "tiers.livelyhood.tolerance", set=0.05), over=with_tiers())
    assert codes(faults) == ["missing_setting"]
    assert faults[0].column == "change 1"


def test_a_setting_that_is_set_is_no_assumption() -> None:
    given = {key: value for key, value in SETTINGS.items() if key != "working_days"}
    base = programme_from(rows(), given)
    stated = overlay(base, what_if(change("settings", "working_days", set=[1, 2, 3, 4, 5, 6])))
    assert stated.changes == ()
    assert {"assumed_working_days"} & {finding.code for finding in findings_of(base)}
    assert not {"assumed_working_days"} & {finding.code for finding in findings_of(stated.programme)}


@pytest.mark.parametrize(
    ("code", "asked", "word"),
    [
        ("wrong_setting", change("settings", BEFORE, set="many"), BEFORE),
        ("wrong_setting", change("settings", BEFORE, add=-30), BEFORE),
        ("wrong_setting", change("settings", "periods", set=0), "periods"),
        ("wrong_setting", change("settings", "first_period", set="soon"), "first_period"),
        ("wrong_setting", change("settings", "payments.advance", set=2), "payments.advance"),
        ("what_if_no_amount", change("settings", "rules.start_once.must_start", scale=2), "must_start"),
        ("what_if_no_amount", change("settings", "rules.start_once", scale=2), "start_once"),
        ("what_if_no_amount", change("settings", "name", add=2), "name"),
        ("what_if_no_amount", change("settings", "evaluation_date", scale=2), "evaluation_date"),
        ("what_if_no_amount", change("settings", "rules.street_projects.by_street.x", add=1), "by_street"),
        ("no_such_day", change("settings", "evaluation_date", add=10**7), "calendar"),
        ("wrong_setting", change("settings", "first_period", set="9999Q4"), "first_period"),
        ("unknown_street", change("settings", "rules.street_projects.by_street.北方", set=1), "北方"),
    ],
)
def test_faults_of_settings_name_their_change(code: str, asked: dict[str, Any], word: str) -> None:
    fault = the(code, faults_of_changes(asked))
    assert fault.file == "w.toml"
    assert fault.column.startswith("change 1")
    assert word in fault.sentence()


def test_settings_that_no_longer_fit_the_tables_are_told() -> None:
    given = rows()
    given["estates"][0]["pinned_start"] = "2022-06-01"
    changes = change("funds", "limit", "year = 2021", scale=0.5), change("settings", "periods", set=4)
    faults = faults_of_changes(*changes, over=programme(given))
    assert codes(faults) == ["pin_outside"]
    assert faults[0].file == "w.toml"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (BEFORE, BEFORE),
        (BEFORE, "rules.pilot_first"),
        ("rules", BEFORE),
    ],
)
def test_two_what_ifs_of_the_same_setting_are_an_overlap(one: str, other: str) -> None:
    values: dict[str, Any] = {BEFORE: 1, "rules.pilot_first": {}, "rules": {}}
    what_ifs = [
        what_if(change("settings", key, set=values[key]), name=name)
        for name, key in (("one", one), ("other", other))
    ]
    fault = the("what_if_overlap", faults_of_overlay(*what_ifs))
    assert fault.file == "other.toml"
    assert "one.toml" in fault.what
    assert other in fault.what


def test_settings_beside_each_other_stack() -> None:
    one = what_if(change("settings", BEFORE, set=1), name="one")
    other = what_if(change("settings", "rules.pilot_first.on", set=False), name="other")
    overlaid = overlay(programme(), one, other)
    assert [(c.what_if, c.column) for c in overlaid.changes] == [
        ("one", BEFORE),
        ("other", "rules.pilot_first.on"),
    ]
    twice = laid(change("settings", BEFORE, set=10), change("settings", BEFORE, scale=2))
    assert twice.changes == ()  # 20 as it was
