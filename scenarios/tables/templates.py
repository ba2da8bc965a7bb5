"""Blank templates with a tiny example and explanations, as CSV files or as one workbook."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

from scenarios.tables.column import Table, columns_of
from scenarios.tables.explained import explained, meaning_of, name_of
from scenarios.tables.faults import InputFaults
from scenarios.tables.gathered import Gathered, Place
from scenarios.tables.manifest import REQUIRED_TABLES, TABLES
from scenarios.tables.template_book import write_book
from scenarios.tables.template_cells import template_example, template_header, template_rows
from scenarios.tables.template_rows import SETTINGS
from scenarios.tables.written import whole

if TYPE_CHECKING:
    from collections.abc import Mapping

BOOKS = {"zh": "改造计划.xlsx", "en": "programme.xlsx"}
"""Name of the workbook in each language."""
READMES = {"zh": "填表说明.md", "en": "README.md"}


def write_templates(folder: str | Path, lang: str = "zh", form: str = "csv") -> tuple[Path, ...]:
    """Write blank templates into a folder and return the files written.

    ``lang`` is zh or en, ``form`` csv or xlsx. Nothing is overwritten: where a file is there already,
    InputFaults names it and nothing at all is written.
    """
    folder = Path(folder)
    if form == "xlsx":
        return _write_all(folder, {BOOKS[lang]: None}, lang)
    files: dict[str, str | None] = {f"{name_of(table, lang)}.csv": csv_of(table, lang) for table in TABLES}
    files["programme.toml"] = toml_of(lang)
    files[READMES[lang]] = readme_of(lang)
    return _write_all(folder, files, lang)


def _write_all(folder: Path, files: Mapping[str, str | None], lang: str) -> tuple[Path, ...]:
    """Write texts, and the workbook where the text is None."""
    gathered = Gathered()
    for name in files:
        if (folder / name).exists():
            gathered.fault("exists", Place(file=name))
    if gathered.faults:
        raise InputFaults(gathered.faults)
    for name, text in files.items():
        with whole(folder / name) as beside:
            if text is None:
                write_book(beside, lang)
            else:  # Excel knows UTF-8 by its mark; TOML must have none
                beside.write_text(
                    text, encoding="utf-8-sig" if name.endswith(".csv") else "utf-8", newline=""
                )
    return tuple(folder / name for name in files)


# ---- CSV files, settings, README ----


def csv_of(table: type[Table], lang: str) -> str:
    """Return the template of one table as CSV text."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([template_header(table, column, lang) for column in columns_of(table)])
    writer.writerows(template_rows(table, lang))
    return text.getvalue()


def toml_of(lang: str) -> str:
    """Return the settings of the example as TOML, each with a remark."""
    lines = ["# 设置" if lang == "zh" else "# Settings"]
    for key, value, zh, en in SETTINGS:
        shown = value if key == "evaluation_date" else json.dumps(value, ensure_ascii=False)
        lines.append(f"{key} = {shown}  # {zh if lang == 'zh' else en}")
    return "\n".join(lines) + "\n"


def readme_of(lang: str) -> str:
    """Return the explanation of every file and column."""
    zh = lang == "zh"
    lines = [
        "# 填表说明\n" if zh else "# How to fill in the tables\n",
        "每个文件一张表，示例行可直接覆盖或删除；不用的表可以删除。设置见 programme.toml。\n"
        if zh
        else "One file is one table. Write over the example rows; delete tables you do not need. "
        "Settings stand in programme.toml.\n",
    ]
    for table in TABLES:
        needed = ("（必需）" if zh else " (needed)") if table in REQUIRED_TABLES else ""
        lines.append(f"\n## {name_of(table, lang)}.csv{needed}\n\n{meaning_of(table, lang)}\n")
        for column in columns_of(table):
            meaning = explained(column, lang, template_example(table, column, lang)).replace(
                "\n", "；" if zh else "; "
            )
            lines.append(f"- **{template_header(table, column, lang)}**: {meaning}")
    return "\n".join(lines) + "\n"
