"""Which rules cannot be kept together in cases that no plan can meet: looked for where it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.rule_names import rule_label
from planner.study.axes import case_said
from planner.words import LANGUAGES, words
from solvers.engines.answer import Status
from solvers.why.conflict import conflict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from planner.study.solved import Planned
    from planner.words import Words
    from solvers.search.run import Event
    from solvers.why.conflict import Conflict

SECONDS = 60.0
"""Time of each search for a conflict where nothing is said."""


def conflicts_of(
    found: Sequence[Planned],
    names: Sequence[str],
    seconds: float = SECONDS,
    progress: Callable[[Event], None] | None = None,
) -> Iterator[dict[str, Any]]:
    """Yield the rules in conflict of the cases of these names; ``rules`` is empty where a case has none.

    Cases of one programme are looked at once. ``seconds`` bounds each search; one that a hand interrupts is
    told as far as it came, ``minimal`` false, and is the last.
    """
    known: dict[str, Conflict] = {}
    for one in found:
        if one.case.name not in names:
            continue
        key, held = one.case.fingerprint, None
        if one.status is Status.IMPOSSIBLE:
            held = known[key] = known.get(key) or conflict(one.case.programme, seconds, progress)
        yield _told(one, held)
        if held is not None and held.interrupted:
            return


def _told(one: Planned, held: Conflict | None) -> dict[str, Any]:
    said = {lang: _sentence(one, held, words(lang)) for lang in LANGUAGES}
    return {
        "case": one.case.name,
        "rules": [
            {
                "rule": rule.name,
                "label": rule_label(rule.name, words("en")),
                "label_zh": rule_label(rule.name, words("zh")),
                "sentence": rule.sentence,
                "sentence_zh": rule.sentence_zh,
            }
            for rule in (held.rules if held is not None else ())
        ],
        "minimal": held is None or held.minimal,
        "sentence": {"en": said["en"], "zh": said["zh"]},
    }


def _sentence(one: Planned, held: Conflict | None, t: Words) -> str:
    name = case_said(one.case, t)
    if held is None:
        if one.solve.plan is None:
            return t("{case}: nothing is known of whether its rules can be kept together.", case=name)
        return t("{case}: a plan keeps every rule.", case=name)
    rules = " + ".join(rule_label(rule.name, t) for rule in held.rules)
    if held.minimal:
        return t("{case}: no plan keeps these rules together: {rules}.", case=name, rules=rules)
    text = t("{case}: no plan keeps all of these rules together: {rules}.", case=name, rules=rules)
    return text + t.pick(" ", "") + t("(The search was cut short: some of them may not be needed.)")
