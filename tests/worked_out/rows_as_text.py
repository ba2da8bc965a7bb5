"""The rows of a rule as readable text; `python -m tests.worked_out.rows_as_text` makes the files anew.

Look at what changed (`git diff tests/worked_out/golden`) before keeping it: the text is what the rule says.
"""

from pathlib import Path

import numpy as np

from scenarios.model.programme import Programme
from solvers.rules.export import column_names, row_names
from solvers.rules.program import PhasingProgram, phasing_program
from solvers.rules.register import RULES
from solvers.rules.rule import Rule
from tests.worked_out.golden_programmes import GOLDEN

FOLDER = Path(__file__).parent / "golden"


def rule_as_text(rule: Rule, given: Programme) -> str:
    """Return what a rule adds to the integer program of a programme."""
    program = phasing_program(given)
    lines = [*_closed(rule, program), *_rows(rule, program)]
    lines += [f"    {line}" for line in _own(rule, program)]
    return "\n".join([rule.sentence, "", *lines]) + "\n"


def _closed(rule: Rule, program: PhasingProgram) -> list[str]:
    if rule.window is None:
        return []
    given = program.given.programme
    window, clock = rule.window(given, program.given.spans), given.clock
    closed = [
        (f"start[{given.campaigns.key[c]},{clock.names[t]}]")
        for c, t in zip(*np.nonzero(~window.start), strict=True)
    ]
    closed += [
        (f"work[{given.facts.key[w]},{clock.names[t]}]")
        for w, t in zip(*np.nonzero(~window.work), strict=True)
    ]
    return [f"{rule.name}: {name} = 0" for name in closed]


def _rows(rule: Rule, program: PhasingProgram) -> list[str]:
    arrays = program.arrays
    rows, columns = row_names(program), column_names(program)
    found = []
    for held in program.placed:
        if held.rule.name != rule.name:
            continue
        for r in range(held.first, held.first + len(held.block.low)):
            span = slice(arrays.matrix.indptr[r], arrays.matrix.indptr[r + 1])
            terms = sorted(zip(arrays.matrix.indices[span], arrays.matrix.data[span], strict=True))
            total = _sum([(columns[j], value) for j, value in terms])
            found.append(f"{rows[r]}: {_limited(total, arrays.row_low[r], arrays.row_high[r])}")
    return found


def _own(rule: Rule, program: PhasingProgram) -> list[str]:
    names, arrays = column_names(program), program.arrays
    own = [j for j, name in enumerate(names) if name.startswith(f"{rule.name}[")]
    return [f"{_limited(names[j], 0.0, arrays.high[j])}, worth {_number(arrays.cost[j])}" for j in own]


def _sum(terms: list[tuple[str, float]]) -> str:
    if not terms:
        return "0"
    parts = [f"{'-' if value < 0 else '+'} {_number(abs(value))} {name}" for name, value in terms]
    return " ".join(parts).removeprefix("+ ")


def _limited(text: str, low: float, high: float) -> str:
    if low == high:
        return f"{text} = {_number(low)}"
    left = f"{_number(low)} <= " if np.isfinite(low) else ""
    return f"{left}{text}" + (f" <= {_number(high)}" if np.isfinite(high) else "")


def _number(value: float) -> str:
    return f"{float(value):.10g}"


def main() -> None:
    """Write the text of every rule anew."""
    FOLDER.mkdir(exist_ok=True)
    for rule in RULES:
        text = rule_as_text(rule, GOLDEN[rule.name])
        (FOLDER / f"{rule.name}.txt").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
