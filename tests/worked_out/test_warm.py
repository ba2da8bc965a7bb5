"""What a solve leaves for the next one: kept under names, never believed, read back as written."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from scenarios.model.programme import Programme
from solvers.engines.answer import Status
from solvers.plan.audit import audit
from solvers.rules.program import phasing_program
from solvers.search.warm import Warm, WarmFileError, column_names, read_warm, row_names, write_warm
from solvers.solving import Solve, solve
from tests.worked_out.tangled import tangled


def solved(given: Programme, warm: Warm | None = None) -> Solve:
    return solve(given, engine="priced", gap=1e-6, seconds=20, workers=1, start_from=warm)


def cheaper(given: Programme, share: float) -> Programme:
    """Return the programme with its first fund's limit at a share."""
    limit = given.funds.limit.copy()
    limit[0] = int(limit[0] * share)
    return replace(given, funds=replace(given.funds, limit=limit))


def test_every_column_and_row_has_a_name_of_its_own() -> None:
    program = phasing_program(tangled(3, estates=12, periods=6))
    for names in (column_names(program), row_names(program)):
        assert len(set(names.tolist())) == len(names)
    assert len(column_names(program)) == program.arrays.columns
    assert len(row_names(program)) == program.arrays.rows


def test_what_is_left_is_read_back_as_written(tmp_path: Path) -> None:
    left = solved(tangled(3, estates=12, periods=6)).warm
    assert left is not None
    write_warm(left, tmp_path / "plan.warm")
    again = read_warm(tmp_path / "plan.warm")
    assert again.fingerprint == left.fingerprint
    assert (again.columns == left.columns).all()
    assert (again.known.prices == left.known.prices).all()
    assert np.array_equal(again.known.offers.toarray(), left.known.offers.toarray())
    assert again.known.point is not None
    assert left.known.point is not None
    assert (again.known.point == left.known.point).all()


@pytest.mark.parametrize("content", [b"", b"no archive at all", b"PK\x03\x04 torn"])
def test_a_file_that_is_none_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "plan.warm").write_bytes(content)
    with pytest.raises(WarmFileError, match=r"plan\.warm"):
        read_warm(tmp_path / "plan.warm")


@pytest.mark.parametrize("share", [1.0, 0.7, 1.3])
def test_a_solve_from_what_another_left_is_as_good_as_one_from_nothing(share: float) -> None:
    given = tangled(4, estates=14, periods=6)
    changed = cheaper(given, share)
    cold, warm = solved(changed), solved(changed, solved(given).warm)
    assert warm.status in (Status.PROVEN_BEST, Status.WITHIN_GAP)
    assert warm.plan is not None
    assert audit(changed, warm.plan) == ()
    assert warm.objective == pytest.approx(cold.objective, rel=2e-6)
    assert warm.bound is not None
    assert cold.objective is not None
    assert warm.bound >= cold.objective - 1e-6 * abs(cold.objective)


def test_what_another_programme_left_does_no_harm() -> None:
    given = tangled(4, estates=14, periods=6)
    other = solved(tangled(5, estates=9, periods=8)).warm
    cold, warm = solved(given), solved(given, other)
    assert warm.objective == pytest.approx(cold.objective, rel=2e-6)


def test_wrong_prices_and_points_are_not_believed() -> None:
    given = tangled(4, estates=14, periods=6)
    cold = solved(given)
    assert cold.warm is not None
    known = cold.warm.known
    wild = replace(known, prices=known.prices * -50 + 3, point=np.ones_like(known.prices[:0]))
    everything = replace(wild, point=np.ones(known.offers.shape[1]))
    warm = solved(given, replace(cold.warm, known=everything))
    assert warm.objective == pytest.approx(cold.objective, rel=2e-6)
    assert warm.bound is not None
    assert cold.objective is not None
    assert warm.bound >= cold.objective - 1e-6 * abs(cold.objective)
