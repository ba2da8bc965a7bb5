"""A small picture of cases, one measure against another, as SVG: no script, no other library."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from planner.report.compared.figures import head, number
from planner.report.compared.said import case_name
from planner.report.units import significant
from planner.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from planner.words import Words

    Document = Mapping[str, Any]

WIDTH, HEIGHT = 680, 380
LEFT, RIGHT, TOP, BOTTOM = 92, 150, 44, 58
INK, PALE, GRID, LINE = "#22272e", "#5b6570", "#e3e7eb", "#1d6f8a"
FONT = "'Helvetica Neue', Arial, 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif"
MOST_NAMED = 12
"""Cases up to which each bears its name in the picture; of more, a pointer over a case tells it."""


@dataclass(frozen=True)
class Picture:
    """A picture that a notebook shows by itself; ``svg`` is its source."""

    svg: str

    def _repr_html_(self) -> str:
        return self.svg

    def save(self, path: str | Path) -> None:
        """Write the picture as an SVG file; raises OSError where it cannot."""
        from pathlib import Path

        Path(path).write_text(self.svg, encoding="utf-8")


@dataclass(frozen=True)
class _Axis:
    """The levels shown on an axis, in rising order; values between the first and the last are on it."""

    levels: tuple[float, ...]

    def at(self, value: float) -> float:
        """Return where a value stands: 0 at the first level, 1 at the last."""
        return (value - self.levels[0]) / (self.levels[-1] - self.levels[0])


def cases_picture(document: Document, x: str, y: str, lang: str) -> Picture:
    """Return the cases as points, measure ``x`` across and ``y`` up; the base is the filled one.

    A case without one of the two is left out. Raises ValueError where a measure is none of the study's.
    """
    t, measures = words(lang), {one["name"]: one for one in document["measures"]}
    for name in (x, y):
        if name not in measures:
            raise ValueError(f"no measure '{name}'; there are {', '.join(measures)}")
    across, up = measures[x], measures[y]
    points = [
        (case_name(case, t), number(case["measures"][x], across), number(case["measures"][y], up))
        for case in document["cases"]
    ]
    shown = [(name, a, b) for name, a, b in points if a is not None and b is not None]
    axes = _axis([a for _, a, _ in shown]), _axis([b for _, _, b in shown])
    name = document["programme"]
    title = f"{t.pick(name['name'], name['name_zh'])} · {_line(up, t)} / {_line(across, t)}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" role="img" '
        f'font-family="{FONT}" font-size="12" fill="{INK}" style="max-width:100%;height:auto">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="24" font-weight="600">{escape(head(up, t).splitlines()[0])}</text>',
        *_levels(axes),
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 14}" text-anchor="middle" fill="{PALE}">'
        f"{escape(head(across, t).splitlines()[0])}</text>",
        *_points(shown, axes, document, t),
        "</svg>",
    ]
    return Picture("\n".join(parts) + "\n")


def _line(measure: Mapping[str, Any], t: Words) -> str:
    return t.pick(measure["label"], measure["label_zh"])


def _axis(values: Sequence[float]) -> _Axis:
    """Return an axis of round levels that holds values."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    if low == high:
        low, high = low - max(abs(low), 1.0) * 0.05, high + max(abs(high), 1.0) * 0.05
    rough = (high - low) / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * times for times in (1, 2, 2.5, 5, 10) if power * times >= rough)
    first, last = math.floor(low / step), math.ceil(high / step)
    return _Axis(tuple(round(level * step, 10) for level in range(first, last + 1)))


def _place(axes: tuple[_Axis, _Axis], a: float, b: float) -> tuple[float, float]:
    """Return where a point stands in the picture."""
    x = LEFT + axes[0].at(a) * (WIDTH - LEFT - RIGHT)
    return x, HEIGHT - BOTTOM - axes[1].at(b) * (HEIGHT - TOP - BOTTOM)


def _levels(axes: tuple[_Axis, _Axis]) -> Iterator[str]:
    for level in axes[1].levels:
        x, y = _place(axes, axes[0].levels[0], level)
        yield f'<path d="M{x:.1f} {y:.1f}H{WIDTH - RIGHT}" stroke="{GRID}"/>'
        yield f'<text x="{x - 8:.1f}" y="{y + 4:.1f}" text-anchor="end" fill="{PALE}">{_said(level)}</text>'
    for level in axes[0].levels:
        x, y = _place(axes, level, axes[1].levels[0])
        yield f'<path d="M{x:.1f} {y:.1f}v5" stroke="{PALE}"/>'
        yield f'<text x="{x:.1f}" y="{y + 19:.1f}" text-anchor="middle" fill="{PALE}">{_said(level)}</text>'


def _said(level: float) -> str:
    return significant(level, 6)


def _points(
    shown: Sequence[tuple[str, float, float]], axes: tuple[_Axis, _Axis], document: Document, t: Words
) -> Iterator[str]:
    """Yield a dot for each case, with its name beside it; names at one place stand in lines."""
    base = case_name(document["cases"][0], t)
    written: dict[tuple[int, int], int] = {}
    for name, a, b in shown:
        x, y = _place(axes, a, b)
        told = escape(f"{name}: {significant(a, 6)}, {significant(b, 6)}")
        fill = LINE if name == base else "#fff"
        yield (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{fill}" stroke="{LINE}" stroke-width="2">'
            f"<title>{told}</title></circle>"
        )
        if len(shown) <= MOST_NAMED:
            spot = (round(x / 90), round(y / 14))
            row = written[spot] = written.get(spot, -1) + 1
            yield f'<text x="{x + 10:.1f}" y="{y + 4 + 14 * row:.1f}">{escape(name)}</text>'
