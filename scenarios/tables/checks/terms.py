"""Terms of funds, operators and standing that contradict the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenarios.tables.catalogue import WorkTypes
from scenarios.tables.checks.days import plan_days
from scenarios.tables.column import Kind, columns_of
from scenarios.tables.commons import Grounds, Operators
from scenarios.tables.money import Funds
from scenarios.tables.nearest import Names
from scenarios.tables.places import Buildings, Estates
from scenarios.tables.rule_settings import RuleSettings
from scenarios.tables.standing import Published
from scenarios.tables.texts import near_words
from scenarios.tables.undertaking import Works

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from scenarios.tables.checks.given import Given
    from scenarios.tables.gathered import Gathered
    from scenarios.tables.settings import Settings


def matches_are_told(given: Given, gathered: Gathered) -> None:
    """A fund is matched by another fund, and says by how much; a bond's cover has a debt to cover."""
    table = given.of(Funds)
    for row in np.flatnonzero(table.given["match_fund"]).tolist():
        if table.match_fund[row] == table.fund[row]:
            gathered.fault("own_match", given.place(table, row, "match_fund"))
        elif not (table.given["match_ratio"][row] or table.given["match_share"][row]):
            gathered.fault("match_without_ratio", given.place(table, row, "match_fund"))
    lonely = (table.given["match_ratio"] | table.given["match_share"]) & ~table.given["match_fund"]
    for row in np.flatnonzero(lonely).tolist():
        column = "match_ratio" if table.given["match_ratio"][row] else "match_share"
        gathered.fault("ratio_without_match", given.place(table, row, column))
    for row in np.flatnonzero(table.given["floor"] & (table.floor > table.limit)).tolist():
        if table.carry_share[row] == 0 and table.kind[row] != "revenue":
            gathered.fault("floor_above_limit", given.place(table, row, "floor"))


def operators_have_campaigns(given: Given, gathered: Gathered) -> None:
    """An operator's word is that of campaigns; two operators do not share one."""
    table, words = given.of(Operators), set(given.of(Works).campaign.tolist()) - {""}
    if Works in given.unread:
        return
    first: dict[str, int] = {}
    for row, word in enumerate(table.campaign.tolist()):
        if not word:
            continue
        at = given.place(table, row, "campaign")
        if word not in words:
            near = near_words(Names(sorted(words)).nearest(word))
            gathered.fault("unknown_campaign_word", at, name=word, **near)
        elif first.setdefault(word, row) != row:
            gathered.fault("word_twice", at, name=word, other=int(table.origin.rows[first[word]]))


def settings_name_words_that_are_there(given: Given, gathered: Gathered) -> None:
    """Classes, types, streets and trades that the settings name stand in the tables."""
    settings = given.settings
    if settings is None or {WorkTypes, Estates} & set(given.unread):
        return
    kinds, estates = given.of(WorkTypes), given.of(Estates)
    known: dict[str, set[str]] = {
        "rule": {*RuleSettings.model_fields, "must_start", "pinned"},
        "class": set(kinds.work_class.tolist()),
        "work type": set(kinds.id.tolist()),
        "street": set(estates.street.tolist()),
        "trade": set(kinds.trade.tolist()),
    }
    for key, what, name in _named(settings):
        if name not in known[what]:
            near = near_words(Names(sorted(known[what] - {""})).nearest(name))
            words = {"what": what, "what_zh": _ZH[what], "name": name}
            gathered.fault("unknown_in_settings", given.settings_place(key), **words, **near)


_ZH = {"class": "改造类别", "work type": "改造内容", "street": "街道", "trade": "工种", "rule": "规则"}


def _named(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Yield (key, what, name) of each name that the settings use."""
    for number, tier in enumerate(settings.tiers, start=1):
        for column, what in (("classes", "class"), ("work_types", "work type"), ("streets", "street")):
            for name in getattr(tier, column):
                yield f"tiers.{number}.{column}", what, name
    for name in settings.payments.by_class:
        yield f"payments.by_class.{name}", "class", name
    for name in settings.soft.ranks:
        yield f"soft.ranks.{name}", "rule", name
    for name in settings.rules.crew_floors.trades:
        yield "rules.crew_floors.trades", "trade", name


def stages_follow_once(given: Given, gathered: Gathered) -> None:
    """No stage stands twice in the order of stages."""
    order = given.settings.rules.stages.order if given.settings else ()
    for name in sorted({name for name in order if order.count(name) > 1}):
        gathered.fault("stage_twice", given.settings_place("rules.stages.order"), name=name)


def rules_have_a_matter(given: Given, gathered: Gathered) -> None:
    """Point out rules that are asked for and find nothing to hold: no such campaigns, no published plan."""
    if given.settings is None:
        return
    rules, words = given.settings.rules, set(given.of(Works).campaign.tolist())
    if rules.stages.on and sum(name in words for name in rules.stages.order) < 2:
        order = ", ".join(rules.stages.order)
        gathered.finding("stages_unused", given.settings_place("rules.stages.order"), about=order)
    asked = rules.stability.most_moves is not None or rules.stability.penalty > 0
    if rules.stability.on and asked and not len(given.of(Published)):
        gathered.finding("stability_unused", given.settings_place("rules.stability"), about="published")


def operators_meet_the_plan(given: Given, gathered: Gathered) -> None:
    """Point out operators none of whose campaigns may ever start: too late or too early for the plan."""
    if given.settings is None:
        return
    table, (first, last) = given.of(Operators), plan_days(given.settings)
    late = table.given["earliest"] & (table.earliest > np.datetime64(last))
    early = table.given["latest"] & (table.latest < np.datetime64(first))
    for row in np.flatnonzero(late | early).tolist():
        at = given.place(table, row, "earliest" if late[row] else "latest")
        about = str(table.name[row] or table.id[row])
        gathered.finding("operator_outside", at, about=about, first=str(first), last=str(last))


def commons_are_used(given: Given, gathered: Gathered) -> None:
    """Point out grounds that nothing opens, buildings that no table lists, hardship nobody exempts."""
    works, grounds, estates = given.of(Works), given.of(Grounds), given.of(Estates)
    opened = {*works.ground.tolist(), *works.place.tolist()}
    _point_out(gathered, given, grounds, "id", "ground_unused", lambda name: name not in opened)
    buildings = given.of(Buildings)
    if len(buildings):
        listed = {*buildings.id.tolist(), ""}
        _point_out(gathered, given, works, "building", "building_unlisted", lambda name: name not in listed)
    exempt = set(given.settings.exemptions) if given.settings else set()
    unknown: dict[str, int] = {}
    for row, counted in enumerate(estates.hardship.tolist()):
        for name, _ in counted or ():
            if name not in exempt:
                unknown.setdefault(name, row)
    for name, row in unknown.items():
        near = near_words(Names(sorted(exempt)).nearest(name))
        gathered.finding("hardship_unknown", given.place(estates, row, "hardship"), about=name, **near)


def _point_out(
    gathered: Gathered,
    given: Given,
    table: Grounds | Works,
    column: str,
    code: str,
    is_odd: Callable[[str], bool],
) -> None:
    for row, name in enumerate(getattr(table, column).tolist()):
        if name and is_odd(str(name)):
            gathered.finding(code, given.place(table, row, column), about=str(name))


def same_in_all_years() -> Iterable[str]:
    """Return the columns of funds that must be the same in all years of a fund: all but its yearly ones."""
    yearly = {"fund", "year", "limit", "carry_last_year", "arrival_probability", "floor"}
    return (column.name for column in columns_of(Funds) if column.name not in yearly)


def differ(kind: Kind, here: object, there: object) -> bool:
    """Return whether two values of a column differ; lists by what they name; missing ones are alike."""
    if kind is Kind.NAMES:
        return bool(set(here) != set(there))  # type: ignore[call-overload]
    return bool(here != there) and not (here != here and there != there)
