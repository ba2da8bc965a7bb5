"""Settings that are assumptions where they are not given (假设值)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenarios.model.findings.noted import counted, given
from scenarios.tables.matters import NAMED

if TYPE_CHECKING:
    from pydantic import BaseModel

    from scenarios.model.findings.noted import Noted

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAYS_ZH = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


def dates_are_assumed(noted: Noted) -> None:
    """Name the evaluation date and the working days where they are not given."""
    settings, clock = noted.programme.settings, noted.programme.clock
    if settings.evaluation_date is None:
        at = noted.setting("evaluation_date", clock.evaluation_date)
        noted.note("assumed_evaluation", at, "evaluation_date", value=clock.evaluation_date)
    if "working_days" not in settings.model_fields_set:
        days = settings.working_days
        words = {
            "value": ", ".join(map(str, days)),
            "days": ", ".join(_WEEKDAYS[d - 1] for d in days),
            "days_zh": "、".join(_WEEKDAYS_ZH[d - 1] for d in days),
        }
        noted.note(
            "assumed_working_days", noted.setting("working_days", words["value"]), "working_days", **words
        )


def rules_are_assumed(noted: Noted) -> None:
    """Name the numbers of rules that stand at their defaults and bind something."""
    programme = noted.programme
    rules, estates = programme.settings.rules, programme.estates
    renovated = noted.taking_part & given(estates, "renovated_on")
    if rules.moratorium.on and renovated.any() and not _said(rules.moratorium, "years"):
        _rule(noted, "assumed_moratorium", "moratorium.years", rules.moratorium.years, int(renovated.sum()))
    pilots = noted.taking_part & estates.pilot
    if rules.pilot_first.on and pilots.any() and not _said(rules.pilot_first, "others_before"):
        value = rules.pilot_first.others_before
        _rule(noted, "assumed_others_before", "pilot_first.others_before", value, int(pilots.sum()))
    if rules.street_disruption.on and not _said(rules.street_disruption, "share"):
        _rule(noted, "assumed_disruption", "street_disruption.share", rules.street_disruption.share)
    if rules.street_projects.on and not _said(rules.street_projects, "most"):
        _rule(noted, "assumed_projects", "street_projects.most", rules.street_projects.most)


def thresholds_are_assumed(noted: Noted) -> None:
    """Name the matters that are judged by the default thresholds."""
    programme = noted.programme
    consent, types = programme.settings.rules.consent, programme.work_types
    used = np.unique(programme.facts.work_type)
    matters = sorted({str(m) for m in types.consent_matter[used]} - {"", *consent.matters, *NAMED})
    if consent.on and matters:
        needed = consent.default
        words = {
            "turnout": f"{needed.turnout:.4g}",
            "approval": f"{needed.approval:.4g}",
            "more": "more than" if needed.strictly_more else "at least",
            "more_zh": "超过" if needed.strictly_more else "不低于",
            "value": f"{needed.turnout:.4g}; {needed.approval:.4g}",
        }
        at = noted.setting("rules.consent.default", words["value"])
        noted.note("assumed_thresholds", at, matters[0], **counted(matters, len(matters)), **words)


def penalties_are_assumed(noted: Noted) -> None:
    """Name the soft targets whose penalty is worked out."""
    programme, targets = noted.programme, noted.programme.targets
    rule = programme.settings.rules.targets
    rows = np.flatnonzero((targets.strength == "soft") & ~given(targets, "penalty"))
    names = [str(name) for name in targets.name[rows]]
    if rule.on and rule.penalty is None:
        noted.rows("assumed_penalty", targets, rows, "penalty", names)


def _said(rule: BaseModel, key: str) -> bool:
    return key in rule.model_fields_set


def _rule(noted: Noted, code: str, key: str, value: float, count: int = 0) -> None:
    words = {"value": f"{value:g}", "count": f"{count:,}", "s": "" if count == 1 else "s"}
    words["has"] = "has" if count == 1 else "have"
    noted.note(code, noted.setting(f"rules.{key}", words["value"]), key, **words)
