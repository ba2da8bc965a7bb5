"""Units of money, area and share, as headers and cells write them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from scenarios.tables.column import Kind


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A unit: its family, its plain name in both languages, and how much of the stored unit it is.

    The stored units are fen, m2, the share 1, and 1 for plain counting.
    """

    family: Kind
    name: str
    zh: str
    factor: Fraction


def _unit(family: Kind, name: str, zh: str, factor: Fraction | int, *spellings: str) -> dict[str, Unit]:
    unit = Unit(family=family, name=name, zh=zh, factor=Fraction(factor))
    return {plain(spelling): unit for spelling in (name, zh, *spellings)}


def plain(text: str) -> str:
    """Return a unit's text without width, case, spaces and thousands commas."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split()).replace(",", "").replace("^", "")


MONEY = (
    _unit(Kind.MONEY, "yuan", "元", 100, "cny", "rmb", "人民币", "人民币元", "¥", "圆", "yuans")
    | _unit(Kind.MONEY, "thousand yuan", "千元", 10**5, "1000 yuan", "k yuan", "仟元")
    | _unit(Kind.MONEY, "10k yuan", "万元", 10**6, "10,000 yuan", "10^4 yuan", "ten thousand yuan",
            "wan yuan", "wan", "万", "萬元", "10k cny", "10k rmb", "人民币万元", "1e4 yuan")
    | _unit(Kind.MONEY, "million yuan", "百万元", 10**8, "m yuan", "10^6 yuan", "million cny", "1000000 yuan")
    | _unit(Kind.MONEY, "10 million yuan", "千万元", 10**9, "10^7 yuan")
    | _unit(Kind.MONEY, "100 million yuan", "亿元", 10**10, "10^8 yuan", "yi yuan", "亿", "億元", "100m yuan",
            "人民币亿元", "1e8 yuan")
    | _unit(Kind.MONEY, "fen", "分", 1)
)  # fmt: skip
AREA = (
    _unit(Kind.AREA, "m2", "平方米", 1, "㎡", "m²", "sqm", "sq m", "sq.m", "square metres", "square meters",
          "平米", "平方", "m^2", "square metre", "square meter")
    | _unit(Kind.AREA, "10k m2", "万平方米", 10**4, "万㎡", "万m2", "万平米", "万平", "10,000 m2", "10^4 m2",
            "10k sqm", "萬平方米", "1e4 m2")
    | _unit(Kind.AREA, "hectares", "公顷", 10**4, "ha", "hectare")
    | _unit(Kind.AREA, "mu", "亩", Fraction(2000, 3))
    | _unit(Kind.AREA, "km2", "平方公里", 10**6, "平方千米", "㎢", "square kilometres")
)  # fmt: skip
SHARE = (
    _unit(Kind.SHARE, "%", "百分比", Fraction(1, 100), "percent", "per cent", "pct", "百分数", "％")
    | _unit(Kind.SHARE, "‰", "千分比", Fraction(1, 1000), "permille")
    | _unit(Kind.SHARE, "share", "比例", 1, "0-1", "0–1", "fraction", "小数")
)  # fmt: skip
COUNT = (
    _unit(Kind.COUNT, "ten thousand", "万户", 10**4, "万人", "万个", "万套", "万栋", "万米", "10k households")
    | _unit(Kind.COUNT, "thousand", "千户", 10**3, "千人")
    | _unit(Kind.COUNT, "one", "个", 1, "户", "栋", "幢", "座", "人", "套", "层", "天", "日", "单元", "队",
            "支", "组", "年", "项", "份", "票", "工作日", "days", "day", "households", "buildings", "people",
            "working days", "日历天", "日历日", "°", "度", "个单元", "门", "处", "台", "岁", "year", "years")
)  # fmt: skip
FAMILIES = {Kind.MONEY: MONEY, Kind.AREA: AREA, Kind.SHARE: SHARE, Kind.COUNT: COUNT}
STANDARD = {
    Kind.MONEY: MONEY["yuan"],
    Kind.AREA: AREA["m2"],
    Kind.SHARE: SHARE["share"],
    Kind.COUNT: COUNT["one"],
}
"""What a header without unit means."""

FOREIGN = frozenset(
    plain(text)
    for text in (
        "usd", "us$", "$", "dollar", "dollars", "美元", "万美元", "eur", "euro", "欧元", "hkd", "港元",
        "港币", "ft2", "sqft", "sq ft", "平方英尺", "square feet",
        "acre", "acres", "英亩", "jpy", "日元", "gbp",
        "英镑",
    )
)  # fmt: skip
"""Units that are units, but none we can convert."""


def family_of(kind: Kind) -> Kind:
    """Return the family of units that a kind of column takes; plain counting where it has none of its own."""
    return kind if kind in FAMILIES else Kind.COUNT


def unit_of(text: str, kind: Kind) -> Unit | None:
    """Return the unit a text means in a column of this kind; None where it is no unit of that family.

    Money may be per something, such as 元/m: the column says what it is per.
    """
    family = FAMILIES[family_of(kind)]
    key = plain(text).removeprefix("单位:").removeprefix("unit:")
    if kind is Kind.MONEY and key not in family:
        key = key.replace("每", "/").replace("per", "/").partition("/")[0]
    return family.get(key)


def any_unit(text: str) -> Unit | None:
    """Return the unit of any family but plain counting that a text means."""
    for kind in (Kind.MONEY, Kind.AREA, Kind.SHARE):
        unit = unit_of(text, kind)
        if unit is not None:
            return unit
    return None
