"""What takes no part: dangerous houses, demolition lists, heritage ground (docs/meaning.md, 11.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenarios.tables.keys import campaign_keys
from solvers.plan.audit import places
from solvers.plan.audit.heritage import never_permitted
from solvers.plan.audit.words import breach, days

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from solvers.plan.audit.given import Given
    from solvers.plan.audit.reckoning import Reckoned
    from solvers.plan.plan import Breach

GRADE_D = ("its houses are of grade D", "房屋等级为 D 级")
TO_BE_DEMOLISHED = ("it is on the demolition list", "已列入征收")


def exclusions(reckoned: Reckoned) -> Iterator[Breach]:
    """No campaign starts at an excluded estate but to rebuild it; heritage ground waits for its permit."""
    given = reckoned.given
    barred = given.once(_barred_campaigns)
    for planned in reckoned.plan.campaigns:
        if planned.campaign in barred:
            where, (en, zh) = barred[planned.campaign]
            yield breach("exclusions", where, 1, "campaigns", f"starts, though {en}", f"{zh}，不得开工")
    yield from _heritage(reckoned)


def _heritage(reckoned: Reckoned) -> Iterator[Breach]:
    given = reckoned.given
    never = never_permitted(given.programme)
    for planned in reckoned.plan.campaigns:
        for name in sorted({work.work for work in planned.works} & never):
            held = given.campaigns.get(planned.campaign)
            en = f"work {name} opens heritage ground without a permit"
            zh = f"改造项 {name} 在文保地块开挖而无许可"
            where = held.label if held else planned.campaign
            yield breach("exclusions", where, 1, "works", en, zh)
    if not (given.rules.exclusions.on and given.rules.exclusions.heritage_ground):
        return
    for one in reckoned.started.values():
        permit = given.estate_day("heritage_permit", one.given.estate)
        if permit is None or not given.programme.estates.heritage[one.given.estate]:
            continue
        for work in one.included:
            start = one.spans[work.key].start
            if work.opens_ground and start < permit:
                begins, first, off = given.date(start), given.date(permit), permit - start
                en = f"work {work.key} starts on {begins}, permit from {first}: {days(off)} too early"
                zh = f"改造项 {work.key} {begins} 开始，文保许可自 {first} 起：早 {off} 天"
                yield breach("exclusions", one.given.label, off, "days", en, zh)


def taking_part(given: Given) -> frozenset[int]:
    """Return the rows of estates whose sizes count: not excluded, or excluded but to be rebuilt."""
    return places.taking_part(given.programme)


def _excluded(given: Given) -> Mapping[int, tuple[str, str]]:
    """Return the rows of estates that the rule excludes, each with its reason in both languages."""
    rule, estates = given.rules.exclusions, given.programme.estates
    if not rule.on:
        return {}
    made = {}
    for row in range(len(estates)):
        if rule.demolition_list and estates.demolition_list[row]:
            made[row] = TO_BE_DEMOLISHED
        if rule.grade_d and estates.structure_grade[row] == "D":
            made[row] = GRADE_D
    return made


def _barred_campaigns(given: Given) -> Mapping[str, tuple[str, tuple[str, str]]]:
    """Return, by key, the campaigns at excluded estates that do not rebuild: what it is called, and why."""
    estates, works = given.programme.estates, given.programme.works
    excluded = {str(estates.id[row]): row for row in given.once(_excluded)}
    made = {}
    words = zip(campaign_keys(works).tolist(), works.place.tolist(), works.campaign.tolist(), strict=True)
    for key, place, word in words:
        if place in excluded and word not in given.rules.exclusions.rebuild:
            row = excluded[place]
            name = str(estates.name[row])
            label = f"{key} ({name})" if name and name != key else str(key)
            made[str(key)] = (label, given.once(_excluded)[row])
    return made
