"""Single cells: every way of writing that is understood, and every one that is a fault."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np
import pytest

from scenarios.tables.catalogue import WorkTypes
from scenarios.tables.column import Table, columns_of
from scenarios.tables.columns import read_column
from scenarios.tables.commons import Assets
from scenarios.tables.means import Calendar, Crews, Targets
from scenarios.tables.money import Funds
from scenarios.tables.people import Answers, Ballots, Consents
from scenarios.tables.places import Estates
from scenarios.tables.undertaking import Works
from scenarios.tables.units import unit_of
from tests.given.small import changed, faults_of_rows, the


def read_cell(table: type[Table], name: str, cell: Any, unit: str = "") -> tuple[Any, str]:
    """One cell among usual ones: its value, and the code of what is wrong with it."""
    column = next(column for column in columns_of(table) if column.name == name)
    read = read_column(column, [cell], unit_of(unit, column.kind) if unit else None)
    code = read.misread[0][1].code if read.misread else ""
    return read.values.tolist()[0], code


NUMBERS = [
    (Estates, "households", "261", 261),
    (Estates, "households", "２６１", 261),  # full width
    (Estates, "households", "1,261", 1261),
    (Estates, "households", "1，261", 1261),  # full-width comma
    (Estates, "households", " 261 ", 261),
    (Estates, "households", "1 261", 1261),
    (Estates, "households", "261户", 261),
    (Estates, "households", 261.0, 261),
    (Estates, "households", "1.2e3", 1200),
    (Estates, "year_built", "1993年", 1993),
    (Estates, "year_built", datetime.date(1993, 5, 1), 1993),
    (Estates, "floor_area", "2.35万㎡", 23500.0),
    (Estates, "floor_area", "20,880.5 m2", 20880.5),
    (Works, "need", "60%", 0.6),
    (Works, "need", "６０％", 0.6),
    (Works, "need", "0.6", 0.6),
    (Works, "need", ".6", 0.6),
    (Works, "cost", "¥1,234.56", 123456),
    (Works, "cost", "￥1,234.56", 123456),
    (Works, "cost", "1180.55万元", 1180550000),
    (Works, "cost", "0.1亿元", 1_000_000_000),
    (Works, "cost", 0.29, 29),
    (Works, "cost", "1.005", 100),  # half a fen goes to the even one
    (Works, "cost", "1.015", 102),
    (Works, "cost", "9007199254740.99", 900719925474099),  # beyond what a float keeps to the fen
    (Works, "cost", 0, 0),
    (Works, "quantity", "−0", 0.0),
]


@pytest.mark.parametrize(("table", "name", "cell", "value"), NUMBERS)
def test_numbers(table: type[Table], name: str, cell: Any, value: float) -> None:
    assert read_cell(table, name, cell) == (value, "")


@pytest.mark.parametrize(
    ("unit", "cell", "value"),
    [
        ("万元", "1180.55", 1_180_550_000),
        ("万元", 0.07, 70_000),
        ("亿元", "14", 140_000_000_000),
        ("千元", "1.5", 150_000),
        ("元/m", "1200", 120_000),
        ("万元", "500元", 50_000),  # the cell's own unit goes before the header's
    ],
)
def test_money_in_other_units(unit: str, cell: Any, value: int) -> None:
    assert read_cell(Works, "cost", cell, unit) == (value, "")


@pytest.mark.parametrize("number", [2.35, 0.57, 6.2435, 1.1, 0.0003])
def test_converted_numbers_are_those_that_were_meant(number: float) -> None:
    assert read_cell(Estates, "floor_area", number, "万㎡")[0] == float(f"{number}e4")
    assert read_cell(Works, "need", str(number * 10), "%")[0] == float(f"{number * 10!r}e-2")


WRONG_NUMBERS = [
    (Estates, "households", "约300", "not_a_number"),
    (Estates, "households", "三百", "not_a_number"),
    (Estates, "households", "12,34", "not_a_number"),
    (Estates, "households", "1_000", "not_a_number"),
    (Estates, "households", "0x10", "not_a_number"),
    (Estates, "households", "--5", "not_a_number"),
    (Estates, "households", True, "not_a_number"),
    (Estates, "households", datetime.date(2021, 1, 1), "not_a_number"),
    (Estates, "households", 12.5, "not_whole"),
    (Estates, "households", "12.5", "not_whole"),
    (Estates, "households", -1, "negative"),
    (Estates, "households", "(12)", "negative"),  # an accountant's way
    (Estates, "households", 1e300, "too_large"),
    (Estates, "households", "9" * 30, "too_large"),
    (Estates, "households", "9" * 3000, "too_large"),
    (Estates, "households", "1e999", "too_large"),
    (Estates, "households", "nan", "not_finite"),
    (Estates, "households", "inf", "not_finite"),
    (Estates, "households", float("nan"), "not_finite"),
    (Estates, "households", float("inf"), "not_finite"),
    (Estates, "households", "300万元", "wrong_unit_in_cell"),
    (Estates, "lon", 216.0, "above"),
    (Estates, "lon", -216.0, "below"),
    (Estates, "year_built", 93, "below"),
    (Estates, "year_built", "九十年代", "not_a_year"),
    (Funds, "year", "2021.5", "not_a_year"),
    (Funds, "limit", "$100", "wrong_unit_in_cell"),
    (Funds, "limit", "100美元", "wrong_unit_in_cell"),
    (Funds, "limit", "100㎡", "wrong_unit_in_cell"),
    (Funds, "limit", "1e17", "too_large"),
    (Works, "need", 60, "share_above_one"),
    (Works, "need", "160%", "share_above_one"),
    (Works, "need", -0.1, "negative"),
    (WorkTypes, "productivity", 0, "below"),
    (WorkTypes, "crews_at_once", 0, "below"),
]


@pytest.mark.parametrize(("table", "name", "cell", "code"), WRONG_NUMBERS)
def test_wrong_numbers(table: type[Table], name: str, cell: Any, code: str) -> None:
    assert read_cell(table, name, cell)[1] == code


DATES = [
    ("2021-03-01", "2021-03-01", "2021-03-01"),
    ("2021/3/1", "2021-03-01", "2021-03-01"),
    ("2021.3.1", "2021-03-01", "2021-03-01"),
    ("2021年3月1日", "2021-03-01", "2021-03-01"),
    ("２０２１年３月１日", "2021-03-01", "2021-03-01"),
    ("20210301", "2021-03-01", "2021-03-01"),
    ("2021-03-01 00:00:00", "2021-03-01", "2021-03-01"),
    (datetime.datetime(2021, 3, 1, 9, 30), "2021-03-01", "2021-03-01"),
    (datetime.date(2021, 3, 1), "2021-03-01", "2021-03-01"),
    (44256.0, "2021-03-01", "2021-03-01"),  # Excel's count of days
    ("44256", "2021-03-01", "2021-03-01"),
    (20210301.0, "2021-03-01", "2021-03-01"),
    ("2021年3月", "2021-03-01", "2021-03-31"),
    ("2021-03", "2021-03-01", "2021-03-31"),
    ("2021.3", "2021-03-01", "2021-03-31"),
    ("2020年2月", "2020-02-01", "2020-02-29"),
    ("2021Q1", "2021-01-01", "2021-03-31"),
    ("2021q4", "2021-10-01", "2021-12-31"),
    ("2021年一季度", "2021-01-01", "2021-03-31"),
    ("2021年第4季度", "2021-10-01", "2021-12-31"),
    ("2021年四季度", "2021-10-01", "2021-12-31"),
    ("2021H1", "2021-01-01", "2021-06-30"),
    ("2021上半年", "2021-01-01", "2021-06-30"),
    ("2021年下半年", "2021-07-01", "2021-12-31"),
    ("2021", "2021-01-01", "2021-12-31"),
    ("2021年", "2021-01-01", "2021-12-31"),
    (2021.0, "2021-01-01", "2021-12-31"),
    (2021, "2021-01-01", "2021-12-31"),
]


@pytest.mark.parametrize(("cell", "first", "last"), DATES)
def test_dates(cell: Any, first: str, last: str) -> None:
    assert read_cell(Estates, "earliest", cell) == (datetime.date.fromisoformat(first), "")
    assert read_cell(Estates, "latest", cell) == (datetime.date.fromisoformat(last), "")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2021-02-30", "no_such_day"),
        ("2021-13", "no_such_day"),
        ("2021-13-01", "no_such_day"),
        ("1021-01-01", "no_such_day"),
        ("0000-01-01", "no_such_day"),
        ("March 2021", "not_a_date"),
        ("01/03/2021", "not_a_date"),  # whose day and month?
        ("2021Q5", "not_a_date"),
        ("明年", "not_a_date"),
        (12.0, "not_a_date"),
        (44256.5, "not_a_date"),
        (True, "not_a_date"),
        (float("inf"), "not_a_date"),
        (float("nan"), "not_a_date"),
        (datetime.time(9, 0), "not_a_date"),
        (datetime.timedelta(days=1), "not_a_date"),
    ],
)
def test_wrong_dates(cell: Any, code: str) -> None:
    assert read_cell(Estates, "earliest", cell)[1] == code


YES = ["是", "√", "✓", "yes", "Yes", "YES", "true", "TRUE", "1", 1, 1.0, True, "Ｙ"]
NO = ["否", "×", "no", "FALSE", "0", 0.0, False, "无"]


@pytest.mark.parametrize(("cell", "value"), [*((c, True) for c in YES), *((c, False) for c in NO)])
def test_flags(cell: Any, value: bool) -> None:
    assert read_cell(Estates, "pilot", cell) == (value, "")


def test_a_flag_that_is_none() -> None:
    assert read_cell(Estates, "pilot", "也许")[1] == "not_a_flag"
    assert read_cell(Estates, "pilot", 2.0)[1] == "not_a_flag"


@pytest.mark.parametrize(
    ("table", "name", "cell", "value"),
    [
        (Funds, "kind", "市级", "city"),
        (Funds, "kind", "City", "city"),
        (Funds, "kind", "中央补助资金", "central"),
        (Estates, "structure_grade", "Ｂ", "B"),
        (Estates, "structure_grade", "b", "B"),
        (Targets, "strength", "软", "soft"),
        (Calendar, "stop", "静音", "quiet"),
        (Consents, "scope", "楼道", "stairwell"),
        (Estates, "mode", "", "comprehensive"),
    ],
)
def test_choices(table: type[Table], name: str, cell: Any, value: str) -> None:
    assert read_cell(table, name, cell) == (value, "")


def test_a_choice_that_is_none_names_those_there_are() -> None:
    column = next(column for column in columns_of(Funds) if column.name == "kind")
    ((_, wrong),) = read_column(column, ["centrale"]).misread
    assert wrong.code == "not_a_choice"
    assert "central" in wrong.words["near"]
    assert "district" in wrong.words["choices"]


NAMES = ["A;B", "A；B", "A、B", "A|B", "A\nB", "A, B", "A，B", " A ; B ;", "A;;B"]


@pytest.mark.parametrize("cell", NAMES)
def test_lists_of_names(cell: str) -> None:
    assert read_cell(Assets, "estates", cell) == (("A", "B"), "")


def test_a_name_named_twice() -> None:
    assert read_cell(Assets, "estates", "A;B;A")[1] == "named_twice"


@pytest.mark.parametrize(
    "cell", ["noise 2; dust 3", "噪声2、扬尘3", "噪音 2级；粉尘3级", "noise: 2, dust=3", "Noise 2\nDUST 3.0"]
)
def test_levels(cell: str) -> None:
    assert read_cell(WorkTypes, "nuisance", cell) == ((("noise", 2.0), ("dust", 3.0)), "")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("noise", "not_a_level"),
        ("2", "not_a_level"),
        ("noize 2", "unknown_nuisance"),
        ("noise 4", "above"),
        ("noise -1", "negative"),
        ("noise 1; 噪声 2", "named_twice"),
    ],
)
def test_wrong_levels(cell: str, code: str) -> None:
    assert read_cell(WorkTypes, "nuisance", cell)[1] == code


def test_fears_are_of_known_kinds() -> None:
    assert read_cell(Ballots, "fears", "吵闹20；工期 12")[0] == (("noise", 20.0), ("duration", 12.0))
    assert read_cell(Ballots, "fears", "ghosts 3")[1] == "unknown_fears"
    assert read_cell(Answers, "fears", "噪声；后续维护")[0] == ("noise", "upkeep")
    assert read_cell(Answers, "fears", "ghosts")[1] == "not_a_choice"


def test_names_that_end_in_a_digit_are_parted_from_their_number() -> None:
    assert read_cell(Answers, "points", "w1: 5; 楼2：3; w3=0.5")[0] == (
        ("w1", 5.0),
        ("楼2", 3.0),
        ("w3", 0.5),
    )
    assert read_cell(Answers, "points", "w1 5")[1] == "not_a_level"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("007", "007"),  # zeros in front survive
        (1.0, "1"),
        (12345678.0, "12345678"),
        (1.5, "1.5"),
        (" DF001\u3000", "DF001"),
        ("\ufeffDF001\u200b", "DF001"),  # marks that cannot be seen
        (datetime.date(2021, 3, 1), "2021-03-01"),
        (True, "TRUE"),
        ("ＤＦ００１", "ＤＦ００１"),  # kept exactly
    ],
)
def test_texts(cell: Any, text: str) -> None:
    assert read_cell(Estates, "id", cell) == (text, "")


def test_texts_that_are_none() -> None:
    assert read_cell(Estates, "id", "A\x07")[1] == "control_character"
    assert read_cell(Estates, "id", datetime.timedelta(hours=1))[1] == "not_text"


def test_empty_cells_stand_at_the_default_and_are_not_given() -> None:
    for table in (Estates, Works, WorkTypes, Funds, Crews, Targets):
        for column in columns_of(table):
            read = read_column(column, ["", None, "  "])
            assert not read.given.any(), column.name
            assert not read.misread, column.name
            values = read.values.tolist()
            assert values[0] == values[1] == values[2] or np.isnan(values[0]), column.name
            if column.default is not None:
                assert values[0] == column.default


def test_true_is_not_taken_for_one() -> None:
    column = next(column for column in columns_of(Estates) if column.name == "latest")
    read = read_column(column, [2021.0, True, 1.0])
    assert [i for i, _ in read.misread] == [1, 2]


def test_a_limit_is_told_in_the_units_of_the_language() -> None:
    fault = the("negative", faults_of_rows(changed("funds", 0, limit=-1)))
    assert "0 yuan" in fault.remedy
    assert "0 元" in fault.remedy_zh
    fault = the("not_a_level", faults_of_rows(changed("estates", 0, hardship="many")))
    assert "low_income 12" in fault.remedy_zh
