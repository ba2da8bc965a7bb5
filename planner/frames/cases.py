"""The cases of a study and how they differ, as frames: made from what the comparison document holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from planner.frames.plans import framed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Document = Mapping[str, Any]


def cases_frame(document: Document) -> pd.DataFrame:
    """Return one row a case, index ``case``: status, gap, where it stands on each grid, and every measure.

    A case without a plan has NaN. ``attrs["units"]`` and ``attrs["labels"]`` say what a measure is in and
    what it is called, ``attrs["better"]`` whether more of it or less is.
    """
    axes = [axis["key"] for axis in document["grids"]]
    names = [measure["name"] for measure in document["measures"]]
    rows = [
        {
            "case": case["name"],
            "status": case["status"],
            "gap": case["gap"],
            **{key: case["at"].get(key) for key in axes},
            **case["measures"],
        }
        for case in document["cases"]
    ]
    return _told(framed(rows, ("case",), ("status", "gap", *axes, *names), {}), document)


def differences_frame(document: Document) -> pd.DataFrame:
    """Return by how much each case's measures are more than the base's, by ``case``; the base has zeros."""
    names = [measure["name"] for measure in document["measures"]]
    rows = [{"case": case["name"], **case["difference"]} for case in document["cases"]]
    return _told(framed(rows, ("case",), names, {}), document)


def moved_frame(document: Document) -> pd.DataFrame:
    """Return the campaigns that start at another time than in the base, index ``case``, ``campaign``.

    ``from`` and ``to`` are starts, NaT where it is in only one of the two plans; ``why`` says what held it.
    """
    rows = [
        {"case": case["name"], **move, "kinds": "; ".join(move["kinds"])}
        for case in document["cases"]
        for move in case["moved"]
    ]
    columns = ("estate", "estate_name", "households", "from", "to", "kinds", "why", "why_zh")
    units = {"households": "households"}
    return framed(rows, ("case", "campaign"), columns, units, dates=("from", "to"))


def starts_frame(document: Document) -> pd.DataFrame:
    """Return when each campaign starts in each case: index ``campaign``, a column a case, NaT: not in it."""
    starts: dict[str, dict[str, str]] = {
        case["name"]: {
            one["campaign"]: one["start"] for one in (case["plan"] or {"campaigns": ()})["campaigns"]
        }
        for case in document["cases"]
    }
    campaigns = sorted({campaign for of_case in starts.values() for campaign in of_case})
    index = pd.Index(campaigns, name="campaign", dtype=object)
    made = pd.DataFrame(starts, index=index, columns=list(starts))
    return made.astype("datetime64[s]").rename_axis(columns="case")


def played_frame(document: Document) -> pd.DataFrame:
    """Return what chance makes of each case, index ``case``, ``measure``; no rows where none was played.

    ``mean`` with its 95 % interval ``low`` to ``high``, quantiles ``p50`` and ``p80``, and ``difference`` of
    means from the base, pair by pair, with its own interval.
    """
    rows = [
        {"case": case["name"], "measure": name, **told, **_paired(case["played"], name)}
        for case in document["cases"]
        if case["played"]
        for name, told in case["played"]["measures"].items()
    ]
    spread = ("mean", "low", "high", "p50", "p80")
    paired = ("difference", "difference_low", "difference_high", "verdict")
    frame = framed(rows, ("case", "measure"), (*spread, *paired), {})
    frame.attrs = {"units": {one["name"]: one["unit"] for one in document["played_measures"]}}
    return frame


def _paired(played: Mapping[str, Any], name: str) -> dict[str, Any]:
    pair = (played["difference"] or {}).get(name)
    if pair is None:
        return {}
    ends: Sequence[str] = ("low", "high")
    return {
        "difference": pair["mean"],
        **{f"difference_{end}": pair[end] for end in ends},
        "verdict": pair["verdict"],
    }


def _told(frame: pd.DataFrame, document: Document) -> pd.DataFrame:
    """Return a frame of measures that says what they are."""
    measures = document["measures"]
    units = {axis["key"]: axis["unit"] for axis in document["grids"] if axis["key"] in frame.columns}
    labels = {axis["key"]: axis["label"] for axis in document["grids"] if axis["key"] in frame.columns}
    frame.attrs = {
        "units": units | {one["name"]: one["unit"] for one in measures},
        "labels": labels | {one["name"]: one["label"] for one in measures},
        "labels_zh": {axis["key"]: axis["label_zh"] for axis in document["grids"]}
        | {one["name"]: one["label_zh"] for one in measures},
        "better": {one["name"]: one["better"] for one in measures},
    }
    numbers = [one["name"] for one in measures]
    frame[numbers] = frame[numbers].astype(float)
    return frame
