"""Parameters of the rules, ``[rules.NAME]`` in the settings: one small model a rule.

Each says its parameters, their units and what their absence means. A rule whose data is in tables (caps,
matching, floors, operators …) is switched on by default and holds where such data is given; one that
lives by its parameters alone is switched off until the programme asks for it.

size: one small model a rule, which are read as a list.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from scenarios.tables.matters import NAMED, DecidedBy

Share = Annotated[float, Field(ge=0, le=1)]
AtLeastNothing = Annotated[float, Field(ge=0)]
Whole = Annotated[int, Field(ge=0)]
Some = Annotated[int, Field(ge=1)]


class Part(BaseModel):
    """A part of the settings: unknown keys are faults, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Switch(Part):
    """A rule that is only switched on or off."""

    on: bool = True


class StartOnce(Part):
    """``must_start``: whether every estate, zone and asset with required works must start within the plan."""

    must_start: bool = False


class PilotFirst(Part):
    """Until every pilot is complete, at most ``others_before`` other campaigns may have started.

    ``learning_days`` is the learning gate: a pilot counts as complete only that many calendar days after it
    has ended.
    """

    on: bool = True
    others_before: Whole = 20
    learning_days: Whole = 0


class Moratorium(Part):
    """A place renovated before may not be opened again within ``years`` of the earlier renovation."""

    on: bool = True
    years: AtLeastNothing = 5.0


class ConsentMatter(Part):
    """Least shares for one matter: taking part (of all owners), and in favour (of those taking part).

    ``scope`` says who decides it together: the estate, or each building, stairwell or stack by itself.
    """

    turnout: Share = 2 / 3
    approval: Share = 0.5
    strictly_more: bool = True
    scope: DecidedBy = "estate"


class Consent(Part):
    """Consent before start. Thresholds by matter; ``default`` is Civil Code art. 278 for ordinary matters.

    ``matters`` changes those of a matter, key by key; a matter known by name (docs/meaning.md, 6.5) else has
    the law's, any other the default's. ``missing`` says what holds for a place without a vote on a
    matter: ``assumed`` (an assumption, listed) or ``refused``. ``pending`` says what holds for a vote still
    to come: ``refused`` (nothing rests on it), ``assumed`` (it counts as passed from its date, where it
    passes with ``least_probability`` or more), or ``expected`` (the same, but of several units only so many
    are planned for as are expected to agree). Works that each unit decides for itself start when
    ``least_share`` of the units have agreed. ``dwellings_per_stack`` counts where the table buildings tells
    no stacks. What is refused comes back ``waiting_months`` after the vote. These four are assumptions.
    """

    on: bool = True
    default: ConsentMatter = ConsentMatter()
    matters: dict[str, ConsentMatter] = {}
    missing: Literal["assumed", "refused"] = "assumed"
    pending: Literal["refused", "assumed", "expected"] = "refused"
    least_probability: Share = 0.5
    least_share: Share = 0.5
    dwellings_per_stack: Some = 6
    waiting_months: Annotated[int, Field(ge=0, le=600)] = 12

    def of(self, matter: str) -> ConsentMatter:
        """Return what a vote on a matter needs: as the settings say, else the law, else the default."""
        known, own = NAMED.get(matter), self.matters.get(matter)
        base = self.default
        if known is not None:
            base = ConsentMatter(
                turnout=float(known.turnout),
                approval=float(known.approval),
                strictly_more=known.strictly_more,
                scope=known.scope,
            )
        return (
            base
            if own is None
            else base.model_copy(update={k: getattr(own, k) for k in own.model_fields_set})
        )


class StreetDisruption(Part):
    """Households of a street under works at once: at most ``share`` of the street's households."""

    on: bool = False
    share: Share = 0.3
    by_street: dict[str, Share] = {}


class StreetProjects(Part):
    """Campaigns under way at once in a street: at most ``most``, or the street's own in ``by_street``."""

    on: bool = False
    most: Whole = 10
    by_street: dict[str, Whole] = {}


class DueAfterPlan(Part):
    """Money due after the plan's last year: at most ``limit`` yuan; None: reported, not limited."""

    limit: AtLeastNothing | None = None


class SoftTargets(Part):
    """``penalty``: aim units lost per unit short where a soft target names none; see the docs for None."""

    on: bool = True
    penalty: AtLeastNothing | None = None


class Openings(Part):
    """Dig once: ground works start only inside an opening of their ground.

    An opening serves campaigns that start in its period and the ``window`` − 1 periods after it. Within any
    ``years`` a ground is opened at most once (``reopening`` = ban); or each opening of a ground beyond its
    first costs ``penalty`` aim units (price); or openings are only counted (count).
    """

    on: bool = False
    window: Some = 1
    years: AtLeastNothing = 5.0
    reopening: Literal["ban", "price", "count"] = "ban"
    penalty: AtLeastNothing = 0.0


class SharedSetups(Part):
    """Set-ups paid once by the works that share them.

    ``trench`` and ``scaffold`` cost so many yuan each time.

    A trench is shared on a ground, a scaffold at a place, by campaigns that start within ``window`` periods.
    """

    on: bool = False
    trench: AtLeastNothing = 0.0
    scaffold: AtLeastNothing = 0.0
    window: Some = 1


class Zones(Part):
    """Zone by zone: the estates of a zone start in at most ``most`` calendar years (1: all in the same year).

    None: any number. Each year in which a zone is opened costs ``mobilisation`` yuan, and ``penalty`` aim
    units beyond the zone's first.
    """

    on: bool = False
    most: Some | None = 1
    mobilisation: AtLeastNothing = 0.0
    penalty: AtLeastNothing = 0.0


class NeighbourRoads(Part):
    """Neighbours' roads are not closed together.

    Works with nuisance ``road`` of ``level`` or more close them.

    Neighbours are the pairs of the table adjacency; where it has no rows, estates within ``within_m`` metres
    of each other by their coordinates (0: none).
    """

    on: bool = False
    level: Annotated[float, Field(ge=0, le=3)] = 2.0
    within_m: AtLeastNothing = 0.0


class RampUp(Part):
    """Volume grows step by step: what starts in the first plan year is at most ``first_year``.

    In each later year it is at most ``factor`` times what started in the year before plus ``step``.
    Counted in campaigns, or in the households of their places.
    """

    on: bool = False
    counted: Literal["campaigns", "households"] = "campaigns"
    first_year: AtLeastNothing = 20.0
    factor: AtLeastNothing = 2.0
    step: AtLeastNothing = 10.0


class Stages(Part):
    """Estates divided into stages: campaigns named by ``order`` follow each other, ``gap_days`` apart."""

    on: bool = False
    order: tuple[str, ...] = ("buildings", "ground")
    gap_days: Whole = 0


class Modes(Part):
    """Campaigns of a place named by ``words`` are modes of its renovation: at most one of them starts.

    Where the place must start, exactly one.
    """

    on: bool = True
    words: tuple[str, ...] = ("micro", "comprehensive", "rebuild", "微改造", "综合整治", "拆除重建")


class Stability(Part):
    """Stability against the published plan (table published).

    At most ``most_moves`` campaigns start in another period than published (None: any number); each costs
    ``penalty`` aim units.
    """

    on: bool = True
    most_moves: Whole | None = None
    penalty: AtLeastNothing = 0.0


class CrewFloors(Part):
    """Continuity: in every plan year a trade's crews are used at least ``share`` of their crew-days.

    ``trades`` names the trades it holds for (empty: all that have crews); years before ``from_year`` are left
    alone (None: from the first plan year).
    """

    on: bool = False
    share: Share = 0.3
    trades: tuple[str, ...] = ()
    from_year: int | None = None


class StreetShares(Part):
    """Fairness between streets by year: each street has had at least ``share`` of its fair share.

    By the end of each plan year the households whose estates have started (or are completed, by ``counted``)
    in a street are at least ``share`` × its share of all households × those of all streets, less the
    households of its largest campaign (projects come whole). Years before ``from_year`` are left alone.
    """

    on: bool = False
    share: Share = 0.8
    counted: Literal["started", "completed"] = "started"
    from_year: int | None = None


class LeastStreet(Part):
    """Fairness by the least (max-min): ``weight`` × households × the least benefit per household of a street.

    It is added to the aim (0: not).
    """

    on: bool = False
    weight: AtLeastNothing = 1.0


class LongestWait(Part):
    """No estate that starts is completed later than ``years`` after the plan's first day (None: no limit).

    In every street something has started within ``street_years`` (None: no limit).
    """

    on: bool = False
    years: AtLeastNothing | None = None
    street_years: AtLeastNothing | None = None


class Readiness(Part):
    """Lead times before start, in calendar days: survey, design rounds, publicity, approval, tender.

    ``design_rounds`` rounds of ``design_days`` each. They begin at the estate's ``preparation_from`` (empty:
    ``begins``; None: the plan's first day) after the stages that its ``ready_stage`` says are done. All
    defaults are assumptions but publicity of 7 days.
    """

    on: bool = False
    begins: datetime.date | None = None
    survey_days: Whole = 20
    design_rounds: Whole = 2
    design_days: Whole = 20
    publicity_days: Whole = 7
    approval_days: Whole = 15
    tender_days: Whole = 30


class Preparation(Part):
    """Design teams and approval slots as crews: preparing a campaign takes them before its start.

    ``design`` names the trade (kind office) that is busy for the design days of readiness, ``approval``
    that for the approval days.
    """

    on: bool = False
    design: str = "design"
    approval: str = "approval"


class Agreements(Part):
    """Third-party agreements before start; ``missing`` says what holds for one that is not in the table."""

    on: bool = True
    missing: Literal["assumed", "refused"] = "assumed"


class HarderLater(Part):
    """Works of ``difficulty`` or harder start no earlier than ``from_date`` (None: nothing is held)."""

    on: bool = False
    difficulty: Annotated[int, Field(ge=1, le=3)] = 3
    from_date: datetime.date | None = None


class Exclusions(Part):
    """What takes no part, with its reason: dangerous houses, demolition lists, heritage ground.

    ``grade_d``: estates of structural grade D (but a campaign named by ``rebuild``); ``demolition_list``:
    estates on it; ``heritage_ground``: ground works at heritage estates until their permit.
    """

    on: bool = False
    grade_d: bool = True
    demolition_list: bool = True
    heritage_ground: bool = True
    rebuild: tuple[str, ...] = ("rebuild", "拆除重建")


class RuleSettings(Part):
    """Parameters of the rules, ``[rules.NAME]``; a rule that is not named keeps its default."""

    start_once: StartOnce = StartOnce()
    pilot_first: PilotFirst = PilotFirst()
    moratorium: Moratorium = Moratorium()
    consent: Consent = Consent()
    street_disruption: StreetDisruption = StreetDisruption()
    street_projects: StreetProjects = StreetProjects()
    due_after_plan: DueAfterPlan = DueAfterPlan()
    links: Switch = Switch()
    outside_dates: Switch = Switch()
    fund_limits: Switch = Switch()
    crew_limits: Switch = Switch()
    targets: SoftTargets = SoftTargets()
    exclusions: Exclusions = Exclusions()
    modes: Modes = Modes()
    all_buildings: Switch = Switch()
    readiness: Readiness = Readiness()
    preparation: Preparation = Preparation()
    agreements: Agreements = Agreements()
    harder_later: HarderLater = HarderLater()
    stages: Stages = Stages()
    shared_assets: Switch = Switch()
    ramp_up: RampUp = RampUp()
    stability: Stability = Stability()
    openings: Openings = Openings()
    shared_setups: SharedSetups = SharedSetups()
    zones: Zones = Zones()
    operators: Switch = Switch()
    neighbour_roads: NeighbourRoads = NeighbourRoads()
    crew_floors: CrewFloors = CrewFloors()
    matching: Switch = Switch()
    fund_caps: Switch = Switch()
    fund_floors: Switch = Switch()
    bond_cover: Switch = Switch()
    street_shares: StreetShares = StreetShares()
    least_street: LeastStreet = LeastStreet()
    longest_wait: LongestWait = LongestWait()
