"""Many open tabs, each asking the pulse every two seconds: how long an answer takes, and what all of it costs."""

from __future__ import annotations

import asyncio
import os
import random
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from tests.bench.measure import NotWell
from tests.bench.world import World
from tests.hosting.site import parts
from tests.served import Site

TABS, BEAT = 200, 2.0


@dataclass(frozen=True)
class Tabs:
    """`processor`: of one core, by the site's processes together. Times in milliseconds. `live`: the longest that
    anybody would have waited for news, in seconds: a beat and the slowest answer."""

    tabs: int
    answers: int
    median_ms: float
    slow_ms: float
    worst_ms: float
    processor: float
    live: float


def tabs(site: Site, world: World, seconds: int) -> Tabs:
    """So many browsers for so long, begun at different moments."""
    before, began = _processor(site), perf_counter()
    took = sorted(asyncio.run(_all(site.port, world.cookie, seconds)))
    share = (_processor(site) - before) / (perf_counter() - began)
    slow, worst = took[int(len(took) * 0.99)], took[-1]
    middle = took[len(took) // 2]
    return Tabs(TABS, len(took), middle * 1e3, slow * 1e3, worst * 1e3, share, BEAT + worst)


async def _all(port: int, cookie: str, seconds: int) -> list[float]:
    chance = random.Random(TABS)
    found = await asyncio.gather(*(_tab(port, cookie, seconds, chance.random() * BEAT) for _ in range(TABS)))
    return [one for some in found for one in some]


async def _tab(port: int, cookie: str, seconds: int, begin: float) -> list[float]:
    """One browser, on one connection that stays open."""
    asked = f"GET /pulse?since=0.0 HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n\r\n".encode()
    await asyncio.sleep(begin)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    took = []
    for _beat in range(int(seconds / BEAT)):
        began = perf_counter()
        writer.write(asked)
        head = await reader.readuntil(b"\r\n\r\n")
        took.append(perf_counter() - began)
        if b" 204 " not in head.splitlines()[0]:
            raise NotWell(f"a tab was told {head.splitlines()[0]!r}")
        await asyncio.sleep(BEAT)
    writer.close()
    return took


def _processor(site: Site) -> float:
    """Seconds that the site's processes have used up; 0 where the system does not tell."""
    assert site.process
    ticks = 0
    for pid in [site.process.pid, *parts(site)]:
        stat = Path(f"/proc/{pid}/stat")
        if stat.is_file():
            ticks += sum(int(part) for part in stat.read_text().rpartition(")")[2].split()[11:13])
    return ticks / os.sysconf("SC_CLK_TCK")
