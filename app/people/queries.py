"""Reads of people, organisations and the cluster. Other slices may join Person and Organisation from here."""

from __future__ import annotations

from sqlalchemy import select

from app.extensions import db
from app.people.models import Cluster, Organisation, Person, PersonLanguage

__all__ = ["Organisation", "Person", "PersonLanguage", "cluster"]


def cluster() -> Cluster:
    """This installation; a plain one before set-up."""
    found = db.session.execute(select(Cluster)).scalar_one_or_none()
    return found or Cluster(name="Commonweave", about="", countries=[], languages=["en"], timezone="UTC")
