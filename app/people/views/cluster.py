"""The cluster as its animators describe it."""

from __future__ import annotations

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.people import actions, queries
from app.people.actions import Settings
from app.people.forms import ClusterForm
from app.people.links import external
from app.people.views import bp
from app.web.answers import invalid, page, saved
from app.web.gates import animator, current_reader


@bp.route("/cluster", methods=["GET", "POST"])
@animator
def cluster_settings() -> ResponseReturnValue:
    """Its name, what visitors read of it, its countries, languages and time zone."""
    form = ClusterForm(obj=queries.cluster())
    if request.method == "GET":
        return page("people/cluster.html", form=form, embed_url=external("offers.embed"))
    if not form.validate():
        return invalid("people/cluster.html", form=form, embed_url=external("offers.embed"))
    actions.change_cluster(current_reader(), _settings(form))
    return saved(url_for("people.cluster_settings"), _("The cluster's settings are saved."))


def _settings(form: ClusterForm) -> Settings:
    return Settings(
        name=form.name.data or "",
        timezone=form.timezone.data,
        about=form.about.data or "",
        countries=form.countries.data or [],
        languages=form.languages.data or [],
        room_pattern=form.room_pattern.data or "",
        embed_origins=form.embed_origins.data or [],
        approve_posts=form.approve_posts.data,
        take_proposals=form.take_proposals.data,
    )
