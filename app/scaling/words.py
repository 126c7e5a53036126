"""What scaling calls things, in the reader's language. Tables have their English codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

STRATEGIES: dict[str, tuple[Any, Any]] = {
    "capacity": (
        _l("Capacity building"),
        _l("Make it stronger where it is: proof, people, money and method, so that it can grow afterwards."),
    ),
    "expansion": (
        _l("Strategic expansion"),
        _l("Its own organisation opens new places and suits the model to each of them."),
    ),
    "contract": (
        _l("Contractual partnership"),
        _l("Partners run the same model in their places, under a contract: a licence, a franchise, a joint venture."),
    ),
    "knowhow": (
        _l("Know-how dissemination"),
        _l("Others learn how it is done and make it their own: training, handbooks, open methods."),
    ),
}
"""The shipped strategies: name and description, until somebody edits them."""
STAGES: dict[str, Any] = {
    "readiness": _l("Readiness"),
    "design": _l("Design"),
    "implementation": _l("Implementation"),
    "follow_up": _l("Follow-up"),
}
SUBJECTS: dict[str, Any] = {
    "readiness": _l("Is it ready?"),
    "receptivity": _l("Are others ready for it?"),
    "resources": _l("What is there to do it with?"),
    "risks": _l("What could go wrong?"),
    "returns": _l("What does it bring?"),
}
QUESTIONS: dict[str, Any] = {
    "partners": _l("Will you work with partners in the new places?"),
    "adapt": _l("Will the model be changed for the new places?"),
    "proven": _l("It is shown that it works"),
    "described": _l("It is written down so well that others could run it"),
    "demand": _l("People in other places ask for it"),
    "takers": _l("There are organisations that can and want to run it"),
    "team": _l("There are people with time to bring it elsewhere"),
    "money": _l("There is money for it, or it is in sight"),
    "quality": _l("Harm would be done if it were done badly"),
    "difference": _l("The new places differ from the one where it works"),
    "income": _l("It can earn its costs in the new places"),
    "reach": _l("Reaching many matters more than keeping it in hand"),
}
ROUTE: dict[str, Any] = {"yes": _l("Yes"), "no": _l("No"), "unsure": _l("Not sure yet")}
SCALE: dict[int, Any] = {
    1: _l("Not at all"), 2: _l("A little"), 3: _l("Partly"), 4: _l("Largely"), 5: _l("Fully"),
}  # fmt: skip
ACTION: dict[str, tuple[Any, str]] = {
    "planned": (_l("Planned"), "neutral"),
    "doing": (_l("Under way"), "waiting"),
    "done": (_l("Done"), "done"),
    "dropped": (_l("Dropped"), "bad"),
}
SUPPORT: dict[str, tuple[Any, str]] = {
    "looking": (_l("Looking for it"), "waiting"),
    "agreed": (_l("Agreed"), "good"),
    "given": (_l("Given"), "done"),
    "dropped": (_l("Dropped"), "bad"),
}
KIND: dict[str, Any] = {
    "mentorship": _l("Mentoring"),
    "claim": _l("Help from the board"),
    "event": _l("An event or activity"),
    "outside": _l("Help from outside"),
}
RISK: dict[str, tuple[Any, str]] = {
    "open": (_l("Still open"), "waiting"),
    "happened": (_l("It happened"), "bad"),
    "closed": (_l("Closed"), "done"),
}
LIKELIHOOD: dict[int, Any] = {
    1: _l("Very unlikely"), 2: _l("Unlikely"), 3: _l("Possible"), 4: _l("Likely"), 5: _l("Very likely"),
}  # fmt: skip
IMPACT: dict[int, Any] = {
    1: _l("Hardly felt"), 2: _l("Small"), 3: _l("Noticeable"), 4: _l("Serious"), 5: _l("The end of it"),
}  # fmt: skip
LEVEL: dict[str, Any] = {"low": _l("Low"), "medium": _l("Medium"), "high": _l("High")}
PLACE: dict[str, tuple[Any, str]] = {
    "aimed": (_l("Aimed for"), "neutral"),
    "begun": (_l("Begun"), "waiting"),
    "reached": (_l("Reached"), "good"),
    "dropped": (_l("Dropped"), "bad"),
}


def named_strategy(code: str | None, name: str | None) -> str:
    """A strategy's own name; of a shipped one that nobody edited, its translated one; empty for none."""
    return str(name or STRATEGIES.get(code or "", (code or "", ""))[0])


def strategy_name(strategy: Any) -> str:
    """The same of a strategy."""
    return named_strategy(strategy.code, strategy.name)


def strategy_about(strategy: Any) -> str:
    """What it is, likewise."""
    shipped = STRATEGIES.get(strategy.code) if not strategy.name else None
    return str(strategy.description or (shipped[1] if shipped else ""))


def way_stage_name(code: str) -> str:
    """A pathway's stage as a word."""
    return str(STAGES.get(code, code))


def question_name(code: str) -> str:
    """A question of the questionnaire."""
    return str(QUESTIONS.get(code, code))


def answer_name(answer: str | int) -> str:
    """What was answered, as a word."""
    return str(SCALE.get(answer, answer) if isinstance(answer, int) else ROUTE.get(answer, answer))


def reason_parts(reason: str) -> tuple[str, str]:
    """ "quality=5" → the question and the answer, as words."""
    question, _sign, answer = reason.partition("=")
    return question_name(question), answer_name(int(answer) if answer.isdecimal() else answer)


def level_of(likelihood: int, impact: int) -> str:
    """low, medium or high: by the product of the two, as risk registers of EU projects do."""
    product = likelihood * impact
    return "high" if product >= 12 else "medium" if product >= 6 else "low"


def word(words: Mapping[str, tuple[Any, str]], code: str) -> str:
    """The word of a state."""
    return str(words[code][0]) if code in words else code


def tone(words: Mapping[str, tuple[Any, str]], code: str) -> str:
    """Its tone, for a tag."""
    return words[code][1] if code in words else "neutral"
