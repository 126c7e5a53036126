"""The board: posts, and who brought them together."""

from __future__ import annotations

from functools import partial
from typing import Any

from app.demo.chapters.claims import put_claim
from app.demo.drawing import drawn
from app.demo.story import part
from app.demo.tale import Tale
from app.offers import actions
from app.offers.models import PostContent, PostFiles


def put_on_agenda(tale: Tale) -> None:
    """Everything of posts.toml, and of desk.toml what is brought together, reported and decided on the board."""
    for told in part("posts")["post"]:
        tale.on(tale.when(told["at"]), partial(_post, tale, told))
    for told in part("desk")["board_introduction"]:
        tale.on(tale.when(told["at"]), partial(_introduce, tale, told))
    for told in part("desk")["board_report"]:
        tale.on(tale.when(told["at"]), partial(_report, tale, told))
    for told in part("desk")["board_decision"]:
        tale.on(tale.when(told["at"]), partial(_decide, tale, told))


def _post(tale: Tale, told: dict[str, Any]) -> None:
    owner = tale.people[told["owner"]]
    writer = tale.people[told.get("written_by", told["owner"])]
    content, files = _content(tale, told), _files(told)
    post = actions.create_post(writer, told["kind"], content, "draft" not in told, owner=owner, files=files)
    tale.posts[post.title] = post
    for claim in told.get("claims", []):
        tale.on(tale.when(claim["at"]), partial(put_claim, tale, told, post, claim))
    if "changed" in told:
        when, other = told["changed"]
        tale.on(tale.when(when), partial(_change, tale, told | other, post))
    if "paused" in told:
        tale.on(tale.when(told["paused"]), partial(actions.pause_post, owner, post))
    if "withdrawn" in told:
        when, reason = told["withdrawn"]
        tale.on(tale.when(when), partial(actions.withdraw_post, owner, post, reason))


def _change(tale: Tale, told: dict[str, Any], post: Any) -> None:
    actions.edit_post(tale.people[told["owner"]], post, _content(tale, told))


def _introduce(tale: Tale, told: dict[str, Any]) -> None:
    offer, need = tale.posts[told["offer"]], tale.posts[told["need"]]
    actions.introduce_posts(tale.people["animator"], offer, need, told["note"])


def _report(tale: Tale, told: dict[str, Any]) -> None:
    actions.report_post(tale.people[told["by"]], tale.posts[told["post"]], told["reason"], told["text"])


def _decide(tale: Tale, told: dict[str, Any]) -> None:
    acts = {"hide": actions.hide_post, "return": actions.return_post, "remove": actions.remove_post}
    acts[told["what"]](tale.people["animator"], tale.posts[told["post"]], told["note"])


def _content(tale: Tale, told: dict[str, Any]) -> PostContent:
    until = tale.moments.day(told["until"]) if "until" in told else None
    return PostContent(
        told["title"],
        told["text"].strip(),
        told["category"],
        tuple(told["topics"]),
        told.get("city", ""),
        told.get("country", ""),
        told.get("remote", False),
        None if told.get("unlimited") else told["quantity"],
        told["unit"],
        until,
        tale.house_id(told.get("organisation")),
        tale.innovation_id(told.get("innovation")),
        told.get("audience", "members"),
        told.get("region", ""),
        tuple(told.get("languages", ())),
        starts_on=tale.moments.day(told["starts"]) if "starts" in told else None,
        standing=until is None,
        eligibility=told.get("eligibility", ""),
        value_cents=told["value"] * 100 if "value" in told else None,
        value_note=told.get("value_note", ""),
        contact_id=tale.people[told["contact"]].id if "contact" in told else None,
    )


def _files(told: dict[str, Any]) -> PostFiles:
    """Its picture: [scene, what it shows]."""
    if "picture" not in told:
        return PostFiles()
    scene, alt = told["picture"]
    return PostFiles(new=(drawn(scene),), alt=alt)
