"""Block, unblock, report: what each means is said before it is done (M3)."""

from __future__ import annotations

from typing import Any

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.rules import Conflict, Refused, allows, require
from app.people import actions, queries, rules
from app.people.forms import OutcomeForm, ReportForm
from app.people.models import Person
from app.people.views import bp
from app.web.answers import invalid, leave, page
from app.web.gates import animator, current_reader, participant


def _whom(id: str) -> Person:
    """Somebody one sees, or has blocked oneself; whoever blocked the reader is not there."""
    reader = current_reader()
    seen = queries.person_seen(reader, id)
    if seen is None and queries.block_of(reader.id, id):
        seen = queries.person_here(id, everyone=True)
    return seen or abort(404)


@bp.route("/people/<id>/block", methods=["GET", "POST"])
@participant
def block(id: str) -> ResponseReturnValue:
    """What blocking means, and the button that does it."""
    person = _whom(id)
    require(rules.may_block_person(current_reader(), person))
    if request.method == "GET":
        return page("people/block.html", person=person)
    name = person.name
    actions.block_person(current_reader(), person)
    message = _("You and %(name)s no longer see each other here. You can take it back at any time.", name=name)
    return leave(url_for("people.blocked"), message)


@bp.get("/account/blocks")
@participant
def blocked() -> ResponseReturnValue:
    """Whom one has blocked."""
    return page("people/blocked.html", people=queries.blocked_by(current_reader().id))


@bp.post("/account/blocks/<id>/removal")
@participant
def unblock(id: str) -> ResponseReturnValue:
    """Take a block back."""
    person = _whom(id)
    actions.unblock_person(current_reader(), person)
    return leave(url_for("people.blocked"), _("You no longer block %(name)s.", name=person.name))


@bp.route("/people/<id>/report", methods=["GET", "POST"])
@participant
def report_new(id: str) -> ResponseReturnValue:
    """Tell the animators."""
    person, form, status = _whom(id), ReportForm(), 422
    require(rules.may_report_person(current_reader(), person))
    if request.method == "GET":
        return page("people/report_new.html", person=person, form=form)
    if form.validate():
        try:
            sent = actions.report_person(current_reader(), person, form.reason.data, form.text.data or "")
            return leave(url_for("people.report", id=sent.id), _("The animators have your report."))
        except (Refused, Conflict) as wrong:
            status = _refuse(form, wrong)
    return invalid("people/report_new.html", status=status, person=person, form=form)


def _refuse(form: Any, wrong: Refused | Conflict) -> int:
    form.refuse(wrong if isinstance(wrong, Refused) else Refused(wrong.reason, "text"))
    return 422 if isinstance(wrong, Refused) else 409


def _report(id: str, form: OutcomeForm | None = None) -> dict[str, Any]:
    told, names = queries.report_of(current_reader(), id) or abort(404)
    return {
        "told": told,
        "names": names,
        "reason": queries.REPORT_REASONS.get(told.reason, told.reason),
        "form": form or OutcomeForm(formdata=None),
        "seen": queries.person_seen(current_reader(), told.person_id),
        "deciding": told.state == "open" and allows(rules.may_settle_report(current_reader(), told)),
    }


@bp.get("/people/reports/<id>")
@participant
def report(id: str) -> ResponseReturnValue:
    """One report: for who wrote it, and for the animators."""
    return page("people/report.html", **_report(id))


@bp.post("/people/reports/<id>/outcome")
@animator
def report_settle(id: str) -> ResponseReturnValue:
    """What came of it."""
    told, form, status = _report(id)["told"], OutcomeForm(), 422
    if form.validate():
        try:
            actions.settle_report(current_reader(), told, form.outcome.data or "")
            return leave(url_for("people.report", id=id), _("Settled. Who reported it can read the outcome."))
        except (Refused, Conflict) as wrong:
            form.refuse(Refused(wrong.reason, "outcome"))
            status = 422 if isinstance(wrong, Refused) else 409
    return invalid("people/report.html", status=status, **_report(id, form))
