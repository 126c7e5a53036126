"""Taking in a list: bring it, say which column is which, look at what will become of each line, say yes, undo it."""

from __future__ import annotations

from typing import Any

from flask import abort, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.rules import Refused
from app.files.keeping import safe_name
from app.importing import words as said
from app.importing.outcome import Note
from app.importing.reading import MAX_ROWS, Unreadable
from app.innovations import actions
from app.innovations.field_words import OUTCOMES
from app.innovations.import_forms import ImportForm
from app.innovations.models import InnovationImport
from app.innovations.queries import arriving
from app.innovations.queries.undoing import obstacles
from app.innovations.views import bp
from app.innovations.views.columns import columns_page
from app.web.answers import invalid, leave, page
from app.web.csv import csv_answer
from app.web.form_pages import form_on
from app.web.gates import animator, current_reader


def the_import(id_: str) -> InnovationImport:
    """The list, or 404."""
    return arriving.import_of(id_) or abort(404)


@bp.get("/innovations/imports")
@animator
def imports() -> Response:
    """The lists that came, and those on their way."""
    after = request.args.get("after")
    return page("innovations/imports.html", "results", lists=arriving.imports(after), after=after)


@bp.route("/innovations/imports/new", methods=["GET", "POST"])
@animator
def import_new() -> Response:
    """Bring a list."""
    form = ImportForm()
    try:
        if form.validate_on_submit():
            name = safe_name(form.file.data.filename)
            made = actions.begin_import(current_reader(), name, form.content)
            return leave(url_for(".import_columns", id=made.id))
    except Unreadable as problem:
        form.file.errors = [said.of_file(problem)]
    except Refused as refused:
        form.refuse(refused)
    status = 422 if form.errors else 200
    return page("innovations/import_new.html", status=status, form=form, most=MAX_ROWS)


@bp.route("/innovations/imports/<id>/columns", methods=["GET", "POST"])
@animator
def import_columns(id: str) -> Response:
    """Which column is which."""
    one = the_import(id)
    if not one.stored:
        return leave(url_for(".import_", id=id))
    asked = columns_page(one)
    if not asked["form"].is_submitted():
        return page("innovations/import_columns.html", **asked)
    if not asked["form"].validate():
        return invalid("innovations/import_columns.html", **asked)
    actions.choose_columns(current_reader(), one, asked["form"].told(), asked["form"].public.data)
    return leave(url_for(".import_", id=id))


@bp.get("/innovations/imports/<id>")
@animator
def import_(id: str) -> Response:
    """How far it is, and what becomes of each line."""
    one = the_import(id)
    return leave(url_for(".import_columns", id=id)) if one.state == "mapping" else page(**_shown(one))


@bp.post("/innovations/imports/<id>/confirmation")
@animator
@form_on("innovations.import_")
def import_confirm(id: str) -> Response:
    """Yes, take it in."""
    one = the_import(id)
    try:
        actions.confirm_import(current_reader(), one, "skip_bad" in request.form)
    except Refused as refused:
        return invalid(**_shown(one, told=refused.reason))
    return leave(url_for(".import_", id=id))


@bp.post("/innovations/imports/<id>/removal")
@animator
@form_on("innovations.import_")
def import_drop(id: str) -> Response:
    """Put it aside."""
    actions.drop_import(current_reader(), the_import(id))
    return leave(url_for(".imports"), _("The list is put aside. Nothing was taken in."))


@bp.post("/innovations/imports/<id>/undoing")
@animator
@form_on("innovations.import_")
def import_undo(id: str) -> Response:
    """Take the whole list out again: the worker does."""
    one = the_import(id)
    try:
        actions.ask_undo(current_reader(), one)
    except Refused as refused:
        return invalid(**_shown(one, told=refused.reason, obstacles=obstacles(one)))
    return leave(url_for(".import_", id=id))


@bp.get("/innovations/imports/<id>/report.csv")
@animator
def import_report(id: str) -> Response:
    """What became of each line, as CSV."""
    one = the_import(id)
    rows = ((line, name, outcome, " ".join(of_notes(notes)), innovation or "")
            for line, name, outcome, notes, innovation in arriving.report_rows(one.id))  # fmt: skip
    return csv_answer("import-report.csv", ("line", "name", "outcome", "remarks", "innovation_id"), rows)


def of_notes(notes: list[Any]) -> list[str]:
    """Stored notes as sentences."""
    return [said.of_row(Note(code, tuple(values.items()))) for code, values in notes]


def _shown(one: InnovationImport, **more: Any) -> dict[str, Any]:
    """All that its page needs."""
    show, after = request.args.get("show", ""), request.args.get("after")
    show = show if show in arriving.SHOWN else ""
    here = {"template": "innovations/import.html", "fragment": "results", "one": one, "show": show, "after": after}
    looked = one.state in ("ready", "done", "undone")
    rows = arriving.import_rows(one.id, show, after) if looked else None
    problems = arriving.count_problems(one.id) if looked else 0
    return {**here, "rows": rows, "problems": problems, "of_notes": of_notes, "outcomes": OUTCOMES, **more}
