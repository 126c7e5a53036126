"""No mentor for this: tell the animators."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.mentoring import actions
from app.mentoring.forms.desk import WishForm
from app.mentoring.queries.wishes import wish_of, wishes_of
from app.mentoring.views import bp
from app.mentoring.views.answering import attempt, only, or_404
from app.reference.queries import languages, topic_choices
from app.web.answers import invalid, leave, page
from app.web.gates import animator, current_reader, member, participant


def _context(form: WishForm) -> dict[str, Any]:
    return {"form": form, "mine": wishes_of(current_reader().id)}


@bp.get("/mentoring/wishes/new")
@participant
def wish_new() -> ResponseReturnValue:
    """The form, with what was searched for."""
    topic = only(request.args.get("topic", ""), dict(topic_choices()))
    form = WishForm(formdata=None, topic=topic, language=only(request.args.get("language", ""), dict(languages())))
    return page("mentoring/wish_new.html", **_context(form))


@bp.post("/mentoring/wishes")
@participant
def wish_make() -> ResponseReturnValue:
    """Tell them."""
    form = WishForm()
    told = (form.topic.data or "", form.language.data or "", form.text.data or "")
    wish, status = attempt(form, lambda: actions.make_wish(current_reader(), *told), "topic")
    if wish is None:
        return invalid("mentoring/wish_new.html", status=status, **_context(form))
    return leave(url_for("mentoring.wish", id=wish.id), _("The animators know. You can take it back here."))


@bp.get("/mentoring/wishes/<id>")
@member
def wish(id: str) -> ResponseReturnValue:
    """One wish: for whose it is, and for animators."""
    found, name = or_404(wish_of(current_reader(), id))
    return page("mentoring/wish.html", wish=found, name=name)


@bp.post("/mentoring/wishes/<id>/withdrawal")
@participant
def wish_withdraw(id: str) -> ResponseReturnValue:
    """Take it back."""
    found, _name = or_404(wish_of(current_reader(), id))
    actions.withdraw_wish(current_reader(), found)
    return leave(url_for("mentoring.mentors"), _("Taken back."))


@bp.post("/mentoring/wishes/<id>/answer")
@animator
def wish_answer(id: str) -> ResponseReturnValue:
    """It has been seen to."""
    found, name = or_404(wish_of(current_reader(), id))
    actions.answer_wish(current_reader(), found)
    return leave(url_for("mentoring.wish", id=id), _("%(name)s is told.", name=name))
