"""What every field does to what is typed (SECURITY 20)."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from app.web.forms import Form, line, paragraph


class Letter(Form):
    subject = line("Subject")
    text = paragraph("Text")


@pytest.mark.parametrize("bad", ["\x00", "\x1b", "\x7f", "\x85", "\ud800", "\ufdd0", "\ufffe", "\uffff", "\U0001ffff"])
def test_what_cannot_be_written_is_taken_out_and_said(app: Flask, bad: str) -> None:
    with app.test_request_context():
        form = Letter(MultiDict({"text": f"a{bad}b"}))
        assert not form.validate()
        assert form.text.data == "ab"
        assert form.problems[0][0] is form.text


def test_a_line_is_one_line(app: Flask) -> None:
    with app.test_request_context():
        form = Letter(MultiDict({"subject": " Hello\r\nBcc: x@y.example\t! ", "text": "a\r\nb"}))
        assert form.validate()
        assert form.subject.data == "Hello Bcc: x@y.example !"
        assert form.text.data == "a\nb"


@pytest.mark.parametrize("turning", ["\u202a", "\u202e", "\u2066", "\u2069"])
def test_no_name_turns_the_words_around_it(app: Flask, turning: str) -> None:
    with app.test_request_context():
        form = Letter(MultiDict({"subject": f"Ann{turning}a", "text": f"{turning}שלום\u200f!"}))
        assert form.validate()
        assert (form.subject.data, form.text.data) == ("Anna", "שלום\u200f!")


def test_the_summary_names_the_field(app: Flask) -> None:
    with app.test_request_context():
        form = Letter(MultiDict({"subject": "x" * 121}))
        assert not form.validate()
        summary = app.jinja_env.get_template("_forms.html").module.errors_summary(form)  # type: ignore[attr-defined]
        assert "Subject: Please use at most 120 characters." in summary
