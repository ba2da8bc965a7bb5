"""What-ifs that every programme has by name, as far as it holds what they change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scenarios.tables.gathered import Gathered, Place
from scenarios.whatif.grammar import what_if_from
from scenarios.whatif.preset_changes import (
    Lacking,
    all_money,
    bond_short,
    consent_lower,
    fewer_crews,
    no_money,
    prices_rise,
    subsidies_late,
    water_late,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from scenarios.model.programme import Programme
    from scenarios.whatif.what_if import WhatIf


@dataclass(frozen=True, kw_only=True)
class Preset:
    """A what-if by its ``key``, whose ``changes`` are worked out for a programme.

    They are changes as a file holds them; Lacking is raised where there is nothing to change. All amounts are
    assumptions (假设值).
    """

    key: str
    name: str
    name_zh: str
    reason: str
    reason_zh: str
    kind: str
    changes: Callable[[Programme], list[dict[str, Any]]]

    def of(self, programme: Programme) -> WhatIf:
        """Return the what-if for a programme; raises InputFaults where it lacks what would change."""
        texts = {key: getattr(self, key) for key in ("name", "name_zh", "reason", "reason_zh", "kind")}
        try:
            return what_if_from({**texts, "change": self.changes(programme)}, file=self.key)
        except Lacking as lack:
            gathered = Gathered()
            words = {"name": self.name, "name_zh": self.name_zh, "lack": lack.en, "lack_zh": lack.zh}
            words |= {"table": lack.table.name, "table_zh": lack.table.zh}
            gathered.fault("preset_lacks", Place(file=self.key), **words)
            gathered.stop_if_faulty()
            raise


PRESETS = (
    Preset(
        key="no-money",
        name="no money",
        name_zh="无资金",
        reason="one rail of every comparison: what can be done with nothing (an assumption)",
        reason_zh="对比的下限：分文没有时能做什么（假设值）",
        kind="uncertainty",
        changes=no_money,
    ),
    Preset(
        key="all-money",
        name="all money",
        name_zh="资金不限",
        reason="the other rail: what money alone holds back (an assumption)",
        reason_zh="对比的上限：仅因资金而不能做的有多少（假设值）",
        kind="lever",
        changes=all_money,
    ),
    Preset(
        key="bond-12",
        name="special bond at 12 %",
        name_zh="专项债仅到位12%",
        reason="a county planned 1 billion of bonds, and 120 million arrived (an assumption)",
        reason_zh="有县计划发债10亿元，实际到位1.2亿元（假设值）",
        kind="uncertainty",
        changes=bond_short,
    ),
    Preset(
        key="subsidies-late",
        name="subsidies two quarters late",
        name_zh="补助晚到两个季度",
        reason="half of each year's central, provincial and award money comes a year later (an assumption)",
        reason_zh="中央、省级补助及奖补资金每年有一半到下一年才到位（假设值）",
        kind="uncertainty",
        changes=subsidies_late,
    ),
    Preset(
        key="prices-6",
        name="prices + 6 % a year",
        name_zh="造价每年再涨6%",
        reason="labour and materials grow dearer from year to year (an assumption)",
        reason_zh="人工和材料逐年上涨（假设值）",
        kind="uncertainty",
        changes=prices_rise,
    ),
    Preset(
        key="crews-20",
        name="crews - 20 %",
        name_zh="施工队减少两成",
        reason="crews go to other sites (an assumption)",
        reason_zh="施工队伍被其他工地抽走（假设值）",
        kind="uncertainty",
        changes=fewer_crews,
    ),
    Preset(
        key="consent-10",
        name="consent - 10 points",
        name_zh="同意率降低10个百分点",
        reason="residents hesitate when they are asked to sign (an assumption)",
        reason_zh="签字时部分居民犹豫（假设值）",
        kind="uncertainty",
        changes=consent_lower,
    ),
    Preset(
        key="water-late",
        name="water programme slips a year",
        name_zh="供水计划推迟一年",
        reason="the water company's mains and pump houses come a year later (an assumption)",
        reason_zh="供水单位的管网和泵房晚一年完成（假设值）",
        kind="uncertainty",
        changes=water_late,
    ),
)
"""The presets, in the order in which they are listed."""


def preset_called(name: str) -> Preset | None:
    """Return the preset of a key or a name in either language; None where there is none."""
    wanted = _plain(name)
    return next(
        (one for one in PRESETS if wanted in map(_plain, (one.key, one.name, one.name_zh))),
        None,
    )


def _plain(name: str) -> str:
    """Return a name without blanks, of signs one form, and in small letters."""
    return "".join(name.split()).replace("−", "-").replace("＋", "+").replace("％", "%").casefold()
