"""The facts that measuring records. Animators see them, and those who work on the innovation, who are told by name when
it is recorded: a fact names few."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l

from app.activity.facts import Fact, Ref, fact
from app.activity.models import ANIMATORS
from app.activity.sentences import LINKS

LINKS["progress_report"] = "measuring.report"


@fact("measuring.indicators_started", strand="scaling", visibility=ANIMATORS)
class IndicatorsStarted(Fact):
    """The starter set was taken over, or what was missing of it."""

    innovation: Ref
    number: int = 0


@dataclass(frozen=True)
class _OfIndicator(Fact):
    """`code` of the starter set, else `title` in its own words."""

    innovation: Ref
    code: str = ""
    title: str = ""


@fact("measuring.indicator_added", strand="scaling", visibility=ANIMATORS)
class IndicatorAdded(_OfIndicator):
    pass


@fact("measuring.indicator_changed", strand="scaling", visibility=ANIMATORS)
class IndicatorChanged(_OfIndicator):
    pass


@fact("measuring.indicator_retired", strand="scaling", visibility=ANIMATORS)
class IndicatorRetired(_OfIndicator):
    """It is no longer asked for; its values stay."""


@fact("measuring.indicator_returned", strand="scaling", visibility=ANIMATORS)
class IndicatorReturned(_OfIndicator):
    pass


@fact("measuring.target_set", strand="scaling", visibility=ANIMATORS)
class TargetSet(_OfIndicator):
    until: date | None = None


@fact("measuring.target_removed", strand="scaling", visibility=ANIMATORS)
class TargetRemoved(_OfIndicator):
    until: date | None = None


@fact("measuring.chain_told", strand="scaling", visibility=ANIMATORS)
class ChainTold(Fact):
    """The theory of change says something else now."""

    innovation: Ref
    links: int = 0


@fact("measuring.round_opened", strand="scaling", visibility=ANIMATORS)
class RoundOpened(Fact):
    reporting: Ref
    due: date
    number: int = 0  # of innovations that are asked


@fact("measuring.round_closed", strand="scaling", visibility=ANIMATORS)
class RoundClosed(Fact):
    reporting: Ref


@fact(
    "measuring.report_asked", strand="scaling", visibility=ANIMATORS,
    mail=_l("An innovation of yours is asked for its progress report"),
)  # fmt: skip
class ReportAsked(Fact):
    report: Ref
    innovation: Ref
    due: date


@fact(
    "measuring.report_reminded", strand="scaling", visibility=ANIMATORS,
    mail=_l("A progress report of yours is due or late"),
)  # fmt: skip
class ReportReminded(Fact):
    """`turn` 1: before it is due, 2: on the day, 3: after it."""

    report: Ref
    innovation: Ref
    due: date
    turn: int = 1


@fact(
    "measuring.report_submitted", strand="scaling", visibility=ANIMATORS,
    mail=_l("A progress report waits for your approval"),
)  # fmt: skip
class ReportSubmitted(Fact):
    innovation: Ref
    report: Ref
    final: bool = False


@fact(
    "measuring.report_returned", strand="scaling", visibility=ANIMATORS,
    mail=_l("A progress report of yours came back with a note"),
)  # fmt: skip
class ReportReturned(Fact):
    innovation: Ref
    report: Ref


@fact("measuring.report_approved", strand="scaling", visibility=ANIMATORS)
class ReportApproved(Fact):
    innovation: Ref
    report: Ref
    final: bool = False


@fact("measuring.value_corrected", strand="scaling", visibility=ANIMATORS)
class ValueCorrected(_OfIndicator):
    """An approved value was put right: a new version stands, the old one stays to be read. `why` in their words."""

    report: Ref | None = None
    why: str = ""

    def tells(self) -> Iterable[Ref]:
        return ()
