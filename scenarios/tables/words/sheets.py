"""Sentences about files, sheets and headers."""

from __future__ import annotations

from scenarios.tables.words.said import Said

SHEETS = {
    "no_such_path": Said(
        "There is no file or folder of this name.",
        "没有这个文件或文件夹。",
        "Check the path.",
        "请核对路径。",
    ),
    "no_programme": Said(
        "This is neither a folder nor a workbook that can be read.",
        "既不是文件夹，也不是可读取的工作簿。",
        "Give a folder of CSV files with a programme.toml, or one workbook (.xlsx, .xls, .ods).",
        "请提供含 programme.toml 的 CSV 文件夹，或一个工作簿（.xlsx、.xls、.ods）。",
    ),
    "unreadable": Said(
        "The file cannot be opened: {why}.",
        "文件无法打开：{why}。",
        "Close it in other programs and check the right to read it.",
        "请在其他程序中关闭该文件，并检查读取权限。",
    ),
    "empty_file": Said(
        "The file is empty.",
        "文件是空的。",
        "Fill it in, or delete it if the table is not used.",
        "请填写内容；若不使用该表，请删除文件。",
    ),
    "empty_sheet": Said(
        "The sheet is empty.",
        "工作表是空的。",
        "Fill it in, or delete it if the table is not used.",
        "请填写内容；若不使用该表，请删除该工作表。",
    ),
    "undecodable": Said(
        "The text is in no encoding that could be recognised{found}.",
        "无法识别文本编码{found}。",
        "Save it anew as “CSV UTF-8”.",
        "请另存为“CSV UTF-8（逗号分隔）”。",
    ),
    "zero_bytes": Said(
        "The file holds zero bytes, so it is no text file.",
        "文件含有空字节，不是文本文件。",
        "Save it anew as “CSV UTF-8”; a workbook must keep its own ending (.xlsx).",
        "请另存为“CSV UTF-8（逗号分隔）”；工作簿请保留 .xlsx 扩展名。",
    ),
    "broken_csv": Said(
        "The file cannot be taken apart into cells: {why}.",
        "无法解析为表格：{why}。",
        "Check the quotation marks in this row, or save it anew as “CSV UTF-8”.",
        "请检查该行的引号，或另存为“CSV UTF-8（逗号分隔）”。",
    ),
    "ragged_row": Said(
        "The row has {found} cells, but the header has {wanted}.",
        "该行有 {found} 个单元格，而表头有 {wanted} 个。",
        "Put cells that hold a comma into quotation marks, and delete what stands beyond the last column.",
        "含逗号的内容请加引号，并删除末列之外的内容。",
    ),
    "not_a_workbook": Said(
        "The file is no workbook, whatever its ending says.",
        "该文件不是工作簿（与扩展名不符）。",
        "Open it in the program that made it and save it as .xlsx.",
        "请在原程序中打开并另存为 .xlsx。",
    ),
    "broken_workbook": Said(
        "The workbook cannot be read: {why}.",
        "工作簿无法读取：{why}。",
        "Open it in Excel or WPS, let it be repaired, and save it as .xlsx.",
        "请在 Excel 或 WPS 中打开、修复并另存为 .xlsx。",
    ),
    "locked_workbook": Said(
        "The workbook is protected by a password.",
        "工作簿有打开密码。",
        "Take the password off and save it anew.",
        "请取消密码后重新保存。",
    ),
    "no_tables": Said(
        "Nothing here is a table of a programme.",
        "没有任何可识别的表。",
        "Name files or sheets as in the templates ({needed}), or make blank ones with: renewal new DIR.",
        "请按模板命名文件或工作表（{needed}），或用 renewal new DIR 生成空白模板。",
    ),
    "missing_table": Said(
        "The table {table} is missing.",
        "缺少「{table}」表。",
        "Add it as {where}; a blank one is made by: renewal new DIR.{near}",
        "请补充{where}；可用 renewal new DIR 生成空白模板。{near}",
    ),
    "no_rows": Said(
        "The table {table} has no rows.",
        "「{table}」表没有数据行。",
        "Fill in at least one row below the header.",
        "请在表头下至少填写一行。",
    ),
    "unknown_table": Said(
        "There is no table of this name.",
        "没有这个表。",
        "{near}Use the names of the manifest.",
        "{near}请使用规定的表名。",
    ),
    "table_twice": Said(
        "The table {table} is given twice: here and as {other}.",
        "「{table}」表重复：此处与 {other}。",
        "Keep one of the two.",
        "请只保留一个。",
    ),
    "no_header": Said(
        "No row among the first {rows} looks like the header of {table}.",
        "前 {rows} 行中找不到「{table}」的表头。",
        "Write the columns' names into one row: {needed}.",
        "请用一行写明列名：{needed}。",
    ),
    "missing_column": Said(
        "The column {column} is missing.",
        "缺少「{column}」列。",
        "Add it ({meaning}).{near}",
        "请补充该列（{meaning}）。{near}",
    ),
    "column_twice": Said(
        "The columns {letters} both mean {column}.",
        "{letters} 列都表示「{column}」。",
        "Keep one of them, or give the other a name of its own.",
        "请只保留一列，或另取列名。",
    ),
    "unknown_unit": Said(
        "The header names the unit '{said}', which is not known here.",
        "表头单位“{said}”无法识别。",
        "Use one of: {units}.",
        "请使用：{units}。",
    ),
    "wrong_unit": Said(
        "The header names the unit '{said}', which this column cannot have.",
        "表头单位“{said}”与该列不符。",
        "Use {units}.",
        "请使用{units}。",
    ),
    "percent_or_share": Said(
        "The header says {unit}, but no cell below is above 1: percent or already shares?",
        "表头注明{unit}，但以下数值均不超过 1：是百分数还是小数？",
        "Take the {unit} out of the header if 0.8 means 80%, or write the sign into the cells (0.8%).",
        "若 0.8 表示 80%，请去掉表头的{unit}；否则请在单元格内写明（0.8%）。",
    ),
    "merged_cells": Said(
        "The cells {range} are merged, and it is not clear which rows they stand for.",
        "单元格 {range} 被合并，无法判断各行的值。",
        "Unmerge them and fill every row with its own value.",
        "请取消合并，并逐行填写。",
    ),
    "no_settings": Said(
        "The settings are missing.",
        "缺少设置。",
        "Add {where} with at least first_period and periods; a blank one is made by: renewal new DIR.",
        "请补充{where}，至少填写 first_period 和 periods；可用 renewal new DIR 生成。",
    ),
    "broken_toml": Said(
        "The file is not valid TOML: {why}.",
        "不是有效的 TOML：{why}。",
        "Write key = value; text and names of streets stand in quotation marks.",
        "请写成 key = value；文字和街道名称须加引号。",
    ),
    "unknown_setting": Said(
        "There is no setting {key}.",
        "没有「{key}」这一设置项。",
        "{near}Known here are: {choices}.",
        "{near}可用：{choices}。",
    ),
    "missing_setting": Said(
        "The setting {key} is missing.",
        "缺少设置项「{key}」。",
        "Add it, such as {example}.",
        "请补充，如 {example}。",
    ),
    "wrong_setting": Said(
        "The setting {key} cannot have this value: {why}.",
        "设置项「{key}」的值无效：{why}。",
        "Write it such as {example}.",
        "请填写，如 {example}。",
    ),
    "setting_twice": Said(
        "The setting {key} is given twice.",
        "设置项「{key}」重复。",
        "Keep one of the two rows.",
        "请只保留一行。",
    ),
    "unwritable": Said(
        "Nothing can be written here: {why}.",
        "无法写入：{why}。",
        "Choose another place, or close the file in other programs.",
        "请另选位置，或在其他程序中关闭该文件。",
    ),
    "own_file": Said(
        "This is the workbook that was read, and it is never written over.",
        "这是所读取的工作簿本身，不予覆盖。",
        "Choose another name for the marked copy.",
        "请为标注后的副本另取文件名。",
    ),
    "exists": Said(
        "The file is there already, and nothing is overwritten.",
        "文件已存在，不予覆盖。",
        "Choose an empty folder, or move the file away.",
        "请选择空文件夹，或移走该文件。",
    ),
}
