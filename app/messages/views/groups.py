"""Who takes part: seen by all who do; in a group, changed by its animators."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.rules import Refused, require
from app.messages import queries
from app.messages.actions import add_to_group, leave_group, open_group, remove_from_group, rename_group
from app.messages.forms import GroupForm
from app.messages.queries.talks import conversation_row
from app.messages.rules import may_leave_group, may_manage_group, may_open_group, may_rename_group
from app.messages.views import bp
from app.messages.views.showing import talk_of
from app.people.queries import person_here
from app.web.answers import invalid, leave, page, saved
from app.web.gates import animator, current_reader, member, participant


@bp.route("/groups/new", methods=["GET", "POST"])
@animator
def group_new() -> ResponseReturnValue:
    """Call several people together: a name first, then who."""
    require(may_open_group(current_reader()))
    form = GroupForm()
    if request.method == "GET":
        return page("messages/group_new.html", form=form)
    if not form.validate():
        return invalid("messages/group_new.html", form=form)
    group = open_group(current_reader(), form.title.data or "")
    return saved(url_for(".people", id=group.id), _("The group is there. Now bring people in."))


@bp.route("/<id>/name", methods=["GET", "POST"])
@animator
def group_rename(id: str) -> ResponseReturnValue:
    """Another name for it."""
    talk = talk_of(id)
    require(may_rename_group(current_reader(), talk))
    form = GroupForm(obj=talk)
    if request.method == "GET":
        return page("messages/group_name.html", form=form, talk=talk)
    if not form.validate():
        return invalid("messages/group_name.html", form=form, talk=talk)
    group = rename_group(current_reader(), conversation_row(talk), form.title.data or "")
    return leave(url_for(".conversation", id=id), _("The group is called “%(name)s” now.", name=group.title))


@bp.get("/<id>/people")
@member
def people(id: str) -> ResponseReturnValue:
    """Who takes part."""
    return page("messages/people.html", "results", **_people(id))


def _people(id: str, problem: Any = None) -> dict[str, Any]:
    talk, me, q = talk_of(id), current_reader(), request.values.get("q", "")[:200].strip()
    found = queries.may_be_added(me, talk, q) if q and may_manage_group(me, talk) else []
    return {"talk": talk, "id": id, "q": q, "found": found, "problem": problem}


@bp.post("/<id>/people")
@participant
def person_add(id: str) -> ResponseReturnValue:
    """Bring somebody in."""
    talk = talk_of(id)
    require(may_manage_group(current_reader(), talk))
    person = person_here(request.form.get("person_id", "")[:26])
    try:
        if person is None:
            raise Refused(_("Nobody of that name takes part in this cluster."))
        add_to_group(current_reader(), conversation_row(talk), person)
    except Refused as refused:
        return invalid("messages/people.html", **_people(id, refused.reason))
    return saved(url_for(".people", id=id), _("%(name)s takes part now, and is told.", name=person.name))


@bp.post("/<id>/people/removal")
@participant
def person_remove(id: str) -> ResponseReturnValue:
    """Take somebody out."""
    talk, me = talk_of(id), current_reader()
    require(may_manage_group(me, talk))
    person = person_here(request.form.get("person_id", "")[:26], everyone=True)
    if person is not None:
        remove_from_group(me, conversation_row(talk), person)
    return saved(url_for(".people", id=id), _("Done. They are told."))


@bp.post("/<id>/leaving")
@member
def leave_it(id: str) -> ResponseReturnValue:
    """Go oneself."""
    talk = talk_of(id)
    require(may_leave_group(current_reader(), talk))
    leave_group(current_reader(), conversation_row(talk))
    return leave(url_for(".index"), _("You have left “%(name)s”.", name=talk.name))
