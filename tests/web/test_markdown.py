"""Markdown from people is harmless (SECURITY 17)."""

from __future__ import annotations

import pytest

from app.web.markdown import markdown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**yes**", "<p><strong>yes</strong></p>\n"),
        ("# Title", "<h3>Title</h3>\n"),
        ("a\nb", "<p>a<br>\nb</p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](data:text/html,x)", "<p>[x](data:text/html,x)</p>\n"),
        (
            "[x](https://a.example)",
            '<p><a href="https://a.example" rel="nofollow ugc noopener">x</a></p>\n',
        ),
        ("![x](https://a.example/x.png)", "<p></p>\n"),
        ('<b hx-get="/x" style="color:red">x</b>', '<p>&lt;b hx-get="/x" style="color:red"&gt;x&lt;/b&gt;</p>\n'),
    ],
)
def test_markdown(written: str, shown: str) -> None:
    assert str(markdown(written)) == shown
