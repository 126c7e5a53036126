"""Who may do what in measuring: the team measures and reports, the lead partner or an animator approves."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from app.core.rules import Actor, Denied, Verdict
from app.innovations.queries import SocialInnovation, member_ids
from app.measuring.models import ProgressReport
from app.scaling.queries import followed, leads

_OBSERVER = Denied(_l("You can read here, but not act: your account is an observer's."))
_ANIMATOR = Denied(_l("Only the cluster's animators can do this."))
_WORK = Denied(_l("Only its team, its lead partner and the animators can do this."))
_TEAM = Denied(_l("Only its team and the animators can do this."))
_JUDGE = Denied(_l("Only its lead partner and the animators can do this."))
_OWN = Denied(_l("You sent this report yourself: somebody else has to approve it."))
_WITHDRAWN = Denied(_l("This innovation was withdrawn. An animator can bring it back."))


def may_measure(actor: Actor, innovation: SocialInnovation) -> Verdict:
    """Say what is measured, with baselines and targets, and tell the theory of change."""
    if actor.role == "observer":
        return _OBSERVER
    if innovation.state == "withdrawn":
        return _WITHDRAWN
    works = actor.role == "animator" or actor.id in member_ids(innovation.id) or leads(actor.id, innovation.id)
    return True if works else _WORK


may_tell_chain = may_measure


def may_open_round(actor: Actor | None) -> Verdict:
    """Ask for progress reports; the calendar (no actor) does it by itself."""
    return True if actor is None or actor.role == "animator" else _ANIMATOR


may_close_round = may_open_round


def may_report(actor: Actor, report: ProgressReport) -> Verdict:
    """Write a progress report, and send it."""
    if actor.role == "observer":
        return _OBSERVER
    return True if actor.role == "animator" or actor.id in member_ids(report.innovation_id) else _TEAM


def _judges(actor: Actor, innovation_id: str) -> Verdict:
    if actor.role == "observer":
        return _OBSERVER
    return True if actor.role == "animator" or leads(actor.id, innovation_id) else _JUDGE


def may_approve_report(actor: Actor, report: ProgressReport) -> Verdict:
    """Approve what was sent by somebody else; an animator may approve their own, so that no report waits for ever."""
    judges = _judges(actor, report.innovation_id)
    if judges is True and actor.id == report.submitted_by and actor.role != "animator":
        return _OWN
    return judges


def may_return_report(actor: Actor, report: ProgressReport) -> Verdict:
    """Give it back with a note on what to mend."""
    return _judges(actor, report.innovation_id)


def may_correct_value(actor: Actor, report: Any) -> Verdict:
    """Put an approved value right, as a new version."""
    return _judges(actor, report.innovation_id)


def may_see_results(actor: Actor, innovation: SocialInnovation) -> Verdict:
    """Read its results: who sees its pathway. Others are told 404 by the pages."""
    return True if followed(actor, innovation.id) is not None else _WORK


MEASURES_ARE_FOR = _l("What innovations measure, one by one, is for animators and partners.")


def may_see_measures(actor: Actor) -> Verdict:
    """See what everybody's innovations measured: who sees all their results, but not from outside."""
    return True if actor.role in ("animator", "partner") else Denied(MEASURES_ARE_FOR)
