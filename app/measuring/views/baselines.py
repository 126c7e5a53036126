"""Where all that is measured began, on one page."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _

from app.core.rules import require
from app.measuring import actions, queries
from app.measuring.forms import baselines_form
from app.measuring.rules import may_measure
from app.measuring.views import bp
from app.measuring.views.load import crumbs, results_of, the_innovation
from app.web.answers import Answer, page, saved
from app.web.gates import current_reader, participant


@bp.route("/innovations/<id>/results/baselines", methods=["GET", "POST"])
@participant
def baselines(id: str) -> Answer:
    """A number for each indicator that has no baseline yet."""
    one = the_innovation(id)
    require(may_measure(current_reader(), one))
    form = baselines_form(queries.without_baseline(one.id))
    if form.is_submitted() and form.validate():
        actions.set_baselines(current_reader(), one, int(form.year.data or 0), form.told())
        return saved(results_of(one), _("Saved."))
    status = 422 if form.is_submitted() else 200
    way = crumbs(one, (_("Results"), results_of(one)))
    back = url_for(".results", id=id)
    return page("measuring/baselines.html", status=status, innovation=one, form=form, crumbs=way, back=back)
