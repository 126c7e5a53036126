"""Letters about decisions: the round's own words, and sending them once to everybody of each team."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from flask_babel import force_locale
from flask_babel import gettext as _

from app.activity.facts import Ref
from app.activity.record import record, send_later
from app.config import LANGUAGES
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.people.queries import cluster
from app.selection.actions.rounds import must_be, round_ref
from app.selection.events import LetterChanged, LetterSent
from app.selection.lettering import filled, shipped, unknown_places
from app.selection.models import INELIGIBLE, TOLD, DecisionLetter, LetterTemplate, SelectionRound
from app.selection.queries import Addressee, without_letter, written_template
from app.selection.rules import may_run_round
from app.selection.shipped import frozen_question

LETTER = "selection/mail/decision"


def words_of(selection_round: SelectionRound, outcome: str, language: str) -> tuple[str, str]:
    """Subject and text of a letter: the round's own, else the shipped ones, in this language."""
    own = written_template(selection_round.id, outcome, language)
    if own is not None:
        return own.subject, own.text
    with force_locale(language):
        return shipped(outcome)


@action
def write_letter(
    actor: Actor, selection_round: SelectionRound, outcome: str, language: str, subject: str, text: str
) -> SelectionRound:
    """The round's own words for an outcome in a language; words as they are shipped are none of its own. Letters that
    were sent stay as they were. Nothing different: nothing happens."""
    require(may_run_round(actor, selection_round))
    must_be(selection_round, "draft", "open", "assessing", "deciding", "decided")
    if outcome not in TOLD or language not in LANGUAGES:
        raise Refused(_("Choose one from the list."))
    for field, words in (("subject", subject), ("text", text)):
        if unknown := unknown_places(words):
            raise Refused(_("These cannot be filled in: %(names)s", names=", ".join(f"{{{one}}}" for one in unknown)),
                          field=field)  # fmt: skip
    if (subject, text) == words_of(selection_round, outcome, language):
        return selection_round
    own = written_template(selection_round.id, outcome, language)
    with force_locale(language):
        usual = (subject, text) == shipped(outcome)
    if usual and own is not None:
        db.session.delete(own)
    else:
        own = own or LetterTemplate(round_id=selection_round.id, outcome=outcome, language=language)
        own.subject, own.text = subject, text
        db.session.add(own)
    record(actor, LetterChanged(round_ref(selection_round), outcome=outcome, language=language))
    return selection_round


@action(silent="each decision that is told is an event of its own")
def send_letters(actor: Actor, selection_round: SelectionRound) -> int:
    """A letter to everybody of each team whose candidate was decided or refused at the gates, and who has none yet
    about what holds, in their language. Gives how many. Sent again, only those who have come since get one. Nobody to
    write to: Conflict."""
    require(may_run_round(actor, selection_round))
    must_be(selection_round, "open", "assessing", "deciding", "decided")
    waiting = without_letter(selection_round.id)
    if not waiting:
        raise Conflict(_("Everybody has their letter."))
    for _decision, people in groupby(waiting, key=lambda one: one.decision_id):
        send_letter(actor, selection_round, list(people))
    return len(waiting)


@action
def send_letter(actor: Actor, selection_round: SelectionRound, people: Sequence[Addressee]) -> SelectionRound:
    """One decision, to these people of one team. The words are kept as they go out."""
    first = people[0]
    for one in people:
        language = one.locale if one.locale in LANGUAGES else _usual_language()
        subject, text = words_of(selection_round, one.outcome, language)
        told = {
            "name": one.name, "innovation": one.innovation, "round": selection_round.name,
            "reason": _why(one, language), "cluster": cluster().name,
        }  # fmt: skip
        letter = DecisionLetter(decision_id=one.decision_id, person_id=one.person_id, language=language)
        letter.subject, letter.text = filled(subject, told)[:160], filled(text, told)
        db.session.add(letter)
    ids = [one.person_id for one in people]
    fact = LetterSent(
        Ref("innovation", first.innovation_id, first.innovation), round_ref(selection_round), people=len(people)
    )
    event = record(actor, fact, tell=ids, among=ids)
    send_later(event, f"{LETTER}:{first.decision_id}", ids, now())
    return selection_round


def _why(one: Addressee, language: str) -> str:
    """The decision's reason; of a refusal at the gates, the questions answered with no, in the letter's language."""
    if one.outcome != INELIGIBLE:
        return one.reason
    with force_locale(language):
        failed = [gate for gate in one.frozen["gates"] if not gate["passed"]]
        return "\n".join(f"{frozen_question(gate)} {_('No')}. {gate['note']}".strip() for gate in failed)


def _usual_language() -> str:
    return next((code for code in cluster().languages if code in LANGUAGES), LANGUAGES[0])
