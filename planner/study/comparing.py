"""The comparison of a study's cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.study.choosing.dominated import BY
from planner.study.comparison import comparison_of
from planner.study.conflicts import conflicts_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from planner.frames.picture import Picture
    from planner.study.study import Study


@dataclass(frozen=True, kw_only=True, eq=False)
class Comparison:
    """What the cases of a study have in common and how they differ.

    ``document`` is what comparison.json holds (docs/compare.md): money in yuan, dates ISO.
    """

    document: Mapping[str, Any]

    def frame(self, lang: str = "en") -> pd.DataFrame:
        """Return a row for each case: status, gap, its place on the grids and every measure."""
        from planner.frames.cases import cases_frame
        from planner.frames.headings import headed

        return headed(cases_frame(self.document), lang)

    def differences(self, lang: str = "en") -> pd.DataFrame:
        """Return by how much each case's measures are more than the base's; exactly 0 in the base."""
        from planner.frames.cases import differences_frame
        from planner.frames.headings import headed

        return headed(differences_frame(self.document), lang)

    def moved(self, lang: str = "en") -> pd.DataFrame:
        """Return the campaigns that start at another time than in the base, and why, by case."""
        from planner.frames.cases import moved_frame
        from planner.frames.headings import headed

        return headed(moved_frame(self.document), lang)

    def starts(self, lang: str = "en") -> pd.DataFrame:
        """Return when each campaign starts, a column for each case."""
        from planner.frames.cases import starts_frame
        from planner.frames.headings import headed

        return headed(starts_frame(self.document), lang)

    def played(self, lang: str = "en") -> pd.DataFrame:
        """Return what chance makes of each case by measure; no rows where none was played."""
        from planner.frames.cases import played_frame
        from planner.frames.headings import headed

        return headed(played_frame(self.document), lang)

    def plot(self, x: str = "cost", y: str = "aim", lang: str = "en") -> Picture:
        """Return the cases as a picture, ``x`` across and ``y`` up; raises ValueError for no measure."""
        from planner.frames.picture import cases_picture

        return cases_picture(self.document, x, y, lang)

    def to_excel(self, path: str | Path, lang: str = "en") -> None:
        """Write the comparison as a workbook in one language; raises OSError where it cannot."""
        from pathlib import Path

        from planner.report.compared.book import write_comparison_xlsx

        write_comparison_xlsx(self.document, Path(path), lang)

    def to_html(self, lang: str = "en") -> str:
        """Return the cases as a table with a picture, as a notebook shows them."""
        from planner.frames.table import cases_html

        return cases_html(self.document, lang)

    def _repr_html_(self) -> str:
        return self.to_html()


def compare(study: Study, by: Sequence[str] = BY, explain: Sequence[str] = ()) -> Comparison:
    """Return the comparison of a study; its cases compete in the measures ``by``.

    ``explain`` are names of cases that no plan can meet: which rules are in conflict there is looked for.
    Raises ValueError where the base has no plan to compare with, a measure has no direction, or a name is
    that of no case.

    >>> programme = read("examples/small")
    >>> compared = compare(study(programme, grids=[grid_of("funds.city.limit*=0.5,1", programme)]))
    >>> compared.differences()["households"]
    case
    base                       0.0
    funds.city.limit*=0.5   -390.0
    funds.city.limit*=1        0.0
    Name: households, dtype: float64
    """
    if study.found[0].solve.plan is None:
        raise ValueError("the base has no plan yet")
    unknown = set(explain) - {one.case.name for one in study.found}
    if unknown:
        raise ValueError(f"no case {', '.join(map(repr, sorted(unknown)))}")
    document = comparison_of(study.found, study.options, by)
    if explain:
        document["conflicts"] = list(conflicts_of(study.found, explain))
    return Comparison(document=document)
