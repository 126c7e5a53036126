"""Messages shown to the animators, and what was decided."""

from __future__ import annotations

from typing import Any

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.rules import Conflict, allows, require
from app.messages.actions import settle_message_report
from app.messages.forms import DecideForm
from app.messages.queries.reports import DECIDED, OUTCOMES, REASONS, message_reports, report_of
from app.messages.rules import may_settle_message_report
from app.messages.views import bp
from app.messages.views.showing import unjudged
from app.people.queries import person_here
from app.web.answers import invalid, leave, page
from app.web.gates import animator, current_reader, member


@bp.get("/reports")
@animator
def reports() -> ResponseReturnValue:
    """Those that wait for an animator who takes no part, and those that are settled."""
    after = request.args.get("after")
    found = message_reports(current_reader(), after)
    return page("messages/reports.html", "results", found=found, reasons=REASONS, outcomes=OUTCOMES, after=after)


@bp.get("/reports/<id>")
@member
def report(id: str) -> ResponseReturnValue:
    """One of them: as who showed it, who wrote it, or who decides may see it."""
    return page("messages/report.html", **_about(id))


@bp.post("/reports/<id>/outcome")
@animator
def report_settle(id: str) -> ResponseReturnValue:
    """What an animator decides."""
    told = _about(id)
    report, form = told["told"].report, told["form"]
    require(may_settle_message_report(current_reader(), report))
    status = 422
    try:
        if form.validate():
            settle_message_report(current_reader(), report, form.outcome.data, form.words.data or "")
            return leave(url_for(".report", id=id), _("Settled. Both sides are told."))
    except Conflict as late:
        form.words.errors, status = [late.reason], 409
    return invalid("messages/report.html", status=status, **told)


def _about(id: str) -> dict[str, Any]:
    me = current_reader()
    told = report_of(me, id) or abort(404)
    code, _newline, words = told.report.outcome.partition("\n")
    deciding = (
        told.part == "judge" and told.report.state == "open" and allows(may_settle_message_report(me, told.report))
    )
    return {
        "told": told,
        "reason": REASONS.get(told.report.reason, told.report.reason),
        "decided": DECIDED.get(code, ""),
        "words": words,
        "deciding": deciding,
        "unjudged": unjudged(told.report.message_id, told.report.author_id, me.id) if told.part == "reporter" else None,
        "form": DecideForm(deciding and person_here(told.report.author_id) is not None),
    }
