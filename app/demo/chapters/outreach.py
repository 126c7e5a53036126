"""What the cluster did elsewhere: talks, workshops, articles, visits."""

from __future__ import annotations

from functools import partial
from typing import Any

from app.demo.drawing import drawn
from app.demo.story import part
from app.demo.tale import Tale
from app.outreach import actions
from app.outreach.models import ActivityContent, ActivityFiles


def put_on_agenda(tale: Tale) -> None:
    """Everything of outreach.toml."""
    for told in part("outreach")["activity"]:
        tale.on(tale.when(told["at"]), partial(_log, tale, told))


def _log(tale: Tale, told: dict[str, Any]) -> None:
    writer, content, files = tale.people[told["by"]], _content(tale, told), _files(told)
    if "draft" in told:
        actions.keep_activity(writer, None, content, files)
        return
    activity = actions.log_activity(writer, content, files)
    if "corrected" in told:
        when, other = told["corrected"]
        tale.on(tale.when(when), partial(_correct, tale, told | other, activity))
    if "withdrawn" in told:
        when, why = told["withdrawn"]
        tale.on(tale.when(when), partial(actions.withdraw_activity, writer, activity, why))


def _correct(tale: Tale, told: dict[str, Any], activity: Any) -> None:
    actions.correct_activity(tale.people[told["by"]], activity, _content(tale, told), ActivityFiles(), activity.version)


def _content(tale: Tale, told: dict[str, Any]) -> ActivityContent:
    """A size of 0 stands for one that nobody knows."""
    return ActivityContent(
        title=told["title"],
        type=told["type"],
        type_words=told.get("own", ""),
        starts_on=tale.moments.day(told["on"]),
        ends_on=tale.moments.day(told["last"]) if "last" in told else None,
        online=told.get("online", False),
        place=told.get("place", ""),
        country=told.get("country", ""),
        countries=tuple(told.get("countries", ())),
        organiser=told.get("organiser", ""),
        audiences={key: size or None for key, size in told.get("audiences", {}).items()},
        link=told.get("link", ""),
        about=told.get("about", ""),
        work=told.get("work", ""),
        innovation_id=tale.innovation_id(told.get("innovation")),
        visibility=told.get("level", 2),
        people=tuple(tale.people[key].id for key in told.get("people", ())),
    )


def _files(told: dict[str, Any]) -> ActivityFiles:
    """Its photo: [scene, what it shows]."""
    if "picture" not in told:
        return ActivityFiles()
    scene, caption = told["picture"]
    return ActivityFiles(photos=(drawn(scene),), caption=caption)
