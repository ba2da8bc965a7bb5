"""Anything that the verbs give as a pandas frame."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from planner.frames.headings import headed
from planner.frames.outcomes import outcome_frame
from planner.frames.plans import breaches_frame, plan_frame, table_frame
from scenarios.model.programme import Programme
from solvers.construction.answers.outcome import Outcome
from solvers.plan.plan import Plan
from solvers.search.certified import Solve

if TYPE_CHECKING:
    import pandas as pd


@runtime_checkable
class Framed(Protocol):
    """What can tell itself as a frame: studies and comparisons."""

    def frame(self) -> pd.DataFrame:
        """Return it as a frame."""


def frame(of: Any, *given: Any, lang: str = "en", **more: Any) -> pd.DataFrame:
    """Return what a verb gave as a frame with a named index; ``attrs["units"]`` names units of columns.

    A plan or solve, ``frame(plan, programme=None, table="campaigns")``: campaigns, ``works`` or ``draws``. An
    outcome, ``frame(outcome, table="campaigns")``: campaigns, places, streets, phases, funds, programme or
    promises. A programme, ``frame(programme, table="estates")``: any of its tables. The breaches of an audit;
    a study; a comparison. Money is in yuan. Columns are called by their keys, with ``lang="zh"`` in Chinese.
    Raises TypeError for anything else, and ValueError for a table that is not there, a solve without a plan
    or another language.

    >>> programme = read("examples/small")
    >>> frame(solve(programme), programme)[["street", "start", "cost"]].head(2)
             street      start       cost
    campaign
    E1           东街 2024-01-01  2152000.0
    E2           东街 2026-01-01   933000.0
    """
    return headed(_frame_of(of, *given, **more), lang)


@singledispatch
def _frame_of(of: Any, *given: Any, **more: Any) -> pd.DataFrame:
    if isinstance(of, Framed):
        return of.frame(*given, **more)
    raise TypeError(f"no frame of a {type(of).__name__}")


_frame_of.register(Plan, plan_frame)
_frame_of.register(Outcome, outcome_frame)
_frame_of.register(Programme, table_frame)
_frame_of.register(tuple, breaches_frame)


@_frame_of.register(Solve)
def _(of: Solve, programme: Programme | None = None, table: str = "campaigns") -> pd.DataFrame:
    if of.plan is None:
        raise ValueError(f"the solve has no plan: {of.status}")
    return plan_frame(of.plan, programme, table)
