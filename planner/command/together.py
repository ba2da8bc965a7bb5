"""Options that mean something only beside another: given alone, they are told instead of being ignored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

if TYPE_CHECKING:
    from collections.abc import Mapping

_BY_HAND = (ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT)


def check_together(needed: Mapping[str, str], lang: str) -> None:
    """Raise a usage error where an option was given without the one that it goes with.

    ``needed`` names that one by the other, both as parameters, such as ``{"threshold": "robust"}``. Says
    nothing outside a command.
    """
    context = click.get_current_context(silent=True)
    if context is None:
        return
    written = {one.name: one.opts[0] for one in context.command.params if one.name}
    for name, other in needed.items():
        if context.get_parameter_source(name) in _BY_HAND and not context.params.get(other):
            en = f"{written[name]} goes with {written[other]}"
            zh = f"{written[name]} 须与 {written[other]} 同用"
            raise click.UsageError(zh if lang == "zh" else en)
