"""What measuring tells Today: reports to write, and for animators those that wait for approval."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _

from app.core.glances import Waiting
from app.core.rules import Actor
from app.measuring.queries.reports import my_reports, submitted_reports, today
from app.web.jinja import in_days


def waiting_for(reader: Actor) -> list[Waiting]:
    """Nothing for observers: they act nowhere."""
    if reader.role == "observer":
        return []
    day = today()
    mine = [
        Waiting(
            "scaling", _("Innovation"),
            _("%(name)s came back with a note", name=name) if state == "returned"
            else _("The progress report of %(name)s is late", name=name) if due < day
            else _("The progress report of %(name)s is due on %(day)s", name=name, day=in_days(due)),
            url_for("measuring.report", id=id_), _("Write it"), since,
        )
        for id_, name, due, state, since in my_reports(reader.id)
    ]  # fmt: skip
    if reader.role != "animator":
        return mine
    return mine + [
        Waiting(
            "scaling", _("Innovation"), _("A progress report of %(name)s waits for approval", name=name),
            url_for("measuring.report", id=id_), _("Look at it"), since,
        )
        for id_, name, since in submitted_reports(None)
    ]  # fmt: skip
