"""Whatever lies in the files, reading gives tables or faults, and never anything else."""

from __future__ import annotations

import contextlib
import datetime
import io
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.exceptions import IllegalCharacterError

from scenarios.tables.column import columns_of
from scenarios.tables.header import header_name
from scenarios.tables.manifest import TABLES
from scenarios.tables.places import Estates
from scenarios.tables.read import tables_from
from scenarios.tables.where import ConditionError, select
from tests.given.small import (
    BASE,
    SETTINGS,
    csv_text,
    faults_of,
    faults_of_rows,
    make_workbook,
    rows,
    write_folder,
)

SLOWLY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.text(max_size=12),
    st.text("0123456789.,-+eE%年月日Qq元万亿㎡户是否√×;；、: ", max_size=12),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.sampled_from(["", " ", "A", "sewers", "合计", "#REF!", "noise 2", "2021Q1", "1e999", "-0", "１２"]),
)


def read_or_faults(path: Path) -> None:
    for fault in faults_of(path):
        assert fault.sentence("en")
        assert fault.sentence("zh")


@st.composite
def tables(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """A programme some of whose cells are garbage, and tables made of nothing but."""
    broken: dict[str, list[dict[str, Any]]] = rows()
    for _ in range(draw(st.integers(1, 4))):
        row = draw(st.sampled_from(broken[draw(st.sampled_from(sorted(BASE)))]))
        row[draw(st.sampled_from(sorted(row)))] = draw(CELLS)
    table = draw(st.sampled_from(TABLES))
    names = [header_name(column) for column in columns_of(table)]
    chosen = draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    broken[table.NAME.name] = [
        {name: draw(CELLS) for name in chosen} for _ in range(draw(st.integers(0, 3)))
    ] + broken.get(table.NAME.name, [])
    return broken


@SLOWLY
@given(tables())
def test_cells(broken: dict[str, list[dict[str, Any]]]) -> None:
    assert all(fault.remedy and fault.remedy_zh for fault in faults_of_rows(broken))


@SLOWLY
@given(st.dictionaries(st.sampled_from([*SETTINGS, "aims", "rules", "x"]), st.one_of(CELLS, st.just({}))))
def test_settings(given_settings: dict[str, Any]) -> None:
    assert all(fault.remedy and fault.remedy_zh for fault in faults_of_rows(rows(), **given_settings))


@SLOWLY
@given(st.binary(max_size=300), st.sampled_from(["estates.csv", "小区.csv", "programme.toml", "x.csv"]))
def test_bytes_of_a_file(data: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        read_or_faults(write_folder(Path(folder), {name: data}))


@SLOWLY
@given(st.text(max_size=300), st.sampled_from(["estates.csv", "programme.toml"]))
def test_text_of_a_file(text: str, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        read_or_faults(write_folder(Path(folder), {name: text.encode("utf-8", "surrogatepass")}))


@SLOWLY
@given(st.data())
def test_a_sound_file_with_a_few_bytes_changed(data: st.DataObject) -> None:
    sound = bytearray(csv_text(BASE["estates"]).encode())
    for _ in range(data.draw(st.integers(1, 4))):
        sound[data.draw(st.integers(0, len(sound) - 1))] = data.draw(st.integers(0, 255))
    with tempfile.TemporaryDirectory() as folder:
        read_or_faults(write_folder(Path(folder), {"estates.csv": bytes(sound)}))


@pytest.fixture(scope="module")
def workbook() -> bytes:
    buffer = io.BytesIO()
    make_workbook().save(buffer)
    return buffer.getvalue()


@SLOWLY
@given(data=st.data())
def test_a_workbook_with_a_few_bytes_changed(workbook: bytes, data: st.DataObject) -> None:
    broken = bytearray(workbook[: data.draw(st.integers(1, len(workbook)))])
    for _ in range(data.draw(st.integers(0, 4))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / data.draw(st.sampled_from(["book.xlsx", "book.xls", "book.ods", "book.xlsm"]))
        path.write_bytes(bytes(broken))
        read_or_faults(path)


@SLOWLY
@given(
    st.lists(
        st.lists(CELLS.filter(lambda cell: not isinstance(cell, datetime.timedelta)), max_size=6), max_size=6
    )
)
def test_sheets_of_garbage(garbage: list[list[Any]]) -> None:
    book = make_workbook()
    del book["estates"]
    sheet = book.create_sheet("estates")
    for row in garbage:
        with contextlib.suppress(ValueError, IllegalCharacterError):  # openpyxl will not write all
            sheet.append(row)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        with contextlib.suppress(ValueError, TypeError, OverflowError):
            book.save(path)
            read_or_faults(path)


@SLOWLY
@given(st.one_of(st.text(max_size=40), st.text("year_built<>=! '20andAB.households", max_size=40)))
def test_conditions(condition: str) -> None:
    table = tables_from(rows(), SETTINGS).of(Estates)
    with contextlib.suppress(ConditionError):
        assert len(select(table, condition)) == len(table)
