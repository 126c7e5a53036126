"""Conflicts of interest: for the animators' eyes alone; a mentor is not told what a mentee declares (M4)."""

from __future__ import annotations

from collections.abc import Iterable

from app.activity.facts import Fact, Ref, fact
from app.activity.models import ANIMATORS


class _ForAnimators(Fact):
    def parties(self) -> Iterable[Ref]:
        return ()


@fact("mentoring.conflict_declared", strand="mentoring", visibility=ANIMATORS)
class ConflictDeclared(_ForAnimators):
    """`tied` is a person, an innovation or an organisation; `kind` a code. The note is not told."""

    conflict: Ref
    mentor: Ref
    tied: Ref
    declarer: Ref
    kind: str


@fact("mentoring.conflict_removed", strand="mentoring", visibility=ANIMATORS)
class ConflictRemoved(_ForAnimators):
    conflict: Ref
    mentor: Ref
    tied: Ref
    declarer: Ref
