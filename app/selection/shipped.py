"""The gates and criteria that a round begins with. Their words come with the program, so that they are translated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

GATES: dict[str, Any] = {
    "need": _l("Does it answer a societal need?"),
    "proven": _l("Is it proven where it works now?"),
    "ambition": _l("Does the team agree to be assessed, and want to scale?"),
    "country": _l("Is it in a country of this cluster?"),
    "entity": _l("Is there a legal entity, or a team with a name?"),
    "progress": _l("Does the team agree to share its progress?"),
}


@dataclass(frozen=True)
class Shipped:
    """A criterion that comes with the program. `guidance` says what each score from 0 to 5 means."""

    name: Any
    help: Any
    weight: float
    guidance: tuple[Any, Any, Any, Any, Any, Any]
    reversed: bool = False


CRITERIA: dict[str, Shipped] = {
    "need": Shipped(
        _l("Social need"), _l("How large and how pressing is the need it answers, and do those concerned say so?"), 15,
        (
            _l("No need is named."), _l("A need is claimed, and nothing shows it."),
            _l("A need of few people, or one that others answer already."),
            _l("A clear need of a group, with some figures."),
            _l("A pressing need of many, with figures and voices of those concerned."),
            _l("A pressing need of many in several places that nobody answers well, said by those concerned."),
        ),
    ),
    "innovativeness": Shipped(
        _l("Innovativeness"), _l("What is new in it, compared with what exists for the same need?"), 15,
        (
            _l("Nothing is new."), _l("A usual service under a new name."),
            _l("A small improvement of what exists."), _l("New in its region; known elsewhere."),
            _l("A new approach with a clear advantage over what exists."),
            _l("It changes how the need is answered, and others have begun to learn from it."),
        ),
    ),
    "collaboration": Shipped(
        _l("Collaboration"), _l("Who works on it together, and do those concerned have a say?"), 10,
        (
            _l("One organisation alone."), _l("Partners are named, and do nothing."),
            _l("One partner helps now and then."), _l("Several partners with a task each."),
            _l("Partners of different kinds, with agreements, and users who are asked."),
            _l("Partners of different kinds carry it together, and users decide with them."),
        ),
    ),
    "evidence": Shipped(
        _l("Evidence"), _l("What shows that it works?"), 15,
        (
            _l("Nothing."), _l("Single stories."), _l("It counts what it does, not what comes of it."),
            _l("It measures what comes of it, without a comparison."),
            _l("Measured before and after, or compared, over a year or more."),
            _l("An evaluation by others, or measured in several places, with the same result."),
        ),
    ),
    "readiness": Shipped(
        _l("Readiness to scale"), _l("Are the team, its model and its leadership ready to bring it elsewhere?"), 15,
        (
            _l("It does not stand on its own yet."), _l("It depends on one person, and nothing is written down."),
            _l("It works, and nobody has time for more."),
            _l("A stable team with somebody in charge of scaling."),
            _l("The core is described, and the team has a plan and time for it."),
            _l("It has been brought to another place before, and the team knows what that takes."),
        ),
    ),
    "resources": Shipped(
        _l("Resources and sustainability"), _l("What does it live on, now and in three years?"), 10,
        (
            _l("No money and no plan for it."), _l("One grant that ends within a year."),
            _l("Grants, renewed each year."), _l("Two sources or more, one of them lasting."),
            _l("Mostly lasting income, and reserves for some months."),
            _l("It carries itself, and can pay for part of the scaling."),
        ),
    ),
    "receptivity": Shipped(
        _l("Receptivity of the target context"), _l("Does somebody wait for it where it is to go?"), 5,
        (
            _l("No place is named."), _l("A place is named, and nobody there knows of it."),
            _l("Somebody there is interested."), _l("A partner there wants it, and has said so."),
            _l("A partner there wants it, and rules and funding fit."),
            _l("Several places ask for it, and offer what it needs."),
        ),
    ),
    "replicability": Shipped(
        _l("Replicability"), _l("How much of it can others take over, and at what cost?"), 10,
        (
            _l("It works only there, with these people."), _l("Most of it would have to be made anew."),
            _l("Parts of it can be taken over, with much help."),
            _l("Its core can be taken over with some help."),
            _l("Others can take it over from what is written down and a training."),
            _l("Others do it already, at a known cost and with the same result."),
        ),
    ),
    "risks": Shipped(
        _l("Risks"), _l("What could make it fail or do harm? A high score is a high risk, and counts against it."), 5,
        (
            _l("No risk worth naming."), _l("Small risks, and they are looked after."),
            _l("Some risks, with a plan for them."), _l("Serious risks, with a plan for most of them."),
            _l("Serious risks without a plan."), _l("It is likely to fail or to do harm."),
        ),
        reversed=True,
    ),
}  # fmt: skip
"""The weights add up to 100."""


def gate_words(code: str, question: str) -> str:
    """The question as it was written here, else the shipped one in the reader's language."""
    return question or str(GATES.get(code, ""))


def frozen_question(gate: dict[str, Any]) -> str:
    """What a gate of a frozen record asks: as it was written, a shipped one in the language in force."""
    return gate_words(gate["code"], gate.get("said", "")) or str(gate["question"])


def criterion_name(code: str, name: str) -> str:
    """What a criterion is called."""
    return name or (str(CRITERIA[code].name) if code in CRITERIA else "")


def frozen_name(criterion: dict[str, Any]) -> str:
    """What a criterion of a frozen record is called: as it was written, a shipped one in the reader's language."""
    return criterion_name(criterion["code"], criterion["said"]) or criterion["name"]


def criterion_help(code: str, help_: str) -> str:
    """What it asks."""
    return help_ or (str(CRITERIA[code].help) if code in CRITERIA else "")


def guidance_of(code: str, guidance: list[str]) -> list[str]:
    """What each score means, six texts; those written here go before the shipped ones."""
    shipped = [str(words) for words in CRITERIA[code].guidance] if code in CRITERIA else [""] * 6
    return [own or usual for own, usual in zip([*guidance, *[""] * 6], shipped, strict=False)]
