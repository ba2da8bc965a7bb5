"""What is noticed on reading: conversions, and what is probably a slip of the pen."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from scenarios.tables.catalogue import WorkTypes
from scenarios.tables.commons import Assets
from scenarios.tables.money import Funds
from scenarios.tables.places import Estates
from scenarios.tables.read import read_tables
from scenarios.tables.undertaking import Works
from scenarios.tables.words import FAULTS, FINDINGS
from tests.given.small import (
    BASE,
    Rows,
    changed,
    codes,
    csv_text,
    faults_of,
    faults_of_rows,
    make_workbook,
    read_rows,
    rows,
    save,
    the,
    write_folder,
)

DATA = Path(__file__).with_name("data")


def with_assets(**ready: str) -> dict[str, Rows]:
    assets = [{"id": "P1", "estates": "A;B", **ready}]
    return rows(assets=assets, links=[{"before": "P1", "after": "C"}])


def excluded(**more: Rows) -> dict[str, Rows]:
    given = changed("estates", 2, excluded_because="rebuilt elsewhere")
    return {**given, **more}


NOTICED: dict[str, tuple[dict[str, Rows], dict[str, Any], str]] = {
    "unused_matter": (rows(), {"rules": {"consent": {"matters": {"lifts": {}}}}}, "lifts"),
    "ground_unused": (rows(grounds=[{"id": "G9"}]), {}, "G9"),
    "building_unlisted": (
        {**changed("works", 0, building="3"), "buildings": [{"id": "1", "estate": "A"}]},
        {},
        "3",
    ),
    "hardship_unknown": (changed("estates", 0, hardship="poor 3; low_income 2"), {}, "poor"),
    "stages_unused": (rows(), {"rules": {"stages": {"on": True}}}, "buildings, ground"),
    "stability_unused": (rows(), {"rules": {"stability": {"most_moves": 3}}}, "published"),
    "operator_outside": (
        {
            **changed("works", 0, campaign="cables"),
            "operators": [{"id": "O1", "campaign": "cables", "earliest": "2060"}],
        },
        {},
        "O1",
    ),
    "link_from_unready": (with_assets(), {}, "P1"),
    "link_from_excluded": (excluded(links=[{"before": "C", "after": "A"}]), {}, "C"),
    "benefit_outside": (rows(benefits=[{"campaign": "A", "period": "2031", "value": 1}]), {}, "A"),
    "small_fund": (changed("funds", 2, limit=500), {}, "own"),
    "area_odd": (changed("estates", 0, floor_area=0.8), {}, "A"),
    "more_over_60": (changed("estates", 0, residents=100, over_60=150), {}, "A"),
    "more_over_75": (changed("estates", 0, over_60=20, over_75=50), {}, "A"),
    "more_buildings": (changed("estates", 0, buildings=400), {}, "A"),
    "works_of_excluded": (excluded(), {}, "C"),
    "lonely_alternative": (changed("works", 0, alternatives="wires"), {}, "A"),
    "more_served": (changed("works", 0, households=400), {}, "A"),
    "name_of_several": (changed("estates", 1, zone="A"), {}, "A"),
}


@pytest.mark.parametrize("code", NOTICED)
def test_each_is_noticed_once(code: str) -> None:
    given, settings, about = NOTICED[code]
    found = [f for f in read_rows(given, **settings).findings if f.code == code]
    assert [f.about for f in found] == [about]
    assert found[0].cause or code in {"unused_matter", "hardship_unknown"}
    assert found[0].file


def test_nothing_is_noticed_about_the_base_programme() -> None:
    assert codes(read_rows(rows()).findings) == []


def test_an_asset_with_its_day_holds() -> None:
    assert codes(read_rows(with_assets(ready="2021-06-30")).findings) == []


def test_an_estate_far_away() -> None:
    estates = [{**row, "lon": 116.6, "lat": 23.3} for row in BASE["estates"]]
    estates[2] |= {"lon": 23.3, "lat": 16.6}
    assert codes(read_rows(rows(estates=estates)).findings) == ["far_away", "far_away"]


def test_a_workbook_beside_csv_files(tmp_path: Path) -> None:
    write_folder(tmp_path)
    save(make_workbook(), tmp_path)
    assert "workbook_beside" in codes(read_tables(tmp_path).findings)


def test_units_in_cells_and_amounts_below_a_fen(tmp_path: Path) -> None:
    funds = [
        {"fund": "city", "kind": "city", "year": 2021, "limit": "100万元"},
        {"fund": "city", "kind": "city", "year": 2022, "limit": 20000.333},
    ]
    tables = read_tables(write_folder(tmp_path, {"funds.csv": csv_text(funds)}))
    found = {finding.code: finding for finding in tables.findings}
    assert (found["unit_in_cells"].row, found["rounded_to_fen"].row) == (2, 3)


def test_percent_that_may_be_shares(tmp_path: Path) -> None:
    works = [{"place": "A", "work_type": "sewers", "需求度（%）": "0.8"}]
    tables = read_tables(write_folder(tmp_path, {"works.csv": csv_text(works)}))
    assert "percent_doubtful" in codes(tables.findings)


@pytest.mark.parametrize("name", ["base.xls", "base.ods"])
def test_workbooks_of_other_programs(name: str, tmp_path: Path) -> None:
    """They say the same; only their formula errors cannot be seen, which is said."""
    tables = read_tables(DATA / name)
    assert codes(tables.findings) == ["errors_unseen"]
    plain = read_tables(save(make_workbook(), tmp_path))
    assert tables.settings == plain.settings
    for table in (Estates, WorkTypes, Works, Funds):
        for row in range(len(plain.of(table))):
            assert str(tables.of(table).row(row)) == str(plain.of(table).row(row))


def test_a_workbook_is_known_by_its_content(tmp_path: Path) -> None:
    renamed = tmp_path / "book.xls"
    renamed.write_bytes(save(make_workbook(), tmp_path).read_bytes())
    assert codes(read_tables(renamed).findings) == []


def test_an_empty_cell_that_is_needed() -> None:
    fault = the("empty_cell", faults_of_rows(changed("works", 2, work_type="  ")))
    assert (fault.file, fault.row, fault.column) == ("works", 3, "work_type")
    assert "Work type of the catalogue" in fault.remedy


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="here every file can be opened")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    write_folder(tmp_path)
    (tmp_path / "works.csv").chmod(0)
    assert the("unreadable", faults_of(tmp_path)).file == "works.csv"


def test_a_folder_called_like_a_file(tmp_path: Path) -> None:
    write_folder(tmp_path)
    (tmp_path / "ballots.csv").mkdir()
    assert codes(faults_of(tmp_path)) == []


def test_every_kind_of_message_has_its_case() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    untried = [code for code in (*FAULTS, *FINDINGS) if f'"{code}"' not in text]
    assert not untried


def test_literals_of_python() -> None:
    given = rows(
        assets=[
            {"id": "P1", "estates": ["A", "B"], "ready": np.datetime64("2021-06-30"), "lon": float("nan")}
        ]
    )
    given["work_types"][0]["nuisance"] = {"noise": 2, "dust": 1.5}
    given["works"][0]["quantity"] = np.float64(100)
    given["funds"][0]["year"] = np.int64(2021)
    tables = read_rows(given)
    assert tables.of(Assets).estates.tolist() == [("A", "B")]
    assert not tables.of(Assets).given["lon"].any()
    assert tables.of(WorkTypes).nuisance[0] == (("noise", 2.0), ("dust", 1.5))
