"""What-ifs laid over a programme: what changes, who changed it, and what does not fit together."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from scenarios import overlay, read_what_if
from scenarios.model.findings import findings_of
from scenarios.read import read
from scenarios.tables.column import columns_of
from scenarios.tables.manifest import TABLES
from tests.given.small import codes, rows, the, write_folder
from tests.given.what_ifs import (
    change,
    faults_of_changes,
    faults_of_overlay,
    laid,
    programme,
    told,
    what_if,
)

LATER = "fund = 'city' and year >= 2022"


def test_what_is_scaled_is_the_value_and_nothing_else() -> None:
    base = programme()
    overlaid = laid(change("funds", "limit", LATER, scale=0.5))
    assert told(overlaid.changes) == [("funds", "city, 2022", "limit", 300_000, 150_000)]
    (one,) = overlaid.changes
    assert (one.what_if, one.reason, one.was_empty) == ("w", "", False)
    assert overlaid.programme.funds.limit.tolist() == [60_000_000, 15_000_000, 20_000_000]
    assert overlaid.programme.fingerprint != base.fingerprint
    for table in TABLES:
        before, after = getattr(base, table.NAME.name), getattr(overlaid.programme, table.NAME.name)
        for column in columns_of(table):
            same = np.array_equal(getattr(before, column.name), getattr(after, column.name), equal_nan=False)
            assert same or column.name == "limit" or (getattr(before, column.name).dtype.kind in "fM"), column
    assert base.funds.limit.tolist() == [60_000_000, 30_000_000, 20_000_000]  # the base is as it was


def test_a_folder_and_a_file(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "given")
    file = tmp_path / "w.toml"
    file.write_text(
        "name='less'\nreason='why not'\n[[change]]\ntable='funds'\ncolumn='limit'\nset=1\n", encoding="utf-8"
    )
    overlaid = overlay(read(folder), read_what_if(file))
    assert [c.after for c in overlaid.changes] == [1, 1, 1]
    assert {c.reason for c in overlaid.changes} == {"why not"}
    assert overlaid.programme.source == "given"
    assert overlaid.programme.funds.origin.file == "funds.csv"


@pytest.mark.parametrize(
    "changes",
    [
        [],
        [change("funds", "limit", scale=1)],
        [change("funds", "limit", "fund = 'own'", set=200_000)],
        [change("settings", "periods", set=8)],
        [change("works", "need", "place = 'A'", add=0)],
        [change("estates", "priority", scale=1)],  # a default that stays what it is stays a default
    ],
)
def test_what_changes_nothing_keeps_the_fingerprint(changes: list[dict[str, Any]]) -> None:
    overlaid = laid(*changes)
    assert overlaid.changes == ()
    assert overlaid.programme.fingerprint == programme().fingerprint


def test_an_empty_what_if_gives_the_programme_itself() -> None:
    base = programme()
    assert overlay(base, what_if()).programme is base
    assert overlay(base).programme is base


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (change("estates", "name", "id = 'A'", set="新园"), ("name", "翠园", "新园")),
        (change("estates", "pilot", "id = 'A'", set=True), ("pilot", False, True)),
        (change("estates", "structure_grade", "id = 'A'", set="c"), ("structure_grade", None, "C")),
        (change("estates", "earliest", "id = 'A'", set="2021Q3"), ("earliest", None, "2021-07-01")),
        (change("estates", "floor_area", "id = 'A'", scale=1.5), ("floor_area", 8000, 12000)),
        (change("estates", "floor_area", "id = 'A'", set="1.2万㎡"), ("floor_area", 8000, 12000)),
        (change("estates", "households", "id = 'A'", scale=0.333), ("households", 100, 33)),
        (change("estates", "agreements", "id = 'A'", set=["a", "b"]), ("agreements", None, "a;b")),
        (change("estates", "priority", "id = 'A'", add=0.1), ("priority", 1, 1.1)),
        (change("estates", "zone", "id = 'A'", set=""), ("zone", "Z1", None)),
        (change("estates", "street", "id = 'A'", set="金砂街道"), ("street", "东方街道", "金砂街道")),
    ],
)
def test_values_of_every_kind(asked: dict[str, Any], expected: tuple[Any, ...]) -> None:
    (one,) = laid(asked).changes
    assert (one.row, one.column, one.before, one.after) == ("A", *expected)


def test_decimals_come_out_as_on_paper_and_money_in_whole_fen() -> None:
    overlaid = laid(change("works", "need", "place = 'A' and need = 0.8", scale=0.1))
    assert overlaid.programme.works.need[0] == 0.08
    overlaid = laid(change("funds", "limit", "year = 2021", scale=1 / 3))
    assert overlaid.programme.funds.limit[0] == 20_000_000
    overlaid = laid(change("funds", "limit", "year = 2021", add=0.01))
    assert overlaid.changes[0].after == 600_000.01


def test_days_are_added_to_dates() -> None:
    given = rows(outside_projects=[{"id": "M", "start": "2021Q1", "finish": "2021-12-31", "estates": "A"}])
    overlaid = laid(change("outside_projects", "finish", add=90), over=programme(given))
    assert told(overlaid.changes) == [("outside_projects", "M", "finish", "2021-12-31", "2022-03-31")]
    fault = the("ends_before_start", faults_of_changes(change("outside_projects", "finish", add=-900),
                                                        over=programme(given)))  # fmt: skip
    assert fault.column == "change 1"
    many = change("outside_projects", "finish", add=99_999)
    assert codes(faults_of_changes(many, over=programme(given))) == ["no_such_day"]


# ---- what is given, what is assumed ----


def test_what_is_set_is_given_and_what_is_cleared_is_not() -> None:
    set_to_default = laid(change("works", "quantity", "place = 'C'", set=2))
    assert set_to_default.changes == ()
    given = rows()
    del given["works"][3]["quantity"]  # 1 is assumed
    base = programme(given)
    overlaid = laid(change("works", "quantity", "place = 'C'", set=1), over=base)
    (one,) = overlaid.changes
    assert (one.before, one.after, one.was_empty) == (1, 1, True)
    assert overlaid.programme.works.given["quantity"].tolist() == [True] * 4
    assert overlaid.programme.fingerprint != base.fingerprint
    assert "assumed_default" in {f.code for f in findings_of(base) if f.about == "works.quantity"}
    assert not {f.code for f in findings_of(overlaid.programme) if f.about == "works.quantity"}
    back = laid(change("works", "quantity", "place = 'C'", set=""), over=overlaid.programme)
    assert back.programme.works.given["quantity"].tolist() == [True, True, True, False]
    assert back.programme.fingerprint == base.fingerprint


def test_a_cost_that_is_set_goes_before_quantity_and_unit_cost() -> None:
    base = programme()
    overlaid = laid(change("works", "cost", "place = 'A' and work_type = 'paving'", set=1000))
    assert base.facts.cost[1] == 500 * 300 * 100
    assert overlaid.programme.facts.cost[1] == 1000 * 100


def test_what_is_empty_cannot_be_scaled_and_is_said() -> None:
    overlaid = laid(change("works", "cost", scale=2))
    assert overlaid.changes == ()
    assert overlaid.programme.fingerprint == programme().fingerprint
    finding = next(f for f in overlaid.programme.findings if f.code == "what_if_empty_cells")
    assert finding.what.startswith("4 of the 4 cells")
    assert (finding.file, finding.about) == ("w.toml", "w")


def test_a_default_can_be_scaled_and_is_given_then() -> None:
    overlaid = laid(change("estates", "priority", "id = 'B'", scale=2))
    (one,) = overlaid.changes
    assert (one.before, one.after, one.was_empty) == (1, 2, True)
    assert overlaid.programme.estates.given["priority"].tolist() == [False, True, False]


# ---- rows that come and go ----


OWN = "fund = own; kind = resident; year = 2022; limit = 200000; carry_share = 0"


def test_rows_come_and_go() -> None:
    overlaid = laid(
        change("funds", "", "fund = 'own'", remove=True),
        change("funds", rows=[{"fund": "bond", "kind": "专项债", "year": 2022, "limit": "100万元"}]),
    )
    assert told(overlaid.changes) == [
        ("funds", "own, 2022", "", OWN, None),
        ("funds", "bond, 2022", "", None, "fund = bond; kind = bond; year = 2022; limit = 1000000"),
    ]
    funds = overlaid.programme.funds
    assert funds.fund.tolist() == ["city", "city", "bond"]
    assert funds.limit[2] == 100_000_000
    assert funds.carry_share[2] == 0
    assert funds.given["carry_share"].tolist() == [True, True, False]
    assert funds.origin.rows.tolist() == [1, 2, 0]  # it stands in no row of a file


def test_rows_come_into_a_table_that_was_not_there() -> None:
    target = {"name": "half", "measure": "households", "value": 100, "by": "2022-06-30"}
    overlaid = laid(change("targets", rows=[target]), change("targets", "value", "name = 'half'", scale=2))
    (one,) = overlaid.changes
    assert (one.table, one.row, one.before) == ("targets", "half", None)
    assert "value = 200" in str(one.after)
    assert overlaid.programme.targets.value.tolist() == [200]
    assert findings_of(overlaid.programme)


def test_rows_that_come_and_go_again_leave_nothing() -> None:
    bond = {"fund": "bond", "kind": "bond", "year": 2022, "limit": 1}
    overlaid = laid(change("funds", rows=[bond]), change("funds", "", "fund = 'bond'", remove=True))
    assert overlaid.changes == ()
    assert overlaid.programme.fingerprint == programme().fingerprint


def test_an_optional_table_may_be_emptied_and_a_needed_one_may_not() -> None:
    links = rows(links=[{"before": "A", "after": "B"}])
    assert len(laid(change("links", remove=True), over=programme(links)).programme.links) == 0
    fault = the("no_rows", faults_of_changes(change("funds", remove=True)))
    assert (fault.file, fault.column) == ("w.toml", "change 1")


# ---- several what-ifs ----

LESS = what_if(change("funds", "limit", LATER, scale=0.5), name="less")


def test_a_what_if_sees_nothing_of_another_so_their_order_makes_no_difference() -> None:
    renamed = what_if(change("estates", "street", "id = 'C'", set="东方街道"), name="renamed")
    urgent = what_if(change("estates", "priority", "street = '东方街道'", set=3), name="urgent")
    first, second = overlay(programme(), renamed, urgent), overlay(programme(), urgent, renamed)
    assert [(c.what_if, c.row, c.column) for c in first.changes] == [
        ("renamed", "C", "street"),
        ("urgent", "A", "priority"),
        ("urgent", "B", "priority"),
    ]
    assert [(c.what_if, c.row) for c in second.changes] == [
        ("urgent", "A"),
        ("urgent", "B"),
        ("renamed", "C"),
    ]
    assert first.programme.fingerprint == second.programme.fingerprint
    assert [w.name for w in first.what_ifs] == ["renamed", "urgent"]


def test_rows_and_settings_that_several_add_stand_in_one_order() -> None:
    bonds = [{"fund": f"bond_{n}", "kind": "bond", "year": 2022, "limit": 1} for n in "xy"]
    street = "rules.street_projects.by_street"
    x = what_if(change("funds", rows=[bonds[0]]), change("settings", f"{street}.东方街道", set=3), name="x")
    y = what_if(change("funds", rows=[bonds[1]]), change("settings", f"{street}.金砂街道", set=4), name="y")
    cut = what_if(change("funds", "limit", scale=0.5), name="cut")
    found = [overlay(programme(), *stack).programme for stack in ((x, y, cut), (cut, y, x), (y, x, cut))]
    assert len({one.fingerprint for one in found}) == 1
    assert found[0].funds.limit.tolist() == [30_000_000, 15_000_000, 10_000_000, 100, 100]  # cut not halved


def test_what_ifs_that_do_not_meet_may_change_places() -> None:
    dear = what_if(change("work_types", "unit_cost", scale=1.2), name="dear")
    one, other = overlay(programme(), LESS, dear), overlay(programme(), dear, LESS)
    assert one.programme.fingerprint == other.programme.fingerprint
    assert sorted(told(one.changes), key=str) == sorted(told(other.changes), key=str)


OVERLAPS = {
    "scale": change("funds", "limit", "year = 2022 and fund = 'city'", add=1),
    "the same": change("funds", "limit", "year = 2022 and fund = 'city'", set=150_000),
    "remove": change("funds", "", "fund = 'city' and year = 2022", remove=True),
}


@pytest.mark.parametrize("other", list(OVERLAPS.values()), ids=list(OVERLAPS))
def test_two_what_ifs_that_touch_the_same_value_are_named(other: dict[str, Any]) -> None:
    for what_ifs in ((LESS, what_if(other, name="other")), (what_if(other, name="other"), LESS)):
        fault = the("what_if_overlap", faults_of_overlay(*what_ifs))
        assert fault.file == "other.toml"  # the later by name, in whichever order they are given
        for text in (fault.sentence(), fault.sentence("zh")):
            assert "less.toml" in text
            assert "other.toml" in text
            assert "city, 2022" in text


def test_the_same_row_removed_or_inserted_twice_is_an_overlap() -> None:
    gone = [what_if(change("funds", "", "fund = 'own'", remove=True), name=name) for name in "ab"]
    assert codes(faults_of_overlay(*gone)) == ["what_if_overlap"]
    bond = {"fund": "bond", "kind": "bond", "year": 2022, "limit": 1}
    come = [what_if(change("funds", rows=[bond]), name=name) for name in "ab"]
    fault = the("duplicate_key", faults_of_overlay(*come))
    assert fault.file == "b.toml"


def test_an_overlap_of_many_values_is_told_once_with_their_number() -> None:
    one = what_if(change("funds", "limit", set=1), name="one")
    fault = the(
        "what_if_overlap", faults_of_overlay(one, what_if(change("funds", "limit", set=2), name="two"))
    )
    assert "and 2 more" in fault.what
    assert "另有 2 处" in fault.what_zh


def test_changes_of_one_what_if_follow_each_other() -> None:
    overlaid = laid(change("funds", "limit", LATER, scale=0.5), change("funds", "limit", LATER, add=1000))
    assert told(overlaid.changes) == [("funds", "city, 2022", "limit", 300_000, 151_000)]
    twice = laid(change("funds", "", LATER, remove=True), change("funds", "limit", "year = 2022", scale=2))
    assert [c.row for c in twice.changes] == ["city, 2022", "own, 2022"]


# ---- what does not fit ----

MISFITS: list[tuple[str, dict[str, Any], str]] = [
    ("unknown_name", change("works", "place", "place = 'C'", set="Z"), "works"),
    ("unknown_name", change("estates", "", "id = 'C'", remove=True), "works"),
    ("unknown_name", change("funds", "classes", "fund = 'own'", set="x"), "funds"),
    ("duplicate_key", change("estates", "id", "id = 'B'", set="A"), "estates"),
    ("duplicate_key", change("funds", "year", "year = 2021", add=1), "funds"),
    ("fund_differs", change("funds", "kind", "year = 2021", set="district"), "funds"),
    ("realised_above_nominal", change("work_types", "resident_share_realised", set=0.9), "work_types"),
    ("shares_above_one", change("work_types", "utility_share", "id = 'lift'", set=0.8), "work_types"),
    ("no_cost", change("work_types", "unit_cost", "id = 'lift'", set=""), "works"),
    ("pin_outside", change("estates", "pinned_start", set="2030"), "estates"),
    ("loop_of_types", change("work_types", "after", "id = 'sewers'", set="paving"), "work_types"),
    ("ends_before_start", change("funds", "carry_last_year", set=1999), "funds"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "asked", "table"), MISFITS)
def test_what_no_longer_fits_is_led_back_to_its_change(code: str, asked: dict[str, Any], table: str) -> None:
    faults = [fault for fault in faults_of_changes(asked) if fault.code == code]
    assert faults
    for fault in faults:
        assert (fault.file, fault.column) == ("w.toml", "change 1")
        assert f"In the changed programme, at {table}, row" in fault.what
        assert "改动后的计划中" in fault.what_zh


def test_faults_of_all_what_ifs_come_at_once() -> None:
    one = what_if(change("works", "place", "place = 'C'", set="Z"), name="one")
    two = what_if(
        change("funds", "limit", "fund = 'own'", add=-999_999),
        change("funds", "", "fund = 'bank'", remove=True),
        name="two",
    )
    faults = faults_of_overlay(one, two)
    assert {(f.file, f.code) for f in faults} == {
        ("one.toml", "unknown_name"),
        ("two.toml", "negative"),
        ("two.toml", "what_if_nothing_removed"),
    }


def test_a_result_beyond_its_limits_names_the_first_row_and_how_many() -> None:
    fault = the("share_above_one", faults_of_changes(change("works", "need", add=0.9)))
    assert (fault.column, fault.value) == ("change 1: add", "1.7")
    assert "A:sewers: need (and 3 more)" in fault.what
    assert "另有 3 处" in fault.what_zh


def test_a_fault_of_several_removals_names_all_files() -> None:
    one = what_if(change("estates", "", "id = 'C'", remove=True), name="one")
    two = what_if(change("funds", "", "fund = 'own'", remove=True), name="two")
    faults = faults_of_overlay(one, two)
    assert {fault.file for fault in faults} == {"one.toml + two.toml"}


def test_a_condition_that_selects_nothing_is_odd_and_says_what_is_near() -> None:
    overlaid = laid(change("funds", "limit", "fund = 'citi'", scale=0.5))
    assert overlaid.changes == ()
    (finding,) = [f for f in overlaid.programme.findings if f.code == "what_if_no_row"]
    assert finding.kind == "finding"
    assert "'city'" in finding.cause
    assert finding in findings_of(overlaid.programme)


def test_removing_nothing_is_a_fault() -> None:
    fault = the(
        "what_if_nothing_removed", faults_of_changes(change("funds", "", "fund = 'citi'", remove=True))
    )
    assert "'city'" in fault.remedy


# ---- findings ----


def test_what_was_noticed_on_reading_stays_and_what_the_check_notices_is_new(tmp_path: Path) -> None:
    given = rows()
    given["funds"][2] = {**given["funds"][2], "limit": 5}  # probably meant in 万元
    for table in given.values():
        for row in table:
            if "unit_cost" in row:
                row["unit_cost（万元）"] = row.pop("unit_cost") / 10_000
    base = read(write_folder(tmp_path / "given", **given))
    assert sorted(codes(base.findings)) == ["small_fund", "unit_converted"]
    mended = overlay(base, what_if(change("funds", "limit", "fund = 'own'", set=200_000)))
    assert codes(mended.programme.findings) == ["unit_converted"]
    other = overlay(base, what_if(change("funds", "limit", "fund = 'city'", scale=2)))
    assert sorted(codes(other.programme.findings)) == ["small_fund", "unit_converted"]
    assert set(other.programme.findings) == set(base.findings)


def test_changes_can_be_compared_and_kept() -> None:
    overlaid = laid(change("funds", "limit", LATER, scale=0.5))
    assert dataclasses.asdict(overlaid.changes[0]) == {
        "what_if": "w",
        "reason": "",
        "table": "funds",
        "row": "city, 2022",
        "column": "limit",
        "before": 300_000,
        "after": 150_000,
        "was_empty": False,
    }
    assert overlaid.changes == laid(change("funds", "limit", LATER, scale=0.5)).changes


def test_an_empty_duty_is_no_no() -> None:
    (one,) = laid(change("estates", "required", "id = 'A'", set=False)).changes
    assert (one.before, one.after) == (None, False)
