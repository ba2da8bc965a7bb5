"""Estates, zones, assets and residents that are legal but odd."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenarios.model.findings.noted import given, is_in, named

if TYPE_CHECKING:
    from scenarios.model.findings.noted import Noted


def estates_can_be_planned(noted: Noted) -> None:
    """Point out estates in no street, without works, without households, or dangerous and yet renovated."""
    estates, works, part = noted.programme.estates, noted.programme.works, noted.taking_part
    noted.estates("estate_without_street", part & ~estates.street.astype(bool), "street")
    idle = part & ~is_in(estates.id, works.place)
    idle &= ~is_in(estates.zone, works.place) | (estates.zone == "")
    noted.estates("estate_without_works", idle, "id")
    noted.estates("estate_without_households", part & (estates.households == 0), "households")
    dangerous = part & (estates.structure_grade == "D") & (estates.mode != "rebuild")
    noted.estates("dangerous_estate", dangerous, "structure_grade")


def zones_lie_in_one_street(noted: Noted) -> None:
    """Point out zones whose estates lie in several streets."""
    estates = noted.programme.estates
    streets: dict[str, dict[str, int]] = {}
    for row in np.flatnonzero(noted.taking_part & (estates.zone != "") & (estates.street != "")).tolist():
        streets.setdefault(str(estates.zone[row]), {}).setdefault(str(estates.street[row]), row)
    several = {zone: held for zone, held in streets.items() if len(held) > 1}
    rows = [list(held.values())[1] for held in several.values()]
    names = [f"{zone} ({' / '.join(held)})" for zone, held in several.items()]
    noted.rows("zone_in_two_streets", estates, rows, "zone", names)


def needs_are_there(noted: Noted) -> None:
    """Point out works that bring nothing because nobody needs them."""
    facts, works = noted.programme.facts, noted.programme.works
    noted.works("need_zero", given(works, "need")[facts.row] & (facts.need == 0), "need")


def ballots_fit_their_estates(noted: Noted) -> None:
    """Point out ballots answered, or handed out, in more households than live there."""
    estates, ballots = noted.programme.estates, noted.programme.ballots
    row_of = {str(name): row for row, name in enumerate(estates.id)}
    at = np.array([row_of[str(name)] for name in ballots.estate], dtype=np.int64)
    for code, column in (("ballot_above_households", "respondents"), ("asked_above_households", "asked")):
        counts = getattr(ballots, column)
        more = given(ballots, column) & (counts > estates.households[at]) & (estates.households[at] > 0)
        if column == "asked":
            more &= ballots.respondents <= estates.households[at]
        rows = np.flatnonzero(more)
        names = [
            f"{named(str(ballots.estate[r]), str(estates.name[at[r]]))} ({counts[r]} > "
            f"{estates.households[at[r]]})"
            for r in rows
        ]
        noted.rows(code, ballots, rows, column, names)


def assets_are_dated(noted: Noted) -> None:
    """Point out assets without a day of readiness and without works of their own: they hold nothing back."""
    assets = noted.programme.assets
    built = np.isin(assets.id, noted.programme.works.place)
    rows = np.flatnonzero(~given(assets, "ready") & np.isnat(assets.ready) & ~built)
    names = [named(str(assets.id[r]), str(assets.name[r])) for r in rows]
    noted.rows("asset_without_ready", assets, rows, "ready", names)


def other_votes_bind_nothing(noted: Noted) -> None:
    """Point out votes of units that do not decide their matter: they are kept and bind nothing."""
    programme = noted.programme
    votes, rule = programme.consents, programme.settings.rules.consent
    decided = {str(matter): rule.of(str(matter)).scope for matter in set(votes.matter.tolist())}
    by = np.array([decided[str(matter)] for matter in votes.matter], dtype=object)
    rows = np.flatnonzero((votes.scope != "estate") & (votes.scope != by))
    names = [f"{votes.estate[r]} ({votes.matter[r]})" for r in rows]
    noted.rows("vote_of_other_scope", votes, rows, "scope", names)
