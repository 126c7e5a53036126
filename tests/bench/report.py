"""What was measured, as tables for people and as JSON for programs."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from app.core.clock import now
from tests.bench.aims import HEAD, beside, served
from tests.bench.load import CONNECTIONS, PROCESSES, Loaded, Process
from tests.bench.marketplace import Matching
from tests.bench.measure import Measured
from tests.bench.pure import Timed
from tests.bench.tabs import Tabs


@dataclass
class Report:
    """Everything of one run."""

    measured: list[Measured] = field(default_factory=list)
    pure: list[Timed] = field(default_factory=list)
    loaded: list[Loaded] = field(default_factory=list)
    memory: list[Process] = field(default_factory=list)
    matching: Matching | None = None
    cold_start: float | None = None
    tabs: Tabs | None = None
    left_out: list[str] = field(default_factory=list)

    def write(self, path: Path) -> None:
        path.write_text(
            json.dumps({"when": f"{now():%Y-%m-%d}", "machine": machine(), **asdict(self)}, indent=1) + "\n"
        )

    def text(self) -> str:
        return "\n\n".join(
            part
            for part in (
                _machine(),
                self._aims(),
                self._alone(),
                self._matching(),
                self._under_load(),
                self._tabs(),
                self._costs(),
            )
            if part
        )

    def _aims(self) -> str:
        rows = beside(self.measured)
        return f"Beside what is aimed at (in brackets)\n\n{_table(HEAD, rows)}" if rows else ""

    def _alone(self) -> str:
        rows = [
            (one.page, f"{one.events:,}", f"{one.microseconds / 1000:.2f}", f"{one.share:.3f}", one.statements,
             f"{one.html / 1024:.1f}", f"{one.sent / 1024:.1f}", f"{one.growth:.2f}")
            for one in self.measured
        ]  # fmt: skip
        rows += [
            (f"{one.what} ({one.found} free)", "-", f"{one.microseconds / 1000:.2f}", "-", 0, "-", "-", "-")
            for one in self.pure
        ]
        head = ("page", "events", "ms", "share of bare", "statements", "KB of HTML", "KB sent", "growth")
        return "Part A, one process, through WSGI\n\n" + _table(head, rows)

    def _matching(self) -> str:
        if (one := self.matching) is None:
            return ""
        return (
            f"A proposal for {one.mentees} mentees among {one.mentors} mentors ({one.pairs:,} possible pairs): "
            f"{one.matched:.2f} s, of which {one.read:.2f} s reading; {one.served} served."
        )

    def _under_load(self) -> str:
        rows = [
            (one.page, f"{one.events:,}", f"{one.per_second:.0f}", served(one.kind, one.share), f"{one.median_ms:.1f}",
             f"{one.slow_ms:.1f}")
            for one in self.loaded
        ]  # fmt: skip
        if not rows:
            return "\n".join(self.left_out)
        bare = sorted(one.bare_per_second for one in self.loaded)[len(rows) // 2]
        head = ("page", "events", "pages/s", "share of bare", "median ms", "99% ms")
        title = f"Part B, granian with {PROCESSES} processes, wrk with {CONNECTIONS} connections; bare: {bare:.0f}/s"
        return f"{title}\n\n{_table(head, rows)}"

    def _tabs(self) -> str:
        if (one := self.tabs) is None:
            return ""
        return (
            f"{one.tabs} open tabs, each asking every two seconds: median {one.median_ms:.1f} ms, 99% "
            f"{one.slow_ms:.1f} ms, worst {one.worst_ms:.1f} ms of {one.answers:,} answers; {one.processor:.2f} of a "
            f"core; news after {one.live:.2f} s at the latest."
        )

    def _costs(self) -> str:
        lines = [f"Cold start to the first answer: {self.cold_start:.2f} s"] if self.cold_start else []
        rows = [(one.part, f"{one.private:.1f}", f"{one.proportional:.1f}") for one in self.memory]
        if rows:
            total = sum(one.proportional for one in self.memory)
            lines += ["", f"Memory after the load, MiB (all together {total:.0f})", ""]
            lines += [_table(("process", "private", "proportional"), rows)]
        return "\n".join(lines)


def machine() -> dict[str, str]:
    """What the figures depend on."""
    model = platform.processor() or platform.machine()
    cpus = Path("/proc/cpuinfo")
    if cpus.is_file():
        model = next((line.split(":")[1].strip() for line in cpus.open() if line.startswith("model name")), model)
    return {
        "processor": model,
        "cores": str(os.cpu_count()),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }


def _machine() -> str:
    return f"{now():%Y-%m-%d}; " + ", ".join(f"{name} {value}" for name, value in machine().items())


def _table(head: Sequence[object], rows: Sequence[Sequence[object]]) -> str:
    """Markdown that also reads well as it is."""
    cells = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]

    def line(row: Sequence[str]) -> str:
        first, *others = zip(row, widths, strict=True)
        return f"| {first[0]:<{first[1]}} | " + " | ".join(f"{cell:>{width}}" for cell, width in others) + " |"

    rule = "|-" + "-|-".join("-" * width for width in widths) + "-|"
    return "\n".join([line(cells[0]), rule, *(line(row) for row in cells[1:])])
