"""Lists of innovations that are taken out again, and innovations that are there twice."""

from __future__ import annotations

from typing import Any

from app.innovations import actions
from app.innovations.actions import working
from app.innovations.models import InnovationImport
from app.innovations.queries.arriving import import_of
from tests.proofs.recipes.catalogue import _taken

_TOLD = {"name": "Herstelhuis Gent", "summary": "Neighbours mend.", "sectors": [], "goals": []}


def _done(p: Any) -> InnovationImport:
    told = _taken(p)
    working.take_some(*told)
    working.end_import(*told[:3])
    one = import_of(told[1])
    assert one is not None
    return one


def _undoing(p: Any) -> tuple[Any, str, int]:
    one = actions.ask_undo(p.animator, _done(p))
    working.claim_import(None)
    return p.animator, one.id, one.attempts


def _two(p: Any) -> tuple[Any, Any]:
    return actions.put_forward(p.innovator, _TOLD), actions.put_forward(p.innovator2, _TOLD)


RECIPES: dict[str, Any] = {
    "innovations.actions.arriving.ask_undo": lambda p: (p.animator, _done(p)),
    "innovations.actions.undoing.undo_some": _undoing,
    "innovations.actions.undoing.end_undo": _undoing,
    "innovations.actions.merging.merge_innovations": lambda p: (p.animator, *_two(p), {}),
    "innovations.actions.merging.keep_apart": lambda p: (p.animator, *_two(p)),
}
