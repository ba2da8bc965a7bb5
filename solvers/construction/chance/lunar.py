"""The first day of the lunar year (Spring Festival)."""

from __future__ import annotations

import datetime

_FIRST, _LAST = 2000, 2100
_METONIC = 19
"""Years after which the moon is back on nearly the same day."""
_AFTER_NEW_YEAR = bytes.fromhex(
    "23 17 2a 1f 15 27 1c 30 25 19 2c 21 16 28 1e 31 26 1b 2e 23 18 2a 1f 15 28 1c 2f 24 19 2b 21 16 "
    "29 1e 31 26 1b 2d 22 17 2a 1f 15 28 1d 2f 24 19 2c 20 16 29 1f 31 26 1b 2d 22 17 2a 20 14 27 1c "
    "2f 23 19 2c 21 16 29 1e 31 25 1a 2d 23 17 2a 20 15 27 1c 2f 24 19 2c 21 17 28 1d 30 25 1a 2d 23 "
    "18 2a 1f 14 27 "
)
"""Days after 1 January on which the lunar year begins, 2000 to 2100."""


def lunar_new_year(year: int) -> datetime.date:
    """Return the first day of the lunar year of a year; outside 2000 to 2100 within a day or so."""
    known = year
    while known < _FIRST:
        known += _METONIC
    while known > _LAST:
        known -= _METONIC
    return datetime.date(year, 1, 1) + datetime.timedelta(days=_AFTER_NEW_YEAR[known - _FIRST])
