"""Measuring: indicators, the theory of change, reporting rounds and reports."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from app.measuring import actions
from app.measuring.telling import Answer
from tests.measuring.builders import HALF, a_round, a_scaling, an_approved, answers, the_report

_OWN = {"title": "Repairs", "level": "outcome", "measure": "unit", "unit": "things"}
_MORE = (date(2026, 7, 1), date(2026, 12, 31), date(2027, 2, 14))


def _one(p: Any) -> Any:
    return a_scaling(p)


def _indicator(p: Any) -> tuple[Any, Any]:
    one = _one(p)
    return one, actions.add_indicator(p.innovator, one, _OWN)


def _retired(p: Any) -> tuple[Any, Any]:
    one, it = _indicator(p)
    return one, actions.retire_indicator(p.innovator, one, it)


def _target(p: Any) -> tuple[Any, Any, Any]:
    one, it = _indicator(p)
    return one, it, actions.set_target(p.innovator, one, it, *HALF[:2], 5.0, "", "")


def _asked(p: Any) -> SimpleNamespace:
    one = _one(p)
    reporting = a_round(p)
    return SimpleNamespace(one=one, reporting=reporting, report=the_report(one, reporting))


def _sent(p: Any) -> Any:
    it = _asked(p)
    return actions.submit_report(p.innovator, it.report, answers(it.one, revenue=9), "", True)


def _late(p: Any) -> tuple[Any, ...]:
    """Newcomers after the round was opened, and the round."""
    it = _asked(p)
    return a_scaling(p, "Newcomers"), it.reporting


def _correction(p: Any) -> tuple[Any, ...]:
    from app.measuring.queries import told_in

    it = _asked(p)
    report = an_approved(p, it.one, it.reporting, revenue=9)
    old = next(each.whole for each in told_in(report.id).values() if each.whole.value == 9)
    return p.animator, report, old, 8.0, "", "Counted twice"


def _kept(p: Any) -> tuple[Any, ...]:
    it = _asked(p)
    (first, *_rest) = answers(it.one, staff_fte=4)
    return p.innovator, it.report, [Answer(first.indicator_id, value=4)], "Half of it.", False


def _reminded(p: Any) -> tuple[Any, ...]:
    it = _asked(p)
    it.report.reminded = 0
    return None, it.report, it.reporting, it.one, 3


_I, _R, _O = "measuring.actions.indicators.", "measuring.actions.reports.", "measuring.actions.rounds."
RECIPES: dict[str, Any] = {
    _I + "start_indicators": lambda p: (p.innovator, _one(p)),
    _I + "add_indicator": lambda p: (p.innovator, _one(p), _OWN),
    _I + "edit_indicator": lambda p: (p.innovator, *_indicator(p), _OWN | {"title": "Things mended"}),
    _I + "set_baselines": lambda p: (p.innovator, (told := _indicator(p))[0], 2025, {told[1].id: 4.0}),
    _I + "retire_indicator": lambda p: (p.innovator, *_indicator(p)),
    _I + "return_indicator": lambda p: (p.innovator, *_retired(p)),
    _I + "move_indicator": lambda p: (p.innovator, *_indicator(p), True),
    _I + "set_target": lambda p: (p.innovator, *_indicator(p), *HALF[:2], 5.0, "", "With a second site"),
    _I + "remove_target": lambda p: (p.innovator, *_target(p)),
    "measuring.actions.chain.tell_chain": lambda p: (
        p.innovator, _one(p), [("input", "Volunteers", ""), ("impact", "Fewer eat alone", "there is a kitchen")],
    ),
    _O + "open_round": lambda p: (_one(p) and p.animator, *_MORE, "2026/2"),
    _O + "close_round": lambda p: (p.animator, _asked(p).reporting),
    _O + "begin_report": lambda p: (p.innovator, *_late(p)),
    _O + "ask_report": lambda p: (actions.begin_report, p.innovator, *_late(p)),
    _O + "remind_report": _reminded,
    _R + "keep_report": _kept,
    _R + "submit_report": lambda p: (
        p.innovator, (it := _asked(p)).report, answers(it.one, revenue=9), "It went well.", False,
    ),
    _R + "approve_report": lambda p: (p.stakeholder, _sent(p)),
    _R + "return_report": lambda p: (p.stakeholder, _sent(p), "Without interns, please."),
    _R + "correct_value": _correction,
}  # fmt: skip
