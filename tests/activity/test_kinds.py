"""What each kind of entry is called, in a filter and in one's record: its sentence, with nothing in it."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from app.activity.facts import FACTS
from app.activity.kinds import kind_words
from app.config import LANGUAGES
from app.web.language import written_for


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_kind_ends_in_the_air(context: Flask, language: str) -> None:
    with written_for(language, "Europe/Sofia"):
        called = {verb: kind_words(verb) for verb in FACTS}
    hollow = re.compile(r"\(\s*[,)]|“\s*”|«\s*»|[:,]$")
    assert [words for words in called.values() if hollow.search(words)] == []
