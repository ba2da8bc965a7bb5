"""The table of what-ifs: a programme's own changes by name, a row each."""

from __future__ import annotations

from scenarios.tables import declare
from scenarios.tables.column import Table, Texts

KINDS = {
    "uncertainty": ("不确定因素", "不确定", "外部因素"),
    "lever": ("可控因素", "可控", "可选措施"),
}
"""What befalls us, and what is ours to choose."""
ACTIONS = {
    "set": ("改为", "设为", "等于"),
    "scale": ("乘以", "倍数", "按比例"),
    "add": ("加上", "增加", "加"),
    "remove": ("删除", "去掉"),
    "rows": ("新增行", "新增", "增加行"),
}
"""What a change does."""


@declare.record(
    name="what_ifs",
    zh="情景",
    en="One row is a change of a what-if (optional); rows of one name are one what-if.",
    meaning_zh="一行是某情景的一处变更（可选）；同名各行合为一个情景。",
    aliases=("情景假设", "假设情景", "情景方案"),
)
class WhatIfs(Table):
    """What-ifs 情景, axis ``(change,)``. No plan of the programme as it stands depends on them."""

    name: Texts = declare.text(
        "情景名称",
        "What-if; its name stands in every row of it.",
        "情景名称；每行都要填写。",
        aliases=("名称", "情景"),
        required=True,
        example="市级资金减半",
    )
    reason: Texts = declare.text(
        "原因", "Why it may be so; once is enough.", "为何可能如此；填一次即可。", example="土地出让收入下降"
    )
    kind: Texts = declare.choice(
        "性质",
        "Whether it befalls us (uncertainty) or is ours to choose (lever).",
        "不确定因素（外部）或可控因素（可自主选择）。",
        KINDS,
        default="uncertainty",
        example="不确定因素",
    )
    table: Texts = declare.text(
        "表",
        "Table that changes, or settings; empty: nothing changes.",
        "要改动的表，或“设置”；空白为不改动。",
        aliases=("表名",),
        example="资金来源",
    )
    column: Texts = declare.text(
        "列",
        "Column that changes, or the setting's key; empty for whole rows.",
        "要改动的列或设置项；整行增删时留空。",
        aliases=("列名", "设置项"),
        example="年度限额",
    )
    where: Texts = declare.text(
        "条件",
        "Condition on the rows that change; empty: all.",
        "选取各行的条件；空白为全部。",
        aliases=("筛选条件", "筛选"),
        example="fund = 'city' and year >= 2023",
    )
    action: Texts = declare.choice(
        "操作",
        "Set, scale (multiply), add, remove or rows (add a row).",
        "改为、乘以、加上、删除或新增行。",
        ACTIONS,
        example="乘以",
    )
    value: Texts = declare.text(
        "值",
        "New value, factor, or what is added; a new row as 'fund = bond; year = 2024'; (empty) empties a "
        "cell; by chance as 'uniform 0.9 1.3'.",
        "新值、倍数或增加量；新增行写作“fund = bond; year = 2024”；填“空白”表示清空；"
        "随机取值写作“均匀 0.9 1.3”。",
        aliases=("数值", "取值"),
        example="0.5",
    )
