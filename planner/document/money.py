"""What is told of a plan's money: what lapses, how firm it is, costs by source, payers' shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from planner.document.yuan import yuan
from planner.report.labels import fund_labels
from planner.report.names import campaign_names
from planner.report.units import wan
from planner.words import words
from solvers.plan.costs_told import costs_told
from solvers.plan.funding import funding_words
from solvers.plan.lapses import lapses
from solvers.program.funds import fund_list
from solvers.program.parts import asked_share, parts
from solvers.program.prices import work_costs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from planner.words import Words
    from scenarios.model.programme import Programme
    from solvers.plan.lapses import Lapse
    from solvers.plan.plan import Plan

_WORDS = {"firm": "firm", "likely": "likely", "depends on funding": "depends"}
"""Words for funding in the plan file."""


def lapses_of(programme: Programme, plan: Plan) -> list[dict[str, Any]]:
    """Return what lapses of each fund and year, and who could still use it, in words."""
    funds = programme.funds
    kinds = {str(fund): str(kind) for fund, kind in zip(funds.fund, funds.kind, strict=True)}
    labels = {lang: fund_labels(kinds, words(lang)) for lang in ("en", "zh")}
    names = {lang: campaign_names(programme, words(lang)) for lang in labels}
    return [
        {
            "fund": one.fund,
            "year": one.year,
            "amount": yuan(one.amount),
            "could_use": list(one.could_use),
            **{
                key: _lapse(one, labels[lang][one.fund], [names[lang][c] for c in one.could_use], words(lang))
                for key, lang in (("sentence", "en"), ("sentence_zh", "zh"))
            },
        }
        for one in lapses(programme, plan)
    ]


def _lapse(one: Lapse, fund: str, users: Sequence[str], t: Words) -> str:
    """Say what lapses, and who could still use it."""
    told = {"amount": wan(one.amount / 100), "fund": fund, "year": one.year}
    if not users:
        return t("{amount} × 10,000 yuan of {fund} lapses in {year}; no other campaign could use it.", **told)
    who = t(" or ").join(filter(None, [t.pick(", ", "、").join(users[:-1]), users[-1]]))
    return t("{amount} × 10,000 yuan of {fund} lapses in {year} unless it goes to {who}.", **told, who=who)


def funding_of(programme: Programme, plan: Plan) -> dict[str, dict[str, Any]]:
    """Return how firm the money of each campaign is: word, probability, the draw that it rests on."""
    return {
        one.campaign: {
            "word": _WORDS[one.word],
            "probability": one.probability,
            "fund": one.fund or None,
            "year": one.year or None,
        }
        for one in funding_words(programme, plan)
    }


def costs_of(programme: Programme, plan: Plan) -> list[dict[str, Any]]:
    """Return plan, estimate, contract and paid of each campaign; nothing where actuals tell no cost."""
    told = costs_told(programme, plan)
    if all(one.estimate is None and one.contract is None and one.paid is None for one in told):
        return []

    def amount(fen: int | None) -> float | None:
        return None if fen is None else yuan(fen)

    return [
        {
            "campaign": one.campaign,
            "planned": amount(one.planned),
            "estimate": amount(one.estimate),
            "contract": amount(one.contract),
            "paid": amount(one.paid),
        }
        for one in told
    ]


def payer_shares(programme: Programme, plan: Plan) -> list[dict[str, Any]]:
    """Return what residents and utilities should pay of the plan's works, and what they do.

    ``nominal`` by the shares of the catalogue, of which ``exempt`` for hardship; ``realised`` is planned
    with; ``backstop`` is paid for them by the funds that back them, ``government`` what is left of it.
    """
    start = _starts(programme, plan)
    works = np.flatnonzero(start >= 0)
    cost = work_costs(programme)[works, start[works]]
    kind, asked = programme.facts.work_type[works], asked_share(programme)[programme.facts.campaign[works]]
    part, payer, amount = parts(programme, fund_list(programme))
    held = np.flatnonzero(start[part] >= 0)
    paid = np.bincount(payer[held], weights=amount[held, start[part[held]]], minlength=5)
    rows = []
    for name, own, backstop in (("resident", 1, 3), ("utility", 2, 4)):
        share = getattr(programme.work_types, f"{name}_share")[kind]
        nominal = int(np.rint(cost * share).sum())
        after = int(np.rint(cost * share * asked).sum()) if name == "resident" else nominal
        realised, backed = int(paid[own]), int(paid[backstop])
        figures = {
            "nominal": nominal,
            "exempt": nominal - after,
            "realised": realised,
            "backstop": backed,
            "government": max(after - realised - backed, 0),
        }
        if nominal or realised:
            rows.append({"payer": name, **{key: yuan(fen) for key, fen in figures.items()}})
    return rows


def _starts(programme: Programme, plan: Plan) -> NDArray[np.int64]:
    """Return the start period of each work that is done, −1 of others, axis ``(work,)``."""
    index = {str(key): w for w, key in enumerate(programme.facts.key)}
    start = np.full(len(index), -1, dtype=np.int64)
    for one in plan.campaigns:
        period = programme.clock.period_of(one.start)
        if period is not None:
            start[[index[work.work] for work in one.works]] = period
    return start
