"""The gates of main visits, read from a play when they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.play.happenings import Gate
from solvers.construction.play.played import MAIN, NOT
from solvers.construction.play.settled import settled_of
from solvers.construction.site.nouns import WORK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from solvers.construction.play.played import Played
    from solvers.construction.site.draws import Draws
    from solvers.construction.site.nouns import Site


class GatesOf(Mapping[int, tuple[Gate, ...]]):
    """The gates of each activity whose main visit became ready, in the order of the reference engine."""

    def __init__(self, site: Site, draws: Draws, played: Played, replication: int) -> None:
        """Read nothing yet: a chain asks for few of them."""
        self.site, self.draws, self.played, self.r = site, draws, played, replication

    def __len__(self) -> int:
        """Return how many activities have passed their gates."""
        return int((self.played.ready[:, MAIN] != NOT).sum())

    def __iter__(self) -> Iterator[int]:
        """Iterate over activities that have passed their gates."""
        return iter(np.flatnonzero(self.played.ready[:, MAIN] != NOT).tolist())

    def __getitem__(self, a: int) -> tuple[Gate, ...]:
        """Return the gates of an activity; KeyError where it has not passed them."""
        ready = int(self.played.ready[a, MAIN])
        if ready == NOT:
            raise KeyError(a)
        notice = int(self.site.notice[a])
        late = notice > 0 and ready > self.site.planned[a]
        asked = ready - notice if late else ready
        gates = [*self._fixed(a), *self._works(a)]
        if self._digs(a):
            gates.append(Gate(cause="trench", day=asked))
        if late:
            gates.append(Gate(cause="notice", day=ready))
        return tuple(gates)

    def _fixed(self, a: int) -> Iterator[Gate]:
        """Yield the gates whose days are known before the run."""
        site, draws, c = self.site, self.draws, int(self.site.of[a])
        yield Gate(cause="plan", day=int(site.planned[a]))
        if site.what[a] == WORK:
            slip = int(draws.slip[self.r, c])
            yield Gate(cause="release", day=int(site.campaign_start[c]) + slip, lag=slip)
        if site.asks[a]:
            yield Gate(cause="consent", day=settled_of(site, draws, self.r, a)[0])
        for purse in site.claim[site.claim_first[a] : site.claim_first[a + 1]].tolist():
            yield Gate(cause="money", day=int(draws.arrival[self.r, purse]), of=purse)

    def _works(self, a: int) -> Iterator[Gate]:
        for at in range(int(self.site.before_first[a]), int(self.site.before_first[a + 1])):
            first, lag = int(self.site.before[at]), int(self.site.lag[at])
            yield Gate(cause="work", day=int(self.played.done[first]) + lag, of=first, lag=lag)

    def _digs(self, a: int) -> bool:
        """Whether an activity digs in a trench that it may share."""
        return a in self.site.member and bool(self.played.units[a] >= min(self.site.asks[a], 1))
