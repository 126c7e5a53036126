"""Stories of change: the list, one story, writing and reviewing it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.core.rules import Refused, require
from app.innovations.queries import innovation
from app.stories import actions, queries
from app.stories.forms import BeginForm, PublishForm, ReturnForm, StoryForm
from app.stories.models import StoryOfChange
from app.stories.rules import may_draft_story, may_edit_story
from app.web.answers import Answer, leave, page, saved
from app.web.gates import animator, current_reader, maybe_reader, participant, public
from app.web.language import language

bp = Blueprint("stories", __name__)

STATES: dict[str, tuple[Any, str]] = {
    "draft": (_l("Draft"), "neutral"),
    "review": (_l("Waits for a look"), "waiting"),
    "published": (_l("Published"), "good"),
    "withdrawn": (_l("Taken back"), "bad"),
}


@bp.get("/stories")
@public
def index() -> Answer:
    """Those published; for those at work, their drafts as well."""
    state = request.args.get("state", "")
    state = state if state in ("draft", "review") and maybe_reader() else "published"
    found = queries.stories_page(maybe_reader(), state, request.args.get("after"))
    return page("stories/index.html", found=found, state=state, states=STATES)


@bp.get("/stories/<id>")
@public
def story(id: str) -> Answer:
    """One story."""
    return _story_page(_seen(id))


@bp.route("/innovations/<id>/stories", methods=["GET", "POST"])
@participant
def begin(id: str) -> Answer:
    """An innovation's stories, and a new one: drafted from what is recorded."""
    one = innovation(current_reader(), id) or abort(404)
    form = BeginForm()
    if form.is_submitted():
        require(may_draft_story(current_reader(), one))
    if form.validate_on_submit():
        made = actions.draft_story(current_reader(), one, form.title.data, language())
        return saved(url_for(".edit", id=made.id), _("This is what is recorded. Tell it in your own words."))
    told = queries.stories_of(current_reader(), id)
    status = 422 if form.errors else 200
    return page("stories/of_innovation.html", status=status, innovation=one, told=told, form=form, states=STATES)


@bp.route("/stories/<id>/edit", methods=["GET", "POST"])
@participant
def edit(id: str) -> Answer:
    """Tell it. The one button keeps it, the other hands it in."""
    told = _seen(id)
    form = StoryForm(told)
    if not form.is_submitted():
        require(may_edit_story(current_reader(), told))
    elif form.validate():
        if "submit" not in request.form:
            actions.edit_story(current_reader(), told, form.told())
            return saved(url_for(".story", id=id), _("Saved."))
        try:
            actions.submit_story(current_reader(), told, form.told())
            return leave(url_for(".story", id=id), _("The animators have been asked to look at it."))
        except Refused as refused:
            form.refuse(refused)
    return page("stories/edit.html", status=422 if form.errors else 200, story=told, form=form)


@bp.post("/stories/<id>/return")
@animator
def give_back(id: str) -> Answer:
    """Give it back with what is to be mended."""
    told, form = _seen(id), ReturnForm()
    if not form.validate():
        return _story_page(told, 422, return_form=form)
    actions.return_story(current_reader(), told, form.note.data or "")
    return leave(url_for(".story", id=id), _("It went back to its writer."))


@bp.post("/stories/<id>/publication")
@animator
def publish(id: str) -> Answer:
    """Show it."""
    told, form = _seen(id), PublishForm()
    try:
        actions.publish_story(current_reader(), told, bool(form.public.data))
    except Refused as refused:
        form.refuse(refused)
        return _story_page(told, 422, publish_form=form)
    return leave(url_for(".story", id=id), _("The story is published."))


@bp.post("/stories/<id>/withdrawal")
@participant
def withdraw(id: str) -> Answer:
    """Take it back."""
    told = actions.withdraw_story(current_reader(), _seen(id))
    return leave(url_for(".begin", id=told.innovation_id), _("The story is taken back."))


def _story_page(told: StoryOfChange, status: int = 200, **forms: Any) -> Answer:
    usual = {"return_form": ReturnForm(), "publish_form": PublishForm()}
    one = queries.innovation_of(maybe_reader(), told)
    return page("stories/story.html", status=status, story=told, innovation=one, states=STATES, **(usual | forms))


def _seen(id: str) -> StoryOfChange:
    return queries.story(maybe_reader(), id) or abort(404)
