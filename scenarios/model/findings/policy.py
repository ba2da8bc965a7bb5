"""The page docs/assumptions.md: what empty cells and missing settings mean, made from the manifest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scenarios.model.findings.noted import shown
from scenarios.tables.chance_settings import Chance
from scenarios.tables.chance_told import told
from scenarios.tables.column import Kind, columns_of
from scenarios.tables.header import header_name
from scenarios.tables.manifest import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scenarios.tables.column import Column, Table

MARK = "assumption 假设值"
_EMPTY = re.compile(r"(?:^|[;.]\s*)empty:\s*([^.]+)", re.IGNORECASE)
_EMPTY_ZH = re.compile(r"(?:空白|留空)[^。；]*")
_LEAD_ZH = re.compile(r"^(?:空白|留空)(?:则为|表示|为|时)?")

SPECIAL = {
    "estates.stairwells": ("3 for each building; " + MARK, "每栋 3 个"),
    "estates.floor_area": ("0 m2 towards targets; " + MARK, "在指标中按 0 平方米计"),
    "work_types.unit_cost": ("every work of the type must state its cost", "该内容的各项须填造价"),
    "work_types.productivity": ("`fixed_days` holds", "采用固定工日"),
    "work_types.fixed_days": ("20 where productivity is empty too; " + MARK, "工效也为空时为 20"),
    "work_types.resident_share_realised": ("the nominal share; " + MARK, "同名义比例"),
    "work_types.utility_share_realised": ("the nominal share; " + MARK, "同名义比例"),
    "works.required": ("yes for the class basic (基础类), else no; " + MARK, "基础类为是，其余为否"),
    "ballots.asked": ("unknown", "不详"),
    "consents.turnout_area": ("the turnout is taken as enough; " + MARK, "视为已达参与门槛"),
    "consents.turnout_heads": ("the turnout is taken as enough; " + MARK, "视为已达参与门槛"),
    "estates.earliest": ("no limit", "不限"),
    "estates.latest": ("no limit", "不限"),
    "estates.pinned_start": ("not pinned", "不锁定"),
    "estates.renovated_on": ("not renovated before: no moratorium", "未曾改造，不受禁止重复开挖期约束"),
    "funds.cap_per_household": ("no cap", "不限"),
    "funds.cap_per_m2": ("no cap", "不限"),
    "funds.cap_per_estate": ("no cap", "不限"),
    "targets.penalty": (
        "the setting `rules.targets.penalty`; else the largest benefit ÷ (value × rank); " + MARK,
        "按设置；设置也空则为最大效益 ÷（指标值 × 序位）",
    ),
}
"""Columns whose empty cell means more than the manifest's default says; the rules are those of meaning.md."""

SETTINGS = (
    ("evaluation_date", "31 December ten years after the last plan year", "规划末年后十年的 12 月 31 日"),
    ("working_days", "Monday to Saturday", "周一至周六"),
    ("rules.moratorium.years", "5 years from `estates.renovated_on`", "自上次改造起 5 年"),
    (
        "rules.pilot_first.others_before",
        "20 other campaigns until the pilots are complete",
        "试点完工前 20 个",
    ),
    ("rules.consent.missing", "`assumed`: works without a vote count as consented", "未表决视为同意"),
    (
        "rules.consent.matters",
        "`rules.consent.default`: turnout at least 2/3, more than half of it in favour, by area and heads "
        "(Civil Code art. 278, ordinary matters)",
        "参与不低于三分之二、同意过半（《民法典》第二百七十八条一般事项）",
    ),
    ("rules.consent.pending", "`refused`: no work rests on a vote still to come", "尚未表决的不作为依据"),
    (
        "rules.consent.least_probability",
        "0.5, where votes to come are counted on",
        "按预计通过的表决编制时为 0.5",
    ),
    ("rules.consent.least_share", "0.5 of the units that decide must agree", "同意的单元不少于 0.5"),
    (
        "rules.consent.dwellings_per_stack",
        "6, where buildings tell no stacks or floors",
        "楼栋表未填时为 6 户",
    ),
    ("rules.consent.waiting_months", "12 months until a refusal may come back", "未通过的 12 个月后可再议"),
    ("rules.street_disruption.share", "0.3 of a street's households, where the rule is on", "启用时为 0.3"),
    (
        "rules.street_projects.most",
        "10 campaigns at once in a street, where the rule is on",
        "启用时为 10 个",
    ),
    ("rules.openings.years", "5 years between openings of a ground, where the rule is on", "启用时为 5 年"),
    ("rules.zones.most", "1 calendar year for a zone, where the rule is on", "启用时为 1 个年度"),
    ("rules.neighbour_roads.level", "nuisance `road` of level 2 closes a road", "道路扰民 2 级及以上为封路"),
    (
        "rules.ramp_up.factor",
        "20 in the first year, then twice as many and 10 more each year, where the rule is on",
        "启用时首年 20，此后每年不超过上年两倍加 10",
    ),
    ("rules.crew_floors.share", "0.3 of a trade's crew-days a year, where the rule is on", "启用时为 0.3"),
    ("rules.street_shares.share", "0.8 of a street's fair share, where the rule is on", "启用时为 0.8"),
    ("rules.least_street.weight", "1, where the rule is on", "启用时为 1"),
    (
        "rules.readiness.design_days",
        "survey 20 days, 2 rounds of design of 20 days, approval 15, tender 30; publicity of 7 days is "
        "published practice, where the rule is on",
        "启用时摸底 20 天、设计 2 轮各 20 天、审批 15 天、招标 30 天；公示 7 天为通行做法",
    ),
    ("rules.harder_later.difficulty", "3, where the rule is on", "启用时为 3"),
    ("payments.release_days", "183 days, the look-back within half a year", "183 天，即半年内回头看"),
    ("exemptions", "low_income 1; near_poor 0.5", "低保全免，低保边缘减半"),
    ("funding.firm", "0.95; likely from `funding.likely`, 0.7", "0.95；较可能为 0.7 以上"),
    (
        "application.weights",
        "points by criterion, 100 in all; no score sheet is published",
        "各项评分，合计 100 分",
    ),
    (
        "support.estate",
        "20: what the street's other estates say counts as 20 answers of the estate; likewise "
        "`support.street` (the rest of the district) and `support.district` (one half)",
        "20：本街道其他小区的意愿相当于本小区 20 份答卷；街道（全区其余）、全区（二分之一）同此",
    ),
    (
        "support.fears",
        "1: a level of nuisance that a share of households fears counts × (1 + share)",
        "1：居民担忧的扰民等级 ×（1 + 担忧比例）",
    ),
    (
        "support.answers",
        "`approval`: household rows count for every work type they name; `support.places` the longest list, "
        "`support.most_points` the most that any household gave",
        "各户答卷按赞成式计；排序位数取最长的一份，满分取最高的一份",
    ),
    (
        "support.least_told",
        "5: counts of fewer households, or of all but fewer, are not told",
        "5：不足 5 户（或仅差不足 5 户即为全部）的统计数不予列出",
    ),
    (
        "rules.targets.penalty",
        "the largest benefit of the programme ÷ (value × rank)",
        "最大效益 ÷（值 × 序位）",
    ),
)
"""Settings that are assumptions where they are not given."""

OTHERS = (
    (
        "a work without a ballot",
        "priority × (0.5 + support of the street's and the district's other estates), × 1 where nobody was "
        "asked",
        "没有居民意愿的改造项：优先系数 ×（0.5 + 本街道、全区其他小区的支持度），无人被问及的 × 1",
    ),
    (
        "a work with a ballot",
        "priority × (0.5 + support), support by [meaning](meaning.md), 7.1",
        "有居民意愿的改造项：优先系数 ×（0.5 + 支持度），支持度见 meaning.md 7.1",
    ),
    (
        "how sure support is",
        "weak, fair, strong: a 90 % interval wider than 0.25, up to 0.25, up to 0.1; weak below 10 answers "
        "and fair below 30, unless all answered",
        "支持度把握：90% 区间宽于 0.25 为弱，不超过 0.25 为中，不超过 0.1 为强；不足 10 份为弱、不足 30 份"
        "至多为中，全部作答的除外",
    ),
    ("nuisance of several kinds", "the sum of the levels, each weighing 1 to 3", "多种扰民：等级相加"),
    ("fund-years before the plan", "carried in as if nothing had been drawn", "期前资金：按未支用结转"),
)
"""Assumptions that stand in no cell and no setting."""

_HEAD = f"""# What empty cells mean

Made from the manifest by `scenarios.model.findings.policy`; do not edit by hand.

Nothing is filled in silently. A value that stands where nothing is given is one of these:

- *must be filled*: an empty cell is an error with its cell and a remedy;
- a stated default, as below;
- *{MARK}*: a default that is an engineering or planning judgement without a published source. Each one in
  force is listed, with its value and in how many cells it stands, by `renewal check`, in `plan.json`
  (`assumptions`), in the workbook and in the report;
- *unknown*: nothing is put in; what needs the value leaves the row out, as [meaning.md](meaning.md) says.

A column marked ○ is read and kept, but no rule of this version uses it; that is said where it is filled.
"""


def page() -> str:
    """Return the whole page."""
    parts = [_HEAD, *(_table(table) for table in TABLES)]
    parts.append("## Settings that are not given 设置\n\n" + _listed(SETTINGS, "setting 设置项"))
    parts.append(_chance())
    parts.append("## Elsewhere 其他\n\n" + _listed(OTHERS, "where 何处"))
    return "\n".join(parts)


def _table(table: type[Table]) -> str:
    name = table.NAME
    head = (
        f"## {name.name} {name.zh}\n\n| column | 列 | an empty cell means | 空白表示 |\n|---|---|---|---|\n"
    )
    return head + "".join(_rows(table))


def _rows(table: type[Table]) -> Iterator[str]:
    for column in columns_of(table):
        en, zh = policy_of(table, column)
        mark = "" if column.enforced else " ○"
        yield f"| `{header_name(column)}`{mark} | {column.zh} | {en} | {zh} |\n"


def policy_of(table: type[Table], column: Column) -> tuple[str, str]:
    """Return what an empty cell of a column means, in English and Chinese."""
    special = SPECIAL.get(f"{table.NAME.name}.{header_name(column)}")
    if column.required:
        return "*must be filled*", "必填"
    if special:
        en, zh = special
        return (en.replace(MARK, f"*{MARK}*"), f"{zh}（假设值）" if MARK in en else zh)
    if column.default is not None and not (column.kind is Kind.FLAG and _EMPTY.search(column.en)):
        return _default(column)
    said, said_zh = _EMPTY.search(column.en), _EMPTY_ZH.search(column.meaning_zh)
    if said and said_zh:
        return said[1].strip(), _LEAD_ZH.sub("", said_zh[0])
    if column.kind in (Kind.TEXT, Kind.NAMES, Kind.LEVELS):
        return "none", "无"
    return "unknown", "不详"


def _default(column: Column) -> tuple[str, str]:
    value = shown(column.default, column)
    zh = {"yes": "是", "no": "否"}.get(value, column.choices.get(value, (value,))[0])
    return (f"{value}; *{MARK}*", f"{zh}（假设值）") if column.assumption else (value, zh)


def _chance() -> str:
    """Return the numbers by which construction is played forward, with their sources."""
    head = (
        "## Construction played forward 施工推演\n\n"
        "Each is an *assumption 假设值* where `[construction]` does not say otherwise; "
        "[chance](construction-chance.md) tells how they are used.\n\n"
        "| setting 设置项 | default | meaning | 说明 | source 来源 |\n|---|---|---|---|---|\n"
    )
    return head + "".join(
        f"| `{one.key}` | {one.value} | {one.meaning} | {one.meaning_zh} | {one.source} |\n"
        for one in told(Chance())
    )


def _listed(entries: tuple[tuple[str, str, str], ...], first: str) -> str:
    head = f"| {first} | {MARK} | 说明 |\n|---|---|---|\n"
    tick = "`" if first.startswith("setting") else ""
    return head + "".join(f"| {tick}{key}{tick} | {en} | {zh} |\n" for key, en, zh in entries)
