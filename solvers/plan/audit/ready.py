"""Rules on what must be ready before a start: preparation, agreements (docs/meaning.md, 11.4 to 11.7)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from solvers.plan.audit.consent import ALWAYS
from solvers.plan.audit.words import breach, days, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from solvers.plan.audit.given import Given
    from solvers.plan.audit.reckoning import Reckoned, Started
    from solvers.plan.plan import Breach

STAGES = ("surveyed", "designed", "publicised", "approved", "tendered")
"""Stages of preparation in turn, each named when it is done."""
OFFICE_DAYS_OFF = 1e-6
"""Office-days that are nothing but rounding."""


@dataclass(frozen=True, kw_only=True)
class Lead:
    """Calendar days that a campaign's preparation still takes, stage by stage; done ones take none."""

    survey: int
    design: int
    publicity: int
    approval: int
    tender: int

    @property
    def total(self) -> int:
        """Days from the beginning of preparation to the earliest start."""
        return self.survey + self.design + self.publicity + self.approval + self.tender


def lead_of(given: Given, estate: int) -> Lead:
    """Return what preparation still takes at an estate; −1: a zone or asset, of which nothing is said."""
    rule = given.rules.readiness
    stage = str(given.programme.estates.ready_stage[estate]) if estate >= 0 else ""
    done = STAGES.index(stage) + 1 if stage in STAGES else 0
    length = (
        rule.survey_days,
        rule.design_rounds * rule.design_days,
        rule.publicity_days,
        rule.approval_days,
        rule.tender_days,
    )
    left = [0 if s < done else needed for s, needed in enumerate(length)]
    return Lead(survey=left[0], design=left[1], publicity=left[2], approval=left[3], tender=left[4])


def readiness(reckoned: Reckoned) -> Iterator[Breach]:
    """A campaign starts when its preparation can be done, counted from its beginning; a pin stands before."""
    given = reckoned.given
    for one in reckoned.started.values():
        estate = one.given.estate
        if given.estate_day("pinned_start", estate) is not None:
            continue
        begin = given.estate_day("preparation_from", estate)
        if begin is None:
            begins = given.rules.readiness.begins
            begin = 0 if begins is None else given.clock.day(begins)
        needed = lead_of(given, estate).total
        off = begin + needed - one.start
        if off > 0:
            start, first = given.date(one.start), given.date(begin)
            en = f"starts on {start}; preparation takes {days(needed)} from {first}: {days(off)} too early"
            zh = f"{start} 开工；前期工作自 {first} 起需 {needed} 天：早 {off} 天"
            yield breach("readiness", one.given.label, off, "days", en, zh)


def preparation(reckoned: Reckoned) -> Iterator[Breach]:
    """In each period the days of design and approval are at most those of their offices."""
    given = reckoned.given
    used: dict[tuple[str, int], float] = defaultdict(float)
    for one in reckoned.started.values():
        for trade, first, end in _office_spans(given, one):
            for period, (begins, ends) in enumerate(zip(given.starts, given.starts[1:], strict=False)):
                used[trade, period] += given.calendars.base.between(max(first, begins), min(end, ends))
    there = given.once(_offices)
    limited = {trade for trade, _ in there}
    for (trade, period), asked in sorted(used.items()):
        over = asked - there.get((trade, period), 0.0)
        if trade in limited and over > OFFICE_DAYS_OFF:
            have = plain(there.get((trade, period), 0.0))
            en = f"{plain(asked)} office-days used, {have} there: {plain(over)} office-days too many"
            zh = f"需 {plain(asked)} 个科室工作日，共有 {have} 个：超出 {plain(over)} 个"
            yield breach("preparation", f"{trade} {given.periods[period]}", over, "office-days", en, zh)


def _office_spans(given: Given, one: Started) -> Iterator[tuple[str, int, int]]:
    """Yield the trades that prepare a campaign with the days they do, half-open, from the plan's first on."""
    rule, lead = given.rules.preparation, lead_of(given, one.given.estate)
    approved = one.start - lead.tender
    submitted = approved - lead.approval
    designed = submitted - lead.publicity
    for trade, first, end in (
        (rule.design, designed - lead.design, designed),
        (rule.approval, submitted, approved),
    ):
        if end > max(first, 0):
            yield trade, max(first, 0), end


def _offices(given: Given) -> Mapping[tuple[str, int], float]:
    """Return the office-days there are by trade and period, of all streets together."""
    table = given.programme.crews
    held: dict[tuple[str, int], float] = defaultdict(float)
    for row in range(len(table)):
        if table.kind[row] != "office":
            continue
        from_, to = table.from_[row].item(), table.to[row].item()
        first = given.starts[0] if from_ is None else given.clock.day(from_)
        end = given.starts[-1] if to is None else given.clock.day(to) + 1
        for period, (begins, ends) in enumerate(zip(given.starts, given.starts[1:], strict=False)):
            worked = given.calendars.base.between(max(first, begins), min(end, ends))
            held[str(table.trade[row]), period] += float(table.count[row]) * worked
    return held


def agreements(reckoned: Reckoned) -> Iterator[Breach]:
    """Works wait for the agreements with third parties that hold them."""
    given = reckoned.given
    held = given.once(_agreements)
    for one in reckoned.started.values():
        for party, first, kinds in held.get(one.given.place, ()) if one.given.kind == "estate" else ():
            for work in one.included:
                if kinds and work.work_type not in kinds:
                    continue
                start = one.spans[work.key].start
                if first is None:
                    en = f"work {work.key} needs the agreement '{party}', which is not reached"
                    zh = f"改造项 {work.key} 需要协议「{party}」，尚未达成"
                    yield breach("agreements", one.given.label, 1, "works", en, zh)
                elif start < first:
                    off, begins, reached = first - start, given.date(start), given.date(first)
                    en = f"work {work.key} starts on {begins}, agreement '{party}' is reached on {reached}"
                    zh = f"改造项 {work.key} {begins} 开始，协议「{party}」{reached} 达成：早 {off} 天"
                    yield breach(
                        "agreements", one.given.label, off, "days", f"{en}: {days(off)} too early", zh
                    )


def _agreements(given: Given) -> Mapping[str, list[tuple[str, int | None, frozenset[str]]]]:
    """Return, by estate, its agreements: party, day from which it holds (None: never), types that wait."""
    table, estates = given.programme.agreements, given.programme.estates
    held: dict[str, list[tuple[str, int | None, frozenset[str]]]] = defaultdict(list)
    told = set()
    for row in range(len(table)):
        estate, party, date = str(table.estate[row]), str(table.party[row]), table.reached_on[row].item()
        told.add((estate, party))
        day = None if date is None else given.clock.day(date)
        held[estate].append((party, day, frozenset(table.holds[row])))
    untold = ALWAYS if given.rules.agreements.missing == "assumed" else None
    for estate, parties in zip(estates.id.tolist(), estates.agreements.tolist(), strict=True):
        for party in parties:
            if (estate, party) not in told:
                held[estate].append((party, untold, frozenset()))
    return held


def harder_later(reckoned: Reckoned) -> Iterator[Breach]:
    """Works of a type that is hard enough start no earlier than a day."""
    given, rule = reckoned.given, reckoned.given.rules.harder_later
    if rule.from_date is None:
        return
    first = given.clock.day(rule.from_date)
    types = given.programme.work_types
    hard = {str(types.id[row]) for row in range(len(types)) if types.difficulty[row] >= rule.difficulty}
    for one in reckoned.started.values():
        for work in one.included:
            start = one.spans[work.key].start
            if work.work_type in hard and start < first:
                off, begins = first - start, given.date(start)
                en = f"work {work.key} is hard and starts on {begins}, before {rule.from_date}"
                zh = f"改造项 {work.key} 难度较大，{begins} 开始，不得早于 {rule.from_date}：早 {off} 天"
                yield breach("harder_later", one.given.label, off, "days", f"{en}: {days(off)} too early", zh)
