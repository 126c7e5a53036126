"""The conventions, checked: imports point one way, every route has its gate, every event its sentence, sizes, names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app import SLICES
from app.activity.facts import FACTS
from app.web.gates import GATES, gate_of

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "app"
TEMPLATES = ROOT / "templates"
LAYERS = ("events", "rules", "models", "queries", "actions", "forms", "views")
"""From the lowest: a layer imports only those before it (events and rules may read the models' constants)."""
MAY_IMPORT = {
    "models": set(),
    "events": {"models"},
    "rules": {"models", "queries"},
    "queries": {"models", "events"},
    "actions": {"models", "events", "rules", "queries"},
    "forms": {"models", "rules", "queries"},
    "views": {"models", "events", "rules", "queries", "actions", "forms"},
}
PUBLISHED = {"queries", "actions", "events"}
ALSO_PUBLISHED = {
    "activity": {"belonging", "facts", "record", "sentences", "models", "reading", "letters", "erase"},
    "people": {"reader", "links", "feeds", "throttle", "forms", "proof"},
    "hosting": {"schema"},
    "offers": {"words", "forms"},
    "innovations": {"words"},
}


def python_files() -> list[Path]:
    return sorted(path for path in APP.rglob("*.py") if "translations" not in path.parts)


ROOMS = sorted({path.relative_to(APP).parts[0] for path in python_files()})
each_room = pytest.mark.parametrize(
    "paths", [[path for path in python_files() if path.relative_to(APP).parts[0] == room] for room in ROOMS], ids=ROOMS
)
"""One test for each room, not for each of a thousand files: the message names the file."""


def imports(path: Path) -> Iterator[str]:
    package = path.relative_to(ROOT).with_suffix("").parts
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: -node.level]) + "." if node.level else ""
            module = (base + (node.module or "")).rstrip(".")
            yield module
            if module.startswith("app") and module.count(".") < 2:
                yield from (f"{module}.{alias.name}" for alias in node.names)


def room_and_layer(module: str) -> tuple[str, str]:
    parts = module.split(".")
    return (parts[1] if len(parts) > 1 else "", parts[2] if len(parts) > 2 else "")


@each_room
def test_imports_point_one_way(paths: list[Path]) -> None:
    for path in paths:
        _points_one_way(path)


def _points_one_way(path: Path) -> None:
    room, layer = room_and_layer(".".join(path.relative_to(ROOT).with_suffix("").parts))
    for module in imports(path):
        if not module.startswith("app."):
            continue
        other, other_layer = room_and_layer(module)
        if room in ("core", "web"):
            assert other not in SLICES or path.name == "gates.py", f"{path} knows the slice {other}"
        elif other == room and layer in MAY_IMPORT and other_layer in MAY_IMPORT and layer != other_layer:
            assert other_layer in MAY_IMPORT[layer], f"{path}: {layer} must not import {other_layer}"
        elif room in SLICES and other in SLICES and other != room and layer in MAY_IMPORT and other_layer:
            allowed = PUBLISHED | ALSO_PUBLISHED.get(other, set())
            assert other_layer in allowed, f"{path} reaches into {module}"


def test_no_room_for_what_has_no_name() -> None:
    names = {path.stem for path in python_files()}
    assert not names & {"utils", "util", "helpers", "helper", "manager", "common", "misc", "service", "services"}


@each_room
def test_files_and_functions_keep_their_size(paths: list[Path]) -> None:
    for path in paths:
        _keeps_its_size(path)


def _keeps_its_size(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 300, f"split {path} by noun"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = node.end_lineno - node.lineno + 1 if node.end_lineno else 0
            assert length <= 30, f"{path}: {node.name} has {length} lines"


@each_room
def test_views_are_thin(paths: list[Path]) -> None:
    for path in paths:
        if path.name == "views.py" or path.parent.name == "views":
            _is_thin(path)


def _is_thin(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any(
            "route" in ast.unparse(d) or ".get(" in ast.unparse(d) or ".post(" in ast.unparse(d)
            for d in node.decorator_list
        ):
            body = node.end_lineno - node.body[0].lineno + 1 if node.end_lineno else 0
            assert body <= 15, f"the view {node.name} has {body} lines"
            source = ast.unparse(node)
            assert "db." not in source, f"the view {node.name} reaches for the database"
            assert not re.search(r"\.role\b\s*(==|!=|in\b|not\b)", source), f"the view {node.name} compares roles"


def test_every_route_has_its_gate(house: Flask) -> None:
    ungated = [rule.endpoint for rule in house.url_map.iter_rules() if gate_of(house, rule.endpoint) not in GATES]
    assert ungated == []


def test_every_event_has_its_sentence(house: Flask) -> None:
    missing = []
    for verb in FACTS:
        slice_, name = verb.split(".")
        if not (TEMPLATES / slice_ / "events" / f"{name}.html").is_file():
            missing.append(verb)
    assert missing == []


def test_every_sentence_has_its_event(house: Flask) -> None:
    written = {f"{path.parent.parent.name}.{path.stem}" for path in TEMPLATES.glob("*/events/*.html")}
    assert written - set(FACTS) == set()


@pytest.mark.parametrize("folder", sorted({path.parent for path in TEMPLATES.rglob("*.html")}), ids=lambda it: it.name)
def test_templates_hold_only_markup(folder: Path) -> None:
    for path in folder.glob("*.html"):
        _holds_only_markup(path)


def _holds_only_markup(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|hx-on", text) or "mail" in path.parts, (
        path
    )
    if path.name not in ("_ui.html", "_forms.html"):
        assert len(text.splitlines()) <= 100, f"split {path}"
        if path.name != "design.html":
            assert "<button" not in text and "<input" not in text.replace('<input type="hidden"', ""), (
                f"{path}: use the macros"
            )


def test_each_kind_of_thing_is_shown_by_one_page() -> None:
    """A second LINKS["report"] = … would lead what is told of the first kind to nowhere."""
    said = [line.split("]")[0] for path in python_files() for line in path.read_text("utf-8").splitlines()
            if line.startswith("LINKS[")]  # fmt: skip
    assert len(said) > 20 and len(said) == len(set(said)), sorted(one for one in said if said.count(one) > 1)


def test_only_the_clock_reads_the_time() -> None:
    for path in python_files():
        if path.name != "clock.py":
            text = path.read_text("utf-8")
            assert not re.search(r"datetime\.(now|utcnow|today)\(|date\.today\(|\btime\.time\(\)", text), path


def test_only_record_writes_events() -> None:
    for path in python_files():
        if "activity" not in path.parts:
            assert not re.search(r"(?<!threading\.)\b(Event|EventParty|Delivery)\(", path.read_text("utf-8")), path


def test_rows_of_fields_are_the_houses_own() -> None:
    """wtforms' FieldList breaks down on a row that is numbered "²": app/web/forms.py has one that does not."""
    for path in python_files():
        if path != APP / "web" / "forms.py":
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                names = {alias.name for alias in node.names} if isinstance(node, ast.ImportFrom) else set()
                theirs = isinstance(node, ast.ImportFrom) and (node.module or "").startswith("wtforms")
                assert not (theirs and "FieldList" in names), path
                assert not (isinstance(node, ast.Attribute) and node.attr == "FieldList"), path
