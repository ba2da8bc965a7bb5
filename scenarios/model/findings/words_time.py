"""Sentences about dates, targets and the calendar."""

from __future__ import annotations

from scenarios.tables.words.said import Said

TIME = {
    "pin_before_earliest": Said(
        "{count} estate{s} {is} pinned to a start before {its} earliest day: {names}. The pin stands.",
        "{count} 个小区的锁定开工早于最早开工：{names}。以锁定为准。",
        "One of the two dates is probably out of date.",
        "其中一个日期可能未更新。",
    ),
    "pin_after_latest": Said(
        "{count} estate{s} {is} pinned to a start after {its} latest day: {names}. The pin stands.",
        "{count} 个小区的锁定开工晚于最迟开工：{names}。以锁定为准。",
        "One of the two dates is probably out of date.",
        "其中一个日期可能未更新。",
    ),
    "pin_in_moratorium": Said(
        "{count} estate{s} {is} pinned to a start less than {years} years after an earlier "
        "renovation: {names}. The pin stands.",
        "{count} 个小区的锁定开工距上次改造不足 {years} 年：{names}。以锁定为准。",
        "It would be opened again within the moratorium; perhaps renovated_on is a slip.",
        "将在禁止重复开挖期内再次施工；上次改造时间可能有误。",
    ),
    "earliest_after_plan": Said(
        "{count} estate{s} may start only after the plan's last period has begun, so never: {names}.",
        "{count} 个小区最早开工晚于规划期最后一个时段的首日，无法开工：{names}。",
        "Perhaps a wrong year, or the plan was shortened.",
        "年份可能有误，或规划期已缩短。",
    ),
    "latest_before_plan": Said(
        "{count} estate{s} should have started before the plan begins, so can never start: {names}.",
        "{count} 个小区最迟开工早于规划期初，无法开工：{names}。",
        "Perhaps a wrong year; what has started already is pinned instead.",
        "年份可能有误；已开工的应填写锁定开工。",
    ),
    "moratorium_past_plan": Said(
        "{count} estate{s} {is} within the moratorium for the whole plan, so can never start: {names}.",
        "{count} 个小区整个规划期都在禁止重复开挖期内，无法开工：{names}。",
        "Leave {itself} out with a reason, or pin the start.",
        "请填写排除原因，或锁定开工。",
    ),
    "no_period_between": Said(
        "{count} estate{s} {has} no period that begins between the earliest and the latest day "
        "allowed: {names}.",
        "{count} 个小区在允许的最早与最迟开工之间没有任何时段的首日：{names}。",
        "A start is the first day of a period; widen the dates by a period, or pin the start.",
        "开工日是时段首日；请放宽日期，或锁定开工。",
    ),
    "must_start_and_cannot": Said(
        "{count} campaign{s} must start within the plan, but dates, votes or outside projects prevent it: "
        "{names}.",
        "{count} 个施工批次必须在规划期内开工，但受日期、表决或外部工程制约而不能：{names}。",
        "The programme is likely impossible as it stands; the other findings on these places say why.",
        "计划很可能不可行；原因见这些地点的其他提示。",
    ),
    "held_past_plan": Said(
        "{count} work{s} must wait for an outside project or asset not ready within the plan: {names}.",
        "{count} 个改造项须等待规划期内不能完工的外部工程或共用设施：{names}。",
        "Perhaps a wrong year, or 'holds' is empty and so holds every work there.",
        "年份可能有误，或“制约改造内容”为空而制约了全部内容。",
    ),
    "work_too_long": Said(
        "{count} work{s} {has} more working days than the whole plan's {days} (up to {most}), so "
        "cannot be finished in it: {names}.",
        "{count} 个改造项所需工作日（最多 {most}）超过整个规划期（{days}），无法在期内完成：{names}。",
        "Quantity or productivity is probably in another unit, or crews_at_once is missing.",
        "工程量或工效的单位可能有误，或漏填同时队数。",
    ),
    "window_over_half_a_year": Said(
        "{count} closed window{s} (with days) {is} longer than half a year: {names}.",
        "{count} 个停工时段（天数）长于半年：{names}。",
        "First and last day are probably exchanged over New Year, or a year is wrong.",
        "起止日期可能填反，或年份有误。",
    ),
    "window_outside_plan": Said(
        "{count} closed window{s} (with days) {lies} outside the plan: {names}.",
        "{count} 个停工时段（天数）在规划期之外：{names}。",
        "Perhaps a wrong year, or every_year was meant.",
        "年份可能有误，或应填“每年重复”。",
    ),
    "no_working_day": Said(
        "The plan has not a single working day.",
        "规划期内没有一个工作日。",
        "The calendar closes everything: see working_days and the windows of a full stop.",
        "停工历覆盖了全部日期：请检查工作日设置和全停时段。",
    ),
    "early_evaluation": Said(
        "Benefits count up to {day}, before the plan ends on {last}; what finishes later brings none.",
        "效益只计算到 {day}，早于规划期末 {last}；此后完工的没有效益。",
        "An evaluation date some years after the plan is usual.",
        "评价日通常在规划期末若干年之后。",
    ),
    "target_too_large": Said(
        "{count} hard target{s} ask for more than everything there is: {names}.",
        "{count} 项硬指标高于全部可能：{names}。",
        "The programme is impossible: a unit is wrong, or works or estates are missing.",
        "计划不可行：单位可能有误，或漏填改造项、小区。",
    ),
    "target_too_large_soft": Said(
        "{count} soft target{s} ask for more than everything there is, and will be missed: {names}.",
        "{count} 项软指标高于全部可能，必然不能完成：{names}。",
        "A unit is wrong, or works or estates are missing.",
        "单位可能有误，或漏填改造项、小区。",
    ),
    "target_before_plan": Said(
        "{count} target{s} {is} due before the plan begins on {first}: {names}.",
        "{count} 项指标的截止时间早于规划期初 {first}：{names}。",
        "Nothing can count by then; perhaps a wrong year.",
        "届时不可能有任何完成量；年份可能有误。",
    ),
    "target_after_plan": Said(
        "{count} target{s} {is} due after the plan ends on {last}: {names}.",
        "{count} 项指标的截止时间晚于规划期末 {last}：{names}。",
        "Works may run past the plan's end, but nothing new starts then; perhaps the plan was shortened.",
        "期末之后可以续建，但不再新开工；规划期可能已缩短。",
    ),
}
