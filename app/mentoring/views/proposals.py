"""A proposal for all who wait: made, looked at, changed by hand, published."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.mentoring import actions
from app.mentoring.forms.desk import PairForm, PublishForm
from app.mentoring.queries.cohort import cohort
from app.mentoring.queries.introductions import names_of, pair_in, pairs_page, proposal_of, tally_of, used_places
from app.mentoring.queries.waiting import waiter_of
from app.mentoring.views import bp
from app.mentoring.views.answering import attempt, or_404
from app.web.answers import invalid, leave, page
from app.web.gates import animator, current_reader

SHOWN, AGAINST, UNSERVED = 15, 10, 50


@bp.post("/mentoring/proposals")
@animator
def proposal_make() -> ResponseReturnValue:
    """Make a draft."""
    made = actions.make_proposal(current_reader())
    return leave(url_for("mentoring.proposal", id=made.id), _("A draft: nobody is asked before you publish it."))


def _proposal(id: str, form: PublishForm | None = None) -> dict[str, Any]:
    one = or_404(proposal_of(id))
    unserved = one.unserved[:UNSERVED]
    return {
        "proposal": one,
        "pairs": pairs_page(one, request.args.get("after")),
        "tally": tally_of(one),
        "unserved": unserved,
        "more": len(one.unserved) - len(unserved),
        "names": names_of([each["mentee"] for each in unserved]),
        "form": form or PublishForm(formdata=None),
    }


@bp.get("/mentoring/proposals/<id>")
@animator
def proposal(id: str) -> ResponseReturnValue:
    """Its pairs, who got nobody and why, and how it compares with the best."""
    return page("mentoring/proposal.html", "pairs", **_proposal(id))


def _pair(id: str, person: str, form: PairForm | None = None) -> dict[str, Any]:
    one, waiter = or_404(proposal_of(id)), or_404(waiter_of(person))
    now_ = pair_in(one, person)
    or_404(now_ or next((each for each in one.unserved if each["mentee"] == person), None))
    whole, used = cohort([person]), used_places(one)
    used.subtract([now_.mentor_id] if now_ else [])
    left = {mentor: places - used[mentor] for mentor, places in whole.places.items()}
    ranking = whole.ranking(person, whole.compared())
    return {
        "proposal": one, "waiter": waiter, "now_": now_, "tally": tally_of(one), "names": whole.names,
        "left": left, "ranking": [(mentor, fit) for mentor, fit in ranking if fit.possible][:SHOWN],
        "against": [(mentor, fit) for mentor, fit in ranking if not fit.possible][:AGAINST],
        "form": form or PairForm(formdata=None),
    }  # fmt: skip


@bp.get("/mentoring/proposals/<id>/pairs")
@animator
def pair(id: str) -> ResponseReturnValue:
    """One mentee of the draft (`person`): the other mentors, and what each would cost."""
    return page("mentoring/pair.html", **_pair(id, request.args.get("person", "")[:40]))


@bp.post("/mentoring/proposals/<id>/pairs")
@animator
def pair_set(id: str) -> ResponseReturnValue:
    """Give them this mentor."""
    one, form = or_404(proposal_of(id)), PairForm()
    person, mentor = (form.person.data or "")[:40], (form.mentor.data or "")[:40]
    chosen, status = attempt(form, lambda: actions.set_pair(current_reader(), one, person, mentor), "mentor")
    if chosen is None:
        return invalid("mentoring/pair.html", status=status, **_pair(id, person, form))
    return leave(url_for("mentoring.proposal", id=id), _("The draft is changed."))


@bp.post("/mentoring/proposals/<id>/removal")
@animator
def pair_remove(id: str) -> ResponseReturnValue:
    """Leave them without a mentor for now."""
    actions.remove_pair(current_reader(), or_404(proposal_of(id)), request.form.get("person", "")[:40])
    return leave(url_for("mentoring.proposal", id=id), _("The pair is taken out of the draft."))


@bp.post("/mentoring/proposals/<id>/publication")
@animator
def proposal_publish(id: str) -> ResponseReturnValue:
    """Ask everybody."""
    one, form = or_404(proposal_of(id)), PublishForm()
    done, status = attempt(form, lambda: actions.publish_proposal(current_reader(), one, form.note.data or ""), "note")
    if done is None:
        return invalid("mentoring/proposal.html", status=status, **_proposal(id, form))
    return leave(
        url_for("mentoring.proposal", id=id), _("Published: everybody is asked, and each still says yes or no.")
    )


@bp.post("/mentoring/proposals/<id>/discarding")
@animator
def proposal_discard(id: str) -> ResponseReturnValue:
    """Throw it away."""
    actions.discard_proposal(current_reader(), or_404(proposal_of(id)))
    return leave(url_for("mentoring.desk"), _("The draft is discarded. Nobody was asked."))
