"""Sentences about what-if files: their grammar, and what they do to a programme."""

from __future__ import annotations

from scenarios.tables.words.said import Said

WHAT_IFS = {
    "what_if_unknown_key": Said(
        "'{key}' is no key of {where}.",
        "{where}没有“{key}”这一项。",
        "{near}Known here are: {choices}.",
        "{near}可用：{choices}。",
    ),
    "what_if_wrong_key": Said(
        "'{key}' wants {wanted}.",
        "“{key}”应为{wanted}。",
        "Write it such as {example}.",
        "请写成，如 {example}。",
    ),
    "what_if_missing_key": Said(
        "The change does not say which {key}.",
        "该变更没有写明 {key}。",
        "Add it, such as {example}.",
        "请补充，如 {example}。",
    ),
    "what_if_superfluous": Said(
        "'{key}' means nothing beside {beside}.",
        "“{key}”与 {beside} 同用没有意义。",
        "Take one of the two out.",
        "请去掉其一。",
    ),
    "what_if_actions": Said(
        "A change does exactly one thing, and this one does {found}.",
        "每处变更只能做一件事，此处为：{found}。",
        "Write exactly one of set, scale, add, remove = true and rows; more things are more changes.",
        "请只写 set、scale、add、remove = true、rows 之一；要做几件事，请写几处变更。",
    ),
    "what_if_unknown_table": Said(
        "There is no table of this name.",
        "没有这个表。",
        "{near}Known are: {choices}.",
        "{near}可用：{choices}。",
    ),
    "what_if_households": Said(
        "Answers of single households are not changed by a what-if: its changes are listed in reports.",
        "假设方案不修改各户答卷：其变更会列入报告。",
        "Change the counts in the table ballots, which stand before answers.",
        "请修改「居民意愿」中的统计数，它优先于答卷。",
    ),
    "what_if_unknown_column": Said(
        "'{name}' is no column of {table}.",
        "“{name}”不是「{table}」的列。",
        "{near}Its columns are: {choices}.",
        "{near}其各列为：{choices}。",
    ),
    "what_if_condition": Said("The condition is wrong: {why}", "条件有误：{why}", "{remedy}", "{remedy}"),
    "what_if_not_counted": Said(
        "'{name}' holds no amounts, so nothing can be {done}.",
        "“{name}”不是数量，不能做 {action}。",
        "Use set; scale works on numbers, add on numbers, years and days.",
        "请用 set；scale 只用于数值，add 只用于数值、年份和日期。",
    ),
    "what_if_nothing_removed": Said(
        "No row of {table} is so, and nothing can be removed.",
        "「{table}」中没有这样的行，无可删除。",
        "{near}Check the condition; rows that an earlier change took away are gone.",
        "{near}请核对条件；已被前面的变更删除的行不再存在。",
    ),
    "what_if_overlap": Said(
        "The what-ifs '{name}' and '{other_name}' both touch {value}{more}: here and in {other}.",
        "情景「{name}」与「{other_name}」都改动了{value}{more}：此处与 {other}。",
        "Make one what-if of the two, or let the conditions select different rows.",
        "请合并为一个情景，或让条件选取不同的行。",
    ),
    "what_if_no_amount": Said(
        "The setting {key} holds no amount, so nothing can be {done}.",
        "设置项「{key}」没有数值，不能做 {action}。",
        "Use set.",
        "请用 set。",
    ),
    "what_if_chance": Said(
        "This is no distribution.",
        "这不是概率分布。",
        "Write one of {forms} with its numbers in order, such as {{uniform = [0.9, 1.3]}}, "
        "or uniform 0.9 1.3 in a sheet.",
        "请写 {forms} 之一及其数值（由小到大），如 {{uniform = [0.9, 1.3]}}；表格中写作 均匀 0.9 1.3。",
    ),
    "what_if_by_chance": Said(
        "The what-if '{name}' holds an amount by chance, of which there is no one value.",
        "情景「{name}」含随机取值，没有单一数值。",
        "Name one of its samples, such as '{name}#1', or ask compare for --samples.",
        "请指定某个样本，如“{name}#1”，或在 compare 中用 --samples。",
    ),
    "what_if_no_action": Said(
        "The row does not say what it does.",
        "该行没有写明操作。",
        "Fill in set, scale, add, remove or rows.",
        "请填写改为、乘以、加上、删除或新增行。",
    ),
    "what_if_no_value": Said(
        "The row does not say by what amount, or to which value.",
        "该行没有写明数值。",
        "Fill in the value; write (empty) to empty a cell.",
        "请填写值；要清空单元格请写“空白”。",
    ),
    "what_if_kinds": Said(
        "The what-if '{name}' is of another kind in row {other}.",
        "情景「{name}」在第 {other} 行的性质不同。",
        "Give one kind; once is enough.",
        "请只填一种性质；填一次即可。",
    ),
    "what_if_twice": Said(
        "There is another what-if of the name '{name}': in {other}.",
        "另有同名情景「{name}」：在 {other}。",
        "Rename one of the two.",
        "请将其中一个改名。",
    ),
    "no_such_what_if": Said(
        "There is no what-if of this name, and no such file.",
        "没有这个情景，也没有这个文件。",
        "{near}`renewal what-ifs PROGRAMME` lists those there are.",
        "{near}运行 `renewal what-ifs PROGRAMME` 可列出全部情景。",
    ),
    "grid_unreadable": Said(
        "This is no grid.",
        "这不是参数网格。",
        "Write TABLE.ROW.COLUMN=FIRST:LAST:STEP, such as funds.city.2023.limit=0:200000000:20000000, "
        "or the values themselves, parted by commas; with *= they multiply, with += they are added.",
        "请写成“表.行.列=起:止:步长”，如 funds.city.2023.limit=0:200000000:20000000，"
        "或逐个列出数值；*= 为乘以，+= 为加上。",
    ),
    "grid_no_row": Said(
        "No row of {table} is called '{name}'.",
        "「{table}」没有叫“{name}”的行。",
        "{near}A row is named by {key}, parted by dots.",
        "{near}行由 {key} 指明，以点分隔。",
    ),
    "grid_steps": Said(
        "From {first}, steps of {step} do not come to {last}.",
        "从 {first} 起，以 {step} 为步长到不了 {last}。",
        "Let the last be the first plus a whole number of steps.",
        "请使止值等于起值加整数个步长。",
    ),
    "grid_too_many": Said(
        "These are {count} cases, and there may be {most}.",
        "共有 {count} 个算例，上限为 {most} 个。",
        "Take longer steps, or fewer grids.",
        "请加大步长，或减少网格。",
    ),
    "preset_lacks": Said(
        "This programme has {lack}, which '{name}' would change.",
        "本计划{lack}，无法套用情景「{name}」。",
        "Leave it out, or fill in the table {table}.",
        "请去掉该情景，或补充「{table}」。",
    ),
}
"""Faults of what-ifs."""
DONE = {"scale": "scaled", "add": "added"}
"""What is done by an action, as the sentences above say it."""
WHAT_IFS_NOTICED = {
    "what_if_no_row": Said(
        "The change selects no row of {table}, so it changes nothing.",
        "该变更没有选中「{table}」的任何行，因此没有改动。",
        "{near}The condition probably names a value that does not stand there.",
        "{near}条件中的取值可能不在表中。",
    ),
    "what_if_empty_cells": Said(
        "{count} of the {all} cells that the change selects hold nothing that could be {done}; "
        "they stay as they are.",
        "该变更所选 {all} 个单元格中有 {count} 个为空，无法做 {action}，保持不变。",
        "What is empty follows from other columns, such as a cost from quantity and unit cost: change those.",
        "空白处由其他列推算，如造价由工程量和单价推算：请改动那些列。",
    ),
}
"""Findings on what-ifs."""
