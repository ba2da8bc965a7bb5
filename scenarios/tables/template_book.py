"""The template workbook: one sheet a table, with lists to choose from, comments and explanations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scenarios.tables.column import Column, Kind, Table, columns_of
from scenarios.tables.explained import choices_of, default_of, explained, kind_of, meaning_of, name_of
from scenarios.tables.manifest import REQUIRED_TABLES, TABLES
from scenarios.tables.raw import letter
from scenarios.tables.template_cells import settings_rows, template_example, template_header, template_rows

if TYPE_CHECKING:
    from pathlib import Path

_ROWS = 5000
"""Rows that the lists to choose from cover."""
_SHEETS = {"zh": ("说明", "设置"), "en": ("readme", "settings")}
_SETTING_HEADS = {"zh": ("项", "值", "说明"), "en": ("key", "value", "note")}
_EXPLAINED_HEADS = {
    "zh": ("表", "列", "含义", "填写内容", "留空时"),
    "en": ("table", "column", "meaning", "holds", "empty"),
}


def write_book(path: Path, lang: str) -> None:
    """Write the template workbook."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    styles = {
        "needed": book.add_format({"bold": True, "bg_color": "#FCE4D6", "border": 1, "text_wrap": True}),
        "header": book.add_format({"bold": True, "bg_color": "#E2EFDA", "border": 1, "text_wrap": True}),
        "text": book.add_format({"num_format": "@"}),
        "wrapped": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    _explain(book, styles, lang)
    _settings(book, styles, lang)
    for table in TABLES:
        _table(book, styles, table, lang)
    book.close()


def _table(book: Any, styles: dict[str, Any], table: type[Table], lang: str) -> None:
    sheet = book.add_worksheet(name_of(table, lang))
    sheet.set_tab_color("#F4B084" if table in REQUIRED_TABLES else "#A9D08E")
    sheet.freeze_panes(1, 2)
    sheet.set_row(0, 32)
    for i, column in enumerate(columns_of(table)):
        header = template_header(table, column, lang)
        sheet.write_string(0, i, header, styles["needed" if column.required else "header"])
        sheet.write_comment(
            0,
            i,
            explained(column, lang, template_example(table, column, lang)),
            {"x_scale": 2, "y_scale": 1.6, "author": "renewal"},
        )
        width = max(10, 2 * len(header) if lang == "zh" else len(header) + 2)
        sheet.set_column(i, i, width, styles["text"] if _is_code(column) else None)
        _choices(sheet, i, column, lang)
    rows = template_rows(table, lang)
    for i, row in enumerate(rows, start=1):
        for j, value in enumerate(row):
            if value != "":
                sheet.write(i, j, value)


def _is_code(column: Column) -> bool:
    """Say whether a column is formatted as text, so that 007 stays 007 and 2026Q1 what it is."""
    return column.kind in (Kind.TEXT, Kind.NAMES, Kind.LEVELS)


def _choices(sheet: Any, position: int, column: Column, lang: str) -> None:
    """Offer a list to choose from, where the column knows only some words."""
    if column.kind is Kind.FLAG:
        words = ["是", "否"] if lang == "zh" else ["yes", "no"]
    elif column.kind is Kind.CHOICE:
        words = choices_of(column, lang)
    else:
        return
    sheet.data_validation(
        1, position, _ROWS, position,
        {"validate": "list", "source": words, "ignore_blank": True, "error_type": "warning"},
    )  # fmt: skip


def _settings(book: Any, styles: dict[str, Any], lang: str) -> None:
    sheet = book.add_worksheet(_SHEETS[lang][1])
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 1, 24)
    sheet.set_column(2, 2, 60)
    sheet.write_row(0, 0, _SETTING_HEADS[lang], styles["header"])
    for i, row in enumerate(settings_rows(lang), start=1):
        sheet.write_row(i, 0, row)


def _explain(book: Any, styles: dict[str, Any], lang: str) -> None:
    sheet = book.add_worksheet(_SHEETS[lang][0])
    top = (
        "每张工作表一张表；橙色列必填。示例行可直接覆盖或删除，不用的工作表可以删除。"
        if lang == "zh"
        else "One sheet is one table; orange columns are needed. "
        "Write over the example rows; delete sheets that are not needed."
    )
    sheet.write_string(0, 0, top)
    sheet.write_row(2, 0, _EXPLAINED_HEADS[lang], styles["header"])
    row = 3
    for table in TABLES:
        sheet.write_row(row, 0, (name_of(table, lang), "", meaning_of(table, lang)), styles["header"])
        row += 1
        for column in columns_of(table):
            meaning = column.meaning_zh if lang == "zh" else column.en
            cells = (
                template_header(table, column, lang),
                meaning,
                kind_of(column, lang),
                default_of(column, lang),
            )
            sheet.write_row(row, 1, cells, styles["wrapped"])
            row += 1
    for i, width in enumerate((14, 26, 60, 60, 18)):
        sheet.set_column(i, i, width)
    sheet.freeze_panes(3, 0)
    sheet.autofilter(f"A3:{letter(4)}{row}")
