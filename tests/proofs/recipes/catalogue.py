"""Lists of innovations that animators bring; what is shown and measured of an innovation."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

from PIL import Image

from app.core.clock import now
from app.files.keeping import Upload
from app.importing.reading import read
from app.innovations import actions as innovations
from app.innovations.actions import arriving, seen, showing, working
from app.innovations.actions.imports import plan
from app.innovations.headings import mapping_of
from app.innovations.rows import read_rows
from app.innovations.uploads import path_of


def _one(p: Any) -> Any:
    return innovations.put_forward(
        p.innovator, {"name": "Herstelhuis Gent", "summary": "Neighbours mend.", "sectors": [], "goals": []}
    )


def _list(p: Any) -> Any:
    return arriving.begin_import(p.animator, "list.csv", b"name\nHerstelhuis")


def _ready(p: Any) -> Any:
    one = _list(p)
    one.state = "ready"
    return one


def _claimed(p: Any, state: str = "looking") -> Any:
    """As the worker has it in its first try."""
    one = _list(p)
    one.columns, one.state, one.attempts = {"name": "name"}, state, 1
    return one


def _taken(p: Any) -> tuple[Any, ...]:
    one = _claimed(p, "running")
    table = read(path_of(one.stored))
    reads, _columns = read_rows(table, mapping_of(table, one.columns), iter)
    return p.animator, one.id, 1, plan(reads, False), 1


def _written(p: Any) -> tuple[Any, ...]:
    told = _taken(p)
    working.take_some(*told)
    return told[:3]


def _public(p: Any) -> Any:
    return showing.publish_innovation(p.animator, _one(p))


def _link(p: Any) -> Any:
    return seen.add_link(p.innovator, _one(p), "https://herstelhuis.example", "website")


def _picture() -> Upload:
    drawn = BytesIO()
    Image.new("RGB", (8, 8)).save(drawn, "PNG")
    return Upload("house.png", "image/png", drawn.getvalue())


def _image(p: Any) -> Any:
    return seen.add_image(p.innovator, _one(p), _picture(), "The house")


_A, _S = "innovations.actions.arriving.", "innovations.actions.seen."
_V, _W = "innovations.actions.showing.", "innovations.actions.working."
RECIPES: dict[str, Any] = {
    _A + "begin_import": lambda p: (p.animator, "list.csv", b"name\nHerstelhuis"),
    _A + "choose_columns": lambda p: (p.animator, _list(p), {"name": "name"}, False),
    _A + "confirm_import": lambda p: (p.animator, _ready(p), False),
    _A + "drop_import": lambda p: (p.animator, _list(p)),
    _A + "sweep_imports": lambda _p: (now(),),
    _S + "add_link": lambda p: (p.innovator, _one(p), "https://herstelhuis.example", "website"),
    _S + "remove_link": lambda p: (p.innovator, _link(p)),
    _S + "add_image": lambda p: (p.innovator, _one(p), _picture(), "The house"),
    _S + "remove_image": lambda p: (p.innovator, _image(p)),
    _V + "publish_innovation": lambda p: (p.animator, _one(p)),
    _V + "unpublish_innovation": lambda p: (p.animator, _public(p)),
    _V + "change_parts": lambda p: (p.innovator, _one(p), ["challenge"]),
    _W + "claim_import": lambda _p: (None,),
    _W + "note_import": lambda p: (None, _claimed(p).id, 1, 0, 1),
    _W + "keep_looked": lambda p: (None, _claimed(p).id, 1, [], 1),
    _W + "take_some": _taken,
    _W + "end_import": _written,
    _W + "fail_import": lambda p: (None, _claimed(p).id, 1, "It is no table."),
    _W + "let_import_wait": lambda p: (None, _claimed(p).id, 1, timedelta(seconds=20)),
}
