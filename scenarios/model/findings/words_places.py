"""Sentences about estates, works, residents and crews."""

from __future__ import annotations

from scenarios.tables.words.said import Said

PLACES = {
    "not_enforced": Said(
        "{table}.{header} is filled in {count} row{s}: read and kept, but no rule of this version uses it.",
        "「{table}」的「{header}」填写了 {count} 行：已读取并保留，但本版本没有规则使用。",
        "It is shown in the reports and changes no plan.",
        "数据会在报告中显示，但不影响计划。",
    ),
    "not_counted": Said(
        "{table}.{header} is filled in {count} row{s}: no rule of this version counts it.",
        "「{table}」的「{header}」填写了 {count} 行：本版本没有规则统计。",
        "It changes no plan and is shown nowhere.",
        "不影响计划，也不在任何报告中显示。",
    ),
    "estate_without_street": Said(
        "{count} estate{s} {lies} in no street, so no street's limit applies to {itself}: {names}.",
        "{count} 个小区未填街道，不受任何街道限额约束：{names}。",
        "The street was probably forgotten.",
        "可能漏填街道。",
    ),
    "estate_without_works": Said(
        "{count} estate{s} {has} no works, so nothing is planned there: {names}.",
        "{count} 个小区没有改造项，不列入计划：{names}。",
        "The works are missing, or the reason for leaving it out (excluded_because) is.",
        "可能漏填改造项，或应填写排除原因。",
    ),
    "estate_without_households": Said(
        "{count} estate{s} {has} 0 households, so works there bring no benefit: {names}.",
        "{count} 个小区户数为 0，其改造项没有效益：{names}。",
        "The number is probably not known yet, or the estate is already empty.",
        "户数可能尚未统计，或小区已搬空。",
    ),
    "dangerous_estate": Said(
        "{count} estate{s} of grade D {is} to be renovated, neither rebuilt nor left out: {names}.",
        "{count} 个 D 级（危房）小区拟改造，既非拆除重建也未排除：{names}。",
        "Dangerous houses are rebuilt; set the mode to rebuild or give a reason for leaving it out.",
        "危房应拆除重建；请改为“拆除重建”或填写排除原因。",
    ),
    "zone_in_two_streets": Said(
        "{count} zone{s} {lies} in several streets: {names}. Works of the zone itself count for its "
        "first estate's street.",
        "{count} 个片区跨街道：{names}。片区本身的改造项计入其首个小区所在街道。",
        "An estate's zone or street is probably a slip, or the same word is used in two streets.",
        "某小区的片区或街道可能有误，或两个街道使用了同一片区名。",
    ),
    "need_zero": Said(
        "{count} work{s} {has} a need of 0, so {it} brings no benefit: {names}.",
        "{count} 个改造项需求度为 0，没有效益：{names}。",
        "Optional works without need are never chosen; perhaps need was not surveyed: then leave the "
        "cell empty.",
        "没有需求的可选项不会入选；若未体检，请留空。",
    ),
    "ballot_above_households": Said(
        "{count} ballot{s} {has} more respondents than the estate has households: {names}.",
        "{count} 项意愿统计的答卷数多于小区户数：{names}。",
        "Persons were probably counted instead of households, or the ballot is of another estate.",
        "可能按人而非按户统计，或属于另一小区。",
    ),
    "asked_above_households": Said(
        "{count} ballot{s} asked more households than the estate has: {names}.",
        "{count} 项意愿统计的发放数多于小区户数：{names}。",
        "The estate's households are probably out of date.",
        "小区户数可能未更新。",
    ),
    "asset_without_ready": Said(
        "{count} asset{s} {has} no day of readiness, so {it} {hold} nothing back: {names}.",
        "{count} 个共用设施没有投用时间，不制约任何改造项：{names}。",
        "The day was probably forgotten, or is not known yet.",
        "可能漏填投用时间，或尚未确定。",
    ),
    "trade_unlimited": Said(
        "{count} trade{s} in demand {has} no crews in the table crews, so {it} {is} not limited: {names}.",
        "{count} 个有需求的工种在「施工队」中没有队伍，因此不受限制：{names}。",
        "The rows are missing, or the trade is spelt otherwise there.",
        "可能漏填，或写法不一致。",
    ),
    "crews_idle": Said(
        "{count} row{s} of crews {is} of trades that no work needs: {names}.",
        "{count} 行施工队的工种没有任何改造项需要：{names}。",
        "The trade is probably spelt otherwise in work_types, or its works are missing.",
        "「改造内容」中的工种写法可能不一致，或漏填改造项。",
    ),
    "crews_not_counted": Said(
        "{count} row{s} of offices or permits {is} kept, but limit nothing in this version: {names}.",
        "{count} 行科室或许可已保留，但本版本不构成限制：{names}。",
        "Offices count in the rule of preparation (rules.preparation.on) by the names it gives them.",
        "科室按前期工作规则（rules.preparation.on）中的名称计。",
    ),
    "street_without_crew": Said(
        "{count} work{s} of trade {trade} {lies} in streets that none of its crews serves, so {it} "
        "can never be done: {names}.",
        "{count} 个工种为「{trade}」的改造项所在街道没有队伍服务，因此无法实施：{names}。",
        "A crew row without street would serve the whole district.",
        "街道留空的队伍服务全区；可能漏填。",
    ),
    "crews_short": Said(
        "The required works of trade {trade} need {needed} crew-days, but its crews have only "
        "{there} in the whole plan.",
        "工种「{trade}」的必改项需 {needed} 队日，而规划期内全部队伍只有 {there} 队日。",
        "The programme is likely impossible: crews, productivity or quantities are probably in another unit.",
        "计划很可能不可行：队数、工效或工程量的单位可能有误。",
    ),
}
