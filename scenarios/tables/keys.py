"""Keys that the tables only imply: of campaigns and of works (docs/meaning.md, 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scenarios.tables.column import Texts
    from scenarios.tables.undertaking import Works


def campaign_keys(works: Works) -> Texts:
    """Return the key of each work's campaign: the place, or ``place/word`` where a campaign word is given."""
    words = works.campaign.tolist()
    if not any(words):
        return works.place
    pairs = zip(works.place.tolist(), words, strict=True)
    return _texts(f"{place}/{word}" if word else place for place, word in pairs)


def work_keys(works: Works) -> Texts:
    """Return the key of each work: its id, or else its campaign's key, its work type and its building."""
    columns = [c.tolist() for c in (works.id, campaign_keys(works), works.work_type, works.building)]
    own, campaign, kind, at = columns
    if not any(own) and not any(at) and all(campaign) and all(kind):
        return _texts(f"{place}:{what}" for place, what in zip(campaign, kind, strict=True))
    rows = zip(*columns, strict=True)
    return _texts(own or ":".join(filter(None, (campaign, kind, at))) for own, campaign, kind, at in rows)


def _texts(values: Iterable[str]) -> Texts:
    listed = list(values)
    column = np.empty(len(listed), dtype=object)
    column[:] = listed
    return column
