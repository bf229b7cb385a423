"""How much of the machine other programs use while we measure."""

import os
import resource
import time


class OthersLoad:
    """`with OthersLoad() as load:` around measurements; afterwards `load.cores` is how many cores other programs
    kept busy on average."""

    def __enter__(self):
        self.start = self._now()
        return self

    def __exit__(self, *_):
        wall, busy, ours = (after - before for after, before in zip(self._now(), self.start))
        self.cores = max(busy - ours, 0) / wall

    @staticmethod
    def _now():
        """Seconds: passed, of all processors' work, of that for us and the commands that we ran."""
        with open("/proc/stat", encoding="ascii") as file:
            user, nice, system, _, _, irq, softirq = (int(word) for word in file.readline().split()[1:8])
        own = sum(usage.ru_utime + usage.ru_stime for usage in
                  (resource.getrusage(resource.RUSAGE_CHILDREN), resource.getrusage(resource.RUSAGE_SELF)))
        return time.monotonic(), (user + nice + system + irq + softirq) / os.sysconf("SC_CLK_TCK"), own

    def __str__(self):
        return f"other programs kept {self.cores:.1f} of {os.cpu_count()} cores busy meanwhile"
