"""Loading by id: what one may not see answers like what is not there."""

from __future__ import annotations

from typing import Any

from flask import abort, request, url_for
from werkzeug.wrappers import Response

from app.activity.queries import story
from app.activity.reading import entries
from app.core.rules import allows
from app.innovations import queries
from app.innovations.forms import (
    HoldForm,
    ImageForm,
    InnovationForm,
    LinkForm,
    NeedForm,
    PartsForm,
    TeamForm,
    TextForm,
    WithdrawForm,
)
from app.innovations.models import SocialInnovation, SupportNeed
from app.innovations.pipeline import HELD
from app.innovations.queries.duplicates import merged_from
from app.innovations.rules import may_add_member
from app.innovations.words import way
from app.stories.queries import stories_of
from app.web.answers import invalid, page
from app.web.gates import current_reader, maybe_reader

STORY = 20


def the_innovation(id_: str) -> SocialInnovation:
    """The innovation, or 404."""
    return queries.innovation(maybe_reader(), id_) or abort(404)


def the_need(id_: str, need_id: str) -> SupportNeed:
    """A need of it, or 404."""
    return queries.need(maybe_reader(), id_, need_id) or abort(404)


def page_of(innovation: SocialInnovation, anchor: str | None = None) -> str:
    """Its address."""
    return url_for("innovations.innovation", id=innovation.id, _anchor=anchor)


def shown(innovation: SocialInnovation, language: str = "", **forms: Any) -> dict[str, Any]:
    """All that its page needs; `forms` are those that came back with something to mend."""
    reader = maybe_reader()
    told = {
        "innovation": innovation,
        "more": queries.detail(innovation, reader, language),
        "story": entries(story(reader, "innovation", innovation.id, STORY, also=merged_from(innovation.id)), reader),
        "stories": stories_of(reader, innovation.id, "published"),
        "named": reader is not None and reader.role != "observer",
        "need_form": forms.get("need_form") or NeedForm(),
        "team_form": forms.get("team_form") or TeamForm(),
        "withdraw_form": forms.get("withdraw_form") or WithdrawForm(),
        "invited": queries.invited_to(innovation.id) if reader and allows(may_add_member(reader, innovation)) else (),
        "hold_form": forms.get("hold_form") or HoldForm(fresh=True),
        "holdable": HELD,
        "way": way(innovation.state, innovation.held_from),
    }
    return told | {"open_form": next(iter(forms), "")}


def edit_of(innovation: SocialInnovation, anchor: str | None = None) -> str:
    """The address where one tells more of it."""
    return url_for("innovations.innovation_edit", id=innovation.id, _anchor=anchor)


def edit_page(one: SocialInnovation, status: int = 200, **forms: Any) -> Response:
    """The page where one tells more of it; `forms` are those that came back with something to mend."""
    more, texts = queries.detail(one, current_reader()), queries.texts_of(one.id)
    asked = request.args.get("language", "")[:8]
    told = {
        "form": forms.get("form") or InnovationForm(one, more, fresh=True),
        "text_form": forms.get("text_form") or TextForm(fresh=True, in_language=asked, text=texts.get(asked, "")),
        "parts_form": forms.get("parts_form") or PartsForm(queries.parts_given(one.id), fresh=True),
        "link_form": forms.get("link_form") or LinkForm(fresh=True),
        "image_form": forms.get("image_form") or ImageForm(fresh=True),
    }
    return page("innovations/edit.html", status=status, innovation=one, more=more, texts=texts, **told)


def again(innovation: SocialInnovation, **forms: Any) -> Response:
    """Its page with a form to mend."""
    return invalid("innovations/innovation.html", **shown(innovation, **forms))
