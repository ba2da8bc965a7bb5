"""Random programs of arrays, a few dozen columns and more: campaigns, modes, what rides, rows across, others.

They go beyond what any programme of a few works asks: many campaigns at once, every sign of worth, rows of
either limit or both, columns of no campaign with and without a limit of their own.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.random import Generator
from scipy import sparse

from solvers.program.arrays import Arrays
from solvers.program.labels import Labels


@dataclass
class _Sheet:
    """Columns and rows as they are written down."""

    campaign: list[int] = field(default_factory=list)
    period: list[int] = field(default_factory=list)
    start: list[bool] = field(default_factory=list)
    cost: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[tuple[dict[int, float], float, float]] = field(default_factory=list)

    def column(self, cost: float, campaign: int = -1, period: int = -1, **more: float) -> int:
        """Add a column; a start where ``start`` is given."""
        self.campaign.append(campaign)
        self.period.append(period)
        self.start.append(bool(more.get("start", False)))
        self.cost.append(cost)
        self.high.append(more.get("high", 1.0))
        self.whole.append(bool(more.get("whole", True)))
        return len(self.cost) - 1

    def row(self, entries: dict[int, float], low: float, high: float) -> None:
        """Add a row."""
        self.rows.append((entries, low, high))

    def arrays(self) -> Arrays:
        """Return all of it."""
        row = [number for number, (entries, _, _) in enumerate(self.rows) for _ in entries]
        column = [one for entries, _, _ in self.rows for one in entries]
        value = [one for entries, _, _ in self.rows for one in entries.values()]
        count = len(self.cost)
        return Arrays(
            cost=np.array(self.cost, dtype=np.float64),
            matrix=sparse.csr_array(
                (np.array(value, dtype=np.float64), (row, column)), shape=(len(self.rows), count)
            ),
            row_low=np.array([low for _, low, _ in self.rows]),
            row_high=np.array([high for _, _, high in self.rows]),
            low=np.zeros(count),
            high=np.array(self.high),
            whole=np.array(self.whole),
            labels=Labels(
                campaign=np.array(self.campaign, dtype=np.int64),
                period=np.array(self.period, dtype=np.int64),
                start=np.array(self.start),
            ),
        )


def drawn_arrays(seed: int, places: int = 12) -> Arrays:
    """Draw a program of at most so many places; some are impossible."""
    chance = np.random.default_rng(seed)
    sheet, periods = _Sheet(), int(chance.integers(1, 6))
    gains = float(chance.choice([1.0, 1.0, 0.0, 0.5]))
    musts = float(chance.choice([0.0, 0.1, 0.5]))
    campaign = 0
    for _ in range(int(chance.integers(1, places + 1))):
        modes = int(chance.choice([1, 1, 1, 2, 3]))
        starts: list[int] = []
        must = float(chance.random() < musts)
        for _ in range(modes):
            own = _campaign(sheet, chance, campaign, periods, gains)
            if own:
                sheet.row(dict.fromkeys(own, 1.0), must if modes == 1 else -np.inf, 1.0)
            starts += own
            campaign += 1
        if modes > 1 and starts and chance.random() < 0.9:
            sheet.row(dict.fromkeys(starts, 1.0), must if must else -np.inf, 1.0)
    _others(sheet, chance)
    for _ in range(int(chance.integers(0, 8))):
        _across(sheet, chance)
    return sheet.arrays()


def _campaign(sheet: _Sheet, chance: Generator, campaign: int, periods: int, gains: float) -> list[int]:
    """Add a campaign's starts and what rides on them."""
    scale = float(chance.choice([1.0, 10.0, 1000.0]))
    starts = []
    rides = [int(chance.choice([1, 1, 2, 3])) for _ in range(int(chance.integers(0, 4)))]
    must = [bool(chance.random() < 0.3) for _ in rides]
    twin = int(chance.integers(0, 3)) == 0
    for period in range(periods):
        if chance.random() < 0.2:
            continue
        worth = float(np.round(scale * (chance.random() - 1 + gains), 3))
        high = 0.0 if chance.random() < 0.05 else 1.0
        start = sheet.column(worth, campaign, period, start=True, high=high)
        starts.append(start)
        singles = []
        for size, exactly in zip(rides, must, strict=True):
            items = [
                sheet.column(
                    float(np.round(scale * (chance.random() - 0.6), 3)),
                    campaign,
                    period,
                    high=0.0 if chance.random() < 0.05 else 1.0,
                )
                for _ in range(size)
            ]
            sheet.row({**dict.fromkeys(items, 1.0), start: -1.0}, 0.0 if exactly else -np.inf, 0.0)
            singles.append(items[0])
        if twin and len(singles) > 1:
            sheet.row({singles[0]: 1.0, singles[1]: -1.0}, 0.0, 0.0)
    return starts


def _others(sheet: _Sheet, chance: Generator) -> None:
    """Add openings, which starts need and which cost, and money, which has no limit but that of its rows."""
    starts = [n for n, is_start in enumerate(sheet.start) if is_start]
    for _ in range(int(chance.integers(0, 4))):
        opened = sheet.column(-float(np.round(5 * chance.random(), 2)))
        for start in starts:
            if chance.random() < 0.2:
                sheet.row({start: 1.0, opened: -1.0}, -np.inf, 0.0)
    if starts and chance.random() < 0.6:
        funds = [sheet.column(0.0, high=np.inf, whole=False) for _ in range(int(chance.integers(1, 4)))]
        dues = np.round(10 * chance.random(len(sheet.cost) - len(funds)) + 0.01, 2)
        due = dict(enumerate(dues.tolist()))
        paid = {n: -value for n, value in due.items() if chance.random() < 0.7}
        sheet.row({**dict.fromkeys(funds, 1.0), **paid}, 0.0, 0.0)
        for fund in funds:
            sheet.row({fund: 1.0}, -np.inf, float(np.round(0.4 * sum(due.values()) * chance.random(), 2)))
    if starts and chance.random() < 0.3:
        short = sheet.column(-float(chance.choice([1.0, 100.0])), high=np.inf, whole=False)
        some = {n: 1.0 for n in starts if chance.random() < 0.5}
        sheet.row({**some, short: 1.0}, float(chance.integers(1, 6)), np.inf)


def _across(sheet: _Sheet, chance: Generator) -> None:
    """Add a row across campaigns: a limit, a floor that now and then cannot be reached, or both."""
    count = len(sheet.cost)
    entries = {
        n: float(np.round(chance.random() * chance.choice([1, 1, 20]) + 0.01, 2))
        for n in range(count)
        if np.isfinite(sheet.high[n]) and chance.random() < chance.choice([0.1, 0.4])
    }
    if not entries:
        return
    total = sum(entries.values())
    kind = chance.random()
    limit = float(np.round(total * 0.3 * chance.random(), 2))
    if kind < 0.6:
        sheet.row(entries, -np.inf, limit)
    elif kind < 0.75:
        sheet.row(entries, limit * float(chance.choice([0.2, 0.2, 1.0])), np.inf)
    elif kind < 0.9:
        sheet.row(entries, 0.1 * limit, limit)
    else:
        signs = {n: value * float(chance.choice([-1.0, 1.0])) for n, value in entries.items()}
        sheet.row(signs, -np.inf, 0.0)
