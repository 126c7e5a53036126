"""How much memory the export of the whole log takes, and how fast it is: each format in a process of its own.

    python -m tests.bench.export_memory INSTANCE [FORMAT …]

INSTANCE is one that `commonweave demo --people N --events N` filled. Prints rows a second and the peak of the process.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

MOST_MB = 150
FORMATS = ("csv", "json", "xlsx")


def measure(instance: str, form: str) -> dict[str, Any]:
    """One export of everything that an animator sees, written in the background by a process that does nothing else."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.bench.export_memory", instance, form, "--here"],
        check=True,
        stdout=subprocess.PIPE,
    )
    return dict(json.loads(ran.stdout.splitlines()[-1]))


def _here(instance: str, form: str) -> dict[str, Any]:
    from app import create_app
    from app.activity import actions
    from app.activity.exporting import background
    from app.activity.models import LogExport
    from app.extensions import db
    from app.people.queries import Person, active_animators

    app = create_app({"INSTANCE": instance, "BASE_URL": "http://localhost"})
    with app.app_context():
        animator = db.session.get_one(Person, active_animators(1)[0])
        export = actions.request_export(animator, form, "", "en", "Europe/Brussels")
        id_ = export.id
    began, spent = time.perf_counter(), time.process_time()
    background.write_due(app)
    seconds, spent = time.perf_counter() - began, time.process_time() - spent
    with app.app_context():
        export = db.session.get_one(LogExport, id_)
        told = {
            "format": form, "state": export.state, "rows": export.rows_done, "bytes": export.size,
            "rows_per_second": round(export.rows_done / seconds),
            "rows_per_cpu_second": round(export.rows_done / spent),
            "peak_mb": _peak(),
        }  # fmt: skip
        actions.remove_export(animator, export)
    return told


def _peak() -> int:
    """Of this process, in MB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) // 1024
    return 0


def main(instance: str, *rest: str) -> int:
    """Print a line for each format; 1 when one takes too much memory."""
    if "--here" in rest:
        print(json.dumps(_here(instance, rest[0])))
        return 0
    told = [measure(os.path.abspath(instance), form) for form in rest or FORMATS]
    for one in told:
        print(", ".join(f"{name} {value}" for name, value in one.items()))
    return int(any(one["peak_mb"] >= MOST_MB or one["state"] != "done" for one in told))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
