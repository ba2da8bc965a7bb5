"""The repair sheet of an impossible programme: alternatives, each priced and tried, the cheapest first."""

from __future__ import annotations

import time
import tomllib
from dataclasses import dataclass, field
from itertools import combinations, permutations
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from solvers.search.run import Event
from solvers.why.conflict import conflict
from solvers.why.repairs.alternatives import MONEY, WANTED, Repair, Sheet, rank, ranked
from solvers.why.repairs.dates import DOORS
from solvers.why.repairs.lever import Eased
from solvers.why.repairs.levers import families, ladders, last_resorts
from solvers.why.repairs.opened import YUAN, elastic, opened, with_knobs
from solvers.why.repairs.points import best_point, is_large
from solvers.why.repairs.prices import prices_of
from solvers.why.repairs.text import what_if_text
from solvers.why.repairs.tried import Choice, Tried, changed, choice_of, tried

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.why.repairs.lever import Called, Family, Key, Ladder

_NO_CAPS: Mapping[Key, int] = MappingProxyType({})
_NO_NAMES: Called = MappingProxyType({})
_SHARE = 0.4
"""Share of the time left that one lever may take."""


def repair_sheet(
    programme: Programme,
    rules: Collection[str],
    seconds: float = 120.0,
    progress: Callable[[Event], None] | None = None,
    names: Called = _NO_NAMES,
) -> Sheet:
    """Return the repair sheet of a programme whose ``rules`` are in conflict.

    Small programmes have every lever tried and sized exactly; large ones stop once enough alternatives are
    found. ``progress`` is told which lever is tried; ``names`` is what funds are called in its sentences.
    KeyboardInterrupt ends the search with what was found.
    """
    until = time.monotonic() + seconds
    search = _Search(programme, frozenset(rules), until, progress, names)
    interrupted = False
    try:
        search.go()
    except KeyboardInterrupt:
        interrupted = True
    return Sheet(
        repairs=ranked(search.found),
        complete=not interrupted and search.complete,
        interrupted=interrupted,
    )


@dataclass(eq=False)
class _Search:
    """The search for repairs as it goes on; ``found`` holds each with its kind.

    ``inner``: one within another, which goes no deeper.
    """

    programme: Programme
    rules: frozenset[str]
    until: float
    progress: Callable[[Event], None] | None
    names: Called
    inner: bool = False
    found: list[tuple[str, Repair]] = field(default_factory=list)
    complete: bool = True

    def __post_init__(self) -> None:
        self.began = time.monotonic()
        self.prices = prices_of(self.programme)
        self.hopeless: list[frozenset[Key]] = []
        self.seen: set[str] = set()
        self.pool: list[NDArray[np.float64]] = []
        self.worked: list[tuple[tuple[Family, ...], dict[Key, int]]] = []

    # ---- which levers, in which order ----

    def go(self) -> None:
        """Try levers until all are tried, or enough are found in a large programme."""
        self.opened = opened(self.programme, [rule for rule in DOORS if self._opens(rule)])
        self.families = families(self.opened, self.prices, self.names)
        self.knobs = tuple(knob for family in self.families for knob in family.knobs)
        self.arrays = elastic(self.opened, self.knobs)
        self.large = is_large(self.arrays)
        for step in self._steps():
            if self.large and self._enough():
                return
            if time.monotonic() >= self.until:
                self.complete = False
                return
            step()

    def _opens(self, rule: str) -> bool:
        """Say whether a date rule is opened: one in conflict, in small programmes any that is on."""
        small = self.programme.clock.periods * len(self.programme.campaigns) < 1000
        return small or rule in self.rules

    def _enough(self) -> bool:
        return sum(repair.verified for _, repair in self.found) >= WANTED

    def _steps(self) -> Iterator[Callable[[], None]]:
        own = [family for family in self.families if family.rules & self.rules]
        steps = ladders(self.opened, self.prices, self.rules, self.names)
        for family in own:
            yield lambda family=family: self._size([family], family.levers[0])  # type: ignore[misc]
        if self.large:
            yield from self._pairs(own, alone=[kind for kind, _ in self.found])
            yield from self._mixes()
        for family in own:
            for keys in family.levers[1:]:
                yield lambda family=family, keys=keys: self._size([family], keys)  # type: ignore[misc]
        for ladder in steps:
            yield lambda ladder=ladder: self._climb(ladder)  # type: ignore[misc]
        if not self._enough():
            yield from self._mixes()
        if not self._enough():
            yield from self._pairs(own)
        if not self._enough():
            yield lambda: self._size(self.families, tuple(knob.key for knob in self.knobs))
        if not self._enough():
            final = last_resorts(self.opened, self.prices, self.rules)
            for ladder in final:
                yield lambda ladder=ladder: self._climb(ladder)  # type: ignore[misc]
            for ladder in (*steps, *final) if not self.inner else ():
                if not self._enough():
                    yield lambda ladder=ladder: self._climb_and_ease(ladder)  # type: ignore[misc]

    def _mixes(self) -> Iterator[Callable[[], None]]:
        """Yield levers of two that worked alone, one of which goes only half as far as it went."""
        for (one, amounts), (other, _) in permutations(self.worked[:3], 2):
            half = {key: steps // 2 for key, steps in amounts.items()}
            if set(one) & set(other) or not any(half.values()):
                continue
            keys = (*half, *(key for family in other for key in _all_keys(family)))
            yield lambda among=(*one, *other), keys=keys, half=half: self._size(among, keys, half)  # type: ignore[misc]

    def _pairs(self, own: Sequence[Family], alone: Sequence[str] = ()) -> Iterator[Callable[[], None]]:
        """Yield levers of two families, at least one of which eases a rule in conflict.

        Families named in ``alone`` are left out.
        """
        for one, other in combinations(self.families, 2):
            if (one in own or other in own) and one.name not in alone and other.name not in alone:
                keys = (*_all_keys(one), *_all_keys(other))
                yield lambda pair=(one, other), keys=keys: self._size(pair, keys)  # type: ignore[misc]

    # ---- one lever ----

    def _size(
        self, among: Sequence[Family], keys: tuple[Key, ...], caps: Mapping[Key, int] = _NO_CAPS
    ) -> None:
        """Find the least amounts of knobs that make the programme possible, and try them."""
        wanted = frozenset(keys)
        if any(wanted <= held for held in self.hopeless):
            return
        self._tell(" + ".join(family.name for family in among))
        left = self._share()
        point = best_point(
            with_knobs(self.arrays, self.knobs, wanted, caps), self.opened.program.given, left, self.pool
        )
        if point.x is None:
            if point.impossible and not caps:
                self.hopeless.append(wanted)
            else:
                self.complete = False
            return
        self.pool = [point.x, *self.pool][:2]
        amounts = self._amounts(point.x)
        choice = choice_of(self.opened.program.given.columns, self.programme.facts.campaign, point.x)
        parts = []
        for family in among:
            held = {knob.key: amounts[knob.key] for knob in family.knobs if amounts.get(knob.key)}
            if held:
                parts.append((family.name, family.eased(held, choice.period)))
        if parts:
            least = max(round(-point.bound * YUAN, 2), 0.0) if np.isfinite(point.bound) else None
            kind = " + ".join(name for name, _ in parts)
            self.worked.append((tuple(f for f in among if f.name in kind.split(" + ")), amounts))
            self._try(kind, [eased for _, eased in parts], round(-point.value * YUAN, 2), least, choice)

    def _amounts(self, x: NDArray[np.float64]) -> dict[Key, int]:
        turned = np.rint(x[len(x) - len(self.knobs) :]).astype(int)
        return {knob.key: int(steps) for knob, steps in zip(self.knobs, turned, strict=True) if steps}

    def _try(
        self, kind: str, eased: Sequence[Eased], cost: float, least: float | None, choice: Choice | None
    ) -> None:
        """Lay a change over the programme, look for a plan, and keep the repair where it may do."""
        sentence = "; ".join(one.sentence for one in eased)
        sentence_zh = "；".join(one.sentence_zh for one in eased)
        text = what_if_text(sentence, sentence_zh, [change for one in eased for change in one.changes])
        if text in self.seen:
            return
        self.seen.add(text)
        result = self._tried(text, choice)
        if result is None or result.impossible:
            return
        repair = Repair(
            sentence=sentence,
            sentence_zh=sentence_zh,
            change=text,
            cost=cost,
            assumed=not set(kind.split(" + ")) <= MONEY,
            least=None if least is None else min(least, cost),
            verified=result.plan is not None,
        )
        self.found.append((kind, repair))

    def _tried(self, text: str, choice: Choice | None) -> Tried | None:
        """Try a what-if; None where it cannot be laid over the programme."""
        after = changed(self.programme, text)
        return None if after is None else tried(after, self._share(), choice)

    # ---- ladders ----

    def _climb(self, ladder: Ladder) -> None:
        """Find the lowest rung that makes the programme possible, by halving; the highest is tried first."""
        self._tell(ladder.name)
        texts = [
            what_if_text(rung.eased.sentence, rung.eased.sentence_zh, rung.eased.changes)
            for rung in ladder.rungs
        ]
        low, high = -1, len(texts) - 1
        best = self._tried(texts[high], None)
        if best is None or best.impossible:
            return
        known = best.plan is not None
        while high - low > 1 and known:
            middle = (low + high) // 2
            result = self._tried(texts[middle], None)
            if result is not None and result.plan is not None:
                high, best = middle, result
            else:
                known &= result is not None and result.impossible
                low = middle
        rung = ladder.rungs[high]
        repair = Repair(
            sentence=rung.eased.sentence,
            sentence_zh=rung.eased.sentence_zh,
            change=texts[high],
            cost=rung.price,
            assumed=True,
            least=rung.price if known else None,
            verified=best.plan is not None,
        )
        self.found.append((ladder.name, repair))

    def _climb_and_ease(self, ladder: Ladder) -> None:
        """Go up a ladder to its top and ease what then is still in conflict by the cheapest lever."""
        rung = ladder.rungs[-1]
        text = what_if_text(rung.eased.sentence, rung.eased.sentence_zh, rung.eased.changes)
        after = changed(self.programme, text)
        left = self._share()
        if after is None or tried(after, left).plan is not None:
            return
        self._tell(ladder.name)
        rules = frozenset(rule.name for rule in conflict(after, seconds=left).rules)
        inner = _Search(after, rules, time.monotonic() + left, None, self.names, inner=True)
        inner.go()
        kind, rest = next(iter(sorted(inner.found, key=lambda held: rank(held[1]))), ("", None))
        if rest is None:
            return
        more = Eased(
            changes=tuple(tomllib.loads(rest.change)["change"]),
            sentence=rest.sentence,
            sentence_zh=rest.sentence_zh,
        )
        self._try(f"{ladder.name} + {kind}", [rung.eased, more], rung.price + rest.cost, None, None)

    # ---- time, and who watches ----

    def _share(self) -> float:
        """Return the seconds that the next search may take."""
        return max((self.until - time.monotonic()) * _SHARE, 1.0)

    def _tell(self, message: str) -> None:
        if self.progress is not None:
            self.progress(Event(seconds=time.monotonic() - self.began, message=message))


def _all_keys(family: Family) -> tuple[Key, ...]:
    return tuple(knob.key for knob in family.knobs)


__all__ = ["Repair", "Sheet", "repair_sheet"]
