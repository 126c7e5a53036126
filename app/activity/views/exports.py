"""Taking the log along: exactly the filtered entries as a file, at once or written in the background, or as a feed."""

from __future__ import annotations

import io
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from flask import Response, flash, request, send_file, stream_with_context, url_for
from flask_babel import gettext as _

from app.activity import queries
from app.activity.exporting.files import MEDIA_TYPES, text_of, write_workbook
from app.activity.exporting.telling import told_log
from app.activity.forms import read_filters
from app.activity.models import LogFeed
from app.activity.panel import chips
from app.activity.queries.exports import WAITING, can_be_fetched, count_exports, own_exports
from app.activity.views import bp
from app.people.feeds import secret_of
from app.people.links import external
from app.people.queries import cluster
from app.web.answers import Answer, leave, page
from app.web.gates import current_reader, member

AT_ONCE = 5_000
"""So many entries a workbook may have that is asked for and waited for; of text any number is sent as it is written."""


@bp.get("/activity/exports")
@member
def exports() -> Answer:
    """What is chosen, and how it can be had."""
    reader, chosen = current_reader(), _chosen()
    filters, wrong = read_filters(request.args, reader)
    token = secret_of(LogFeed, reader.id)
    return page(
        "activity/exports.html", "results", filters=filters, wrong=wrong, chosen=chosen,
        count=queries.count_log(reader, filters), chips=chips(filters, reader, _without),
        own=[(export, can_be_fetched(export)) for export in own_exports(reader)], query=urlencode(chosen),
        writing=count_exports(reader.id, *WAITING) > 0,
        address=token and external("activity.own_feed", token=token),
    )  # fmt: skip


@bp.get("/activity/export.csv")
@member
def export() -> Answer:
    """Exactly the filtered log as CSV, sent while it is read."""
    return _sent("csv")


@bp.get("/activity/export.json")
@member
def export_json() -> Answer:
    """The same as ActivityStreams 2.0."""
    return _sent("json")


@bp.get("/activity/export.xlsx")
@member
def export_xlsx() -> Answer:
    """The same as a workbook; one that takes long is written in the background instead."""
    reader = current_reader()
    filters, _wrong = read_filters(request.args, reader)
    entries = list(islice(told_log(reader, filters), AT_ONCE + 1))
    if len(entries) > AT_ONCE:
        flash(_("A workbook with so many entries takes a while: let it be written in the background."), "warn")
        return leave(url_for(".exports", **_chosen()))
    out = io.BytesIO()
    write_workbook(entries, out)
    out.seek(0)
    return send_file(out, MEDIA_TYPES["xlsx"], as_attachment=True, download_name="activity.xlsx")


def _sent(form: str) -> Response:
    reader = current_reader()
    filters, _wrong = read_filters(request.args, reader)
    pieces = text_of(form, told_log(reader, filters), _here(), cluster().name)
    answer = Response(stream_with_context(pieces), mimetype=MEDIA_TYPES[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="activity.{form}"'
    return answer


def _chosen() -> dict[str, Any]:
    """The filters as they are in the address, whatever they are called."""
    return {name: value for name, value in request.args.items() if value.strip() and name != "after"}


def _without(*names: str) -> str:
    return url_for(".exports", **{name: value for name, value in _chosen().items() if name not in names})


def _here() -> str:
    """The address of what is chosen, as a whole one."""
    chosen = urlencode(_chosen())
    return external("activity.index") + (f"?{chosen}" if chosen else "")
