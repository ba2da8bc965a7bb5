"""Settings: from TOML, a sheet or a mapping, each fault at its key."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from scenarios.tables.read import read_tables
from tests.given.small import (
    codes,
    faults_of,
    faults_of_rows,
    make_workbook,
    read_rows,
    rows,
    save,
    the,
    write_folder,
)


def toml(text: str) -> dict[str, str]:
    return {"programme.toml": text}


WRONG = [
    ("periods = 8\n", "missing_setting", 0, "first_period"),
    ('first_period = "2021Q1"\nperiods = 0\n', "wrong_setting", 2, "periods"),
    ('first_period = "2021Q1"\nperiods = "many"\n', "wrong_setting", 2, "periods"),
    ('first_period = "2021Q1"\nperiods = 8.5\n', "wrong_setting", 2, "periods"),
    ('first_period = "2021Q5"\nperiods = 8\n', "wrong_setting", 1, "first_period"),
    ('first_period = "2021-13"\nperiods = 8\n', "wrong_setting", 1, "first_period"),
    ("first_period = true\nperiods = 8\n", "wrong_setting", 1, "first_period"),
    ('first_period = "2021Q1"\nperiods = 8\nperiod = "week"\n', "wrong_setting", 3, "period"),
    ('first_period = "2021Q1"\nperiods = 8\nworking_days = [8]\n', "wrong_setting", 3, "working_days.0"),
    ('first_period = "2021Q1"\nperiods = 8\nworking_days = []\n', "wrong_setting", 3, "working_days"),
    ('first_period = "2021Q1"\nperiods = 8\nperiodz = 3\n', "unknown_setting", 3, "periodz"),
    ('first_period = "2021Q1"\nperiods = 8\n[aims]\ncost = -1\n', "wrong_setting", 4, "aims.cost"),
    (
        'first_period = "2021Q1"\nperiods = 8\n[rules.pilots]\non = true\n',
        "unknown_setting",
        3,
        "rules.pilots",
    ),
    (
        'first_period = "2021Q1"\nperiods = 8\n[rules.pilot_first]\nothers = 3\n',
        "unknown_setting",
        4,
        "rules.pilot_first.others",
    ),
    ('first_period = "2021Q1"\nperiods = 8\nrules = 3\n', "wrong_setting", 3, "rules"),
    (
        'first_period = "2021Q1"\nperiods = 8\n[rules.consent.matters.lift]\nturnout = 3\n',
        "wrong_setting",
        4,
        "rules.consent.matters.lift.turnout",
    ),
    (
        'first_period = "2021Q1"\nperiods = 8\n[rules.street_projects.by_street]\n"东方街到" = 3\n',
        "unknown_street",
        4,
        "rules.street_projects.by_street.东方街到",
    ),
    *(
        (
            'first_period = "2021Q1"\nperiods = 8\n[construction.risks.rain]\nprobability = 0.5\n'
            f'{named} = ["nowhere"]\n',
            "unknown_name",
            5,
            f"construction.risks.rain.{named}",
        )
        for named in ("work_types", "streets", "places")
    ),
    ('first_period = "2021Q1"\nperiods = 8\nname = "x\n', "broken_toml", 3, ""),
    ('first_period = "2021Q1"\nperiods = 8\nperiods = 9\n', "broken_toml", 3, ""),
]


@pytest.mark.parametrize(("text", "code", "row", "key"), WRONG)
def test_each_fault_at_its_key(text: str, code: str, row: int, key: str, tmp_path: Path) -> None:
    fault = the(code, faults_of(write_folder(tmp_path, toml(text))))
    assert (fault.file, fault.row, fault.column) == ("programme.toml", row, key)
    assert fault.remedy
    assert fault.remedy_zh


def test_what_a_group_of_settings_wants_is_told_in_both_languages() -> None:
    found = faults_of_rows(rows(), payments={"advance": 0.8, "retention": 0.5})
    assert "1" in the("wrong_setting", found).what_zh
    found = faults_of_rows(rows(), payments={"by_class": {"基础类": {"advance": 0.8, "retention": 0.5}}})
    assert "预付" in the("wrong_setting", found).what_zh
    found = faults_of_rows(rows(), application={"weights": {"safty": 3}})
    assert "'safty'" in the("wrong_setting", found).what
    assert "评分项" in the("wrong_setting", found).what_zh


def test_names_of_rules_in_the_settings() -> None:
    fault = the("unknown_in_settings", faults_of_rows(rows(), soft={"ranks": {"fund_limit": 1}}))
    assert "'fund_limits'" in fault.remedy
    fault = the("stage_twice", faults_of_rows(rows(), rules={"stages": {"order": ["a", "b", "a"]}}))
    assert fault.column == "rules.stages.order"


def test_suggestions() -> None:
    found = faults_of_rows(
        rows(), rules={"pilot_frist": {}, "street_projects": {"by_street": {"东方街到": 3}}}
    )
    assert "'rules.pilot_first'" in the("unknown_setting", found).remedy
    found = faults_of_rows(rows(), rules={"street_projects": {"by_street": {"东方街到": 3}}})
    assert "'东方街道'" in the("unknown_street", found).remedy


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("2021Q1", "2021Q1"),
        (2021, "2021"),
        ("2021年一季度", "2021Q1"),
        ("2020年第4季度", "2020Q4"),
        ("2021年3月", "2021-03"),
        ("2021年下半年", "2021H2"),
        (datetime.date(2021, 4, 1), "2021-04"),
        ("2021年", "2021"),
    ],
)
def test_ways_to_name_the_first_period(written: Any, name: str) -> None:
    assert read_rows(rows(), first_period=written).settings.first_period == name


def workbook(tmp_path: Path, *pairs: tuple[Any, ...]) -> Path:
    book = make_workbook()
    for row in pairs:
        book["设置"].append(row)
    return save(book, tmp_path)


def test_a_sheet_says_the_same_as_toml(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        ("rules.pilot_first.others_before", 7, "note"),
        ("rules.street_projects.on", "是"),
        ('rules.street_projects.by_street."东方街道"', 4),
        ("rules.due_after_plan.limit", 0.5),
        ("计划名称", "金平区"),
        ("aims.cost", ""),
    )
    settings = read_tables(path).settings
    assert settings.evaluation_date == datetime.date(2032, 12, 31)
    assert settings.working_days == (1, 2, 3, 4, 5, 6)
    assert settings.rules.pilot_first.others_before == 7
    assert settings.rules.street_projects.on
    assert settings.rules.street_projects.by_street == {"东方街道": 4}
    assert settings.rules.due_after_plan.limit == 0.5
    assert settings.name_zh == "金平区"
    plain = read_tables(write_folder(tmp_path / "folder")).settings
    assert read_tables(save(make_workbook(), tmp_path)).settings == plain


@pytest.mark.parametrize(
    ("pair", "code", "letter"),
    [
        (("rules.pilot_frist.on", "是"), "unknown_setting", "B"),
        (("aims.cost", "dear"), "wrong_setting", "B"),
        (("periods", 9), "setting_twice", "B"),
        (("periods.x", 9), "unknown_setting", "B"),
        (("rules.pilot_first.others_before", "several"), "wrong_setting", "B"),
    ],
)
def test_faults_of_a_sheet(pair: tuple[Any, ...], code: str, letter: str, tmp_path: Path) -> None:
    fault = the(code, faults_of(workbook(tmp_path, pair)))
    assert (fault.file, fault.sheet, fault.row, fault.letter) == ("book.xlsx", "设置", 7, letter)


def test_a_formula_error_in_the_settings(tmp_path: Path) -> None:
    book = make_workbook()
    cell = book["设置"]["B4"]
    cell.value, cell.data_type = "#NAME?", "e"
    assert "formula_error" in codes(faults_of(save(book, tmp_path)))


def test_settings_as_csv(tmp_path: Path) -> None:
    files = {"programme.toml": None, "设置.csv": "项,值,说明\nfirst_period,2021Q1,\nperiods,8,\n"}
    assert read_tables(write_folder(tmp_path, files)).settings.periods == 8
    files = {"设置.csv": "项,值\nfirst_period,2021Q1\nperiods,8\n"}
    assert codes(faults_of(write_folder(tmp_path / "both", files))) == ["table_twice"]


def test_tiers_of_a_sheet_are_numbered(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        ("tiers.2.name", "提升"),
        ("tiers.1.name", "民生"),
        ("tiers.1.classes", "基础类；提升类"),
        ("tiers.1.tolerance", "1%"),
        ("tiers.2.penalties", "是"),
    )
    first, second = read_tables(path).settings.tiers
    assert (first.name, first.classes, first.tolerance) == ("民生", ("基础类", "提升类"), 0.01)
    assert (second.name, second.penalties) == ("提升", True)


@pytest.mark.parametrize(
    ("pairs", "code", "row", "key"),
    [
        ([("tiers", "民生")], "wrong_setting", 7, "tiers"),
        ([("tiers.1.clases", "基础类"), ("tiers.1.name", "民生")], "unknown_setting", 7, "tiers.1.clases"),
        ([("tiers.1.name", "民生"), ("tiers.2.benefit", 1)], "missing_setting", 8, "tiers.2.name"),
        (
            [("tiers.1.name", "民生"), ("tiers.1.classes", "基楚类")],
            "unknown_in_settings",
            8,
            "tiers.1.classes",
        ),
    ],
)
def test_faults_of_tiers_in_a_sheet(
    pairs: list[tuple[Any, ...]], code: str, row: int, key: str, tmp_path: Path
) -> None:
    fault = the(code, faults_of(workbook(tmp_path, *pairs)))
    assert (fault.row, fault.column) == (row, key)


def test_a_fault_of_the_second_tier_stands_at_its_own_line(tmp_path: Path) -> None:
    text = (
        'first_period = "2021Q1"\nperiods = 8\n[[tiers]]\nname = "a"\n[[tiers]]\nname = "b"\nclases = ["x"]\n'
    )
    fault = the("unknown_setting", faults_of(write_folder(tmp_path, toml(text))))
    assert (fault.row, fault.column, fault.value) == (7, "tiers.2.clases", "x")
    assert "'tiers.2.classes'" in fault.remedy


def test_lists_and_days_of_a_sheet(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        ("rules.stages.order", "楼本体；室外"),
        ("rules.exclusions.rebuild", '["重建", "拆建"]'),
        ("rules.harder_later.from_date", "2022年7月"),
        ("payments.advance", "10%"),
    )
    settings = read_tables(path).settings
    assert settings.rules.stages.order == ("楼本体", "室外")
    assert settings.rules.exclusions.rebuild == ("重建", "拆建")
    assert settings.rules.harder_later.from_date == datetime.date(2022, 7, 1)
    assert settings.payments.advance == 0.1
