"""The sheet of scores: ranks, scores by both methods, each criterion, and why an estate is not scored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.book.sheet import Book, Column
from planner.report.scores import CRITERIA, METHODS, method_sentence, score_rows, why_not_scored

if TYPE_CHECKING:
    from planner.report.facts import Document, Facts
    from planner.words import Words


def scores_sheet(book: Book, facts: Facts) -> None:
    """Write the scores of all estates, the first rank first; no sheet where application mode is off."""
    t, scores = book.t, facts.document.get("scores")
    if not scores:
        return
    note = t("Points and formulas are assumptions. A criterion that is empty is not known and counts 0.")
    sheet = book.sheet(t("Scores"), t("Scores of estates"), f"{method_sentence(facts.document, t)} {note}")
    columns = (
        Column(head=t("Rank by score"), kind="count"),
        Column(head=t("Code")),
        Column(head=t("Estate")),
        Column(head=t("Street")),
        Column(head=t("Best rank"), kind="count"),
        Column(head=t("Worst rank"), kind="count"),
        Column(head=t(METHODS["weighted_sum"]), kind="number"),
        Column(head=t("Rank by weighted sum"), kind="count"),
        Column(head=t(METHODS["topsis"]), kind="precise"),
        Column(head=t("Rank by TOPSIS"), kind="count"),
        *(
            Column(
                head=t("{criterion} ({points} points)", criterion=t(CRITERIA[c["name"]]), points=_points(c)),
                kind="number",
            )
            for c in scores["criteria"]
        ),
        Column(head=t("Complaints a year per 100 households"), kind="number"),
        Column(head=t("Factor of priority"), kind="number"),
        Column(head=t("Not scored because"), most=60),
    )
    names = [criterion["name"] for criterion in scores["criteria"]]
    book.table(sheet, columns, [_row(row, names, t) for row in score_rows(facts.document)], frozen=3)


def _points(criterion: Document) -> str:
    return f"{100 * criterion['weight']:.4g}"


def _row(row: Document, names: list[str], t: Words) -> tuple[Any, ...]:
    return (
        row["rank"],
        row["estate"],
        row["name"],
        row["street"],
        row["best_rank"],
        row["worst_rank"],
        row["weighted_sum"],
        row["rank_weighted_sum"],
        row["topsis"],
        row["rank_topsis"],
        *(row["values"][name] for name in names),
        row["complaints"],
        row["factor"],
        why_not_scored(row, t),
    )
