"""What the page of a comparison is given: one JSON value, every text in both languages, nothing twice."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from planner.report.causes import CAUSES
from planner.report.changes import changes_said
from planner.report.compared.blocks import asked, blocks
from planner.report.compared.coded import Listed, Plans, Sentences, money
from planner.report.compared.said import how_line, sentence
from planner.report.hulls import hull
from planner.report.labels import SOLVE_STATES
from planner.words import LANGUAGES, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Document = Mapping[str, Any]


def payload(document: Document) -> dict[str, Any]:
    """Return all that the page shows."""
    told = _Told(document)
    cases = [told.case(case) for case in document["cases"]]
    extra = blocks(document, told.extra)
    return {
        "name": _name(document),
        "sentence": {lang: sentence(document, words(lang)) for lang in LANGUAGES},
        "audited": {lang: how_line(document, words(lang)) for lang in LANGUAGES},
        "first": told.plans.first.isoformat(),
        "years": told.years,
        "measures": document["measures"],
        "playedMeasures": document.get("played_measures") or [],
        "grids": document["grids"],
        "streets": told.streets,
        "places": told.places,
        "hulls": _hulls(told),
        "types": {one["work_type"]: _pair(one) for one in document["work_types"]},
        "cases": [*cases, *told.extras],
        "campaigns": told.plans.campaigns,
        "templates": told.sentences.templates,
        "kinds": told.kinds.values,
        "texts": told.texts.values,
        **extra,
        "labels": {"statuses": SOLVE_STATES, "causes": CAUSES},
        "blocks": asked(document),
    }


def _name(document: Document) -> dict[str, str]:
    named = document["programme"]
    return {"en": named["name"] or named["name_zh"], "zh": named["name_zh"] or named["name"]}


def _pair(one: Mapping[str, Any]) -> dict[str, str]:
    return {"en": one["label"], "zh": one["label_zh"]}


class _Told:
    """The cases as the page holds them, with the lists they refer to."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.years: list[int] = document["years"]
        self.plans = Plans(datetime.date(self.years[0], 1, 1))
        self.sentences, self.kinds, self.texts = Sentences(), Listed(), Listed()
        self.streets = list(dict.fromkeys(one["street"] for one in document["places"]))
        self.places = [self._place(one) for one in document["places"]]
        self.extras: list[dict[str, Any]] = []
        self._names = [measure["name"] for measure in document["measures"]]
        self._conflicts = {one["case"]: _conflict(one) for one in document.get("conflicts") or ()}

    def _place(self, one: Mapping[str, Any]) -> dict[str, Any]:
        at = None if one["lon"] is None or one["lat"] is None else [one["lon"], one["lat"]]
        shown = {
            "key": one["estate"],
            "name": one["name"],
            "street": self.streets.index(one["street"]),
            "households": one["households"],
            "at": at,
        }
        return {key: value for key, value in shown.items() if value not in (None, "")}

    def case(self, case: Mapping[str, Any]) -> dict[str, Any]:
        """Return a case; empty values are left away."""
        shown = {
            "name": case["name"],
            "zh": case["name_zh"] if case["name_zh"] != case["name"] else "",
            "status": case["status"],
            "gap": case["gap"],
            "same": case["same_as"],
            "measures": [_short(case["measures"].get(name)) for name in self._names],
            "at": case["at"],
            "plan": self.plans.told(case["plan"]),
            "money": money(case["plan"], self.years),
            "why": {move["campaign"]: self._why(move) for move in case["moved"]},
            "gave": [self.sentences.told(one["sentence"], one["sentence_zh"]) for one in case["gave_way"]],
            "short": [self.sentences.told(one["sentence"], one["sentence_zh"]) for one in case["fell_short"]],
            "conflict": self._conflicts.get(case["name"]),
            "changes": self._changes(case),
            "played": case.get("played"),
        }
        return {key: value for key, value in shown.items() if not _empty(value)}

    def extra(self, name: Mapping[str, str], plan: Mapping[str, Any] | None) -> int | None:
        """Keep a plan that is no case of the study; return its number among the cases, None if empty."""
        if not plan or not plan.get("campaigns"):
            return None
        known = len(self.document["cases"])
        shown = {"name": name["en"], "zh": name["zh"], "extra": 1, "measures": []}
        self.extras.append({**shown, "plan": self.plans.told(plan), "money": money(plan, self.years)})
        return known + len(self.extras) - 1

    def _why(self, move: Mapping[str, Any]) -> list[Any]:
        return [self.kinds.at(move["kinds"]), *self.sentences.told(move["why"], move["why_zh"])]

    def _changes(self, case: Mapping[str, Any]) -> list[list[Any]]:
        """Each changed value: what-if, kind, reason, table, row, column, before, after, as texts' places."""
        told = {"programme": {"what_ifs": case["what_ifs"]}, "changes": case["changes"]}
        both = zip(*(changes_said(told, words(lang)) for lang in LANGUAGES), strict=True)
        keys = ("what_if", "kind", "reason", "table", "row", "column", "before", "after")
        return [[self.texts.at(_shortest([getattr(c, key) for c in pair])) for key in keys] for pair in both]


def _conflict(one: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of the rules in conflict of a case, in both languages: a sentence, and a line a rule."""
    rules = [
        {"en": f"{rule['label']}: {rule['sentence']}", "zh": f"{rule['label_zh']}：{rule['sentence_zh']}"}
        for rule in one["rules"]
    ]
    return {"said": one["sentence"], "rules": rules}


def _empty(value: object) -> bool:
    return value is None or (isinstance(value, str | list | dict) and not value)


def _shortest(texts: Sequence[str]) -> str | dict[str, str]:
    return texts[0] if len(set(texts)) == 1 else dict(zip(LANGUAGES, texts, strict=True))


def _short(value: float | None) -> float | None:
    """Return a measure with what can be told apart of it, in few letters."""
    return None if value is None else int(value) if value == int(value) else round(value, 6)


def _hulls(told: _Told) -> list[list[tuple[float, float]]]:
    """The outline of the estates of each street, in the order of the streets."""
    points: list[list[tuple[float, float]]] = [[] for _ in told.streets]
    for place in told.places:
        if "at" in place and told.streets[place["street"]]:
            points[place["street"]].append(tuple(place["at"]))
    return [hull(points[number]) for number in range(len(points))]
