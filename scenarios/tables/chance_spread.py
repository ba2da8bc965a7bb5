"""How a quantity scatters about what is planned: a setting that durations and costs share."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from scenarios.tables.chance_delays import assumed
from scenarios.tables.rule_settings import Part

Factor = Annotated[float, Field(gt=0, le=100)]


class Spread(Part):
    """How a quantity scatters about what is planned, as factors of it.

    ``low``, ``mode``, ``high`` are the bounds and the peak of ``pert`` and ``triangular``; P10, peak and P90
    of ``trigen``; P10 and P90 of ``lognormal`` (``mode`` unused).
    """

    shape: Literal["pert", "triangular", "trigen", "lognormal"] = assumed(
        "pert", "shape of a work's duration", "工期分布形状"
    )
    low: Factor = assumed(0.75, "shortest, as a factor of the plan", "最短（倍）")
    mode: Factor = assumed(1.0, "most likely, as a factor of the plan", "最可能（倍）")
    high: Factor = assumed(2.0, "longest, as a factor of the plan", "最长（倍）")

    @model_validator(mode="after")
    def _they_rise(self) -> Spread:
        if not self.low <= self.high or (
            self.shape != "lognormal" and not self.low <= self.mode <= self.high
        ):
            raise ValueError("low, mode and high must rise")
        return self
