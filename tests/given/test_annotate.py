"""The marked copy: the planner's own workbook with red and yellow cells, or one made of the CSV files."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from scenarios.tables.annotate import LIST_SHEET, RED, YELLOW, annotate
from scenarios.tables.faults import Fault, Finding, InputFaults
from scenarios.tables.read import read_tables
from tests.given.small import BASE, changed, codes, csv_text, make_workbook, save, write_folder


def judged(path: Path) -> tuple[tuple[Fault, ...], tuple[Finding, ...]]:
    try:
        return (), read_tables(path).findings
    except InputFaults as wrong:
        return wrong.faults, wrong.findings


def marked(path: Path, lang: str = "zh") -> openpyxl.Workbook:
    out = path.parent / "marked.xlsx"
    annotate(path, *judged(path), out, lang)
    return openpyxl.load_workbook(out)


def test_faults_are_red_and_findings_yellow(tmp_path: Path) -> None:
    given = changed("estates", 1, households=-5)
    given["estates"][0]["remark"] = "?"
    book = make_workbook(**given)
    book["works"]["F9"] = "=1+1"
    book["works"].column_dimensions["B"].width = 33
    copy = marked(save(book, tmp_path))
    red = copy["estates"]["E3"]
    assert red.fill.fgColor.rgb == RED
    assert red.value == -5
    assert "数值为负" in red.comment.text
    assert "negative" in red.comment.text
    assert copy["estates"]["G1"].fill.fgColor.rgb == YELLOW
    assert copy["works"]["F9"].value == "=1+1"  # what is not marked is as it was
    assert copy["works"].column_dimensions["B"].width == 33


def test_the_list_comes_first_and_leads_to_the_cells(tmp_path: Path) -> None:
    copy = marked(save(make_workbook(**changed("estates", 1, households=-5)), tmp_path))
    assert copy.sheetnames[0] == LIST_SHEET
    sheet = copy[LIST_SHEET]
    assert sheet["A2"].value == "错误"
    assert "E 列「households」" in sheet["B2"].value
    assert sheet["B2"].hyperlink.location == "'estates'!E3"


def test_the_list_in_english(tmp_path: Path) -> None:
    copy = marked(save(make_workbook(**changed("estates", 1, households=-5)), tmp_path), "en")
    assert copy[LIST_SHEET]["D2"].value == "The number is negative."


def test_the_marked_copy_can_be_mended_and_read(tmp_path: Path) -> None:
    copy = marked(save(make_workbook(**changed("estates", 1, households=-5)), tmp_path))
    copy["estates"]["E3"] = 50
    copy.save(tmp_path / "mended.xlsx")
    tables = read_tables(tmp_path / "mended.xlsx")
    assert "unknown_sheet" not in codes(tables.findings)


def test_several_faults_of_a_cell_are_all_told(tmp_path: Path) -> None:
    given = changed("works", 0, place="X", quantity="many")
    given["estates"][0]["id"] = given["estates"][1]["id"]
    path = save(make_workbook(**given), tmp_path)
    faults, _ = judged(path)
    copy = marked(path)
    for fault in faults:
        if fault.letter:
            assert fault.what in copy[fault.sheet][f"{fault.letter}{fault.row}"].comment.text


def test_a_merged_cell_is_marked_where_its_value_is(tmp_path: Path) -> None:
    book = make_workbook()
    book["estates"].merge_cells("E2:E3")
    assert marked(save(book, tmp_path))["estates"]["E2"].fill.fgColor.rgb == RED


def test_a_folder_becomes_a_workbook(tmp_path: Path) -> None:
    given = changed("estates", 1, households="约50", name="=SUM(A1)")
    files = {"remarks.csv": "a;b\n1;2\n", "works.csv": csv_text(BASE["works"]).encode("gbk")}
    copy = marked(write_folder(tmp_path / "p", files, **given))
    assert copy.sheetnames[1:] == ["estates", "funds", "programme.toml", "remarks", "work_types", "works"]
    assert copy["estates"]["E3"].fill.fgColor.rgb == RED
    assert (copy["estates"]["B3"].value, copy["estates"]["B3"].data_type) == ("=SUM(A1)", "s")
    assert copy["remarks"]["B2"].value == "2"


def test_a_fault_of_the_settings_is_marked_in_its_line(tmp_path: Path) -> None:
    files = {"programme.toml": 'first_period = "2021Q1"\nperiods = 0\n'}
    assert marked(write_folder(tmp_path / "p", files))["programme.toml"]["A2"].fill.fgColor.rgb == RED


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04"])
def test_a_file_that_cannot_be_read_still_gives_the_list(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(content)
    copy = marked(path)
    assert copy.sheetnames == [LIST_SHEET]
    assert copy[LIST_SHEET]["A2"].value == "错误"


def test_a_sound_programme_says_so(tmp_path: Path) -> None:
    path = save(make_workbook(), tmp_path)
    annotate(path, (), (), tmp_path / "out.xlsx")
    assert "没有错误" in openpyxl.load_workbook(tmp_path / "out.xlsx")[LIST_SHEET]["A2"].value


def test_the_own_workbook_is_never_written_over(tmp_path: Path) -> None:
    path = save(make_workbook(), tmp_path)
    before = path.read_bytes()
    with pytest.raises(InputFaults) as refused:
        annotate(path, (), (), path)
    assert codes(refused.value.faults) == ["own_file"]
    assert path.read_bytes() == before


def test_written_whole_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    path = save(make_workbook(), tmp_path)
    with pytest.raises(InputFaults) as refused:
        annotate(path, (), (), tmp_path / "file" / "out.xlsx")
    assert codes(refused.value.faults) == ["unwritable"]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["book.xlsx", "file"]
