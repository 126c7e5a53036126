"""Which backups are kept: the newest of each of the last seven days, four weeks and six months that have one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from app.hosting.backups.making import one_at_a_time
from app.hosting.backups.manifest import MANIFESTS, STAMP, backups_in
from app.hosting.backups.store import Store

Period = Callable[[datetime], tuple[int, ...]]
DAYS: Period = lambda at: (at.year, at.month, at.day)  # noqa: E731
WEEKS: Period = lambda at: at.isocalendar()[:2]  # noqa: E731
MONTHS: Period = lambda at: (at.year, at.month)  # noqa: E731
KEPT: tuple[tuple[Period, int], ...] = ((DAYS, 7), (WEEKS, 4), (MONTHS, 6))


def kept(moments: Iterable[datetime]) -> set[datetime]:
    """Those to keep, of moments in UTC."""
    newest_first = sorted(moments, reverse=True)
    found: set[datetime] = set()
    for period, number in KEPT:
        newest: dict[tuple[int, ...], datetime] = {}
        for moment in newest_first:
            newest.setdefault(period(moment), moment)
        found |= {*list(newest.values())[:number]}
    return found


def prune(folder: Path) -> list[str]:
    """Take away the backups that are not kept, and what only they held; their names."""
    all_ = backups_in(folder)
    wanted = kept(manifest.made_at for manifest in all_)
    return remove(folder, {manifest.name for manifest in all_ if manifest.made_at not in wanted})


def remove(folder: Path, names: set[str]) -> list[str]:
    """Take away these backups, and what only they held. First the manifests: what is listed is always whole. While one
    cannot be read, nobody knows what it holds, and all contents stay."""
    with one_at_a_time(folder):
        for name in names:
            (folder / f"{datetime.strptime(name, STAMP):{STAMP}}.json").unlink(missing_ok=True)
        left = backups_in(folder)
        if len(left) == len(list(folder.glob(MANIFESTS))):
            held = {content.sha256 for manifest in left for content in manifest.files.values()}
            Store(folder / "blobs").forget_all_but(held)
    return sorted(names)
