"""What rules decide, as rows for sheets and page: lapses, costs by source, shares, openings, readiness."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from planner.report.labels import FUNDING, PAYERS, SITES, fund_labels, work_type_label
from planner.report.units import count
from planner.words import LANGUAGES, mark, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.report.facts import Document, Facts
    from planner.words import Words

STAGES = {
    "survey": mark("Survey"),
    "design": mark("Design"),
    "publicity": mark("Publicity"),
    "approval": mark("Approval"),
    "tender": mark("Tender"),
}
"""Stages of preparation in their order."""
COSTS = {
    "planned": mark("This plan"),
    "estimate": mark("Estimate"),
    "contract": mark("Contract"),
    "paid": mark("Paid"),
}
"""Costs by their source."""
SHARES = {
    "nominal": mark("Nominal share"),
    "exempt": mark("Exempt for hardship"),
    "realised": mark("Realised share"),
    "backstop": mark("Paid by backstop funds"),
    "government": mark("Left to government"),
}
"""What becomes of the part that a payer should pay."""
Rows = list[tuple[Any, ...]]


def lapse_rows(facts: Facts, t: Words) -> Rows:
    """Return (fund, year, amount in yuan, who could still use it), the largest amount first."""
    labels, names = fund_labels(facts.funds, t), facts.campaign_names(t)
    told = sorted(facts.document.get("lapses") or (), key=lambda row: -row["amount"])
    return [
        (
            labels.get(row["fund"], row["fund"]),
            row["year"],
            row["amount"],
            t.pick(", ", "、").join(names.get(key, key) for key in row["could_use"])
            or t("no other campaign"),
        )
        for row in told
    ]


def lapse_lines(document: Document, lang: str, most: int) -> list[str]:
    """Return the sentences of the largest amounts that lapse."""
    told = sorted(document.get("lapses") or (), key=lambda row: -row["amount"])
    key = "sentence_zh" if lang == "zh" else "sentence"
    return [str(row[key]) for row in told[:most]]


def cost_rows(facts: Facts, t: Words) -> Rows:
    """Return (campaign, this plan, estimate, contract, paid) in yuan, None where nothing is said."""
    names = facts.campaign_names(t)
    return [
        (names.get(row["campaign"], row["campaign"]), *(row[key] for key in COSTS))
        for row in facts.document.get("costs") or ()
    ]


def share_rows(facts: Facts, t: Words) -> Rows:
    """Return (payer, nominal, exempt, realised, backstop, government) in yuan."""
    return [
        (t(PAYERS[row["payer"]]), *(row[key] for key in SHARES))
        for row in facts.document.get("payer_shares") or ()
    ]


def opening_rows(facts: Facts, t: Words) -> Rows:
    """Return (kind of site, name, number of this opening, first day, campaigns, cost in yuan)."""
    names = facts.campaign_names(t)
    often: Counter[tuple[str, str]] = Counter()
    rows = []
    for row in facts.document.get("openings") or ():
        site = (str(row.get("site") or "ground"), str(row["ground"]))
        often[site] += 1
        served = t.pick(", ", "、").join(names.get(key, key) for key in row.get("serves") or ())
        label = t(SITES[site[0]]) if site[0] in SITES else site[0]
        name = row.get("name") or row["ground"]
        rows.append((label, name, often[site], row["start"], served, row.get("cost") or 0))
    return rows


def readiness_rows(facts: Facts, t: Words) -> Rows:
    """Return (campaign, start, funding, days of each stage in turn, agreements in words)."""
    names = facts.campaign_names(t)
    word = {c["campaign"]: funding_label(c, t) for c in facts.document["campaigns"]}
    rows = []
    for row in facts.document.get("readiness") or ():
        days = {stage["stage"]: (stage["first"], stage["last"]) for stage in row["stages"]}
        stages = tuple(days.get(stage, (None, None)) for stage in STAGES)
        agreed = t.pick("; ", "；").join(_agreement(one, facts, t) for one in row["agreements"])
        key = row["campaign"]
        rows.append((names.get(key, key), row["start"], word.get(key, ""), *stages, agreed))
    return rows


def has_stages(facts: Facts) -> bool:
    """Whether stages of preparation are asked for."""
    return any(row["stages"] for row in facts.document.get("readiness") or ())


def funding_label(campaign: Document, t: Words) -> str:
    """Return the word for a campaign's funding; empty where none is told."""
    word = (campaign.get("funding") or {}).get("word")
    return t(FUNDING[word]) if word in FUNDING else ""


def funding_counts(document: Document) -> dict[str, int]:
    """Return how many campaigns stand under each word for funding, those that occur only."""
    counted = Counter((c.get("funding") or {}).get("word") for c in document["campaigns"])
    return {word: counted[word] for word in FUNDING if counted[word]}


def told_lines(document: Document, t: Words) -> list[str]:
    """Return a line each on how firm the dates are, value after the plan, openings; none without news."""
    lines, measures, counted = [], document["measures"], funding_counts(document)
    if set(counted) - {"firm"}:
        parts = t(", ").join(f"{t(FUNDING[word])} {count(n)}" for word, n in counted.items())
        lines.append(t("Campaigns by how firm their dates are: {parts}", parts=parts))
    if measures.get("residual") is not None:
        within, after = count(measures["benefit_within"]), count(measures["residual"])
        lines.append(
            t(
                "Benefit (household-years): {within} within the plan, {after} after it",
                within=within,
                after=after,
            )
        )
    if document.get("openings"):
        again, number = count(measures.get("reopenings") or 0), count(len(document["openings"]))
        lines.append(t("Openings: {n}; grounds opened again: {again}", n=number, again=again))
    return lines


def _agreement(one: Document, facts: Facts, t: Words) -> str:
    state = {
        "reached": t("{party}: reached {day}", party=one["party"], day=one["reached_on"]),
        "open": t("{party}: not reached", party=one["party"]),
        "assumed": t("{party}: assumed to hold", party=one["party"]),
    }[one["state"]]
    kinds = [work_type_label(key, facts.work_types.get(key, (key,))[0], t) for key in one["holds"]]
    return f"{state} ({t.pick(', ', '、').join(kinds)})" if kinds else state


def decided(facts: Facts) -> dict[str, Any]:
    """Return these rows for the page; a text that differs between languages stands in both."""
    made = {
        "lapses": lapse_rows,
        "costs": cost_rows,
        "shares": share_rows,
        "openings": opening_rows,
        "readiness": readiness_rows,
    }
    rows = {key: in_both([make(facts, words(lang)) for lang in LANGUAGES]) for key, make in made.items()}
    counted = funding_counts(facts.document)
    return {**rows, "staged": has_stages(facts), "fundingCounts": counted, "rests": facts.rests_on_funding}


def in_both(spoken: Sequence[Rows]) -> list[list[Any]]:
    """Return rows spoken in every language as one: a cell that differs stands in each of them."""
    return [[_cell(cells) for cells in zip(*both, strict=True)] for both in zip(*spoken, strict=True)]


def _cell(spoken: Sequence[Any]) -> Any | Mapping[str, str]:
    """One value where the languages agree, else the text of each."""
    return spoken[0] if spoken[0] == spoken[-1] else dict(zip(LANGUAGES, spoken, strict=True))
