"""Crews by trade and period (docs/meaning.md, 6.7)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

from solvers.plan.audit.words import breach, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from solvers.plan.audit.given import Given
    from solvers.plan.audit.reckoning import Reckoned
    from solvers.plan.plan import Breach

CREW_DAYS_OFF = 1e-6
"""Crew-days that are nothing but rounding."""
TradePeriod = tuple[str, int]


def crew_limits(reckoned: Reckoned) -> Iterator[Breach]:
    """In each period the crew-days of a trade are at most those of its crews, a street's own crews first."""
    given = reckoned.given
    capacity = given.once(crew_days_there)
    limited = {trade for trade, _ in capacity}
    for (trade, period), by_street in sorted(crew_days_used(reckoned).items()):
        if trade not in limited:
            continue
        own = capacity[trade, period]
        beyond = {street: use - own.get(street, 0.0) if street else use for street, use in by_street.items()}
        asked = sum(max(0.0, use) for use in beyond.values())
        over = asked - own.get("", 0.0)
        if over > CREW_DAYS_OFF:
            streets = "、".join(street for street, use in beyond.items() if street and use > 0)
            total, all_own = sum(by_street.values()), sum(own.values())
            en = (
                f"{plain(total)} crew-days used, {plain(all_own)} there: {plain(over)} crew-days too many"
                f" (in {streets or 'no street'})"
            )
            zh = f"需 {plain(total)} 队日，共有 {plain(all_own)} 队日：超出 {plain(over)} 队日"
            zh += f"（{streets or '无街道'}）"
            yield breach("crew_limits", f"{trade} {given.periods[period]}", over, "crew-days", en, zh)


def crew_days_used(reckoned: Reckoned) -> Mapping[TradePeriod, Mapping[str, float]]:
    """Return crew-days used by trade and period, and in each by street."""
    given = reckoned.given
    used: dict[TradePeriod, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for one in reckoned.started.values():
        for work in one.included:
            span = one.spans[work.key]
            if not work.trade or span.start == span.end:
                continue
            first_touched = max(bisect_right(given.starts, span.start) - 1, 0)
            for period in range(first_touched, min(bisect_left(given.starts, span.end), len(given.periods))):
                first, end = given.starts[period : period + 2]
                worked = work.calendar.between(max(span.start, first), min(span.end, end))
                used[work.trade, period][one.given.street] += work.crews * worked
    return used


def crew_days_there(given: Given) -> Mapping[TradePeriod, Mapping[str, float]]:
    """Return crew-days there are by trade and period, and in each by street, '' for the whole district."""
    table, base = given.programme.crews, given.calendars.base
    held: dict[TradePeriod, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in range(len(table)):
        if table.kind[row] != "crew":
            continue
        from_, to = table.from_[row].item(), table.to[row].item()
        first = given.starts[0] if from_ is None else given.clock.day(from_)
        end = given.starts[-1] if to is None else given.clock.day(to) + 1
        for period, (begins, ends) in enumerate(zip(given.starts, given.starts[1:], strict=False)):
            worked = base.between(max(first, begins), min(end, ends))
            held[str(table.trade[row]), period][str(table.street[row])] += float(table.count[row]) * worked
    return held
