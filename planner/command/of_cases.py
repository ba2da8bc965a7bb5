"""The commands of what-ifs and of cases; each command's own module is imported only when it runs."""

from __future__ import annotations

from typing import Any

import click

from planner.command.options import json_option, lang_option


@click.command("what-ifs")
@click.argument("programme")
@click.option(
    "--resolved",
    multiple=True,
    metavar="WHATIF",
    help="Show every value that they change, from what to what; A+B stacks.",
)
@click.option("--out", metavar="DIR", help="Write the tables of the programme that --resolved gives.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=0, show_default=True, help="Random seed.")
@json_option
@lang_option
def what_ifs(programme: str, **options: Any) -> int:
    """List the what-ifs that PROGRAMME has by name, and what each changes."""
    from planner.command.what_ifs import Wanted, show_what_ifs

    return show_what_ifs(programme, Wanted(**options))
