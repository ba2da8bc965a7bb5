"""What comes in of households: pseudonyms, no columns of names, and messages that repeat no cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scenarios.model.findings import findings_of
from scenarios.read import read
from scenarios.tables.door import looks_like, pseudonyms
from scenarios.tables.people import Answers
from scenarios.tables.read import read_tables
from tests.given.small import codes, csv_text, faults_of, the, write_folder

ROWS: list[dict[str, Any]] = [
    {
        "小区": "A", "房号": "王小明", "选择项目": "sewers", "联系电话": "13812345678",
        "身份证号": "440501199001011234", "联系时间": "晚上", "面积（平方米）": "77.25", "年龄段": "70以上",
    },
    {"小区": "A", "房号": "13987654321", "选择项目": "", "联系电话": "", "身份证号": "", "联系时间": "",
     "面积（平方米）": "", "年龄段": ""},
    {"小区": "B", "房号": "3-2-501", "选择项目": "", "联系电话": "", "身份证号": "", "联系时间": "",
     "面积（平方米）": "", "年龄段": ""},
]  # fmt: skip
TELLING = ("王小明", "13812345678", "440501199001011234", "晚上", "13987654321", "3-2-501", "77.25", "70以上")


def test_names_become_pseudonyms_and_private_columns_are_dropped(tmp_path: Path) -> None:
    tables = read_tables(write_folder(tmp_path, {"answers.csv": csv_text(ROWS)}))
    answers = tables.of(Answers)
    assert len(answers) == 3
    assert len(set(answers.household)) == 3
    assert all(len(name) == 16 for name in answers.household)
    assert set(answers.origin.headers) == {"estate", "household", "chosen", "floor_area", "age_group"}
    dropped = next(f for f in tables.findings if f.code == "private_columns")
    assert "联系电话, 身份证号, 联系时间" in dropped.what
    seen = next(f for f in tables.findings if f.code == "household_is_named")
    assert (seen.file, seen.row, seen.column, seen.value) == ("answers.csv", 3, "房号", "")
    assert "2 rows" in seen.what


def test_no_finding_repeats_a_cell(tmp_path: Path) -> None:
    programme = read(write_folder(tmp_path, {"answers.csv": csv_text(ROWS)}))
    spoken = repr(findings_of(programme)) + repr(programme.findings) + repr(programme.answers.household)
    assert not [word for word in TELLING if word in spoken]
    assert "not_counted" in spoken


def test_no_fault_repeats_a_cell(tmp_path: Path) -> None:
    rows = [
        {"小区": "A", "户号": "王小明", "选择项目": "sewers;sewers", "愿出资": "王家愿意",
         "顾虑": "怕李四", "打分": "李四"},
        {"小区": "A", "户号": "王小明", "选择项目": "赵五的项目", "愿出资": "", "顾虑": "", "打分": "李四 5"},
    ]  # fmt: skip
    faults = faults_of(write_folder(tmp_path, {"answers.csv": csv_text(rows)}))
    assert {"named_twice", "not_a_flag", "not_a_choice", "duplicate_key"} <= set(codes(faults))
    assert the("not_a_flag", faults).row == 2
    assert not [word for word in ("王", "李四", "赵五") if word in repr(faults)]


def test_a_workbook_beside_notes(tmp_path: Path) -> None:
    """A value without header, and a note below the table, are people's own words as well."""
    text = csv_text([{"小区": "A", "户号": "7", "选择项目": "sewers"}])
    lines = text.splitlines()
    mixed = "\n".join([lines[0] + ",", lines[1] + ",王小明说", "填表人：李四,,,"]) + "\n"
    tables = read_tables(write_folder(tmp_path, {"answers.csv": mixed}))
    assert {"unnamed_column", "total_rows"} <= set(codes(tables.findings))
    assert not [word for word in ("王小明", "李四") if word in repr(tables.findings)]


def test_the_same_file_gives_the_same_pseudonyms_in_any_order() -> None:
    names = ["3-1", "3-2", "", "3-1"]
    made = pseudonyms(names)
    assert made[0] == made[3]
    assert made[2] is None
    assert made[0] != made[1]
    assert pseudonyms(names[::-1]) == made[::-1]
    assert pseudonyms([*names, "3-3"])[0] != made[0]  # the key is the whole column


@pytest.mark.parametrize(
    ("text", "look"),
    [
        ("王小明", "name"),
        ("李梅女士", "name"),
        ("Jane Q. Doe", "name"),
        ("138-1234-5678", "telephone"),
        ("0754-88881234", "telephone"),
        ("44050119900101123X", "identity"),
        ("东方街道长平路12号3栋501", "address"),
        ("H001", ""),
        ("3栋2单元501", ""),
        ("3-2-501", ""),
        ("甲户", ""),
        ("DF001-0042", ""),
        ("2021000123", ""),
    ],
)
def test_what_looks_like_somebody(text: str, look: str) -> None:
    assert looks_like(text) == look
