"""Options that several commands have."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable


class Number(click.FloatRange):
    """A number as click reads it, within a range or any, that is neither nan nor infinite."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number; fails where it is none that can be reckoned with."""
        number = super().convert(value, param, ctx)
        if not math.isfinite(number):
            self.fail(f"{value!r} is not a finite number.", param, ctx)
        return number


LANGUAGES = click.Choice(["zh", "en"])


def lang_option(command: Any) -> Any:
    """Add the option --lang."""
    return click.option("--lang", type=LANGUAGES, help="Language; by default the system's.")(command)


def json_option(command: Any) -> Any:
    """Add the option --json."""
    return click.option(
        "--json", "as_json", is_flag=True, help="Print the result as JSON on stdout, nothing else."
    )(command)


def what_if_option(command: Any) -> Any:
    """Add the option --what-if, any number of times."""
    return click.option(
        "--what-if",
        "what_ifs",
        multiple=True,
        metavar="WHATIF",
        help="What-if to lay over PROGRAMME: a file, or a name (renewal what-ifs lists them); A+B stacks.",
    )(command)


def seed_option(command: Any) -> Any:
    """Add the option --seed."""
    seeds = click.IntRange(0, 2**31 - 1)
    return click.option("--seed", type=seeds, default=0, show_default=True, help="Random seed.")(command)


def gap_option(what: str = "Gap at which it may stop.") -> Callable[[Any], Any]:
    """Return what adds the option --gap; ``what`` is said of it."""
    return click.option("--gap", type=Number(0, 1), default=1e-3, show_default=True, help=what)


def seconds_option(what: str) -> Callable[[Any], Any]:
    """Return what adds the option --seconds, None where it is not given; ``what`` is said of it."""
    return click.option("--seconds", type=Number(0, min_open=True), help=what)


def out_option(what: str) -> Callable[[Any], Any]:
    """Return what adds the option --out, a folder; ``what`` is said of it."""
    return click.option("--out", metavar="DIR", help=what)


def executor_options(what: str) -> Callable[[Any], Any]:
    """Return what adds --executor and --workers: where cases are solved; ``what`` is said of the first."""

    def added(command: Any) -> Any:
        most = click.IntRange(1, 1024)
        workers = click.option("--workers", type=most, help="Processes; by default one a processor.")
        return click.option("--executor", default="auto", show_default=True, help=what)(workers(command))

    return added
