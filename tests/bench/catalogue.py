"""A cluster with as many innovations in its catalogue as wanted; its log is small."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from app.core.models import id_from, new_id
from app.core.paging import encode_cursor
from app.core.search import SearchDocument, fold
from app.innovations.models import (
    PARTS,
    InnovationConsent,
    InnovationGoal,
    InnovationSector,
    InnovationText,
    SocialInnovation,
    SupportNeed,
    TeamMember,
)
from app.innovations.pipeline import STATES
from app.innovations.queries import FOR_VISITORS
from app.reference.catalogue import GOALS, SECTORS, STAGES
from app.reference.models import Topic
from app.scaling.models import ScalingPathway, TargetPlace
from tests.bench.facts import Thing
from tests.bench.world import NOW, WORDS, Builder

SIZES = (1_000, 50_000)
REGIONS = {
    "BE": ("BE10", "BE23", "BE32"), "DE": ("DE30", "DE21", "DEA2"), "FR": ("FR10", "FRK2", "FRL0"),
    "GR": ("EL30", "EL43"), "IT": ("ITC4", "ITI4"), "PL": ("PL91", "PL21"), "PT": ("PT11", "PT15"),
    "RO": ("RO32", "RO11"), "ES": ("ES51", "ES61"), "SE": ("SE11", "SE23"),
}  # fmt: skip
FOUR = {"country": "PL", "stage": "scaling", "state": "identified"}
LANGUAGES = ("en", "fr", "nl", "el", "pl")
FIRST = ("identified",) * 8
"""Most are known and no more; of each further state there are some."""


class Catalogue(Builder):
    """One word in every innovation, another in thirty; two thirds are public, a fifth of all has a consent for each
    part, one in twelve is on its way to other places."""

    in_all = 0

    def __init__(self, connection: Any, chance: random.Random, events: int) -> None:
        super().__init__(connection, chance, events)
        came = [NOW - timedelta(minutes=5 * n) for n in range(self.in_all)]
        self.innovations = [
            Thing("innovation", id_from(at)[:10] + new_id()[10:], self._name(n)) for n, at in enumerate(came)
        ]

    def _name(self, n: int) -> str:
        rare = " zeppelin" if n % max(1, self.in_all // 30) == 0 else ""
        return f"{self.chance.choice(WORDS).title()} for everybody{rare} {n}"

    def _innovations(self) -> None:
        rows = [self._innovation(n, one) for n, one in enumerate(self.innovations)]
        for row in self._thirty(rows):
            row |= FOUR | {"region": "PL91"}
        rows[0] |= {"state": "scaling", "country": "PL", "region": "PL21"}
        self._add(SocialInnovation, rows[::-1])
        self._add(TeamMember, [{"innovation_id": rows[0]["id"], "person_id": self.me.id}])
        self._told(rows[::-1])
        self._needs(rows[::-1])
        self._pathways(rows[::-1])
        self._said(rows[::-1])
        deep, named = rows[len(rows) // 2], sorted(rows, key=lambda row: str(row["sort_name"]))[len(rows) // 2]
        self.names |= {"innovation": rows[0]["id"], "deep": encode_cursor([deep["id"]])}
        self.names |= {"deep_name": encode_cursor([named["sort_name"], named["id"]])}
        self.names |= {"public": next(row["id"] for row in rows if row["public"] and row["state"] == "identified")}

    def _thirty(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Those that fit four filters at once: in a small catalogue, too, they fill a page, so that both do as much."""
        return rows[1 :: max(1, len(rows) // 30)]

    def _told(self, rows: list[dict[str, Any]]) -> None:
        """One or two sectors and goals each, half of them in a further language."""
        drawn, chosen = self.chance.sample, self.chance.choice
        each = [(row["id"], n % 2 + 1) for n, row in enumerate(rows)]
        fit = [{"innovation_id": row["id"], "sector": "food"} for row in self._thirty(rows[::-1])]
        for table, column, values in ((InnovationSector, "sector", [*SECTORS]), (InnovationGoal, "goal", [*GOALS])):
            drawn_ones = [{"innovation_id": id_, column: one} for id_, n in each for one in drawn(values, n)]
            known = {one["innovation_id"] for one in drawn_ones if one[column] == "food"}
            more = [one for one in fit if column == "sector" and one["innovation_id"] not in known]
            self._add(table, drawn_ones + more)
        texts = [
            {"innovation_id": id_, "language": chosen(LANGUAGES), "summary": self._text()} for id_, _n in each[::2]
        ]
        self._add(InnovationText, texts)
        self._add(InnovationConsent, [{"innovation_id": id_, "part": part} for id_, _n in each[::5] for part in PARTS])

    def _innovation(self, n: int, one: Thing) -> dict[str, Any]:
        country = self.chance.choice(tuple(REGIONS))
        city = f"{self.chance.choice(WORDS).title()}stad"
        return {
            "id": one.id, "name": one.name, "sort_name": fold(one.name), "summary": self._text(),
            "challenge": self._challenge(), "solution": self._text(30), "evidence": self._text(20),
            "language": "en", "city": city, "city_key": fold(city), "country": country,
            "region": self.chance.choice(REGIONS[country]), "stage": self.chance.choice(tuple(STAGES)),
            "state": self.chance.choice(STATES + FIRST), "public": n % 3 != 2,
            "created_by": self.chance.choice(self.people).id,
        }  # fmt: skip

    def _challenge(self) -> str:
        """Words that everybody uses, and a few that one in six hundred does."""
        rare = [self.chance.choice(WORDS) + self.chance.choice(WORDS) for _ in range(6)]
        return f"{' '.join(rare)} {self._text(24)}"

    def _needs(self, rows: list[dict[str, Any]]) -> None:
        """An open one each, half of them with another that was met."""
        topics = list(self.connection.execute(select(Topic.code)).scalars())
        asked = [(row["id"], self.chance.sample(topics, n % 2 + 1)) for n, row in enumerate(rows)]
        self._add(
            SupportNeed,
            [
                {"innovation_id": id_, "topic": topic, "priority": 1 + n, "state": "met" if n else "open"}
                for id_, its in asked
                for n, topic in enumerate(its)
            ],
        )

    def _pathways(self, rows: list[dict[str, Any]]) -> None:
        """What is at work is to come to two further countries."""
        at_work = [row for row in rows if row["state"] in ("onboarding", "scaling", "completed")]
        paths = [{"id": new_id(), "innovation_id": row["id"]} for row in at_work]
        self._add(ScalingPathway, paths)
        places = [(path["id"], country) for path in paths for country in self.chance.sample(tuple(REGIONS), 2)]
        self._add(
            TargetPlace,
            [{"pathway_id": id_, "country": country, "region": REGIONS[country][0]} for id_, country in places],
        )

    def _said(self, rows: list[dict[str, Any]]) -> None:
        """What each can be found by: members by all of it, visitors by the public ones."""
        for row in rows:
            row["folded"] = " ".join(row[part] for part in ("name", "summary", "city", "challenge", "solution")).lower()
        for kind in ("innovation", FOR_VISITORS):
            self._add(
                SearchDocument,
                [
                    {"kind": kind, "ref": row["id"], "folded": row["folded"]}
                    for row in rows
                    if kind == "innovation" or (row["public"] and row["state"] != "withdrawn")
                ],
            )


def catalogue_of(innovations: int) -> type[Catalogue]:
    """The builder of a catalogue of this size."""
    told = {"in_all": innovations, "__doc__": f"a catalogue of {innovations:,} innovations"}
    return type(f"Catalogue{innovations}", (Catalogue,), told)
