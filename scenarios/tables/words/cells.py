"""Sentences about single cells."""

from __future__ import annotations

from scenarios.tables.words.said import Said

CELLS = {
    "empty_cell": Said(
        "The cell is empty, but every row needs its {column}.",
        "单元格为空，但每一行都必须填写「{column}」。",
        "Fill it in ({meaning}) or delete the row.",
        "请填写（{meaning}），或删除该行。",
    ),
    "formula_error": Said(
        "The cell holds the formula error {value}.",
        "单元格是公式错误 {value}。",
        "Mend the formula, or type the value itself.",
        "请修正公式，或直接填写数值。",
    ),
    "not_a_number": Said(
        "This is not a number.",
        "不是数字。",
        "Write digits only, such as {example}; remarks belong in a column of their own.",
        "请只填数字，如 {example}；说明文字请另列填写。",
    ),
    "not_finite": Said(
        "This is not a finite number.",
        "不是有限的数值。",
        "Write the number itself, or leave the cell empty where it is not known.",
        "请填写具体数值；不详时留空。",
    ),
    "not_whole": Said(
        "The column counts whole things, and this is not a whole number.",
        "该列应为整数。",
        "Write a whole number, such as {example}.",
        "请填整数，如 {example}。",
    ),
    "negative": Said(
        "The number is negative.",
        "数值为负。",
        "Write a number of at least {limit}.",
        "请填不小于 {limit} 的数。",
    ),
    "below": Said(
        "The number is less than {limit}.",
        "数值小于 {limit}。",
        "Write a number of at least {limit}.",
        "请填不小于 {limit} 的数。",
    ),
    "above": Said(
        "The number is more than {limit}.",
        "数值大于 {limit}。",
        "Write a number of at most {limit}.",
        "请填不大于 {limit} 的数。",
    ),
    "share_above_one": Said(
        "A share is at most 1, and this is {number}.",
        "比例不得大于 1，此处为 {number}。",
        "Write {as_share} or {as_percent}, or put % into the header where the whole column is in percent.",
        "请填 {as_share} 或 {as_percent}；若整列均为百分数，请在表头注明（%）。",
    ),
    "too_large": Said(
        "The number is too large to be meant: more than {limit}.",
        "数值过大（超过 {limit}），不合常理。",
        "Check the digits and the unit in the header.",
        "请核对位数和表头单位。",
    ),
    "not_a_year": Said(
        "This is not a calendar year.",
        "不是年份。",
        "Write four digits, such as {example}.",
        "请填四位年份，如 {example}。",
    ),
    "not_a_date": Said(
        "This is not a date.",
        "不是日期。",
        "Write it like 2021-03-01, 2021年3月1日, 2021-03, 2021Q1 or 2021.",
        "请按 2021-03-01、2021年3月1日、2021-03、2021Q1 或 2021 的格式填写。",
    ),
    "no_such_day": Said(
        "There is no such day in the calendar.",
        "日历上没有这一天。",
        "Check month and day.",
        "请核对月份和日期。",
    ),
    "not_a_flag": Said(
        "The column wants yes or no.",
        "该列只能填“是”或“否”。",
        "Write yes or no (是 or 否); an empty cell means {default}.",
        "请填“是”或“否”；留空表示{default}。",
    ),
    "not_a_choice": Said(
        "This is none of the words that the column knows.",
        "不在该列可选范围内。",
        "{near}Write one of: {choices}.",
        "{near}请填写其中之一：{choices}。",
    ),
    "not_a_level": Said(
        "'{part}' is no name with a number.",
        "“{part}”不是“名称+数字”。",
        "Write a name and its number, parted by semicolons, such as {example}.",
        "请写名称和数字，用分号隔开，如 {example}。",
    ),
    "unknown_nuisance": Said(
        "'{part}' is no known kind of nuisance.",
        "“{part}”不是已知的扰民种类。",
        "{near}Known are: {choices}.",
        "{near}可用：{choices}。",
    ),
    "unknown_fears": Said(
        "'{part}' is no known fear.",
        "“{part}”不是已知的顾虑。",
        "{near}Known are: {choices}.",
        "{near}可用：{choices}。",
    ),
    "named_twice": Said(
        "'{part}' is named twice in this cell.",
        "“{part}”在同一单元格中出现两次。",
        "Name it once.",
        "请只写一次。",
    ),
    "not_text": Said(
        "The cell holds {found}, where a name is wanted.",
        "单元格是{found}，应为文字。",
        "Format the column as text and write the name again.",
        "请将该列设为文本格式后重新填写。",
    ),
    "control_character": Said(
        "The cell holds a control character that cannot be seen.",
        "单元格含有不可见的控制字符。",
        "Type the cell anew.",
        "请重新输入该单元格。",
    ),
    "wrong_unit_in_cell": Said(
        "The cell names the unit '{said}', which this column cannot have.",
        "单元格写有单位“{said}”，与该列不符。",
        "Write the number alone; the unit belongs in the header: {units}.",
        "请只填数字；单位写在表头：{units}。",
    ),
}
