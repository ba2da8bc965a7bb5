"""Consent that is missing, too little, of some units only, or still to come (docs/meaning.md, 6.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenarios.model.findings.money import blocking
from scenarios.model.findings.noted import SHOWN, counted
from scenarios.model.homes import Homes
from scenarios.model.outcomes import is_taken, passes
from scenarios.tables.matters import NAMED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from scenarios.model.consent import Standing
    from scenarios.model.findings.noted import Noted
    from scenarios.model.programme import Programme
    from scenarios.tables.column import Flags

    Key = tuple[str, str]


def works_have_consent(noted: Noted) -> None:
    """Point out votes below their threshold, works without a vote, and those that too few units allow."""
    programme = noted.programme
    rule = programme.settings.rules.consent
    if not rule.on:
        return
    closed = _which(programme, lambda one: one.first_day is None)
    silent = _which(programme, lambda one: one.silent == one.units)
    failed = closed & ~silent & ~_which(programme, lambda one: one.pending > 0)
    by_vote = _failing_votes(noted, failed)
    _silent_turnouts(noted)
    code = "consent_assumed" if rule.missing == "assumed" else "consent_refused"
    noted.works(code, silent & _at_estates(programme), "work_type")
    noted.works("consent_too_few", failed & ~by_vote, "work_type", least=f"{rule.least_share:.4g}")


def works_have_some_consent(noted: Noted) -> None:
    """Point out works that only some units agree to, that rest on votes to come, or that wait for them."""
    programme = noted.programme
    open_ = _which(programme, lambda one: one.first_day is not None)
    waits = _which(programme, lambda one: one.pending > 0) & ~open_
    noted.works("consent_waits", waits, "work_type")
    _named(noted, "consent_rests", open_ & _which(programme, lambda one: bool(one.rests_on)), _chance)
    _named(noted, "consent_partly", open_ & _which(programme, lambda one: one.share < 1), _share)


def consent_is_assumed(noted: Noted) -> None:
    """Name the assumptions of consent that are in force."""
    programme = noted.programme
    rule = programme.settings.rules.consent
    standings = [one for one in programme.standings if one is not None]
    persons = _which(programme, lambda one: one.persons is not None)
    _named(noted, "consent_by_persons", persons, _persons)
    if rule.missing == "assumed":
        some = _which(programme, lambda one: 0 < one.silent < one.units)
        noted.works("consent_units_assumed", some, "work_type")
    custom = sorted({one.matter for one in standings if _by_custom(one.matter)} - set(rule.matters))
    if custom:
        at = noted.setting("rules.consent.matters", "100 %")
        noted.note("matters_by_custom", at, custom[0], **counted(custom, len(custom)))
    divided = any(one.units > 1 and (one.refused or one.persons or one.pending) for one in standings)
    in_force = {
        "least_share": divided,
        "least_probability": rule.pending != "refused" and any(one.pending for one in standings),
        "dwellings_per_stack": _stacks_assumed(programme),
        "waiting_months": any(left.why == "refused" for one in standings for left in one.left),
    }
    for key, holds in in_force.items():
        if holds and key not in rule.model_fields_set:
            value = f"{getattr(rule, key):g}"
            at = noted.setting(f"rules.consent.{key}", value)
            noted.note("assumed_parameter", at, key, key=f"rules.consent.{key}", value=value)


def refused(programme: Programme) -> Flags:
    """Return the works that may never start for want of consent, axis ``(work,)``."""
    return _which(programme, lambda one: one.first_day is None)


def blocked_by_consent(programme: Programme) -> Flags:
    """Return the required works that keep their campaign from starting for want of consent."""
    return blocking(programme, refused(programme))


def _which(programme: Programme, holds: Callable[[Standing], bool]) -> Flags:
    """Return the works that need consent and of which something holds, axis ``(work,)``."""
    return np.array([one is not None and holds(one) for one in programme.standings], dtype=bool)


def _at_estates(programme: Programme) -> Flags:
    at: Flags = programme.campaigns.estate[programme.facts.campaign] >= 0
    return at


def _named(noted: Noted, code: str, which: Flags, figure: Callable[[Standing], str]) -> None:
    """Add one finding on works, each named with a figure of its standing."""
    works = np.flatnonzero(which)
    names = noted.work_names(works[:SHOWN])
    told = [f"{name}: {_figure(noted, int(w), figure)}" for name, w in zip(names, works, strict=False)]
    rows = noted.programme.facts.row[works]
    noted.rows(code, noted.programme.works, rows, "work_type", told)


def _figure(noted: Noted, work: int, figure: Callable[[Standing], str]) -> str:
    standing = noted.programme.standings[work]
    return "" if standing is None else figure(standing)


def _share(one: Standing) -> str:
    return f"{one.share:.1%}"


def _chance(one: Standing) -> str:
    return f"{one.probability:.1%}"


def _persons(one: Standing) -> str:
    if one.persons is None:
        return ""
    share, dwellings = one.persons.share, one.persons.dwellings
    return f"{share:.1%} ** {dwellings:g} = {share**dwellings:.1%}"


def _by_custom(matter: str) -> bool:
    return matter in NAMED and not NAMED[matter].by_law


def _stacks_assumed(programme: Programme) -> bool:
    """Return whether stacks were counted by the dwellings that settings take for one."""
    campaigns, per_stack = programme.campaigns, programme.settings.rules.consent.dwellings_per_stack
    at = {
        int(campaigns.estate[programme.facts.campaign[w]])
        for w, one in enumerate(programme.standings)
        if one is not None and one.scope == "stack"
    }
    homes = Homes(programme.estates, programme.buildings, per_stack)
    return any(homes.stacks(estate).assumed for estate in at)


def _keys(programme: Programme, works: Iterable[int]) -> dict[int, Key]:
    """Return (estate, matter) of works."""
    facts, campaigns = programme.facts, programme.campaigns
    matters = programme.work_types.consent_matter
    return {w: (str(campaigns.place[facts.campaign[w]]), str(matters[facts.work_type[w]])) for w in works}


def _failing_votes(noted: Noted, failed: Flags) -> Flags:
    """Point out the votes of estates that fail where no other passes; return the works that fail by them."""
    programme = noted.programme
    votes, rule, estates = programme.consents, programme.settings.rules.consent, programme.estates
    keys = _keys(programme, np.flatnonzero(failed).tolist())
    wanted = set(keys.values())
    rows = [
        r
        for r in np.flatnonzero(votes.scope == "estate").tolist()
        if (str(votes.estate[r]), str(votes.matter[r])) in wanted
        and is_taken(votes, r)
        and not passes(votes, r, rule.of(str(votes.matter[r])))
    ]
    name_of = dict(zip(estates.id, estates.name, strict=True))
    names = [f"{votes.estate[r]} {name_of.get(votes.estate[r], '')} ({votes.matter[r]})" for r in rows]
    by_vote = np.zeros(len(failed), dtype=bool)
    told = {(str(votes.estate[r]), str(votes.matter[r])) for r in rows}
    by_vote[[w for w, key in keys.items() if key in told]] = True
    held = int(by_vote.sum())
    noted.rows(
        "vote_fails", votes, rows, "by_area", names, works=f"{held} work{'s' * (held != 1)}", held=held
    )
    return by_vote


def _silent_turnouts(noted: Noted) -> None:
    """Name the votes that are taken to have had turnout enough."""
    programme = noted.programme
    votes = programme.consents
    works = [w for w, one in enumerate(programme.standings) if one is not None]
    asked = set(_keys(programme, works).values())
    unknown = np.isnan(votes.turnout_area) | np.isnan(votes.turnout_heads)
    rows = [
        r
        for r in np.flatnonzero(unknown).tolist()
        if (str(votes.estate[r]), str(votes.matter[r])) in asked and is_taken(votes, r)
    ]
    noted.rows("assumed_turnout", votes, rows, "turnout_area", [str(votes.estate[r]) for r in rows])
