"""What a statistical assertion that fails prints, and that the command it prints repeats it."""

import re
import shlex

from _command import Folder, check, run, study, summary

SPEC = """
local valence = require "valence"
local app = study "study.lua"

describe("more reach", function()
  it("costs trust", function()
    assert.greater_on_average {
      study = app, value = "worth", scenario = "more", than = "base", effect = 5 }
  end)
  it("leaves spending as it is", function()
    assert.no_difference { study = app, measure = "spending", scenario = "more", than = "twin", effect = 1 }
  end)
  it("fits a distribution", function()
    assert.distributed_as { sample = function(i) return i % 2 end, as = valence.uniform(0, 1), effect = 0.4 }
  end)
  it("is too fine", function()
    assert.within_interval { study = app, measure = "reached", scenario = "more", low = 0, effect = 1e-9 }
  end)
  it("says what is undefined", function()
    assert.within_interval { study = app, measure = "change", scenario = "base", low = 0, effect = 1 }
  end)
end)
"""

MEASURES = """
measures = {
  valence.measure { "spending", function(run) return run:sum("consumer", "spent") end },
  valence.measure { "reached", function(run) return run:count("consumer", "adopted") end },
  valence.measure { "change", function(run, twin)
    if not twin then return valence.undefined "no_twin" end
    return 0
  end },
},"""


def block(text, name):
    """The lines of the report on one test that failed."""
    parts = re.split(r"^(?=  FAILED  |\S|$)", text, flags=re.M)
    return next((part for part in parts if part.startswith("  FAILED  " + name)), "")


def main():
    files = {"study.lua": study(measures=MEASURES), "app_spec.lua": SPEC}
    with Folder(files) as folder:
        result = run("test", "--seed", "3", folder=folder.path)
        check("the suite fails", result.code == 1, str(result))
        text = result.out
        costs = block(text, "more reach costs trust")
        check("what is asserted", "worth in 'more' is not shown to be greater on average than in 'base'" in costs, text)
        for name in ("estimate", "interval", "n", "rates", "seed", "repeat"):
            check(f"a failure prints its {name}", re.search(rf"^\s+{name}\b.*\S", costs, re.M), costs)
        check("the interval has its level", re.search(r"interval\s.*\[.*, .*\] \(99\.8 %\)", costs), costs)
        check("the seed is the study's", re.search(r"seed\s+7\b", costs), costs)
        check("a difference that is none passes", not block(text, "more reach leaves spending"), text)
        check("a distribution is named", "the sample is not distributed as valence.uniform(0, 1)" in text, text)
        check("what cannot be resolved is refused with what it would take",
              "2000 replicates cannot resolve an effect of 1e-09" in text and "at_most" in text, text)
        check("undefined replicates are counted", "undefined in 30 of 30 replicates: no_twin (30)" in text, text)

        command = re.search(r"repeat\s+(valence test .*)", costs)
        again = run(*shlex.split(command[1])[1:], folder=folder.path) if command else None
        check("the printed command repeats that test alone",
              again is not None and again.code == 1 and block(again.out, "more reach costs trust") == costs
              and "distributed" not in again.out, str(again))
        for changes in (["--jobs", "1"], ["--engine", "lua"], ["--engine", "native"]):
            other = run("test", "--seed", "3", *changes, folder=folder.path)
            check(f"the same with {' '.join(changes)}",
                  block(other.out, "more reach costs trust") == costs, str(other))


main()
summary()
