"""Sentences of assumptions; each says its value and that it is one."""

from __future__ import annotations

from scenarios.tables.words.said import Said

_KIND = "assumption"
_FILL = ("Fill in the column to replace it.", "填写该列即可替换。")
_SET = ("Set it in the settings to replace it.", "在设置中填写即可替换。")

ASSUMED = {
    "assumed_default": Said(
        "{count} of {all} rows of {table} have no {header}: {value} (assumption). {meaning}.",
        "「{table}」{all} 行中有 {count} 行未填「{header}」：取 {value}（假设值）。{meaning}。",
        *_FILL,
        kind=_KIND,
    ),
    "assumed_evaluation": Said(
        "Benefits count up to {value}, ten years after the last plan year (assumption).",
        "效益计算至 {value}，即规划末年后十年（假设值）。",
        *_SET,
        kind=_KIND,
    ),
    "assumed_working_days": Said(
        "Working days are {days} (assumption).", "工作日为{days}（假设值）。", *_SET, kind=_KIND
    ),
    "assumed_stairwells": Said(
        "{count} estate{s} {has} no number of stairwells: 3 per building (assumption): {names}.",
        "{count} 个小区未填单元数：按每栋 3 个单元（假设值）：{names}。",
        *_FILL,
        kind=_KIND,
    ),
    "assumed_floor_area": Said(
        "{count} estate{s} {has} no floor area and count 0 m2 towards targets (assumption): {names}.",
        "{count} 个小区未填建筑面积：在面积指标中按 0 平方米计（假设值）：{names}。",
        *_FILL,
        kind=_KIND,
    ),
    "assumed_required": Said(
        "{count} work{s} do not say whether {it} {is} required: by class, basic ones are ({yes}), "
        "others not ({no}) (assumption).",
        "{count} 个改造项未填是否必改：按类别，基础类必改（{yes} 项），其余可选（{no} 项）（假设值）。",
        *_FILL,
        kind=_KIND,
    ),
    "assumed_priority": Said(
        "{count} work{s} {has} no ballot: {its} support is taken from the street's and the district's other "
        "estates, 1/2 (priority × 1) where nobody was asked (assumption): {names}.",
        "{count} 个改造项没有居民意愿统计：支持度取本街道、全区其他小区，无人被问及的取 1/2（优先系数 × 1）"
        "（假设值）：{names}。",
        "Enter ballots to let its own residents count.",
        "录入居民意愿后即按本小区居民计。",
        kind=_KIND,
    ),
    "assumed_support": Said(
        "{count} work{s} with a ballot: priority × (0.5 + support), from 0.5 to 1.5; few answers lean on the "
        "street's and the district's other estates (assumption).",
        "{count} 个有居民意愿统计的改造项：优先系数 ×（0.5 + 支持度），即 0.5–1.5 倍；答卷少时参照本街道、"
        "全区其他小区（假设值）。",
        "How much residents' support counts is a choice of this version; how much few answers lean on others "
        "is set by [support].",
        "支持度的权重为本版本的取法；答卷少时参照他处的程度见 [support] 设置。",
        kind=_KIND,
    ),
    "assumed_resident_share": Said(
        "Residents are taken to pay their whole nominal share of {count} work type{s} (assumption): {names}.",
        "{count} 项改造内容的居民出资按名义比例全额到位（假设值）：{names}。",
        "What residents really pay is usually far less: fill in resident_share_realised.",
        "居民实际出资通常远低于名义比例：请填写居民实收比例。",
        kind=_KIND,
    ),
    "assumed_utility_share": Said(
        "Utilities are taken to pay their whole nominal share of {count} work type{s} (assumption): {names}.",
        "{count} 项改造内容的专营单位出资按名义比例全额到位（假设值）：{names}。",
        "Fill in utility_share_realised to replace it.",
        "填写专营单位实收比例即可替换。",
        kind=_KIND,
    ),
    "assumed_nuisance": Said(
        "Nuisance of several kinds is added up, each weighing its level, 1 to 3 (assumption).",
        "多种扰民相加，各按其等级 1–3 计权（假设值）。",
        "Levels of different kinds are taken as alike; change them in work_types.nuisance.",
        "视不同种类的同一等级为相当；可在「改造内容」的“扰民”中调整。",
        kind=_KIND,
    ),
    "assumed_carried_in": Said(
        "{count} fund-year{s} before the plan {is} carried into it as if nothing had been drawn "
        "(assumption): {names}.",
        "规划期之前的 {count} 笔年度资金按未支用结转入期（假设值）：{names}。",
        "Enter what is really left as money of the first plan year.",
        "请将实际结余填为首个规划年度的资金。",
        kind=_KIND,
    ),
    "consent_assumed": Said(
        "{count} work{s} {has} no vote on {its} matter: consent is taken as given (assumption): {names}.",
        "{count} 个改造项须经表决但没有表决记录：视为同意（假设值）：{names}。",
        "Enter the votes, or set rules.consent.missing to refused.",
        "请录入表决，或将 rules.consent.missing 设为 refused。",
        kind=_KIND,
    ),
    "assumed_turnout": Said(
        "{count} vote{s} {does} not say how many took part: enough, it is taken (assumption): {names}.",
        "{count} 次表决未填参与比例：视为已达门槛（假设值）：{names}。",
        *_FILL,
        kind=_KIND,
    ),
    "assumed_thresholds": Said(
        "Votes on {names} pass with a turnout of at least {turnout} and {more} {approval} of it in "
        "favour, by area and by heads: Civil Code art. 278 for ordinary matters (assumption).",
        "事项“{names}”的表决门槛为参与不低于 {turnout}、同意{more} {approval}（面积、人数均须满足）："
        "按《民法典》第二百七十八条一般事项（假设值）。",
        "Whether a stricter share holds for the matter is decided locally: set rules.consent.matters.",
        "该事项是否适用更高比例由当地决定：请设定 rules.consent.matters。",
        kind=_KIND,
    ),
    "assumed_moratorium": Said(
        "The {count} estate{s} renovated before {has} to wait {value} years before a new start (assumption).",
        "{count} 个曾改造的小区 {value} 年内不得再次开工（假设值）。",
        *_SET,
        kind=_KIND,
    ),
    "assumed_others_before": Said(
        "At most {value} other campaigns may start until the {count} pilot estate{s} {has} finished "
        "(assumption).",
        "{count} 个试点小区完工之前，最多 {value} 个其他批次可以开工（假设值）。",
        *_SET,
        kind=_KIND,
    ),
    "assumed_disruption": Said(
        "At most {value} of a street's households may be under works at once (assumption).",
        "同一街道同时受施工影响的户数不超过其总户数的 {value}（假设值）。",
        *_SET,
        kind=_KIND,
    ),
    "assumed_projects": Said(
        "At most {value} campaigns may be under way in a street at once (assumption).",
        "同一街道同时在建的批次不超过 {value} 个（假设值）。",
        *_SET,
        kind=_KIND,
    ),
    "assumed_parameter": Said(
        "The setting {key} stands at its default, {value} (assumption).",
        "设置 {key} 取默认值 {value}（假设值）。",
        *_SET,
        kind=_KIND,
    ),
    "assumed_penalty": Said(
        "{count} soft target{s} {does} not say what a missing unit costs: the largest benefit of the "
        "programme ÷ (value × rank) (assumption): {names}.",
        "{count} 项软指标未填缺口单价：取全部最大效益 ÷（指标值 × 序位）（假设值）：{names}。",
        *_FILL,
        kind=_KIND,
    ),
}
