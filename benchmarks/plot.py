"""A plain log-log plot of seconds against estates, as SVG."""

from __future__ import annotations

import math
from dataclasses import dataclass

WIDTH, HEIGHT = 760, 460
LEFT, RIGHT, TOP, BOTTOM = 78, 40, 64, 62
INK, PALE, GRID, LINE = "#22272e", "#5b6570", "#e3e7eb", "#1d6f8a"
FONT = "'Helvetica Neue', Arial, 'Noto Sans CJK SC', sans-serif"
HALO = 'stroke="#fff" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'
"""Keeps words readable where lines pass behind them."""
_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, kw_only=True)
class Point:
    """One size: its estates, the seconds of a solve, the memory, and whether the gap was reached."""

    estates: int
    seconds: float
    memory_mb: float | None
    within: bool


@dataclass(frozen=True)
class _Axes:
    """Decades shown on both axes, as exponents of ten."""

    x: tuple[int, int]
    y: tuple[int, int]

    def at(self, estates: float, seconds: float) -> tuple[float, float]:
        """Return where a point stands on the picture."""
        across = (math.log10(estates) - self.x[0]) / (self.x[1] - self.x[0])
        up = (math.log10(seconds) - self.y[0]) / (self.y[1] - self.y[0])
        return LEFT + across * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM)


def plotted(points: list[Point], gap: float) -> str:
    """Return the plot; a hollow point did not reach the gap in its time."""
    points = sorted(points, key=lambda point: point.estates)
    axes = _Axes(_decades([point.estates for point in points]), _decades([point.seconds for point in points]))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-labelledby="t" font-family="{FONT}" font-size="13" fill="{INK}">',
        '<title id="t">Seconds to a certified plan against the number of estates</title>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="28" font-size="16" font-weight="600">'
        "Seconds to a certified plan, by number of estates</text>",
        f'<text x="{LEFT}" y="47" fill="{PALE}">20 quarters × 8 works, to a gap of {gap:.2g}; '
        "dashed: in proportion to size</text>",
        *_grid(axes),
        *_proportional(axes, points[0]),
        *_line(axes, points),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _decades(values: list[float] | list[int]) -> tuple[int, int]:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _grid(axes: _Axes) -> list[str]:
    parts = []
    for power in range(axes.y[0], axes.y[1] + 1):
        x, y = axes.at(10 ** axes.x[0], 10**power)
        parts.append(f'<path d="M{x:.1f} {y:.1f}H{WIDTH - RIGHT}" stroke="{GRID}"/>')
        parts.append(f'<text x="{x - 10:.1f}" y="{y + 4:.1f}" text-anchor="end">{_said(power)} s</text>')
    for power in range(axes.x[0], axes.x[1] + 1):
        x, y = axes.at(10**power, 10 ** axes.y[0])
        parts.append(f'<path d="M{x:.1f} {y:.1f}V{TOP}" stroke="{GRID}"/>')
        parts.append(f'<text x="{x:.1f}" y="{y + 22:.1f}" text-anchor="middle">{_said(power)}</text>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(
        f'<text x="{middle:.1f}" y="{HEIGHT - 14}" text-anchor="middle" fill="{PALE}">estates</text>'
    )
    return parts


def _said(power: int) -> str:
    """Return a power of ten as people write it."""
    if -2 <= power <= 6:
        return f"{10**power:,}" if power >= 0 else f"{10.0**power:g}"
    return "10" + str(power).translate(_SUPERSCRIPT)


def _proportional(axes: _Axes, first: Point) -> list[str]:
    """Return the line on which seconds grow as estates do, from the first point to where the picture ends."""
    most = min(10 ** axes.x[1] / first.estates, 10 ** axes.y[1] / first.seconds)
    begin = axes.at(first.estates, first.seconds)
    end = axes.at(first.estates * most, first.seconds * most)
    path = f"M{begin[0]:.1f} {begin[1]:.1f}L{end[0]:.1f} {end[1]:.1f}"
    return [f'<path d="{path}" stroke="{PALE}" stroke-dasharray="5 5" fill="none"/>']


def _line(axes: _Axes, points: list[Point]) -> list[str]:
    places = [axes.at(point.estates, point.seconds) for point in points]
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    parts = [f'<path d="{path}" stroke="{LINE}" stroke-width="2" fill="none"/>']
    for point, (x, y) in zip(points, places, strict=True):
        fill = LINE if point.within else "#fff"
        memory = "" if point.memory_mb is None else f", {point.memory_mb:,.0f} MB"
        where = f'x="{x + 9:.1f}" y="{y + 17:.1f}"'
        if x > WIDTH - 170:
            where = f'x="{x - 9:.1f}" y="{y - 9:.1f}" text-anchor="end"'
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{fill}" stroke="{LINE}" stroke-width="2"/>'
        )
        parts.append(
            f'<text {where} font-size="12" {HALO}>{point.estates:,}: {_told(point.seconds)} s'
            f'<tspan fill="{PALE}">{memory}</tspan></text>'
        )
    return parts


def _told(seconds: float) -> str:
    """Return seconds with about three digits that say something."""
    return f"{seconds:,.{2 if seconds < 10 else 1 if seconds < 100 else 0}f}"
