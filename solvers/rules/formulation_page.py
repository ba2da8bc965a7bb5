"""The page docs/formulation.md, made from the register and the rules' own words.

``python -m solvers.rules.formulation_page`` writes it anew.
"""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING

from scenarios.tables.rule_settings import RuleSettings
from scenarios.tables.settings import Aims
from solvers.rules.register import RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from solvers.rules.rule import Rule

PAGE = Path(__file__).parents[2] / "docs" / "formulation.md"

_HEAD = """\
# The integer program

Made from the register of rules by `solvers.rules.formulation_page`; do not edit by hand.

What the quantities mean is fixed in [the meaning of a plan](meaning.md). `renewal plan PROGRAMME --export
FILE.lp` writes the program of a programme with the names used here.

## Columns

| column | means |
|---|---|
| `start[c, t]` ∈ {0, 1} | campaign c starts on the first day of period t |
| `include[w, t]` ∈ {0, 1} | work w, which may be left out, is done, its campaign starting in t |
| `open[s, t]` ∈ {0, 1} | site s (a ground, a scaffold, a zone, an operator) is opened in period t |
| `draw[f, k, y]` ≥ 0 | money that fund f pays to claim group k in year y, in 万元 |
| a rule's own, ≥ 0 | crew-days lent to a street, money used and kept, estates reached, shortfalls |

`work[w, t]` and `column` stand for `start[c, t]` where work w is required, for `include[w, t]` where it may
be left out. A start or work that a rule closes has no column. Days, dues and benefits are worked out before
that for every campaign and start period; so every coefficient is a number and every rule is linear.
"""


def formulation_page() -> str:
    """Return the page as text."""
    parts = [_HEAD, _aim(), "## Rules\n", *(_rule(rule) for rule in RULES)]
    return "\n".join(parts)


def _aim() -> str:
    return f"## Aim\n\n{_words(Aims)}\n"


def _rule(rule: Rule) -> str:
    lines = [f"### {rule.name}", "", f"{rule.sentence} {rule.sentence_zh}", ""]
    for function in (rule.rows, rule.window):
        if function is not None:
            lines += [_words(function), ""]
    if rule.unit:
        lines += [f"Limits are told in {rule.unit}s." if rule.unit != "yuan" else _MONEY, ""]
    lines += _settings(rule.name)
    return "\n".join(lines)


_MONEY = "Rows are in 万元, so that a solver's tolerance is less than a fen; limits are told in yuan."


def _settings(name: str) -> list[str]:
    model = RuleSettings.model_fields.get(name)
    if model is None:
        return []
    told = ", ".join(f"`{key}` = {_default(value)}" for key, value in _defaults(model.default))
    return [f"Settings `[rules.{name}]`: {told}.", ""]


def _defaults(model: object) -> Iterator[tuple[str, object]]:
    yield from model  # type: ignore[misc]


def _default(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "(none)"
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, dict):
        return "(none)" if not value else str(value)
    if hasattr(value, "model_fields_set"):
        return ", ".join(f"{key} {_default(held)}" for key, held in _defaults(value))
    return str(value)


def _words(told: Callable[..., object] | type) -> str:
    """Return a docstring as Markdown."""
    text = inspect.cleandoc(told.__doc__ or "")
    return re.sub(r"``(.+?)``", lambda found: f"`{' '.join(found[1].split())}`", text, flags=re.DOTALL)


def main() -> None:
    """Write the page."""
    PAGE.write_text(formulation_page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
