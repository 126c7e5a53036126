"""Ten tries in fifteen minutes, per account and per address, never globally (SECURITY 7). Counted for all processes."""

from __future__ import annotations

import hashlib
import ipaddress

from flask import request
from sqlalchemy import delete, func, select
from sqlalchemy.dialects.sqlite import insert
from werkzeug.exceptions import TooManyRequests

from app.core.action import action, every_time
from app.core.clock import now
from app.core.rules import Actor
from app.extensions import db
from app.people.models import Attempt

TRIES = 10
MINUTES = 15


def try_now(purpose: str, account: str = "", crowd: int = TRIES) -> None:
    """Count a try, before its outcome is known, so that fifty at once are no more than ten. Too many: 429.

    `crowd` is how often one address may try: more where a whole room has one address in common.
    """
    with every_time():
        wait = count_try(None, _keys(purpose, account), crowd)
    if wait:
        raise TooManyRequests(retry_after=wait)


def still_may_try(purpose: str, account: str = "", crowd: int = TRIES) -> None:
    """Count nothing; 429 for who used up their tries: else one could go on guessing, and see which guess is right."""
    minute = int(now().timestamp()) // 60
    wait = max(_wait(key, minute, TRIES if number else crowd) for number, key in enumerate(_keys(purpose, account)))
    if wait:
        raise TooManyRequests(retry_after=wait)


def forgive(purpose: str, account: str = "") -> None:
    """It was the right person: what this account tried is forgotten, and the address gets this try back."""
    with every_time():
        forget_tries(None, _keys(purpose, account))


@action(silent="tries are counted for an hour and told to nobody")
def count_try(_actor: Actor | None, keys: list[str], crowd: int = TRIES) -> int:
    """Count one try for each key, the address (up to `crowd`) first; or the seconds to wait, and count nothing."""
    minute = int(now().timestamp()) // 60
    db.session.execute(delete(Attempt).where(Attempt.window <= minute - MINUTES))
    waits = [_wait(key, minute, TRIES if number else crowd) for number, key in enumerate(keys)]
    if not any(waits):
        for key in keys:
            again = insert(Attempt).values(key=key, window=minute, count=1)
            once_more = again.on_conflict_do_update(index_elements=["key", "window"], set_={"count": Attempt.count + 1})
            db.session.execute(once_more)
    return max(waits)


@action(silent="tries are counted for an hour and told to nobody")
def forget_tries(_actor: Actor | None, keys: list[str]) -> None:
    """Take back the last try by address (the first key) and all by account."""
    minute = int(now().timestamp()) // 60
    db.session.execute(delete(Attempt).where(Attempt.key.in_(keys[1:])))
    latest = select(Attempt).where(Attempt.key == keys[0], Attempt.window >= minute - 1).order_by(-Attempt.window)
    last = db.session.execute(latest.limit(1)).scalar_one_or_none()
    if last is not None:
        last.count = max(last.count - 1, 0)


def _wait(key: str, minute: int, most: int) -> int:
    recent = (Attempt.key == key) & (Attempt.window > minute - MINUTES)
    count, oldest = db.session.execute(
        select(func.coalesce(func.sum(Attempt.count), 0), func.min(Attempt.window)).where(recent)
    ).one()
    if count < most:
        return 0
    return max(int((oldest + MINUTES) * 60 - now().timestamp()) + 1, 1)


def _keys(purpose: str, account: str) -> list[str]:
    """Whom it is counted for, unreadable: the log of tries must not be a list of addresses."""
    names = [f"address:{_network(request.remote_addr or '')}"] + ([f"account:{account.casefold()}"] if account else [])
    return [f"{purpose}:{name.split(':')[0]}:{hashlib.sha256(name.encode()).hexdigest()[:40]}" for name in names]


def _network(address: str) -> str:
    """An IPv4 address; of IPv6 the /64 that one household has, else each try could come from another address."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4 or found.ipv4_mapped:
        return str(getattr(found, "ipv4_mapped", None) or found)
    return str(ipaddress.ip_network((int(found), 64), strict=False))
