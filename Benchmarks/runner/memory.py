"""Memory of a run, less that of the same study with hardly any actors, over that of its columns and networks."""

import os
import subprocess

from .contestants import VALENCE, Study
from .workloads import W1, W2

SIZE, BAR = 1_000_000, 1.3
# One actor, or as few as the network can have.
FEWEST = {"W1": 1, "W2": 10}
NUMBER, BOOLEAN, TIE, ROW = 8, 1, 2 * (4 + 4), 4
# Bytes per actor. W1: four fields that no phase writes, the numbers of three definitions. W2: a field that is
# written, so it has a second buffer; four ties an actor, each in two rows; a definition that is summed.
BYTES = {"W1": 4 * NUMBER + 3 * NUMBER, "W2": 2 * BOOLEAN + 4 * TIE + ROW + 2 * NUMBER}


def peak_bytes(study):
    """Largest resident size of a whole run."""
    words = [VALENCE, "run", study.path, "--quiet", "--engine", "native", "--replications", "1", "--jobs", "1",
             "--no-report", "--store", study.empty_store()]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(words)} ended with {process.returncode}")
    return usage.ru_maxrss * 1024


def run_memory(scratch):
    print(f"\nmemory, n = {SIZE}", flush=True)
    for workload in (W1, W2):
        few = Study(workload, FEWEST[workload.name], scratch)
        peak_bytes(few)  # Compiles what is not in the cache yet.
        one = min(peak_bytes(few) for _ in range(3))
        full = Study(workload, SIZE, scratch)
        many = max(peak_bytes(full) for _ in range(3))
        columns = BYTES[workload.name] * SIZE
        ratio = (many - one) / columns
        print(f"  {workload.name}: ({many / 1e6:.1f} MB - {one / 1e6:.1f} MB) / {columns / 1e6:.1f} MB = {ratio:.2f}; "
              f"bar {BAR}: {'pass' if ratio <= BAR else 'miss'}", flush=True)
