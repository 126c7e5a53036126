"""Part B: the same pages from the served program, under wrk, beside the bare route on the same server; its costs."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.measure import NotWell
from tests.bench.pages import Page
from tests.bench.world import World
from tests.hosting.site import parts
from tests.served import ROOT, Site, free_port

PROCESSES = 2
CONNECTIONS = 8


@dataclass(frozen=True)
class Loaded:
    """One page under load."""

    page: str
    events: int
    per_second: float
    bare_per_second: float
    share: float
    median_ms: float
    slow_ms: float
    kind: str = ""


@dataclass(frozen=True)
class Process:
    """What one process keeps for itself, and its fair part of what is shared, in MiB."""

    part: str
    private: float
    proportional: float


@dataclass(frozen=True)
class Run:
    """What wrk said."""

    per_second: float
    median_ms: float
    slow_ms: float


def wrk() -> str | None:
    """The load generator, if this machine has it."""
    return shutil.which("wrk")


@contextmanager
def served(world: World) -> Iterator[Site]:
    """The world as a host serves it."""
    site = Site(world.instance, workers=PROCESSES)
    site.start()
    try:
        yield site
    finally:
        site.stop()


@contextmanager
def served_bare() -> Iterator[str]:
    """The yardstick on the same server with the same settings; its address."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", str(PROCESSES), "--port", str(port)]
    quiet = ["--blocking-threads", "1", "--log-level", "error", "tests.bench.bare:app"]
    process = subprocess.Popen([*command, *quiet], cwd=ROOT)
    time.sleep(2)
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(10)


def load(site: Site, bare: str, world: World, page: Page, rounds: int, seconds: int) -> Loaded:
    """Medians over `rounds` pairs."""
    url, headers = f"{site.url}{page.url(world)}", page.headers(world)
    _run(url, headers, 1)
    pairs = [(_run(bare, {}, seconds), _run(url, headers, seconds)) for _ in range(rounds)]
    return Loaded(
        page.name,
        world.events,
        median(run.per_second for _bare, run in pairs),
        median(run.per_second for run, _page in pairs),
        median(run.per_second / yard.per_second for yard, run in pairs),
        median(run.median_ms for _bare, run in pairs),
        median(run.slow_ms for _bare, run in pairs),
        page.kind,
    )


def _run(url: str, headers: dict[str, str], seconds: int) -> Run:
    given = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    command = [wrk() or "wrk", "-t2", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s"]
    command += [str(Path(__file__).with_name("load.lua"))]
    said = subprocess.run([*command, *given, url], capture_output=True, text=True, check=True).stdout
    line = next(line for line in said.splitlines() if line.startswith("MEASURED"))
    unwell, requests, took, middle, slow = (float(number) for number in line.split()[1:])
    if unwell or not requests:
        raise NotWell(f"{url}: {unwell:.0f} of {requests:.0f} answers were not 2xx")
    return Run(requests / took, middle, slow)


def memory(site: Site) -> list[Process]:
    """Every process of the site; empty where the system does not tell."""
    assert site.process
    found = []
    for number, pid in enumerate([site.process.pid, *sorted(parts(site))]):
        rollup = Path(f"/proc/{pid}/smaps_rollup")
        if not rollup.is_file():
            return []
        kib = {
            name.strip(":"): int(value) for name, value, *_unit in map(str.split, rollup.read_text().splitlines()[1:])
        }
        name = "parent" if number == 0 else _name(number)
        found.append(Process(name, (kib["Private_Clean"] + kib["Private_Dirty"]) / 1024, kib["Pss"] / 1024))
    return found


def _name(number: int) -> str:
    return "worker" if number == 1 else f"web {number - 1}"  # the worker is started first


def cold_start(world: World, times: int = 3) -> float:
    """Seconds from the command to the first answer."""
    took = []
    for _ in range(times):
        began = time.monotonic()
        with served(world):
            took.append(time.monotonic() - began)
    return median(took)
