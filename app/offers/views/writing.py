"""The form of a post: for a new one, perhaps a copy or for somebody else, and for a change. What is typed is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.core.action import every_time
from app.core.rules import Actor, Refused, require
from app.files.keeping import Upload, read_upload, safe_name
from app.files.kinds import MEDIA_TYPES
from app.offers import actions, queries
from app.offers.forms import OwnerForm, PostForm
from app.offers.forms.kept import LONGEST
from app.offers.forms.posts import as_copied
from app.offers.models import KINDS, MAX_FILES, Post, PostContent, PostFiles
from app.offers.rules import may_edit_post, may_post_for
from app.offers.views import bp
from app.offers.views.posts import published_words
from app.web.answers import Answer, leave, page, saved
from app.web.gates import current_reader, participant

Act = Callable[[PostContent, PostFiles, bool], Post]


@dataclass(frozen=True)
class Sheet:
    """What is being written: a new post of this kind in somebody's name, or a change of `post`."""

    kind: str
    owner: Actor
    post: Post | None = None

    @property
    def for_id(self) -> str:
        """In whose name, when it is not one's own."""
        return "" if self.owner.id == current_reader().id else str(self.owner.id)

    @property
    def about_id(self) -> str:
        """What the draft of it is told apart by."""
        return self.post.id if self.post else self.for_id

    def url(self, endpoint: str) -> str:
        """The address of the form, or of its draft: of "post_new" or "post_edit", and what follows."""
        if self.post:
            return url_for(f"offers.post_edit{endpoint}", id=self.post.id)
        return url_for(f"offers.post_new{endpoint}", kind=self.kind, owner=self.for_id or None)


def _new() -> Sheet:
    """By the address. Whom one may not post for is 404 or 403 before anything is typed."""
    reader, kind, for_id = current_reader(), request.args.get("kind", "offer"), request.args.get("owner", "")
    owner = (queries.somebody(reader, for_id) or abort(404)) if for_id else reader
    if kind not in KINDS:
        abort(404)
    require(may_post_for(reader, owner))
    return Sheet(kind, owner)


def _change(id: str) -> Sheet:
    """Seen, but not one's own, is 403 before anything is typed."""
    reader = current_reader()
    post = queries.find_post(reader, id) or abort(404)
    require(may_edit_post(reader, post))
    return Sheet(post.kind, queries.owner_of(post), post)


def _begun() -> dict[str, Any]:
    """What a link to the empty form fills in: an earlier post, or an innovation's need, to be put on the board."""
    source = queries.find_post(current_reader(), request.args.get("copy", ""))
    if source:
        return as_copied(source)
    asked = {name: request.args.get(name, "")[:120] for name in ("title", "topic", "innovation")}
    told = {"title": asked["title"], "topics": [asked["topic"]], "innovation_id": asked["innovation"]}
    return told if any(asked.values()) else {}


def _form(sheet: Sheet, draft: Any = None) -> PostForm:
    """As it was sent, else as it was left, else as the address begins it."""
    if draft is not None:
        return PostForm(sheet.owner, sheet.post, formdata=MultiDict(draft.said))
    return PostForm(sheet.owner, sheet.post, data={} if sheet.post else _begun())


@bp.route("/offers/new", methods=["GET", "POST"])
@participant
def post_new() -> Answer:
    """A new offer or need, perhaps a copy of an earlier one."""
    sheet, reader = _new(), current_reader()
    if request.method == "GET":
        return _shown_first(sheet, draft=None if _begun() else _draft_of(sheet))
    return _answer(
        sheet,
        lambda content, files, publish: actions.finish_post(
            reader, sheet.kind, content, files, publish=publish, owner=sheet.owner
        ),
    )


@bp.route("/offers/<id>/edit", methods=["GET", "POST"])
@participant
def post_edit(id: str) -> Answer:
    """Change one's own post."""
    sheet, reader = _change(id), current_reader()
    if request.method == "GET":
        return _shown_first(sheet, draft=_draft_of(sheet))
    return _answer(sheet, lambda content, files, _publish: actions.finish_change(reader, _post(sheet), content, files))


@bp.post("/offers/new/draft")
@participant
def post_new_draft() -> Answer:
    """Keep what is typed, while it is typed."""
    return _keep(_new())


@bp.post("/offers/<id>/edit/draft")
@participant
def post_edit_draft(id: str) -> Answer:
    """Keep what is typed, while it is typed."""
    return _keep(_change(id))


@bp.post("/offers/new/draft/removal")
@participant
def post_new_draft_removal() -> Answer:
    """Begin anew."""
    return _begin_anew(_new())


@bp.post("/offers/<id>/edit/draft/removal")
@participant
def post_edit_draft_removal(id: str) -> Answer:
    """Begin anew, from what the post says."""
    return _begin_anew(_change(id))


@bp.post("/offers/preview")
@participant
def post_preview() -> Answer:
    """What is typed as its page will show it."""
    text = request.form.get("text", "")[:LONGEST]
    return saved(url_for("offers.post_new"), None, "offers/post_form.html", "preview", preview=text)


def _post(sheet: Sheet) -> Post:
    return sheet.post or abort(404)


def _draft_of(sheet: Sheet) -> Any:
    return queries.find_draft(current_reader(), sheet.kind, sheet.about_id)


def _keep(sheet: Sheet) -> Answer:
    with every_time():
        draft = actions.keep_draft(current_reader(), sheet.kind, sheet.about_id, _form(sheet).said())
    return saved(sheet.url(""), None, "offers/post_form.html", "kept", kept_at=draft.changed_at)


def _begin_anew(sheet: Sheet) -> Answer:
    actions.drop_draft(current_reader(), sheet.kind, sheet.about_id)
    return leave(sheet.url(""), _("What you had begun is gone. Here is a fresh start."))


def _answer(sheet: Sheet, act: Act) -> Answer:
    """A post, when all is well; else the form again, with what there is to mend or a preview; or kept as it is."""
    form, then = _form(sheet), request.form.get("then", "publish")
    if then != "preview":
        form.validate()
    ready = _looked_into(form)
    if not form.errors and (then == "publish" or (then == "draft" and sheet.post is None)):
        try:
            files = PostFiles(form.kept(), tuple(ready), form.alt.data or "")
            post = act(form.content(), files, then != "draft")
            return leave(url_for("offers.post", id=post.id), _saved_words(sheet, post))
        except Refused as refused:
            form.refuse(refused)
    _keep_uploads(form, ready)
    if then == "draft" and not form.uploads.errors:
        with every_time():
            actions.keep_draft(current_reader(), sheet.kind, sheet.about_id, form.said())
        return leave(sheet.url(""), _("Kept as it is. Only you can see it."))
    return _shown(sheet, form, preview=form.text.data if then == "preview" else None)


def _looked_into(form: PostForm) -> list[Upload]:
    """Those of the new files that are taken. Why one is not is told beside the field, by its name."""
    ready: list[Upload] = []
    if len(form.uploads.data or ()) > MAX_FILES:
        form.refuse(Refused(_("A post has at most %(max)d pictures and files.", max=MAX_FILES), "uploads"))
        return ready
    for upload in form.uploads.data or ():
        try:
            ready.append(read_upload(upload, shown=True))
        except Refused as refused:
            name = safe_name(upload.filename)
            form.refuse(Refused(_("“%(name)s”: %(why)s", name=name, why=refused.reason), "uploads"))
    return ready


def _keep_uploads(form: PostForm, ready: list[Upload]) -> None:
    """So that nobody has to choose them again because something else was wrong."""
    if not ready:
        return
    try:
        with every_time():
            form.add_kept([file.id for file in actions.keep_uploads(current_reader(), ready)])
    except Refused as refused:
        form.refuse(Refused(refused.reason, "uploads"))


def _shown_first(sheet: Sheet, draft: Any) -> Answer:
    return _shown(sheet, _form(sheet, draft), draft=draft)


def _shown(sheet: Sheet, form: PostForm, **more: Any) -> Answer:
    rows = [row.form.id.data or "" for row in form.files]
    reader, new = current_reader(), sheet.post is None
    return page(
        "offers/post_form.html",
        status=422 if form.errors else 200,
        form=form,
        sheet=sheet,
        kind=sheet.kind,
        post=sheet.post,
        stored={file.id: file for file in queries.usable(reader, rows)},
        attached={file.id for file in queries.files_of(sheet.post.id)} if sheet.post else set(),
        file_kinds=",".join(f".{ending}" for ending in MEDIA_TYPES),
        regions=queries.regions_in_use(),
        approval=queries.waits_for_animator(reader),
        owner_form=OwnerForm(reader) if new and reader.is_animator else None,
        **more,
    )


def _saved_words(sheet: Sheet, post: Post) -> str:
    if sheet.post:
        return _("Saved.")
    return _("Kept as a draft. Only you can see it.") if post.state == "draft" else published_words(post)
