"""Options that several commands have."""

from __future__ import annotations

from typing import Any

import click

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
