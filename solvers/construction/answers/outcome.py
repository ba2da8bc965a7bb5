"""What is answered about a plan played forward: one frozen noun of small ones.

Money is in yuan, days count from the plan's first day, shares and chances lie between 0 and 1. What chance
makes of a plan is told apart from what is not known of the numbers (``Outcome.band``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime

    import numpy as np
    from numpy.typing import NDArray

    from scenarios.tables.chance_told import Told
    from solvers.construction.answers.of_causes import (
        Attribution,
        Band,
        Crucial,
        Driver,
        OneMore,
        Register,
        Used,
    )
    from solvers.construction.answers.of_money import Cash, FundYear, Pressure
    from solvers.construction.answers.of_residents import Disruption
    from solvers.construction.answers.readings import Dates, Reading, Sums

    Floats = NDArray[np.float64]
    Days = NDArray[np.int32]


@dataclass(frozen=True, kw_only=True)
class Precise:
    """How well one of the headline outputs is known.

    ``name``: ``finish_p80``, ``cost_p80``, ``worst_estate_p80`` (weighted days of nuisance per household),
    ``household_days`` (mean of the programme). ``relative`` is half-width ÷ value, None where there is none.
    """

    name: str
    reading: Reading
    relative: float | None


@dataclass(frozen=True, kw_only=True)
class Stop:
    """When replications were enough.

    ``target`` relative half-width asked for (None: a number of replications was asked for); ``replications``
    played, in ``blocks`` of 128 (0: fewer than one, or some left over); ``met`` whether every headline output
    is as precise as asked; ``last`` the output that was last to be, or is the least precise;
    ``method``: ``blocks`` (t across scrambled Sobol blocks) or ``ranks`` (order statistics). ``interrupted``:
    it was ended on request before that.
    """

    target: float | None
    replications: int
    blocks: int
    met: bool
    last: str
    method: str
    headline: tuple[Precise, ...]
    interrupted: bool = False


@dataclass(frozen=True, kw_only=True)
class Group:
    """Finish and cost of a campaign, or of all campaigns of a place, street, phase or fund, or of all.

    ``name``: of a campaign its key, of a phase the start period; "" for the programme, and for campaigns
    without a street. ``planned`` last day of the plan, ``planned_cost`` of the plan. ``on_time`` chance of
    finishing by ``planned``; ``within_cost`` chance of costing no more than planned; ``unfinished`` chance of
    not finishing before the horizon. Of a fund: the campaigns that draw on it, and its part of their cost.
    """

    name: str
    campaigns: int
    planned: datetime.date
    planned_cost: float
    finish: Dates
    cost: Sums
    on_time: Reading
    within_cost: Reading
    unfinished: float


@dataclass(frozen=True, kw_only=True)
class Promise:
    """A promised date and the chance of keeping it.

    ``kind``: ``campaign`` (its planned date), ``latest`` (an estate starts by its latest date), ``target``
    (a target of the programme, of so much by a date), ``programme`` (the plan's last day). ``name`` of the
    campaign, estate or target. ``amount`` of ``unit`` is what is promised, None where it is a date alone;
    ``reached`` the mean amount by then.
    """

    kind: str
    name: str
    by: datetime.date
    chance: Reading
    amount: float | None = None
    unit: str = ""
    reached: float | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Joint:
    """Time and cost together (JCL).

    ``finish`` days and ``cost`` yuan of the replications, axis ``(replication,)`` (finish NEVER and cost
    infinite: unfinished); every replication up to 1,024, then every n-th. ``plan`` the chance of meeting the
    plan's date and cost both, ``p80`` that of both P80; ``correlation`` of finish and cost by rank.
    ``confidence`` axes ``(day, cost)``: the chance of finishing by ``days`` for ``costs`` at most.
    """

    finish: Days
    cost: Floats
    plan: Reading
    p80: Reading
    correlation: float
    days: Days
    costs: Floats
    confidence: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class Fan:
    """How much is finished by when: at each of ``days`` the share of campaigns, axes ``(level, day)``.

    ``levels`` 0.1, 0.25, 0.5, 0.75, 0.9 (of replications at most so much is finished); ``planned`` axis
    ``(day,)``. ``days`` are the first days of months.
    """

    days: Days
    levels: tuple[float, ...]
    finished: Floats
    planned: Floats


@dataclass(frozen=True, kw_only=True)
class Checked:
    """Replications replayed by the reference engine, visit for visit, and how many did not agree."""

    checked: int
    mismatches: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Outcome:
    """All that is answered about a plan played forward under chance.

    ``programme`` the whole as a group: its finish and cost are the headline. ``campaigns``, ``places``,
    ``streets``, ``phases``, ``funds`` in the site's order. None: ``register`` has no lines, ``band`` has one
    set alone. ``worths`` is empty, and ``works`` and ``crews`` too, where they were not asked for.
    ``assumptions`` are the numbers of chance used, with their sources.
    """

    seed: int
    replications: int
    engine: str
    semantics: str
    fingerprint: str
    first_day: datetime.date
    stop: Stop
    checked: Checked
    programme: Group
    campaigns: tuple[Group, ...]
    places: tuple[Group, ...]
    streets: tuple[Group, ...]
    phases: tuple[Group, ...]
    funds: tuple[Group, ...]
    promises: tuple[Promise, ...]
    joint: Joint
    fan: Fan
    cash: tuple[Cash, ...]
    fund_years: tuple[FundYear, ...]
    pressure: Pressure
    attribution: Attribution
    drivers: tuple[Driver, ...]
    works: tuple[Crucial, ...]
    crews: tuple[Used, ...]
    worths: tuple[OneMore, ...]
    register: Register | None
    band: Band | None
    disruption: Disruption
    assumptions: tuple[Told, ...]
