"""The workloads: where they are, at which sizes they run, and their bars."""

import dataclasses
import os

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


@dataclasses.dataclass
class Workload:
    name: str
    folder: str
    sizes: list  # Of (actors, worlds to compare results over, rounds of the interpreters).
    steps: int
    bar: float  # Of the native engine's time over that of the faster plain C.
    lua_bar: float  # Of the native engine's time over that of Lua 5.4.
    # Rows of the study's busiest function per actor and step: what must have been computed.
    rows: int = 1
    draws: bool = True  # Whether the loop over steps draws random numbers.

    def file(self, name):
        path = os.path.join(HERE, self.folder, name)
        return path if os.path.exists(path) else None


W1 = Workload("W1", "W1-value-map", [(1_000_000, 10, 3), (10_000_000, 4, 2)], 20, 0.5, 1 / 20, draws=False)
W2 = Workload("W2", "W2-adoption", [(100_000, 20, 3), (1_000_000, 6, 2)], 50, 0.5, 1 / 20)
W4 = Workload("W4", "W4-money", [(10_000, 40, 5)], 100, 1.5, 1)
W5 = Workload("W5", "W5-encounters", [(250_000, 20, 3)], 10, 1.0, 1, rows=4)
W6 = Workload("W6", "W6-relocation", [(9_000, 40, 5)], 50, 1.5, 1)
