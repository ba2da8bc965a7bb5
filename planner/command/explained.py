"""The part of compare that names the rules in conflict of cases that no plan can meet: ``--explain``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from planner.study.study import Study
    from solvers.cases.case import Case
    from solvers.search.run import Event


def cases_named(option: str, names: Iterable[str], cases: Sequence[Case], lang: str) -> tuple[str, ...]:
    """Return the names of the cases that are meant, before anything is solved.

    A case may be called as it is shown in either language, too. Raises a usage error of the option where a
    name is that of no case.
    """
    from planner.study.axes import case_said
    from planner.words import LANGUAGES, words
    from scenarios.tables.nearest import Names

    t, found = words(lang), []
    called: dict[str, str] = {}
    for case in cases:
        for shown in (case.name, case.name_zh, *(case_said(case, words(each)) for each in LANGUAGES)):
            called.setdefault(shown, case.name)
    called |= {case.name: case.name for case in cases}
    known = [t.pick(case.name, case.name_zh) for case in cases]
    for name in names:
        if name in called:
            found.append(called[name])
            continue
        near = Names(known).nearest(name)
        if near:
            text = t("no case '{name}'; there is '{near}'", name=name, near=near)
        else:
            text = t("no case '{name}'", name=name)
        raise click.UsageError(f"{option}: {text}")
    return tuple(found)


def conflicts_asked(study: Study, names: Sequence[str], lang: str) -> dict[str, Any]:
    """Return the block on rules in conflict of the cases of these names; none where nothing is asked.

    Ctrl-C ends the search, and what was found by then is said.
    """
    from planner.report.progress import ProgressLine
    from planner.study.conflicts import SECONDS, conflicts_of
    from planner.words import words

    if not names or study.interrupted:
        return {}
    t, seconds, found = words(lang), max(study.options.seconds or 0.0, SECONDS), []
    try:
        with ProgressLine(lang) as line:
            for one in conflicts_of(study.found, names, seconds, _saying(line, lang)):
                found.append(one)
    except KeyboardInterrupt:
        click.echo(t("Interrupted: not all conflicts were looked for."), err=True)
    return {"conflicts": found}


def _saying(line: Callable[[Event], None], lang: str) -> Callable[[Event], None]:
    """Return what passes on which rules are still suspected."""
    from planner.report.rule_names import rule_label
    from planner.words import words

    t = words(lang)

    def heard(event: Event) -> None:
        rules = ", ".join(rule_label(name, t) for name in event.message.split(", "))
        line(replace(event, message=t("rules in conflict: {what}", what=rules)))

    return heard
