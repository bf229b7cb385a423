"""Reports find an effect that is known in closed form, and no effect where there is none.

In each of ten steps a consumer is reached with the probability `reach` and then gains `worth` times an
exponential number with the mean 1/2. So joy has the mean 10 reach worth / 2, and the share of those who
were ever reached is 1 - (1 - reach)^10, whatever the worth.
"""

import csv
import io
import json
import re

from _command import Folder, check, run, summary

STUDY = """
local valence = require "valence"
return valence.study {
  name = "Known", seed = 7, steps = 10, replications = 50,
  parameters = { reach = 0.2, worth = 1 },
  actors = { consumer = { count = 100, fields = { reached = false, joy = 0 } } },
  phases = { valence.rule { "reach", of = "consumer", function(self, env)
    if env:chance(env.reach) then
      self.reached = true
      self.joy = self.joy + env.worth * env:exponential(2)
    end
  end } },
  values = { valence.value { "joy", of = "consumer", as = "end", function(self) return self.joy end } },
  measures = { valence.measure { "reached", function(run) return run:count("consumer", "reached") / 100 end } },
  scenarios = { { "base" }, { "same", reach = 0.2 }, { "wider", reach = 0.3 }, { "richer", worth = 3 } },
  baseline = "base",
}
"""
SETTINGS = {"base": (0.2, 1), "same": (0.2, 1), "wider": (0.3, 1), "richer": (0.2, 3)}
TRUTH = {"joy (consumer)": lambda reach, worth: 10 * reach * worth / 2,
         "reached": lambda reach, worth: 1 - (1 - reach) ** 10}


def known(report):
    """Every estimate holds the number of the closed form, and is narrow enough to say something."""
    for cell in report["comparison"]:
        what = f"{cell['measure']} in {cell['scenario']}"
        truth = TRUTH[cell["measure"]]
        here, base = truth(*SETTINGS[cell["scenario"]]), truth(*SETTINGS["base"])
        check(f"{what}: the mean", cell["estimate"]["low"] <= here <= cell["estimate"]["high"], f"{here} {cell['estimate']}")
        check(f"{what}: its interval is narrow", cell["estimate"]["high"] - cell["estimate"]["low"] < 0.1 * here)
        if here == base:
            continue
        found = cell["difference"]["estimate"]
        check(f"{what}: the effect", found["low"] <= here - base <= found["high"], f"{here - base} {found}")
        check(f"{what}: it is told from none", found["low"] > 0 and cell["difference"]["p_adjusted"] < 1e-6, found)


def unchanged(report):
    """In JSON: exactly 0 in every number of the difference, and no test of it."""
    cells = [cell for cell in report["comparison"] if cell["scenario"] == "same"]
    check("same: every measure is compared", len(cells) == len(TRUTH))
    for cell in cells:
        found, estimate = cell["difference"], cell["difference"]["estimate"]
        check(f"same: {cell['measure']} has exactly no difference",
              all(estimate[name] == 0 for name in ("mean", "low", "high", "standard_error")) and estimate["n"] == 50
              and found["bootstrap"] == [0, 0] and found["p"] is None and found["p_sign_flip"] == 1
              and found["standardised"] is None and found["superiority"] == 0.5, found)
    for gains in report["findings"]["gains"]:
        spread = next(spread for spread in gains["scenarios"] if spread["scenario"] == "same")
        check("same: nobody gains or loses",
              [spread[name]["mean"] for name in ("winners", "losers", "unchanged")] == [0, 0, 1]
              and all(quantile["mean"] == quantile["low"] == quantile["high"] == 0 for quantile in spread["quantiles"]), spread)


def plain(markup):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", markup)).strip()


with Folder({"study.lua": STUDY}) as folder:
    shown = run("run", "study.lua", "--report", "report", folder=folder.path)
    check("it runs", shown.code == 0, str(shown))
    check("it is said beforehand", "scenario 'same' equals its twin 'base'" in shown.err
          and "every difference will be exactly zero" in shown.err, shown.err)
    report = json.loads(folder.read("report/report.json"))
    known(report)
    unchanged(report)

    lines = [line.split() for line in shown.out.splitlines() if line.startswith("same")]
    check("text: exactly no difference", len(lines) == len(TRUTH)
          and all(line[-4:] == ["0", "no", "spread", "50"] for line in lines), shown.out)

    page = folder.read("report/index.html").decode()
    rows = [[plain(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)]
            for row in re.findall(r"<tr>.*?</tr>", page.split('id="comparison"')[1].split("</section>")[0], re.S)]
    same = [row for row in rows if row[0] == "same" and len(row) == 7]
    check("page: exactly no difference", len(same) == len(TRUTH)
          and all(row[4:] == ["0", "no spread", "50"] for row in same), same)
    for measure in TRUTH:
        check(f"page: {measure} is the same, in words",
              f"{measure} is the same" in plain(page.split('id="comparison"')[0]))

    table = list(csv.DictReader(io.StringIO(folder.read("report/comparison.csv").decode())))
    same = [row for row in table if row["scenario"] == "same"]
    check("CSV: exactly no difference", len(same) == len(TRUTH)
          and all(float(row["difference"]) == float(row["difference_low"]) == float(row["difference_high"]) == 0
                  for row in same), same)
    text = folder.read("report/report.md").decode()
    check("Markdown: the same, in words", "**joy (consumer)** is the same" in text and "**reached** is the same" in text)

summary()
