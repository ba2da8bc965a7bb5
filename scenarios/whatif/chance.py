"""Amounts by chance: a distribution in place of a number, and its value at a share of probability."""

from __future__ import annotations

import hashlib
import math
import re
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMS = ("uniform", "triangular", "normal", "lognormal", "one_of")
"""Distributions: [least, most]; [least, likeliest, most]; [mean, deviation]; [median, deviation of its
logarithm]; any number of values, each as likely as the others."""
_CALLED = {
    "均匀": "uniform",
    "三角": "triangular",
    "正态": "normal",
    "对数正态": "lognormal",
    "取值": "one_of",
    "one of": "one_of",
}
_NUMBERS = {"uniform": 2, "triangular": 3, "normal": 2, "lognormal": 2}
EXAMPLE = "{uniform = [0.9, 1.3]}"


@dataclass(frozen=True)
class Chance:
    """A distribution by its form, one of FORMS, and its numbers."""

    form: str
    numbers: tuple[float, ...]

    def at(self, share: float) -> float:
        """Return the value that a share of probability, above 0 and below 1, lies at or below."""
        numbers = self.numbers
        if self.form == "uniform":
            return numbers[0] + share * (numbers[1] - numbers[0])
        if self.form == "triangular":
            return _triangular(share, *numbers)
        if self.form == "one_of":
            return numbers[min(int(share * len(numbers)), len(numbers) - 1)]
        off = NormalDist().inv_cdf(share) * numbers[1]
        return numbers[0] + off if self.form == "normal" else numbers[0] * math.exp(off)


def _triangular(share: float, least: float, likeliest: float, most: float) -> float:
    width = most - least
    if width == 0:
        return least
    rises = (likeliest - least) / width
    if share < rises:
        return least + math.sqrt(share * width * (likeliest - least))
    return most - math.sqrt((1 - share) * width * (most - likeliest))


def chance_from(given: Any) -> Chance | None:
    """Return the distribution in a mapping such as ``{"uniform": [0.9, 1.3]}``; None where it is none."""
    if not isinstance(given, dict) or len(given) != 1:
        return None
    ((form, numbers),) = given.items()
    if form not in FORMS or not isinstance(numbers, list | tuple) or not all(map(_is_number, numbers)):
        return None
    made = Chance(str(form), tuple(map(float, numbers)))
    return made if _holds(made) else None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15


def _holds(chance: Chance) -> bool:
    numbers = chance.numbers
    if len(numbers) != _NUMBERS.get(chance.form, max(len(numbers), 1)):
        return False
    if chance.form in ("uniform", "triangular"):
        return list(numbers) == sorted(numbers)
    return chance.form == "one_of" or (numbers[1] >= 0 and (chance.form == "normal" or numbers[0] > 0))


def chance_of_text(text: str) -> dict[str, list[float]] | None:
    """Return the distribution a cell holds as a file would, such as ``uniform 0.9 1.3``; None if none."""
    found = re.fullmatch(r"\s*([^\d\s.+-][^\d.+-]*?)\s*[(（]?\s*([\d\s,，、;；.eE+%-]+)[)）]?\s*", text)
    if found is None:
        return None
    form = _CALLED.get(found[1].strip(), found[1].strip().casefold())
    if form not in FORMS:
        return None
    return {form: [_plain(part) for part in re.split(r"[\s,，、;；]+", found[2]) if part]}


def _plain(text: str) -> Any:
    """Return a number, a share in per cent too; the text itself where it is none."""
    try:
        return float(text[:-1]) / 100 if text.endswith("%") else float(text)
    except ValueError:
        return text


def share_of(*key: object) -> float:
    """Return a share above 0 and below 1 that depends on the key alone, evenly over all keys."""
    text = "\x1f".join(map(str, key))
    bits = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") >> 12
    return (bits + 0.5) / 2**52


def rounded(value: float, digits: int = 6) -> float:
    """Return a value with so many digits that count, as people would write it."""
    return float(f"{value:.{digits}g}")


def middle(chance: Chance) -> float:
    """Return the value that is reached as often as not."""
    return rounded(chance.at(0.5))


def drawn(chance: Chance, key: Sequence[object]) -> float:
    """Return the value a distribution has for a key: the same whatever else is drawn."""
    return rounded(chance.at(share_of(*key)))
