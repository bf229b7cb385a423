"""Suites of tests: what `valence test` finds, runs, shows and writes, and how it ends."""

import json
import os
import re

import _junit
import _tap
from _command import Folder, check, run, study, summary

APP = """local app = { price = 3 }
describe("app #app", function()
  before_each(function() print("before") end)
  it("sells", function() assert.equal(3, app.price) end)
  it("pushes #slow", function()
    assert.same({ price = 3, days = { 1, 2 }, name = "app" }, { price = 4, days = { 1, 3 } })
  end)
  it("does nothing", function() end)
  it("is liked")
end)
it("crashes", function() local x; return x.price end)
it("never ends", { instructions = 1e5 }, function() while true do end end)
"""
BROKEN = 'it("x" function() end)\n'
GOOD = 'it("holds", function() assert(true) end)\n'

TRANSCRIPT = """app_spec.lua  2 passed, 3 failed, 1 pending  N s
  passed  app #app sells
    printed:
      before
  FAILED  app #app pushes #slow
    app_spec.lua:6: the tables differ in 3 places
      6 |     assert.same({ price = 3, days = { 1, 2 }, name = "app" }, { price = 4, days = { 1, 3 } })
      at        expected  actual
      .days[2]  2         3
      .name     "app"     nothing
      .price    3         4
    printed:
      before
    again: valence test app_spec.lua --filter 'app #app pushes #slow' --seed 1
  no assertion  app #app does nothing (line 8)
    printed:
      before
  pending  app #app is liked: it has no body yet
  FAILED  crashes
    app_spec.lua:11: attempt to index a nil value (local 'x')
      11 | it("crashes", function() local x; return x.price end)
    again: valence test app_spec.lua --filter crashes --seed 1
  FAILED  never ends
    app_spec.lua:12: the test ran more than its 100000 instructions
      12 | it("never ends", { instructions = 1e5 }, function() while true do end end)
      a longer test says so: it(name, { instructions = 1e10 }, function() ... end)
    again: valence test app_spec.lua --filter 'never ends' --seed 1
deep/good_spec.lua  1 passed  N s
wrong_spec.lua  1 file not loaded  N s
  wrong_spec.lua:1: ')' expected near 'function'
    1 | it("x" function() end)

7 tests in 3 files: 1 file not loaded, 3 passed, 3 failed, 1 pending. N s, seed 1.
1 test passed without an assertion.
"""

FILES = {"app_spec.lua": APP, "deep/good_spec.lua": GOOD, "wrong_spec.lua": BROKEN,
         "deep/other.lua": "error('this is no spec')\n", ".hidden/bad_spec.lua": BROKEN}


def without_times(text):
    return re.sub(r"\d+\.\d\d s", "N s", text)


def comparable(document):
    """A JSON report without what differs from run to run."""
    if isinstance(document, dict):
        return {name: comparable(value) for name, value in document.items()
                if name not in ("seconds", "began", "seed")}
    return [comparable(value) for value in document] if isinstance(document, list) else document


def transcript():
    with Folder(FILES) as folder:
        result = run("test", "--seed", 1, folder=folder.path)
        check("a failing run ends with 1", result.code == 1, str(result))
        check("the transcript", without_times(result.out) == TRANSCRIPT, without_times(result.out))
        check("standard error is silent", result.err == "", result.err)
        again = run("test", "app_spec.lua", "--filter", "app #app pushes #slow", "--seed", 1,
                    folder=folder.path)
        check("the command that repeats a failure repeats it",
              again.code == 1 and "the tables differ in 3 places" in again.out, str(again))


def endings():
    with Folder({**FILES, "empty/study.lua": "return 1", "none/x_spec.lua": "local x = 1\n"}) as folder:
        def code(*words):
            return run("test", *words, folder=folder.path).code
        check("passed: 0", code("deep") == 0)
        check("failed: 1", code("app_spec.lua") == 1)
        check("a file that cannot be loaded: 1", code("wrong_spec.lua") == 1)
        check("pending alone: 0", code("app_spec.lua", "--filter", "is liked") == 0)
        for words in (["nowhere"], ["--filter"], ["--tags", ","], ["--report", "xml"], ["--seed", "x"],
                      ["--report", "tap,json"], ["--report", "tap="], ["--engine", "fast"],
                      ["--repeat", "0"], ["--shard", "3/2"], ["--report", "lcov"], ["--coverage", "--engine", "native"]):
            result = run("test", *words, folder=folder.path)
            check(f"wrong usage, {words}: 2", result.code == 2 and result.err.startswith("error: "), str(result))
        for words in (["empty"], ["none"], ["deep", "--filter", "nothing like it"],
                      ["deep", "--tags", "slow"], ["deep", "--list", "--tags", "slow"]):
            result = run("test", *words, folder=folder.path)
            check(f"no test found, {words}: 5",
                  result.code == 5 and result.err.startswith("no test found: "), str(result))
        result = run("test", "nowhere_spec.lua", folder=folder.path)
        check("a file that is not there has no Swift in its message", "Error" not in result.err, result.err)
        folder.write("bytes/x_spec.lua", b"\xff\xfe")
        result = run("test", "bytes", "deep", folder=folder.path)
        check("a file that is no text fails alone",
              result.code == 1 and "is not text in UTF-8" in result.out and "1 passed" in result.out, str(result))
        result = run("test", "deep", "deep/good_spec.lua", ".", "--list", folder=folder.path)
        check("a file that is named twice runs once", result.out.count("good_spec.lua") == 1, str(result))
        os.symlink(folder.path, folder / "deep/loop")
        result = run("test", "deep", folder=folder.path)
        check("a folder that leads in circles", result.code == 0 and "1 test in 1 file" in result.out, str(result))
        listed = run("test", "--list", "--tags", "!slow", "app_spec.lua", folder=folder.path)
        check("--list names the tests with their lines",
              listed.code == 0 and listed.out.startswith("app_spec.lua:4: app #app sells\n")
              and "pushes" not in listed.out and len(listed.out.splitlines()) == 5, str(listed))


def reports():
    with Folder(FILES) as folder:
        forms = ["text=t.txt", "tap=t.tap", "junit=t.xml", "json=t.json"]
        result = run("test", "--seed", 1, "--report", ",".join(forms[:2]), "--report", ",".join(forms[2:]),
                     folder=folder.path)
        check("reports in files leave standard output alone", (result.code, result.out) == (1, ""), str(result))
        check("text in a file", without_times(folder.read("t.txt").decode()) == TRANSCRIPT)

        points = _tap.read(folder.read("t.tap").decode())
        names = ["app_spec.lua: " + name for name in (
            "app #app sells", "app #app pushes #slow", "app #app does nothing", "app #app is liked",
            "crashes", "never ends")]
        names += ["deep/good_spec.lua: holds", "wrong_spec.lua (loading the file)"]
        check("TAP has every test", [point["name"] for point in points] == names, str(points))
        check("TAP says what failed",
              [point["ok"] for point in points] == [True, False, True, True, False, False, True, False])
        check("TAP skips what is pending", points[3]["skip"] == "it has no body yet", str(points[3]))
        check("TAP says where and why",
              points[1]["block"]["at"] == {"file": "app_spec.lua", "line": 6}
              and points[1]["block"]["message"] == "the tables differ in 3 places"
              and points[1]["block"]["severity"] == "fail" and points[4]["block"]["severity"] == "error",
              str(points[1]))
        check("TAP has what was printed", points[0]["block"] == {"printed": ["before"]}, str(points[0]))

        root = _junit.read(folder.read("t.xml").decode())
        suites = {suite.get("name"): suite for suite in root}
        check("JUnit names classes without folders and extensions",
              {case.get("classname") for case in root.iter("testcase")}
              == {"app_spec", "deep.good_spec", "wrong_spec"})
        check("JUnit has every file", list(suites) == ["app_spec.lua", "deep/good_spec.lua", "wrong_spec.lua"])
        cases = {case.get("name"): case for case in root.iter("testcase")}
        check("JUnit says what failed and how",
              [cases[name].find("failure").get("type") for name in
               ("app #app pushes #slow", "crashes", "never ends", "(loading the file)")]
              == ["assertion", "error", "limit", "error"])
        check("JUnit has the whole text of a failure",
              ".days[2]  2         3" in cases["app #app pushes #slow"].find("failure").text)
        check("JUnit skips what is pending",
              cases["app #app is liked"].find("skipped").get("message") == "it has no body yet")
        check("JUnit has what was printed", "before" in suites["app_spec.lua"].find("system-out").text)

        document = json.loads(folder.read("t.json"))
        check("JSON counts", document["counts"] == {
            "tests": 7, "passed": 3, "failed": 3, "pending": 1, "not_run": 0, "without_assertion": 1,
            "files": 3, "files_not_loaded": 1}, str(document["counts"]))
        failure = document["files"][0]["tests"][1]["failures"][0]
        check("JSON has places and details",
              (failure["kind"], failure["file"], failure["line"], failure["details"][".price"])
              == ("assertion", "app_spec.lua", 6, "3         4"), str(failure))

        for form, reader in (("tap", _tap.read), ("junit", _junit.read), ("json", json.loads)):
            result = run("test", "--report", form, folder=folder.path)
            try:
                reader(result.out)
                good = result.code == 1
            except ValueError as problem:
                good, result = False, problem
            check(f"--report {form} alone on standard output", good, str(result))


def strange_texts():
    """Names and values that each form has to escape; the names are written as in Lua."""
    names = [r'"a < b & \"c\" \'d\' ]]>"', r'"# SKIP not this"', r'"back\\slash \\# and # SKIP"',
             r'"ends in \\"', r'"ä € 𝄞"', r'"tab\tand\nbreak"', r'"\27[31mred\27[0m"', r'"\0 zero"',
             r'"bad \xff byte"']
    tests = "".join(f'it({name}, function() print("<&>\\27[2J") assert.equal("<\\0&\\27>", 1) end)\n'
                    for name in names)
    with Folder({"x_spec.lua": tests}) as folder:
        result = run("test", "--report", "text,tap=t.tap,junit=t.xml,json=t.json", folder=folder.path)
        check("strange names run", result.code == 1 and f"{len(names)} failed" in result.out, str(result))
        check("no control character reaches the terminal",
              not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", result.out), repr(result.out))
        for name, reader in (("t.tap", _tap.read), ("t.xml", _junit.read), ("t.json", json.loads)):
            try:
                reader(folder.read(name).decode())
                check(f"strange names in {name}", True)
            except ValueError as problem:
                check(f"strange names in {name}", False, str(problem))
        points = _tap.read(folder.read("t.tap").decode())
        check("TAP keeps a name that looks like a directive",
              points[1]["name"] == "x_spec.lua: # SKIP not this" and not points[1]["ok"], str(points[1]))


def same_results():
    """Neither jobs, seed nor engine change a result."""
    files = {f"{number}/app_spec.lua": APP for number in range(6)}
    files["world/study.lua"] = study(rule="assert(env.step > 0)\nself.adopted = true")
    files["world/study_spec.lua"] = """
local small = study "study.lua"
it("spends nothing", function() assert.equal(0, small:run("more"):measure "spending") end)
it("is worth something", function() assert.golden("worth", small:run("more"):value "worth") end)
it("asserts nothing itself", function() small:run("base") end)
it("holds an invariant", function() small:always(function(world) assert(world.steps) end):run "base" end)
it("tells its worth", function() print(small:run("base"):value "worth") assert(true) end)
"""
    with Folder(files) as folder:
        first = run("test", "world", "--update", folder=folder.path)
        check("--update keeps golden results", first.code == 0
              and os.path.exists(folder / "world/study_spec.golden.lua"), str(first))
        documents = []
        for words in (["--jobs", "1", "--seed", "1"], ["--jobs", "2", "--seed", "2"],
                      ["--jobs", "7", "--engine", "lua"], ["--jobs", "2", "--engine", "native"]):
            result = run("test", "--report", "json", *words, folder=folder.path)
            documents.append(comparable(json.loads(result.out)))
        check("results do not depend on jobs, seed or engine",
              all(document == documents[0] for document in documents))
        check("they are the right ones", documents[0]["counts"]["passed"] == 17
              and documents[0]["counts"]["failed"] == 18, str(documents[0]["counts"]))
        counts = {test["name"]: test["assertions"] for test in documents[0]["files"][-1]["tests"]}
        check("what a study asserts is not the test's, what an invariant asserts is",
              (counts["asserts nothing itself"], counts["holds an invariant"]) == (0, 5), str(counts))


def coverage():
    text = """local study_app = study "study.lua"
it("runs", function() study_app:run "more" assert(true) end)
it("waits", function()
  if false then
    assert(false)
  end
end)
"""
    with Folder({"study.lua": study(rule="""
if env.reach > 1 then
  self.adopted = true
end"""), "a_spec.lua": text}) as folder:
        result = run("test", "--coverage", "--report", "text,json=c.json", folder=folder.path)
        check("--coverage has a table of files", result.code == 0 and re.search(
            r"^a_spec\.lua +\d+ % +\d+ of \d+ +\d+ of \d+  5$", result.out, re.M), str(result))
        files = {file["file"]: file for file in json.loads(folder.read("c.json"))["coverage"]}
        lines = folder.read("study.lua").decode().split("\n")
        missed = [lines[line - 1].strip() for line in files["study.lua"]["missed_lines"]]
        measure = 'return run:sum("consumer", "spent")'
        check("lines of the study that never ran", missed == ["self.adopted = true", measure], str(missed))
        lcov = run("test", "--coverage", "--report", "lcov", folder=folder.path).out.split("SF:study.lua\n")[-1]
        check("lcov has the same lines", sorted(map(int, re.findall(r"^DA:(\d+),0$", lcov, re.M)))
              == files["study.lua"]["missed_lines"] and lcov.endswith("end_of_record\n"), lcov)
        functions = [lines[line - 1] for line in files["study.lua"]["missed_functions"]]
        check("functions of the study that never ran",
              len(functions) == 1 and "valence.measure" in functions[0], str(functions))


def repetition():
    with Folder({"x_spec.lua": 'it("holds", function() assert(true) end)\n'}) as folder:
        result = run("test", "--repeat", 3, "--seed", 8, folder=folder.path)
        check("--repeat counts up the seed", result.code == 0
              and "x_spec.lua (round 3, seed 10)" in result.out
              and "3 tests in 1 file, 3 rounds: 3 passed" in result.out, str(result))
    with Folder({f"{letter}_spec.lua": APP for letter in "abc"}) as folder:
        result = run("test", "--fail-fast", "--jobs", 1, "--filter", "crashes", folder=folder.path)
        check("--fail-fast stops", result.code == 1 and "1 failed, 2 not run" in result.out, str(result))


def shards():
    with Folder({f"{letter}_spec.lua": APP for letter in "abcde"}) as folder:
        def names(*words):
            return run("test", "--list", *words, folder=folder.path).out.splitlines()
        parts = [names("--shard", f"{number}/4") for number in range(1, 5)]
        check("shards have every test once", sorted(sum(parts, [])) == sorted(names()), str(parts))
        check("shards have about as many tests", all(5 <= len(part) <= 10 for part in parts),
              str([len(part) for part in parts]))


def speed():
    tests = "".join(f'  it("number {number}", function() assert.equal({number}, {number}) end)\n'
                    for number in range(1000))
    with Folder({"many_spec.lua": f'describe("many", function()\n{tests}end)\n'}) as folder:
        result = run("test", folder=folder.path)
        print(f"1,000 trivial tests: {result.seconds:.2f} s")
        check("1,000 trivial tests take less than 2 s",
              result.code == 0 and "1000 passed" in result.out and result.seconds < 2, str(result))
    with Folder({f"f{number}_spec.lua": GOOD for number in range(200)}) as folder:
        result = run("test", folder=folder.path)
        print(f"200 files of one test: {result.seconds:.2f} s")
        check("200 files run", result.code == 0 and "200 passed" in result.out, str(result))


for part in (transcript, endings, reports, strange_texts, same_results, coverage, repetition,
             shards, speed):
    part()
summary()
