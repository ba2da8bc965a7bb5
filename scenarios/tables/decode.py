"""Bytes of a CSV file into text: byte order mark, strict UTF-8, a guess that is checked, GB18030."""

from __future__ import annotations

import codecs
import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with that one's
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PLAIN = frozenset({"utf-8", "utf-8-sig", "ascii"})
_ALSO_TRIED = ("gb18030", "utf-16-le", "utf-16-be", "big5")
_LOOKED_AT = 20_000
"""Bytes that are looked at where the encoding must be guessed."""


@dataclass(frozen=True)
class Decoded:
    """A file's text and the encoding it was found to be in."""

    text: str
    encoding: str

    @property
    def converted(self) -> bool:
        """Whether the file was in anything but UTF-8."""
        return self.encoding not in _PLAIN


class Undecodable(Exception):  # noqa: N818 - it becomes a fault at once
    """No encoding fits; the message is what was nearest, or empty."""


def decode(data: bytes, known_header: Callable[[str], str]) -> Decoded:
    """Return the text of a file.

    Bytes of Big5 decode as GB18030 without an error into nonsense, so anything but UTF-8 must show a header
    that is known: ``known_header`` returns the headers it knows among the first words of a text, or
    nothing. English headers are the same in all these encodings and prove nothing; then GB18030 is taken,
    which is said in a finding.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strictly(data, encoding), encoding)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if "\0" not in text:
            return Decoded(text, "utf-8")
    possible: dict[str, Decoded] = {}
    for encoding in dict.fromkeys((*_guessed(data), *_ALSO_TRIED)):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        known = "" if "\0" in text else known_header(text[:_LOOKED_AT])
        if known and not known.isascii():
            return Decoded(text, encoding)
        if known:
            possible[encoding] = Decoded(text, encoding)
    if possible:
        return possible.get("gb18030") or next(iter(possible.values()))
    raise Undecodable("")


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as wrong:
        raise Undecodable(encoding) from wrong


def _guessed(data: bytes) -> tuple[str, ...]:
    """Return what charset-normalizer takes the encoding for; GBK is read by its superset."""
    try:
        best = _normalizer()(data[:_LOOKED_AT], cp_isolation=["gb18030", "gbk", "big5", "utf_16"]).best()
    except Exception:  # a guess that fails is no guess
        return ()
    if best is None:
        return ()
    return ("gb18030",) if best.encoding in {"gbk", "gb2312", "gb18030", "cp936"} else (best.encoding,)


@functools.cache
def _normalizer() -> Callable[..., Any]:
    from charset_normalizer import from_bytes  # takes a moment to load, and most files are UTF-8

    return from_bytes
