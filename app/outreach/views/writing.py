"""The form of an activity: for a new one, perhaps one more of an earlier one, for a draft, and to put right what was
logged. What is typed is kept while it is typed, by the same means as the board's posts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import abort, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.core.action import every_time
from app.core.rules import Conflict, Refused, require
from app.files.keeping import Upload, read_upload, safe_name
from app.files.kinds import MEDIA_TYPES
from app.offers.actions import drop_draft, keep_draft, keep_uploads
from app.offers.queries import find_draft
from app.outreach import actions, queries
from app.outreach.forms import ActivityForm, as_copied
from app.outreach.models import MAX_FILES, TYPED, ActivityFiles, DisseminationActivity
from app.outreach.rules import logs_for_cluster, may_correct_activity, may_log_activity
from app.outreach.views import bp
from app.web.answers import Answer, leave, page, saved
from app.web.gates import current_reader, participant

IMAGES = ".jpg,.jpeg,.png,.webp"


@dataclass(frozen=True)
class Sheet:
    """What is being written: a new activity (one more of `copied`), a draft, or a correction."""

    activity: DisseminationActivity | None = None
    copied: DisseminationActivity | None = None

    @property
    def state(self) -> str:
        """Of what is written: "" for a new one, draft, logged."""
        return self.activity.state if self.activity else ""

    @property
    def about_id(self) -> str:
        """What is typed of it is told apart by this."""
        return self.activity.id if self.activity else ""

    def url(self, endpoint: str) -> str:
        """The address of the form, or of what is typed: of "activity_new" or "activity_edit", and what follows."""
        if self.activity:
            return url_for(f"outreach.activity_edit{endpoint}", id=self.activity.id)
        return url_for(f"outreach.activity_new{endpoint}", copy=self.copied.id if self.copied else None)


def _new() -> Sheet:
    reader, copy = current_reader(), request.args.get("copy", "")
    require(may_log_activity(reader))
    earlier = queries.find_activity(reader, copy) if copy else None
    return Sheet(copied=earlier if earlier and earlier.state != "draft" else None)


def _change(id: str) -> Sheet:
    """Seen, but not to be changed, is 403 before anything is typed."""
    reader = current_reader()
    one = queries.find_activity(reader, id) or abort(404)
    require(may_correct_activity(reader, one))
    if one.state == "withdrawn":
        raise Conflict(_("This was taken back; it can no longer be changed. You can log it again."))
    return Sheet(one)


def _form(sheet: Sheet, typed: Any = None) -> ActivityForm:
    """As it was sent, else as it was left, else as it begins."""
    reader = current_reader()
    if typed is not None:
        return ActivityForm(reader, sheet.activity, formdata=MultiDict(typed.said))
    return ActivityForm(reader, sheet.activity, data=as_copied(reader, sheet.copied) if sheet.copied else {})


@bp.route("/outreach/new", methods=["GET", "POST"])
@participant
def activity_new() -> Answer:
    """Log what happened elsewhere."""
    sheet = _new()
    if request.method == "GET":
        return _shown_first(sheet, None if sheet.copied else _typed(sheet))
    return _answer(sheet)


@bp.route("/outreach/<id>/edit", methods=["GET", "POST"])
@participant
def activity_edit(id: str) -> Answer:
    """Go on with a draft, or put right what was logged."""
    sheet = _change(id)
    return _shown_first(sheet, _typed(sheet)) if request.method == "GET" else _answer(sheet)


@bp.post("/outreach/new/draft")
@participant
def activity_new_draft() -> Answer:
    """Keep what is typed, while it is typed."""
    return _keep(_new())


@bp.post("/outreach/<id>/edit/draft")
@participant
def activity_edit_draft(id: str) -> Answer:
    """Keep what is typed, while it is typed."""
    return _keep(_change(id))


@bp.post("/outreach/new/draft/removal")
@participant
def activity_new_draft_removal() -> Answer:
    """Begin anew."""
    return _begin_anew(_new())


@bp.post("/outreach/<id>/edit/draft/removal")
@participant
def activity_edit_draft_removal(id: str) -> Answer:
    """Begin anew, from what the activity says."""
    return _begin_anew(_change(id))


def _typed(sheet: Sheet) -> Any:
    return find_draft(current_reader(), TYPED, sheet.about_id)


def _keep(sheet: Sheet) -> Answer:
    with every_time():
        typed = keep_draft(current_reader(), TYPED, sheet.about_id, _form(sheet).said())
    return saved(sheet.url(""), None, "outreach/form.html", "kept", sheet=sheet, kept_at=typed.changed_at)


def _begin_anew(sheet: Sheet) -> Answer:
    drop_draft(current_reader(), TYPED, sheet.about_id)
    return leave(sheet.url(""), _("What you had begun is gone. Here is a fresh start."))


def _answer(sheet: Sheet) -> Answer:
    """Logged, put right or kept as a draft, when all is well; else the form again, with what there is to mend."""
    form, then = _form(sheet), request.form.get("then", "log")
    if then == "find":
        return _shown(sheet, form, "found", ok=True)
    form.validate()
    photos, evidence = _looked_into(form, "photos", shown=True), _looked_into(form, "evidence", shown=False)
    if not form.errors:
        try:
            files = ActivityFiles(form.kept(), tuple(photos), tuple(evidence), form.alt.data or "")
            return _done(sheet, _act(sheet, form, files, then == "draft"))
        except Refused as refused:
            form.refuse(refused)
    _keep_uploads(form, [*photos, *evidence])
    return _shown(sheet, form)


def _act(sheet: Sheet, form: ActivityForm, files: ActivityFiles, as_draft: bool) -> DisseminationActivity:
    reader, content = current_reader(), form.content()
    earlier = sheet.copied.id if sheet.copied else None
    if sheet.activity and sheet.state == "logged":
        return actions.correct_activity(reader, sheet.activity, content, files, form.read_version())
    if as_draft:
        return actions.keep_activity(reader, sheet.activity, content, files, earlier)
    if sheet.activity:
        return actions.finish_activity(reader, sheet.activity, content, files)
    return actions.log_activity(reader, content, files, earlier)


def _done(sheet: Sheet, one: DisseminationActivity) -> Answer:
    told = _("It is logged.")
    if queries.people_of(current_reader(), one.id):
        told = _("It is logged. Who took part has been told.")
    if one.state == "draft":
        told = _("Kept as a draft. Only you can see it.")
    elif sheet.state == "logged":
        told = _("It is put right. The log keeps what stood there before, with a mark.")
    return leave(url_for("outreach.activity", id=one.id), told)


def _looked_into(form: ActivityForm, name: str, shown: bool) -> list[Upload]:
    """Those of the new files that are taken. Why one is not is told beside the field, by its name."""
    ready: list[Upload] = []
    uploads = form[name].data or ()
    if len(uploads) > MAX_FILES:
        form.refuse(Refused(_("An activity has at most %(max)d photos and files.", max=MAX_FILES), name))
        return ready
    for upload in uploads:
        try:
            ready.append(_image(read_upload(upload, shown=shown), shown))
        except Refused as refused:
            told = _("“%(name)s”: %(why)s", name=safe_name(upload.filename), why=refused.reason)
            form.refuse(Refused(told, name))
    return ready


def _image(upload: Upload, wanted: bool) -> Upload:
    if wanted and not upload.media_type.startswith("image/"):
        raise Refused(_("This is no photo. Add it to the evidence."))
    return upload


def _keep_uploads(form: ActivityForm, ready: list[Upload]) -> None:
    """So that nobody has to choose them again because something else was wrong."""
    if not ready:
        return
    try:
        with every_time():
            form.add_kept([file.id for file in keep_uploads(current_reader(), ready)])
    except Refused as refused:
        form.refuse(Refused(refused.reason, "photos"))


def _shown_first(sheet: Sheet, typed: Any) -> Answer:
    return _shown(sheet, _form(sheet, typed), typed=typed)


def _shown(sheet: Sheet, form: ActivityForm, fragment: str | None = None, ok: bool = False, **more: Any) -> Answer:
    rows, reader = [row.form.id.data or "" for row in form.files], current_reader()
    return page(
        "outreach/form.html",
        fragment,
        status=422 if form.errors and not ok else 200,
        form=form,
        sheet=sheet,
        activity=sheet.activity,
        stored={file.id: file for file in queries.usable(reader, rows, sheet.about_id or None)},
        attached={file.id for file in queries.files_of(reader, sheet.about_id)} if sheet.activity else set(),
        image_kinds=IMAGES,
        file_kinds=",".join(f".{ending}" for ending in MEDIA_TYPES),
        for_cluster=logs_for_cluster(reader),
        **more,
    )
