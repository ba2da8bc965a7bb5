"""What a comparison says of choosing, as lines: dominated cases, the budget curve, estates that are sure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.units import count, decimal, gap_percent, percent, significant, wan
from planner.report.worths import priority_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planner.words import Words

_SHOWN = 10
"""Entries of a list that the terminal tells; the file holds all."""


def choosing_lines(document: Mapping[str, Any], t: Words) -> Iterator[str]:
    """Yield what the cases together say of choosing, each part after an empty line."""
    several = (_dominated, _curve, _estates) if len(document["cases"]) > 1 else ()
    for part in (*several, _pareto, _tipping, _priority_list):
        lines = list(part(document, t))
        if lines:
            yield ""
            yield from lines


def _said(one: Mapping[str, Any], t: Words) -> str:
    sentence = one["sentence"]
    return t.pick(sentence["en"], sentence["zh"])


def _name(document: Mapping[str, Any], case: str, t: Words) -> str:
    names = {one["name"]: t.pick(one["label"], one["label_zh"]) for one in document["cases"]}
    return names.get(case, case)


def _dominated(document: Mapping[str, Any], t: Words) -> Iterator[str]:
    for one in document["dominated"]:
        yield _said(one, t)
    tied = document["competition"]["not_told_apart"]
    for pair in tied[:_SHOWN]:
        first, second = (_name(document, case, t) for case in pair)
        yield t("{one} and {other} are not told apart: within their gaps", one=first, other=second)
    if len(tied) > _SHOWN:
        yield t("and {n} more", n=count(len(tied) - _SHOWN))


def _curve(document: Mapping[str, Any], t: Words) -> Iterator[str]:
    labels = {one["key"]: t.pick(one["label"], one["label_zh"]) for one in document["grids"]}
    labels.setdefault("funds.limit", t("limits of funds"))
    for curve in filter(None, [document["curve"], *document["more_curves"]]):
        yield t("Money and aim ({key})", key=labels.get(curve["key"], curve["key"]))
        worth = [None, *curve["per_million"]]
        for point, more in zip(curve["points"], worth, strict=True):
            bound = t("no bound") if point["bound"] is None else significant(point["bound"], 6)
            line = t(
                "{money} × 10,000 yuan: aim {aim}, at most {bound}",
                money=wan(point["money"]),
                aim=significant(point["aim"], 6),
                bound=bound,
            )
            yield "    " + line + ("" if more is None else t.pick("; ", "；") + _worth(more, t))
        yield _said(curve, t)


def _worth(more: Mapping[str, Any], t: Words) -> str:
    if more["high"] is None:
        return t("a million more brings at least {low}", low=significant(more["low"]))
    return t(
        "a million more brings {low} to {high}",
        low=significant(more["low"]),
        high=significant(more["high"]),
    )


def _estates(document: Mapping[str, Any], t: Words) -> Iterator[str]:
    estates = document["estates"]
    if len(estates["cases"]) < 2:
        return
    yield _said(estates, t)
    for one in estates["swing"][:_SHOWN]:
        years = f"{one['first']}" if one["first"] == one["last"] else f"{one['first']}-{one['last']}"
        yield "    " + t(
            "{estate}: in {share} of the cases ({years})",
            estate=one["name"],
            share=percent(one["share"], 0),
            years=years,
        )
    if len(estates["swing"]) > _SHOWN:
        yield "    " + t("and {n} more", n=count(len(estates["swing"]) - _SHOWN))


def _pareto(document: Mapping[str, Any], t: Words) -> Iterator[str]:
    front = document.get("pareto")
    if front is None:
        return
    yield t("Pareto front: {sentence}", sentence=_said(front, t))
    for number, point in enumerate(front["points"], start=1):
        values = t.pick(", ", "，").join(
            _valued(aim, point["values"][aim["name"]], t) for aim in front["aims"]
        )
        line = f"    {number}. {values}"
        if point["gap"] is not None:
            line += t.pick("; ", "；") + t("gap {gap}", gap=gap_percent(point["gap"]))
        if not point["certified"]:
            line += t.pick("; ", "；") + t("not certified")
        if point["case"]:
            line += t.pick("; ", "；") + t("the plan of {case}", case=_name(document, point["case"], t))
        yield line


def _valued(aim: Mapping[str, str], value: float, t: Words) -> str:
    if aim["unit"] == "yuan":
        return f"{t(aim['label'])} {wan(value)} {t('10,000 yuan')}"
    told = decimal(value) if aim["unit"] in ("years", "aim units", "household-years") else count(value)
    return f"{t(aim['label'])} {told}"


def _tipping(document: Mapping[str, Any], t: Words) -> Iterator[str]:
    yield from (_said(one, t) for one in document.get("tipping", ()))


def _priority_list(document: Mapping[str, Any], t: Words) -> Iterator[str]:
    told = document.get("priority_list")
    if told is not None:
        yield t("Priority list")
        yield from ("    " + line for line in priority_lines(told, t))
