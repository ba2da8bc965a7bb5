"""Published sources of the numbers of chance, in Chinese."""

from __future__ import annotations

SOURCES_ZH = {
    "Mott MacDonald 2002: time +4 % (standard building), +39 % (non-standard), read as P80; P50 from the "
    "medians +6 %, +7 %, +12 % of Mott MacDonald and of the Bath studies; between: +7 %, +21.5 %": (
        "Mott MacDonald 2002：工期 +4 %（标准建筑）、+39 %（非标准建筑），按 P80 理解；P50 取自 "
        "Mott MacDonald 与巴斯大学研究的中位数 +6 %、+7 %、+12 %；between：+7 %、+21.5 %"
    ),
    "Harbin Daowai 2020: 15 of 52 estates not started four months late": (
        "哈尔滨道外区 2020 年：52 个小区中 15 个逾期四个月仍未开工"
    ),
    "published cases Korla, Shangqiu, Meizhou, Luoyang: 0.05 to 0.10": (
        "库尔勒、商丘、梅州、洛阳的公开案例：0.05 至 0.10"
    ),
    "Luoyang Gongnong: two months more for unknown pipes": "洛阳工农：因不明管线延长两个月",
    "so that rework is about 5 % of the work (Construction Industry Institute 2005; range 2 to 20 %)": (
        "使返工约占工作量的 5 %（美国建筑业研究院 CII 2005；范围 2 % 至 20 %）"
    ),
    "defect costs in residential construction: one house in eight, 4 % of the contract's value": (
        "住宅缺陷费用研究：每八户有一户，占合同价的 4 %"
    ),
    "Chaoyang tower: 96.4 % agreed, 11 of 20 stacks were done": (
        "朝阳某塔楼：96.4 % 同意，20 条立管完成 11 条"
    ),
    "Qingdao: a plan with two thirds of the votes was voted down at the design meeting": (
        "青岛：已有三分之二同意的方案在方案征询会上被否决"
    ),
    "Chuxiong: 43 % of what was approved had been received": "楚雄：批复资金到位 43 %",
    "surveys of 100njz: 13.0 % on day 11 and about 30 % on day 19 (2024); 76.5 % and 86.1 % in the week to "
    "2/2 (2023)": (
        "百年建筑网调研：正月十一 13.0 %，正月十九约 30 %（2024 年）；"
        "二月初二前一周由 76.5 % 升至 86.1 %（2023 年）"
    ),
    "national examination; practice of cities": "全国高考；各地惯例",
    "Mott MacDonald 2002: cost +24 % (standard building), +51 % (non-standard), read as P80, P50 half of it "
    "(judgement); between: their median of all +19 %, P80 halfway; settled: contract 76 % of the estimate "
    "(Shangcheng), settlement 4.3 % less (Kunming)": (
        "Mott MacDonald 2002：造价 +24 %（标准建筑）、+51 %（非标准建筑），按 P80 理解，P50 取其一半"
        "（判断）；between：全部项目中位数 +19 %，P80 取中间值；settled：合同价为概算的 76 %（上城区），"
        "结算核减 4.3 %（昆明）"
    ),
}
"""What each published source is called in Chinese, by its English text."""
