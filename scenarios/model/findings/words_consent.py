"""Sentences about votes that fail or are missing, of units, still to come, and what rests on them."""

from __future__ import annotations

from scenarios.tables.words.said import Said

_KIND = "assumption"

CONSENT = {
    "vote_of_other_scope": Said(
        "{count} vote{s} of buildings, stairwells or stacks bind{binds} nothing, for others decide {its} "
        "matter: {names}.",
        "{count} 次按楼栋、单元或立管的表决不起约束作用，因其并非该事项的表决范围：{names}。",
        "Say who decides a matter in rules.consent.matters.NAME.scope.",
        "请在 rules.consent.matters.名称.scope 中设定该事项的表决范围。",
    ),
    "vote_fails": Said(
        "{count} vote{s} {is} below the threshold of {its} matter: {names}. {works} can never start for it.",
        "{count} 次表决未达该事项门槛：{names}；{held} 个改造项因此不能开工。",
        "The thresholds are those of the settings, by default Civil Code art. 278; another vote may "
        "still be taken.",
        "门槛见设置，默认为《民法典》第二百七十八条；可再次表决。",
    ),
    "consent_refused": Said(
        "{count} work{s} {has} no vote on {its} matter and {is} taken as refused, so {it} can never "
        "start: {names}.",
        "{count} 个改造项须经表决但没有表决记录，按未同意处理，不能开工：{names}。",
        "The votes have not been entered; or set rules.consent.missing to assumed.",
        "可能尚未录入表决；也可将 rules.consent.missing 设为 assumed。",
    ),
    "consent_partly": Said(
        "{count} work{s} {is} planned for the units that agree only, with so much of quantity, cost and "
        "households: {names}.",
        "{count} 个改造项只按同意的楼栋、单元或立管安排，工程量、造价、受益户数同比计：{names}。",
        "The others come back in the catch-up round.",
        "其余单元列入补改轮次。",
    ),
    "consent_too_few": Said(
        "{count} work{s} can never start, for less than {least} of the units agree: {names}.",
        "{count} 个改造项因同意的单元不足 {least} 而不能开工：{names}。",
        "Another vote may still be taken; or set rules.consent.least_share.",
        "可再次表决；也可调整 rules.consent.least_share。",
    ),
    "consent_waits": Said(
        "{count} work{s} cannot be planned before a vote still to come has passed: {names}.",
        "{count} 个改造项须待表决通过后方可列入计划：{names}。",
        "To plan with votes to come, set rules.consent.pending to assumed or expected.",
        "如需按预计通过的表决编制计划，请将 rules.consent.pending 设为 assumed 或 expected。",
    ),
    "consent_rests": Said(
        "{count} work{s} may start on the strength of votes still to come: {names}.",
        "{count} 个改造项依据尚未举行的表决安排：{names}。",
        "The plan tells how likely they are to pass, and who could step in.",
        "计划中列明其通过概率及可替补的批次。",
    ),
    "consent_by_persons": Said(
        "{count} work{s} {has} need of all dwellings of a unit, and only the share of persons who agree is "
        "known; a unit of n dwellings agrees with share ** n (assumption): {names}.",
        "{count} 个改造项须同一单元各户全部同意，而只知个人同意比例；"
        "n 户的单元同意率为该比例的 n 次方（假设值）：{names}。",
        "Neighbours are taken as deciding each by himself; enter the votes of the units to replace it.",
        "视各户独立决定；录入各单元表决后即可替换。",
        kind=_KIND,
    ),
    "consent_units_assumed": Said(
        "{count} work{s} {has} units without a vote: their consent is taken as given (assumption): {names}.",
        "{count} 个改造项有部分单元没有表决记录：视为同意（假设值）：{names}。",
        "Enter the votes, or set rules.consent.missing to refused.",
        "请录入表决，或将 rules.consent.missing 设为 refused。",
        kind=_KIND,
    ),
    "matters_by_custom": Said(
        "Votes on {names} need all owners of a stack, by custom and not by law (assumption).",
        "事项“{names}”须同一竖列全体业主同意：依惯例，非法定（假设值）。",
        "Set rules.consent.matters to replace it.",
        "可在 rules.consent.matters 中另行设定。",
        kind=_KIND,
    ),
}
