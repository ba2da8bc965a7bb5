"""Tiny programmes for the rules of funds' terms."""

from scenarios.model.programme import Programme
from tests.worked_out.by_hand import estate, fund, programme, work, work_type

_ESTATES = [estate("A", floor_area=5000), estate("B", households=50), estate("C", zone="Z")]
_WORKS = [work("A"), work("B"), work("Z")]


def _made() -> dict[str, Programme]:
    return {
        "fund_caps": programme(
            2,
            "2021Q4",
            estates=_ESTATES,
            works=_WORKS,
            funds=[
                *(fund(y, 1e6, "by_estate", cap_per_household=3000, cap_per_m2=0.33) for y in (2021, 2022)),
                *(fund(y, 1e6, "by_year", cap_per_estate=1000, cap_scope="year") for y in (2021, 2022)),
                fund(2022, 1e6, "in_all", cap_per_household=7, cap_scope="programme", streets="S"),
            ],
        ),
        "matching": programme(
            2,
            "2021Q4",
            estates=_ESTATES,
            works=_WORKS,
            funds=[
                *(fund(y, 1e6, "in_all", match_fund="own", match_ratio=1.5) for y in (2021, 2022)),
                *(
                    fund(y, 1e6, "by_year", match_fund="own", match_share=0.4, match_scope="year")
                    for y in (2021, 2022)
                ),
                fund(2021, 1e6, "by_estate", match_fund="own", match_ratio=2, match_scope="estate"),
                *(fund(y, 1e6, "own") for y in (2021, 2022)),
            ],
        ),
        "fund_floors": programme(
            2,
            "2021Q4",
            funds=[fund(2021, 1e6, floor=400_000.01), fund(2022, 1e6, "other"), fund(2022, 1e6, floor=0)],
        ),
        "bond_cover": programme(
            2,
            work_types=[work_type(revenue=10_000)],
            works=[work("A", quantity=3), work("B", revenue=0.01)],
            funds=[
                fund(2021, 1e6, "bond", kind="bond", cover_ratio=1.2, interest=0.03, term_years=10),
                fund(2021, 1e6, "loan", kind="bond", cover_ratio=1),
                fund(2021, 1e6),
            ],
        ),
    }


GOLDEN_MONEY = _made()
"""A programme for each rule of funds' terms, by the rule's name."""
