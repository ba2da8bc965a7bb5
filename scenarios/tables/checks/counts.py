"""Counts and targets that contradict one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenarios.tables.catalogue import WorkTypes
from scenarios.tables.keys import campaign_keys
from scenarios.tables.means import Targets
from scenarios.tables.nearest import Names
from scenarios.tables.people import Answers, Ballots
from scenarios.tables.standing import Actuals, Published
from scenarios.tables.texts import near_words
from scenarios.tables.undertaking import Benefits, Works

if TYPE_CHECKING:
    from scenarios.tables.checks.given import Given
    from scenarios.tables.column import Flags
    from scenarios.tables.gathered import Gathered

POINTS = ("rank", "points")
"""Kinds of ballot that are counted in points."""


def ballots_count_right(given: Given, gathered: Gathered) -> None:
    """No more households are in favour than answered, and no more answered than were asked."""
    table = given.of(Ballots)
    for less, more, code in (
        ("support", "respondents", "more_support"),
        ("respondents", "asked", "more_answers"),
        ("willing_to_pay", "respondents", "more_payers"),
    ):
        filled = given.filled(table, less, more)
        for row in np.flatnonzero(filled & (getattr(table, less) > getattr(table, more))).tolist():
            gathered.fault(code, given.place(table, row, less), limit=int(getattr(table, more)[row]))
    by_points = np.isin(table.ballot, POINTS)
    answered = ~given.filled(table, "respondents") | (table.respondents > 0)
    wanting = ~by_points & answered & ~table.given["support"]
    for row in np.flatnonzero(wanting).tolist():
        gathered.fault("ballot_without_support", given.place(table, row, "support"))
    _points_count_right(given, gathered, by_points & answered)


def _points_count_right(given: Given, gathered: Gathered, rows: Flags) -> None:
    """Where residents ranked or gave points, both the points and the most of one household are there."""
    table = given.of(Ballots)
    for column in ("rank_points", "most"):
        for row in np.flatnonzero(rows & ~table.given[column]).tolist():
            gathered.fault("ballot_without_points", given.place(table, row, column))
    told = rows & given.filled(table, "rank_points", "most", "respondents")
    for row in np.flatnonzero(told & (table.most <= 0)).tolist():
        gathered.fault("most_is_nothing", given.place(table, row, "most"))
    limit = table.respondents * table.most
    for row in np.flatnonzero(told & (table.most > 0) & (table.rank_points > limit * (1 + 1e-9))).tolist():
        gathered.fault("more_points", given.place(table, row, "rank_points"), limit=f"{limit[row]:g}")


def fears_count_right(given: Given, gathered: Gathered) -> None:
    """No more households fear anything than answered."""
    table = given.of(Ballots)
    for row in np.flatnonzero(given.filled(table, "fears", "respondents")).tolist():
        limit = int(table.respondents[row])
        if any(count > limit for _, count in table.fears[row]):
            gathered.fault("more_fears", given.place(table, row, "fears"), limit=limit)


def points_name_work_types(given: Given, gathered: Gathered) -> None:
    """Households give points to work types that there are."""
    table = given.of(Answers)
    if WorkTypes in given.unread or not table.given["points"].any():
        return
    known = set(given.of(WorkTypes).id.tolist())
    names = Names(sorted(known))
    for row in np.flatnonzero(table.given["points"]).tolist():
        for name, _ in table.points[row]:
            if name not in known:
                at = given.place(table, row, "points")
                gathered.fault("unknown_pointed", at, name=name, **near_words(names.nearest(name)))


def targets_say_what_counts(given: Given, gathered: Gathered) -> None:
    """A target of a quantity names its work type; no other target names one."""
    table = given.of(Targets)
    by_quantity = table.measure == "quantity"
    named = table.given["work_type"]
    for row in np.flatnonzero(by_quantity & ~named).tolist():
        gathered.fault("target_without_type", given.place(table, row, "work_type"), target=table.name[row])
    for row in np.flatnonzero(named & ~by_quantity & table.given["measure"]).tolist():
        gathered.fault("target_with_type", given.place(table, row, "work_type"), target=table.name[row])


def campaigns_are_known(given: Given, gathered: Gathered) -> None:
    """Benefits, the published plan and actuals name campaigns that have works."""
    if Works in given.unread:
        return
    known = set(campaign_keys(given.of(Works)).tolist())
    names = None
    for table in (given.of(Benefits), given.of(Published), given.of(Actuals)):
        for row, name in enumerate(table.campaign.tolist()):
            if name and name not in known:
                names = names or Names(sorted(known))
                at = given.place(table, row, "campaign")
                gathered.fault("unknown_campaign", at, name=name, **near_words(names.nearest(name)))
