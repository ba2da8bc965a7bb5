"""The integer program with readable names, for another solver."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solvers.rules.program import phasing_program

if TYPE_CHECKING:
    from pathlib import Path

    from scenarios.model.programme import Programme
    from solvers.rules.program import PhasingProgram


def column_names(program: PhasingProgram) -> list[str]:
    """Return a name for every column.

    Start[campaign,period], include[work,period], open[kind name,period], draw[fund,group,year], else
    its rule's.
    """
    given, columns, clock = program.given, program.given.columns, program.given.programme.clock
    names = [""] * program.arrays.columns
    for c, t in zip(*np.nonzero(columns.start >= 0), strict=True):
        names[columns.start[c, t]] = f"start[{given.programme.campaigns.key[c]},{clock.names[t]}]"
    for w, t in zip(*np.nonzero((columns.work >= 0) & columns.chosen[:, None]), strict=True):
        names[columns.work[w, t]] = f"include[{given.programme.facts.key[w]},{clock.names[t]}]"
    for s, t in zip(*np.nonzero(columns.open >= 0), strict=True):
        names[columns.open[s, t]] = f"open[{given.sites.kind[s]} {given.sites.name[s]},{clock.names[t]}]"
    for f, k, y in zip(*np.nonzero(columns.draw >= 0), strict=True):
        names[columns.draw[f, k, y]] = (
            f"draw[{given.claims.funds.name[f]},{given.claims.names[k]},{clock.years[y]}]"
        )
    number = columns.count
    for held in program.placed:
        for k in range(len(held.block.own.high)):
            names[number] = f"{held.rule.name}[{k}]"
            number += 1
    return names


def row_names(program: PhasingProgram) -> list[str]:
    """Return a name for every row: its rule and where."""
    return [f"{held.rule.name}[{where}]" for held in program.placed for where in held.block.where()]


def export_program(programme: Programme, path: Path) -> None:
    """Write the integer program of a programme as LP or MPS, by the path's ending."""
    from solvers.engines.pulp_problem import export

    program = phasing_program(programme)
    export(program.arrays, path, column_names(program), row_names(program))
