"""Exponential, logarithm and normal quantile that give the same bits on every machine.

Library versions of these differ in the last bit between processors. Here they are built from sums, products,
quotients and roots alone, one array operation each, which IEEE 754 fixes to the bit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    Reals = NDArray[np.float64]

_LN2_HIGH, _LN2_LOW = 0.6931471803691238, 1.9082149292705877e-10
_HALF_ROOT = 0.7071067811865476
_TERMS = 20


def exp(values: ArrayLike) -> Reals:
    """Return e to the power of values between -700 and 700, to about 1e-15 of each."""
    given = np.asarray(values, dtype=np.float64)
    whole = np.rint(given * 1.4426950408889634)
    rest = given - whole * _LN2_HIGH - whole * _LN2_LOW
    total = np.ones_like(rest)
    for term in range(_TERMS, 0, -1):
        total = total * rest / term + 1.0
    return np.asarray(np.ldexp(total, whole.astype(np.int32)), dtype=np.float64)


def ln(values: ArrayLike) -> Reals:
    """Return the natural logarithm of values above 0."""
    part, power = np.frexp(np.asarray(values, dtype=np.float64))
    small = part < _HALF_ROOT
    part, power = np.where(small, part * 2.0, part), np.where(small, power - 1, power)
    slope = (part - 1.0) / (part + 1.0)
    square = slope * slope
    total = np.zeros_like(slope)
    for term in range(2 * _TERMS + 1, 0, -2):
        total = total * square + 1.0 / term
    return np.asarray(
        2.0 * slope * total + power * _LN2_LOW + power * _LN2_HIGH,
        dtype=np.float64,
    )


def normal_quantile(shares: ArrayLike) -> Reals:
    """Return the standard normal quantile of shares between 0 and 1, both excluded (Wichura's AS 241)."""
    p = np.asarray(shares, dtype=np.float64)
    q = p - 0.5
    middle = np.abs(q) <= 0.425
    r = 0.180625 - q * q
    centre = q * _ratio(r, _A, _B)
    tail = np.sqrt(-ln(np.where(middle, 0.5, np.minimum(p, 1.0 - p))))
    near, far = _ratio(tail - 1.6, _C, _D), _ratio(tail - 5.0, _E, _F)
    outer = np.where(tail <= 5.0, near, far)
    return np.where(middle, centre, np.where(q < 0, -outer, outer))


def _ratio(x: Reals, over: Sequence[float], under: Sequence[float]) -> Reals:
    return _polynomial(x, over) / _polynomial(x, under)


def _polynomial(x: Reals, coefficients: Sequence[float]) -> Reals:
    total = np.full_like(x, coefficients[-1])
    for coefficient in reversed(coefficients[:-1]):
        total = total * x + coefficient
    return total


_A = (
    3.3871328727963666080e0,
    1.3314166789178437745e2,
    1.9715909503065514427e3,
    1.3731693765509461125e4,
    4.5921953931549871457e4,
    6.7265770927008700853e4,
    3.3430575583588128105e4,
    2.5090809287301226727e3,
)
_B = (
    1.0,
    4.2313330701600911252e1,
    6.8718700749205790830e2,
    5.3941960214247511077e3,
    2.1213794301586595867e4,
    3.9307895800092710610e4,
    2.8729085735721942674e4,
    5.2264952788528545610e3,
)
_C = (
    1.42343711074968357734e0,
    4.63033784615654529590e0,
    5.76949722146069140550e0,
    3.64784832476320460504e0,
    1.27045825245236838258e0,
    2.41780725177450611770e-1,
    2.27238449892691845833e-2,
    7.74545014278341407640e-4,
)
_D = (
    1.0,
    2.05319162663775882187e0,
    1.67638483018380384940e0,
    6.89767334985100004550e-1,
    1.48103976427480074590e-1,
    1.51986665636164571966e-2,
    5.47593808499534494600e-4,
    1.05075007164441684324e-9,
)
_E = (
    6.65790464350110377720e0,
    5.46378491116411436990e0,
    1.78482653991729133580e0,
    2.96560571828504891230e-1,
    2.65321895265761230930e-2,
    1.24266094738807843860e-3,
    2.71155556874348757815e-5,
    2.01033439929228813265e-7,
)
_F = (
    1.0,
    5.99832206555887937690e-1,
    1.36929880922735805310e-1,
    1.48753612908506148525e-2,
    7.86869131145613259100e-4,
    1.84631831751005468180e-5,
    1.42151175831644588870e-7,
    2.04426310338993978564e-15,
)
