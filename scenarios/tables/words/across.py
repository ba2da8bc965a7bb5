"""Sentences about what only several cells or tables together can show."""

from __future__ import annotations

from scenarios.tables.words.said import Said

ACROSS = {
    "duplicate_key": Said(
        "The same {columns} stands in row {other} already.",
        "「{columns}」与第 {other} 行重复。",
        "Delete one of the two rows, or correct the one that is meant otherwise.",
        "请删除其中一行，或更正。",
    ),
    "duplicate_id": Said(
        "The work's code {key} stands in row {other} already.",
        "项编号 {key} 与第 {other} 行重复。",
        "Give each work a code of its own, or leave the codes empty.",
        "请为每项取不同编号，或留空。",
    ),
    "duplicate_work": Said(
        "The same work ({key}) stands in row {other} already.",
        "同一改造项（{key}）与第 {other} 行重复。",
        "Put the two rows together, or tell them apart by an id or a campaign.",
        "请合并两行，或用项编号、施工批次加以区分。",
    ),
    "ambiguous_campaign": Said(
        "Two campaigns would both be called {key}.",
        "两个施工批次都将称为 {key}。",
        "Choose a campaign word, or a place's code, without '/'.",
        "请使用不含“/”的批次名或地点编号。",
    ),
    "own_neighbour": Said(
        "An estate cannot be its own neighbour.",
        "小区不能与自身相邻。",
        "Name the other estate, or delete the row.",
        "请填写另一小区，或删除该行。",
    ),
    "pair_twice": Said(
        "The same pair stands, the other way round, in row {other}.",
        "该相邻关系与第 {other} 行（次序相反）重复。",
        "Keep one of the two rows.",
        "请只保留一行。",
    ),
    "unknown_name": Said(
        "'{name}' does not stand in {where}.",
        "“{name}”不在{where}中。",
        "{near}Correct it, or add it there.",
        "{near}请更正，或在该表中补充。",
    ),
    "unknown_street": Said(
        "'{name}' is the street of no estate.",
        "没有小区属于街道“{name}”。",
        "{near}Write the street as in the table estates.",
        "{near}请与「小区」表的街道写法一致。",
    ),
    "unknown_campaign": Said(
        "'{name}' is no campaign: no work has this place (or place/campaign).",
        "“{name}”不是施工批次：没有改造项属于该地点（或 地点/批次）。",
        "{near}Write the place's code, or place/campaign where the place is divided.",
        "{near}请填写地点编号；分批的地点写 地点/批次。",
    ),
    "loop_of_types": Said(
        "These work types wait for one another: {loop}.",
        "改造内容互为紧前，形成循环：{loop}。",
        "Take one of them out of the column 'after'.",
        "请从“紧前内容”中去掉其一。",
    ),
    "unknown_end": Said(
        "'{name}' is no campaign, work, outside project or asset.",
        "“{name}”不是批次、改造项、外部工程或共用设施。",
        "{near}Write a place, place/campaign, a work's id, or place:work_type.",
        "{near}请填写地点、地点/批次、项编号，或 地点:内容编号。",
    ),
    "held_outside": Said(
        "'{name}' is an outside project or an asset without works, so nothing here can make it wait.",
        "“{name}”是外部工程或没有改造项的设施，本计划不能使其等待。",
        "Name a campaign or a work, or exchange before and after.",
        "请填写批次或改造项，或交换前后两列。",
    ),
    "loop_of_links": Said(
        "These wait for one another, so none could ever start: {loop}.",
        "以下各项互相等待，均无法开工：{loop}。",
        "Take out one of the links, or correct which comes first.",
        "请删除其中一条衔接，或更正先后。",
    ),
    "ends_before_start": Said(
        "This is before '{first}' ({day}).",
        "早于“{first}”（{day}）。",
        "Exchange the two, or correct one.",
        "请对调或更正。",
    ),
    "window_over_a_year": Said(
        "A window that returns every year is at most 365 days long.",
        "每年重复的时段不得超过 365 天。",
        "Shorten it, or set every_year to no.",
        "请缩短，或将“每年重复”改为否。",
    ),
    "pin_outside": Said(
        "The pinned day is outside the plan, which runs from {first} to {last}.",
        "锁定日期不在规划期（{first} 至 {last}）内。",
        "Choose a day within the plan, or clear the pin.",
        "请改为规划期内的日期，或清空。",
    ),
    "period_twice": Said(
        "The day lies in the same period as that of row {other}.",
        "与第 {other} 行属于同一时段。",
        "Keep one value for each campaign and period.",
        "每个批次每个时段只保留一个值。",
    ),
    "fund_differs": Said(
        "The {column} of fund {fund} is {there} in row {other}; it must be the same in all its years.",
        "资金“{fund}”的「{column}」在第 {other} 行为 {there}；各年度须一致。",
        "Make them the same, or call it another fund.",
        "请改为一致，或另立资金名称。",
    ),
    "own_match": Said(
        "A fund cannot be matched by itself.",
        "资金不能由自身配套。",
        "Name another fund, or leave the cell empty.",
        "请填写另一项资金，或留空。",
    ),
    "match_without_ratio": Said(
        "It says which fund must match, but not by how much.",
        "已填配套资金，但未填比例。",
        "Fill in match_ratio (yuan per yuan) or match_share (most of the two together).",
        "请填写配套比例（每元）或占比上限。",
    ),
    "ratio_without_match": Said(
        "It says by how much the fund must be matched, but not by which fund.",
        "已填配套比例，但未填配套资金。",
        "Fill in match_fund, or clear the cell.",
        "请填写配套资金，或清空。",
    ),
    "floor_above_limit": Said(
        "The least to be drawn in the year is above the year's limit.",
        "最低支用高于年度限额。",
        "Lower it, or raise the limit.",
        "请调低，或提高限额。",
    ),
    "unknown_campaign_word": Said(
        "No work has the campaign word '{name}'.",
        "没有改造项的施工批次为“{name}”。",
        "{near}Write it as in works.campaign.",
        "{near}请与「改造项」的施工批次写法一致。",
    ),
    "word_twice": Said(
        "The operator in row {other} has the campaign word '{name}' already.",
        "第 {other} 行的专营计划已使用施工批次“{name}”。",
        "Give each operator a word of its own.",
        "请为每项专营计划取不同批次名。",
    ),
    "stage_twice": Said(
        "The stage '{name}' stands twice in the order of stages.",
        "阶段顺序中“{name}”重复。",
        "Name each stage once, in the order in which they follow each other.",
        "请按先后顺序各填一次。",
    ),
    "unknown_in_settings": Said(
        "The settings name the {what} '{name}', and there is none of that name.",
        "设置中的{what_zh}“{name}”不存在。",
        "{near}Correct it, or take it out.",
        "{near}请更正或删去。",
    ),
    "bad_condition": Said(
        "The condition on estates is wrong: {why}", "对小区的条件有误：{why}", "{remedy}", "{remedy}"
    ),
    "realised_above_nominal": Said(
        "The share really paid is above the nominal share of {nominal}.",
        "实收比例高于名义比例 {nominal}。",
        "Lower it to at most {nominal}, or raise the nominal share.",
        "请不高于 {nominal}，或提高名义比例。",
    ),
    "shares_above_one": Said(
        "Residents' and utilities' shares together are {sum}, more than the whole cost.",
        "居民与专营单位比例合计 {sum}，超过全部造价。",
        "Lower one of them so that both are at most 1.",
        "请调低其一，使合计不超过 1。",
    ),
    "no_cost": Said(
        "The work has no cost, and its work type {kind} has no unit cost.",
        "该项没有造价，其内容 {kind} 也没有单价。",
        "Fill in the work's cost, or the unit cost of {kind} in work_types.",
        "请填写造价，或在「改造内容」中填写 {kind} 的单价。",
    ),
    "cost_too_large": Said(
        "Quantity times unit cost is more than {limit} yuan.",
        "工程量乘单价超过 {limit} 元。",
        "Check the quantity and the units in the headers.",
        "请核对工程量和表头单位。",
    ),
    "sum_too_large": Said(
        "The amounts of this column add up to more than {limit} yuan.",
        "该列合计超过 {limit} 元。",
        "Check the unit in the header.",
        "请核对表头单位。",
    ),
    "more_support": Said(
        "More households are in favour than answered ({limit}).",
        "支持户数多于答卷户数（{limit}）。",
        "Correct one of the two.",
        "请更正其一。",
    ),
    "half_a_vote": Said(
        "A vote tells its share in favour by floor area and by heads; only one of them is there.",
        "表决须同时填写同意面积比例与同意人数比例，现只有一项。",
        "Fill in both, or neither where the vote is still to come.",
        "请两项都填；尚未表决的两项都留空。",
    ),
    "vote_without_probability": Said(
        "A vote without result and without probability says nothing.",
        "该行既无表决结果，也无通过概率。",
        "Fill in both shares in favour, or the probability that the vote passes.",
        "请填写同意比例；尚未表决的填写通过概率。",
    ),
    "vote_without_date": Said(
        "A vote that is still to come has no date.",
        "尚未表决的事项没有日期。",
        "Fill in the day from which it is expected to hold.",
        "请填写预计生效日。",
    ),
    "more_answers": Said(
        "More households answered than were asked ({limit}).",
        "答卷户数多于发放户数（{limit}）。",
        "Correct one of the two.",
        "请更正其一。",
    ),
    "more_payers": Said(
        "More households would pay than answered ({limit}).",
        "愿出资户数多于答卷户数（{limit}）。",
        "Correct one of the two.",
        "请更正其一。",
    ),
    "target_without_type": Said(
        "The target '{target}' counts a quantity, but names no work type.",
        "指标“{target}”按工程量计，但未填改造内容。",
        "Name the work type whose quantity counts.",
        "请填写对应的改造内容编号。",
    ),
    "target_with_type": Said(
        "The target '{target}' names a work type, but does not count a quantity.",
        "指标“{target}”填写了改造内容，但计量对象不是工程量。",
        "Set its measure to quantity (工程量), or clear the work type.",
        "请将计量改为工程量，或清空改造内容。",
    ),
}
