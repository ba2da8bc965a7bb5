"""The outline of a set of points on a map."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Point: TypeAlias = tuple[float, float]


def hull(points: Iterable[Point]) -> list[Point]:
    """Return the corners of the convex hull, counter-clockwise; empty where the points span no area."""
    ordered = sorted(set(points))
    corners = [*_half(ordered)[:-1], *_half(ordered[::-1])[:-1]]
    return corners if len(corners) >= 3 else []


def _half(points: list[Point]) -> list[Point]:
    """Return one half of the hull of sorted points."""
    half: list[Point] = []
    for point in points:
        while len(half) >= 2 and _turn(half[-2], half[-1], point) <= 0:
            half.pop()
        half.append(point)
    return half


def _turn(a: Point, b: Point, c: Point) -> float:
    """Return more than 0 where the way from a over b to c turns left."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
