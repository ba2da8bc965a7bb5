"""Heritage ground without a permit (docs/meaning.md, 11.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenarios.tables.keys import work_keys

if TYPE_CHECKING:
    from scenarios.model.programme import Programme


def never_permitted(programme: Programme) -> frozenset[str]:
    """Return the works that open heritage ground for which there is no permit, by key."""
    rule, estates, works = programme.settings.rules.exclusions, programme.estates, programme.works
    if not (rule.on and rule.heritage_ground):
        return frozenset()
    shut = {
        str(estates.id[row])
        for row in range(len(estates))
        if estates.heritage[row] and estates.heritage_permit[row].item() is None
    }
    digs = {str(kind) for kind in programme.work_types.id[programme.work_types.opens_ground]}
    rows = zip(work_keys(works).tolist(), works.place.tolist(), works.work_type.tolist(), strict=True)
    return frozenset(str(key) for key, place, kind in rows if place in shut and kind in digs)
