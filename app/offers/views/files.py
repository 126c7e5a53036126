"""The pictures and attachments of a post, for whoever may see the post (SECURITY 18)."""

from __future__ import annotations

from flask import abort, request
from flask.typing import ResponseReturnValue

from app.files.keeping import send
from app.offers import queries
from app.offers.views import bp
from app.web.gates import maybe_reader, public


@bp.get("/offers/<id>/pictures/<file>")
@public
def picture(id: str, file: str) -> ResponseReturnValue:
    """A picture for the page, or `?size=small` for a card; opened by itself it is saved, not shown."""
    found = queries.file_of(maybe_reader(), id, file, shown=True) or abort(404)
    return send(found, small=request.args.get("size") == "small")


@bp.get("/offers/<id>/files/<file>")
@public
def file(id: str, file: str) -> ResponseReturnValue:
    """An attachment, to be saved."""
    return send(queries.file_of(maybe_reader(), id, file, shown=False) or abort(404))
