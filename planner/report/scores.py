"""What the terminal, the workbook and the page say of scores: labels, the order of showing, sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.report.units import count, decimal
from planner.words import mark, said

if TYPE_CHECKING:
    from planner.report.facts import Document
    from planner.words import Words

CRITERIA = {
    "safety": mark("Safety hazards"),
    "age": mark("Age of the buildings"),
    "consent": mark("Consent"),
    "contribution": mark("Contribution pledged"),
    "contiguity": mark("Neighbours in the zone apply"),
    "vulnerable": mark("Residents over 60"),
    "readiness": mark("Readiness"),
    "people_per_cost": mark("People per cost"),
}
"""What each criterion is called."""
METHODS = {"weighted_sum": mark("Weighted sum"), "topsis": mark("TOPSIS closeness")}
"""What each score is called."""
SHOWN = 5
"""Estates that the terminal names."""


def score_rows(document: Document) -> list[Document]:
    """Return the estates of the scores, the first rank first, those not scored last; none where it is off."""
    scores = document.get("scores")
    rows: list[Document] = list(scores["estates"]) if scores else []
    return sorted(rows, key=lambda row: (row["rank"] is None, row["rank"] or 0))


def method_sentence(document: Document, t: Words) -> str:
    """Say by which score estates are ranked, whether it weighs in the plan, and that it is an assumption."""
    scores = document["scores"]
    method = t(METHODS[scores["method"]])
    if scores["weighs"]:
        return t("Ranked by: {method}; priorities are multiplied by score ÷ mean score.", method=method)
    return t("Ranked by: {method}; the plan does not weigh scores.", method=method)


def score_lines(document: Document, t: Words) -> list[str]:
    """Return the first estates with their scores as lines, and how many are not scored."""
    rows = score_rows(document)
    ranked = [row for row in rows if row["rank"] is not None]
    lines = [
        t(
            "{rank}. {name}: {score} (rank {best} to {worst} when a weight moves by 20 %)",
            rank=row["rank"],
            name=row["name"] or row["estate"],
            score=decimal(row["score"]),
            best=row["best_rank"],
            worst=row["worst_rank"],
        )
        for row in ranked[:SHOWN]
    ]
    if len(rows) > len(ranked):
        lines.append(t("Not scored: {n}", n=count(len(rows) - len(ranked))))
    return lines


def why_not_scored(row: Document, t: Words) -> str:
    """Return why an estate is not scored; empty where it is."""
    return str(said(row, "why", t.lang) or "")
