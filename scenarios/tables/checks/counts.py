"""Counts and targets that contradict one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenarios.tables.keys import campaign_keys
from scenarios.tables.means import Targets
from scenarios.tables.nearest import Names
from scenarios.tables.people import Ballots
from scenarios.tables.standing import Actuals, Published
from scenarios.tables.texts import near_words
from scenarios.tables.undertaking import Benefits, Works

if TYPE_CHECKING:
    from scenarios.tables.checks.given import Given
    from scenarios.tables.gathered import Gathered


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
