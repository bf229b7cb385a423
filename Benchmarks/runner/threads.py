"""Two threads against one, inside one large world: W2 at 1e6 actors."""

import os
import statistics

from .contestants import Study
from .load import OthersLoad
from .results import shown
from .workloads import W2

SIZE, BAR = 1_000_000, 1.6


def judged(what, speedups, bar, load):
    """A line; where two cores were not free, the bar is not judged."""
    verdict = "pass" if statistics.median(speedups) >= bar else "miss"
    if (os.cpu_count() or 1) - load.cores < 1.8:
        verdict = f"not judged, {load}"
    return f"  {what}: {shown(speedups)} times as fast as one; bar {bar}: {verdict}"


def run_threads(scratch, rounds):
    """Of the loop over steps: a run of one world less one with a single step."""
    print(f"\nthreads: W2, n = {SIZE}, one world", flush=True)
    study = Study(W2, SIZE, scratch)
    options = ["--replications", 1, "--engine", "native", "--jobs"]

    def loop(jobs):
        return study.run_seconds(*options, jobs) - study.run_seconds(*options, jobs, study=study.short)

    loop(2)
    with OthersLoad() as load:
        speedups = [loop(1) / loop(2) for _ in range(rounds)]
    print(judged("two threads", speedups, BAR, load))
