"""What-ifs in a table of the programme: read as those of files are, each fault at its cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scenarios import overlay
from scenarios.read import programme_from, read
from scenarios.tables.faults import Fault, InputFaults
from scenarios.whatif import WhatIf
from scenarios.whatif.own import own_what_ifs
from tests.given.small import SETTINGS, codes, make_workbook, rows, save, the, write_folder
from tests.given.what_ifs import both_languages, change, laid, programme, told, what_if

Row = dict[str, Any]


def row(name: str, table: str = "", column: str = "", action: str = "", value: Any = "", **more: Any) -> Row:
    return {"name": name, "table": table, "column": column, "action": action, "value": value, **more}


def own(*given: Row) -> tuple[WhatIf, ...]:
    return own_what_ifs(programme(rows(what_ifs=given)))


def faults_of(*given: Row) -> tuple[Fault, ...]:
    with pytest.raises(InputFaults) as wrong:
        programme(rows(what_ifs=given))
    return both_languages(wrong.value.faults)


LATER = "fund = 'city' and year >= 2022"
SAME: list[tuple[Row, dict[str, Any]]] = [
    (
        row("w", "funds", "limit", "scale", 0.5, where=LATER),
        change("funds", "limit", LATER, scale=0.5),
    ),
    (row("w", "资金来源", "年度限额", "乘以", "50%"), change("funds", "limit", scale=0.5)),
    (row("w", "funds", "limit", "改为", "20万元"), change("funds", "limit", set=200_000)),
    (row("w", "funds", "limit", "加上", -1000), change("funds", "limit", add=-1000)),
    (row("w", "estates", "earliest", "set", "2021Q3"), change("estates", "earliest", set="2021Q3")),
    (row("w", "estates", "zone", "set", "空白"), change("estates", "zone", set="")),
    (row("w", "estates", "agreements", "set", "a;b"), change("estates", "agreements", set=["a", "b"])),
    (row("w", "funds", "", "删除", where="fund = 'own'"), change("funds", "", "fund = 'own'", remove=True)),
    (
        row("w", "funds", "", "新增行", "fund = bond; kind = 专项债；year=2022;limit=50万元;"
            "classes=基础类;提升类"),
        change("funds", rows=[{"fund": "bond", "kind": "bond", "year": 2022, "limit": 500_000,
                               "classes": ["基础类", "提升类"]}]),
    ),
    (row("w", "设置", "periods", "加上", 4), change("settings", "periods", add=4)),
    (
        row("w", "settings", "rules.pilot_first.on", "set", "否"),
        change("settings", "rules.pilot_first.on", set=False),
    ),
    (
        row("w", "settings", "working_days", "set", "1 2 3 4 5"),
        change("settings", "working_days", set=[1, 2, 3, 4, 5]),
    ),
    (row("w", "settings", "prices.growth", "set", "6%"), change("settings", "prices.growth", set=0.06)),
    (row("w", "settings", "name", "set", "Another"), change("settings", "name", set="Another")),
]  # fmt: skip


@pytest.mark.parametrize(("given", "same"), SAME, ids=[f"{r['table']} {r['action']}" for r, _ in SAME])
def test_a_row_says_what_a_file_says(given: Row, same: dict[str, Any]) -> None:
    (one,) = own(given)
    expected = laid(same)
    found = overlay(programme(), one)
    assert found.changes
    assert told(found.changes) == told(expected.changes)
    assert found.programme.fingerprint == expected.programme.fingerprint


def test_rows_of_one_name_are_one_what_if_with_its_reason_and_kind() -> None:
    less = row("less", "funds", "limit", "scale", 0.5, where=LATER, reason="land revenue falls")
    more = row("less", "funds", "limit", "add", 1000, where=LATER, kind="可控因素")
    one, nothing = own(less, row("nothing"), more)
    assert (one.name, one.reason, one.kind, len(one.edits)) == ("less", "land revenue falls", "lever", 2)
    assert (nothing.kind, nothing.edits) == ("uncertainty", ())
    assert told(overlay(programme(), one).changes) == [("funds", "city, 2022", "limit", 300_000, 151_000)]


def test_what_ifs_are_no_part_of_the_fingerprint() -> None:
    assert programme(rows(what_ifs=[row("nothing")])).fingerprint == programme().fingerprint


@pytest.mark.parametrize(
    ("code", "faulty", "column"),
    [
        ("what_if_unknown_table", row("w", "fonds", "limit", "set", 1), "table"),
        ("what_if_unknown_table", row("w", "what_ifs", "name", "set", "x"), "table"),
        ("what_if_unknown_column", row("w", "funds", "limmit", "set", 1), "column"),
        ("what_if_condition", row("w", "funds", "limit", "set", 1, where="year >"), "where"),
        ("not_a_number", row("w", "funds", "limit", "scale", "half"), "value"),
        ("what_if_not_counted", row("w", "funds", "fund", "add", 1), "value"),
        ("not_a_choice", row("w", "funds", "limit", "halve", 1), "action"),
        ("what_if_no_action", row("w", "funds", "limit"), "action"),
        ("what_if_no_value", row("w", "funds", "limit", "set"), "value"),
        ("what_if_wrong_key", row("w", "funds", "", "remove", "yes"), "value"),
        ("what_if_chance", row("w", "funds", "limit", "scale", "uniform 2 1"), "value"),
        ("unknown_setting", row("w", "settings", "period_count", "set", 1), "column"),
        ("empty_cell", row("", "funds", "limit", "set", 1), "name"),
    ],
)
def test_each_fault_stands_at_its_cell(code: str, faulty: Row, column: str) -> None:
    found = the(code, faults_of(row("sound", "funds", "limit", "scale", 1), faulty))
    assert (found.row, found.column) == (2, column)


def test_two_kinds_of_one_what_if_are_a_fault() -> None:
    fault = the("what_if_kinds", faults_of(row("w", kind="lever"), row("w", kind="uncertainty")))
    assert "row 1" in fault.what


def test_a_folder_and_a_workbook_hold_them_with_the_faults_of_the_other_tables(tmp_path: Path) -> None:
    given = rows(what_ifs=[row("less", "funds", "limit", "scale", 0.5), row("odd", "fonds", "x", "set", 1)])
    given["works"][0]["place"] = "Z"
    folder = write_folder(tmp_path / "given", **given)
    with pytest.raises(InputFaults) as wrong:
        read(folder)
    assert {(f.file, f.code) for f in wrong.value.faults} == {
        ("works.csv", "unknown_name"),
        ("what_ifs.csv", "what_if_unknown_table"),
    }
    book = save(make_workbook(**given), tmp_path)
    with pytest.raises(InputFaults) as wrong:
        read(book)
    fault = the("what_if_unknown_table", wrong.value.faults)
    assert (fault.file, fault.sheet, fault.row, fault.letter) == (book.name, "what_ifs", 3, "B")


def test_a_sheet_of_a_workbook_may_be_all_chinese(tmp_path: Path) -> None:
    book = make_workbook()
    sheet = book.create_sheet("情景")
    for cells in (
        ["情景名称", "原因", "性质", "表", "列", "条件", "操作", "值"],
        [
            "市级资金减半",
            "土地收入下降",
            "不确定因素",
            "资金来源",
            "年度限额",
            "资金名称 = 'city'",
            "乘以",
            0.5,
        ],
        ["推迟一年", "", "可控因素", "设置", "periods", "", "加上", 4],
    ):
        sheet.append(cells)
    given = read(save(book, tmp_path))
    half, later = own_what_ifs(given)
    assert (half.name, half.reason, half.kind, half.sheet) == (
        "市级资金减半",
        "土地收入下降",
        "uncertainty",
        "情景",
    )
    changes = overlay(given, half, later).changes
    assert [(c.row, c.column, c.after) for c in changes] == [
        ("city, 2021", "limit", 300_000),
        ("city, 2022", "limit", 150_000),
        ("", "periods", 12),
    ]


def test_files_in_its_folder_and_beside_it_are_its_own(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "given", what_ifs=[row("of the table")])
    for place in ("given/what-ifs", "given-what-ifs"):
        (tmp_path / place).mkdir()
    (tmp_path / "given/what-ifs/inside.toml").write_text("kind = 'lever'\n", encoding="utf-8")
    (tmp_path / "given-what-ifs/beside.toml").write_text("name_zh = '旁边'\n", encoding="utf-8")
    found = own_what_ifs(read(folder), folder)
    assert [one.name for one in found] == ["of the table", "inside", "beside"]
    (tmp_path / "given-what-ifs/again.toml").write_text("name = 'inside'\n", encoding="utf-8")
    with pytest.raises(InputFaults) as wrong:
        own_what_ifs(read(folder), folder)
    assert codes(wrong.value.faults) == ["what_if_twice"]


def test_two_of_one_table_that_touch_one_value_are_both_named() -> None:
    one, two = own(row("low", "funds", "limit", "set", 1), row("high", "funds", "limit", "set", 2))
    with pytest.raises(InputFaults) as wrong:
        overlay(programme(), one, two)
    fault = the("what_if_overlap", wrong.value.faults)
    for name in ("'high'", "'low'", "row 2 of what_ifs"):
        assert name in fault.what
    assert fault.row == 1
    with pytest.raises(InputFaults) as wrong:
        overlay(programme(), one, what_if(change("funds", "limit", "year = 2021", scale=2), name="file"))
    fault = the("what_if_overlap", wrong.value.faults)
    assert (fault.file, "change 1 of file.toml" in fault.what, "'file'" in fault.what) == (
        "what_ifs",
        True,
        True,
    )


def test_the_programme_of_literal_rows_checks_them_too() -> None:
    with pytest.raises(InputFaults):
        programme_from(rows(what_ifs=[row("w", "x", "y", "set", 1)]), SETTINGS)


@pytest.mark.parametrize("cell", ["uniform 3 1", "均匀 3 1"])
def test_what_is_no_distribution_is_told_as_a_cell_holds_it(cell: str) -> None:
    (found,) = faults_of(row("w", "funds", "limit", "scale", cell))
    assert (found.code, found.value) == ("what_if_chance", "uniform 3 1")
