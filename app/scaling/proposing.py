"""Which strategy the answers speak for: pure, the same answers always give the same proposal. People decide.

The two questions on the route (with partners? adapted?) weigh most, for they are what tells the strategies apart; the
ten others tip the balance where those are open, and say why. Every point that is given is kept with its question, so
that a proposal can show the answers it rests on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

ROUTE = ("partners", "adapt")
"""Answered yes, no or unsure."""
SUBJECTS: Mapping[str, tuple[str, str]] = {
    "readiness": ("proven", "described"),
    "receptivity": ("demand", "takers"),
    "resources": ("team", "money"),
    "risks": ("quality", "difference"),
    "returns": ("income", "reach"),
}
"""The ten others by subject, answered 1 to 5."""
QUESTIONS = tuple(question for pair in SUBJECTS.values() for question in pair)
DECISIVE, MIDDLE = 6, 3
REASONS = 4

SPEAKS: Mapping[tuple[bool, bool], Mapping[str, int]] = {
    (False, False): {"proven": -1, "described": -1, "team": -1, "money": -1, "demand": -1},
    (False, True): {"team": 1, "money": 1, "quality": 1, "income": 1, "takers": -1},
    (True, False): {"described": 1, "takers": 1, "quality": 1, "income": 1, "difference": -1},
    (True, True): {"reach": 1, "difference": 1, "takers": 1, "quality": -1, "income": -1},
}
"""(with partners, adapted) → what a high answer (1) or a low one (-1) speaks for. Who lacks proof, a description,
people or money builds capacity first; who must keep the quality expands or makes contracts; who wants reach gives the
knowledge away."""


@dataclass(frozen=True)
class Route:
    """A strategy as the proposal knows it."""

    code: str
    partnering: bool
    adapts: bool


@dataclass(frozen=True)
class Proposal:
    """The strategies from the best to the least fitting, and the answers that speak for the first ("quality=5")."""

    ranking: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The proposed one; empty when there is none to choose from."""
        return self.ranking[0] if self.ranking else ""


def propose(answers: Mapping[str, str | int], routes: Sequence[Route]) -> Proposal:
    """The strategy that the answers speak for most; of equals, the one that stands first in the table."""
    scored = sorted(enumerate(routes), key=lambda pair: (-sum(_points(answers, pair[1]).values()), pair[0]))
    if not scored:
        return Proposal()
    ranking = tuple(route.code for _place, route in scored)
    return Proposal(ranking, tuple(_reasons(answers, scored[0][1])))


def _points(answers: Mapping[str, str | int], route: Route) -> dict[str, int]:
    """What each answer adds to this strategy; what was not answered adds nothing."""
    points = {"partners": _decides(answers.get("partners"), route.partnering)}
    points["adapt"] = _decides(answers.get("adapt"), route.adapts)
    for question, sign in SPEAKS[route.partnering, route.adapts].items():
        answer = answers.get(question, MIDDLE)
        points[question] = sign * (answer - MIDDLE) if isinstance(answer, int) else 0
    return points


def _decides(answer: str | int | None, has: bool) -> int:
    if answer not in ("yes", "no"):
        return 0
    return DECISIVE if (answer == "yes") == has else -DECISIVE


def _reasons(answers: Mapping[str, str | int], route: Route) -> Iterator[str]:
    """The answers that speak for it, the weightiest first; when none does, the one that speaks against it least."""
    points = {question: value for question, value in _points(answers, route).items() if question in answers}
    order = sorted(points, key=lambda question: (-points[question], (*ROUTE, *QUESTIONS).index(question)))
    spoken = [question for question in order if points[question] > 0][:REASONS]
    for question in spoken or order[:1]:
        yield f"{question}={answers[question]}"
