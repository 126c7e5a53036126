"""The animators' matching desk: who waits, whom to introduce to whom, what is scarce."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.mentoring import actions
from app.mentoring.forms.desk import IntroduceForm
from app.mentoring.queries.cohort import cohort
from app.mentoring.queries.introductions import proposals
from app.mentoring.queries.scarcity import scarcity
from app.mentoring.queries.waiting import WHY, count_waiting, waiter_of, waiting_page
from app.mentoring.queries.wishes import open_wishes
from app.mentoring.views import bp
from app.mentoring.views.answering import attempt, only, or_404
from app.reference.queries import languages, topic_choices
from app.web.answers import invalid, leave, page
from app.web.csv import csv_answer
from app.web.gates import animator, current_reader

SHOWN, AGAINST = 10, 10
"""Mentors shown who would do, and who would but for something."""
CSV = ("topic", "language", "free_mentors", "needs", "wishes")


@bp.get("/mentoring/desk")
@animator
def desk() -> ResponseReturnValue:
    """Who waits longest, and why."""
    why = only(request.args.get("why", ""), WHY)
    return page(
        "mentoring/desk.html",
        "results",
        waiting=waiting_page(why, request.args.get("after")),
        count=count_waiting(why),
        why=why,
        wishes=open_wishes(),
        proposals=proposals(),
    )


def _person(id: str, form: IntroduceForm | None = None) -> dict[str, Any]:
    waiter = or_404(waiter_of(id))
    whole = cohort([id])
    ranking = whole.ranking(id, whole.compared())
    possible = [(mentor, fit) for mentor, fit in ranking if fit.possible and whole.places[mentor] > 0]
    against = [(mentor, fit) for mentor, fit in ranking if not (fit.possible and whole.places[mentor] > 0)]
    form = form or IntroduceForm(formdata=None, mentor=request.args.get("mentor", "")[:40])
    return {
        "waiter": waiter,
        "seeker": whole.seeking[id],
        "names": whole.names,
        "places": whole.places,
        "ranking": possible[:SHOWN],
        "more": max(0, len(possible) - SHOWN),
        "against": against[:AGAINST],
        "form": form,
        "chosen": form.mentor.data if form.mentor.data in dict(possible) else None,
    }


@bp.get("/mentoring/desk/people/<id>")
@animator
def desk_person(id: str) -> ResponseReturnValue:
    """One who waits: the mentors for them, and what stands against others."""
    return page("mentoring/desk_person.html", **_person(id))


@bp.post("/mentoring/desk/people/<id>/introductions")
@animator
def introduce(id: str) -> ResponseReturnValue:
    """Bring two people together."""
    or_404(waiter_of(id))
    form = IntroduceForm()
    mentor, note = form.mentor.data or "", form.note.data or ""
    made, status = attempt(form, lambda: actions.introduce(current_reader(), id, mentor[:40], note), "mentor")
    if made is None:
        return invalid("mentoring/desk_person.html", status=status, **_person(id, form))
    return leave(
        url_for("mentoring.introduction", id=made.id), _("Both are asked. Nothing begins before both say yes.")
    )


def _scarcity_filters() -> dict[str, Any]:
    return {
        "topic": only(request.args.get("topic", ""), dict(topic_choices())),
        "language": only(request.args.get("language", ""), dict(languages())),
        "none_only": request.args.get("none") == "1",
    }


@bp.get("/mentoring/scarcity")
@animator
def scarcity_list() -> ResponseReturnValue:
    """Topics × languages with nobody, or one mentor, free: prints as a call for mentors."""
    asked = _scarcity_filters()
    return page(
        "mentoring/scarcity.html", "results", found=scarcity(**asked), asked=asked, topics=topic_choices(),
        languages=languages(),
    )  # fmt: skip


@bp.get("/mentoring/scarcity.csv")
@animator
def scarcity_csv() -> ResponseReturnValue:
    """The filtered list, exactly."""
    cells = scarcity(**_scarcity_filters()).cells
    rows = ((cell.topic, cell.language, cell.mentors, cell.needs, cell.wishes) for cell in cells)
    return csv_answer("call-for-mentors.csv", CSV, rows)
