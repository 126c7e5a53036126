"""A whole import is taken out again, as long as nothing hangs on what it brought."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.activity.models import Event
from app.core.search import SearchDocument
from app.extensions import db
from app.innovations import actions
from app.innovations.background import import_due
from app.innovations.models import (
    ImportedRow,
    InnovationConsent,
    InnovationSector,
    InnovationText,
    SocialInnovation,
)
from app.offers.models import Post
from tests.builders import a_person
from tests.client import CheckingClient
from tests.innovations.test_web_import import bring, count, text_of

As = Callable[[SimpleNamespace], CheckingClient]
LIST = """id,name,city,types,description,description_lang_json
1,Kitchen,Gent,foodrescue,Cooks what is left.,"{""fr"": ""Cuisine.""}"
2,Garden,Lier,community_garden,Grows.,
"""
COLUMNS = {f"column_{at}": name for at, name in enumerate(("source_id", "name", "city", "types", "summary", "texts"))}


@pytest.fixture
def animator(as_: As, cast: SimpleNamespace) -> CheckingClient:
    return as_(cast.animator)


def take_in(app: Flask, client: CheckingClient, text: str = LIST, **more: str) -> str:
    """A list, from the file to its end; gives its address."""
    here = bring(client, text)
    client.post(f"{here}/columns", COLUMNS | more)
    assert import_due(app) == 1
    client.post(f"{here}/confirmation", {"skip_bad": "1"})
    assert import_due(app) == 1
    return here


def state_of(app: Flask) -> dict[str, Any]:
    """All that innovations say, and what finds them."""
    with app.app_context():
        rows = db.session.query(SocialInnovation).order_by(SocialInnovation.source_id).all()
        said = [{column.key: getattr(row, column.key) for column in SocialInnovation.__table__.columns} for row in rows]
        lists = [
            sorted(
                tuple(getattr(row, column.key) for column in table.__table__.columns) for row in db.session.query(table)
            )
            for table in (InnovationSector, InnovationText)
        ]
        consents = sorted((row.innovation_id, row.part) for row in db.session.query(InnovationConsent))
        found = sorted((row.kind, row.ref, sorted(row.folded.split())) for row in db.session.query(SearchDocument))
        return {"said": said, "lists": lists, "consents": consents, "found": found}


def one(app: Flask, source: str) -> SocialInnovation:
    with app.app_context():
        return db.session.query(SocialInnovation).filter_by(source_id=source).one()


def test_nothing_is_left_of_it(app: Flask, animator: CheckingClient) -> None:
    before = state_of(app)
    here = take_in(app, animator, public="y")
    assert count(app, SocialInnovation) == 2 and count(app, InnovationText) == 1
    assert animator.post(f"{here}/undoing").status_code == 303 and import_due(app) == 1
    assert state_of(app) == before and count(app, SocialInnovation) == 0
    assert "Undone" in text_of(animator, here)
    assert animator.post(f"{here}/undoing").status_code == 409
    with app.app_context():
        verbs = [event.verb for event in db.session.query(Event).order_by(Event.id)]
    assert verbs == ["innovations.innovations_imported", "innovations.import_undone"]
    take_in(app, animator)
    assert count(app, SocialInnovation) == 2, "it can come again"


def test_what_it_updated_says_again_what_it_said(app: Flask, animator: CheckingClient) -> None:
    take_in(app, animator)
    before = state_of(app)
    changed = LIST.replace("Kitchen", "Kitchens").replace("foodrescue", "microfinance").replace("Cuisine", "Table")
    here = take_in(app, animator, changed, public="y")
    assert one(app, "1").name == "Kitchens" and one(app, "2").public
    assert animator.post(f"{here}/undoing").status_code == 303 and import_due(app) == 1
    assert state_of(app) == before


def test_two_lists_are_undone_one_after_the_other(app: Flask, animator: CheckingClient) -> None:
    first = take_in(app, animator)
    second = take_in(app, animator, LIST.replace("Kitchen", "Kitchens"))
    assert animator.post(f"{first}/undoing").status_code == 422
    assert "Kitchens: a later list that changed it" in " ".join(animator.soup.get_text().split())
    assert animator.post(f"{second}/undoing").status_code == 303 and import_due(app) == 1
    assert animator.post(f"{first}/undoing").status_code == 303 and import_due(app) == 1
    assert count(app, SocialInnovation) == 0


def edit(app: Flask, cast: SimpleNamespace, here: SocialInnovation) -> None:
    actions.edit_innovation(a_person(cast.animator), here, {"city": "Aalst"})


def need(app: Flask, cast: SimpleNamespace, here: SocialInnovation) -> None:
    actions.add_need(a_person(cast.animator), here, "legal")


def team(app: Flask, cast: SimpleNamespace, here: SocialInnovation) -> None:
    actions.add_member(a_person(cast.animator), here, cast.innovator.id)


def post(app: Flask, cast: SimpleNamespace, here: SocialInnovation) -> None:
    from tests.builders import an_offer

    an_offer(cast.stakeholder, innovation_id=None)
    db.session.query(Post).update({"innovation_id": here.id})
    db.session.commit()


def withdraw(app: Flask, cast: SimpleNamespace, here: SocialInnovation) -> None:
    actions.withdraw_innovation(a_person(cast.animator), here, "Closed")


@pytest.mark.parametrize(
    ("went_on", "words"),
    [
        (edit, "entries in the log"),
        (need, "needs"),
        (team, "people in its team"),
        (post, "offers and needs on the board"),
        (withdraw, "a step in the pipeline"),
    ],
)
def test_not_when_people_have_gone_on(
    app: Flask, animator: CheckingClient, cast: SimpleNamespace, went_on: Callable[..., None], words: str
) -> None:
    here = take_in(app, animator)
    with app.app_context():
        went_on(app, cast, db.session.query(SocialInnovation).filter_by(source_id="2").one())
    assert animator.post(f"{here}/undoing").status_code == 422
    said = " ".join(animator.soup.get_text().split())
    assert "cannot be undone any more" in said and "Garden:" in said and words in said and "Kitchen:" not in said
    assert count(app, SocialInnovation) == 2


def test_an_update_that_was_edited_since_stays(app: Flask, animator: CheckingClient, cast: SimpleNamespace) -> None:
    take_in(app, animator)
    here = take_in(app, animator, LIST.replace("Kitchen", "Kitchens"))
    with app.app_context():
        actions.add_need(
            a_person(cast.animator), db.session.query(SocialInnovation).filter_by(source_id="1").one(), "legal"
        )
    with app.app_context():
        edit(app, cast, db.session.query(SocialInnovation).filter_by(source_id="1").one())
    assert animator.post(f"{here}/undoing").status_code == 422
    assert "changes since" in animator.soup.get_text() and one(app, "1").city == "Aalst"


def test_only_animators_undo(app: Flask, as_: As, cast: SimpleNamespace, animator: CheckingClient) -> None:
    here = take_in(app, animator)
    assert as_(cast.partner).post(f"{here}/undoing").status_code == 403
    assert count(app, SocialInnovation) == 2


def test_a_long_list_goes_in_and_out_some_lines_at_a_time(
    app: Flask, animator: CheckingClient, cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker that stops in the middle leaves what it did; the next one goes on, and all of it is told once."""
    from app.innovations import background
    from app.innovations.actions import undoing

    monkeypatch.setattr(background, "SLICE", 2)
    monkeypatch.setattr(undoing, "SLICE", 2)
    here = bring(animator, "id,name,city,types,description\n" + "".join(f"{n},Kitchen {n},Gent,,\n" for n in range(7)))
    animator.post(f"{here}/columns", COLUMNS)
    assert import_due(app) == 1
    animator.post(f"{here}/confirmation", {"skip_bad": "1"})
    assert import_due(app, after(3)) == 1 and count(app, SocialInnovation) == 3
    assert "Being taken in" in text_of(animator, here) and animator.post(f"{here}/removal").status_code == 409
    assert import_due(app) == 1 and count(app, SocialInnovation) == 7
    assert [row.innovation_id is not None for row in rows_in(app)] == [True] * 7
    animator.post(f"{here}/undoing")
    assert "Being taken out" in text_of(animator, here)
    assert import_due(app, after(1)) == 1 and count(app, SocialInnovation) == 3
    with app.app_context():
        need(app, cast, db.session.query(SocialInnovation).first())
    assert import_due(app) == 1
    assert "People have gone on with some of it" in text_of(animator, here) and count(app, SocialInnovation) > 0
    with app.app_context():
        verbs = [event.verb for event in db.session.query(Event) if event.verb.startswith("innovations.i")]
    assert verbs == ["innovations.innovations_imported"] * 4 + ["innovations.import_undone"] * 3


def after(times: int) -> Any:
    """A stop that comes when it was asked for so often."""
    asked = iter([False] * times)
    return SimpleNamespace(is_set=lambda: next(asked, True))


def rows_in(app: Flask) -> list[ImportedRow]:
    with app.app_context():
        return db.session.query(ImportedRow).order_by(ImportedRow.line).all()
