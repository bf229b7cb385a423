"""Who runs: Valence, the C programs under each compiler, Lua 5.4 and LuaJIT."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import time

from .workloads import HERE

ROOT = os.path.dirname(HERE)
VALENCE = os.environ.get("VALENCE") or os.path.join(ROOT, ".build", "release", "valence")
FLAGS = ["-O3", "-march=native", "-ffp-contract=off"]
INTERPRETERS = ("lua5.4", "luajit")
# What must be there, and the Debian package that brings it.
NEEDED = {"gcc": "gcc", "clang": "clang", "lua5.4": "lua5.4", "luajit": "luajit"}


def output(*words, **options):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, **options)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, words))} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def seconds_of(*words, **options):
    """Wall-clock seconds of a whole command."""
    start = time.monotonic()
    output(*words, **options)
    return time.monotonic() - start


def build():
    """The launcher builds what has changed; the binary itself is timed."""
    if "VALENCE" not in os.environ:
        output(os.path.join(ROOT, "valence"), "--version")


def install_missing():
    """Installs packages of what is not on the PATH where it may; else says which are missing and goes on."""
    missing = [package for command, package in NEEDED.items() if not shutil.which(command)]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"installing {' '.join(missing)}")
        subprocess.run(["apt-get", "install", "-y", "-qq", *missing], stdout=subprocess.DEVNULL, check=False)
        missing = [package for command, package in NEEDED.items() if not shutil.which(command)]
    if missing:
        print(f"left out, not installed: {' '.join(missing)} (apt-get install {' '.join(missing)})")


def found(*commands):
    return [command for command in commands if shutil.which(command)]


def version(command):
    return output(command, "-v" if command in INTERPRETERS else "--version").strip().split("\n")[0]


def worlds_of(text):
    """Of a program's lines: the seconds of all worlds, and the results of each."""
    rows = [[float(word) for word in line.split()] for line in text.split("\n") if line]
    return sum(row[0] for row in rows), [row[1:] for row in rows]


class Programs:
    """The programs of one workload; C is compiled into `scratch`."""

    def __init__(self, workload, scratch):
        self.commands = {}
        for source in ("plain", "tuned"):
            for compiler in found("gcc", "clang") if workload.file(source + ".c") else []:
                binary = os.path.join(scratch, f"{workload.name}-{source}-{compiler}")
                output(compiler, *FLAGS, workload.file(source + ".c"), "-o", binary, "-lm")
                self.commands[f"{source} {compiler}"] = [binary]
        for interpreter in found(*INTERPRETERS):
            self.commands[interpreter] = [interpreter, workload.file("lua.lua")]
        if workload.draws and found("luajit"):
            self.commands["philox luajit"] = ["env", "DRAWS=philox", "luajit", workload.file("lua.lua")]

    def is_slow(self, name):
        return name.endswith(INTERPRETERS)

    def named(self, *starts):
        return [name for name in self.commands if name.startswith(starts)]

    def run(self, name, size, steps, worlds, seed, *more):
        return worlds_of(output(*self.commands[name], size, steps, worlds, seed, *more))


class Study:
    """A study at a size, and the same with one step only."""

    def __init__(self, workload, size, scratch):
        self.scratch, self.steps = scratch, workload.steps
        text = open(workload.file("study.lua"), encoding="utf-8").read()
        text = re.sub(r"\bsize = \d+", f"size = {size}", text)
        self.least_rows = workload.rows * size * workload.steps
        self.path = self.write("study.lua", re.sub(r"\bsteps = \d+", f"steps = {workload.steps}", text))
        self.short = self.write("short.lua", re.sub(r"\bsteps = \d+", "steps = 1", text))

    def write(self, name, text):
        path = os.path.join(self.scratch, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def loop_seconds(self):
        """Of the loop over steps on the native engine: where the profile does not say, of a world with all
        steps less one with the first only."""
        profile = json.loads(output(VALENCE, "explain", self.path, "--profile", "--engine", "native", "--json", "-"))
        rows = max(function.get("rows", 0) for function in profile["functions"])
        if rows < self.least_rows:
            sys.exit(f"{self.path}: {rows} rows computed where {self.least_rows} are the work")
        if "steps_seconds" in profile:
            return profile["steps_seconds"]
        short = json.loads(output(VALENCE, "explain", self.short, "--profile", "--engine", "native", "--json", "-"))
        return (profile["seconds"] - short["seconds"]) * self.steps / (self.steps - 1)

    def run_seconds(self, *more, study=None):
        """Of a whole `valence run` into an empty store."""
        return seconds_of(*self.run_command(self.empty_store(), "report", *more, study=study))

    def run_command(self, store, report, *more, study=None):
        return [VALENCE, "run", study or self.path, "--quiet", "--store", store,
                "--report", os.path.join(self.scratch, report), *(str(word) for word in more)]

    def side_by_side_seconds(self, several):
        """Of several `valence run` at once, each with its own words."""
        self.empty_store()
        commands = [self.run_command(os.path.join(self.scratch, f"result.valence-{place}"), f"report-{place}", *words)
                    for place, words in enumerate(several)]
        start = time.monotonic()
        running = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for command in commands]
        if any(process.wait() for process in running):
            sys.exit("valence run failed beside another")
        return time.monotonic() - start

    def empty_store(self):
        store = os.path.join(self.scratch, "result.valence")
        for name in os.listdir(self.scratch):
            if name.startswith("result.valence"):
                os.remove(os.path.join(self.scratch, name))
        return store

    def results(self):
        """What the last run stored: names, and per scenario and replicate a list of numbers."""
        text = output(VALENCE, "export", "--store", os.path.join(self.scratch, "result.valence"))
        names, worlds = [], {}
        for row in csv.DictReader(io.StringIO(text)):
            name = row["measure"] if row["measure"] == row["output"] else f"{row['measure']} {row['output']}"
            if name not in names:
                names.append(name)
            worlds.setdefault((row["scenario"], int(row["replicate"])), []).append(float(row["value"]))
        return names, list(worlds.values())
