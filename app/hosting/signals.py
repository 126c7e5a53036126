"""Signals that are certain to be heard.

The kernel may hand a signal to any thread that is just coming back from it; Python then notes it and waits for the main
thread to run its handler, which sleeps on in a lock and never does: `kill` or Ctrl-C would be lost now and then. Python
also writes the signal's number to a file if told so, whichever thread took it; a thread reads there and repeats the
signal to the main thread itself.
"""

from __future__ import annotations

import os
import signal
import threading
import time

REPEATS = 5


def hear_signals() -> None:
    """For the process that calls this from its main thread; its forks start deaf and call it anew."""
    if os.name != "posix":
        return
    read, write = os.pipe()
    os.set_blocking(write, False)
    signal.set_wakeup_fd(write, warn_on_full_buffer=False)
    main = threading.main_thread().ident
    threading.Thread(target=_repeat, args=(read, main), name="hear-signals", daemon=True).start()


def _repeat(read: int, main: int) -> None:
    while heard := os.read(read, 1):
        if heard[0] in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            for _ in range(REPEATS):
                time.sleep(0.2)
                signal.pthread_kill(main, heard[0])
            os.read(read, 4096)  # our own echoes


if os.name == "posix":
    os.register_at_fork(after_in_child=lambda: signal.set_wakeup_fd(-1))
