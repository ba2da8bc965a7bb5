"""A hard rule that is switched on never raises the proven best."""

from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.model.programme import Programme
from solvers import solve
from solvers.engines.answer import Status
from solvers.rules.register import rules_on
from tests.worked_out.programmes import Drawn, programmes

OTHERWISE = {"least_street", "exclusions", "modes", "targets", "stability", "openings", "zones"}
"""Rules that change the aim by what they add to it, or take duties away from what they leave out."""


def without(programme: Programme, rule: str) -> Programme:
    held = getattr(programme.settings.rules, rule)
    off = held.model_copy(update={"limit": None} if rule == "due_after_plan" else {"on": False})
    rules = programme.settings.rules.model_copy(update={rule: off})
    return programme.replace(settings=programme.settings.model_copy(update={"rules": rules}))


@settings(max_examples=40, deadline=None)
@given(programmes(), st.data())
def test_a_hard_rule_never_raises_the_best(drawn: Drawn, data: st.DataObject) -> None:
    programme = drawn.programme()
    switched = type(programme.settings.rules).model_fields
    names = [rule.name for rule in rules_on(programme) if rule.name in switched]
    names = [name for name in names if name not in OTHERWISE and name != "start_once"]
    if not names:
        return
    rule = data.draw(st.sampled_from(names))
    kept = solve(programme, engine="highs", gap=0.0, seconds=60, workers=1)
    free = solve(without(programme, rule), engine="highs", gap=0.0, seconds=60, workers=1)
    if kept.status is Status.IMPOSSIBLE:
        return
    assert free.status is Status.PROVEN_BEST, rule
    assert kept.objective is not None
    assert free.bound is not None
    assert kept.objective <= free.bound + 1e-6 * max(1.0, abs(free.bound)), rule
