"""What scores are made of: the part of a programme that they read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from scenarios.model.campaigns import Campaigns, WorkFacts
    from scenarios.model.clock import Clock
    from scenarios.model.consent import Standing
    from scenarios.model.exclusions import Exclusions
    from scenarios.model.voices import Voices
    from scenarios.tables.catalogue import WorkTypes
    from scenarios.tables.people import Consents
    from scenarios.tables.places import Estates
    from scenarios.tables.settings import Settings
    from scenarios.tables.standing import Assessments


class Known(Protocol):
    """A programme, as far as scores read it; ``unscored_facts`` are the works before scores weigh them."""

    @property
    def settings(self) -> Settings: ...  # noqa: D102 a programme's own, as all that follow

    @property
    def estates(self) -> Estates: ...  # noqa: D102

    @property
    def work_types(self) -> WorkTypes: ...  # noqa: D102

    @property
    def assessments(self) -> Assessments: ...  # noqa: D102

    @property
    def consents(self) -> Consents: ...  # noqa: D102

    @property
    def voices(self) -> Voices: ...  # noqa: D102

    @property
    def clock(self) -> Clock: ...  # noqa: D102

    @property
    def exclusions(self) -> Exclusions: ...  # noqa: D102

    @property
    def campaigns(self) -> Campaigns: ...  # noqa: D102

    @property
    def standings(self) -> tuple[Standing | None, ...]: ...  # noqa: D102

    @property
    def unscored_facts(self) -> WorkFacts: ...  # noqa: D102
