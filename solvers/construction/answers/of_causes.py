"""What is answered about causes: why it finishes then, what drives it, what would change it.

Money is in yuan, days count from the plan's first day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from solvers.construction.answers.readings import Reading


@dataclass(frozen=True, kw_only=True)
class Cause:
    """Days of a cause on the chain that bound the programme's finish, mean over the replications explained.

    ``cause`` is one of ``trace.CAUSES``; ``name`` the resource or fund, "" where none is meant; ``share`` of
    the mean finish. ``p80`` days in four of five replications.
    """

    cause: str
    name: str
    days: float
    share: float
    p80: float


@dataclass(frozen=True, kw_only=True)
class Attribution:
    """Why the programme finishes when it does.

    ``explained`` replications were traced; in each the parts summed to the finish day,
    exactly: ``exact``. ``finish`` their mean day, the sum of the causes' days. ``last`` names campaigns
    that finished last, with the share of replications. ``left_out`` replications without a finish.
    """

    explained: int
    exact: bool
    left_out: int
    finish: float
    causes: tuple[Cause, ...]
    last: tuple[tuple[str, float], ...]


@dataclass(frozen=True, kw_only=True)
class Driver:
    """A shared driver and what it does to the finish and the cost.

    ``kind``: ``programme``, ``weather``, ``trade``, ``cost``, ``register`` (a line of the register).
    ``finish`` and ``cost`` are its contributions to the variance of the programme's finish and cost,
    as shares of a linear fit (``ranking.drivers_of``): what is left is the works' own chance;
    ``finish_low``, ``finish_high``: P80 of the finish in days where the driver is in its lowest and highest
    fifth (of a line: where it strikes not, and where it strikes), None: unfinished or too few replications.
    ``cost_low`` and ``cost_high`` likewise. ``correlation`` with the finish by rank.
    """

    name: str
    kind: str
    finish: float
    cost: float
    correlation: float
    finish_low: float | None
    finish_high: float | None
    cost_low: float | None
    cost_high: float | None


@dataclass(frozen=True, kw_only=True)
class Crucial:
    """A work and how far it decides the programme's finish.

    ``critical`` share of the explained replications in which it lies on the binding chain; ``significance``
    SSI = spread of its days × critical ÷ spread of the finish; ``cruciality`` correlation of its days
    with the finish; ``days`` mean working days, ``planned`` of the plan.
    """

    work: str
    campaign: str
    work_type: str
    critical: float
    significance: float
    cruciality: float
    days: float
    planned: float


@dataclass(frozen=True, kw_only=True)
class Used:
    """Crews, an office or permits in a month: mean of the explained replications.

    ``pool`` a trade, an office or a utility; of a street's own crews ``trade@street``. Who waits for either
    of them counts as waiting for the common crews.
    ``there`` unit-days that the pool has in the month (calendar days of visits count, closed ones too),
    ``busy`` unit-days taken; ``full`` share of the days on which every unit is taken; ``waiting`` mean visits
    that wait for it a day. ``overload``: some visit waits on one day in ten or more.
    """

    pool: str
    kind: str
    month: str
    there: float
    busy: float
    full: float
    waiting: float
    overload: bool


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A measure of two plays with the same chance, replication by replication.

    ``difference`` of the means, other − this; of quantiles, of the quantiles. ``verdict``: ``better`` or
    ``worse`` (the other; its interval does not hold 0), else ``unclear``; ``same`` where no replication
    differs. ``measure`` is one of ``comparing.MEANS`` or ``comparing.QUANTILES``; ``unit``: ``days``,
    ``yuan``, ``household-days``, ``household-hours``, ``days a household``, ``share``, ``households``,
    ``times``.
    """

    measure: str
    unit: str
    this: float | None
    other: float | None
    difference: Reading
    verdict: str


@dataclass(frozen=True, kw_only=True)
class OneMore:
    """What one more unit of a pool changes, with what it harms; ``kind`` as of the site's pool."""

    pool: str
    kind: str
    changes: tuple[Difference, ...]


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of the risk register. ``after`` as with all mitigation; ``strikes`` share of the replications.

    ``finish`` and ``cost``: what the P80 gain without this line (days, yuan; None: unfinished).
    """

    name: str
    name_zh: str
    owner: str
    probability: float
    probability_after: float
    strikes: float
    finish: Reading
    cost: Reading
    mitigation_cost: float


@dataclass(frozen=True, kw_only=True)
class Register:
    """The risk register before and after its mitigation; ``mitigated`` which of them the outcome is."""

    mitigated: bool
    before_finish: Reading
    after_finish: Reading
    before_cost: Reading
    after_cost: Reading
    mitigation_cost: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Band:
    """What is not known of the numbers: the lowest and highest of ``sets`` sets of parameters, chance apart.

    Each as (lowest, highest); None: unfinished. More replications do not make it narrower.
    """

    sets: int
    replications: int
    finish_p50: tuple[float | None, float | None]
    finish_p80: tuple[float | None, float | None]
    cost_p50: tuple[float | None, float | None]
    cost_p80: tuple[float | None, float | None]
    household_days: tuple[float, float]
