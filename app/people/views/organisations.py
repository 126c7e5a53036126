"""Organisations and their people."""

from __future__ import annotations

from typing import Any

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.activity.queries import story
from app.activity.reading import entries
from app.core.rules import Refused, require
from app.offers import queries as offers
from app.offers import words
from app.people import actions, queries, rules
from app.people.actions import Body
from app.people.forms import ORGANISATION_KINDS, OrganisationForm
from app.people.queries import Organisation, OrganisationFilters
from app.people.reader import Reader
from app.people.views import bp
from app.reference.queries import countries
from app.stakeholders.queries import last_contacts
from app.web.answers import invalid, page, saved
from app.web.csv import csv_answer
from app.web.gates import current_reader, member, participant

FIELDS = ("id", "name", "kind", "city", "country", "website", "people", "created_at")
COLUMNS = (*FIELDS[:-1], "here_since")


@bp.get("/organisations")
@member
def organisations() -> ResponseReturnValue:
    """All organisations, searched and filtered."""
    asked, after = _filters(), request.args.get("after")
    return page(
        "people/organisations.html", fragment="results", asked=asked, after=after, kinds=ORGANISATION_KINDS,
        args={name: value for name, value in vars(asked).items() if value}, countries=countries(),
        found=queries.organisations_page(asked, after), count=queries.count_organisations(asked),
    )  # fmt: skip


@bp.get("/organisations.csv")
@member
def organisations_export() -> ResponseReturnValue:
    """Exactly the organisations that are filtered."""
    rows = queries.organisation_rows(_filters())
    return csv_answer("organisations.csv", COLUMNS, ([getattr(row, name) for name in FIELDS] for row in rows))


def _filters() -> OrganisationFilters:
    wanted = {name: request.args.get(name, "").strip()[:200] for name in OrganisationFilters.__dataclass_fields__}
    return OrganisationFilters(**wanted)


@bp.get("/organisations/<id>")
@member
def organisation(id: str) -> ResponseReturnValue:
    """One organisation, its people, its story."""
    one, reader = _one_or_404(id), current_reader()
    people = [] if reader.is_observer else queries.people_of(id, reader.id)
    told = entries(story(reader, "organisation", id, 15), reader)
    return page(
        "people/organisation.html", one=one, people=people, story=told, kinds=ORGANISATION_KINDS, **_moves(one, reader)
    )


def _moves(one: Organisation, reader: Reader) -> dict[str, Any]:
    """What it has on the board and what it gave; for animators also the last contacts."""
    return {
        "board": {kind: _open_posts(one, kind, reader) for kind in ("offer", "need")},
        "given": offers.given_by(reader, one.id),
        "thanks": offers.thanks_to(reader, one.id),
        "named": offers.names_people(reader),
        "contacts": last_contacts(one.id) if reader.is_animator else None,
        "board_words": words,
    }


def _open_posts(one: Organisation, kind: str, reader: Reader) -> list[Any]:
    asked = offers.BoardFilter(by=one.id, kind=kind)
    return list(offers.board_page(offers.open_board(reader, asked, offers.today())))


@bp.route("/organisations/new", methods=["GET", "POST"])
@participant
def organisation_new() -> ResponseReturnValue:
    """Add one."""
    form = OrganisationForm()
    if request.method == "POST" and form.validate():
        try:
            one = actions.add_organisation(current_reader(), _body(form))
            return saved(url_for("people.organisation", id=one.id), _("%(name)s is added.", name=one.name))
        except Refused as refused:
            form.refuse(refused)
    return _form_page(form)


@bp.route("/organisations/<id>/edit", methods=["GET", "POST"])
@participant
def organisation_edit(id: str) -> ResponseReturnValue:
    """Change its page."""
    one = _one_or_404(id)
    require(rules.may_edit_organisation(current_reader(), one))
    form = OrganisationForm(obj=one)
    if request.method == "POST" and form.validate():
        try:
            actions.change_organisation(current_reader(), one, _body(form))
            return saved(url_for("people.organisation", id=id), _("%(name)s is saved.", name=one.name))
        except Refused as refused:
            form.refuse(refused)
    return _form_page(form, one)


def _form_page(form: OrganisationForm, one: Organisation | None = None) -> ResponseReturnValue:
    shown: dict[str, Any] = {"form": form, "one": one}
    if request.method == "POST":
        return invalid("people/organisation_form.html", **shown)
    return page("people/organisation_form.html", **shown)


def _body(form: OrganisationForm) -> Body:
    return Body(**{name: form[name].data or "" for name in ("name", "kind", "about", "website", "city", "country")})


def _one_or_404(id: str) -> Organisation:
    return queries.organisation(id) or abort(404)
