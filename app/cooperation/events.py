"""The facts that cooperation records."""

from __future__ import annotations

from app.activity.facts import Fact, Ref, fact
from app.activity.models import ANIMATORS


@fact("cooperation.teams_introduced", strand="scaling", visibility=ANIMATORS)
class TeamsIntroduced(Fact):
    """Seen by the animators and the two teams, who are among those it is recorded for."""

    first: Ref
    second: Ref


@fact("cooperation.suggestion_dismissed", strand="scaling", visibility=ANIMATORS)
class SuggestionDismissed(Fact):
    first: Ref
    second: Ref
