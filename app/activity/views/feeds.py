"""The log as Atom: what is public, and by a secret address what its owner may see."""

from __future__ import annotations

from flask import Response, request, url_for
from flask_babel import gettext as _

from app.activity import actions
from app.activity.exporting.feed import Feed, read_feed
from app.activity.models import LogFeed
from app.activity.views import bp
from app.people.feeds import owner_or_404
from app.people.links import external
from app.web.answers import Answer, saved
from app.web.form_pages import form_on
from app.web.gates import current_reader, participant, public
from app.web.language import language, written_for


@bp.get("/activity.atom")
@public
def feed() -> Answer:
    """What is public, with the filters of the address."""
    return _answer(read_feed(None, request.args, external("activity.feed"), language()))


@bp.get("/activity/feed/<token>.atom")
@public
def own_feed(token: str) -> Answer:
    """The same as its owner sees the log."""
    owner = owner_or_404(LogFeed, token)
    with written_for(owner.locale, owner.timezone):
        return _answer(read_feed(owner, request.args, external("activity.own_feed", token=token), owner.locale))


def _answer(feed: Feed) -> Response:
    known = request.if_none_match.contains_weak(feed.tag)
    answer = Response(None if known else feed.write(), 304 if known else 200, mimetype="application/atom+xml")
    answer.set_etag(feed.tag)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.vary.update(["Accept-Language"])
    return answer


@bp.post("/activity/feed/address")
@participant
@form_on("activity.exports")
def feed_open() -> Answer:
    """Make the address."""
    actions.open_log_feed(current_reader())
    return saved(url_for(".exports"), _("Your feed has its address. Give it to your feed reader."))


@bp.post("/activity/feed/address/renewal")
@participant
@form_on("activity.exports")
def feed_renew() -> Answer:
    """Another address."""
    actions.renew_log_feed(current_reader())
    return saved(url_for(".exports"), _("Your feed has a new address; the old one leads nowhere now."))


@bp.post("/activity/feed/address/removal")
@participant
@form_on("activity.exports")
def feed_close() -> Answer:
    """No address any more."""
    actions.close_log_feed(current_reader())
    return saved(url_for(".exports"), _("The address is turned off; nobody can read the log with it any more."))
