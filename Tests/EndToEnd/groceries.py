"""The groceries study counts what an independent program counted.

Runs Scripts/groceries/study.lua on the sample as recorded and compares every number with
reference/sample.json, which reference.py computed from the same tables without Valence. With
VALENCE_FULL=1, and where fetch.sh has been run, the whole log too.
"""

import hashlib
import json
import math
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FOLDER = os.path.join(ROOT, "Scripts", "groceries")

passed = failed = 0


def check(what, good, detail=""):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print(f"failed: {what}{': ' if detail else ''}{detail}")


def near(what, value, expected, tolerance=1e-9):
    """Sums of tens of thousands of cents in another order: equal to nine digits, or both undefined."""
    if value is None or expected is None:
        check(what, value is None and expected is None, f"{value} instead of {expected}")
    else:
        check(what, math.isclose(value, expected, rel_tol=tolerance, abs_tol=tolerance),
              f"{value!r} instead of {expected!r}")


def cents(what, value, expected):
    check(what, round(value, 2) == expected, f"{value!r} instead of {expected!r}")


class Report:
    """What `run ... --json -` prints."""

    def __init__(self, *arguments):
        with tempfile.TemporaryDirectory() as scratch:
            run = subprocess.run(
                [os.path.join(ROOT, "valence"), "run", os.path.join(FOLDER, "study.lua"), *arguments,
                 "--store", os.path.join(scratch, "results.valence"),
                 "--report", os.path.join(scratch, "report"), "--quiet", "--json", "-"],
                capture_output=True, text=True, check=False)
        if run.returncode != 0:
            sys.exit(f"failed: run {' '.join(arguments)}\n{run.stdout}{run.stderr}\n{passed} passed, {failed + 1} failed")
        report = json.loads(run.stdout)
        self.cells = {(cell["scenario"], cell["measure"]): cell["estimate"]["mean"] for cell in report["comparison"]}
        self.lines = {(series["name"], line["scenario"]): line["mean"]
                      for series in report["series"] for line in series["lines"]}
        # The first part of a table is the baseline's.
        self.tables = {table["title"]: table["scenarios"][0]["rows"] for table in report["tables"]}

    def measure(self, name, scenario="no feedback"):
        return self.cells[scenario, name]

    def series(self, name, scenario="no feedback"):
        return self.lines[name, scenario]


def the_log(report, known):
    """What is counted over all households."""
    counted = dict(report.tables["The log"])
    for name, key in [("lines", "lines"), ("lines without category", "lines_without_category"),
                      ("shopping trips", "baskets"), ("households that bought", "households"),
                      ("stores that sold", "stores")]:
        check(name, counted[name] == known[key], f"{counted[name]} instead of {known[key]}")
    cents("net sales of the households", counted["USD net sales"], known["totals"]["sales"])
    cents("food sales", counted["USD net sales of food"], known["food"]["sales"])
    cents("food sales with nutrition", counted["USD net sales of food with nutrition data"],
          known["food"]["with_nutrition"])
    cents("net sales of the firm", report.measure("net sales (firm)"), known["totals"]["sales"])
    cents("discount-corrected sales", report.measure("discount-corrected sales (firm)"),
          round(sum(known["totals"][key] for key in ("sales", "retail_disc", "coupon_match_disc")), 2))
    cents("savings", report.measure("savings (household)") * known["households"],
          round(sum(known["totals"][key] for key in ("retail_disc", "coupon_disc", "coupon_match_disc")), 2))
    store, sales = report.tables["Stores"][0]
    check("largest store", store == known["largest_store"]["store_id"], store)
    cents("its sales", sales, known["largest_store"]["sales"])
    near("fruit and vegetables", report.measure("food: fruit and vegetables"),
         known["food"]["fv_share"])
    near("score", report.measure("food: profile score"), known["food"]["score"])
    for month, expected in enumerate(known["sales_by_month"]):
        cents(f"sales of month {month + 1}", report.series("net sales")[month], expected)


def the_page(report, number, known):
    """What one household sees."""
    for month, expected in enumerate(known["months"]):
        what = f"household {number}, month {month + 1}"
        cents(f"{what}, food money", report.series("page: food money")[month], expected["spent"])
        near(f"{what}, share", report.series("page: fruit and vegetables")[month], expected["fv_share"])
        near(f"{what}, score", report.series("page: profile score")[month], expected["score"])
    for month, expected in enumerate(known["rolling"]):
        what = f"household {number}, three months to {month + 1}"
        expected = expected or {"fv_share": None, "score": None}
        near(f"{what}, share", report.series("page: fruit and vegetables, three months")[month],
             expected["fv_share"])
        near(f"{what}, score", report.series("page: profile score, three months")[month],
             expected["score"])
    near(f"household {number}, year's share", report.measure("page: fruit and vegetables"), known["year"]["fv_share"])
    near(f"household {number}, year's score", report.measure("page: profile score"), known["year"]["score"])
    largest = report.tables["What the household's food is made of"][0][0]
    check(f"household {number}, largest source of points", largest == known["largest"]["points"]["category"], largest)


def the_scenarios(report, households):
    """What holds whatever the assumptions are."""
    told, couponed = "feedback", "feedback and coupon"
    check("feedback moves food money", report.measure("feedback: food money moved", told) > 0)
    check("the score gets better", report.measure("food: profile score", told)
          < report.measure("food: profile score"))
    # A coupon changes nobody's luck: who is disturbed and leaves is the same.
    for name in ["feedback: households that left", "discount-corrected sales (firm)", "reverse use (household)"]:
        check(f"the coupon leaves '{name}' alone", report.measure(name, couponed) == report.measure(name, told))
    check("the coupon costs the firm", report.measure("net sales (firm)", couponed)
          < report.measure("net sales (firm)", told))
    near("and the households get it",
         (report.measure("savings (household)", couponed) - report.measure("savings (household)", told))
         * households,
         report.measure("net sales (firm)", told) - report.measure("net sales (firm)", couponed), 1e-6)


def compare(name, *arguments):
    with open(os.path.join(FOLDER, "reference", f"{name}.json"), encoding="utf-8") as file:
        known = json.load(file)
    for table, expected in known["sha256"].items():
        with open(os.path.join(FOLDER, name, table), "rb") as file:
            check(f"{name}/{table}", hashlib.sha256(file.read()).hexdigest() == expected, "is another file")
    for position, number in enumerate(known["named_households"]):
        report = Report(f"focus={number}", "--replications", "1", *arguments)
        if position == 0:
            the_log(report, known)
            the_scenarios(report, known["households"])
        the_page(report, number, known["named_households"][number])


def main():
    compare("sample")
    if os.environ.get("VALENCE_FULL"):
        if os.path.isdir(os.path.join(FOLDER, "full")):
            compare("full", "--data", "sample=full")
        else:
            print("not checked: the whole log, which Scripts/groceries/fetch.sh fetches")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
