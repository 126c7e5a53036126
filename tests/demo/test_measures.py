"""In the example cluster, too, each figure is what the list behind it says."""

from __future__ import annotations

from flask import Flask

from app.people.queries import active_animators, person_here
from tests.activity.test_measures import walk


def test_each_number_is_that_of_the_list_it_opens(tale: Flask) -> None:
    (animator,) = active_animators(1)
    assert walk(person_here(animator)) > 300
