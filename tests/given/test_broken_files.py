"""Files, sheets and headers that are broken: each gives its fault, its place and a remedy."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.given.small import (
    BASE,
    changed,
    codes,
    csv_text,
    faults_of,
    make_workbook,
    save,
    the,
    write_folder,
)


def test_the_base_programme_is_sound(tmp_path: Path) -> None:
    assert codes(faults_of(write_folder(tmp_path / "folder"))) == []
    assert codes(faults_of(save(make_workbook(), tmp_path))) == []


def test_no_such_path(tmp_path: Path) -> None:
    assert codes(faults_of(tmp_path / "nowhere")) == ["no_such_path"]


def test_neither_folder_nor_workbook(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(b"x")
    assert codes(faults_of(path)) == ["no_programme"]


BROKEN_FILES = {
    "empty_file": ("works.csv", b""),
    "zero_bytes": ("works.csv", b"place,work_type\nA\0,sewers\n"),
    "undecodable": ("works.csv", b"\xff\x81place\x80,\xfework_type\n\x81,\xff\n"),
    "broken_csv": ("works.csv", b'place,work_type\nA,"sewers\n'),
    "ragged_row": ("works.csv", b"place,work_type,quantity\nA,sewers,1,200\n"),
    "no_header": ("works.csv", b"1,2,3\n4,5,6\n"),
    "missing_table": ("works.csv", None),
    "missing_column": ("works.csv", b"place,quantity\nA,100\n"),
    "column_twice": ("works.csv", "place,地点,work_type\nA,A,sewers\n".encode()),
    "no_rows": ("works.csv", b"place,work_type\n"),
    "table_twice": ("小区.csv", b"id,name,households\nD,d,1\n"),
    "no_settings": ("programme.toml", None),
    "broken_toml": ("programme.toml", b"first_period = 2021Q1\n"),
}


@pytest.mark.parametrize("code", BROKEN_FILES)
def test_broken_file(code: str, tmp_path: Path) -> None:
    name, content = BROKEN_FILES[code]
    fault = the(code, faults_of(write_folder(tmp_path / "p", {name: content})))
    assert fault.file in (name, "p", "estates.csv")
    assert fault.remedy
    assert fault.remedy_zh
    assert fault.what_zh


def test_ragged_row_names_its_row(tmp_path: Path) -> None:
    text = "place,work_type,quantity\nA,sewers,100\nA,paving,1,200\nB,sewers\n"
    found = [f for f in faults_of(write_folder(tmp_path, {"works.csv": text})) if f.code == "ragged_row"]
    assert [(fault.file, fault.row) for fault in found] == [("works.csv", 3), ("works.csv", 4)]


def test_unclosed_quotation_mark_names_its_row(tmp_path: Path) -> None:
    text = 'place,work_type\nA,sewers\nB,"sewers\nC,lift\n'
    assert the("broken_csv", faults_of(write_folder(tmp_path, {"works.csv": text}))).row == 3


def test_missing_table_names_the_file_that_may_be_meant(tmp_path: Path) -> None:
    files = {"works.csv": None, "workz.csv": csv_text(BASE["works"])}
    assert "'workz'" in the("missing_table", faults_of(write_folder(tmp_path, files))).remedy


def test_missing_column_names_the_header_that_may_be_meant(tmp_path: Path) -> None:
    files = {"works.csv": "plaec,work_type\nA,sewers\n"}
    fault = the("missing_column", faults_of(write_folder(tmp_path, files)))
    assert "'plaec'" in fault.remedy
    assert "「地点」" in fault.what_zh


def test_a_folder_with_nothing_in_it(tmp_path: Path) -> None:
    assert codes(faults_of(tmp_path)) == ["no_tables", "no_settings"]


def test_both_names_of_a_table(tmp_path: Path) -> None:
    files = {"小区.csv": csv_text(BASE["estates"])}
    fault = the("table_twice", faults_of(write_folder(tmp_path, files)))
    assert "estates" in fault.what


def test_an_unknown_file_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    files = {"remarks.csv": b"\xff\x81\x80\xfe\x81\xff"}
    assert the("undecodable", faults_of(write_folder(tmp_path, files))).file == "remarks.csv"


def test_big5_is_not_taken_for_gb18030(tmp_path: Path) -> None:
    """Big5 bytes decode as GB18030 without an error; only headers that are known tell them apart."""
    text = "小區編號,小區名稱,戶數\nA,翠園,100\n".encode("big5")
    assert the("undecodable", faults_of(write_folder(tmp_path, {"estates.csv": text}))).file == "estates.csv"


# ---- workbooks ----


def test_a_zip_that_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("hello.txt", "hello")
    assert codes(faults_of(path)) == ["not_a_workbook"]


def test_a_text_file_that_is_called_xlsx(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_text("id,name\n")
    assert codes(faults_of(path)) == ["not_a_workbook"]


def test_an_empty_workbook_file(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"")
    assert codes(faults_of(path)) == ["empty_file"]


def test_a_workbook_cut_off(tmp_path: Path) -> None:
    path = save(make_workbook(), tmp_path)
    path.write_bytes(path.read_bytes()[:-400])
    assert codes(faults_of(path))[0] in ("not_a_workbook", "broken_workbook")


def test_a_workbook_whose_sheet_is_damaged(tmp_path: Path) -> None:
    whole = save(make_workbook(), tmp_path)
    path = tmp_path / "damaged.xlsx"
    with zipfile.ZipFile(whole) as parts, zipfile.ZipFile(path, "w") as damaged:
        for name in parts.namelist():
            data = parts.read(name)
            damaged.writestr(name, data[: len(data) // 2] if name.endswith("sheet1.xml") else data)
    assert codes(faults_of(path)) == ["broken_workbook"]


def test_an_encrypted_workbook(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000))
    assert codes(faults_of(path)) == ["locked_workbook"]


def test_an_empty_sheet(tmp_path: Path) -> None:
    book = make_workbook()
    del book["works"]
    book.create_sheet("works")
    fault = the("empty_sheet", faults_of(save(book, tmp_path)))
    assert (fault.file, fault.sheet) == ("book.xlsx", "works")


def test_a_missing_sheet(tmp_path: Path) -> None:
    book = make_workbook()
    del book["funds"]
    assert "funds" in the("missing_table", faults_of(save(book, tmp_path))).what


def test_both_names_of_a_sheet(tmp_path: Path) -> None:
    book = make_workbook()
    book.copy_worksheet(book["estates"]).title = "小区"
    fault = the("table_twice", faults_of(save(book, tmp_path)))
    assert fault.sheet == "小区"


def test_a_formula_error_is_found_in_its_cell(tmp_path: Path) -> None:
    book = make_workbook()
    cell = book["works"]["C3"]
    cell.value, cell.data_type = "#REF!", "e"
    fault = the("formula_error", faults_of(save(book, tmp_path)))
    assert (fault.sheet, fault.row, fault.letter, fault.value) == ("works", 3, "C", "#REF!")
    assert fault.column == "quantity"


def test_a_formula_error_in_a_needed_cell_is_one_fault(tmp_path: Path) -> None:
    book = make_workbook()
    cell = book["estates"]["E2"]
    cell.value, cell.data_type = "#DIV/0!", "e"
    assert codes(faults_of(save(book, tmp_path))) == ["formula_error"]


def test_merged_amounts_are_refused(tmp_path: Path) -> None:
    book = make_workbook()
    book["estates"].merge_cells("E2:E3")
    fault = the("merged_cells", faults_of(save(book, tmp_path)))
    assert (fault.sheet, fault.row, fault.letter) == ("estates", 2, "E")
    assert "E2:E3" in fault.what


def test_merged_codes_are_refused(tmp_path: Path) -> None:
    book = make_workbook()
    book["estates"].merge_cells("A2:A3")
    found = faults_of(save(book, tmp_path))
    assert codes(found)[0] == "merged_cells"
    assert (found[0].row, found[0].letter) == (2, "A")


def test_a_merge_across_columns_is_refused(tmp_path: Path) -> None:
    book = make_workbook()
    book["estates"].merge_cells("B2:C2")
    assert "B2:C2" in the("merged_cells", faults_of(save(book, tmp_path))).what


def test_a_heading_across_the_table_is_one_fault(tmp_path: Path) -> None:
    book = make_workbook()
    sheet = book["estates"]
    sheet.insert_rows(2)
    sheet["A2"] = "东方街道"
    sheet.merge_cells("A2:F2")
    assert codes(faults_of(save(book, tmp_path))) == ["merged_cells"]


def test_faults_of_all_tables_come_at_once_in_order(tmp_path: Path) -> None:
    given = changed("estates", 1, households=-5)
    given["works"][2]["quantity"] = "many"
    given["funds"][0]["year"] = "soon"
    found = faults_of(write_folder(tmp_path, **given))
    assert [(f.file, f.row, f.column, f.code) for f in found] == [
        ("estates.csv", 3, "households", "negative"),
        ("works.csv", 4, "quantity", "not_a_number"),
        ("funds.csv", 2, "year", "not_a_year"),
    ]
