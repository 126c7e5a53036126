"""The support topics shipped with the product (PRODUCT.md): two levels; the first migration filled their table."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

SHIPPED: dict[str, Any] = {
    "finance": _l("Finance and investment"),
    "finance.planning": _l("Financial planning"),
    "finance.grants": _l("Grants and donations"),
    "finance.investors": _l("Social investors and loans"),
    "finance.crowdfunding": _l("Crowdfunding"),
    "business": _l("Business model and pricing"),
    "business.pricing": _l("Pricing"),
    "business.model": _l("Business model design"),
    "business.sales": _l("Sales to public and private buyers"),
    "legal": _l("Legal and governance"),
    "legal.forms": _l("Legal forms and cooperatives"),
    "legal.contracts": _l("Contracts and licences"),
    "legal.data": _l("Data protection"),
    "impact": _l("Impact measurement"),
    "impact.indicators": _l("Indicators and baselines"),
    "impact.evaluation": _l("Evaluation design"),
    "marketing": _l("Marketing and awareness"),
    "marketing.brand": _l("Brand and story"),
    "marketing.media": _l("Press and social media"),
    "partners": _l("Partnerships and networks"),
    "partners.municipal": _l("Working with municipalities"),
    "partners.corporate": _l("Working with companies"),
    "policy": _l("Public procurement and policy"),
    "policy.tenders": _l("Public tenders"),
    "policy.advocacy": _l("Advocacy"),
    "people": _l("People and team"),
    "people.hiring": _l("Hiring and volunteers"),
    "people.wellbeing": _l("Wellbeing at work"),
    "technology": _l("Technology and data"),
    "technology.product": _l("Digital product"),
    "technology.data": _l("Data and automation"),
    "premises": _l("Premises and equipment"),
    "premises.space": _l("Finding a space"),
    "premises.energy": _l("Energy and renovation"),
    "replication": _l("Replication and franchising"),
    "replication.franchise": _l("Social franchising"),
    "replication.adaptation": _l("Adapting to a new place"),
    "coaching": _l("Coaching and leadership"),
    "coaching.leadership": _l("Leadership"),
    "coaching.conflict": _l("Conflict and mediation"),
}
