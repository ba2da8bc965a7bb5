"""Sentences of findings on data that is legal but odd, each with its likely cause."""

from __future__ import annotations

from scenarios.tables.words.said import Said

ODD = {
    "ground_unused": Said(
        "No work opens the ground {about}.",
        "没有改造项使用地块 {about}。",
        "Its code is probably written otherwise in works.ground.",
        "可能与「改造项」中的地块写法不一致。",
    ),
    "building_unlisted": Said(
        "The building {about} does not stand in the table buildings.",
        "楼栋 {about} 不在「楼栋」表中。",
        "It is probably written otherwise there.",
        "可能与该表的写法不一致。",
    ),
    "stages_unused": Said(
        "The rule of stages holds nothing: fewer than two of its words ({about}) are campaigns of works.",
        "阶段规则不起作用：其所列施工批次（{about}）在「改造项」中不足两个。",
        "They are probably written otherwise in works.campaign.",
        "可能与「改造项」的施工批次写法不一致。",
    ),
    "stability_unused": Said(
        "The rule of stability holds nothing: no published plan is given.",
        "稳定性规则不起作用：未提供已公布计划。",
        "Fill in the table published.",
        "请填写「已公布计划」。",
    ),
    "operator_outside": Said(
        "Nothing of the operator's programme {about} can start: its dates lie outside the plan "
        "({first} to {last}).",
        "专营计划“{about}”均无法开工：其日期在规划期（{first} 至 {last}）之外。",
        "Perhaps a wrong year.",
        "年份可能有误。",
    ),
    "hardship_unknown": Said(
        "Households of the class '{about}' pay their full share: the settings exempt no such class.",
        "设置中没有困难类别“{about}”的减免，该类住户按全额出资。",
        "{near}",
        "{near}",
    ),
    "same_work_twice": Said(
        "Rows {other} and {row} are both {kind} at {about}.",
        "第 {other} 行与第 {row} 行都是 {about} 的 {kind}。",
        "If it is one work entered twice, its cost counts twice.",
        "若为同一项重复填写，造价将重复计算。",
    ),
    "unused_matter": Said(
        "The settings give thresholds for the matter '{about}', which no work type has.",
        "设置中有事项“{about}”的表决门槛，但没有改造内容使用该事项。",
        "{near}",
        "{near}",
    ),
    "link_from_unready": Said(
        "The link waits for the asset {about}, which has no day of readiness; it holds nothing.",
        "衔接等待设施 {about}，但其没有投用时间，因此不起作用。",
        "Its day of readiness was probably forgotten.",
        "可能漏填投用时间。",
    ),
    "link_from_excluded": Said(
        "{after} waits for {about}, which takes no part; so it can never start.",
        "{after} 等待不参与的 {about}，因此永远无法开工。",
        "The estate was probably left out after the link was made.",
        "可能在建立衔接之后才将该小区排除。",
    ),
    "benefit_outside": Said(
        "The benefit of {about} is for a period outside the plan and is not used.",
        "{about} 的效益所属时段不在规划期内，不采用。",
        "The plan was probably moved or shortened.",
        "规划期可能已调整。",
    ),
    "small_fund": Said(
        "The fund {about} has at most {amount} yuan in any year.",
        "资金“{about}”每年最多只有 {amount} 元。",
        "Perhaps the amounts are in units of 10,000 yuan: then write (10k yuan) into the header.",
        "金额单位可能是万元：请在表头注明。",
    ),
    "area_odd": Said(
        "{count} estates have {limit} m2 of floor for a household: {names}.",
        "{count} 个小区户均建筑面积 {limit} 平方米：{names}。",
        "The area is probably in another unit (10,000 m2), or the households are of another estate.",
        "面积单位可能有误（万㎡），或户数有误。",
    ),
    "more_over_60": Said(
        "{count} estates have more residents over 60 than residents: {names}.",
        "{count} 个小区60岁以上人数多于居民人数：{names}。",
        "One of the two columns is probably out of date.",
        "其中一列可能未更新。",
    ),
    "more_over_75": Said(
        "{count} estates have more residents over 75 than over 60: {names}.",
        "{count} 个小区75岁以上人数多于60岁以上人数：{names}。",
        "The columns are probably exchanged.",
        "两列可能互换。",
    ),
    "more_buildings": Said(
        "{count} estates have more buildings than households: {names}.",
        "{count} 个小区楼栋数多于户数：{names}。",
        "The columns are probably exchanged.",
        "两列可能互换。",
    ),
    "far_away": Said(
        "{count} estates lie more than two degrees from the others (about {limit}): {names}.",
        "{count} 个小区距其他小区（约 {limit}）超过两度：{names}。",
        "Longitude and latitude are probably exchanged, or a digit is wrong.",
        "经纬度可能互换，或数字有误。",
    ),
    "works_of_excluded": Said(
        "{count} works are at estates that take no part: {names}.",
        "{count} 个改造项位于不参与的小区：{names}。",
        "They are left out of the plan and of its cost.",
        "这些改造项不计入计划和造价。",
    ),
    "lonely_alternative": Said(
        "The work is alone in its alternatives group '{group}' at {about}.",
        "该项是 {about} 互斥组“{group}”中的唯一一项。",
        "The other alternative is missing, or the group's word is misspelt.",
        "可能缺少另一方案，或互斥组名称有误。",
    ),
    "more_served": Said(
        "The work serves {served} households, but {about} has {there}.",
        "该项受益 {served} 户，但 {about} 只有 {there} 户。",
        "Works that serve several estates belong to a zone or an asset.",
        "服务多个小区的改造项应属于片区或共用设施。",
    ),
    "name_of_several": Said(
        "'{about}' is the name of several places; estates go before zones, zones before assets.",
        "“{about}”同时是几类地点的名称；按小区、片区、设施的顺序采用。",
        "Codes of estates, zones and assets should differ.",
        "小区、片区、设施的编号应互不相同。",
    ),
}
