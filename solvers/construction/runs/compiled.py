"""Replications of a part, played and reckoned one after the other without a word to Python."""

# numba takes the types from what it is given.
# mypy: no-check-untyped-defs

from __future__ import annotations

from solvers.compiled import compiled
from solvers.construction.ledger.compiled import (
    FIRST,
    FLAGS,
    amounts,
    at_once,
    by_weeks,
    first_days,
    in_order,
    one_by_one,
    tallied,
    trenches,
)
from solvers.construction.play.compiled import play
from solvers.construction.play.compiled_given import narrowed, prepare
from solvers.construction.play.tables import (
    CAMPAIGN,
    DONE_DAY,
    FINISH,
    MEMBER,
    MISSED,
    REST,
    VISIT,
    VISITS,
    WIDTH,
)
from solvers.construction.site.nouns import NEVER

_REST, _CAMPAIGN, _MEMBER, _VISIT = WIDTH[REST], WIDTH[CAMPAIGN], WIDTH[MEMBER], WIDTH[VISIT]


@compiled(**FLAGS)
def play_part(memory, draws, sky, flat, room, totals, kept, only_finish):  # type: ignore[no-untyped-def]
    """Play all replications of the draws; ``kept`` are arrays by replication, see ``Kept``."""
    ints, words, weather = memory
    sky_of, worked, nth = sky
    for r in range(len(sky_of)):
        prepare(ints, words, draws, r)
        narrowed(worked[sky_of[r]], nth[sky_of[r]], weather[0], weather[1])
        play(ints, words, weather[0], weather[1])
        first = ints[2 * CAMPAIGN]
        for c in range(kept.finish.shape[1]):
            kept.finish[r, c] = ints[first + c * _CAMPAIGN + FINISH]
        first = ints[2 * VISIT]
        visits = ints[first : first + ints[VISITS] * _VISIT].reshape(-1, _VISIT)
        if only_finish:
            first_days(flat, visits, kept.start[r])
        else:
            _reckon(ints, visits, weather, flat, room, totals, kept, r)


@compiled(**FLAGS)
def _reckon(ints, visits, sky, flat, room, totals, kept, r):  # type: ignore[no-untyped-def]
    """Put what residents bear of a replication into ``kept``, and add to the totals."""
    keeping, told, listed = tallied(flat, visits, sky, room, totals.waited, kept.start[r])
    kept.numbers[r, 1], kept.numbers[r, 2] = keeping, told
    amounts(flat, room.tally, kept.by_channel[r], kept.burden[r])
    missed = ints[ints[2 * MEMBER] :][: ints[2 * MEMBER + 1] * _MEMBER].reshape(-1, _MEMBER)[:, MISSED]
    trenches(flat, room.tally, missed, room.spans)
    in_order(room, listed)
    kept.numbers[r, 0] = one_by_one(flat, listed, sky[0], room, kept.places[r])
    at_once(flat, listed, room, kept.streets[r], kept.places[r])
    if totals.weeks.size:
        by_weeks(flat, listed, sky[0], room, totals.weeks)
    first, tally, lasted, done_in = ints[2 * REST], room.tally, totals.lasted, totals.done_in
    for a in range(len(tally)):
        done = ints[first + a * _REST + DONE_DAY]
        if done < NEVER and tally[a, FIRST] >= 0:
            lasted[a] += done - tally[a, FIRST]
            done_in[a] += 1
