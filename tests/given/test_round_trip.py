"""Whatever a planner may write, in any unit, width and language, reads back as the same value."""

from __future__ import annotations

import datetime
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.tables.column import columns_of
from scenarios.tables.header import header_name
from scenarios.tables.money import Funds
from scenarios.tables.places import Estates
from scenarios.tables.read import Tables, read_tables
from tests.given.small import csv_text, make_workbook, save, write_folder

WIDE = str.maketrans("0123456789.,%-", "０１２３４５６７８９．，％－")
NAMES = st.text("翠园梅兰竹菊东西南北ABC0123456789-（）号", min_size=1, max_size=8).filter(
    lambda text: "计" not in text and text.strip() == text
)
DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2040, 12, 31))


@st.composite
def estates(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Estates as they are meant, in stored units."""
    ids = draw(st.lists(NAMES, min_size=1, max_size=5, unique=True))
    return [
        {
            "id": name,
            "name": draw(NAMES),
            "households": draw(st.integers(0, 99_999)),
            "floor_area": draw(st.integers(0, 10**9)) / 100,
            "lon": draw(st.integers(-18_000_000, 18_000_000)) / 100_000,
            "pilot": draw(st.booleans()),
            "earliest": draw(DAYS),
        }
        for name in ids
    ]


def number(draw: st.DrawFn, value: Decimal) -> str:
    """A number as some planner writes it."""
    text = f"{value:,f}" if draw(st.booleans()) else f"{value:f}"
    text = text.translate(WIDE) if draw(st.booleans()) else text
    return draw(st.sampled_from(["", " ", "　"])) + text


def day(draw: st.DrawFn, value: datetime.date) -> str:
    forms = ("{0}-{1:02}-{2:02}", "{0}/{1}/{2}", "{0}.{1}.{2}", "{0}年{1}月{2}日", "{0}{1:02}{2:02}")
    return draw(st.sampled_from(forms)).format(value.year, value.month, value.day)


AREAS = {"建筑面积": 1, "floor_area (m2)": 1, "建筑面积（万㎡）": 10_000, "住宅建筑面积/万平方米": 10_000}
MONEY = {
    "limit": 1,
    "年度限额（元）": 1,
    "限额（万元）": 10_000,
    "limit (10k yuan)": 10_000,
    "额度（亿元）": 10**8,
}


@st.composite
def written(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Estates as they are meant, and as they are written."""
    meant = draw(estates())
    zh = draw(st.booleans())
    names = {header_name(c): c.zh if zh else header_name(c) for c in columns_of(Estates)}
    area = draw(st.sampled_from(sorted(AREAS)))
    yes, no = draw(st.sampled_from([("是", "否"), ("yes", "no"), ("√", "×"), ("1", "0"), ("TRUE", "FALSE")]))
    rows = [
        {
            names["id"]: row["id"],
            names["name"]: row["name"],
            names["households"]: number(draw, Decimal(row["households"])),
            area: number(draw, Decimal(str(row["floor_area"])) / AREAS[area]),
            names["lon"]: number(draw, Decimal(str(row["lon"]))),
            names["pilot"]: yes if row["pilot"] else no,
            names["earliest"]: day(draw, row["earliest"]),
        }
        for row in meant
    ]
    return meant, rows


def check(tables: Tables, meant: list[dict[str, Any]]) -> None:
    found = tables.of(Estates)
    for name in meant[0]:
        assert getattr(found, name).tolist() == [row[name] for row in meant], name
        assert found.given[name].all()


def works_at(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"place": rows[0]["id"], "work_type": "sewers", "quantity": 1}]


@settings(max_examples=60, deadline=None)
@given(
    written(), st.sampled_from([",", ";", "\t"]), st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"])
)
def test_csv(both: tuple[list[dict[str, Any]], list[dict[str, Any]]], mark: str, encoding: str) -> None:
    meant, rows = both
    text = csv_text(rows)
    if mark != "," and '"' not in text:
        text = text.replace(",", mark)
    with tempfile.TemporaryDirectory() as folder:
        files = {"estates.csv": text.encode(encoding)}
        check(read_tables(write_folder(Path(folder), files, works=works_at(meant))), meant)


@settings(max_examples=25, deadline=None)
@given(written(), st.booleans())
def test_workbook(both: tuple[list[dict[str, Any]], list[dict[str, Any]]], as_values: bool) -> None:
    meant, rows = both
    book = make_workbook(estates=meant if as_values else rows, works=works_at(meant))
    with tempfile.TemporaryDirectory() as folder:
        check(read_tables(save(book, Path(folder))), meant)


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(sorted(MONEY)), st.lists(st.integers(0, 10**13), min_size=1, max_size=6))
def test_money_is_read_to_the_fen(data: st.DataObject, header: str, fen: list[int]) -> None:
    rows = [
        {
            "fund": f"f{i}",
            "kind": "city",
            "year": 2021,
            header: number(data.draw, Decimal(amount) / 100 / MONEY[header]),
        }
        for i, amount in enumerate(fen)
    ]
    with tempfile.TemporaryDirectory() as folder:
        found = read_tables(write_folder(Path(folder), {"funds.csv": csv_text(rows)})).of(Funds)
    assert found.limit.tolist() == fen
    assert found.limit.dtype == np.int64
