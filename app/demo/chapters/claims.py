"""What became of what people asked for: agreed, haggled over, waited for, delivered, thanked, contested, corrected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from app.demo.tale import Tale
from app.offers import actions
from app.offers.standing import GRACE, SILENCE

_SOON = timedelta(minutes=5)


def put_claim(tale: Tale, told: dict[str, Any], post: Any, asked: dict[str, Any]) -> None:
    """Ask now, and put on the agenda whatever comes of it."""
    claimer, owner = tale.people[asked["by"]], tale.people[told["owner"]]
    giver, receiver = (owner, claimer) if told["kind"] == "offer" else (claimer, owner)
    ask = actions.join_line if asked.get("line") else actions.claim_post
    claim = ask(claimer, post, asked["say"], asked["n"], tale.innovation_id(asked.get("innovation")))
    ways: dict[str, Callable[..., Any]] = {
        "other": partial(_propose, tale, claim),
        "then": partial(_propose, tale, claim),
        "still": partial(actions.renew_claim, claimer, claim),
        "yes": partial(_accept, owner, claimer, claim),
        "no": partial(actions.decline_claim, owner, claim),
        "back": partial(actions.withdraw_claim, claimer, claim, "found_elsewhere"),
        "off": partial(_call_off, tale, claim),
        "done": partial(actions.deliver_claim, giver, claim),
        "thanks": partial(_thank, receiver, claim),
        "contest": partial(actions.dispute_claim, receiver, claim),
        "settled": partial(actions.settle_claim, tale.people["petar"], claim),
        "corrected": partial(_correct, tale, claim),
    }
    for way, act in ways.items():
        if way in asked:
            when, *words = _listed(asked[way])
            tale.on(tale.when(when), partial(act, *words))
    _let_time_pass(tale, told, asked)


def _listed(told: Any) -> list[Any]:
    return told if isinstance(told, list) else [told]


def _let_time_pass(tale: Tale, told: dict[str, Any], asked: dict[str, Any]) -> None:
    """What the worker does when nobody says anything."""
    if "done" in asked:
        tale.on(tale.when(_listed(asked["done"])[0]) + SILENCE + _SOON, actions.confirm_silent_deliveries)
    elif "until" in told:
        tale.on(tale.when(told["until"]) + GRACE + timedelta(days=1), actions.expire_unanswered_claims)


def _accept(owner: Any, claimer: Any, claim: Any) -> None:
    actions.accept_claim(claimer if claim.proposed_by == "owner" else owner, claim)


def _propose(tale: Tale, claim: Any, who: str, quantity: int, terms: str, on: str = "") -> None:
    actions.propose_terms(tale.people[who], claim, quantity, tale.moments.day(on) if on else None, terms)


def _call_off(tale: Tale, claim: Any, who: str, note: str) -> None:
    actions.cancel_claim(tale.people[who], claim, "no_capacity", note)


def _thank(receiver: Any, claim: Any, words: str, for_whom: str = "the giver") -> None:
    actions.confirm_claim(receiver, claim, words, for_whom == "everybody")


def _correct(tale: Tale, claim: Any, who: str, units: int, reason: str) -> None:
    actions.correct_delivery(tale.people[who], claim, units, reason)
