"""`make bench`: measures, prints a table, writes bench.json. Judges nothing but this: every page must answer 2xx."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tests.bench.board import SIZES, board_of
from tests.bench.catalogue import SIZES as CATALOGUES
from tests.bench.catalogue import catalogue_of
from tests.bench.given import Given
from tests.bench.load import cold_start, load, memory, served, served_bare, wrk
from tests.bench.log import SIZES as LOG_SIZES
from tests.bench.log import LongLog
from tests.bench.marketplace import EVENTS, Cohort, Marketplace, match
from tests.bench.measure import NotWell, measure
from tests.bench.pages import BOARD, CATALOGUE, GIVEN, LOG, MARKETPLACE, PAGES, SEASON, Page
from tests.bench.pure import measure_pure
from tests.bench.report import Report
from tests.bench.season import Season
from tests.bench.tabs import tabs
from tests.bench.world import Builder, World, build


def main() -> int:
    asked = _asked()
    pages = [page for page in PAGES if not asked.only or page.name in asked.only]
    report = Report()
    with tempfile.TemporaryDirectory(prefix="commonweave-bench-") as folder:
        try:
            if asked.log:
                logs = [page for page in LOG if not asked.only or page.name in asked.only]
                _measure_grown([(events, LongLog) for events in LOG_SIZES], logs, report, Path(folder), asked)
                print(report.text())
                return 0
            if asked.catalogue:
                _measure_catalogues(report, Path(folder), asked)
                print(report.text())
                return 0
            world = _measure_grown([(events, None) for events in asked.events], pages, report, Path(folder), asked)
            if boards := [page for page in BOARD if not asked.only or page.name in asked.only]:
                _measure_grown([(posts, board_of(posts)) for posts in SIZES], boards, report, Path(folder), asked)
            _measure_catalogues(report, Path(folder), asked)
            _measure_in(Marketplace, MARKETPLACE, report, Path(folder), asked)
            _measure_in(Season, SEASON, report, Path(folder), asked)
            _measure_in(Given, GIVEN, report, Path(folder), asked)
            if not asked.only or "matching" in asked.only:
                report.matching = match(build(Path(folder, "cohort"), EVENTS, Cohort).app)
            report.pure = measure_pure(asked.rounds)
            _serve(report, world, pages, asked)
        except NotWell as unwell:
            print(f"The run does not count: {unwell}", file=sys.stderr)
            return 1
    print(report.text())
    report.write(Path("bench.json"))
    if asked.docs:
        Path(asked.docs).write_text(f"{HEAD}\n{report.text()}\n")
    return 0


HEAD = """# Benchmarks

Written by `make bench DOCS=docs/benchmarks.md`. Each page is measured right beside a Flask route that only says ok, in
turns, so that what else the machine does slows both; *share of bare* is the page's throughput as a part of that one's.
*Growth* is the time against the smallest cluster's, the two measured in turns; of the pages of *posts* and
*innovations*, against the board or catalogue of a thousand, and the column of events counts those. There are no
thresholds yet.
"""


def _measure_grown(
    sizes: Sequence[tuple[int, type[Builder] | None]], pages: Sequence[Page], report: Report, folder: Path,
    asked: argparse.Namespace,
) -> World:  # fmt: skip
    """These pages in a cluster of each size, the smallest first; gives the largest."""
    worlds: list[World] = []
    for size, kind in sizes:
        print(f"Making a cluster: {kind.__doc__ if kind else f'{size:,} events'}", file=sys.stderr)
        built = build(
            folder / f"{kind.__name__ if kind else ''}{size}", EVENTS if kind and not kind.grows else size, kind
        )
        worlds.append(replace(built, events=size))
        for page in pages:
            print(f"  {page.name}", file=sys.stderr)
            report.measured.append(measure(worlds[-1], page, asked.rounds, worlds[0] if len(worlds) > 1 else None))
    return worlds[-1]


def _measure_catalogues(report: Report, folder: Path, asked: argparse.Namespace) -> None:
    if pages := [page for page in CATALOGUE if not asked.only or page.name in asked.only]:
        _measure_grown([(size, catalogue_of(size)) for size in CATALOGUES], pages, report, folder, asked)


def _measure_in(
    kind: type[Builder], offered: Sequence[Page], report: Report, folder: Path, asked: argparse.Namespace
) -> None:
    """These pages in a cluster of this kind, if any is asked for."""
    pages = [page for page in offered if not asked.only or page.name in asked.only]
    if pages:
        print(f"Making a cluster: {kind.__doc__}", file=sys.stderr)
        world = build(folder / kind.__name__, EVENTS, kind)
        for page in pages:
            print(f"  {page.name}", file=sys.stderr)
            report.measured.append(measure(world, page, asked.rounds))


def _serve(report: Report, world: World, pages: Sequence[Page], asked: argparse.Namespace) -> None:
    report.cold_start = cold_start(world)
    with served(world) as site:
        if wrk() and asked.seconds:
            with served_bare() as bare:
                for page in pages:
                    print(f"  {page.name}, under load", file=sys.stderr)
                    report.loaded.append(load(site, bare, world, page, asked.load_rounds, asked.seconds))
        else:
            why = "wrk is not installed (Debian: apt-get install wrk)" if asked.seconds else "it was not asked for"
            report.left_out.append(f"The load of part B is left out: {why}.")
        report.memory = memory(site)
        if asked.seconds and (not asked.only or "open tabs" in asked.only):
            print("  open tabs", file=sys.stderr)
            report.tabs = tabs(site, world, max(asked.seconds * 4, 10))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--events", type=int, nargs="+", default=[1_000, 100_000])
    parser.add_argument("--rounds", type=int, default=15, help="pairs per page, in one process")
    parser.add_argument("--load-rounds", type=int, default=3, help="pairs per page, under load")
    parser.add_argument("--seconds", type=int, default=3, help="of each side of such a pair; 0 leaves part B out")
    parser.add_argument("--only", action="append", help="the name of a page")
    parser.add_argument("--log", action="store_true", help="only the log, with ten thousand and a million entries")
    parser.add_argument("--catalogue", action="store_true", help="only the innovations, a thousand and fifty thousand")
    parser.add_argument("--docs", help="write the tables into this file")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
