"""When the parts of works' costs fall due (docs/meaning.md, 5.4 and 10.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from scenarios.tables.settings import Payments
    from solvers.program.claims import Claims
    from solvers.program.network import Spans

    Ints = NDArray[np.int64]

_SHARES = 10_000
"""A payment profile's shares are whole ten-thousandths."""


def dues(programme: Programme, spans: Spans, held: Claims) -> Ints:
    """Return what each part would have due in each plan year and after, in fen.

    Axes ``(part, period, year + 1)``; the sum over years is the part's amount, exactly. The advance is due in
    the year of the campaign's start, the retention in the year of the day ``release_days`` after the work's
    end, the rest as the work progresses.
    """
    advance, progress, retention = _stages(programme, held)
    due = _as_work_goes(programme, spans, held, progress)
    if advance is not None:
        start = np.broadcast_to(programme.clock.starts[:-1], advance.shape)
        _add(due, _year_of(programme, start), advance)
    if retention is not None:
        released = spans.end[held.work] + _release_days(programme)[held.work, None]
        _add(due, _year_of(programme, released), retention)
    return due


def _stages(programme: Programme, held: Claims) -> tuple[Ints | None, Ints, Ints | None]:
    """Return (advance, progress, retention) of each part in fen, ``(part, period)``; None: none at all."""
    payments = programme.settings.payments
    profiles = (payments, *payments.by_class.values())
    if not any(one.advance or one.retention for one in profiles):
        return None, held.amount, None
    advance, retention = (
        held.amount * share[held.work, None] // _SHARES
        for share in (_ten_thousandths(programme, "advance"), _ten_thousandths(programme, "retention"))
    )
    return advance, held.amount - advance - retention, retention


def _profile_of_work(programme: Programme) -> list[Payments]:
    """Return the payment profile of each work: its class's own, else the general one."""
    payments, facts = programme.settings.payments, programme.facts
    classes = programme.work_types.work_class
    of_type = [payments.by_class.get(str(name), payments) for name in classes]
    return [of_type[kind] for kind in facts.work_type.tolist()]


def _ten_thousandths(programme: Programme, stage: str) -> Ints:
    shares = [round(getattr(one, stage) * _SHARES) for one in _profile_of_work(programme)]
    return np.array(shares, dtype=np.int64)


def _release_days(programme: Programme) -> Ints:
    return np.array([one.release_days for one in _profile_of_work(programme)], dtype=np.int64)


def _year_of(programme: Programme, day: Ints) -> Ints:
    """Return the plan year index of days, the number of plan years where they are after the plan."""
    found: Ints = np.searchsorted(programme.clock.year_ends, day, side="right")
    return found


def _add(due: Ints, year: Ints, amount: Ints) -> None:
    part, period = np.ogrid[: amount.shape[0], : amount.shape[1]]
    due[part, period, year] += amount


def _as_work_goes(programme: Programme, spans: Spans, held: Claims, amount: Ints) -> Ints:
    """Return when amounts, ``(part, period)``, fall due as their works progress."""
    facts = programme.facts
    calendar = spans.calendars.of_work[held.work, None]
    start, days = spans.start[held.work], facts.days[held.work, None]
    due = np.zeros((*start.shape, len(programme.clock.years) + 1), dtype=np.int64)
    paid = np.zeros(start.shape, dtype=np.int64)
    for year, end in enumerate(programme.clock.year_ends):
        done = np.minimum(spans.calendars.between(calendar, start, np.broadcast_to(end, start.shape)), days)
        upto = np.where(days > 0, amount * done // np.maximum(days, 1), 0)
        upto = np.where((days == 0) & (start < end), amount, upto)
        due[:, :, year] = upto - paid
        paid = upto
    due[:, :, -1] = amount - paid
    return due
