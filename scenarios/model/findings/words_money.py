"""Sentences about funds and prices."""

from __future__ import annotations

from scenarios.tables.words.said import Said

MONEY = {
    "fund_unusable": Said(
        "The fund {about} may pay for no part of any work.",
        "资金“{about}”不能支付任何改造项的任何部分。",
        "Its kind, classes, work types, streets and condition together leave nothing over; one of "
        "them is probably too narrow or spelt otherwise.",
        "其类别、适用类别、内容、街道、条件合起来没有可支付的部分；可能有一项限制过窄或写法不一致。",
    ),
    "fund_ample": Said(
        "The fund {about} has {money} × 10,000 yuan, more than the {cost} × 10,000 yuan that could ever be "
        "drawn on it.",
        "资金“{about}”共 {money} 万元，超过可能支用的全部金额 {cost} 万元。",
        "Part of it will be left over: what it may pay for is too narrow, or a unit is wrong.",
        "部分资金必然结余：可能适用范围过窄，或单位有误。",
    ),
    "fund_year_unusable": Said(
        "{count} fund-year{s} can be used in no plan year ({first}–{last}): {names}.",
        "{count} 笔年度资金在规划年度（{first}–{last}）内无法使用：{names}。",
        "The year lies outside the plan and nothing is carried into it; perhaps a wrong year, or "
        "carry-over was forgotten.",
        "年度不在规划期内且未结转；可能年份有误，或漏填结转。",
    ),
    "carry_before_year": Said(
        "{count} fund-year{s} {has} a last year of carry-over before the year of the money: {names}.",
        "{count} 笔年度资金的结转截止年度早于资金年度：{names}。",
        "The money counts in its own year only; the two years are probably exchanged.",
        "该资金只能用于当年；两个年份可能填反。",
    ),
    "carry_nothing": Said(
        "{count} fund-year{s} {has} a last year of carry-over, but carry_share is 0, so nothing is "
        "carried: {names}.",
        "{count} 笔年度资金填写了结转截止年度，但结转比例为 0，不会结转：{names}。",
        "The share (1: all of what is left) was probably forgotten.",
        "可能漏填结转比例（1 为全部结转）。",
    ),
    "work_unpayable_required": Said(
        "{count} required work{s} {has} a part that no fund with money may pay ({payers}): {names}. "
        "So {held_count} campaign{held_s} can never start: {held_names}.",
        "{count} 个必改项有任何资金都不能支付的部分（{payers}）：{names}；因此 {held_count} "
        "个施工批次永远无法开工：{held_names}。",
        "A fund of that payer is missing, or its classes, work types, streets or condition leave "
        "these works out.",
        "可能缺少该出资方的资金，或其适用类别、内容、街道、条件未包括这些改造项。",
    ),
    "work_unpayable": Said(
        "{count} optional work{s} {has} a part that no fund with money may pay ({payers}), so {it} "
        "can never be included: {names}.",
        "{count} 个可选项有任何资金都不能支付的部分（{payers}），因此永远不会列入：{names}。",
        "A fund of that payer is missing, or its classes, work types, streets or condition leave "
        "these works out.",
        "可能缺少该出资方的资金，或其适用类别、内容、街道、条件未包括这些改造项。",
    ),
    "money_to_spare": Said(
        "All funds together have {money} × 10,000 yuan, more than the {cost} × 10,000 yuan that everything "
        "asked for costs.",
        "各项资金合计 {money} 万元，超过全部改造项造价 {cost} 万元。",
        "Money as a whole limits nothing then; perhaps a unit is wrong (yuan or 10,000 yuan).",
        "资金总量将不构成限制；单位（元、万元）可能有误。",
    ),
    "required_above_money": Said(
        "The required works of all that must start cost {cost} × 10,000 yuan at least, the funds have "
        "{money} × 10,000 yuan: {short} × 10,000 yuan are missing.",
        "必须开工的批次中必改项至少需 {cost} 万元，资金合计只有 {money} 万元：缺 {short} 万元。",
        "The programme is likely impossible: a fund is missing, a unit is wrong, or too much is required.",
        "计划很可能不可行：可能缺少资金、单位有误，或必改内容过多。",
    ),
    "required_above_some_funds": Said(
        "Required works that only {funds} may pay cost {cost} × 10,000 yuan at least, these funds have "
        "{money} × 10,000 yuan: {short} × 10,000 yuan are missing.",
        "只能由 {funds} 支付的必改项至少需 {cost} 万元，这些资金只有 {money} 万元：缺 {short} 万元。",
        "The programme is likely impossible: another fund should be allowed to pay these works, or a "
        "limit is wrong.",
        "计划很可能不可行：应允许其他资金支付，或限额有误。",
    ),
    "unit_cost_far_off": Said(
        "{count} work{s} of {kind} {has} a unit cost far from the usual {usual} yuan, up to {ratio} "
        "times: {names}.",
        "{count} 个「{kind}」改造项的单位造价与通常的 {usual} 元相差悬殊（达 {ratio} 倍）：{names}。",
        "Cost or quantity is probably in another unit, such as 10,000 yuan for yuan.",
        "造价或工程量的单位可能有误，如将万元当作元。",
    ),
    "estate_cost_far_off": Said(
        "{count} estate{s} {has} a cost per {unit} far from the usual {usual} yuan, up to {ratio} "
        "times: {names}.",
        "{count} 个小区的{unit_zh}造价与通常的 {usual} 元相差悬殊（达 {ratio} 倍）：{names}。",
        "Households, area, quantities or costs are probably in another unit or of another estate.",
        "户数、面积、工程量或造价的单位可能有误，或张冠李戴。",
    ),
    "cost_spread": Said(
        "Costs of works lie between {least} and {most} yuan, more than a millionfold apart: {names}.",
        "改造项造价介于 {least} 元与 {most} 元之间，相差百万倍以上：{names}。",
        "Solvers lose digits on such numbers; the smallest or the largest is probably a slip.",
        "求解精度会受影响；最小或最大的数可能有误。",
    ),
    "benefit_spread": Said(
        "Benefits of works lie between {least} and {most} a year, more than a millionfold apart: {names}.",
        "改造项年效益介于 {least} 与 {most} 之间，相差百万倍以上：{names}。",
        "Solvers lose digits on such numbers; need, priority or households are probably a slip.",
        "求解精度会受影响；需求度、优先系数或户数可能有误。",
    ),
}
