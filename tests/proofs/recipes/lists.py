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
    working.take_import(*told)
    one = import_of(told[1])
    assert one is not None
    return one


def _two(p: Any) -> tuple[Any, Any]:
    return actions.put_forward(p.innovator, _TOLD), actions.put_forward(p.innovator2, _TOLD)


RECIPES: dict[str, Any] = {
    "innovations.actions.undoing.undo_import": lambda p: (p.animator, _done(p)),
    "innovations.actions.merging.merge_innovations": lambda p: (p.animator, *_two(p), {}),
    "innovations.actions.merging.keep_apart": lambda p: (p.animator, *_two(p)),
}
