"""Conflicts of interest of one mentor: declared by them, by who could be mentored, or by an animator (M4)."""

from __future__ import annotations

from typing import Any

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.rules import require
from app.innovations import queries as innovations
from app.mentoring import actions
from app.mentoring.forms.conflicts import THINGS, TIES, NamedTieForm, OwnTieForm
from app.mentoring.queries.conflicts import tie_of, ties_seen
from app.mentoring.queries.mentors import mentor_card
from app.mentoring.rules import may_declare_conflict
from app.mentoring.views import bp
from app.mentoring.views.answering import attempt, or_404
from app.people.queries import organisation
from app.web.answers import invalid, leave, page
from app.web.gates import current_reader, participant


def _form(mentor_id: str, fresh: bool) -> NamedTieForm | OwnTieForm:
    me = current_reader()
    bound: dict[str, Any] = {"formdata": None} if fresh else {}
    if me.id == mentor_id or me.is_animator:
        return NamedTieForm(me, **bound)
    choices = [(f"person:{me.id}", _("Me"))]
    choices += [(f"innovation:{id_}", name) for id_, name in innovations.of_person(me.id)]
    if me.organisation_id and (house := organisation(me.organisation_id)):
        choices.append((f"organisation:{house.id}", house.name))
    return OwnTieForm(choices, **bound)


def _context(id: str, form: Any = None) -> dict[str, Any]:
    me = current_reader()
    card = or_404(mentor_card(me, id))
    require(may_declare_conflict(me, id))
    return {
        "mentor": card,
        "ties": ties_seen(me, id, request.args.get("after")),
        "form": form or _form(id, True),
        "kinds": TIES,
        "things": THINGS,
    }


@bp.get("/mentoring/mentors/<id>/conflicts")
@participant
def conflicts(id: str) -> ResponseReturnValue:
    """What is declared, and the form that declares."""
    return page("mentoring/conflicts.html", **_context(id))


@bp.post("/mentoring/mentors/<id>/conflicts")
@participant
def conflict_declare(id: str) -> ResponseReturnValue:
    """Declare one."""
    me, card = current_reader(), or_404(mentor_card(current_reader(), id))
    form = _form(id, False)
    kind, note = form["kind"], form["note"]
    done, status = attempt(
        form, lambda: actions.declare_conflict(me, card.id, *form.thing, kind.data or "", note.data or ""), "target"
    )
    if done is None:
        return invalid("mentoring/conflicts.html", status=status, **_context(id, form))
    return leave(url_for("mentoring.conflicts", id=id), _("Declared. The animators know, and the two are not matched."))


@bp.post("/mentoring/conflicts/<id>/removal")
@participant
def conflict_remove(id: str) -> ResponseReturnValue:
    """Take it back."""
    tie, line = tie_of(current_reader(), id) or abort(404)
    actions.remove_conflict(current_reader(), tie)
    return leave(url_for("mentoring.conflicts", id=line.mentor_id), _("The declaration is taken back."))
