"""Never more units taken than there are: the database itself refuses it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import Flask

from app.extensions import db
from app.offers.models import Post
from tests.builders import an_offer


@pytest.mark.parametrize("amount", [1, 3])
def test_the_database_is_the_last_line(context: Flask, cast: SimpleNamespace, amount: int) -> None:
    from sqlalchemy import update
    from sqlalchemy.exc import IntegrityError

    post = an_offer(cast.stakeholder, quantity=amount)
    with pytest.raises(IntegrityError):
        db.session.execute(update(Post).where(Post.id == post.id).values(taken=amount + 1))
    db.session.rollback()
