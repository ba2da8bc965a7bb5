"""Answers to "why" on random programmes, held against exact solves of programmes built anew."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from scipy import sparse

from planner.report.why_words import sentence
from planner.words import words
from scenarios.model.programme import Programme
from scenarios.whatif import overlay, what_if_from
from solvers.engines import child
from solvers.engines.answer import Status, Wish
from solvers.plan.audit import audit
from solvers.plan.decode import decode
from solvers.rules.program import PhasingProgram, phasing_program
from solvers.rules.tiers import aims_in_order
from solvers.solving import solve
from solvers.why.along import start_of
from solvers.why.answer import Questions, Why
from solvers.why.base import Base, NotItsPlanError, base_of
from solvers.why.change import Change
from solvers.why.closed_by_row import rows_broken
from solvers.why.levers import cheaper
from tests.worked_out.programmes import Drawn, programmes
from tests.worked_out.small import ESTATE, FUND, OTHER, OTHER_WORK, PIPES, WORK, programme

FEW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
OFF = 1e-5
GAP = 1e-3


def best(program: PhasingProgram, columns: list[int] | None = None) -> tuple[float, np.ndarray | None]:
    """Return the exact best worth in the first aim and its point, one of some columns being taken."""
    arrays = replace(program.arrays, cost=aims_in_order(program)[0].cost)
    if columns is not None:
        row = np.zeros((1, arrays.columns))
        row[0, columns] = 1.0
        arrays = replace(
            arrays,
            matrix=sparse.csr_array(sparse.vstack([arrays.matrix, sparse.csr_array(row)])),
            row_low=np.append(arrays.row_low, 1.0),
            row_high=np.append(arrays.row_high, 1.0),
        )
    answer, _ = child.run("highs", arrays, Wish(gap=0.0, seconds=60))
    if answer.status is Status.IMPOSSIBLE:
        return -np.inf, None
    assert answer.objective is not None
    return answer.objective, answer.x


def within(program: PhasingProgram, campaign: int, year: int) -> list[int]:
    """Return the columns of a campaign's starts in a year."""
    clock = program.given.programme.clock
    starts = program.given.columns.start[campaign]
    return [int(c) for t, c in enumerate(starts) if c >= 0 and clock.date(int(clock.starts[t])).year == year]


def changed(base: Base, why: Why, change: Change) -> Programme:
    """Return the programme with a change, built from its tables."""
    given = base.programme
    if change.kind == "fund":
        limit = given.funds.limit.copy()
        row = np.flatnonzero((given.funds.fund == change.what) & (given.funds.year == change.year))[0]
        limit[row] += round((float(change.after or 0) - float(change.before or 0)) * 100)
        return given.replace(funds=replace(given.funds, limit=limit))
    estate = int(given.campaigns.estate[why.campaign])
    if change.kind == "consent":
        return voted(given, str(given.estates.id[estate]), change)
    priority = given.estates.priority.copy()
    priority[estate] = (1.0 if np.isnan(priority[estate]) else priority[estate]) * float(change.after or 1)
    return given.replace(estates=replace(given.estates, priority=priority))


def voted(given: Programme, estate: str, change: Change) -> Programme:
    """Return the programme in which the votes named pass, by everybody, on the day named at the latest."""
    votes = given.consents
    rows = (
        (votes.estate == estate) & (votes.scope == "estate") & np.isin(votes.matter, change.what.split("、"))
    )
    late = rows & ~np.isnat(votes.date)
    date = votes.date.copy()
    date[late] = np.minimum(date[late], np.datetime64(str(change.after), "D"))
    shares = ("turnout_area", "turnout_heads", "by_area", "by_heads")
    passed = {name: np.where(rows, 1.0, getattr(votes, name)) for name in shares}
    return given.replace(consents=replace(votes, date=date, **passed))


def holds(base: Base, why: Why, change: Change) -> None:
    """Solve the changed programme exactly, the start forced: it must be as good as is claimed."""
    assert change.verified
    assert why.year is not None
    if change.kind == "cost":
        share = 1 - float(change.after or 0) / float(change.before or 1)
        program = replace(base.program, arrays=cheaper(base, why.campaign, share))
    else:
        program = phasing_program(changed(base, why, change))
    columns = within(program, why.campaign, why.year)
    forced, x = best(program, columns)
    free, _ = best(program)
    same_columns = program.arrays.columns == len(base.point)  # a vote opens starts, it changes no worth
    kept = float(aims_in_order(program)[0].cost @ base.point) if same_columns else base.objective
    size = max(abs(free), 1.0)
    assert x is not None, change
    assert forced >= kept - OFF * size, change
    assert free - forced <= (GAP + OFF) * size, change
    if change.kind != "cost":
        assert (
            audit(program.given.programme, decode(program, np.where(program.arrays.whole, np.rint(x), x)))
            == ()
        )


def based(given_: Programme) -> Base:
    """Return the base of a programme's best plan; passes over one that has none."""
    found = solve(given_, engine="highs", gap=0.0, seconds=30, workers=1)
    if found.plan is None:
        assume(condition=False)
    assert found.plan is not None
    return base_of(given_, found.plan, found.warm)


def checked(base: Base) -> int:
    """Check every campaign's answer; return how many changes were checked."""
    questions, number = Questions(base, GAP), 0
    optimum, _ = best(base.program)
    for campaign in range(len(base.programme.campaigns)):
        why = questions.why(campaign)
        if why.year is None or why.loss is None:
            continue
        columns = within(base.program, campaign, why.year)
        forced = best(base.program, columns)[0] if columns else -np.inf
        if why.loss.impossible:
            assert np.isneginf(forced)
            assert why.changes == () or why.changes[0].kind in ("consent", "fund", "cost")
        elif why.loss.high is not None and why.loss.low is not None:
            size = OFF * max(abs(optimum), 1.0)
            assert why.loss.low - size <= optimum - forced <= why.loss.high + size
            assert not why.loss.clear or optimum - forced > 0
        for change in why.changes:
            holds(base, why, change)
            number += 1
    return number


@FEW
@given(programmes())
def test_answers_hold_on_any_programme(drawn: Drawn) -> None:
    given_ = drawn.programme()
    assume(not given_.settings.tiers)
    checked(based(given_))


@FEW
@given(programmes())
def test_answers_hold_where_only_what_is_near_is_searched(drawn: Drawn) -> None:
    given_ = drawn.programme()
    assume(not given_.settings.tiers)
    base = based(given_)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("solvers.why.base._FEW_COLUMNS", 0)
        checked(base)


def test_who_makes_room_is_found_where_only_what_is_near_is_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    base = based(poor())
    monkeypatch.setattr("solvers.why.base._FEW_COLUMNS", 0)
    why = Questions(base, GAP).why(1)
    assert why.loss is not None
    assert why.loss.found is not None
    exact = best(base.program)[0] - best(base.program, within(base.program, 1, 2021))[0]
    assert why.loss.found == pytest.approx(exact)
    assert [base.programme.campaigns.key[one.campaign] for one in why.displaces] == ["A"]


def linked() -> Programme:
    """Four estates, money for two a year: the two in most need go first, then A and, linked to it, B."""
    estates = [{"id": one, "name": one, "street": "S", "households": 100} for one in "ABCD"]
    needs = {"A": 0.2, "B": 0.1, "C": 1, "D": 1}
    return programme(
        estates=estates,
        works=[
            {"place": one, "work_type": "pipes", "quantity": 1, "need": need} for one, need in needs.items()
        ],
        funds=[{**FUND, "limit": 20_000}, {**FUND, "year": 2022, "limit": 20_000}],
        links=[{"before": "A", "after": "B", "lag": 0}],
        periods=8,
    )


def test_who_is_linked_to_a_forced_start_moves_along(monkeypatch: pytest.MonkeyPatch) -> None:
    """B cannot start in 2021 but after A, which then has to start in 2021 too; C and D give way."""
    base = based(linked())
    assert (base.period >= 4).tolist() == [True, True, False, False]
    open_ = tuple(range(4))
    start = start_of(base, base.starting(base.arrays, 1, open_), 1, open_)
    links = base.rows_of_few
    assert len(links)
    assert start.campaigns == (1, 0)
    assert (base.arrays.matrix @ start.point <= base.arrays.row_high + 1e-6)[links].all()
    assert (base.periods_of(start.point) < 4).all()
    monkeypatch.setattr("solvers.why.base._FEW_COLUMNS", 0)
    why = Questions(base, GAP).why(1)
    assert why.loss is not None
    assert why.loss.found is not None
    exact = best(base.program)[0] - best(base.program, within(base.program, 1, 2021))[0]
    assert why.loss.found == pytest.approx(exact)
    assert [base.programme.campaigns.key[one.campaign] for one in why.along] == ["A"]
    assert "Tied to it, A would have to come earlier too." in sentence(base.programme, why, words("en"))


def test_a_row_that_nothing_can_keep_proves_a_start_impossible() -> None:
    """One estate of the street at a time: who must be there in the first quarter leaves no room then."""
    base = based(
        programme(
            estates=[ESTATE, OTHER],
            works=[WORK, OTHER_WORK],
            rules={"street_projects": {"on": True, "most": 1}},
        )
    )
    other_stands = base.starting(base.arrays, 0, (0,))
    for period, proven in ((0, True), (1, False)):
        arrays = base.starting(other_stands, 1, (period,))
        found = rows_broken(base, arrays, 1)
        street = base.rows("street_projects")
        assert bool(len(found)) == proven
        assert all(street.start <= row < street.stop for row in found.tolist())
        answer, _ = child.run("highs", arrays, Wish(gap=0.0, seconds=60))
        assert (answer.status is Status.IMPOSSIBLE) == proven
    assert not len(rows_broken(base, base.starting(base.arrays, 1, (0,)), 1))


@FEW
@given(programmes())
def test_rows_prove_only_what_is_so(drawn: Drawn) -> None:
    """The best plan of a programme keeps its rows, and those with each of its starts forced."""
    given_ = drawn.programme()
    assume(not given_.settings.tiers)
    base = based(given_)
    for campaign in np.flatnonzero(base.period >= 0).tolist():
        forced = base.starting(base.arrays, campaign, (int(base.period[campaign]),))
        assert not len(rows_broken(base, forced, campaign))


def poor() -> Programme:
    """Two estates, money for one a year: the dearer in need goes first."""
    funds = [{**FUND, "limit": 10_000}, {**FUND, "year": 2022, "limit": 10_000}]
    return programme(
        estates=[{"id": "A", "name": "Ayuan", "street": "S", "households": 100}, OTHER],
        works=[{"place": "A", "work_type": "pipes", "quantity": 1, "need": 1}, OTHER_WORK],
        funds=funds,
        periods=8,
    )


def test_money_of_the_year_before_brings_the_other_forward() -> None:
    base = based(poor())
    why = Questions(base, GAP).why(1)
    assert (why.own_year, why.year) == (2022, 2021)
    assert any(one.rule == "fund_limits" and one.left == pytest.approx(0) for one in why.binding)
    fund = next(one for one in why.changes if one.kind == "fund")
    assert (fund.before, fund.after, fund.smallest) == (10_000, 20_000, True)
    assert why.loss is not None
    assert why.loss.clear
    assert [base.programme.campaigns.key[one.campaign] for one in why.displaces] == ["A"]
    assert checked(base) >= 2


@pytest.mark.parametrize("vote", [{"date": "2022-02-01"}, {"by_heads": 0.2, "date": "2021-01-01"}])
def test_an_earlier_vote_brings_an_estate_forward(vote: dict[str, object]) -> None:
    """Paint needs a vote that passes in February 2022, or did not pass: a vote by 1 October 2021 will do."""
    paint = {**PIPES, "consent_matter": "canopy", "work_class": "basic"}
    votes = {"turnout_area": 0.9, "turnout_heads": 0.9, "by_area": 0.9, "by_heads": 0.9}
    given_ = programme(
        work_types=[paint],
        consents=[{"estate": "A", "matter": "canopy", **votes, **vote}],
        funds=[{**FUND, "year": 2021}, {**FUND, "year": 2022}],
        periods=8,
    )
    base = based(given_)
    why = Questions(base, GAP).why(0, 2021)
    (change,) = why.changes
    assert (change.kind, change.after, change.verified) == ("consent", "2021-10-01", True)
    holds(base, why, change)


def test_a_patched_cost_is_the_programme_built_anew() -> None:
    base = based(poor())
    edit = {"table": "works", "column": "cost", "where": "place = 'B'", "set": 7_500}
    again = phasing_program(
        overlay(base.programme, what_if_from({"name": "cheaper", "change": [edit]})).programme
    ).arrays
    patched = cheaper(base, 1, 0.25)
    assert abs(again.matrix - patched.matrix).max() < 1e-9
    assert np.array_equal(again.row_high, patched.row_high)
    assert np.allclose(again.cost, patched.cost)


def test_a_plan_that_breaks_rules_is_refused() -> None:
    given_ = poor()
    base = based(given_)
    first = base.plan.campaigns[0].start
    both = replace(base.plan, campaigns=tuple(replace(one, start=first) for one in base.plan.campaigns))
    with pytest.raises(NotItsPlanError):
        base_of(given_, both)
