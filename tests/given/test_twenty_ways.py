"""Twenty ways to break the input: exit status 2, the exact cell, a remedy, and nothing written."""

from __future__ import annotations

import json
import signal
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.command.ending import ended
from planner.command.main import renewal
from tests.given.small import BASE, changed, csv_text, make_workbook, rows, save, write_folder

Way = tuple[Callable[[Path], Path], tuple[str, str, int, str], str]
"""How to write it broken; the file, sheet, row and letter of the fault; a word of its remedy."""


def files(**broken: str | bytes | None) -> Callable[[Path], Path]:
    named = {
        f"{name}.csv" if name != "programme" else "programme.toml": text for name, text in broken.items()
    }
    return lambda folder: write_folder(folder / "p", named)


def cells(table: str, row: int, **values: Any) -> Callable[[Path], Path]:
    return lambda folder: write_folder(folder / "p", **changed(table, row, **values))


def tables(**more: Any) -> Callable[[Path], Path]:
    return lambda folder: write_folder(folder / "p", **rows(**more))


def book(change: Callable[[Any], None]) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        made = make_workbook()
        change(made)
        return save(made, folder)

    return write


def bare(name: str, data: bytes) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        (folder / name).write_bytes(data)
        return folder / name

    return write


def a_zip(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "book.xlsx", "w") as parts:
        parts.writestr("readme.txt", "no workbook")
    return folder / "book.xlsx"


def formula_error(made: Any) -> None:
    made["works"]["C3"].value, made["works"]["C3"].data_type = "#REF!", "e"


def without(name: str) -> Callable[[Any], None]:
    return lambda made: made.remove(made[name])


FUNDS = csv_text(BASE["funds"])
LOOP = [{"before": "A", "after": "B"}, {"before": "B", "after": "A"}]
WAYS: dict[str, Way] = {
    "wrong unit": (
        files(funds=FUNDS.replace("limit", "limit (shillings)")),
        ("funds.csv", "", 1, "D"),
        "10k yuan",
    ),
    "unit of another family": (
        files(funds=FUNDS.replace("limit", "limit (㎡)")),
        ("funds.csv", "", 1, "D"),
        "yuan",
    ),
    "duplicate id": (cells("estates", 1, id="A"), ("estates.csv", "", 3, "A"), "Delete"),
    "unknown street": (cells("funds", 0, streets="东方街到"), ("funds.csv", "", 2, "F"), "东方街道"),
    "unknown estate": (cells("works", 0, place="AA"), ("works.csv", "", 2, "A"), "Did you mean"),
    "unknown work type": (cells("works", 0, work_type="sewer"), ("works.csv", "", 2, "B"), "'sewers'"),
    "loop of links": (tables(links=LOOP), ("links.csv", "", 2, "A"), "Take out"),
    "loop of work types": (cells("work_types", 0, after="paving"), ("work_types.csv", "", 2, "F"), "'after'"),
    "negative cost": (cells("works", 2, cost=-5), ("works.csv", "", 4, "E"), "at least 0"),
    "text in a number": (cells("works", 2, quantity="约60"), ("works.csv", "", 4, "C"), "digits only"),
    "half a household": (cells("estates", 0, households=99.5), ("estates.csv", "", 2, "E"), "whole number"),
    "share in percent": (cells("works", 0, need=80), ("works.csv", "", 2, "D"), "80%"),
    "no such day": (cells("estates", 0, earliest="2021-02-30"), ("estates.csv", "", 2, "G"), "month and day"),
    "neither yes nor no": (cells("estates", 0, pilot="也许"), ("estates.csv", "", 2, "G"), "yes or no"),
    "no such kind": (cells("funds", 2, kind="citty"), ("funds.csv", "", 4, "B"), "'city'"),
    "needed cell empty": (cells("estates", 2, name=""), ("estates.csv", "", 4, "B"), "Fill it in"),
    "missing column": (files(works="place,quantity\nA,1\n"), ("works.csv", "", 1, ""), "Add it"),
    "column twice": (
        files(works="place,地点,work_type\nA,A,sewers\n"),
        ("works.csv", "", 1, "B"),
        "Keep one",
    ),
    "ragged row": (
        files(works="place,work_type\nA,sewers\nB,sewers,1\n"),
        ("works.csv", "", 3, ""),
        "quotation",
    ),
    "missing file": (files(works=None), ("p", "", 0, ""), "works.csv"),
    "missing sheet": (book(without("works")), ("book.xlsx", "", 0, ""), "the sheet works"),
    "merged cells": (
        book(lambda b: b["estates"].merge_cells("E2:E3")),
        ("book.xlsx", "estates", 2, "E"),
        "Unmerge",
    ),
    "formula error": (book(formula_error), ("book.xlsx", "works", 3, "C"), "Mend the formula"),
    "wrong encoding": (
        files(works=b"\xff\x81place\x80,\xfe\n\x81,\xff\n"),
        ("works.csv", "", 0, ""),
        "UTF-8",
    ),
    "empty file": (files(works=b""), ("works.csv", "", 0, ""), "Fill it in"),
    "zip that is no workbook": (a_zip, ("book.xlsx", "", 0, ""), "save it as .xlsx"),
    "text called a workbook": (bare("book.xlsx", b"id,name\n"), ("book.xlsx", "", 0, ""), "save it as .xlsx"),
    "password": (
        bare("book.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(999)),
        ("book.xlsx", "", 0, ""),
        "password",
    ),
    "broken settings": (files(programme="periods = \n"), ("programme.toml", "", 1, ""), "key = value"),
    "unknown rule": (
        files(programme='first_period = "2021Q1"\nperiods = 8\n[rules.pilot]\non = true\n'),
        ("programme.toml", "", 3, ""),
        "pilot_first",
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_ways(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write, where, word = WAYS[way]
    path = write(tmp_path)
    monkeypatch.chdir(tmp_path)
    before = sorted(file for file in tmp_path.rglob("*"))

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["renewal", *words, "--lang", "en"])
        old = signal.getsignal(signal.SIGTERM)
        try:
            status = ended(renewal)
        finally:
            signal.signal(signal.SIGTERM, old)
        said = capsys.readouterr()
        return status, said.out, said.err

    status, out, _ = run("check", str(path), "--json")
    faults = json.loads(out)["faults"]
    assert status == 2
    assert where in [(f["file"], f["sheet"], f["row"], f["letter"]) for f in faults]
    assert any(word in fault["remedy"] or word in fault["what"] for fault in faults)
    status, out, err = run("plan", str(path), "--out", str(tmp_path / "out"))
    assert (status, out) == (2, "")
    assert where[0] in err
    assert sorted(file for file in tmp_path.rglob("*")) == before
