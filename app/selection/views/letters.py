"""The letters of a round: who got what, sending, and their words."""

from __future__ import annotations

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.config import LANGUAGES
from app.core.rules import Refused
from app.people.queries import cluster
from app.selection import actions, queries
from app.selection.forms import LetterForm
from app.selection.lettering import PLACES, filled
from app.selection.models import TOLD
from app.selection.views import bp
from app.selection.views.load import the_round
from app.web.answers import Answer, invalid, leave, page, saved
from app.web.form_pages import form_on
from app.web.gates import animator, current_reader


@bp.get("/rounds/<id>/letters")
@animator
def letters(id: str) -> Answer:
    """Who got what, and who waits for theirs."""
    one, after = the_round(id), request.args.get("after")
    return page(
        "selection/letters.html", "results", round=one, found=queries.letters_page(id, after), after=after,
        waiting=len(queries.without_letter(id)), outcomes=TOLD, languages=LANGUAGES,
    )  # fmt: skip


@bp.post("/rounds/<id>/letters")
@animator
@form_on("selection.letters")
def letters_send(id: str) -> Answer:
    """To everybody who has none yet."""
    number = actions.send_letters(current_reader(), the_round(id))  # None: a second click, and they are gone already
    words = ngettext("%(num)d letter is on its way.", "%(num)d letters are on their way.", number or 0)
    return leave(url_for(".letters", id=id), words if number else _("The letters are on their way."))


@bp.route("/rounds/<id>/letters/<outcome>/<code>", methods=["GET", "POST"])
@animator
def letter_words(id: str, outcome: str, code: str) -> Answer:
    """The words for an outcome in a language, with what they look like."""
    one = the_round(id)
    if outcome not in TOLD or code not in LANGUAGES:
        abort(404)
    subject, text = actions.words_of(one, outcome, code)
    form = LetterForm(data={"subject": subject, "text": text})
    try:
        if form.is_submitted() and form.validate() and request.form.get("then") != "preview":
            actions.write_letter(current_reader(), one, outcome, code, form.subject.data or "", form.text.data or "")
            return saved(url_for(".letters", id=id), _("Saved."))
    except Refused as refused:
        form.refuse(refused)
    return _words_page(one, outcome, code, form)


def _words_page(one: object, outcome: str, code: str, form: LetterForm) -> Answer:
    told = {
        "name": _("Maria Example"), "innovation": _("The example kitchen"), "round": getattr(one, "name", ""),
        "reason": _("(the reason of the decision)"), "cluster": cluster().name,
    }  # fmt: skip
    seen = (filled(form.subject.data or "", told), filled(form.text.data or "", told))
    answer = invalid if form.is_submitted() and form.errors else page
    return answer(
        "selection/letter_words.html", round=one, outcome=outcome, code=code, form=form, seen=seen, places=PLACES
    )
