"""Pathways of what was selected: asked, decided, planned, helped, brought to places, completed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from app.core.clock import now
from app.demo.story import part
from app.demo.tale import Tale
from app.innovations.actions import hold_innovation
from app.scaling import actions
from app.scaling.checks import CHECKS
from app.scaling.models import STAGES
from app.scaling.months import first_of, shifted
from app.scaling.proposing import QUESTIONS, ROUTE
from app.scaling.queries import needs_of, source_choices, strategy_of_code
from app.scaling.words import strategy_about, strategy_name

_LEADS_CHOSEN = "252d 15:00"


def put_on_agenda(tale: Tale) -> None:
    """Everything of pathways.toml."""
    story = part("pathways")
    for code, house in story["leads"].items():
        tale.on(tale.when(_LEADS_CHOSEN), partial(_lead, tale, code, house))
    for told in story["pathway"]:
        _put_route(tale, told)
        _put_stages(tale, told)
        _put_steps(tale, told)
        for kind, act in (("actions", _plan), ("support", _help), ("risks", _weigh), ("places", _aim)):
            for one in told.get(kind, []):
                tale.on(tale.when(one["at"]), partial(act, tale, told, one))
        for when, who, text in told.get("journal", []):
            tale.on(tale.when(when), partial(_write, tale, told, who, text))


def _lead(tale: Tale, code: str, house: str) -> None:
    one = strategy_of_code(code)
    if one is None:
        raise LookupError(code)
    words = {"name": strategy_name(one), "description": strategy_about(one), "lead_id": tale.house_id(house)}
    kept = {name: getattr(one, name) for name in ("partnering", "adapts", "active")}
    actions.edit_strategy(tale.people["animator"], one, words | kept)


def _put_route(tale: Tale, told: dict[str, Any]) -> None:
    when, who = told["opened"]
    _on(tale, told, when, who, actions.open_pathway)
    answers = dict(zip((*ROUTE, *QUESTIONS), told["answers"], strict=True))
    _on(tale, told, told["asked"], told["team"], actions.answer_questions, answers)
    if "route" in told:
        when, who, code, house, why = told["route"]
        tale.on(tale.when(when), partial(_decide, tale, told, who, (code, house, why)))


def _decide(tale: Tale, told: dict[str, Any], who: str, what: tuple[str, str, str]) -> None:
    code, house, why = what
    chosen, lead = strategy_of_code(code), tale.house_id(house)
    if chosen is None or lead is None:
        raise LookupError(code)
    actions.decide_route(tale.people[who], tale.innovations[told["innovation"]], chosen.id, lead, why)


def _put_stages(tale: Tale, told: dict[str, Any]) -> None:
    """Before each step the checks of the stage that ends are ticked off, one a day."""
    remarks = told.get("remarks", {})
    for when, who, stage in told.get("stages", []):
        reached = tale.when(when)
        for days, code in enumerate(reversed([*CHECKS[STAGES[STAGES.index(stage) - 1]]]), 1):
            tick = partial(_tick, tale, told, told["team"], code, remarks.get(code, ""))
            tale.on(reached - timedelta(hours=19 * days), tick)
        _on(tale, told, when, who, actions.advance_stage, stage)
    for when, who, code, *remark in told.get("met", []):
        tale.on(tale.when(when), partial(_tick, tale, told, who, code, *remark))


def _tick(tale: Tale, told: dict[str, Any], who: str, code: str, remark: str = "") -> None:
    actions.meet_check(tale.people[who], tale.innovations[told["innovation"]], code, remark)


def _put_steps(tale: Tale, told: dict[str, Any]) -> None:
    steps: dict[str, Callable[..., Any]] = {
        "begun": actions.begin_scaling, "completed": actions.complete_scaling, "alumni": actions.become_alumni,
        "held": hold_innovation,
    }  # fmt: skip
    for name, act in steps.items():
        if name in told:
            when, who, *words = told[name]
            _on(tale, told, when, who, act, *words)


def _on(tale: Tale, told: dict[str, Any], when: str, who: str, act: Callable[..., Any], *more: Any) -> None:
    tale.on(tale.when(when), lambda: act(tale.people[who], tale.innovations[told["innovation"]], *more))


def _plan(tale: Tale, told: dict[str, Any], one: dict[str, Any]) -> None:
    by, innovation, owner = _both(tale, told, one)
    this = first_of(tale.present.astimezone(tale.zone).date())
    words = {
        "title": one["title"], "note": one.get("note", ""), "stage": one["stage"], "owner_id": owner.id,
        "from_month": shifted(this, one["from"]), "due_month": shifted(this, one["to"]),
    }  # fmt: skip
    made = actions.plan_action(by, innovation, words)
    for when, state in one.get("went", []):
        tale.on(tale.when(when), partial(actions.move_action, owner, innovation, made, state))


def _both(tale: Tale, told: dict[str, Any], one: dict[str, Any]) -> tuple[Any, Any, Any]:
    return tale.people[one["by"]], tale.innovations[told["innovation"]], tale.people[one.get("owner", one["by"])]


def _help(tale: Tale, told: dict[str, Any], one: dict[str, Any]) -> None:
    """From a mentor (by their key), from a post (by its title), or from outside; a day later it goes on."""
    by, innovation, _owner = _both(tale, told, one)
    source = "outside"
    if "from" in one:
        name = tale.people[one["from"]].name if one["from"] in tale.people else one["from"]
        source = next(code for code, label in source_choices(by, innovation.id) if label.endswith(name))
    need = next(need.id for need in needs_of(innovation.id) if need.topic == one["topic"])
    words = {"need_id": need, "source": source, "who": one.get("who", ""), "note": one["note"]}
    made = actions.add_support(by, innovation, words)
    if "went" in one:
        tale.on(now() + timedelta(hours=26), partial(actions.move_support, by, innovation, made, one["went"]))


def _weigh(tale: Tale, told: dict[str, Any], one: dict[str, Any]) -> None:
    by, innovation, owner = _both(tale, told, one)
    words = {name: one[name] for name in ("title", "likelihood", "impact", "response")}
    words |= {"owner_id": owner.id, "state": "open"}
    made = actions.note_risk(by, innovation, words)
    if "after" in one:
        when, state = one["after"]
        tale.on(tale.when(when), partial(actions.change_risk, by, innovation, made, words | {"state": state}))


def _aim(tale: Tale, told: dict[str, Any], one: dict[str, Any]) -> None:
    by, innovation, _owner = _both(tale, told, one)
    words = {name: one[name] for name in ("country", "region", "city", "note")} | {"state": "aimed"}
    made = actions.add_place(by, innovation, words)
    for when, state in one.get("went", []):
        tale.on(tale.when(when), partial(actions.change_place, by, innovation, made, words | {"state": state}))


def _write(tale: Tale, told: dict[str, Any], who: str, text: str) -> None:
    day = now().astimezone(tale.zone).date()
    actions.write_journal(tale.people[who], tale.innovations[told["innovation"]], day, text)
