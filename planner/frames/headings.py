"""Headings of frames in Chinese: columns and index levels are renamed, what stands in the cells stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.words import words

if TYPE_CHECKING:
    import pandas as pd

_QUANTILES = {
    f"{what}_{level}": f"{said} {level.upper()}"
    for what, said in (("finish", "完工"), ("cost", "造价"))
    for level in ("p50", "p80", "p90")
}
HEADINGS = _QUANTILES | {
    "campaign": "施工批次",
    "estate": "小区编号",
    "estate_name": "小区",
    "street": "街道",
    "place": "地点",
    "phase": "分期",
    "programme": "改造计划",
    "households": "户数",
    "start": "开工",
    "finish": "完工",
    "work": "改造项",
    "works": "改造内容",
    "cost": "造价",
    "benefit": "效益",
    "disruption": "施工扰民",
    "due_after_plan": "规划期后应付",
    "fund": "资金来源",
    "year": "年度",
    "amount": "数额",
    "rule": "规则",
    "where": "位置",
    "unit": "单位",
    "sentence": "说明（英文）",
    "sentence_zh": "说明",
    "planned": "计划完工",
    "on_time": "按期概率",
    "planned_cost": "计划造价",
    "within_cost": "不超造价概率",
    "unfinished": "未完工占比",
    "kind": "类型",
    "name": "名称",
    "by": "期限",
    "chance": "概率",
    "half_width": "区间半宽",
    "reached": "预计达到",
    "case": "算例",
    "status": "状态",
    "gap": "最优间隙",
    "from": "原开工",
    "to": "现开工",
    "kinds": "原因类别",
    "why": "原因（英文）",
    "why_zh": "原因",
    "measure": "指标",
    "mean": "均值",
    "low": "95% 下限",
    "high": "95% 上限",
    "p50": "P50",
    "p80": "P80",
    "difference": "与基准之差",
    "difference_low": "差的 95% 下限",
    "difference_high": "差的 95% 上限",
    "verdict": "判断",
    "row": "行",
}
"""Chinese headings by column; those of a frame's own ``attrs["labels_zh"]`` go before."""


def headed(frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return a frame with the headings of a language, ``attrs`` with them; in ``en`` it is as it was.

    Where two columns would be called the same, the later one keeps its key behind the name. Raises
    ValueError for a language that there is not.
    """
    if words(lang).lang == "en":
        return frame
    called = HEADINGS | frame.attrs.get("labels_zh", {})
    names: dict[str, str] = {}
    for key in (*(str(level) for level in frame.index.names if level is not None), *frame.columns):
        said = called.get(key, key)
        names[key] = f"{said}（{key}）" if said in names.values() else said
    made = frame.copy()
    if frame.columns.name is None:
        made.columns = frame.columns.map(names)
    else:
        made.columns = frame.columns.set_names(called[str(frame.columns.name)])
    made.index = frame.index.set_names([names.get(str(level), level) for level in frame.index.names])
    made.attrs = {
        what: {names.get(key, key): one for key, one in told.items()} for what, told in frame.attrs.items()
    }
    return made
