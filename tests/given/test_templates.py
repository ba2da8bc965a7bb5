"""Templates read back without a fault, alike in every form; the page of tables is current."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import openpyxl
import pytest

from scenarios.tables.catalogue import WorkTypes
from scenarios.tables.column import columns_of
from scenarios.tables.faults import InputFaults
from scenarios.tables.manifest import TABLES
from scenarios.tables.money import Funds
from scenarios.tables.places import Estates
from scenarios.tables.read import Tables, read_tables
from scenarios.tables.tables_page import page
from scenarios.tables.template_rows import EXAMPLE, SETTINGS
from scenarios.tables.templates import BOOKS, READMES, write_templates
from scenarios.tables.undertaking import Works
from tests.given.small import codes

ROOT = Path(__file__).resolve().parents[2]


def read_back(folder: Path, lang: str, form: str) -> Tables:
    write_templates(folder, lang, form)
    return read_tables(folder if form == "csv" else folder / BOOKS[lang])


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_templates_read_back(lang: str, form: str, tmp_path: Path) -> None:
    tables = read_back(tmp_path, lang, form)
    assert set(codes(tables.findings)) <= {"unit_converted"}
    for table in TABLES:
        assert len(tables.of(table)) == len(EXAMPLE.get(table, ()))
    assert tables.settings.periods == 12
    assert tables.settings.rules.consent.matters["lift"].strictly_more is False
    assert tables.of(Funds).limit.tolist()[:2] == [140_000_000, 160_000_000]
    assert tables.of(Estates).floor_area.tolist()[0] == 20880


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_both_forms_say_the_same(lang: str, tmp_path: Path) -> None:
    files = read_back(tmp_path / "csv", lang, "csv")
    book = read_back(tmp_path / "xlsx", lang, "xlsx")
    assert files.settings == book.settings
    for table in TABLES:
        for column in columns_of(table):
            here, there = getattr(files.of(table), column.name), getattr(book.of(table), column.name)
            assert np.array_equal(here, there, equal_nan=here.dtype.kind in "fM"), (table, column.name)


def test_a_folder_with_one_workbook_is_that_workbook(tmp_path: Path) -> None:
    write_templates(tmp_path, "zh", "xlsx")
    assert read_tables(tmp_path).source == "改造计划.xlsx"


def test_numbers_are_the_same_in_both_languages(tmp_path: Path) -> None:
    zh, en = read_back(tmp_path / "zh", "zh", "csv"), read_back(tmp_path / "en", "en", "csv")
    assert zh.settings == en.settings
    for table, name in ((Works, "quantity"), (WorkTypes, "nuisance"), (Funds, "limit"), (Funds, "kind")):
        assert getattr(zh.of(table), name).tolist() == getattr(en.of(table), name).tolist()


def test_the_example_uses_only_columns_that_there_are() -> None:
    for table, rows in EXAMPLE.items():
        names = {column.name for column in columns_of(table)}
        assert all(set(row) <= names for row in rows), table


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_nothing_is_overwritten(form: str, tmp_path: Path) -> None:
    first = write_templates(tmp_path, "zh", form)[0]
    first.write_text("mine")
    with pytest.raises(InputFaults) as refused:
        write_templates(tmp_path, "zh", form)
    assert set(codes(refused.value.faults)) == {"exists"}
    assert first.read_text() == "mine"


def test_one_file_in_the_way_keeps_all_from_being_written(tmp_path: Path) -> None:
    (tmp_path / "小区.csv").write_text("mine")
    with pytest.raises(InputFaults):
        write_templates(tmp_path, "zh", "csv")
    assert [file.name for file in tmp_path.iterdir()] == ["小区.csv"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_csv_files_open_in_excel_and_are_explained(lang: str, tmp_path: Path) -> None:
    written = write_templates(tmp_path, lang, "csv")
    assert all(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in written if path.suffix == ".csv")
    readme = (tmp_path / READMES[lang]).read_text(encoding="utf-8")
    for table in TABLES:
        for column in columns_of(table):
            assert (column.meaning_zh if lang == "zh" else column.en).rstrip(".。") in readme


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_workbook_helps(lang: str, tmp_path: Path) -> None:
    write_templates(tmp_path, lang, "xlsx")
    book = openpyxl.load_workbook(tmp_path / BOOKS[lang])
    names = {table: table.NAME.zh if lang == "zh" else table.NAME.name for table in TABLES}
    assert book.sheetnames[2:] == list(names.values())
    sheet = book[names[Estates]]
    assert sheet.freeze_panes == "C2"
    assert sheet["A1"].comment is not None
    lists = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert "A,B,C,D" in {formula.strip('"') for formula in lists.values()}
    needed, other = sheet["A1"].fill.fgColor.rgb, sheet["C1"].fill.fgColor.rgb
    assert needed != other


def test_every_setting_of_the_example_is_explained() -> None:
    assert all(zh and en for _, _, zh, en in SETTINGS)


def test_the_page_of_tables_is_current() -> None:
    """Mend it by: python -m scenarios.tables.tables_page > docs/tables.md."""
    assert (ROOT / "docs" / "tables.md").read_text(encoding="utf-8") == page() + "\n"
