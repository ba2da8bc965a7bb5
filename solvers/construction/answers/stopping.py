"""When replications are enough: the headline outputs are as precise as asked, and stay so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from solvers.construction.answers.outcome import Precise, Stop
from solvers.construction.answers.quantiles import BLOCKS, read_mean, read_quantile, whole_blocks
from solvers.construction.answers.sampled import sample_of
from solvers.construction.chance.sobol import BLOCK

if TYPE_CHECKING:
    from collections.abc import Callable

    from solvers.construction.answers.sampled import Case, Sample

TARGETS = {"draft": 0.02, "decision": 0.01, "report": 0.005}
"""Relative half-widths by what an answer is for."""
LOOK_AHEAD = 2
"""Blocks more that must be as precise before it counts."""
AT_MOST = 4096
"""Replications that are played at most."""


def headline(sample: Sample) -> tuple[Precise, ...]:
    """Return the headline outputs of a sample: finish, cost, the worst estate, household-days."""
    block, runs = sample.block, sample.runs
    found = {
        "finish_p80": read_quantile(sample.end, 0.8, block),
        "cost_p80": read_quantile(sample.whole_cost, 0.8, block),
        "worst_estate_p80": read_quantile(runs.worst, 0.8, block),
        "household_days": read_mean(runs.household_days.sum(axis=1), block),
    }
    precise = []
    for name, read in found.items():
        relative = None
        if read.value is not None and read.half_width is not None:
            relative = read.half_width / abs(read.value) if read.value else 0.0
        precise.append(Precise(name=name, reading=read, relative=relative))
    return tuple(precise)


def stopped(sample: Sample, target: float | None, last: str = "") -> Stop:
    """Return how precise a sample is; ``last`` the output that was last to be as precise as asked."""
    outputs, blocks = headline(sample), len(whole_blocks(sample.block))
    worst = max(outputs, key=_width)
    return Stop(
        target=target,
        replications=sample.runs.replications,
        blocks=blocks,
        met=target is not None and _width(worst) <= target,
        last=last or worst.name,
        method="blocks" if blocks >= BLOCKS else "ranks",
        headline=outputs,
    )


def _width(output: Precise) -> float:
    return float("inf") if output.relative is None else output.relative


def played_until(
    case: Case,
    target: float | None,
    *,
    at_most: int = AT_MOST,
    weeks: bool = False,
    progress: Callable[[Stop], None] | None = None,
) -> tuple[Sample, Stop]:
    """Play blocks until every headline output is as precise as asked, and two blocks later still is.

    ``at_most`` replications are played, and all of them where ``target`` is None; a plan that does not finish
    in one replication of five has no P80 and ends with the cap. Nothing depends on time. Where it is
    interrupted (KeyboardInterrupt) what whole blocks gave is returned, as long as there is any.
    """
    sample, kept, late = None, 0, ""
    while True:
        first = 0 if sample is None else sample.runs.replications
        try:
            more = sample_of(case, min(BLOCK, at_most - first), first, weeks=weeks)
        except KeyboardInterrupt:
            if sample is None:
                raise
            return sample, replace(stopped(sample, target, late), interrupted=True)
        sample = more if sample is None else sample.joined(more)
        stop = stopped(sample, target)
        if progress is not None:
            progress(stop)
        kept = kept + 1 if stop.met else 0
        late = late if stop.met else stop.last
        if kept > LOOK_AHEAD or sample.runs.replications >= at_most:
            return sample, stopped(sample, target, late)
