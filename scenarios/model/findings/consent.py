"""Consent that is missing or below its threshold (docs/meaning.md, 6.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenarios.model.findings.money import blocking

if TYPE_CHECKING:
    from scenarios.model.findings.noted import Noted
    from scenarios.model.programme import Programme
    from scenarios.tables.column import Flags
    from scenarios.tables.people import Consents
    from scenarios.tables.rule_settings import ConsentMatter


def works_have_consent(noted: Noted) -> None:
    """Point out votes below their threshold and works whose residents have not voted."""
    programme = noted.programme
    if not programme.settings.rules.consent.on:
        return
    missing, failed = _without_consent(programme)
    estates = programme.estates
    name_of = dict(zip(estates.id, estates.name, strict=True))
    votes, rows = programme.consents, _failing_votes(programme)
    asked = _asked_for(programme)
    rows = [r for r in rows if (str(votes.estate[r]), str(votes.matter[r])) in asked]
    names = [f"{votes.estate[r]} {name_of.get(votes.estate[r], '')} ({votes.matter[r]})" for r in rows]
    held = int(failed.sum())
    noted.rows(
        "vote_fails", votes, rows, "by_area", names, works=f"{held} work{'s' * (held != 1)}", held=held
    )
    asked_rows = [r for r in range(len(votes)) if (str(votes.estate[r]), str(votes.matter[r])) in asked]
    silent = [r for r in asked_rows if np.isnan(votes.turnout_area[r]) or np.isnan(votes.turnout_heads[r])]
    noted.rows("assumed_turnout", votes, silent, "turnout_area", [str(votes.estate[r]) for r in silent])
    code = "consent_assumed" if programme.settings.rules.consent.missing == "assumed" else "consent_refused"
    noted.works(code, missing, "work_type")


def refused(programme: Programme) -> Flags:
    """Return the works that may never start for want of consent, axis ``(work,)``."""
    if not programme.settings.rules.consent.on:
        return np.zeros(len(programme.facts), dtype=bool)
    missing, failed = _without_consent(programme)
    return failed | missing if programme.settings.rules.consent.missing == "refused" else failed


def blocked_by_consent(programme: Programme) -> Flags:
    """Return the required works that keep their campaign from starting for want of consent."""
    return blocking(programme, refused(programme))


def _without_consent(programme: Programme) -> tuple[Flags, Flags]:
    """Return the works without a vote on their matter, and those whose every vote fails."""
    votes = programme.consents
    estate_wide = {
        (str(e), str(m))
        for e, m, scope in zip(votes.estate, votes.matter, votes.scope, strict=True)
        if scope == "estate"
    }
    failing = {(str(votes.estate[r]), str(votes.matter[r])) for r in _failing_votes(programme)}
    missing, failed = np.zeros((2, len(programme.facts)), dtype=bool)
    for work, key in _matters(programme):
        missing[work], failed[work] = key not in estate_wide, key in failing
    return missing, failed


def _matters(programme: Programme) -> list[tuple[int, tuple[str, str]]]:
    """Return (estate, matter) of each work at an estate that needs consent."""
    facts, campaigns = programme.facts, programme.campaigns
    matters = programme.work_types.consent_matter
    needs = np.array([bool(matter) for matter in matters], dtype=bool)
    works = np.flatnonzero(needs[facts.work_type] & (campaigns.estate[facts.campaign] >= 0)).tolist()
    return [(w, (str(campaigns.place[facts.campaign[w]]), str(matters[facts.work_type[w]]))) for w in works]


def _asked_for(programme: Programme) -> set[tuple[str, str]]:
    return {key for _, key in _matters(programme)}


def _failing_votes(programme: Programme) -> list[int]:
    """Return the rows of estate-wide votes that fail where no other vote on the same matter passes."""
    votes, consent = programme.consents, programme.settings.rules.consent
    rows = np.flatnonzero(votes.scope == "estate").tolist()
    passes = {r: _passes(votes, r, consent.matters.get(str(votes.matter[r]), consent.default)) for r in rows}
    passed = {(votes.estate[r], votes.matter[r]) for r in rows if passes[r]}
    return [r for r in rows if (votes.estate[r], votes.matter[r]) not in passed]


def _passes(votes: Consents, row: int, needed: ConsentMatter) -> bool:
    shares = ((votes.by_area[row], votes.turnout_area[row]), (votes.by_heads[row], votes.turnout_heads[row]))
    for share, turnout in shares:
        if turnout < needed.turnout:  # not given is NaN, and less than nothing
            return False
        if share < needed.approval or (needed.strictly_more and share == needed.approval):
            return False
    return True
