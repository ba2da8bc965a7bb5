"""Funds that keep a share of what is left: whole fen that they hold, whatever fractions an engine draws."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from solvers.plan.purses import beyond_of, whole_totals
from solvers.plan.settle import Dues, settle
from solvers.program.funds import FundList, fund_list
from solvers.rules.program import phasing_program
from tests.worked_out.by_hand import fund, programme

SHARES = (0.9, 0.5, 0.1, 1 / 3)


def funds_of(share: float, *limits: float) -> FundList:
    """Return a fund with so many yuan in 2021 and the years after that it may carry."""
    rows = [fund(2021 + k, limit, carry_share=share) for k, limit in enumerate(limits)]
    return fund_list(programme(periods=12, funds=rows))


@given(
    st.sampled_from(SHARES),
    st.lists(st.integers(0, 100_000), min_size=3, max_size=3),
    st.lists(st.floats(0, 1), min_size=3, max_size=3),
    st.sampled_from([0, 2]),
)
def test_totals_are_held_and_near_what_is_drawn(
    share: float, fen: list[int], parts: list[float], more: int
) -> None:
    funds = funds_of(share, *(one / 100 for one in fen))
    drawn, left = np.zeros(3), 0.0
    for year, part in enumerate(parts):
        left = left * share + fen[year]
        drawn[year] = part * left
        left -= drawn[year]
    total = whole_totals(funds, 0, drawn, more)
    assert not any(beyond_of(funds, 0, total.tolist(), [0, 0, 0]))
    assert (total >= 0).all()
    assert (total <= drawn + 0.5 + more).all()
    assert (total >= drawn - 4).all()


def test_a_year_before_is_rounded_down_where_what_it_leaves_is_drawn_to_the_fen() -> None:
    funds = funds_of(0.9, 460_000)
    drawn = np.array([44_655_555.56, 1_210_000.0, 0.0])
    assert list(beyond_of(funds, 0, [44_655_556, 1_210_000, 0], [0, 0, 0])) == [0, 1, 0]
    assert whole_totals(funds, 0, drawn).tolist() == [44_655_555, 1_210_000, 0]


def test_another_fund_pays_the_fen_that_is_missing() -> None:
    rows = [fund(2021, 460_000, "F0", carry_share=0.9), fund(2021, 184_000, "F1", carry_share=0.9)]
    held = phasing_program(programme(periods=8, funds=rows)).given
    nothing = np.zeros(0, dtype=np.int64)
    both = held.claims.may_pay.all(axis=1).nonzero()[0][:1]
    dues = Dues(
        shape=(2, len(held.claims.names), 2),
        campaign=np.array([0, 1]),
        group=np.repeat(both, 2),
        year=np.array([0, 1]),
        amount=np.array([44_790_000, 1_210_000]),
        late_campaign=nothing,
        late_part=nothing,
        late=nothing,
    )
    drawn = np.array([[44_655_555.56, 1_210_000.0], [134_444.44, 0.0]])
    found = settle(held, dues, drawn, np.array([0, 1]))
    assert [(one.fund, one.year, one.amount) for one in found] == [
        ("F0", 2021, 44_655_555),
        ("F1", 2021, 134_445),
        ("F0", 2022, 1_210_000),
    ]


def test_what_is_earned_is_not_known_here() -> None:
    funds = replace(funds_of(0.9, 100), earner=0)
    assert whole_totals(funds, 0, np.array([9_999.6, 700.2, 0.0])).tolist() == [10_000, 700, 0]
