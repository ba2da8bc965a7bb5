"""The plan: which campaign starts when, with which works, paid by whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True)
class PlannedWork:
    """A work that the plan includes.

    ``start`` and ``finish`` are its first and last day, ``cost`` is in fen; None where the plan does not
    state them. A work of no working days has its finish on the day before its start.
    """

    work: str
    start: datetime.date | None = None
    finish: datetime.date | None = None
    cost: int | None = None


@dataclass(frozen=True, kw_only=True)
class PlannedCampaign:
    """A campaign that the plan starts.

    ``start`` is the first day of the start period; ``finish`` the campaign's last day. Money is in fen;
    ``by_fund`` lists only funds that pay. None where the plan does not state a figure (a plan moved by
    hand may leave them out).
    """

    campaign: str
    start: datetime.date
    finish: datetime.date | None = None
    works: tuple[PlannedWork, ...] = ()
    cost: int | None = None
    by_payer: Mapping[str, int] | None = None
    by_fund: Mapping[str, int] | None = None
    due_after_plan: int | None = None
    benefit: float | None = None
    disruption: float | None = None


@dataclass(frozen=True, kw_only=True)
class Draw:
    """Money drawn from a fund for a campaign in a year, in fen."""

    fund: str
    claim_group: str
    campaign: str
    year: int
    amount: int


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A site opened in a period: a ground, a shared trench or scaffold, a zone, an operator's programme.

    ``start`` is the first day of the period, ``cost`` what setting up costs in fen (None: not stated),
    charged to ``campaign``, the first in table order that it serves ("" where it costs nothing).
    """

    kind: str
    name: str
    start: datetime.date
    cost: int | None = None
    campaign: str = ""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A multi-year phase plan.

    ``campaigns`` holds those that start; all others are left out. ``openings`` are those that serve one of
    them. ``stated`` holds further figures that
    a plan file states (``totals``, ``by_year``, ``measures``, ``certificate`` …, in the file's own
    units), which the audit checks where present.
    """

    campaigns: tuple[PlannedCampaign, ...] = ()
    draws: tuple[Draw, ...] = ()
    openings: tuple[Opening, ...] = ()
    stated: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Breach:
    """A rule that a plan breaks, with the amount by which it does.

    ``rule`` is the rule's name, ``where`` the campaign, fund-year, street-period … concerned, ``amount``
    how much, in ``unit``.
    """

    rule: str
    where: str
    amount: float
    unit: str
    sentence: str
    sentence_zh: str
