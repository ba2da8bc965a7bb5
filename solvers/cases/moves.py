"""What is different between two plans, campaign by campaign, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from solvers.cases.standing import Standing

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from scenarios.model.programme import Programme
    from solvers.cases.standing import Cause
    from solvers.plan.plan import Plan, PlannedCampaign


@dataclass(frozen=True, kw_only=True)
class Move:
    """A campaign that starts at another time in the case than in the base, or with other works.

    ``before`` and ``after`` are its starts in base and case, None where it does not start. ``left`` and
    ``taken`` are works that only the base, and only the case, includes. ``causes`` tell what keeps it from
    its start in the base now; or, where it comes earlier or anew, what kept it from its new start in the
    base (``of_base``). Empty where only works differ.
    """

    campaign: str
    before: datetime.date | None
    after: datetime.date | None
    left: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()
    causes: tuple[Cause, ...] = ()
    of_base: bool = False


def moves(base: tuple[Programme, Plan], case: tuple[Programme, Plan]) -> tuple[Move, ...]:
    """Return every campaign that moved, in the order of the base's tables, then those only the case has."""
    if base[1] is case[1]:
        return ()
    stands = Standing(*base), Standing(*case)
    plans = [{one.campaign: one for one in plan.campaigns} for _, plan in (base, case)]
    keys = dict.fromkeys([*map(str, base[0].campaigns.key), *map(str, case[0].campaigns.key)])
    return tuple(_moved(keys, plans[0], plans[1], stands))


def _moved(
    keys: dict[str, None],
    before: dict[str, PlannedCampaign],
    after: dict[str, PlannedCampaign],
    stands: tuple[Standing, Standing],
) -> Iterator[Move]:
    for key in keys:
        old, new = before.get(key), after.get(key)
        works = [tuple(work.work for work in one.works) if one else () for one in (old, new)]
        left = tuple(work for work in works[0] if new is not None and work not in works[1])
        taken = tuple(work for work in works[1] if old is not None and work not in works[0])
        starts = old.start if old else None, new.start if new else None
        if starts[0] == starts[1]:
            if left or taken:
                yield Move(campaign=key, before=starts[0], after=starts[1], left=left, taken=taken)
            continue
        earlier = old is None or (new is not None and new.start < old.start)
        if earlier:
            assert new is not None
            causes = stands[0].against(key, new.start, works[1])
        else:
            assert old is not None
            causes = stands[1].against(key, old.start, works[0])
        yield Move(
            campaign=key,
            before=starts[0],
            after=starts[1],
            left=left,
            taken=taken,
            causes=causes,
            of_base=earlier,
        )
