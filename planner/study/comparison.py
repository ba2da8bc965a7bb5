"""The comparison document: cases with their measures, how they differ from the base, and who moved."""

from __future__ import annotations

import dataclasses
import importlib.metadata
from typing import TYPE_CHECKING, Any

from planner.document.changes import changes_of, what_ifs_of
from planner.report.giving_way import gave_way_said
from planner.report.names import place_name
from planner.report.where import row_names, where_label
from planner.study.axes import axes_of, case_said, points_of
from planner.study.broken import fell_short
from planner.study.choosing.blocks import choosing_of
from planner.study.choosing.dominated import BY
from planner.study.measures import MEASURES, measures_told
from planner.study.plans import places_told, plan_told, work_types_told
from planner.study.playing import PLAYED, played_told
from planner.study.reasons import kinds_of, why
from planner.words import LANGUAGES, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.report.where import Names
    from planner.study.solved import Planned
    from scenarios.model.programme import Programme
    from solvers.cases.case import Options
    from solvers.cases.moves import Move
    from solvers.plan.gave_way import GaveWay


def comparison_of(found: Sequence[Planned], options: Options, by: Sequence[str] = BY) -> dict[str, Any]:
    """Return the comparison document of planned cases, the first of which is the base.

    Money is in yuan, dates are ISO. ``difference`` is the case's measure less the base's. Cases compete in
    the measures ``by``; raises ValueError where one of them has no direction.
    """
    base = found[0]
    settings = base.case.programme.settings
    names = {lang: row_names(base.case.programme, words(lang)) for lang in LANGUAGES}
    return {
        "programme": {"name": settings.name, "name_zh": settings.name_zh or settings.name},
        "options": dataclasses.asdict(options),
        "version": importlib.metadata.version("estate-renewal"),
        "measures": measures_told(MEASURES),
        "played_measures": measures_told(PLAYED) if base.played is not None else [],
        "grids": axes_of(found),
        "years": list(base.case.programme.clock.years),
        "places": places_told(found),
        "work_types": work_types_told(found),
        "cases": [
            {**_case(one, base, names), "at": at} for one, at in zip(found, points_of(found), strict=True)
        ],
        **choosing_of(found, by),
    }


def _case(one: Planned, base: Planned, names: Mapping[str, Names]) -> dict[str, Any]:
    case, solve = one.case, one.solve
    return {
        "name": case.name,
        "name_zh": case.name_zh,
        "label": case_said(case, words("en")),
        "label_zh": case_said(case, words("zh")),
        "what_ifs": what_ifs_of(case.what_ifs),
        "fingerprint": case.fingerprint,
        "same_as": case.same_as or None,
        "status": str(one.status),
        "gap": solve.gap,
        "engine": solve.engine,
        "seconds": round(solve.seconds, 3),
        "repeatable": solve.repeatable,
        "measures": dict(one.measures),
        "difference": one.difference(base),
        "played": played_told(one, base),
        **_moves(one, base, names),
        "gave_way": [_gave_way(entry, names) for entry in solve.gave_way],
        "fell_short": fell_short(one),
        "changes": changes_of(case.changes),
        "plan": plan_told(case.programme, solve.plan),
    }


def _moves(one: Planned, base: Planned, names: Mapping[str, Names]) -> dict[str, list[dict[str, Any]]]:
    """Return the campaigns that start at another time, and those that start as before with other works."""
    places = _Places(base.case.programme), _Places(one.case.programme)
    told = [(move, places[0].of(move) or places[1].of(move)) for move in one.moved(base)]
    return {
        "moved": [{**place, **_moved(move, names)} for move, place in told if move.before != move.after],
        "other_works": [
            {**place, "left": list(move.left), "taken": list(move.taken)}
            for move, place in told
            if move.before == move.after
        ],
    }


def _gave_way(entry: GaveWay, names: Mapping[str, Names]) -> dict[str, Any]:
    """Return what gave way as plan.json has it, its place and the sentence in words of people."""
    told = dataclasses.asdict(entry)
    places = {lang: where_label(entry.rule, entry.where, names[lang], words(lang)) for lang in LANGUAGES}
    said = {lang: gave_way_said(told, names[lang], words(lang)) for lang in LANGUAGES}
    return told | {
        "place": places["en"],
        "place_zh": places["zh"],
        "sentence": said["en"],
        "sentence_zh": said["zh"],
    }


class _Places:
    """Where the campaigns of a programme are."""

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        self._index = {str(key): c for c, key in enumerate(programme.campaigns.key)}

    def of(self, move: Move) -> dict[str, Any]:
        """Return the place of a campaign; nothing where the programme has none of the name."""
        c = self._index.get(move.campaign)
        if c is None:
            return {}
        known = self._programme.campaigns
        estate = int(known.estate[c])
        return {
            "estate": str(self._programme.estates.id[estate]) if estate >= 0 else None,
            "estate_name": place_name(self._programme, c),
            "campaign": move.campaign,
            "place_kind": str(known.place_kind[c]),
            "households": int(known.households[c]),
        }


def _moved(move: Move, names: Mapping[str, Names]) -> dict[str, Any]:
    return {
        "from": None if move.before is None else move.before.isoformat(),
        "to": None if move.after is None else move.after.isoformat(),
        "left": list(move.left),
        "taken": list(move.taken),
        "kinds": kinds_of(move),
        "why": why(move, words("en"), names["en"]),
        "why_zh": why(move, words("zh"), names["zh"]),
    }
