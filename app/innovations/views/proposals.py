"""The form for visitors, and the animators' answers to what came by it."""

from __future__ import annotations

from typing import Any

from flask import abort, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.rules import allows
from app.innovations import actions, queries
from app.innovations.forms import AcceptProposalForm, DeclineProposalForm, ProposalForm
from app.innovations.models import Proposal
from app.innovations.rules import may_propose
from app.innovations.views import bp
from app.innovations.views.load import page_of
from app.people import throttle
from app.web.answers import Answer, invalid, leave, page
from app.web.gates import animator, current_reader, maybe_reader, public
from app.web.language import language


@bp.route("/innovations/propose", methods=["GET", "POST"])
@public
def propose() -> ResponseReturnValue:
    """Put an innovation forward without an account; `?round=` names the call that it answers."""
    if maybe_reader():
        return leave(url_for(".innovation_new", round=request.args.get("round")))
    form = ProposalForm() if allows(may_propose()) else abort(404)
    if request.method == "GET":
        return page("innovations/propose.html", **_asked(form))
    if not form.validate() and not form.trapped:
        return invalid("innovations/propose.html", **_asked(form))
    throttle.try_now("propose")
    session["proposed"] = "" if form.trapped else _put(form).name
    return leave(url_for(".propose_receipt"))


def _put(form: ProposalForm) -> Proposal:
    name, email = form.contact_name.data or "", form.contact_email.data or ""
    return actions.propose(None, form.told(), name, email, language(), _round())


def _asked(form: ProposalForm) -> dict[str, Any]:
    return {"form": form, "round_id": _round(), "call": queries.call_named(_round())}


def _round() -> str | None:
    return queries.call_open(request.args.get("round", "")[:26])


@bp.get("/innovations/propose/receipt")
@public
def propose_receipt() -> ResponseReturnValue:
    """What happens with it now."""
    return page("innovations/proposed.html", proposed=session.get("proposed", ""))


@bp.get("/innovations/proposals")
@animator
def proposals() -> Answer:
    """What visitors put forward: what waits, or what was answered so."""
    state = request.args.get("state", "")
    state = state if state in ("accepted", "declined") else "waiting"
    after = request.args.get("after")
    return page(
        "innovations/proposals.html", found=queries.proposals(state, after), after=after, state=state,
        number=queries.count_waiting(),
    )  # fmt: skip


@bp.get("/innovations/proposals/<id>")
@animator
def proposal(id: str) -> Answer:
    """One of them, and the two answers."""
    return page("innovations/proposal.html", **_shown(_or_404(id)))


@bp.post("/innovations/proposals/<id>/acceptance")
@animator
def proposal_accept(id: str) -> Answer:
    """Make an innovation of it."""
    one, form = _or_404(id), AcceptProposalForm()
    if not form.validate():
        return invalid("innovations/proposal.html", **_shown(one, accept_form=form))
    accepted = actions.accept_proposal(current_reader(), one, form.word.data or "")
    made = queries.innovation(current_reader(), accepted.innovation_id or "") or abort(404)
    return leave(page_of(made), _("It is in the catalogue, for members."))


@bp.post("/innovations/proposals/<id>/refusal")
@animator
def proposal_decline(id: str) -> Answer:
    """Let it be."""
    one, form = _or_404(id), DeclineProposalForm()
    if not form.validate():
        return invalid("innovations/proposal.html", **_shown(one, decline_form=form))
    actions.decline_proposal(current_reader(), one, form.note.data or "")
    return leave(url_for(".proposals"), _("Declined."))


def _or_404(id: str) -> Proposal:
    return queries.proposal(id) or abort(404)


def _shown(one: Proposal, **forms: Any) -> dict[str, Any]:
    return {
        "one": one,
        "accept_form": forms.get("accept_form") or AcceptProposalForm(fresh=True),
        "decline_form": forms.get("decline_form") or DeclineProposalForm(fresh=True),
        "alike": queries.alike_named(one.name),
        "call": queries.call_named(one.round_id),
    }
