"""Runs the built command and counts what holds: shared by the end-to-end tests."""

import os
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BINARY = os.environ.get("VALENCE_BINARY") or os.path.join(ROOT, ".build", "release", "valence")
FULL = os.environ.get("VALENCE_FULL", "") not in ("", "0")

# What a process says when it breaks instead of ending.
CRASHES = ["Fatal error", "Backtrace", "crashed", "Segmentation", "Illegal instruction",
           "stack smashing", "core dumped", "AddressSanitizer", "malloc(", "free(): "]

passed = failed = 0


def check(what, good, detail=""):
    """Counts one check, and says what is wrong with it."""
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print(f"failed: {what}{': ' if detail else ''}{detail}")
    return good


def summary():
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


class Result:
    """What one call of the command gave."""

    def __init__(self, code, out, err, seconds):
        self.code, self.out, self.err, self.seconds = code, out, err, seconds

    def __str__(self):
        return f"exit {self.code} after {self.seconds:.1f} s\n{self.out[-800:]}{self.err[-1600:]}"


def environment(**changes):
    """The caller's environment without what changes the output."""
    kept = {name: value for name, value in os.environ.items()
            if name not in ("LC_ALL", "LC_CTYPE", "NO_COLOR", "COLUMNS")}
    return {**kept, "LANG": "C.UTF-8", **changes}


def run(*arguments, folder=None, limit=30.0, before=None, out=subprocess.PIPE, **variables):
    """Calls the command; one that does not end in time is killed and has the exit code None."""
    start = time.monotonic()
    process = subprocess.Popen(
        [BINARY, *map(str, arguments)], cwd=folder, stdin=subprocess.DEVNULL, stdout=out,
        stderr=subprocess.PIPE, preexec_fn=before, env=environment(**variables))
    try:
        output, errors = process.communicate(timeout=limit)
        code = process.returncode
    except subprocess.TimeoutExpired:
        process.kill()
        output, errors = process.communicate()
        code = None
    seconds = time.monotonic() - start
    return Result(code, (output or b"").decode("utf-8", "replace"),
                  errors.decode("utf-8", "replace"), seconds)


class Folder:
    """A fresh folder with files in it, gone afterwards."""

    def __init__(self, files=None):
        self.path = tempfile.mkdtemp(prefix="valence-test-")
        for name, content in (files or {}).items():
            self.write(name, content)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)

    def __truediv__(self, name):
        return os.path.join(self.path, name)

    def write(self, name, content):
        place = self / name
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())

    def read(self, name):
        with open(self / name, "rb") as file:
            return file.read()


def indented(text):
    return "\n".join("  " + line for line in text.strip("\n").split("\n"))


# A study in parts, so that a test can replace one of them by its text (None leaves it out).
PARTS = {
    "before": "",
    "name": 'name = "Small",',
    "size": "seed = 7, steps = 5, replications = 3,",
    "data": "",
    "parameters": 'parameters = { reach = 0.2, how = valence.one_of { "soft", "hard" }, on = true },',
    "actors": """
actors = {
  consumer = { count = 20, fields = { trust = valence.uniform(0, 1), adopted = false, spent = 0,
    mood = valence.category({ "good", "bad" }, "good") } },
  firm = { count = 2, fields = { quality = 0.5 } },
},""",
    "networks": """
networks = {
  friends = valence.small_world { among = "consumer", degree = 4, rewire = 0.1 },
  market = valence.random_ties { from = "consumer", to = "firm", degree = 1 },
},""",
    "rule": """
    if env:chance(env.reach) then self.adopted = true end""",
    "encounter": """
    return consumer.trust, firm.quality""",
    "value": """
    return self:gained "buy" """,
    "measure": """
    return run:sum("consumer", "spent")""",
    "phases": """
phases = {
  valence.rule { "adopt", of = "consumer", function(self, env)
%(rule)s
  end },
  valence.encounter { "buy", along = "market", function(consumer, firm, env, event)
%(encounter)s
  end },
},""",
    "values": """
values = { valence.value { "worth", of = "consumer", function(self, env)
%(value)s
end } },""",
    "scenarios": 'scenarios = { { "base" }, { "more", reach = 0.4 } }, baseline = "base",',
    "measures": """
measures = { valence.measure { "spending", function(run, twin)
%(measure)s
end } },""",
    "more": "",
}


def study(**changes):
    """The text of a study with some of its parts replaced."""
    parts = {**PARTS, **changes}
    inner = {name: parts[name].strip("\n") for name in ("rule", "encounter", "value", "measure")}
    body = []
    for name in ("name", "size", "data", "parameters", "actors", "networks", "phases", "values",
                 "scenarios", "measures", "more"):
        text = parts[name] or ""
        if name in ("phases", "values", "measures"):
            for part, code in inner.items():
                text = text.replace(f"%({part})s", code)
        if text.strip():
            body.append(indented(text))
    return (f'local valence = require "valence"\n{parts["before"]}\nreturn valence.study {{\n'
            + "\n".join(body) + "\n}\n")


def busy_study(count, **changes):
    """A study that takes its time: so many consumers, firms that earn, draws in every encounter."""
    return study(
        actors=f"""
actors = {{
  consumer = {{ count = {count}, fields = {{ trust = valence.uniform(0, 1), adopted = false, spent = 0 }} }},
  firm = {{ count = 3, fields = {{ quality = valence.normal(0.5, 0.1), income = 0 }} }},
}},""",
        encounter="""
    if not consumer.adopted then return end
    firm:give("income", consumer.trust)
    return consumer.trust * firm.quality, env:exponential(2)""", **changes)
