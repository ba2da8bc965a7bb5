"""Crews, offices and permits in rows: how busy they are, and what one more unit changes."""

from __future__ import annotations

from typing import Any

from planner.report.outcome.measures import TELLING
from planner.report.outcome.told import difference_rows

Document = dict[str, Any]
Changes = dict[tuple[str, str], list[Document]]


def resource_rows(document: Document) -> list[Document]:
    """Return a row for each pool, the one waited for longest first.

    ``busiest`` month with its share taken, ``overloaded`` months, ``waiting`` mean visits waiting a day;
    ``months`` of [month, share taken, overload]; ``changes`` what one more unit changes, null where that was
    not played.
    """
    months: dict[tuple[str, str], list[Document]] = {}
    for used in document["crews"]:
        months.setdefault((used["pool"], used["kind"]), []).append(used)
    more = {(one["pool"], one["kind"]): one["changes"] for one in document["worths"]}
    rows = [_row(pool, kind, months.get((pool, kind), []), more) for pool, kind in {**months, **more}]
    return sorted(rows, key=lambda row: (-row["waiting"], row["pool"]))


def _row(pool: str, kind: str, used: list[Document], more: Changes) -> Document:
    shares = [(one["month"], share_taken(one), one["overload"]) for one in used]
    busiest = max(shares, key=lambda one: one[1], default=None)
    return {
        "pool": pool,
        "kind": kind,
        "busiest": busiest and {"month": busiest[0], "share": round(busiest[1], 4)},
        "overloaded": sum(one["overload"] for one in used),
        "waiting": round(sum(one["waiting"] for one in used) / len(used), 4) if used else 0.0,
        "months": [[month, round(share, 4), overload] for month, share, overload in shares],
        "changes": telling(more.get((pool, kind))),
    }


def telling(changes: list[Document] | None) -> list[Document] | None:
    """Return the changes that tell what is won and what is harmed, in their order; None: not played."""
    if changes is None:
        return None
    of = {one["measure"]: one for one in difference_rows(changes)}
    return [of[name] for name in TELLING if name in of]


def share_taken(used: Document) -> float:
    """Return the share of a month's unit-days that are taken; 0 where the pool has none."""
    return float(used["busy"] / used["there"]) if used["there"] else 0.0
