"""A table of offers and needs, by the page and by the command line."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from openpyxl import Workbook
from sqlalchemy import func, select

from app.activity.models import Event
from app.core.clock import now
from app.extensions import db
from app.importing.commands import import_
from app.offers.models import Post, PostDraft, PostTopic
from app.people.models import Organisation

Client = Callable[[SimpleNamespace], object]
TABLE = """kind\ttitle\tcategory\ttopics\tquantity\tunit\tuntil
offer\tA cold van\tequipment\tlegal\t3\tdays\t2030-05-15
Besoin\tAn oven\tequipment\tpremises, alchemy\t\t\t
\tA hall, öffentlich\tspace\t\tunlimited\t\t
"""
BAD = TABLE + "offer\tOld\tspace\t\t\t\t2001-01-01\noffer\t\tspace\n"
URL = "/offers/import"


def rows(app: Flask) -> list[Post]:
    with app.app_context():
        return list(db.session.execute(select(Post).order_by(Post.id)).scalars())


def paste(client, table: str, **more: str):  # type: ignore[no-untyped-def]
    answer = client.post(URL, {"table": table, "kind": "offer", "category": ""} | more)
    if answer.status_code == 303:
        client.get(answer.location)
    return answer


def test_paste_look_and_post(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.animator)
    assert client.get(URL).status_code == 200
    assert paste(client, TABLE).location == f"{URL}/preview"
    assert rows(app) == [] and "3 lines can be posted" in client.soup.get_text()
    assert "There is no topic “alchemy”" in client.soup.get_text()
    client.get(f"{URL}/preview")  # a reload changes nothing
    answer = client.post(f"{URL}/posts", {"then": "publish"})
    assert answer.status_code == 303
    client.get(answer.location)
    assert "3 posts are on the board now" in client.soup.get_text()
    with app.app_context():
        posts = {post.title: post for post in db.session.execute(select(Post)).scalars()}
        assert {post.state for post in posts.values()} == {"published"}
        assert (posts["A cold van"].quantity, posts["A cold van"].unit, posts["An oven"].kind) == (3, "days", "need")
        assert posts["A hall, öffentlich"].quantity is None
        assert posts["A cold van"].owner_id == cast.animator.id
        assert db.session.execute(select(PostTopic.topic).order_by(PostTopic.topic)).scalars().all() == [
            "legal", "premises"]  # fmt: skip
        verbs = db.session.execute(select(Event.verb)).scalars().all()
        assert verbs == ["offers.post_published"] * 3
    assert "A cold van" in as_(cast.stranger).get("/offers?q=cold").get_data(as_text=True)


def test_a1_the_same_table_twice_changes_nothing(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client, token = as_(cast.animator), "t" * 24
    paste(client, TABLE)
    for _time in range(3):
        assert client.post(f"{URL}/posts", {"then": "publish"}, form_token=token).status_code == 303
    paste(client, TABLE)
    assert "nothing is left to post" in client.soup.get_text()
    assert client.post(f"{URL}/posts", {"then": "publish"}).status_code == 303
    with app.app_context():
        assert db.session.execute(select(func.count(Event.id))).scalar_one() == 3
        assert db.session.execute(select(func.count(PostDraft.id))).scalar_one() == 0
    assert len(rows(app)) == 3


def test_a_line_that_stands_twice_is_one_post(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.animator)
    paste(client, TABLE + TABLE.splitlines()[1] + "\n")
    assert "The same as line 2" in client.soup.get_text()
    client.post(f"{URL}/posts")
    assert len(rows(app)) == 3


def test_all_or_only_the_good_ones(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.animator)
    paste(client, BAD)
    told = client.soup.get_text()
    assert "3 lines can be posted" in told and "2 cannot" in told
    assert "has passed" in told and "It has no title" in told
    client.get(f"{URL}/preview?show=odd")
    assert len(client.soup.select("tbody tr")) == 3 and "A hall" not in client.soup.select_one("tbody").get_text()
    assert client.post(f"{URL}/posts", {"then": "draft"}).status_code == 422
    assert rows(app) == []
    assert client.post(f"{URL}/posts", {"then": "draft", "skip_bad": "1"}).status_code == 303
    assert {(post.state, post.published_at) for post in rows(app)} == {("draft", None)} and len(rows(app)) == 3


def test_put_aside(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.animator)
    paste(client, TABLE)
    assert client.post(f"{URL}/removal").status_code == 303
    assert client.get(f"{URL}/preview").status_code == 303
    assert client.post(f"{URL}/posts").status_code == 303
    assert rows(app) == []


def test_a_member_posts_for_their_own_house(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.stakeholder)
    with app.app_context():
        db.session.add(Organisation(name="Somebody Else"))
        db.session.commit()
    lines = "title,category,organisation,owner\nA,space,Notaires SOLIDAIRES,\nB,space,,\nC,space,Somebody Else,\n"
    paste(client, lines + f"D,space,,{cast.mentor.email}\nE,space,,{cast.stakeholder.email}\n")
    told = client.soup.get_text()
    assert "for your own organisation, not for “Somebody Else”" in told and "Only an animator can post" in told
    client.post(f"{URL}/posts", {"skip_bad": "1"})
    assert {post.title for post in rows(app)} == {"A", "B", "E"}
    assert {post.owner_id for post in rows(app)} == {cast.stakeholder.id}
    assert None not in {post.organisation_id for post in rows(app)}


def test_an_animator_posts_for_others(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.animator)
    lines = "title,category,organisation,owner\nA,space,Notaires Solidaires,\nB,space,Nobody Ltd,\n"
    paste(
        client, lines + f"C,space,,{cast.mentor.email}\nD,space,,nobody@example.org\nE,space,,{cast.observer.email}\n"
    )
    assert "There is no organisation “Nobody Ltd” here" in client.soup.get_text()
    client.post(f"{URL}/posts", {"skip_bad": "1"})
    held = {post.title: (post.owner_id, post.posted_by) for post in rows(app)}
    assert held == {"A": (cast.animator.id, None), "C": (cast.mentor.id, cast.animator.id)}


def test_a_table_is_ones_own(as_: Client, cast: SimpleNamespace) -> None:
    paste(as_(cast.animator), TABLE)
    other = as_(cast.stakeholder)
    assert other.get(f"{URL}/preview").status_code == 303
    other.get(URL)
    assert "waiting for your yes" not in other.soup.get_text()


def test_who_may_not(client, as_: Client, cast: SimpleNamespace) -> None:
    for url in (URL, f"{URL}/preview"):
        assert client.get(url).status_code == 303 and as_(cast.observer).get(url).status_code == 403
    for verb in ("posts", "removal"):
        assert as_(cast.observer).post(f"{URL}/{verb}").status_code == 403


def test_a_workbook_with_formulas_and_hostile_names(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    book = Workbook()
    book.active.append(["title", "category", "text"])
    book.active.append(["=1+1", "space", "=cmd|' /C calc'!A0"])
    book.active.append(['<img src=x onerror=1>"', "space", "\u202eturned"])
    book.active.append(["'=HYPERLINK(9)", "space", ""])
    data = io.BytesIO()
    book.save(data)
    client = as_(cast.animator)
    file = (io.BytesIO(data.getvalue()), "../../<b>\u202eposts.xlsx")
    answer = client.post(URL, {"file": file, "kind": "offer", "category": ""}, content_type="multipart/form-data")
    assert answer.status_code == 303
    client.get(answer.location)
    assert not client.soup.select("main img, main b b") and "\u202e" not in str(client.soup.select_one("main"))
    client.post(f"{URL}/posts", {"skip_bad": "1"})
    titles = {post.title for post in rows(app)}
    assert {'<img src=x onerror=1>"', "=HYPERLINK(9)"} <= titles
    exported = as_(cast.animator).get("/offers.csv").get_data(as_text=True)
    assert "'=HYPERLINK(9)" in exported


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b"\x00\x01\x02", "neither a CSV file nor"),
        (b"PK\x03\x04 not a zip", "neither a CSV file nor"),
        (b"\xd0\xcf\x11\xe0", "old Excel workbook"),
        (b"category\nspace\n", "No column for title"),
        (b"title,category\n" + b"A,space\n" * 10_000, "at most 1000"),
        (b"x" * 5_000_001, "at most 5 MB"),
    ],
)
def test_files_that_are_no_table(app: Flask, as_: Client, cast: SimpleNamespace, content: bytes, words: str) -> None:
    client = as_(cast.animator)
    said = {"file": (io.BytesIO(content), "t.csv"), "kind": "offer", "category": ""}
    assert client.post(URL, said, content_type="multipart/form-data").status_code == 422
    assert words in client.soup.select_one("#file-error").get_text() and rows(app) == []


def test_pastes_that_are_too_long(as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.animator)
    table = "title\tcategory\n" + "A van\tspace\n" * 10_000
    assert paste(client, table).status_code == 422
    assert "at most 1000" in client.soup.select_one("#table-error").get_text()
    assert "A van" in client.soup.select_one("#table").get_text()
    assert paste(client, "title\n" + "x" * 400_000).status_code in (413, 422)
    assert paste(client, "").status_code == 422
    assert "Paste a table, or choose a file" in client.soup.get_text()


def test_a_thousand_lines_in_one_transaction(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.animator)
    paste(client, "title,category,topics\n" + "".join(f"Van {n},equipment,legal\n" for n in range(1000)))
    assert "And 800 more lines" in client.soup.get_text()
    started = now()
    assert client.post(f"{URL}/posts").status_code == 303
    assert now() - started < timedelta(seconds=60) and len(rows(app)) == 1000


@pytest.fixture
def run(app: Flask, tmp_path: Path) -> Callable[..., object]:
    def go(text: str, *options: str) -> object:
        (tmp_path / "posts.csv").write_text(text, "utf-8")
        return app.test_cli_runner().invoke(import_, ["offers", str(tmp_path / "posts.csv"), *options])

    return go


def figures(result) -> list[int]:  # type: ignore[no-untyped-def]
    lines = [line.split() for line in result.output.splitlines()]
    states = ("taken", "updated", "unchanged", "refused")
    return [int(line[1]) for state in states for line in lines if line and line[0] == state and len(line) == 2]


def test_what_is_closed_elsewhere_stays_closed(app: Flask, run) -> None:  # type: ignore[no-untyped-def]
    result = run(
        "id,title,category,state\n1,A,space,Withdrawn\n2,B,space,fulfilled\n3,C,space,published\n", "--skip-bad"
    )
    assert figures(result) == [1, 0, 0, 2] and "It is closed where it comes from" in result.output
    assert [post.title for post in rows(app)] == ["C"]


def test_by_the_command_line(app: Flask, cast: SimpleNamespace, run) -> None:  # type: ignore[no-untyped-def]
    assert figures(run(TABLE, "--dry-run")) == [3, 0, 0, 0] and rows(app) == []
    result = run(BAD)
    assert result.exit_code == 1 and figures(result) == [3, 0, 0, 2] and rows(app) == []
    assert "has passed" in result.output and "It has no title." in result.output
    assert run(BAD, "--skip-bad", "--public").exit_code == 0
    assert {(post.state, post.audience) for post in rows(app)} == {("published", "public")}
    assert figures(run(TABLE)) == [0, 0, 3, 0]
    assert figures(run("title,category\nA shed,space\n", "--drafts")) == [1, 0, 0, 0]
    assert rows(app)[-1].state == "draft" and rows(app)[-1].owner_id == cast.animator.id
