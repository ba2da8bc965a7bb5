"""Gates of the lean engine: what is free of pools and tokens, and who waits at which gate."""

from __future__ import annotations

from heapq import heapify, heappop, heappush, heapreplace
from typing import TYPE_CHECKING

from solvers.construction.play.codes import TOKEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from solvers.construction.play.codes import Codes, Want

FREE_TO_GO = -1
"""Stands for a gate: none is shut."""


class Gates:
    """Pools, tokens and those who wait, of one replication.

    A gate opens only when something it needs is given back or added, and shuts for the rest of a day's look
    once it is found shut, as a look only takes. So those who wait at a shut gate need no look of their own.
    """

    __slots__ = ("codes", "free", "freed", "held", "own_part", "queue", "waiting")

    def __init__(self, codes: Codes) -> None:
        """Nobody waits yet."""
        self.codes = codes
        # Negative where more are in use than there are now. The last stands for a pool that is not there, −1.
        self.free: list[int] = [*codes.site.count[:, 0].tolist(), 0]
        self.held: list[dict[int, int]] = [{} for _ in codes.site.token]
        self.queue: list[list[int]] = [[] for _ in codes.gate]
        self.freed: set[int] = set()
        self.waiting: set[int] = set()
        self.own_part: dict[int, list[int]] = {}

    def change(self, day: int) -> None:
        """Let pools grow and shrink as the table says."""
        for pool, more in self.codes.rises[day]:
            self.free[pool] += more
            self.freed |= self.waiting & self.codes.of_pool[pool]

    def looked_through(self, looks: list[int]) -> Iterable[int]:
        """Return in order the keys of visits that may start, new ones and those whose gate may have opened.

        While these are gone through, visits take what they need: the next of a gate depends on it.
        """
        return self._offered(looks) if self.freed else sorted(looks)

    def _offered(self, looks: list[int]) -> Iterator[int]:
        queue, gate, first_shut = self.queue, self.codes.gate, self.first_shut
        offers = [(key, FREE_TO_GO) for key in looks]
        offers += [(queue[g][0], g) for g in self.freed]
        self.freed.clear()
        heapify(offers)
        while offers:
            key, g = offers[0]
            if g < 0:
                heappop(offers)
            elif first_shut((gate[g],)) >= 0:
                heappop(offers)
                continue
            else:
                heappop(queue[g])
                if queue[g]:
                    heapreplace(offers, (queue[g][0], g))
                else:
                    heappop(offers)
                    self.waiting.remove(g)
            yield key

    def closed(self, opens: Callable[[int], int], today: int) -> list[tuple[int, int]]:
        """Take out gates that may have opened but whose calendar is closed today; return (gate, open day)."""
        calendar, found = self.codes.gate_calendar, []
        first: dict[int, int] = {-1: today}
        for g in self.freed:
            c = calendar[g]
            if c not in first:
                first[c] = opens(c)
            if first[c] > today:
                found.append((g, first[c]))
        self.freed.difference_update([g for g, _ in found])
        return found

    def first_shut(self, wants: tuple[Want, ...]) -> int:
        """Return the first of some gates that is shut, FREE_TO_GO where none is."""
        free = self.free
        for g, own, common, units in wants:
            if units == TOKEN:
                held = self.held[own]
                if common not in held and len(held) >= self.codes.room[own]:
                    return g
            elif own < 0:
                if free[common] < units:
                    return g
            elif max(free[own], 0) + max(free[common], 0) < units:
                return g
        return FREE_TO_GO

    def taken(self, key: int, wants: tuple[Want, ...]) -> bool:
        """Take all that a visit needs, or let it wait at the first gate that is shut and take nothing."""
        free = self.free
        if len(wants) == 1 and wants[0][1] < 0:  # of one pool alone, as most
            shut, _, common, units = wants[0]
            if free[common] >= units:
                free[common] -= units
                return True
        else:
            shut = self.first_shut(wants)
        if shut >= 0:
            heappush(self.queue[shut], key)
            self.waiting.add(shut)
            return False
        for _, own, common, units in wants:
            if units == TOKEN:
                held = self.held[own]
                held[common] = held.get(common, 0) + 1
            elif own < 0:
                free[common] -= units
            else:  # of the street's own pool first, the rest of the common one
                first = min(units, max(free[own], 0))
                self.own_part.setdefault(key, []).append(first)
                free[own] -= first
                free[common] -= units - first
        return True

    def give_back(self, key: int, wants: tuple[Want, ...]) -> None:
        """Give back all that a visit took; gates that this may open are looked at if anybody waits."""
        free, codes, waiting = self.free, self.codes, self.waiting
        own_part = self.own_part.pop(key, []) if self.own_part else []
        for _, own, common, units in wants:
            if units == TOKEN:
                held = self.held[own]
                held[common] -= 1
                if not held[common]:
                    del held[common]
                    if waiting:
                        self.freed |= waiting & codes.of_token[own]
                continue
            if own >= 0:
                first = own_part.pop(0)
                free[own] += first
                units -= first
                self.freed |= waiting & codes.of_pool[own]
            if common >= 0:
                free[common] += units
                if waiting:
                    self.freed |= waiting & codes.of_pool[common]
