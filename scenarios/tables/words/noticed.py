"""Sentences of findings: what was converted or left out, and what is odd."""

from __future__ import annotations

from scenarios.tables.words.odd import ODD
from scenarios.tables.words.said import Said

CONVERSION = "conversion"
NOTICED = {
    **ODD,
    "unknown_sheet": Said(
        "'{about}' is no table of a programme and was not read.",
        "“{about}”不是计划的表，未读取。",
        "{near}",
        "{near}",
    ),
    "workbook_beside": Said(
        "The workbook '{about}' lies beside the CSV files and was not read.",
        "工作簿“{about}”与 CSV 文件同在一个文件夹，未读取。",
        "To read a workbook, give the workbook itself.",
        "若要读取工作簿，请直接指定该文件。",
    ),
    "errors_unseen": Said(
        "Formula errors such as #REF! cannot be seen in this kind of workbook; such cells count as empty.",
        "此类工作簿无法识别 #REF! 等公式错误，相应单元格按空白处理。",
        "Save it as .xlsx to have them found.",
        "另存为 .xlsx 即可检查。",
    ),
    "private_columns": Said(
        "Columns that name people were dropped on reading: {names}.",
        "涉及个人信息的列读取时已舍去：{names}。",
        "No plan needs them; better not to keep them in this file.",
        "编制计划无需这些信息，建议不要保存在此文件中。",
    ),
    "household_is_named": Said(
        "{count} {rows} of '{about}' look like {seen}; each was replaced by a pseudonym on reading.",
        "“{about}”有 {count} 行疑似{seen}；读取时已全部换成化名。",
        "Tell households apart by a number of your own, and keep its list elsewhere.",
        "请用自编号区分各户，对照表另行保管。",
    ),
    "unknown_column": Said(
        "Column {letter} '{about}' is no column of {table} and was not read.",
        "{letter} 列“{about}”不是「{table}」的列，未读取。",
        "{near}",
        "{near}",
    ),
    "unnamed_column": Said(
        "Column {about} has values but no header and was not read (first in row {row}: {value}).",
        "{about} 列有数据但没有表头，未读取（首个在第 {row} 行：{value}）。",
        "Perhaps a merged header, or notes beside the table.",
        "可能是合并的表头，或表旁的备注。",
    ),
    "unit_converted": Said(
        "The column '{about}' is in {unit} and was converted to {stored}.",
        "“{about}”列的单位为{unit}，已换算为{stored}。",
        kind=CONVERSION,
    ),
    "unit_in_cells": Said(
        "{count} cells of '{about}' name their own unit, which was used (first in row {row}: {value}).",
        "“{about}”列有 {count} 个单元格自带单位，已按其换算（首个在第 {row} 行：{value}）。",
        kind=CONVERSION,
    ),
    "rounded_to_fen": Said(
        "{count} amounts of '{about}' are finer than 0.01 yuan and were rounded (first: row {row}, {value}).",
        "“{about}”列有 {count} 个金额小于 0.01 元，已四舍五入（首个在第 {row} 行：{value}）。",
        "The amounts were probably computed by a formula.",
        "可能由公式计算得出。",
        kind=CONVERSION,
    ),
    "total_rows": Said(
        "{count} rows of totals or notes were left out (rows {rows}).",
        "已略去 {count} 个合计或备注行（第 {rows} 行）。",
        kind=CONVERSION,
    ),
    "merged_filled": Said(
        "{count} merged ranges of '{about}' were read as the same value in each row (first {range}).",
        "“{about}”列 {count} 处合并单元格已按每行同值读取（首个 {range}）。",
        kind=CONVERSION,
    ),
    "encoding": Said("The file was read as {encoding}.", "文件按 {encoding} 编码读取。", kind=CONVERSION),
    "zeros_lost": Said(
        "The code {value} is a number in the workbook, while others of the column begin with 0.",
        "编号 {value} 在工作簿中是数字，而同列其他编号以 0 开头。",
        "Excel drops the zeros of a code that is typed as a number; format the column as text.",
        "Excel 会去掉数字编号开头的 0；请将该列设为文本格式。",
    ),
    "percent_doubtful": Said(
        "The column '{about}' is in {unit}, and none of its numbers is above 1.",
        "“{about}”列注明{unit}，但数值均不超过 1。",
        "Perhaps the numbers are shares already; then take the {unit} out of the header.",
        "可能已是小数；若是，请去掉表头的{unit}。",
    ),
}
