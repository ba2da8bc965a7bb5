"""How much from year to year: ramp-up, floors of crews, moves (docs/meaning.md, 11.9, 11.11, 11.12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solvers.plan.audit.crews import CREW_DAYS_OFF, crew_days_there, crew_days_used
from solvers.plan.audit.words import breach, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from solvers.plan.audit.given import Given
    from solvers.plan.audit.reckoning import Reckoned
    from solvers.plan.plan import Breach

OFF = 1e-9
"""What floats may be off, relative to themselves."""


def ramp_up(reckoned: Reckoned) -> Iterator[Breach]:
    """What starts in a year is at most so much in the first, and grows step by step from year to year."""
    given, rule = reckoned.given, reckoned.given.rules.ramp_up
    households = rule.counted == "households"
    started = dict.fromkeys(given.years, 0)
    for one in reckoned.started.values():
        started[given.date(one.start).year] += one.given.households if households else 1
    unit, unit_zh = ("households", "户") if households else ("campaigns", "个批次")
    for year, number in started.items():
        first = year == given.years[0]
        most = rule.first_year if first else rule.factor * started[year - 1] + rule.step
        over = number - most
        if over > OFF * max(1.0, most):
            told = f"{number} {unit} start, at most {plain(most)} may"
            why = "" if first else f" after {started[year - 1]} in {year - 1}"
            why_zh = "" if first else f"（{year - 1} 年为 {started[year - 1]}）"
            en = f"{told}{why}: {plain(over)} too many"
            zh = f"开工 {number} {unit_zh}，至多 {plain(most)}{why_zh}：多 {plain(over)}"
            yield breach("ramp_up", f"year {year}", over, unit, en, zh)


def crew_floors(reckoned: Reckoned) -> Iterator[Breach]:
    """In each year a trade's crews are used for at least a share of the days they have."""
    given, rule = reckoned.given, reckoned.given.rules.crew_floors
    there, used = given.once(crew_days_there), crew_days_used(reckoned)
    trades = rule.trades or sorted({trade for trade, _ in there})
    for year in given.years:
        if rule.from_year is not None and year < rule.from_year:
            continue
        periods = [p for p, day in enumerate(given.starts[:-1]) if given.date(day).year == year]
        for trade in dict.fromkeys(trades):
            have = sum(sum(there.get((trade, period), {}).values()) for period in periods)
            asked = sum(sum(used.get((trade, period), {}).values()) for period in periods)
            short = rule.share * have - asked
            if short > CREW_DAYS_OFF:
                least = plain(rule.share * have)
                en = f"{plain(asked)} crew-days used, at least {least} must be: {plain(short)} too few"
                zh = f"使用 {plain(asked)} 队日，至少应为 {least} 队日：少 {plain(short)} 队日"
                yield breach("crew_floors", f"{trade} {year}", short, "crew-days", en, zh)


def moves(reckoned: Reckoned) -> list[str]:
    """Return the campaigns that do not start in the period published for them, in table order."""
    given, moved = reckoned.given, []
    for key, period in given.once(_published).items():
        one = reckoned.started.get(key)
        if (None if one is None else given.period_holding(one.start)) != period:
            moved.append(key)
    return moved


def _published(given: Given) -> dict[str, int | None]:
    """Return the period published for each campaign that takes part; None: not within the plan."""
    table = given.programme.published
    made: dict[str, int | None] = {}
    for row in range(len(table)):
        if str(table.campaign[row]) in given.campaigns:
            day = given.clock.day(table.start[row].item())
            made.setdefault(str(table.campaign[row]), given.period_holding(day))
    return made


def stability(reckoned: Reckoned) -> Iterator[Breach]:
    """At most so many campaigns start in another period than published."""
    most, moved = reckoned.given.rules.stability.most_moves, moves(reckoned)
    if most is not None and len(moved) > most:
        over, names = len(moved) - most, ", ".join(moved[:5])
        en = f"{len(moved)} campaigns move, at most {most} may: {over} too many ({names})"
        zh = f"有 {len(moved)} 个批次与公布时段不同，至多 {most} 个：多 {over} 个（{names}）"
        yield breach("stability", "published", over, "campaigns", en, zh)


def moves_cost(reckoned: Reckoned) -> float:
    """Return the aim units that moves against the published plan take off; 0 where the rule is off."""
    rule = reckoned.given.rules.stability
    return rule.penalty * len(moves(reckoned)) if rule.on and rule.penalty else 0.0
