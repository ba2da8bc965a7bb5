"""Values as compressed JSON and arrays as compressed npz: nothing in the file is ever run when it is read."""

from __future__ import annotations

import datetime
import io
import json
import zlib
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

_KINDS: dict[str, tuple[type, Any]] = {
    "$datetime": (datetime.datetime, datetime.datetime.fromisoformat),
    "$date": (datetime.date, datetime.date.fromisoformat),
    "$time": (datetime.time, datetime.time.fromisoformat),
    "$decimal": (Decimal, Decimal),
    "$fraction": (Fraction, Fraction),
}
"""Values that JSON does not know, by the key under which they are written; the first that fits counts."""


def packed_json(value: Any) -> bytes:
    """Return a value of plain lists, mappings, texts, numbers and dates as compressed JSON."""
    text = json.dumps(value, ensure_ascii=False, default=_told, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8"), 6)


def unpacked_json(data: bytes) -> Any:
    """Return what ``packed_json`` packed, tuples as lists; raises ValueError or zlib.error elsewhere."""
    return json.loads(zlib.decompress(data), object_hook=_known)


def packed_arrays(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Return arrays by name as a compressed npz."""
    held = io.BytesIO()
    np.savez_compressed(held, **arrays)  # type: ignore[arg-type]  # no array is called as an option is
    return held.getvalue()


def unpacked_arrays(data: bytes) -> dict[str, NDArray[Any]]:
    """Return what ``packed_arrays`` packed; raises ValueError, KeyError or BadZipFile where it is not."""
    with np.load(io.BytesIO(data), allow_pickle=False) as held:
        return {name: held[name] for name in held.files}


def _told(value: Any) -> Any:
    for key, (kind, _) in _KINDS.items():
        if isinstance(value, kind):
            return {key: value.isoformat() if hasattr(value, "isoformat") else str(value)}
    raise TypeError(f"{type(value).__name__} is not kept")


def _known(held: dict[str, Any]) -> Any:
    if len(held) == 1:
        ((key, text),) = held.items()
        if key in _KINDS and isinstance(text, str):
            return _KINDS[key][1](text)
    return held
