"""The page docs/tables.md, made of the manifest; run as a module, this prints it."""

from __future__ import annotations

import sys

from scenarios.tables.column import Column, Table, columns_of
from scenarios.tables.explained import default_of, header_of, kind_of, refers_of
from scenarios.tables.manifest import REQUIRED_TABLES, TABLES

_TOP = """# Tables

This page is made of the manifest by `python -m scenarios.tables.tables_page > docs/tables.md`; a test keeps
it current.

A programme is a folder of CSV files and a `programme.toml`, or one workbook (.xlsx, .xls, .ods) whose sheets
bear the names below and whose settings stand in a sheet 设置 (`settings`) of keys and values. There keys are
dotted (`rules.zones.most`), a list stands in one cell, parted by `;`, and aims held in turn are numbered
(`tiers.1.name`, `tiers.1.classes`, `tiers.2.name`). Names of files,
sheets and columns may be English or Chinese; width, case, spaces and brackets do not matter.
表名、列名中英文均可，不分全角半角、大小写。

- **Units** stand once in the header, in brackets or after a slash: 年度限额（万元）, 建筑面积/万㎡,
  `limit (10k yuan)`. Money may be in 元, 千元, 万元, 百万元 or 亿元; area in ㎡, 万㎡, 公顷, 亩 or km2;
  shares in %. Without a unit money is in yuan, area in m2, and a share is a number from 0 to 1. What is
  converted is said; an unknown unit is a fault.
- **Header**: titles may stand above it, group names over it, a row of units below it. Rows of totals
  (合计, 小计, total) and notes are left out and said.
- **Dates** may be days, months, quarters, half-years or years: 2021-03-01, 2021/3/1, 2021年3月1日, 2021-03,
  2021Q1, 2021年一季度, 2021H1, 2021上半年, 2021.
- **Empty** cells stand at the default where there is one. A default that is an assumption (假设值) is listed
  with every plan. *needed* columns must be there, with every cell filled.
- **Conditions** (`attribute` of funds; `where` of what-ifs) are clauses joined by `and`, such as
  `year_built <= 2000 and street = 'East'`, with = != < <= > >=; text stands in single quotes, money is in
  yuan.
- *Not used yet* marks columns that are read, checked and kept, but that no rule of this version uses.
"""
_ROW = "| {name} | {zh} | {kind} | {default} | {meaning} |"


def page() -> str:
    """Return the page."""
    parts = [_TOP, *map(_section, TABLES)]
    return "\n".join(parts)


def _section(table: type[Table]) -> str:
    name = table.NAME
    needed = " (needed)" if table in REQUIRED_TABLES else ""
    keys = [f"`{header_of(c, 'en')}`" for c in columns_of(table) if c.key]
    lines = [f"\n## {name.name} {name.zh}{needed}\n", f"{name.en} {name.meaning_zh}"]
    if name.aliases:
        lines.append(f"\nAlso called: {'、'.join(name.aliases)}.")
    if keys:
        lines.append(f"\nA row is known by {' + '.join(keys)}.")
    lines += [
        "\n| column | 列 | holds | empty | meaning |",
        "|---|---|---|---|---|",
        *map(_row, columns_of(table)),
    ]
    return "\n".join(lines)


def _row(column: Column) -> str:
    kind = kind_of(column, "en")
    if column.refers_to:
        kind += f"; stands in {refers_of(column, 'en')}"
    limits = _limits(column)
    aliases = "".join(f"<br>{alias}" for alias in column.aliases)
    meaning = f"{column.en} {column.meaning_zh}" + ("" if column.enforced else " *Not used yet.*")
    return _ROW.format(
        name=f"`{header_of(column, 'en')}`",
        zh=column.zh + aliases,
        kind=kind + (f"; {limits}" if limits else ""),
        default=default_of(column, "en"),
        meaning=meaning.replace("|", "\\|"),
    )


def _limits(column: Column) -> str:
    low, high = column.minimum, column.maximum
    if low is None or column.kind.value in ("share", "levels", "year") or low < 1e-6:
        low = None if low is not None and low >= 0 else low
    if low is not None and high is not None:
        return f"{low:g} to {high:g}"
    if low is not None:
        return f"at least {low:g}"
    return (
        f"at most {high:g}"
        if high is not None and column.kind.value not in ("share", "levels", "year")
        else ""
    )


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(page() + "\n")
