"""What compare is asked about choosing among cases."""

from __future__ import annotations

import click


def measures_named(text: str, lang: str) -> tuple[str, ...]:
    """Return the measures that a text names, parted by commas; raises a usage error where one is none."""
    from planner.study.choosing.dominated import BETTER

    named = tuple(dict.fromkeys(part.strip() for part in text.replace("，", ",").split(",") if part.strip()))
    unknown = [name for name in named if name not in BETTER]
    if not named or unknown:
        wrong, known = ", ".join(unknown) or text, ", ".join(BETTER)
        en, zh = f"no measure '{wrong}'; there are {known}", f"没有指标「{wrong}」；可用 {known}"
        raise click.UsageError("--by: " + (zh if lang == "zh" else en))
    return named
