"""Loading by id: what one may not see answers like what is not there."""

from __future__ import annotations

from typing import Any

from flask import abort, url_for
from werkzeug.wrappers import Response

from app.activity.queries import story
from app.activity.reading import entries
from app.innovations import queries
from app.innovations.forms import NeedForm, TeamForm, WithdrawForm
from app.innovations.models import SocialInnovation, SupportNeed
from app.web.answers import invalid
from app.web.gates import maybe_reader

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
        "more": queries.detail(innovation, language, reader.id if reader else ""),
        "story": entries(story(reader, "innovation", innovation.id, STORY), reader),
        "named": reader is not None and reader.role != "observer",
        "need_form": forms.get("need_form") or NeedForm(),
        "team_form": forms.get("team_form") or TeamForm(),
        "withdraw_form": forms.get("withdraw_form") or WithdrawForm(),
    }
    return told | {"open_form": next(iter(forms), "")}


def again(innovation: SocialInnovation, **forms: Any) -> Response:
    """Its page with a form to mend."""
    return invalid("innovations/innovation.html", **shown(innovation, **forms))
