"""A table of offers and needs: paste it or send a file, look at what will become of each line, post the good ones."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.files.keeping import safe_name
from app.importing import words as import_words
from app.importing.outcome import Read
from app.importing.reading import Line, Table, Unreadable, read_bytes
from app.offers import actions, queries
from app.offers.forms import ImportForm
from app.offers.models import PostDraft
from app.offers.rows import FIELDS, MAX_POSTS, Defaults, PostRow, read_posts
from app.offers.views import bp
from app.web.answers import Answer, invalid, leave, page
from app.web.gates import current_reader, participant

MOST_BYTES = 5_000_000
SHOWN = 200
"""As many lines are shown at a time; all are counted."""


@bp.route("/offers/import", methods=["GET", "POST"])
@participant
def import_() -> Answer:
    """Take a table and look at it: nothing is posted yet."""
    form = ImportForm()
    if form.validate_on_submit():
        try:
            actions.keep_table(current_reader(), _said(form))
            return leave(url_for("offers.import_preview"))
        except Unreadable as problem:
            which = form.file if form.file.data and form.file.data.filename else form.table
            which.errors = [import_words.of_file(problem)]
    status = 422 if form.errors else 200
    begun = queries.kept_table(current_reader().id)
    return page("offers/import.html", status=status, form=form, begun=begun, most=MAX_POSTS, columns=list(FIELDS.names))


def _said(form: ImportForm) -> dict[str, Any]:
    """The table as it is kept while it is looked at; Unreadable when it is none."""
    upload = form.file.data if form.file.data and form.file.data.filename else None
    content = upload.stream.read(MOST_BYTES + 1) if upload else form.table.data.encode("utf-8", "replace")
    if len(content) > MOST_BYTES:
        raise Unreadable("too_large", megabytes=MOST_BYTES // 1_000_000)
    table = read_bytes(content)
    read_posts(table, Defaults())
    return {
        "name": safe_name(upload.filename) if upload else "",
        "header": table.header,
        "lines": [(line.number, line.cells) for line in table.lines],
        "defaults": {"kind": form.kind.data, "category": form.category.data},
    }


@bp.get("/offers/import/preview")
@participant
def import_preview() -> Answer:
    """What would become of each line. Looking again changes nothing."""
    kept = queries.kept_table(current_reader().id)
    return page("offers/import_preview.html", **_looked_at(kept)) if kept else leave(url_for("offers.import_"))


@bp.post("/offers/import/posts")
@participant
def import_posts() -> Answer:
    """Post the good lines, or all of them, on the board or as drafts."""
    reader, publish = current_reader(), request.form.get("then") != "draft"
    kept = queries.kept_table(reader.id)
    if kept is None:
        return leave(url_for("offers.mine"), _("That table was posted already, or put aside."))
    report = actions.take_table(reader, _reads(kept)[0], publish=publish, skip_bad="skip_bad" in request.form)
    if report is None:
        return leave(url_for("offers.mine"), _("That table was posted already, or put aside."))
    if not report.written:
        return invalid("offers/import_preview.html", told=_("Some lines cannot be posted."), **_looked_at(kept))
    return leave(url_for("offers.mine"), _told(report.count("taken"), publish))


@bp.post("/offers/import/removal")
@participant
def import_drop() -> Answer:
    """Put the table aside."""
    actions.drop_table(current_reader())
    return leave(url_for("offers.import_"), _("The table is put aside. Nothing was posted."))


def _reads(kept: PostDraft) -> tuple[list[Read[PostRow]], tuple[str, ...]]:
    said = kept.said
    lines = tuple(Line(number, tuple(cells)) for number, cells in said["lines"])
    table = Table(tuple(said["header"]), lines)
    reads, columns = read_posts(table, Defaults(**said["defaults"]))
    return reads, columns.ignored


def _looked_at(kept: PostDraft) -> dict[str, Any]:
    reads, ignored = _reads(kept)
    planned = actions.plan_posts(current_reader(), reads)
    odd = request.args.get("show") == "odd"
    shown = [each for each in planned if not odd or each.outcome.notes or each.state != "taken"]
    counts = {state: sum(each.state == state for each in planned) for state in ("taken", "unchanged", "refused")}
    named = {"name": kept.said["name"], "ignored": ignored, "counts": counts, "odd": odd}
    return {"rows": shown[:SHOWN], "more": max(len(shown) - SHOWN, 0), "of_row": import_words.of_row, **named}


def _told(count: int, publish: bool) -> str:
    if not count:
        return _("Nothing was posted: all of it was here already.")
    if publish:
        return ngettext("%(num)d post is on the board now.", "%(num)d posts are on the board now.", count)
    return ngettext(
        "%(num)d draft is kept. Only you can see it.", "%(num)d drafts are kept. Only you can see them.", count
    )
