"""Dates, money and chances of an outcome in words, each no finer than it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.outcome.labels import HEADLINES, named
from planner.report.units import YUAN_PER_WAN, count, decimal, percent, wan

if TYPE_CHECKING:
    from planner.words import Words

    Document = dict[str, Any]

_COARSE = 100_000
"""Half-width in yuan from which money is told in whole 10,000 yuan."""
_MIDDLE = 15
"""Last day of the first half of a month."""


def date_said(dated: Document | None, t: Words) -> str:
    """Return a date as fine as its precision supports; in words where it is unfinished."""
    if dated is None:
        return t("unfinished")
    date, grain = str(dated["date"]), dated["grain"]
    if grain == "year":
        return date[:4]
    if grain == "quarter":
        return f"{date[:4]}Q{(int(date[5:7]) + 2) // 3}"
    if grain == "month":
        return date[:7]
    if grain == "half-month":
        early = int(date[8:]) <= _MIDDLE
        return t("early {month}", month=date[:7]) if early else t("late {month}", month=date[:7])
    return t("week of {date}", date=dated["first"]) if grain == "week" and dated["first"] else date


def days_about(dated: Document | None, t: Words) -> str:
    """Return ± so many days, rounded up; empty where that is not known."""
    if dated is None or dated["half_width_days"] is None:
        return ""
    return t("± {n} [day|days]", n=count(-(-dated["half_width_days"] // 1)))


def date_about(dated: Document | None, t: Words) -> str:
    """Return a date with its precision."""
    about = days_about(dated, t)
    return f"{date_said(dated, t)} ({about})" if about else date_said(dated, t)


def money_about(reading: Document | None, t: Words) -> str:
    """Return money in 10,000 yuan with its precision."""
    if reading is None:
        return t("unfinished")
    about = reading["half_width"]
    if about is None:
        return wan(reading["value"])
    said = wan if about < _COARSE else _whole_wan
    return f"{said(reading['value'])} ± {said(about)}"


def _whole_wan(yuan: float) -> str:
    return count(yuan / YUAN_PER_WAN)


def chance_said(share: float | None, t: Words) -> str:
    """Return a chance; nearly sure is never told as sure."""
    if share is None:
        return t("not known")
    if 0 < share < 0.0005:
        return "< 0.1 %"
    if 0.9995 < share < 1:
        return "> 99.9 %"
    return percent(share)


def chance_about(reading: Document, t: Words) -> str:
    """Return a chance with its precision."""
    about = reading["half_width"]
    return chance_said(reading["value"], t) + ("" if not about else f" ± {percent(about)}")


def certificate_line(document: Document, t: Words) -> str:
    """Say how many replications the reference engine replayed, and whether all were alike."""
    replay = document["replay"]
    alike = replay["checked"] - replay["mismatches"]
    if replay["mismatches"]:
        return t(
            "Only {alike} of {checked} replications replayed in SimPy alike: do not use this outcome.",
            alike=alike,
            checked=replay["checked"],
        )
    return t(
        "{alike} of {checked} replications replayed in SimPy alike.", alike=alike, checked=replay["checked"]
    )


def precision_line(document: Document, t: Words) -> str:
    """Say how many replications were played, why no more, and which output was last to be exact enough."""
    stop, n = document["precision"], count(document["replications"])
    last = t(named(HEADLINES, stop["last"]))
    if stop["interrupted"]:
        return t("Interrupted after {n} [replication|replications]; least exact: {last}.", n=n, last=last)
    if stop["asked"] is None:
        return t("{n} [replication|replications], as asked for; least exact: {last}.", n=n, last=last)
    share = _share(stop["asked"])
    if stop["met"]:
        return t(
            "{n} [replication|replications]: every headline output within ± {share}; last to be so: {last}.",
            n=n,
            share=share,
            last=last,
        )
    return t(
        "{n} [replication|replications], the most there may be; not within ± {share}: {last}.",
        n=n,
        share=share,
        last=last,
    )


def _share(share: float) -> str:
    """Return a share in per cent with as many decimals as it has."""
    return f"{decimal(100 * share, 3).rstrip('0').rstrip('.')} %"


def finish_short(document: Document, t: Words) -> str:
    """Say when all is finished at each confidence, without their precision."""
    told = {p: date_said(document["finish"][p], t) for p in ("p50", "p80", "p90")}
    return t("Finish: P50 {p50}, P80 {p80}, P90 {p90}.", **told)


def finish_line(document: Document, t: Words) -> str:
    """Say when all is finished at each confidence, beside the plan."""
    finish = document["finish"]
    return t(
        "Finish: P50 {p50}, P80 {p80}, P90 {p90}.",
        **{p: date_about(finish[p], t) for p in ("p50", "p80", "p90")},
    )


def planned_line(document: Document, t: Words) -> str:
    """Say with what chance the plan's own finish and cost are kept."""
    finish, cost = document["finish"], document["cost"]
    return t(
        "Planned were {date} (chance {time}) and {cost} × 10,000 yuan (chance {within}); both: {both}.",
        date=finish["planned"],
        time=chance_about(finish["on_time"], t),
        cost=wan(cost["planned"]),
        within=chance_about(cost["within"], t),
        both=chance_about(document["joint"]["plan"], t),
    )


def cost_line(document: Document, t: Words) -> str:
    """Say what it costs at each confidence."""
    cost = document["cost"]
    return t(
        "Cost (10,000 yuan): P50 {p50}, P80 {p80}, P90 {p90}.",
        **{p: money_about(cost[p], t) for p in ("p50", "p80", "p90")},
    )


def unfinished_line(document: Document, t: Words) -> str:
    """Say how often something is left unfinished; empty where that never happens."""
    share = document["finish"]["unfinished"]
    if not share:
        return ""
    return t(
        "In {share} of the replications something is unfinished on {date}; it counts as never finished.",
        share=chance_said(share, t),
        date=document["programme"]["horizon"],
    )


def band_line(document: Document, t: Words) -> str:
    """Say what is not known of the numbers themselves."""
    band = document["band"]
    if band is None:
        return t("What is not known of the numbers themselves was not played (one set of parameters).")
    low, high = (date or t("unfinished") for date in band["finish_p80"])
    least, most = (t("unfinished") if cost is None else wan(cost) for cost in band["cost_p80"])
    return t(
        "With {n} sets of parameters P80 of the finish lies between {low} and {high}, of the cost between "
        "{least} and {most} × 10,000 yuan; more replications make this band no narrower.",
        n=band["sets"],
        low=low,
        high=high,
        least=least,
        most=most,
    )
