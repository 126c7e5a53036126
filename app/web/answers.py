"""One template, two answers: a whole page, or the block that an htmx request asked for. No `if htmx` in views."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, flash, get_flashed_messages, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

Answer = BaseResponse


def wants_fragment() -> bool:
    """Is this htmx swapping a part of a page? Not when it restores history or swaps the whole body (SECURITY 15)."""
    headers = request.headers
    return (
        headers.get("HX-Request") == "true"
        and headers.get("HX-Request-Type", "partial") == "partial"
        and headers.get("HX-History-Restore-Request") != "true"
    )


def render_block(template: str, block: str, /, **context: Any) -> str:
    """One block of a template, with what the template imports and sets at its top (jinja2-fragments knows neither)."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    app.update_template_context(context)
    found = app.jinja_env.get_template(template)
    told = found.new_context(context)
    next(iter(found.root_render_func(told)), None)  # runs the template's top, and the layout up to its first words
    return str(app.jinja_env.concat(found.blocks[block](told)))


def page(template: str, fragment: str | None = None, status: int = 200, **context: Any) -> Response:
    """The whole page, or its block `fragment` for an htmx request."""
    if fragment and wants_fragment():
        return make_response(render_block(template, fragment, **context) + _notices(), status)
    return make_response(render_template(template, **context), status)


def saved(
    to: str, message: Any = None, template: str | None = None, fragment: str | None = None, **context: Any
) -> BaseResponse:
    """Done: 303 to the page that shows it. For htmx the changed fragment and the notice, else HX-Redirect."""
    if message:
        flash(str(message), "success")
    if template and fragment and wants_fragment():
        return page(template, fragment, **context)
    return leave(to)


def invalid(template: str, fragment: str | None = None, status: int = 422, **context: Any) -> Response:
    """The form again, with what was typed and what to mend: 422 both ways (409 when somebody else was first)."""
    return page(template, fragment, status, **context)


def leave(to: str, message: Any = None) -> BaseResponse:
    """Go to another page: 303, or 204 with HX-Redirect, since htmx answers never redirect."""
    if message:
        flash(str(message), "success")
    if request.headers.get("HX-Request") == "true":
        return Response("", 204, {"HX-Redirect": to})
    return redirect(to, 303)


def retarget_notice(text: str, status: int) -> Response:
    """An error for htmx: said among the notices, nothing on the page is swapped away."""
    flash(text, "error")
    answer = make_response(render_template("_notices.html", notices=get_flashed_messages(with_categories=True)), status)
    answer.headers["HX-Retarget"] = "#status"
    answer.headers["HX-Reswap"] = "innerHTML"
    return answer


def _notices() -> str:
    said = get_flashed_messages(with_categories=True)
    if not said:
        return ""
    inner = render_template("_notices.html", notices=said)
    return f'<hx-partial hx-target="#status" hx-swap="innerHTML">{inner}</hx-partial>'
