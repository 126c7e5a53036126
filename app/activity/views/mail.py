"""The log of mail, for animators; and what becomes of mails that could not be sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from app.activity import actions, queries
from app.activity.mail_words import STATE_NAMES, kinds_of_mail, mail_kind, read_mail_sought
from app.activity.queries.mail_log import count_mails, mail_log, mail_rows
from app.activity.views import bp
from app.web.answers import leave, page
from app.web.csv import csv_answer
from app.web.gates import animator, current_reader

COLUMNS = ("at", "to", "address", "kind", "state", "tries", "due_at", "done_at", "error")


@bp.get("/activity/mail")
@animator
def mail() -> ResponseReturnValue:
    """Who was sent what kind of mail, and what became of it."""
    sought, wrong = read_mail_sought(request.args)
    after, rows = request.args.get("after"), mail_log(sought, request.args.get("after"))
    return page(
        "activity/mail.html", "results", mails=rows, sought=sought, wrong=wrong, next=rows.next, after=after,
        counts=count_mails(sought), states=STATE_NAMES, kinds=kinds_of_mail(), kind_of=mail_kind, chosen=_chosen(),
    )  # fmt: skip


def _chosen() -> dict[str, Any]:
    return {name: request.args[name] for name in ("state", "who", "kind", "since", "until") if request.args.get(name)}


@bp.get("/activity/mail.csv")
@animator
def mail_export() -> ResponseReturnValue:
    """Exactly the filtered log of mail."""
    sought, _wrong = read_mail_sought(request.args)
    return csv_answer("mail.csv", COLUMNS, _cells(mail_rows(sought)))


def _cells(rows: Iterator[Any]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        to, kind = (row.name or "", row.address or row.email or ""), str(mail_kind(row))
        yield row.at, *to, kind, row.state, row.attempts, row.due_at, row.done_at, row.error


@bp.post("/activity/mail/retry")
@animator
def mail_retry_all() -> ResponseReturnValue:
    """Try all again that could not be sent."""
    number = actions.try_all_mails_again(current_reader()) or 0
    told = ngettext("%(num)s mail is tried again.", "%(num)s mails are tried again.", number)
    return leave(url_for(".mail"), told)


@bp.post("/activity/mail/drop")
@animator
def mail_drop_all() -> ResponseReturnValue:
    """Give them all up."""
    number = actions.drop_all_mails(current_reader()) or 0
    return leave(url_for(".mail"), ngettext("%(num)s mail is given up.", "%(num)s mails are given up.", number))


@bp.post("/activity/mail/<int:id>/retry")
@animator
def mail_retry(id: int) -> ResponseReturnValue:
    """Try again."""
    actions.try_mail_again(current_reader(), queries.mail_by_id(id) or abort(404))
    return leave(url_for(".mail", state="parked"))


@bp.post("/activity/mail/<int:id>/drop")
@animator
def mail_drop(id: int) -> ResponseReturnValue:
    """Give it up."""
    actions.drop_mail(current_reader(), queries.mail_by_id(id) or abort(404))
    return leave(url_for(".mail", state="parked"))
