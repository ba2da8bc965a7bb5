"""Nine streets of Jinping: names are real, everything else about them is synthetic."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Street:
    """A street (sub-district): ``phase_one`` holds the numbers of estates of its zones in the first phase."""

    code: str
    name: str
    lon: float
    lat: float
    estates: int
    phase_one: tuple[int, ...]
    built: tuple[int, int]


STREETS = (
    Street(
        code="DF",
        name="东方街道",
        lon=116.6905,
        lat=23.3665,
        estates=58,
        phase_one=(2, 1, 1),
        built=(1984, 2001),
    ),
    Street(
        code="SP",
        name="石炮台街道",
        lon=116.7030,
        lat=23.3560,
        estates=52,
        phase_one=(1, 1),
        built=(1982, 2001),
    ),
    Street(
        code="JS",
        name="金砂街道",
        lon=116.7015,
        lat=23.3725,
        estates=56,
        phase_one=(2, 1),
        built=(1984, 2002),
    ),
    Street(
        code="JX",
        name="金厦街道",
        lon=116.7125,
        lat=23.3650,
        estates=50,
        phase_one=(1, 1),
        built=(1986, 2003),
    ),
    Street(
        code="DH",
        name="大华街道",
        lon=116.6860,
        lat=23.3570,
        estates=46,
        phase_one=(1, 1),
        built=(1980, 1999),
    ),
    Street(
        code="XG",
        name="小公园街道",
        lon=116.6725,
        lat=23.3530,
        estates=38,
        phase_one=(1,),
        built=(1978, 1996),
    ),
    Street(
        code="GH",
        name="光华街道",
        lon=116.6730,
        lat=23.3640,
        estates=47,
        phase_one=(1, 1),
        built=(1979, 1999),
    ),
    Street(
        code="GS",
        name="广厦街道",
        lon=116.6860,
        lat=23.3780,
        estates=44,
        phase_one=(1, 1),
        built=(1983, 2002),
    ),
    Street(
        code="QS", name="岐山街道", lon=116.6600, lat=23.3900, estates=34, phase_one=(1,), built=(1983, 2003)
    ),
)
"""Phase one: 17 zones, 19 estates; in all 425 estates."""

CHARACTERS = (
    "金银玉春秋华兴安和平福康长永新文海江湖南北东西荣德仁义信光明"
    "星月云松竹兰桂荷桃杏枫榕凤龙鹏鸿锦祥瑞丰泰宁乐怡景丽嘉盛"
)  # fmt: skip
ENDINGS = ("园", "苑", "花园", "小区", "新村", "里", "大院", "楼", "住宅区", "庄")
EMPLOYERS = (
    "市第一建筑公司", "纺织厂", "罐头厂", "感光化学厂", "汽车运输公司", "港务局",
    "邮电局", "粮食局", "供销社", "自来水公司", "机床厂", "超声仪器厂",
    "食品厂", "塑料厂", "医药站", "商业局", "水产公司", "印刷厂",
    "轴承厂", "第二建筑公司", "电池厂", "制药厂", "海洋渔业公司", "师范学校",
    "第三中学", "中心医院", "百货公司", "五金厂", "灯泡厂", "玻璃厂",
)  # fmt: skip
