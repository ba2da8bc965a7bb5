"""The part of compare that chooses under uncertainty: ``--robust``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from planner.study.study import Study

_ROUNDS = 4
"""How many times the time of a case the work on the robust plan's bound may take."""


@dataclass(frozen=True, kw_only=True)
class Robustly:
    """What was asked of choosing under uncertainty; see ``renewal compare --help``."""

    on: bool = False
    held_years: int = 1
    threshold: float | None = None
    weights: tuple[str, ...] = ()


def weights_of(texts: tuple[str, ...], lang: str) -> dict[str, float]:
    """Return weights by future's name; raises a usage error where a text is none."""
    found = {}
    for text in texts:
        name, _, number = text.rpartition("=")
        try:
            weight = float(number)
        except ValueError:
            weight = -1.0
        if not name or not 0 <= weight < float("inf"):
            said = (
                f"“{text}”应为 名称=不小于0的数"
                if lang == "zh"
                else f"'{text}' is not NAME=NUMBER, at least 0"
            )
            raise click.UsageError(f"--weight: {said}")
        found[name] = weight
    return found


def futures_blocks(study: Study, asked: Robustly, lang: str) -> dict[str, Any]:
    """Return the blocks on regret, the robust plan and worth of knowing; none where they were not asked for.

    A hand that interrupts ends this part alone: the comparison is written without it. Raises a usage error
    where a weight names no future.
    """
    from planner.study.futures.chosen import choose
    from planner.study.futures.told import futures_told
    from planner.words import words

    if not asked.on or study.interrupted or study.found[0].solve.plan is None:
        return {}
    t, options = words(lang), study.options
    click.echo(t("carrying {n} [plan|plans] into other futures", n=len(study.found)), err=True)
    weights = weights_of(asked.weights, lang)
    more = {} if options.seconds is None else {"seconds": _ROUNDS * options.seconds}
    try:
        chosen = choose(study.found, options, asked.held_years, asked.threshold, weights, **more)
    except KeyboardInterrupt:
        click.echo(t("Interrupted: nothing is said of other futures."), err=True)
        return {}
    except ValueError as error:
        raise click.UsageError(f"--weight: {error}") from error
    return futures_told(chosen)
