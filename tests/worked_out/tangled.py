"""A programme in which nothing is decided at a glance."""

import numpy as np

from scenarios.model.programme import Programme
from tests.worked_out.by_hand import estate, fund, programme, work, work_type


def tangled(seed: int = 0, estates: int = 8, periods: int = 8) -> Programme:
    """Return a programme in which money, a crew and a street cap all bind."""
    chance = np.random.default_rng(seed)
    names = [f"E{k}" for k in range(estates)]
    types = [
        work_type(trade="pipe", fixed_days=40),
        work_type("lift", work_class="upgrade", unit_cost=700_000, fixed_days=25),
    ]
    return programme(
        periods,
        estates=[
            estate(n, households=int(chance.integers(40, 300)), street="ST"[k % 2])
            for k, n in enumerate(names)
        ],
        work_types=types,
        works=[
            work(n, kind, need=float(chance.integers(2, 10)) / 10)
            for n in names
            for kind in ("pipes", "lift")
        ],
        funds=[fund(year, 3_100_000, carry_share=1) for year in (2021, 2022)],
        crews=[{"trade": "pipe", "count": 1}],
        rules={"street_projects": {"on": True, "most": 1}},
    )
