"""W7: from start to first result, with an empty cache of compiled functions and a full one; `--version`."""

import os
import statistics
import tempfile

from .contestants import VALENCE, seconds_of
from .workloads import HERE

COLD_BAR, WARM_BAR, VERSION_BAR = 0.3, 0.1, 0.015


def line(what, seconds, bar, judge):
    verdict = "pass" if judge(seconds) <= bar else "miss"
    print(f"  {what:12} median {statistics.median(seconds):.4f} s, best {min(seconds):.4f} s; bar {bar} s: {verdict}")


def run_start(scratch, rounds):
    """Seconds of the whole command, store and report included."""
    print("\nW7, start to first result, 1,000 actors", flush=True)
    study = os.path.join(HERE, "W7-start", "study.lua")

    def run(cache):
        with tempfile.TemporaryDirectory(dir=scratch) as folder:
            return seconds_of(VALENCE, "run", study, "--quiet", "--store", os.path.join(folder, "w7.valence"),
                              "--report", os.path.join(folder, "report"), env={**os.environ, "VALENCE_CACHE": cache})

    cold, warm = [], []
    with tempfile.TemporaryDirectory(dir=scratch) as kept:
        # A run may end before everything is compiled: several fill the cache.
        for _ in range(5):
            run(kept)
        for _ in range(2 * rounds):
            with tempfile.TemporaryDirectory(dir=scratch) as empty:
                cold.append(run(empty))
            warm.append(run(kept))
    line("cold cache", cold, COLD_BAR, statistics.median)
    line("warm cache", warm, WARM_BAR, statistics.median)
    # What a start takes is its best: everything above that is the machine's.
    line("--version", [seconds_of(VALENCE, "--version") for _ in range(40)], VERSION_BAR, min)
