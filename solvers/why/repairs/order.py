"""What comes before what, and pilots first: links that are given up, a looser gate."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from solvers.rules.order import table_links
from solvers.why.repairs.lever import Eased, Family, Knob, is_text, listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.model.programme import Programme
    from solvers.why.repairs.lever import Change, Ints, Key
    from solvers.why.repairs.opened import Opened
    from solvers.why.repairs.prices import Prices


def link_knobs(found: Opened, prices: Prices) -> Family:
    """Return a knob for each link of the table: it is given up."""
    programme = found.programme
    rows = found.labels("links")
    knobs = []
    for name in dict.fromkeys(link.name for link in table_links(programme)) if rows else ():
        held = [rows[label] for p in programme.clock.names if (label := f"{name}, {p}") in rows]
        if held:
            knobs.append(
                Knob(
                    key=("link", *name.split(" → ", 1)),
                    price=max(prices.settings.link_left_out, 1.0),
                    most=1.0,
                    row=np.array(held),
                    value=np.full(len(held), -1.0),
                )
            )
    keys = tuple(knob.key for knob in knobs)
    return Family(
        name="link",
        rules=frozenset({"links"}),
        knobs=tuple(knobs),
        levers=(keys,) if keys else (),
        eased=_links_given_up,
    )


def _links_given_up(amounts: Mapping[Key, int], period: Ints) -> Eased:
    changes: list[Change] = [
        {
            "table": "links",
            "where": f"{is_text('before', before)} and {is_text('after', after)}",
            "remove": True,
        }
        for _, before, after in amounts
    ]
    return Eased(
        changes=tuple(changes),
        sentence=listed([f"{after} no longer waits for {before}" for _, before, after in amounts]),
        sentence_zh=listed([f"{after}不再等待{before}" for _, before, after in amounts], zh=True),
    )


def pilot_knob(found: Opened, prices: Prices) -> Family | None:
    """Return the knob of the pilots' gate: one campaign more may start before they are complete."""
    placed = found.placed("pilot_first")
    if placed is None or not len(placed.block.low):
        return None
    key: Key = ("gate",)
    knob = Knob(
        key=key,
        price=max(prices.settings.before_pilots, 1.0),
        most=float(len(found.programme.campaigns)),
        row=placed.first + np.arange(len(placed.block.low)),
        value=np.full(len(placed.block.low), -1.0),
    )
    return Family(
        name="gate",
        rules=frozenset({"pilot_first"}),
        knobs=(knob,),
        levers=((key,),),
        eased=partial(_looser_gate, found.programme),
    )


def _looser_gate(programme: Programme, amounts: Mapping[Key, int], period: Ints) -> Eased:
    more = sum(amounts.values())
    most = programme.settings.rules.pilot_first.others_before + more
    return Eased(
        changes=({"table": "settings", "column": "rules.pilot_first.others_before", "set": most},),
        sentence=f"{more} campaign{'s' * (more > 1)} more may start before the pilots are complete",
        sentence_zh=f"试点完成前可多开工{more}个批次",
    )
