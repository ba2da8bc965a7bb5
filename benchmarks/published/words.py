"""The words of a text file in order, each with its line: what formats with free line breaks are read from."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from benchmarks.published.values import WrongInstanceError

if TYPE_CHECKING:
    from pathlib import Path

MOST = 10_000_000
"""The largest count that a file may state: more is a slip, or an attack on memory."""


def text_of(path: Path) -> str:
    """Return a file's text, UTF-8 with or without a mark, else Latin-1.

    Raises WrongInstanceError where it cannot be opened or holds bytes of no text.
    """
    try:
        raw = path.read_bytes()
    except OSError as fault:
        raise WrongInstanceError(path, None, f"cannot be read: {fault.strerror}") from fault
    if b"\0" in raw:
        raise WrongInstanceError(path, None, "is no text file")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def number(path: Path, line: int, word: str, what: str) -> Decimal:
    """Return the exact number that a word writes; raises WrongInstanceError where it is none."""
    try:
        found = Decimal(word)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or found.adjusted() > 18 or found.as_tuple().exponent < -30:  # type: ignore[operator]
        raise WrongInstanceError(path, line, f"{what} is a number, not '{word[:40]}'")
    return found


def whole(path: Path, line: int, word: str, what: str, least: int = 0, most: int = MOST) -> int:
    """Return the whole number that a word writes; raises WrongInstanceError where it is none or too large."""
    found = number(path, line, word, what)
    if found != int(found) or not least <= found <= most:
        wanted = f"a whole number from {least:,}" + ("" if most == MOST else f" to {most:,}")
        raise WrongInstanceError(path, line, f"{what} is {wanted}, not '{word[:40]}'")
    return int(found)


class Words:
    """The words of a file, taken one after the other."""

    def __init__(self, path: Path, text: str | None = None) -> None:
        """Begin at the first word of the file, or of a text taken from it."""
        self.path = path
        lines = (text_of(path) if text is None else text).splitlines()
        self._words = [(word, at) for at, line in enumerate(lines, 1) for word in line.split()]
        self._next = 0

    @property
    def left(self) -> int:
        """How many words are left."""
        return len(self._words) - self._next

    @property
    def line(self) -> int:
        """Line of the next word, of the last one at the end; 1 in an empty file."""
        return self._words[min(self._next, len(self._words) - 1)][1] if self._words else 1

    def wrong(self, what: str) -> WrongInstanceError:
        """Return the fault of the next word's line."""
        return WrongInstanceError(self.path, self.line, what)

    def want(self, count: int, what: str) -> None:
        """Make sure that so many words are left, so that no room is made for what is not there."""
        if self.left < count:
            last = self._words[-1][1] if self._words else 1
            raise WrongInstanceError(
                self.path,
                last,
                f"the file ends early: {what} want {count} more numbers, there are {self.left}",
            )

    def take(self, what: str) -> str:
        """Return the next word; ``what`` names it where the file ends before it."""
        if not self.left:
            raise self.wrong(f"the file ends where {what} is wanted")
        self._next += 1
        return self._words[self._next - 1][0]

    def number(self, what: str) -> Decimal:
        """Return the next word as an exact number."""
        line = self.line
        return number(self.path, line, self.take(what), what)

    def amount(self, what: str) -> Decimal:
        """Return the next word as an exact number of at least 0."""
        line, found = self.line, self.number(what)
        if found < 0:
            raise WrongInstanceError(self.path, line, f"{what} is at least 0, not {found}")
        return found

    def whole(self, what: str, least: int = 0, most: int = MOST) -> int:
        """Return the next word as a whole number within bounds."""
        line = self.line
        return whole(self.path, line, self.take(what), what, least, most)

    def end(self) -> None:
        """Make sure that nothing is left."""
        if self.left:
            raise self.wrong(f"{self.left} words too many, from '{self._words[self._next][0][:40]}' on")
