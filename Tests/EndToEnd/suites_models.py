"""Tests of studies with the built command: the project's own specs on either engine, golden results on
the disk, and a failing property as a reader sees it."""

import os
import tempfile

from _command import ROOT, check, run, summary

SCRIPTS = os.path.join(ROOT, "Scripts")
SPECS = ["first-study_spec.lua", "transport_spec.lua", "referrals_spec.lua", "groceries/study_spec.lua"]


def passes(what, result):
    check(what, result.code == 0, str(result))


for spec in SPECS:
    for engine in ["lua", "native"]:
        passes(f"{spec} on engine {engine}",
               run("test", os.path.join(SCRIPTS, spec), "--engine", engine, limit=120))

COUNTER = """
local valence = require "valence"
return valence.study {
  name = "Counter", steps = 4, parameters = { step_size = 0.1 },
  actors = { clock = { count = 2, fields = { time = 0 } } },
  phases = {
    valence.rule { "tick", of = "clock", function(self, env)
      self.time = self.time + env.step / 3 + env.step_size
    end },
  },
  values = {
    valence.value { "time", of = "clock", as = "stock", source = "own",
      function(self) return self.time end },
  },
}
"""

SPEC = """
local counter = study "counter.lua"
it("is as it was", function() assert.golden("time", counter:run()) end)
"""

with tempfile.TemporaryDirectory() as folder:
    def write(name, text):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)

    def read(name):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            return file.read()

    write("counter.lua", COUNTER)
    write("counter_spec.lua", SPEC)
    golden = os.path.join(folder, "counter_spec.golden.lua")
    missing = run("test", "counter_spec.lua", folder=folder)
    check("a golden result that is not kept fails", missing.code == 1, str(missing))
    check("it says how it is kept", "--update" in missing.out, str(missing))
    check("and writes nothing", not os.path.exists(golden))
    passes("--update keeps it", run("test", "counter_spec.lua", "--update", folder=folder))
    kept = read("counter_spec.golden.lua")
    check("as readable lines", '["time"] = {\n    ["time (clock)"] = ' in kept, kept)
    for engine in ["lua", "native"]:
        passes(f"it is the same on engine {engine}",
               run("test", "counter_spec.lua", "--engine", engine, folder=folder))
    check("and is left alone", read("counter_spec.golden.lua") == kept)
    write("counter.lua", COUNTER.replace("0.1", "0.2"))
    changed = run("test", "counter_spec.lua", folder=folder)
    check("another result fails", changed.code == 1 and "was kept, now" in changed.out, str(changed))
    write("counter_spec.golden.lua", "return 3")
    broken = run("test", "counter_spec.lua", folder=folder)
    check("a file that holds none is named",
          broken.code == 1 and "does not return a table" in broken.out, str(broken))

    write("counter_spec.lua", """
local counter = study "counter.lua"
property("early", { step_size = gen.number(0, 1), count = { clock = gen.integer(1, 20) } }, function(case)
  local run = counter:with(case):run()
  assert(run:sum("clock", "time") < 30, "it is late")
end)
""")
    first = run("test", "counter_spec.lua", "--seed", "5", folder=folder)
    check("a property fails", first.code == 1 and "it is late" in first.out, str(first))
    check("with its smallest case", "{ count = { clock = 5 }, step_size = 1.0 }" in first.out, str(first))
    check("and how to repeat it",
          "valence test counter_spec.lua --filter early --seed 5" in first.out, str(first))
    for jobs, engine in [("1", "lua"), ("2", "native")]:
        again = run("test", "counter_spec.lua", "--seed", "5", "--jobs", jobs, "--engine", engine,
                    folder=folder)
        line = [part for part in again.out.splitlines() if "smallest case" in part]
        check(f"the same one with --jobs {jobs} on engine {engine}", line and line[0] in first.out,
              str(again))

    write("counter.lua", COUNTER.replace("self.time + env", "self.tim + env").replace("steps", "stepz"))
    wrong = run("test", "counter_spec.lua", folder=folder)
    check("all that is wrong with a study is shown",
          wrong.code == 1 and "the study has no 'stepz'" in wrong.out
          and "unknown field 'tim'" in wrong.out, str(wrong))

summary()
