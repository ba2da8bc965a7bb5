"""Headers: languages, units, title rows, headers of two rows, totals, merged cells, encodings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from scenarios.tables.below import sheet_of
from scenarios.tables.catalogue import WorkTypes
from scenarios.tables.column import Table, columns_of
from scenarios.tables.gathered import Gathered
from scenarios.tables.header import header_name, match
from scenarios.tables.manifest import TABLES
from scenarios.tables.money import Funds
from scenarios.tables.places import Estates
from scenarios.tables.raw import grid_of_rows
from scenarios.tables.read import Tables, read_tables
from scenarios.tables.undertaking import Works
from tests.given.small import BASE, codes, csv_text, faults_of, make_workbook, save, the, write_folder


def same(one: Tables, other: Tables) -> bool:
    """Whether two programmes say the same."""
    for kind in TABLES:
        for column in columns_of(kind):
            here, there = getattr(one.of(kind), column.name), getattr(other.of(kind), column.name)
            equal = np.array_equal(here, there, equal_nan=here.dtype.kind in "fM")
            if not equal or not np.array_equal(
                one.of(kind).given[column.name], other.of(kind).given[column.name]
            ):
                return False
    return one.settings == other.settings


def in_chinese(table: type[Table]) -> list[dict[str, Any]]:
    """The rows of a base table under Chinese headers."""
    zh = {header_name(column): column.zh for column in columns_of(table)}
    return [{zh[key]: value for key, value in row.items()} for row in BASE[table.NAME.name]]


def test_every_header_means_its_own_column() -> None:
    for table in TABLES:
        for column in columns_of(table):
            for text in (header_name(column), column.zh, header_name(column).upper(), f" {column.zh}　"):
                found = match(table, text)
                assert found is not None, (table, text)
                assert found.column.name == column.name, (table, text)


def test_no_alias_means_two_columns() -> None:
    """An alias may be another column's own name, which then goes first; two columns never share one."""
    for table in TABLES:
        for column in columns_of(table):
            for alias in column.aliases:
                found = match(table, alias)
                assert found is not None
                own = {header_name(found.column), found.column.zh}
                assert found.column.name == column.name or alias in own, (table, alias)


def test_chinese_and_english_headers_read_the_same(tmp_path: Path) -> None:
    english = read_tables(write_folder(tmp_path / "en"))
    chinese: dict[str, Any] = {
        f"{table.NAME.zh}.csv": csv_text(in_chinese(table)) for table in (Estates, WorkTypes, Works, Funds)
    }
    absent = {f"{name}.csv": None for name in BASE}
    assert same(read_tables(write_folder(tmp_path / "zh", {**absent, **chinese})), english)
    assert same(read_tables(save(make_workbook(), tmp_path)), english)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_encodings(encoding: str, tmp_path: Path) -> None:
    plain = read_tables(write_folder(tmp_path / "plain"))
    absent = {"estates.csv": None}
    text = csv_text(in_chinese(Estates))
    tables = read_tables(write_folder(tmp_path / "other", {**absent, "小区.csv": text.encode(encoding)}))
    assert same(tables, plain)
    assert ("encoding" in codes(tables.findings)) == (encoding not in ("utf-8", "utf-8-sig"))


def test_settings_in_gbk(tmp_path: Path) -> None:
    files = {
        "programme.toml": '# 设置\nname_zh = "金平区"\nfirst_period = "2021Q1"\nperiods = 8\n'.encode("gbk")
    }
    assert read_tables(write_folder(tmp_path, files)).settings.name_zh == "金平区"


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_delimiters(mark: str, tmp_path: Path) -> None:
    text = csv_text(BASE["estates"]).replace(",", mark)
    assert faults_of(write_folder(tmp_path, {"estates.csv": text})) == ()


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings(ending: str, tmp_path: Path) -> None:
    text = csv_text(BASE["estates"]).replace("\r\n", ending)
    assert faults_of(write_folder(tmp_path, {"estates.csv": text})) == ()


UNITS = [
    ("年度限额（万元）", 100, 100_000_000),
    ("年度限额(万元)", 100, 100_000_000),
    ("年度限额【亿元】", 1, 10_000_000_000),
    ("年度限额/万元", 100, 100_000_000),
    ("年度限额：元", 100, 10_000),
    ("年度限额万元", 100, 100_000_000),
    ("年度限额（单位：万元）", 100, 100_000_000),
    ("limit (10k yuan)", 100, 100_000_000),
    ("limit_yuan", 100, 10_000),
    ("Limit [million yuan]", 1, 100_000_000),
    ("年度预算（万元）", 100, 100_000_000),
    ("limit", 100, 10_000),
]


@pytest.mark.parametrize(("header", "written", "fen"), UNITS)
def test_units_of_money(header: str, written: float, fen: int, tmp_path: Path) -> None:
    rows = [{"fund": "city", "kind": "city", "year": 2021, header: written}]
    tables = read_tables(write_folder(tmp_path, {"funds.csv": csv_text(rows)}))
    assert tables.of(Funds).limit.tolist() == [fen]
    assert ("unit_converted" in codes(tables.findings)) == (fen != written * 100)


@pytest.mark.parametrize(
    ("header", "m2"),
    [
        ("建筑面积（㎡）", 2.5),
        ("建筑面积（万㎡）", 25_000),
        ("建筑面积(万m²)", 25_000),
        ("floor area (ha)", 25_000),
        ("建筑面积（平方米）", 2.5),
        ("建筑面积（亩）", 5000 / 3),
        ("住宅建筑面积（万平方米）", 25_000),
    ],
)
def test_units_of_area(header: str, m2: float, tmp_path: Path) -> None:
    rows = [{"id": name, "name": name, "households": 1, header: 2.5} for name in "ABC"]
    tables = read_tables(write_folder(tmp_path, {"estates.csv": csv_text(rows)}))
    assert tables.of(Estates).floor_area[0] == pytest.approx(m2)


@pytest.mark.parametrize(
    ("table", "header", "code"),
    [
        ("funds", "年度限额（万美元）", "unknown_unit"),
        ("funds", "年度限额（大洋）", "unknown_unit"),
        ("funds", "limit_usd", "unknown_unit"),
        ("funds", "年度限额（㎡）", "wrong_unit"),
        ("estates", "户数（万元）", "wrong_unit"),
        ("estates", "建筑面积（%）", "wrong_unit"),
        ("estates", "建筑面积（平方尺）", "unknown_unit"),
        ("works", "need (shaku)", "unknown_unit"),
    ],
)
def test_wrong_units(table: str, header: str, code: str, tmp_path: Path) -> None:
    column = {"年度": "limit", "limi": "limit", "户数（": "households", "建筑": "floor_area", "need": "need"}
    name = next(name for start, name in column.items() if header.startswith(start))
    rows = [{header if key == name else key: value for key, value in row.items()} for row in BASE[table]]
    fault = the(code, faults_of(write_folder(tmp_path, {f"{table}.csv": csv_text(rows)})))
    assert (fault.file, fault.row, fault.column) == (f"{table}.csv", 1, header)


def test_counting_words_in_headers_are_no_units(tmp_path: Path) -> None:
    rows = [
        {"小区编号": n, "小区名称（全称）": n, "户数（户）": 10, "栋数(栋)": 1, "建成年代（年）": 1990}
        for n in "ABC"
    ]
    tables = read_tables(write_folder(tmp_path, {"estates.csv": csv_text(rows)}))
    assert tables.of(Estates).households.tolist() == [10, 10, 10]
    assert not {"unit_converted", "unknown_column"} & set(codes(tables.findings))


def test_ten_thousand_households(tmp_path: Path) -> None:
    rows = [{"id": n, "name": n, "户数（万户）": 0.012} for n in "ABC"]
    assert (
        read_tables(write_folder(tmp_path, {"estates.csv": csv_text(rows)})).of(Estates).households[0] == 120
    )


def test_a_percent_header_over_shares_is_refused_in_a_workbook(tmp_path: Path) -> None:
    book = make_workbook(works=[{"place": "A", "work_type": "sewers", "需求度（%）": 0.8}])
    fault = the("percent_or_share", faults_of(save(book, tmp_path)))
    assert (fault.sheet, fault.row, fault.letter) == ("works", 2, "C")


def test_an_unknown_column_is_a_finding_with_a_suggestion(tmp_path: Path) -> None:
    rows = [{**row, "householdz": 3} for row in BASE["estates"]]
    tables = read_tables(write_folder(tmp_path, {"estates.csv": csv_text(rows)}))
    (finding,) = (f for f in tables.findings if f.code == "unknown_column")
    assert (finding.about, finding.letter, finding.row) == ("householdz", "G", 1)
    assert "'households'" in finding.cause


def test_an_unknown_file_is_a_finding_with_a_suggestion(tmp_path: Path) -> None:
    tables = read_tables(write_folder(tmp_path, {"ballotz.csv": "a,b\n1,2\n"}))
    (finding,) = (f for f in tables.findings if f.code == "unknown_sheet")
    assert (finding.about, finding.file) == ("ballotz", "ballotz.csv")
    assert "'ballots'" in finding.cause


# ---- title rows, two rows, units below, totals, notes ----


def sheet(rows: list[list[Any]], merges: tuple[Any, ...] = ()) -> tuple[Any, Gathered]:
    gathered = Gathered()
    width = max(map(len, rows))
    padded = [row + [""] * (width - len(row)) for row in rows]
    return sheet_of(grid_of_rows(padded, "book.xlsx", "小区", merges), Estates, gathered), gathered


def test_a_title_above_the_header() -> None:
    raw, gathered = sheet(
        [
            ["东方区老旧小区台账"],
            [],
            ["填报单位：住建局"],
            ["小区编号", "小区名称", "户数"],
            ["A", "翠园", 100.0],
        ]
    )
    assert (raw.header_row, raw.header, raw.numbers.tolist()) == (4, ("小区编号", "小区名称", "户数"), [5])
    assert not gathered.faults


def test_a_header_of_two_rows_with_groups() -> None:
    merges = (((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (0, 3)))
    raw, _ = sheet(
        [["小区编号", "小区名称", "规模", ""], ["", "", "栋数", "户数"], ["A", "翠园", 7.0, 100.0]], merges
    )
    assert (raw.header_row, raw.header) == (2, ("小区编号", "小区名称", "栋数", "户数"))
    assert raw.columns[3] == (100.0,)


def test_a_header_of_two_rows_that_only_both_mean_something() -> None:
    merges = (((0, 2), (0, 3)),)
    raw, _ = sheet(
        [
            ["小区编号", "小区名称", "最早", "", "户数"],
            ["", "", "开工", "开工时间", ""],
            ["A", "x", "", "", 1.0],
        ],
        merges,
    )
    assert raw.header == ("小区编号", "小区名称", "最早开工", "最早开工时间", "户数")


def test_a_row_of_units_below_the_header() -> None:
    raw, _ = sheet(
        [["小区编号", "小区名称", "户数", "建筑面积"], ["", "", "户", "万㎡"], ["A", "翠园", 100.0, 0.8]]
    )
    assert (raw.header_row, raw.header[3]) == (2, "建筑面积(万㎡)")


@pytest.mark.parametrize(
    "word", ["合计", "合 计", "小计：", "总计", "Total", "Sub-total", "东方街道小计", "合计（3个）"]
)
def test_total_rows_are_left_out_and_said(word: str) -> None:
    raw, gathered = sheet([["小区编号", "小区名称", "户数"], ["A", "翠园", 100.0], [word, "", 100.0]])
    assert len(raw) == 1
    assert codes(gathered.findings) == ["total_rows"]
    assert "3" in gathered.findings[0].what


def test_a_total_in_a_column_that_is_no_key() -> None:
    raw, _ = sheet([["序号", "小区编号", "小区名称", "户数"], [1.0, "A", "x", 5.0], ["合计", "", "", 5.0]])
    assert len(raw) == 1


def test_an_estate_may_be_called_like_a_total() -> None:
    raw, _ = sheet([["小区编号", "小区名称", "户数"], ["A", "设计院小计大院", 100.0], ["统计局", "x", 100.0]])
    assert len(raw) == 2


def test_notes_below_the_table_are_left_out() -> None:
    raw, gathered = sheet(
        [["小区编号", "小区名称", "户数"], ["A", "翠园", 5.0], [], ["注：数据截至年底"], ["填表人：张三"]]
    )
    assert len(raw) == 1
    assert codes(gathered.findings) == ["total_rows"]


def test_blank_rows_keep_the_numbers_of_the_others() -> None:
    raw, _ = sheet([["小区编号", "小区名称", "户数"], ["A", "x", 1.0], ["", " ", ""], [], ["B", "y", 2.0]])
    assert raw.numbers.tolist() == [2, 5]


def test_merged_streets_are_filled_down(tmp_path: Path) -> None:
    book = make_workbook()
    book["estates"].merge_cells("C2:C3")
    tables = read_tables(save(book, tmp_path))
    assert tables.of(Estates).street.tolist() == ["东方街道", "东方街道", "金砂街道"]
    assert "merged_filled" in codes(tables.findings)


def test_codes_with_zeros_in_front_survive(tmp_path: Path) -> None:
    book = make_workbook(
        estates=[{"id": "007", "name": "x", "households": 1}, {"id": 8, "name": "y", "households": 1}],
        works=[{"place": "007", "work_type": "sewers", "quantity": 1}],
    )
    tables = read_tables(save(book, tmp_path))
    assert tables.of(Estates).id.tolist() == ["007", "8"]
    (finding,) = (f for f in tables.findings if f.code == "zeros_lost")
    assert (finding.row, finding.value) == (3, "8")


def test_an_unnamed_column_is_a_finding(tmp_path: Path) -> None:
    book = make_workbook()
    book["estates"]["J4"] = "??"
    (finding,) = (f for f in read_tables(save(book, tmp_path)).findings if f.code == "unnamed_column")
    assert (finding.about, finding.row, finding.value) == ("J", 4, "??")


def test_every_value_leads_back_to_its_cell(tmp_path: Path) -> None:
    book = make_workbook()
    book["works"].insert_rows(1, 2)
    book["works"]["A1"] = "改造项清单"
    works = read_tables(save(book, tmp_path)).of(Works)
    assert works.origin.rows.tolist() == [4, 5, 6, 7]
    assert works.origin.letters == {"place": "A", "work_type": "B", "quantity": "C", "need": "D"}
    assert (works.origin.file, works.origin.sheet) == ("book.xlsx", "works")
