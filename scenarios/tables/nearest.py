"""The known name most like one that is not known; it may be suggested, never applied."""

from __future__ import annotations

import bisect
import difflib
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_FEW = 400
"""So many names can all be compared; of more, only those that begin or end alike."""
_BESIDE = 60
_LOOK_ALIKE = str.maketrans("oil", "011")


class Names:
    """Known names, made ready for the question which of them a text is most like."""

    def __init__(self, names: Iterable[str]) -> None:
        """Take in the names; where several differ in width and case only, the first stands for all."""
        self._by_form: dict[str, str] = {}
        for name in names:
            self._by_form.setdefault(_form(name), name)
        self._forward: list[str] = []
        self._backward: list[str] = []
        if len(self._by_form) > _FEW:
            self._forward = sorted(self._by_form)
            self._backward = sorted(form[::-1] for form in self._by_form)

    def nearest(self, text: str) -> str:
        """Return the name most like a text, empty where none is near."""
        return next(iter(self.near(text)), "")

    def near(self, text: str) -> tuple[str, ...]:
        """Return up to eight names that are like a text, the most alike first; itself alone if known."""
        form = _form(text)
        if form in self._by_form:
            return (self._by_form[form],)
        candidates: Iterable[str] = self._by_form
        if self._forward:
            backward = _beside(self._backward, form[::-1])
            candidates = {*_beside(self._forward, form), *(name[::-1] for name in backward)}
        near = difflib.get_close_matches(form, candidates, n=8, cutoff=0.6)
        alike = difflib.SequenceMatcher(b=form)  # of equally near ones the first in order

        def distance(name: str) -> tuple[float, bool, str]:
            alike.set_seq1(name)
            return -alike.ratio(), name.translate(_LOOK_ALIKE) != form.translate(_LOOK_ALIKE), name

        return tuple(self._by_form[name] for name in sorted(near, key=distance))


def _form(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _beside(ordered: list[str], text: str) -> list[str]:
    at = bisect.bisect(ordered, text)
    return ordered[max(0, at - _BESIDE) : at + _BESIDE]
