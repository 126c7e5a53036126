"""A progress report: written on one page, approved or given back, corrected after that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import abort, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.core.action import every_time
from app.core.rules import Refused, allows, require
from app.files.keeping import send
from app.files.kinds import MEDIA_TYPES
from app.innovations.queries import SocialInnovation
from app.measuring import actions, queries
from app.measuring.forms import Asked, CorrectionForm, NoteForm, ReportForm, report_form
from app.measuring.models import ProgressReport, ReportingRound
from app.measuring.rules import may_correct_value, may_report, may_return_report
from app.measuring.views import bp
from app.measuring.views.load import crumbs, results_of
from app.measuring.views.showing import WARNINGS, report_state, told_rows
from app.offers.actions import drop_draft, keep_draft
from app.offers.queries import find_draft
from app.scaling.queries import followed
from app.web.answers import Answer, leave, page, saved
from app.web.form_pages import form_on
from app.web.gates import current_reader, member, participant

TYPED = "report"
"""The kind of what is kept while it is typed."""


@dataclass(frozen=True)
class Sheet:
    """A report with what it is about. `before` are the last approved values."""

    report: ProgressReport
    reporting: ReportingRound
    innovation: SocialInnovation
    before: dict[str, Any]

    @property
    def writing(self) -> bool:
        """Is this page the form?"""
        open_ = self.report.state in queries.OPEN and self.reporting.state == "open"
        return open_ and allows(may_report(current_reader(), self.report))

    @property
    def url(self) -> str:
        """Its address."""
        return url_for("measuring.report", id=self.report.id)

    def asked(self) -> list[Asked]:
        """Every indicator with what is said of it so far."""
        told, here = queries.told_in(self.report.id), queries.indicators_of(self.innovation.id)
        nothing = queries.Told()
        found = [(it, told.get(it.id, nothing)) for it in here]
        return [Asked(it, one.whole, one.parts, self.before.get(it.id)) for it, one in found]


def the_sheet(id: str) -> Sheet:
    """A report of an innovation whose results the reader may see, or 404."""
    report = queries.report(id) or abort(404)
    innovation = followed(current_reader(), report.innovation_id) or abort(404)
    reporting = queries.reporting_round(report.round_id) or abort(404)
    return Sheet(report, reporting, innovation, queries.previous_values(innovation.id, reporting.ends_on))


@bp.get("/progress/reports/<id>")
@member
def report(id: str) -> Answer:
    """For the team the form, as they left it; for others, and once it is sent, what it says."""
    sheet = the_sheet(id)
    if not sheet.writing:
        return _read(sheet)
    typed = find_draft(current_reader(), TYPED, sheet.report.id)
    return _write(sheet, _form(sheet, MultiDict(typed.said) if typed else None), typed=typed)


def _form(sheet: Sheet, typed: Any = None) -> ReportForm:
    return report_form(sheet.asked(), sheet.report.story, sheet.report.final, typed)


def _write(sheet: Sheet, form: ReportForm, **more: Any) -> Answer:
    """The form; with its mistakes, if any."""
    status = 422 if form.errors else 200
    told: dict[str, Any] = {
        "sheet": sheet,
        "form": form,
        "warnings": WARNINGS,
        "accept": ",".join(f".{it}" for it in MEDIA_TYPES),
    }
    return page("measuring/report_form.html", status=status, **told, **more)


def _read(sheet: Sheet, note: NoteForm | None = None, status: int = 200) -> Answer:
    return page(
        "measuring/report.html", status=status, sheet=sheet, note=note or NoteForm(),
        rows=told_rows(sheet.asked(), queries.earlier_versions(sheet.report.id)), warnings=WARNINGS,
        state=report_state(sheet.report.state), crumbs=crumbs(sheet.innovation, (_("Results"), _results(sheet))),
    )  # fmt: skip


def _results(sheet: Sheet) -> str:
    return results_of(sheet.innovation)


@bp.post("/progress/reports/<id>")
@participant
def report_send(id: str) -> Answer:
    """Send it, or keep it as a draft for the whole team."""
    sheet = the_sheet(id)
    require(may_report(current_reader(), sheet.report))
    form, draft = _form(sheet, None), request.form.get("then") == "draft"
    sound = form.validate() and (draft or form.complete(sheet.before))
    if not sound:
        return _write(sheet, form)
    try:
        return _done(sheet, form, draft)
    except Refused as refused:
        form.refuse(refused)
        return _write(sheet, form)


def _done(sheet: Sheet, form: ReportForm, draft: bool) -> Answer:
    reader, act = current_reader(), actions.keep_report if draft else actions.submit_report
    act(reader, sheet.report, form.answers(), form.story.data or "", bool(form.final.data))
    drop_draft(reader, TYPED, sheet.report.id)
    if draft:
        return leave(sheet.url, _("Kept. Your team can go on with it."))
    return leave(_results(sheet), _("Sent. You are told when it is approved."))


@bp.post("/progress/reports/<id>/draft")
@participant
def report_draft(id: str) -> Answer:
    """Keep what is typed, while it is typed."""
    sheet = the_sheet(id)
    require(may_report(current_reader(), sheet.report))
    with every_time():
        typed = keep_draft(current_reader(), TYPED, sheet.report.id, _form(sheet, request.form).said())
    told = {"sheet": sheet, "kept_at": typed.changed_at}
    return saved(sheet.url, None, "measuring/report_form.html", "kept", **told)


@bp.post("/progress/reports/<id>/draft/removal")
@participant
def report_draft_removal(id: str) -> Answer:
    """Begin anew, from what the report says."""
    sheet = the_sheet(id)
    drop_draft(current_reader(), TYPED, sheet.report.id)
    return leave(sheet.url, _("What you had begun is gone. Here is a fresh start."))


@bp.post("/progress/reports/<id>/approval")
@participant
@form_on("measuring.report")
def report_approve(id: str) -> Answer:
    """Its values count from now on."""
    sheet = the_sheet(id)
    actions.approve_report(current_reader(), sheet.report)
    return leave(sheet.url, _("Approved. Its values count now, and are locked."))


@bp.post("/progress/reports/<id>/return")
@participant
@form_on("measuring.report")
def report_return(id: str) -> Answer:
    """Give it back with a note."""
    sheet, form = the_sheet(id), NoteForm()
    require(may_return_report(current_reader(), sheet.report))
    if not form.validate():
        return _read(sheet, form, 422)
    actions.return_report(current_reader(), sheet.report, form.note.data or "")
    return leave(sheet.url, _("Given back. The team is told."))


@bp.route("/progress/reports/<id>/values/<value_id>", methods=["GET", "POST"])
@participant
def value_correct(id: str, value_id: str) -> Answer:
    """Put an approved value right."""
    sheet = the_sheet(id)
    old = queries.measurement(id, value_id) or abort(404)
    require(may_correct_value(current_reader(), sheet.report))
    it = queries.indicator(sheet.innovation.id, old.indicator_id) or abort(404)
    form = CorrectionForm(it, old)
    if form.is_submitted() and form.validate():
        actions.correct_value(current_reader(), sheet.report, old, *form.read(), form.reason.data or "")
        return leave(sheet.url, _("Corrected. The earlier value stays to be read."))
    status, way = 422 if form.errors else 200, crumbs(sheet.innovation, (_("Results"), _results(sheet)))
    told: dict[str, Any] = {"sheet": sheet, "old": old, "indicator": it, "form": form, "crumbs": way}
    return page("measuring/correction.html", status=status, **told)


@bp.get("/progress/reports/<id>/evidence/<file_id>")
@participant
def evidence(id: str, file_id: str) -> Answer:
    """A file that is evidence. It may name people, so it is not for observers."""
    sheet = the_sheet(id)
    return send(queries.evidence_of(sheet.report.id, file_id) or abort(404))
