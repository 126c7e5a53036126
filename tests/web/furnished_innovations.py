"""One of everything around innovations, the innovator being part of it, with the places it stands at.

What ends a thing for good (withdrawal, removal, closing) is given things of its own, so that the other routes are
tried on something that is still there.
"""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from flask import Flask, current_app
from sqlalchemy import select, update

from app.extensions import db
from app.files.keeping import Upload
from app.innovations import actions as innovations
from app.innovations.background import import_due
from app.innovations.models import Proposal, SocialInnovation, TeamInvitation
from app.measuring import actions as measuring
from app.measuring.models import Indicator, Measurement, ProgressReport
from app.measuring.telling import Answer
from app.people.models import Organisation, Person
from app.scaling import actions as scaling
from app.scaling.models import ScalingPathway
from app.selection import actions as selection
from app.selection.models import Assessment, RoundCriterion, RoundGate, SelectionDecision, SelectionRound
from app.stories.actions import draft_story, edit_story, publish_story, submit_story
from tests.builders import a_person
from tests.files.hostile import an_image
from tests.measuring.builders import HALF, a_round, a_scaling, answers, the_report
from tests.scaling.builders import strategy_of
from tests.selection.builders import a_candidate, a_decision, a_passed, assessed_by
from tests.selection.builders import a_round as a_selection

Places = dict[str, dict[str, str]]
BEFORE = (date(2025, 7, 1), date(2025, 12, 31), date(2026, 2, 14))
MAIN, ASSESSED, OPEN = "Kitchens for All", "Assessed", "Summer"
TOLD = {"before": "Nobody mended.", "happened": "Neighbours meet on Saturdays."}


def places_of_innovations(cast: SimpleNamespace) -> Places:
    """All of it; the longest address first. Inside an application context."""
    one, spare = a_scaling(cast, MAIN), a_scaling(cast, "Kettles for All")
    own = {"id": one.id, **_seen(cast, one), **_pathway(cast, one), **_measured(a_person(cast.innovator), one)}
    other = {"id": spare.id}
    return {
        **_of_reports(cast, one, spare),
        **_of_lists(cast),
        **{f"/innovations/<id>/{end}": other for end in ("hold", "resumption", "return", "withdrawal")},
        "/innovations/": own,
        **_of_rounds(cast),
        "/strategies/": {"id": strategy_of("contract").id},
        **_of_stories(cast, one),
    }


def _seen(cast: SimpleNamespace, one: SocialInnovation) -> dict[str, str]:
    """What its page shows: a need, a link, a picture, somebody of the team, somebody who is asked."""
    writer = a_person(cast.innovator)
    need = innovations.add_need(writer, one, "finance", "A plan", 2)
    link = innovations.add_link(writer, one, "https://kitchens.example", "website", "Ours")
    image = innovations.add_image(writer, one, Upload("a.png", "image/png", an_image()), "A kitchen")
    innovations.add_member(writer, one, cast.partner.id)
    innovations.invite_to_team(a_person(cast.animator), one, "cook@example.org")
    asked = db.session.execute(select(TeamInvitation.invitation_id).filter_by(innovation_id=one.id)).scalar_one()
    return {"need_id": need.id, "link_id": link.id, "image_id": image.id, "file": image.file_id,
            "person_id": cast.partner.id, "invitation_id": asked}  # fmt: skip


def _pathway(cast: SimpleNamespace, one: SocialInnovation) -> dict[str, str]:
    """One of each thing on its pathway, whose route is decided and one check of which is met."""
    writer, house = a_person(cast.innovator), a_person(cast.stakeholder).organisation_id
    scaling.decide_route(a_person(cast.animator), one, strategy_of("contract").id, house or "", "They asked for it.")
    code, month = "readiness.evidence", date(2026, 3, 1)
    scaling.meet_check(writer, one, code, "A study.")
    action = {"title": "Lease", "note": "", "stage": "design", "owner_id": None, "from_month": month}
    risk = {"title": "Rain", "likelihood": 2, "impact": 3, "response": "", "owner_id": None, "state": "open"}
    place = {"country": "BG", "region": "", "city": "Varna", "note": "", "state": "aimed"}
    help_ = {"need_id": "", "source": "outside", "who": "The city", "note": ""}
    return {
        "code": code,
        "note_id": scaling.write_journal(writer, one, month, "We met.").id,
        "action_id": scaling.plan_action(writer, one, action | {"due_month": month}).id,
        "risk_id": scaling.note_risk(writer, one, risk).id,
        "place_id": scaling.add_place(writer, one, place).id,
        "item_id": scaling.add_support(writer, one, help_).id,
    }


def _measured(writer: Person, one: SocialInnovation) -> dict[str, str]:
    told = {"title": "Meals", "measure": "unit", "level": "output", "dimensions": {"gender": ["women", "men"]}}
    meals = measuring.add_indicator(writer, one, told)
    target = measuring.set_target(writer, one, meals, date(2026, 1, 1), date(2026, 12, 31), 500.0, "", "")
    return {"indicator_id": meals.id, "target_id": target.id}


def _of_reports(cast: SimpleNamespace, one: SocialInnovation, spare: SocialInnovation) -> Places:
    """A past round, with an approved report that the innovator may correct; a current one, with two drafts."""
    led = _led_by_the_innovator(cast)
    writer, before, current = a_person(cast.innovator), a_round(cast, BEFORE, "2025/2"), a_round(cast, HALF)
    sent, draft, thrown_away = the_report(led, before), the_report(one, current), the_report(spare, current)
    other = a_person(cast.innovator2)
    measuring.submit_report(other, sent, answers(led, staff_fte=11.0, revenue=12.0), "It went well.", False)
    measuring.approve_report(a_person(cast.animator), sent)
    _keep(writer, draft, one)
    _keep(writer, thrown_away, spare)
    value = db.session.execute(select(Measurement).filter_by(report_id=sent.id).limit(1)).scalar_one()
    file = select(Measurement.file_id).filter(Measurement.report_id == draft.id, Measurement.file_id.is_not(None))
    return {
        "/progress/reports/<id>/draft/removal": {"id": thrown_away.id},
        "/progress/reports/<id>/values/": {"id": sent.id, "value_id": value.id},
        "/progress/reports/": {"id": draft.id, "file_id": db.session.execute(file).scalar_one() or ""},
        "/progress/rounds/": {"id": before.id},
    }


def _led_by_the_innovator(cast: SimpleNamespace) -> SocialInnovation:
    """Somebody else's, brought to other places by the organisation that the innovator acts for."""
    one, house = a_scaling(cast, "Ovens for All", by="innovator2"), Organisation(name="Soup House", country="BE")
    db.session.add(house)
    db.session.flush()
    a_person(cast.innovator).organisation_id = house.id
    db.session.execute(update(ScalingPathway).filter_by(innovation_id=one.id).values(lead_id=house.id))
    return one


def _keep(writer: Person, report: ProgressReport, of: SocialInnovation) -> None:
    first, *others = answers(of, staff_fte=11.0, revenue=12.0)
    proof = Upload("list.txt", "text/plain", b"Who cooked")
    measuring.keep_report(writer, report, [Answer(first.indicator_id, 11.0, upload=proof), *others], "Well.", False)


def _of_lists(cast: SimpleNamespace) -> Places:
    """Two that are alike; a list whose columns are asked for, one that is looked through; what a visitor proposed."""
    animator = a_person(cast.animator)
    alike = [innovations.put_forward(a_person(cast.innovator), {"name": name, "summary": "Soup.", "sectors": [],
             "goals": []}).id for name in ("Soup on Wheels", "Soup on wheels")]  # fmt: skip
    ready, asked, aside = (innovations.begin_import(animator, "a.csv", b"name\nNew soup") for _time in range(3))
    innovations.choose_columns(animator, ready, {"name": "name"}, False)
    proposals = [Proposal(name=name, told={"name": name, "summary": "Mended."}) for name in ("Kettles", "Pots", "Pans")]
    db.session.add_all(proposals)
    db.session.commit()
    ids = [ready.id, asked.id, aside.id]
    assert import_due(current_app._get_current_object()) == 1  # type: ignore[attr-defined]
    return {
        "/innovations/duplicates/": {"id": alike[0], "other_id": alike[1]},
        "/innovations/imports/<id>/columns": {"id": ids[1]},
        "/innovations/imports/<id>/removal": {"id": ids[2]},
        "/innovations/imports/": {"id": ids[0]},
        "/innovations/proposals/<id>/acceptance": {"id": proposals[0].id},
        "/innovations/proposals/<id>/refusal": {"id": proposals[1].id},
        "/innovations/proposals/": {"id": proposals[2].id},
    }


def _of_rounds(cast: SimpleNamespace) -> Places:
    """A round in each state: a draft, an open call, one that is assessed (by the innovator, too), a decided one."""
    draft, called, over = (a_selection(cast.animator, opened=opened, name=name)
                           for opened, name in ((False, "Autumn"), (True, OPEN), (True, "Winter")))  # fmt: skip
    decided = db.session.get_one(SelectionDecision, a_decision(cast))
    entered = a_candidate(called, cast.innovator2, "Chleb")
    told = {"outcome": "selected", "code": "en", "person_id": cast.mentor.id}
    selection.add_panelist(a_person(cast.animator), called, cast.mentor.id)
    judged = db.session.get_one(SelectionRound, decided.round_id)
    selection.add_panelist(a_person(cast.animator), judged, cast.innovator.id)
    selection.add_assessor(a_person(cast.animator), called, cast.mentor.id)
    ended = {f"/rounds/<id>/{end}": {"id": over.id} for end in ("cancellation", "closing")}
    late = {f"/rounds/<id>/{end}": {"id": decided.round_id, **told} for end in ("decisions/", "desk", "letters")}
    early = {f"/rounds/<id>/{end}": {"id": draft.id} for end in ("edit", "opening", "rules")}
    return {
        "/rounds/candidates/<id>/withdrawal": {"id": a_candidate(called, cast.innovator, "Soppa").id},
        "/rounds/candidates/": {"id": entered.id},
        **_of_assessing(cast),
        "/rounds/decisions/": {"id": decided.id},
        **ended,
        **late,
        **early,
        "/rounds/": {"id": called.id, **told},
        "/calls/": {"id": called.id},
    }


def _of_assessing(cast: SimpleNamespace) -> Places:
    """Two that the innovator assesses, one of which is to be refused, and their round."""
    begun = a_selection(cast.animator, assessors_each=1, name=ASSESSED)
    for name in ("Piekarnia", "Kuchnia"):
        a_passed(begun, cast.innovator2, cast.animator, name)
    mine: list[Assessment] = assessed_by(begun, cast.animator, (cast.innovator,))
    return {
        "/rounds/assessments/<id>/refusal": {"id": mine[1].id},
        "/rounds/assessments/": {"id": mine[0].id},
        "/rounds/<id>/assignment": {"id": begun.id},
        "/rounds/<id>/deciding": {"id": begun.id},
    }


def _of_stories(cast: SimpleNamespace, one: SocialInnovation) -> Places:
    """A draft, one that was handed in, one that is published."""
    writer, animator, places = a_person(cast.innovator), a_person(cast.animator), {}
    found: dict[str, Any] = {}
    for state in ("draft", "submitted", "sent back", "published"):
        found[state] = story = draft_story(writer, one, f"A street that is {state}", "en")
        edit_story(writer, story, TOLD)
        if state != "draft":
            submit_story(writer, story)
    publish_story(animator, found["published"], False)
    for end, state in (("publication", "submitted"), ("return", "sent back"), ("withdrawal", "published")):
        places[f"/stories/<id>/{end}"] = {"id": found[state].id}
    return {**places, "/stories/": {"id": found["draft"].id}}


def fields_by_id(app: Flask) -> list[str]:
    """The names of the fields that stand for an indicator of the report, a criterion or a gate."""
    with app.app_context():
        rounds = {one.name: one.id for one in db.session.execute(select(SelectionRound)).scalars()}
        indicators = select(Indicator.id).join(SocialInnovation).where(SocialInnovation.name == MAIN)
        criteria = select(RoundCriterion.id).filter_by(round_id=rounds[ASSESSED])
        gates = select(RoundGate.id).filter_by(round_id=rounds[OPEN])
        measured = db.session.execute(indicators).scalars().all()
        asked = ("value", "unknown", "comment", "url", "file", "drop", "answer")
        return [
            *(f"{name}_{id_}" for id_ in measured for name in asked),
            *(f"part_{id_}_0_0" for id_ in measured),
            *(f"{name}_{id_}" for id_ in db.session.execute(criteria).scalars() for name in ("score", "note")),
            *(f"{name}_{id_}" for id_ in db.session.execute(gates).scalars() for name in ("gate", "note")),
        ]
