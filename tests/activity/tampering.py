"""Ways to tamper with the log past the program, on a raw connection, and which entry is to be named for each."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable
from typing import Any

Tampering = Callable[[sqlite3.Connection, random.Random], set[int]]
"""Does its harm and gives the numbers of which one is to be named as the first broken entry."""
OTHERS: dict[str, Any] = {
    "at": "2020-02-02 02:02:02.000000", "ref": "0" * 26, "verb": "people.person_joined", "strand": "scaling",
    "object_kind": "thing", "object_id": "1" * 26, "hash": "0" * 64, "facts": '{"a": 1}', "seals": "{}",
    "facts ": "not json", "at ": "yesterday", "verb ": b"\x00\xff", "facts  ": "[]", "seals ": '{"actor": 3}',
}  # fmt: skip


def _last(base: sqlite3.Connection) -> int:
    return int(base.execute("SELECT max(id) FROM events").fetchone()[0])


def _any(base: sqlite3.Connection, chance: random.Random, where: str = "1", *values: Any) -> int:
    return int(chance.choice(base.execute(f"SELECT id FROM events WHERE {where}", values).fetchall())[0])


def column(name: str) -> Tampering:
    """Another value in a column of one entry."""

    def harm(base: sqlite3.Connection, chance: random.Random) -> set[int]:
        number = _any(base, chance, f"{name.strip()} IS NOT ?", OTHERS[name])
        base.execute(f"UPDATE events SET {name.strip()} = ? WHERE id = ?", (OTHERS[name], number))
        return {number}

    return harm


def small(name: str) -> Tampering:
    """Another level, or another entry that is corrected."""

    def harm(base: sqlite3.Connection, chance: random.Random) -> set[int]:
        number = _any(base, chance)
        before = base.execute(f"SELECT {name} FROM events WHERE id = ?", (number,)).fetchone()[0]
        other = chance.choice([value for value in (0, 1, 2, 3, 4) if value != before])
        base.execute(f"UPDATE events SET {name} = ? WHERE id = ?", (other, number))
        return {number}

    return harm


def actor(base: sqlite3.Connection, chance: random.Random) -> set[int]:
    number = _any(base, chance, "actor_id IS NOT NULL")
    other = "SELECT id FROM people WHERE id != (SELECT actor_id FROM events WHERE id = :id) LIMIT 1"
    base.execute(f"UPDATE events SET actor_id = ({other}) WHERE id = :id", {"id": number})
    return {number}


def in_facts(change: Callable[[dict[str, Any], dict[str, Any], random.Random], None]) -> Tampering:
    """Something inside the facts or the seals of one entry."""

    def harm(base: sqlite3.Connection, chance: random.Random) -> set[int]:
        rows = base.execute("SELECT id, facts, seals FROM events").fetchall()
        chance.shuffle(rows)
        for number, facts, seals in rows:
            told, sealed = json.loads(facts), json.loads(seals)
            change(told, sealed, chance)
            if (told, sealed) != (json.loads(facts), json.loads(seals)):
                changed = (json.dumps(told), json.dumps(sealed), number)
                base.execute("UPDATE events SET facts = ?, seals = ? WHERE id = ?", changed)
                return {number}
        raise AssertionError("nothing to change")

    return harm


def _refs(facts: dict[str, Any]) -> list[str]:
    return [name for name, value in facts.items() if isinstance(value, dict) and "kind" in value]


def rename(facts: dict[str, Any], _seals: Any, chance: random.Random) -> None:
    facts[chance.choice(_refs(facts))]["name"] = "Somebody Else"


def point_elsewhere(facts: dict[str, Any], _seals: Any, chance: random.Random) -> None:
    facts[chance.choice(_refs(facts))]["id"] = "2" * 26


def say_more(facts: dict[str, Any], _seals: Any, chance: random.Random) -> None:
    facts[chance.choice(_refs(facts))]["more"] = "than was recorded"


def add_word(facts: dict[str, Any], seals: dict[str, Any], _chance: Any) -> None:
    facts["more"] = 7


def leave_out(facts: dict[str, Any], seals: dict[str, Any], chance: random.Random) -> None:
    field = chance.choice(list(facts))
    del facts[field]
    seals.pop(field, None)


def change_word(facts: dict[str, Any], _seals: Any, _chance: Any) -> None:
    for field, value in facts.items():
        if isinstance(value, str):
            facts[field] = value + "!"
        elif isinstance(value, list) and value:
            facts[field] = [*value[:-1], "other"]


def change_number(facts: dict[str, Any], _seals: Any, _chance: Any) -> None:
    for field, value in facts.items():
        if isinstance(value, bool):
            facts[field] = not value
        elif isinstance(value, int):
            facts[field] = value + 1


def erase_name(facts: dict[str, Any], seals: dict[str, Any], chance: random.Random) -> None:
    field = chance.choice([field for field in _refs(facts) if facts[field]["name"]] or [""])
    if field:
        facts[field]["name"], seals[field][0] = "", ""


def erase_word(facts: dict[str, Any], seals: dict[str, Any], _chance: Any) -> None:
    for field, value in facts.items():
        if isinstance(value, str) and value:
            facts[field], seals[field][0] = "", ""


def bring_back(facts: dict[str, Any], seals: dict[str, Any], _chance: Any) -> None:
    for field in _refs(facts):
        if seals[field][0] == "":
            facts[field]["name"] = "Tomás Novák"


def salt(_facts: Any, seals: dict[str, Any], chance: random.Random) -> None:
    whole = [key for key, (salted, _sealed) in seals.items() if salted]
    if whole:
        seals[chance.choice(whole)][0] = "00" * 8


def seal(_facts: Any, seals: dict[str, Any], chance: random.Random) -> None:
    seals[chance.choice(list(seals))][1] = "f" * 64


def more_seals(_facts: Any, seals: dict[str, Any], _chance: Any) -> None:
    seals["nothing"] = ["00", "00"]


def said_twice(base: sqlite3.Connection, chance: random.Random) -> set[int]:
    number = _any(base, chance)
    facts = base.execute("SELECT facts FROM events WHERE id = ?", (number,)).fetchone()[0]
    first = next(iter(json.loads(facts)))
    base.execute("UPDATE events SET facts = ? WHERE id = ?", (f'{{"{first}": 1, {facts[1:]}', number))
    return {number}


def delete(base: sqlite3.Connection, chance: random.Random) -> set[int]:
    number = _any(base, chance)
    _remove(base, f"= {number}")
    return {number}


def _remove(base: sqlite3.Connection, which: str) -> None:
    for table, name in (("events", "id"), ("event_parties", "event_id"), ("event_refs", "event_id")):
        base.execute(f"DELETE FROM {table} WHERE {name} {which}")


def truncate(sequence: bool, head: bool) -> Tampering:
    """Entries at the end are taken away, and what would tell is mended as far as one thinks of it."""

    def harm(base: sqlite3.Connection, chance: random.Random) -> set[int]:
        kept = _last(base) - chance.randint(1, 9)
        _remove(base, f"> {kept}")
        if sequence:
            base.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = 'events'", (kept,))
        if head:
            end = base.execute("SELECT hash FROM events WHERE id = ?", (kept,)).fetchone()[0]
            base.execute("UPDATE log_head SET event_id = ?, hash = ?", (kept, end))
        return {kept + 1}

    return harm


def insert(number: Callable[[int], int]) -> Tampering:
    """A copy of one entry under a number of its own."""

    def harm(base: sqlite3.Connection, chance: random.Random) -> set[int]:
        like, last = _any(base, chance), _last(base)
        new = number(last)
        names = [row[1] for row in base.execute("PRAGMA table_info(events)") if row[1] not in ("id", "ref")]
        told = ", ".join(names)
        base.execute(f"INSERT INTO events (id, ref, {told}) SELECT {new}, 'r', {told} FROM events WHERE id = {like}")
        return {new} if new < 1 else {last + 1}

    return harm


def swap(names: str) -> Tampering:
    """Two entries exchange columns."""

    def harm(base: sqlite3.Connection, chance: random.Random) -> set[int]:
        one, other = sorted(chance.sample(range(1, _last(base) + 1), 2))
        if names == "id":
            for was, now in ((one, -9), (other, one), (-9, other)):
                base.execute("UPDATE events SET id = ? WHERE id = ?", (now, was))
            return {one}
        rows = {
            number: base.execute(f"SELECT {names} FROM events WHERE id = ?", (number,)).fetchone()
            for number in (one, other)
        }
        base.execute("UPDATE events SET ref = 'x' WHERE id = ?", (one,))
        for number, like in ((other, one), (one, other)):
            told = ", ".join(f"{name} = ?" for name in names.split(", "))
            base.execute(f"UPDATE events SET {told} WHERE id = ?", (*rows[like], number))
        return {one}

    return harm


def beside(table: str, statement: str, of: str = "event_id") -> Tampering:
    """Something that is listed beside an entry; `statement` speaks of a :rowid or an event's :number."""

    def harm(base: sqlite3.Connection, chance: random.Random) -> set[int]:
        rowid, number = chance.choice(base.execute(f"SELECT rowid, {of} FROM {table}").fetchall())
        base.execute(statement.replace(":number", str(number)).replace(":rowid", str(rowid)))
        return {number}

    return harm


def limit(statement: str) -> Tampering:
    """To whom a thing lets its entries be shown: an entry about it is named, or the one that set it."""

    def harm(base: sqlite3.Connection, chance: random.Random) -> set[int]:
        rowid, kind, ref = chance.choice(base.execute("SELECT rowid, kind, ref FROM object_limits").fetchall())
        about = base.execute("SELECT id FROM events WHERE object_kind = ? AND object_id = ?", (kind, ref)).fetchall()
        setting = base.execute("SELECT event_id FROM event_refs WHERE ref_id = ?", (f"limit:{kind}:{ref}",)).fetchall()
        base.execute(statement, {"rowid": rowid})
        return {number for (number,) in (*about, *setting)}

    return harm


def simply(statement: str, named: Callable[[int], set[int]]) -> Tampering:
    """One statement; `named` is given the last number."""

    def harm(base: sqlite3.Connection, _chance: random.Random) -> set[int]:
        last = _last(base)
        base.execute(statement)
        return named(last)

    return harm


ALL = "at, verb, strand, actor_id, visibility, shown, object_kind, object_id, facts, ref, seals, hash"
KINDS: dict[str, Tampering] = {
    **{f"column {name!r}": column(name) for name in OTHERS},
    **{f"level {name}": small(name) for name in ("visibility", "shown", "corrects_id")},
    **{
        f"facts {change.__name__}": in_facts(change)
        for change in (rename, point_elsewhere, say_more, add_word, leave_out, change_word, change_number, erase_name,
                       erase_word, bring_back, salt, seal, more_seals)
    },
    "actor": actor,
    "said twice": said_twice,
    "delete": delete,
    **{f"truncate {s} {h}": truncate(s, h) for s in (False, True) for h in (False, True)},
    "insert at the end": insert(lambda last: last + 1),
    "insert far off": insert(lambda last: last + 40),
    "insert at zero": insert(lambda _last: 0),
    "insert below": insert(lambda _last: -5),
    "swap contents": swap(ALL),
    "swap facts": swap("facts, seals, ref"),
    "swap ids": swap("id"),
    **{f"{table} {what}": beside(table, f"{statement} WHERE rowid = :rowid")
       for table, name in (("event_parties", "person_id"), ("event_refs", "ref_id"))
       for what, statement in (
           ("changed", f"UPDATE {table} SET {name} = 'x' || {name}"),
           ("elsewhere", f"UPDATE {table} SET event_id = event_id + 900"),
           ("moment", f"UPDATE {table} SET at = '2020-01-01 00:00:00.000000'"),
           ("less", f"DELETE FROM {table}"))},
    "a thing's kind": beside("event_refs", "UPDATE event_refs SET kind = kind || 'x' WHERE rowid = :rowid"),
    "a party more": beside("events", "INSERT INTO event_parties VALUES (:number, 'somebody', '2020')", "id"),
    "a thing more": beside("events", "INSERT INTO event_refs VALUES (:number, 'erased:x', 'erased', '2020')", "id"),
    "a party of none": simply("INSERT INTO event_parties VALUES (9000, 'x', '2020')", lambda _last: {9000}),
    "a thing of none": simply("INSERT INTO event_refs VALUES (-3, 'x', 'x', '2020')", lambda _last: {-3}),
    "a limit's level": limit("UPDATE object_limits SET level = (level + 1) % 5 WHERE rowid = :rowid"),
    "a limit's kind": limit("UPDATE object_limits SET kind = kind || 'x' WHERE rowid = :rowid"),
    "a limit's thing": limit("UPDATE object_limits SET ref = 'x' || substr(ref, 2) WHERE rowid = :rowid"),
    "a limit less": limit("DELETE FROM object_limits WHERE rowid = :rowid"),
    "a limit more": simply("INSERT INTO object_limits VALUES ('thing', 'new', 4)", lambda _last: {0}),
    "the end's number up": simply("UPDATE log_head SET event_id = event_id + 3", lambda last: {last + 1}),
    "the end's number down": simply("UPDATE log_head SET event_id = event_id - 3", lambda last: {last - 2}),
    "the end's hash": simply("UPDATE log_head SET hash = hash || 'x'", lambda last: {last}),
    "no end": simply("DELETE FROM log_head", lambda last: {last}),
    "two ends": simply("INSERT INTO log_head SELECT 2, event_id, hash FROM log_head", lambda last: {last}),
    "a number given": simply("UPDATE sqlite_sequence SET seq = seq + 2 WHERE name = 'events'", lambda last: {last + 1}),
}  # fmt: skip
