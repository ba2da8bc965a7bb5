"""Reading and checking 200,000 rows of ten columns, with 200 planted faults, from CSV and from a workbook.

Each run is a process of its own, as a planner's would be; the time is that of ``read_tables`` alone,
imports done. A run counts only when exactly the planted faults are found, each at its cell.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS = 200_000
FAULTS = 200
AIMS = {"csv": 2.0, "xlsx": 4.0}
"""Seconds aimed at."""
HEADER = ("小区编号", "小区名称", "街道", "经度", "纬度", "建成年代", "户数", "建筑面积", "试点", "最早开工")
OTHERS = {
    "work_types": [("id", "name", "work_class", "unit_cost"), ("sewers", "雨污分流", "基础类", 1200)],
    "works": [("place", "work_type", "quantity"), ("E000001", "sewers", 100)],
    "funds": [("fund", "kind", "year", "limit"), ("city", "市级", 2021, 50_000_000)],
}
SETTINGS = {"first_period": "2021Q1", "period": "quarter", "periods": 20}
WRONG = (  # column and a value that is wrong there
    ("小区名称", ""),
    ("经度", 216.7),
    ("建成年代", "九十年代"),
    ("户数", "约300"),
    ("户数", -12),
    ("户数", 12.5),
    ("建筑面积", "1,23"),
    ("试点", "也许"),
    ("最早开工", "2021-13-01"),
)


def estates(rows: int, faults: int) -> tuple[list[list[object]], set[tuple[int, str]]]:
    """Return rows of estates and the cells (row of the file, column) that were made wrong."""
    draw = random.Random(20_211_101)
    day = datetime.date(2021, 1, 1)
    table: list[list[object]] = [
        [
            f"E{i:06d}",
            f"小区{i}",
            f"街道{i % 97}",
            round(116 + draw.random(), 5),
            round(23 + draw.random(), 5),
            1975 + i % 30,
            40 + draw.randrange(900),
            round(3000 + draw.random() * 60_000, 1),
            "是" if i % 50 == 0 else "否",
            day + datetime.timedelta(days=i % 1500),
        ]
        for i in range(1, rows + 1)
    ]
    planted = set()
    for k, row in enumerate(draw.sample(range(1, rows), faults)):
        if k % (len(WRONG) + 1) == len(WRONG):
            table[row][0] = table[0][0]  # a code that stands in the first row already
            planted.add((row + 2, "小区编号"))
        else:
            column, value = WRONG[k % (len(WRONG) + 1)]
            table[row][HEADER.index(column)] = value
            planted.add((row + 2, column))
    return table, planted


def write_csv(folder: Path, table: list[list[object]]) -> Path:
    """Write the programme as a folder of CSV files."""
    folder.mkdir()
    sheets: dict[str, list[tuple[object, ...]]] = {"estates": [HEADER, *map(tuple, table)], **OTHERS}  # type: ignore[dict-item]
    for name, rows in sheets.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    toml = "\n".join(f"{key} = {json.dumps(value)}" for key, value in SETTINGS.items())
    (folder / "programme.toml").write_text(toml, encoding="utf-8")
    return folder


def write_workbook(path: Path, table: list[list[object]]) -> Path:
    """Write the programme as one workbook."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheets: dict[str, list[tuple[object, ...]]] = {
        "小区": [HEADER, *map(tuple, table)],
        **OTHERS,  # type: ignore[dict-item]
        "设置": [("项", "值"), *SETTINGS.items()],
    }
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for i, row in enumerate(rows):
            sheet.write_row(i, 0, row)
    book.close()
    return path


def read_once(path: Path) -> dict[str, object]:
    """Read a programme and return the time taken and the cells found faulty."""
    from scenarios.tables.faults import InputFaults
    from scenarios.tables.read import read_tables

    started = time.perf_counter()
    cpu = time.process_time()
    found: list[tuple[int, str]] = []
    try:
        read_tables(path)
    except InputFaults as wrong:
        found = [(fault.row, fault.column) for fault in wrong.faults]
    return {
        "seconds": time.perf_counter() - started,
        "cpu_seconds": time.process_time() - cpu,
        "found": found,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def measure(path: Path, planted: set[tuple[int, str]], repeats: int) -> dict[str, object]:
    """Read a programme several times, each in a process of its own; the best time counts."""
    runs = []
    for _ in range(repeats):
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.reading", "--once", str(path)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        runs.append(json.loads(done.stdout))
    found = [tuple(cell) for cell in runs[0]["found"]]
    return {
        "seconds": min(run["seconds"] for run in runs),
        "cpu_seconds": min(run["cpu_seconds"] for run in runs),
        "all_seconds": [round(run["seconds"], 3) for run in runs],
        "peak_mb": round(max(run["peak_mb"] for run in runs)),
        "planted": len(planted),
        "found": len(planted & set(found)),
        "beside": len([cell for cell in found if cell not in planted]),
    }


def main(arguments: list[str]) -> int:
    """Run the benchmark; the exit status is 0 where every planted fault, and no other, was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks reading", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--once", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.once:
        print(json.dumps(read_once(asked.once)))
        return 0
    table, planted = estates(asked.rows, min(FAULTS, asked.rows // 2))
    with tempfile.TemporaryDirectory() as folder:
        figures = {
            "csv": measure(write_csv(Path(folder) / "programme", table), planted, asked.repeats),
            "xlsx": measure(write_workbook(Path(folder) / "programme.xlsx", table), planted, asked.repeats),
        }
    if asked.json:
        print(json.dumps({"benchmark": "reading", "rows": asked.rows, "columns": len(HEADER), **figures}))
    else:
        for form, figure in figures.items():
            print(
                f"{form}: {figure['seconds']:.2f} s (aim {AIMS[form]:.0f} s; "
                f"cpu {figure['cpu_seconds']:.2f} s, peak {figure['peak_mb']} MB), "
                f"{figure['found']} of {figure['planted']} planted faults found, "
                f"{figure['beside']} others"
            )
    return 0 if all(f["found"] == f["planted"] and not f["beside"] for f in figures.values()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
