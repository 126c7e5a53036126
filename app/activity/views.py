"""The pages of activity: the log, the inbox, the mail settings."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.activity import actions, queries
from app.activity.forms import MailForm, chips, read_filters, strand_choices
from app.activity.mail_kinds import kind_name, mail_choices
from app.activity.reading import entries, export_rows, feed_items, page_of
from app.activity.unsubscribing import read_token
from app.core.clock import now
from app.extensions import csrf
from app.people.queries import apart_from
from app.web.answers import invalid, leave, page, saved
from app.web.csv import csv_answer
from app.web.gates import animator, current_reader, member, public

bp = Blueprint("activity", __name__)

COLUMNS = ("number", "at", "kind", "verb", "who", "sentence", "object_kind", "object_id")


@bp.get("/activity")
@member
def index() -> ResponseReturnValue:
    """The log, day by day."""
    reader, after = current_reader(), request.args.get("after")
    filters, wrong = read_filters(request.args, reader)
    rows, chosen = queries.log_page(reader, filters, after), _chosen()
    return page(
        "activity/index.html", "results", entries=entries(rows, reader), next=rows.next, after=after, filters=filters,
        wrong=wrong, count=queries.count_log(reader, filters), kinds=strand_choices(), chosen=chosen,
        chips=chips(filters, _without),
    )  # fmt: skip


@bp.get("/activity/export.csv")
@member
def export() -> ResponseReturnValue:
    """Exactly the filtered log."""
    reader = current_reader()
    filters, _ignored = read_filters(request.args, reader)
    return csv_answer("activity.csv", COLUMNS, export_rows(queries.log_rows(reader, filters), reader))


@bp.get("/activity.atom")
@public
def feed() -> ResponseReturnValue:
    """What is public, for feed readers."""
    rows = queries.public_rows()
    text = render_template("activity/feed.xml", items=feed_items(rows), updated=rows[0].at if rows else now())
    return Response(text, mimetype="application/atom+xml")


@bp.get("/activity/inbox")
@member
def inbox() -> ResponseReturnValue:
    """What concerns me."""
    reader, after, new = current_reader(), request.args.get("after"), request.args.get("new") == "1"
    rows = queries.inbox_page(reader, new, after)
    return page("activity/inbox.html", "results", entries=entries(rows, reader, apart_from(reader.id)),
                next=rows.next, after=after, new=new)  # fmt: skip


@bp.post("/activity/inbox/read")
@member
def inbox_read() -> ResponseReturnValue:
    """All that was on my page is read."""
    up_to = request.form.get("up_to", "")
    actions.mark_all_read(current_reader(), int(up_to) if up_to.isdecimal() and len(up_to) < 19 else 0)
    return leave(url_for(".inbox"))


@bp.post("/activity/inbox/<int:id>")
@member
def inbox_open(id: int) -> ResponseReturnValue:
    """Read this one, and go to what it is about."""
    entry = queries.inbox_entry(current_reader(), id) or abort(404)
    actions.mark_read(current_reader(), entry.id)
    return leave(page_of(entry) or url_for(".inbox"))


@bp.get("/account/mail")
@member
def preferences() -> ResponseReturnValue:
    """For which kinds mail comes at once."""
    off = queries.mail_off(current_reader().id)
    form = MailForm(at_once=[verb for verb, _words in mail_choices() if verb not in off])
    form.at_once.choices = mail_choices()
    return page("activity/preferences.html", form=form)


@bp.post("/account/mail")
@member
def preferences_save() -> ResponseReturnValue:
    """Choose."""
    form = MailForm()
    form.at_once.choices = mail_choices()
    if not form.validate():
        return invalid("activity/preferences.html", form=form)
    actions.choose_mail(current_reader(), form.at_once.data, [verb for verb, _words in mail_choices()])
    return saved(url_for(".preferences"), _("Your mail settings are saved."))


@bp.get("/activity/unsubscribe/<token>")
@public
def unsubscribe(token: str) -> ResponseReturnValue:
    """Shows what would stop. Mail scanners follow links, so GET stops nothing."""
    _whose, verb = read_token(token) or abort(404)
    return page("activity/unsubscribe.html", kind=kind_name(verb), token=token, done=False)


@bp.post("/activity/unsubscribe/<token>")
@public
@csrf.exempt  # mail programs send this by themselves (RFC 8058); the signed token is the proof
def unsubscribe_now(token: str) -> ResponseReturnValue:
    """No more of these."""
    person, verb = read_token(token) or abort(404)
    actions.unsubscribe(None, person, verb)
    return page("activity/unsubscribe.html", kind=kind_name(verb), token=token, done=True)


@bp.get("/activity/mail")
@animator
def parked() -> ResponseReturnValue:
    """Mails that could not be sent."""
    return page("activity/parked.html", mails=queries.parked_mails())


@bp.post("/activity/mail/<int:id>/retry")
@animator
def parked_retry(id: int) -> ResponseReturnValue:
    """Try again."""
    actions.try_mail_again(current_reader(), queries.mail_by_id(id) or abort(404))
    return leave(url_for(".parked"))


@bp.post("/activity/mail/<int:id>/drop")
@animator
def parked_drop(id: int) -> ResponseReturnValue:
    """Give it up."""
    actions.drop_mail(current_reader(), queries.mail_by_id(id) or abort(404))
    return leave(url_for(".parked"))


def _chosen() -> dict[str, Any]:
    """The filters as they are in the address, for links that keep them."""
    names = ("kind", "person", "who", "since", "until", "verb", "figure", "topic")
    return {name: request.args[name] for name in names if request.args.get(name, "").strip()}


def _without(*names: str) -> str:
    return url_for(".index", **{name: value for name, value in _chosen().items() if name not in names})
