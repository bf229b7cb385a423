"""Machine code and interpreter give the same bytes: every study, one thread and two."""

import glob
import json
import os
import re
import tempfile

from _command import ROOT, check, run, summary

STUDIES = sorted([path for path in glob.glob(f"{ROOT}/Scripts/*.lua") if "_spec." not in path]
                 + glob.glob(f"{ROOT}/Scripts/*/study.lua"))
FULL = os.environ.get("VALENCE_FULL") == "1"


def exports(folder, study, engine, jobs):
    name = f"{folder}/{engine}-{jobs}"
    words = ["run", study, "--quiet", "--jobs", str(jobs), "--store", f"{name}.valence",
             "--report", f"{name}-report", *(["--engine", engine] if engine else [])]
    result = run(*words, *([] if FULL else ["--replications", "2"]))
    if result.code != 0:
        return None, str(result)
    rows = run("export", "--store", f"{name}.valence").out
    steps = run("export", "--store", f"{name}.valence", "--series").out
    return rows + steps, ""


def same_bytes():
    for study in STUDIES:
        short = os.path.relpath(study, ROOT)
        with tempfile.TemporaryDirectory() as folder:
            expected, problem = exports(folder, study, "lua", 1)
            check(f"{short} runs on the interpreter", expected is not None, problem)
            for engine, jobs in (("native", 1), ("native", 2), ("lua", 2)):
                got, problem = exports(folder, study, engine, jobs)
                check(f"{short}: {engine} with {jobs} jobs gives the same bytes", got == expected, problem)


# Suites that the interpreter runs in seconds; every study's own holds it to both engines by
# `assert.reproducible`.
SUITES = [f"{ROOT}/Scripts/first-study_spec.lua", f"{ROOT}/Plugins/fusion", f"{ROOT}/Plugins/verdict"]


def verdicts(engine, jobs):
    """What some suites come to, without the times."""
    result = run("test", *SUITES, "--seed", "7", "--report", "json", "--engine", engine, "--jobs", str(jobs), limit=120)
    lines = [line for line in result.out.split("\n") if not re.match(r' *"(seconds|began)":', line)]
    return result.code, "\n".join(lines)


def same_verdicts():
    expected = verdicts("lua", 1)
    check("the suites pass on the interpreter", expected[0] == 0, expected[1][-2000:])
    for engine, jobs in (("native", 1), ("native", 2), ("lua", 2)):
        check(f"the suites: {engine} with {jobs} jobs says the same", verdicts(engine, jobs) == expected)


# What is asked once per world or experiment, not once per row of a step, may stay on the interpreter,
# and so may values that are asked after the run and get a table or another world.
ONCE = ("measure ", "section ", "table ", "the fit of ")
AFTER = ("it is given what its fit returned, a table",
         "it is asked once per world that is run without an actor")


def explanations():
    native = all_functions = 0
    for study in STUDIES:
        short = os.path.relpath(study, ROOT)
        result = run("explain", study, "--json", "-")
        check(f"explain {short}", result.code == 0, str(result))
        functions = json.loads(result.out)["functions"] if result.code == 0 else []
        for function in functions:
            check(f"{short}: {function['function']} has an engine or a reason",
                  function["engine"] == "native" or function.get("reason"), str(function))
        native += sum(function["engine"] == "native" for function in functions)
        all_functions += len(functions)
        rest = [f for f in functions if f["engine"] != "native" and not f["function"].startswith(ONCE)
                and f.get("reason") not in AFTER]
        check(f"{short}: what runs per row is compiled", not rest, str(rest))
    print(f"{native} of {all_functions} functions run as machine code")
    shown = run("explain", STUDIES[0], "--ir", "--profile")
    check("explain shows form and time", "block0:" in shown.out and " %" in shown.out, str(shown))
    check("explain fits its words", "run as machine code" in shown.out, str(shown))


def errors():
    study = """local valence = require "valence"
return valence.study { name = "errors", seed = 1, steps = 3, replications = 1,
  actors = { a = { count = 100, fields = { x = valence.integer(0), y = 0 } } },
  phases = { valence.rule { "count", of = "a", function(self, env)
    self.x = self.x + 1
    self.y = 10 // (self.number + self.x - 42)
  end } },
  values = { valence.value { "y", of = "a", function(self) return self.y end } },
  scenarios = { { "base" } } }
"""
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/study.lua"
        with open(path, "w", encoding="utf-8") as file:
            file.write(study)
        texts = []
        for engine in ("lua", "native"):
            result = run("run", path, "--engine", engine, "--store", f"{folder}/{engine}.valence", "--quiet")
            check(f"a division by zero ends the run on {engine}", result.code == 1, str(result))
            texts.append(result.err)
        check("both engines say the same of it", texts[0] == texts[1] and ":6:" in texts[0], str(texts))


def endless():
    study = """local valence = require "valence"
return valence.study { name = "endless", seed = 1, steps = 1, replications = 1,
  actors = { a = { count = 3, fields = { y = 0 } } },
  phases = { valence.rule { "spin", of = "a", function(self, env)
    while self.y >= 0 do self.y = self.y + 1 end
  end } },
  values = { valence.value { "y", of = "a", function(self) return self.y end } },
  scenarios = { { "base" } } }
"""
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/study.lua"
        with open(path, "w", encoding="utf-8") as file:
            file.write(study)
        texts = []
        for engine in ("lua", "native"):
            result = run("run", path, "--engine", engine, "--store", f"{folder}/{engine}.valence", "--quiet")
            check(f"an endless loop is stopped on {engine}", result.code == 1, str(result))
            texts.append(result.err)
        check("both engines say the same of it", texts[0] == texts[1], str(texts))


def damaged_objects(cache):
    kept = sorted(glob.glob(f"{cache}/*.o"))
    check("compiled code is kept", len(kept) > 20, str(len(kept)))
    for number, path in enumerate(kept):
        with open(path, "r+b") as file:
            if number % 3 == 0:
                file.truncate(100)
            elif number % 3 == 1:
                file.truncate(0)
            else:
                file.seek(200)
                file.write(b"garbage")
    before = {path: os.stat(path).st_mtime_ns for path in kept}
    with tempfile.TemporaryDirectory() as folder:
        expected, _ = exports(folder, STUDIES[0], "lua", 1)
        got, problem = exports(folder, STUDIES[0], "native", 1)
        check("damaged code is made anew", got == expected, problem)
    mended = [path for path in kept if os.stat(path).st_mtime_ns != before[path]]
    check("and kept again", len(mended) >= 5, str(len(mended)))


def no_cache():
    """Where nothing can be kept everything runs all the same."""
    with tempfile.TemporaryDirectory() as folder:
        expected, problem = exports(folder, STUDIES[0], "native", 1)
        with open(f"{folder}/file", "w", encoding="utf-8"):
            pass
        os.mkdir(f"{folder}/closed", 0o500)
        places = {"a file": f"{folder}/file", "below a file": f"{folder}/file/cache",
                  "nowhere": "/proc/valence/cache"}
        # To root no folder is closed.
        if os.getuid() != 0:
            places["a closed folder"] = f"{folder}/closed"
        usual = os.environ["VALENCE_CACHE"]
        for name, place in places.items():
            os.environ["VALENCE_CACHE"] = place
            with tempfile.TemporaryDirectory() as results:
                got, problem = exports(results, STUDIES[0], "native", 1)
                check(f"a cache in {name} is done without", got == expected, problem)
        os.environ["VALENCE_CACHE"] = usual


def no_compiler():
    """Without LLVM everything runs on the interpreter, and what asks for more is told why."""
    with tempfile.TemporaryDirectory() as folder:
        # The linker finds these first, and takes none of them for a library.
        for name in ("libLLVM.so.19.1", "libLLVM-19.so.1", "libLLVM-19.so"):
            with open(f"{folder}/{name}", "w", encoding="utf-8") as file:
                file.write("no library\n")
        expected, problem = exports(folder, STUDIES[0], "lua", 1)
        os.environ["LD_LIBRARY_PATH"] = folder
        try:
            doctor = run("doctor")
            check("doctor says that LLVM is missing, and how to get it",
                  "LLVM 19 is not installed" in doctor.out and "libllvm19" in doctor.out, str(doctor))
            check("that is no problem", doctor.code == 0 and "PROBLEM" not in doctor.out, str(doctor))
            with tempfile.TemporaryDirectory() as results:
                got, problem = exports(results, STUDIES[0], None, 1)
                check("without LLVM a study runs with the same bytes", got == expected, problem)
            forced = run("run", STUDIES[0], "--engine", "native", "--store", f"{folder}/n.valence", "--quiet")
            check("'--engine native' says what is missing",
                  forced.code != 0 and "LLVM 19 is not installed" in forced.err and "--engine lua" in forced.err,
                  str(forced))
            shown = run("explain", STUDIES[0])
            check("explain says why nothing is compiled", shown.code == 0 and "no machine code" in shown.out, str(shown))
        finally:
            del os.environ["LD_LIBRARY_PATH"]


def main():
    with tempfile.TemporaryDirectory() as cache:
        os.environ["VALENCE_CACHE"] = cache
        same_bytes()
        same_verdicts()
        explanations()
        errors()
        endless()
        damaged_objects(cache)
        no_cache()
        no_compiler()
    summary()


main()
