"""When the parts of works' costs fall due (docs/meaning.md, 5.4 and 10.5)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from scenarios.tables.settings import Payments
    from solvers.program.claims import Claims
    from solvers.program.network import Spans

    Ints = NDArray[np.int64]
    Pieces = list[tuple[Ints, Ints, Ints]]

_SHARES = 10_000
"""A payment profile's shares are whole ten-thousandths."""
_AT_ONCE = 1 << 17
"""Amounts worked out at once: few enough for all that is on the way to them to stay small."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Due:
    """When parts of costs fall due, worked out where it is asked for: of all starts it would be large.

    The sum over years is the part's amount, exactly. The advance is due in the year of the campaign's start,
    the retention in the year of the day ``release`` days after the work's end (axis ``(work,)``), the rest
    as the work progresses; each in fen, axes ``(part, period)``, None where there is none at all. ``days``
    are the days a work needs, ``began`` the plan year of each period's first day, ``year_of`` that of each
    day; years are numbered from 0, and what falls due after the plan comes after the last.
    """

    spans: Spans
    work: Ints
    days: Ints
    advance: Ints | None
    progress: Ints
    retention: Ints | None
    release: Ints
    began: Ints
    year_of: Ints
    year_ends: Ints

    @property
    def years(self) -> int:
        """How many plan years there are."""
        return len(self.year_ends)

    @property
    def may_be_late(self) -> NDArray[np.bool_]:
        """Whether anything of a work may fall due after the plan, axes ``(work, period)``."""
        late: NDArray[np.bool_] = self.spans.end + self.release[:, None] >= self.year_ends[-1]
        return late

    def at(self, part: Ints, period: Ints) -> Ints:
        """Return what parts have due when started in periods, in fen, axes ``(part, year + 1)``."""
        due = np.zeros((len(part), self.years + 1), dtype=np.int64)
        for cell, year, amount in self._pieces(part, period):
            due[cell, year] += amount
        return due

    def entries(self, there: NDArray[np.bool_]) -> Iterator[tuple[Ints, Ints, Ints, Ints]]:
        """Yield what parts have due as (part, period, year, amount) of more or less than nothing, in pieces.

        Only of starts that are ``there``, axes ``(work, period)``. Years of a part and start occur once.
        """
        each = max(_AT_ONCE // max(there.shape[1], 1), 1)
        merges = self.advance is not None or self.retention is not None
        for first in range(0, len(self.work), each):
            part, period = np.nonzero(there[self.work[first : first + each]])
            part += first
            pieces = self._pieces(part, period)
            for cell, year, amount in [self._merged(pieces)] if merges else pieces:
                some = amount != 0
                if not some.all():
                    cell, year, amount = cell[some], year[some], amount[some]
                yield part[cell], period[cell], year, amount

    @cached_property
    def table(self) -> Ints:
        """What every part has due in every year, axes ``(part, period, year + 1)``: large."""
        periods = self.progress.shape[1]
        part, period = np.divmod(np.arange(len(self.work) * periods), periods)
        return self.at(part, period).reshape(len(self.work), periods, self.years + 1)

    def _merged(self, pieces: Pieces) -> tuple[Ints, Ints, Ints]:
        """Return pieces as one in which each cell and year occurs once."""
        cell, year, amount = (np.concatenate(held) for held in zip(*pieces, strict=True))
        key = cell * (self.years + 1) + year
        order = np.argsort(key, kind="stable")
        head = np.flatnonzero(np.diff(key[order], prepend=-1))
        total = np.add.reduceat(amount[order], head) if len(head) else amount
        return cell[order[head]], year[order[head]], total

    def _pieces(self, part: Ints, period: Ints) -> Pieces:
        """Return (cell, year, amount) of parts started in periods; in a piece a cell has a year but once."""
        pieces = self._as_work_goes(part, period)
        cells = np.arange(len(part))
        if self.advance is not None:
            pieces.append((cells, self.began[period], self.advance[part, period]))
        if self.retention is not None:
            work = self.work[part]
            day = np.minimum(self.spans.end[work, period] + self.release[work], len(self.year_of) - 1)
            pieces.append((cells, self.year_of[day], self.retention[part, period]))
        return pieces

    def _as_work_goes(self, part: Ints, period: Ints) -> Pieces:
        """Return the pieces that fall due as works progress; most works begin and end in one year."""
        work = self.work[part]
        amount = self.progress[:, 0][part] if not self.progress.strides[1] else self.progress[part, period]
        cell = work * self.spans.start.shape[1] + period
        first, last = (np.take(of, cell) for of in self._years_of_works)
        over = (first < last) & (first < self.years)
        several = np.flatnonzero(over)
        if not len(several):
            return [(np.arange(len(part)), first, amount)]
        single, begins = np.flatnonzero(~over), self.spans.start[work[several], period[several]]
        those = (of[several] for of in (work, first, last, amount))
        return [(single, first[single], amount[single]), *self._over_years(several, begins, *those)]

    @cached_property
    def _years_of_works(self) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
        """The years in which works begin and end, axes ``(work, period)``."""
        year_of, spans = self.year_of.astype(np.int16), self.spans
        return np.take(year_of, spans.start), np.take(year_of, np.maximum(spans.end - 1, spans.start))

    def _over_years(
        self, cell: Ints, begins: NDArray[np.int32], work: Ints, first: Ints, last: Ints, amount: Ints
    ) -> Pieces:
        """Return what falls due of works that go on over the end of a year, year by year."""
        calendars = self.spans.calendars
        calendar, days = calendars.of_work[work], self.days[work]
        before, paid = calendars.before[calendar, begins], np.zeros(len(cell), dtype=np.int64)
        pieces = []
        for year, end in enumerate(self.year_ends):
            on = np.flatnonzero((first <= year) & (year <= last))
            done = np.minimum(calendars.before[calendar[on], end] - before[on], days[on])
            upto = amount[on] * done // days[on]
            pieces.append((cell[on], np.full(len(on), year), upto - paid[on]))
            paid[on] = upto
        on = np.flatnonzero(last >= self.years)
        pieces.append((cell[on], np.full(len(on), self.years), amount[on] - paid[on]))
        return pieces


def dues(programme: Programme, spans: Spans, held: Claims) -> Due:
    """Return when the parts of works' costs fall due."""
    clock = programme.clock
    advance, progress, retention = _stages(programme, held)
    year_of = np.searchsorted(clock.year_ends, np.arange(spans.calendars.days + 1), side="right")
    return Due(
        spans=spans,
        work=held.work,
        days=programme.facts.days,
        advance=advance,
        progress=progress,
        retention=retention,
        release=_release_days(programme),
        began=year_of[clock.starts[:-1]],
        year_of=year_of,
        year_ends=clock.year_ends,
    )


def _stages(programme: Programme, held: Claims) -> tuple[Ints | None, Ints, Ints | None]:
    """Return (advance, progress, retention) of each part in fen, ``(part, period)``; None: none at all."""
    payments = programme.settings.payments
    profiles = (payments, *payments.by_class.values())
    if not any(one.advance or one.retention for one in profiles):
        return None, held.amount, None
    amount = held.amount[:, :1] if not held.amount.strides[1] else held.amount
    advance, retention = (
        amount * share[held.work, None] // _SHARES
        for share in (_ten_thousandths(programme, "advance"), _ten_thousandths(programme, "retention"))
    )
    stages = (advance, amount - advance - retention, retention)
    advance, progress, retention = (np.broadcast_to(stage, held.amount.shape) for stage in stages)
    return advance, progress, retention


def _profile_of_type(programme: Programme) -> list[Payments]:
    """Return the payment profile of each work type: its class's own, else the general one."""
    payments = programme.settings.payments
    return [payments.by_class.get(str(name), payments) for name in programme.work_types.work_class]


def _ten_thousandths(programme: Programme, stage: str) -> Ints:
    shares = [round(getattr(one, stage) * _SHARES) for one in _profile_of_type(programme)]
    return np.array(shares, dtype=np.int64)[programme.facts.work_type]


def _release_days(programme: Programme) -> Ints:
    days = [one.release_days for one in _profile_of_type(programme)]
    return np.array(days, dtype=np.int64)[programme.facts.work_type]
