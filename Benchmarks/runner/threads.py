"""Two threads against one, inside one large world: W2 at 1e6 actors."""

import os
import statistics
import time

from .contestants import Study
from .results import shown
from .workloads import W2

SIZE, BAR = 1_000_000, 1.6


def idle_cores(seconds=1.0):
    """How many cores the rest of the machine leaves free now."""
    def ticks():
        with open("/proc/stat", encoding="ascii") as file:
            numbers = [int(word) for word in file.readline().split()[1:9]]
        return sum(numbers), numbers[3] + numbers[4]

    total, idle = ticks()
    time.sleep(seconds)
    later_total, later_idle = ticks()
    return (os.cpu_count() or 1) * (later_idle - idle) / max(later_total - total, 1)


def judged(what, speedups, bar, idle):
    """A line; where other programs use the cores, the bar is not judged."""
    verdict = "pass" if statistics.median(speedups) >= bar else "miss"
    if idle < 1.8:
        verdict = f"not judged, {idle:.1f} cores were free"
    return f"{what}: {shown(speedups)} times as fast as one; bar {bar}: {verdict}"


def run_threads(scratch, rounds):
    """Of the loop over steps: a run of one world less one with a single step."""
    print(f"\nthreads: W2, n = {SIZE}, one world", flush=True)
    idle = idle_cores()
    study = Study(W2, SIZE, scratch)
    options = ["--replications", 1, "--engine", "native", "--jobs"]

    def loop(jobs):
        return study.run_seconds(*options, jobs) - study.run_seconds(*options, jobs, study=study.short)

    loop(2)
    speedups = [loop(1) / loop(2) for _ in range(rounds)]
    print("  " + judged("two threads", speedups, BAR, idle))
