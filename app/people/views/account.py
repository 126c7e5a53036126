"""One's own account: the profile, the photo, language and time zone."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from app.core.rules import Refused
from app.people import actions, photos, queries
from app.people.actions import Profile
from app.people.forms import PhotoForm, PreferencesForm, ProfileForm
from app.people.views import bp
from app.web.answers import invalid, page, saved
from app.web.gates import current_reader, member
from app.web.language import language, timezone

PLAIN = ("name", "pronouns", "headline", "about", "city", "country")


@bp.get("/account")
@member
def account() -> ResponseReturnValue:
    """The profile, as one fills it in."""
    return page("people/account.html", form=_filled(), photo_form=PhotoForm(), **_choices())


@bp.post("/account")
@member
def profile_change() -> ResponseReturnValue:
    """Save the profile."""
    form, first = ProfileForm(), not current_reader().welcomed
    if form.validate():
        try:
            actions.change_profile(current_reader(), _profile(form))
            return saved("/" if first else url_for("people.account"), _("Your profile is saved."))
        except Refused as refused:
            form.refuse(Refused(refused.reason, field="organisation"))
    return invalid("people/account.html", form=form, photo_form=PhotoForm(), **_choices())


def _filled() -> ProfileForm:
    me = queries.person_here(current_reader().id)
    works_for = queries.organisation(me.organisation_id) if me and me.organisation_id else None
    spoken = dict(queries.levels_of(current_reader().id))
    filled = {name: getattr(me, name) for name in PLAIN}
    filled |= {"organisation": works_for.name if works_for else "", "languages": list(spoken)}
    filled |= {f"level_{code}": level for code, level in spoken.items()}
    return ProfileForm(formdata=None, data=filled | {"links": "\n".join(me.links if me else [])})


def _profile(form: ProfileForm) -> Profile:
    values: dict[str, Any] = {name: form[name].data or "" for name in (*PLAIN, "organisation")}
    return Profile(**values, languages=form.languages.data or [], links=form.links_list, levels=form.levels)


def _choices() -> dict[str, Any]:
    return {"known": [name for _id, name in queries.organisation_choices()]}


@bp.post("/account/photo")
@member
def photo_change() -> ResponseReturnValue:
    """Another photo."""
    form = PhotoForm()
    if form.validate():
        try:
            _take(photos.keep(form.photo.data))
            return saved(url_for("people.account"), _("Your photo is saved."))
        except Refused as refused:
            form.refuse(refused)
    return invalid("people/account.html", form=_filled(), photo_form=form, **_choices())


@bp.post("/account/photo/removal")
@member
def photo_remove() -> ResponseReturnValue:
    """Back to initials."""
    _take("")
    return saved(url_for("people.account"), _("Your photo is removed."))


def _take(name: str) -> None:
    """The new photo in, the old one's files out."""
    reader = current_reader()
    taken = actions.change_photo(reader, name).photo
    photos.discard(reader.photo if reader.photo != taken else "")
    photos.discard(name if name != taken else "")


@bp.route("/account/preferences", methods=["GET", "POST"])
@member
def preferences() -> ResponseReturnValue:
    """The language and the time zone of pages and mails."""
    reader = current_reader()
    form = PreferencesForm(locale=reader.locale or language(), timezone=reader.timezone or timezone())
    if request.method == "GET" or not form.validate():
        return page("people/preferences.html", status=422 if request.method == "POST" else 200, form=form)
    actions.change_preferences(reader, form.locale.data, form.timezone.data)
    with force_locale(form.locale.data):
        return saved(url_for("people.preferences"), _("Language and time zone are saved."))
