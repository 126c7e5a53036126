"""Fixed lists: maturity stages, the Sustainable Development Goals, sectors."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

STAGES: dict[str, Any] = {
    "prompts": _l("Prompts"),
    "proposals": _l("Proposals"),
    "prototypes": _l("Prototypes"),
    "sustaining": _l("Sustaining"),
    "scaling": _l("Scaling"),
    "systemic": _l("Systemic change"),
}

GOALS: dict[int, Any] = {
    1: _l("No poverty"),
    2: _l("Zero hunger"),
    3: _l("Good health and well-being"),
    4: _l("Quality education"),
    5: _l("Gender equality"),
    6: _l("Clean water and sanitation"),
    7: _l("Affordable and clean energy"),
    8: _l("Decent work and economic growth"),
    9: _l("Industry, innovation and infrastructure"),
    10: _l("Reduced inequalities"),
    11: _l("Sustainable cities and communities"),
    12: _l("Responsible consumption and production"),
    13: _l("Climate action"),
    14: _l("Life below water"),
    15: _l("Life on land"),
    16: _l("Peace, justice and strong institutions"),
    17: _l("Partnerships for the goals"),
}

SECTORS: dict[str, Any] = {
    "food": _l("Food and agriculture"),
    "environment": _l("Environment and circular economy"),
    "energy": _l("Energy"),
    "housing": _l("Housing and neighbourhood"),
    "mobility": _l("Mobility"),
    "work": _l("Work and inclusion"),
    "education": _l("Education and youth"),
    "health": _l("Health and care"),
    "culture": _l("Culture and media"),
    "finance": _l("Ethical finance and trade"),
    "technology": _l("Technology and open knowledge"),
    "migration": _l("Migration and integration"),
    "rights": _l("Rights and participation"),
    "networks": _l("Networks and support organisations"),
    "other": _l("Other"),
}
