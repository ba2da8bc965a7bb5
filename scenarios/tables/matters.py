"""What residents vote on: matters of Civil Code art. 278 (民法典第二百七十八条) and of custom."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

DecidedBy: TypeAlias = Literal["estate", "building", "stairwell", "stack"]
"""Who decides a matter together: all owners of the estate, or of each of its units by itself."""


@dataclass(frozen=True, kw_only=True)
class Matter:
    """A class of matters and what the law, or custom, asks of a vote on it.

    ``turnout`` is the least share of all owners that take part, ``approval`` of those taking part that are in
    favour (more than it where ``strictly_more``), each by floor area and by heads. ``source`` says where they
    are from. ``by_law``: from a statute, else from custom.
    """

    name: str
    zh: tuple[str, ...]
    turnout: Fraction
    approval: Fraction
    strictly_more: bool
    scope: DecidedBy
    source: str
    source_zh: str
    by_law: bool = True


_TWO_THIRDS, _MORE_THAN_HALF, _THREE_QUARTERS = Fraction(2, 3), Fraction(1, 2), Fraction(3, 4)


def _ordinary(name: str, zh: tuple[str, ...], item: str, item_zh: str) -> Matter:
    return Matter(
        name=name,
        zh=zh,
        turnout=_TWO_THIRDS,
        approval=_MORE_THAN_HALF,
        strictly_more=True,
        scope="estate",
        source=f"Civil Code art. 278, {item}",
        source_zh=f"《民法典》第二百七十八条{item_zh}",
    )


def _weighty(name: str, zh: tuple[str, ...], item: str, item_zh: str, scope: DecidedBy = "estate") -> Matter:
    return Matter(
        name=name,
        zh=zh,
        turnout=_TWO_THIRDS,
        approval=_THREE_QUARTERS,
        strictly_more=False,
        scope=scope,
        source=f"Civil Code art. 278, {item}",
        source_zh=f"《民法典》第二百七十八条{item_zh}",
    )


MATTERS: tuple[Matter, ...] = (
    _ordinary(
        "use_fund", ("使用维修资金",), "item 5: using the maintenance fund", "第（五）项：使用维修资金"
    ),
    _weighty(
        "raise_fund", ("筹集维修资金",), "item 6: raising the maintenance fund", "第（六）项：筹集维修资金"
    ),
    _weighty("rebuild", ("改建重建",), "item 7: altering or rebuilding", "第（七）项改建、重建"),
    _weighty(
        "change_use",
        ("改变共有部分用途",),
        "item 8: changing the use of shared parts, or trading from them",
        "第（八）项：改变共有部分用途或利用共有部分经营",
    ),
    _weighty("lift", ("加装电梯",), "item 7; each stairwell votes", "第（七）项；按单元表决", "stairwell"),
    _ordinary("shared", ("其他共有事项",), "item 9: other shared matters", "第（九）项：其他共有事项"),
    Matter(
        name="riser",
        zh=("入户立管",),
        turnout=Fraction(1),
        approval=Fraction(1),
        strictly_more=False,
        scope="stack",
        source="custom: works inside dwellings need every dwelling of the stack",
        source_zh="惯例：入户立管须同一竖列各户全部同意",
        by_law=False,
    ),
)
"""Matters that are known by name; a matter of another name has the thresholds of the settings' default."""

NAMED = {name: matter for matter in MATTERS for name in (matter.name, *matter.zh)}
"""The same by their names in both languages."""
