"""A replication of construction as sentences: what happened when, and what bound the finishes."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.report.labels import resource_label
from planner.words import mark, words
from solvers.construction.play import KINDS, NOT_FINISHED
from solvers.construction.trace import explained

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.words import Words
    from scenarios.model.programme import Programme
    from solvers.construction.play import Happening, Replay
    from solvers.construction.site import Draws, Site

VISITS = (
    mark("main visit"),
    mark("rest after the stop"),
    mark("reinstatement of the ground opened twice"),
    mark("inspection"),
    mark("rework"),
    mark("repairs at the look-back"),
)
"""Visits by kind."""
CAUSES = {
    "plan": mark("planned to start then"),
    "slip": mark("released late"),
    "consent": mark("residents' consent"),
    "money": mark("money"),
    "trench": mark("utilities at the trench"),
    "notice": mark("notice of shutdowns"),
    "lag": mark("time between works"),
    "waiting": mark("waiting for a resource"),
    "closed": mark("closed days"),
    "work": mark("working days"),
    "left_out": mark("the place of works left out"),
    "stop": mark("stops"),
    "inspection": mark("inspections"),
    "rework": mark("rework days"),
}
"""Causes of days by their name."""
_LATEST = 10


@dataclass(frozen=True, eq=False)
class Told:
    """A replication that is to be told in a language."""

    programme: Programme
    site: Site
    draws: Draws
    run: Replay
    lang: str

    @property
    def t(self) -> Words:
        """Speak the language."""
        return words(self.lang)

    def date(self, day: int) -> datetime.date:
        """Return the date of a day."""
        return self.site.first_day + datetime.timedelta(days=int(day))

    def campaign(self, c: int) -> str:
        """Return what a campaign is called: its key, and its estate's name."""
        row = int(self.site.estate[c])
        return self.site.campaign[c] + (f" {self.programme.estates.name[row]}" if row >= 0 else "")

    def activity(self, a: int) -> str:
        """Return what an activity is called."""
        names = dict(zip(self.programme.work_types.id, self.programme.work_types.name, strict=True))
        kind = self.site.work_type[a]
        if not kind:
            return self.t("design") if self.site.activity[a].endswith(":design") else self.t("approval")
        return str(self.t.pick(kind, str(names[kind])))


def trace_lines(told: Told) -> Iterator[str]:
    """Yield a line for each thing that happened, in order of days."""
    for happening in told.run.happenings:
        if _is_silent(told, happening):
            continue
        where = told.campaign(happening.campaign)
        if happening.activity >= 0:
            where += f" · {told.activity(happening.activity)}"
        yield f"{told.date(happening.day)}  {where}  {_said(told, happening)}"


def _is_silent(told: Told, one: Happening) -> bool:
    """Whether nothing is to be seen: the place of a work left out, the end of an inspection (told by how)."""
    left_out = one.activity >= 0 and not told.site.included[one.activity]
    return left_out or (one.what == "ended" and KINDS[one.kind] == "inspection")


def _said(told: Told, one: Happening) -> str:
    """Return what happened, without when and where."""
    t = told.t
    visit = t(VISITS[one.kind]) if one.kind >= 0 else ""
    if one.what == "started":
        return _started(t, one, visit)
    if one.what == "released":
        return t("released {n} [day|days] late", n=one.number) if one.number else t("released")
    if one.what == "finished":
        late = one.day - int(told.site.campaign_end[one.campaign])
        return (
            t("finished, {n} [day|days] later than planned", n=late) if late > 0 else t("finished as planned")
        )
    if one.what == "opened":
        return t("asks for the trench, which opens {n} [day|days] later", n=one.number)
    if one.what == "held":
        return t(
            "ready {n} [day|days] after its planned day, last held by: {cause}",
            n=one.number,
            cause=_gate(t, one),
        )
    said = {
        "agreed": t("done for the {n} [unit|units] that agreed", n=one.number),
        "refused": t("refused by residents: not done"),
        "missed": t("misses the trench, which has been opened without it"),
        "stopped": t("stopped for {n} [day|days]", n=one.number),
        "ended": t("{visit} ends after {n} working [day|days]", visit=visit, n=one.number),
        "passed": t("passes its inspection"),
        "failed": t("fails its inspection: {n} working [day|days] of rework", n=one.number),
    }
    return said[one.what]


def _gate(t: Words, one: Happening) -> str:
    """Return what held an activity last."""
    known = {"work": mark("works before it"), "release": CAUSES["slip"]}
    return t(known[one.name] if one.name in known else CAUSES[one.name])


def _started(t: Words, one: Happening, visit: str) -> str:
    if one.name:
        name = resource_label(one.name, t)
        return t(
            "{visit} starts after {n} [day|days] of waiting for {name}", visit=visit, n=one.number, name=name
        )
    if one.number:
        return t("{visit} starts after {n} closed [day|days]", visit=visit, n=one.number)
    return t("{visit} starts", visit=visit)


def summary_lines(told: Told) -> Iterator[str]:
    """Yield what became of the plan: finishes, waits, what bound the finishes, the latest campaigns."""
    t, site, finish = told.t, told.site, told.run.played.finish
    ended = [c for c, day in enumerate(finish.tolist()) if day < NOT_FINISHED]
    yield t("{n} of {all} campaigns finish within the horizon.", n=len(ended), all=site.campaigns)
    if not ended:
        return
    late = {c: int(finish[c] - site.campaign_end[c]) for c in ended if finish[c] > site.campaign_end[c]}
    last, planned = (told.date(int(max(days[c] for c in ended)) - 1) for days in (finish, site.campaign_end))
    yield t("The last finishes on {date}; planned was {planned}.", date=last, planned=planned)
    mean = sum(late.values()) / len(late) if late else 0.0
    yield t(
        "{n} [finishes|finish] later than planned, by {days} [day|days] on average.",
        n=len(late),
        days=f"{mean:.0f}",
    )
    yield from _waits(told)
    yield from _chains(told, ended)
    yield from _latest(told, late)


def _waits(told: Told) -> Iterator[str]:
    """Yield how long visits waited for each resource, the longest first."""
    played, days, visits = told.run.played, Counter[str](), Counter[str]()
    for (a, kind), name in told.run.waited.items():
        days[name] += int(played.start[a, kind] - played.ready[a, kind])
        visits[name] += 1
    for name, waited in days.most_common():
        spoken = resource_label(name, told.t)
        yield told.t(
            "{n} [visit|visits] waited {days} [day|days] for {name}.",
            n=visits[name],
            days=waited,
            name=spoken,
        )


def _chains(told: Told, ended: list[int]) -> Iterator[str]:
    sums: Counter[str] = Counter()
    for c in ended:
        for part in explained(told.site, told.draws, told.run, c):
            sums[part.cause] += part.days
    total = sum(sums.values())
    yield told.t("What bound the finishes, in days of all campaigns:")
    for cause, days in sums.most_common():
        yield f"  {days:>8,}  {days / total:>5.1%}  {told.t(CAUSES[cause])}"


def _latest(told: Told, late: dict[int, int]) -> Iterator[str]:
    t = told.t
    for c in sorted(late, key=lambda c: (-late[c], c))[:_LATEST]:
        parts: Counter[str] = Counter()
        for part in explained(told.site, told.draws, told.run, c):
            parts[t(CAUSES[part.cause]) + (f" ({resource_label(part.name, t)})" if part.name else "")] += (
                part.days
            )
        listed = ", ".join(f"{name} {days}" for name, days in parts.most_common())
        last = told.date(int(told.run.played.finish[c]) - 1)
        yield t(
            "{where}: {date}, {n} [day|days] late: {parts}",
            where=told.campaign(c),
            date=last,
            n=late[c],
            parts=listed,
        )
