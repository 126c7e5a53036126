"""The people, and one person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import abort, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from app.activity.queries import story
from app.activity.reading import entries
from app.core.rules import require
from app.innovations.queries import of_person
from app.people import photos, queries, rules
from app.people.forms import ROLE_NAMES
from app.people.proof import proved
from app.people.queries import Filters
from app.people.views import bp
from app.reference.queries import languages, topic_choices
from app.web.answers import page
from app.web.csv import csv_answer
from app.web.gates import animator, current_reader, member, participant

DOES = {
    "mentor": _l("Mentor"),
    "innovator": _l("Innovator"),
    "stakeholder": _l("Stakeholder"),
    "partner": _l("Partner"),
    "animator": _l("Animator"),
    "observer": _l("Observer"),
}
COLUMNS = (
    "name", "email", "role", "does", "headline", "organisation", "city", "country", "languages", "time_zone",
    "joined_at",
)  # fmt: skip


@bp.get("/people")
@participant
def index() -> ResponseReturnValue:
    """The directory."""
    asked, after = _filters(), request.args.get("after")
    found = queries.directory(asked, after)
    return page(
        "people/index.html", fragment="results", asked=asked, args=_args(asked), found=found, after=after,
        count=queries.count_directory(asked), spoken=queries.languages_of([row.id for row in found]),
        tags={row.id: does(row) for row in found}, **_choices(),
    )  # fmt: skip


def _filters() -> Filters:
    wanted = {name: request.args.get(name, "").strip()[:200] for name in Filters.__dataclass_fields__}
    wanted["reader_id"] = current_reader().id
    if wanted["does"] == "suspended" and not current_reader().is_animator:
        wanted["does"] = ""
    return Filters(**wanted)


def _args(asked: Filters) -> dict[str, str]:
    """The filters in force, for links."""
    return {name: value for name, value in vars(asked).items() if value and name != "reader_id"}


def _choices() -> dict[str, Any]:
    suspended = [("suspended", _l("Suspended"))] if current_reader().is_animator else []
    return {
        "does": [*DOES.items(), *suspended],
        "languages_known": languages(),
        "topics": topic_choices(),
        "organisations": queries.organisation_choices(),
    }


def does(row: Any) -> list[Any]:
    """What they do here, in words."""
    parts = {"mentor": row.mentor, "innovator": row.innovator, "stakeholder": row.stakeholder}
    parts |= {row.role: True}
    return [label for what, label in DOES.items() if parts.get(what)]


@bp.get("/people.csv")
@animator
@proved
def export() -> ResponseReturnValue:
    """Exactly the people that are filtered."""
    require(rules.may_export_people(current_reader()))
    return csv_answer("people.csv", COLUMNS, _exported(_filters()))


def _exported(asked: Filters) -> Iterator[tuple[Any, ...]]:
    for row, spoken in queries.directory_rows(asked):
        what = ", ".join(key for key in DOES if DOES[key] in does(row))
        yield (
            row.name, row.email, row.role, what, row.headline, row.organisation, row.city, row.country,
            ", ".join(spoken), row.timezone, row.created_at,
        )  # fmt: skip


@bp.get("/people/<id>")
@participant
def person(id: str) -> ResponseReturnValue:
    """One person: what they do, their innovations, their story."""
    reader = current_reader()
    who = queries.person_seen(reader, id) or abort(404)
    card = queries.person_card(id)
    return page(
        "people/person.html", who=who, card=card, tags=does(card), spoken=queries.levels_of(id),
        innovations=of_person(id), story=entries(story(reader, "person", id, 15), reader), role_names=ROLE_NAMES,
    )  # fmt: skip


@bp.get("/people/photos/<name>")
@member
def photo(name: str) -> ResponseReturnValue:
    """A photo: for those who are signed in, by a name nobody guesses, as a download (SECURITY 18)."""
    if not queries.photo_owner(name) or not photos.path(name).is_file():
        abort(404)
    size = 512 if request.args.get("size") == "512" else 256
    return send_file(photos.path(name, size), "image/webp", as_attachment=True, download_name="photo.webp")
