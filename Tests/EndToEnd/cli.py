"""The command as its users meet it: help, versions, where results go, what programs can read."""

import csv
import glob
import html.parser
import io
import json
import os
import subprocess
import tempfile

from _command import BINARY, ROOT, Folder, check, run, study, summary

COMMANDS = ["run", "repl", "plan", "explain", "export", "report", "compare", "test", "new", "charts", "doctor",
            "install"]
STUDY = study(more="""
question = "Who gains?",
notes = { "All of it is made up." },
series = { valence.series { "trust", function(env) return env:mean("consumer", "trust") end } },""")


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def document(text):
    """JSON, or None where it is none."""
    try:
        return json.loads(text)
    except ValueError:
        return None


def helps():
    version = run("--version")
    check("--version", version.code == 0 and version.out.startswith("valence ") and not version.err,
          str(version))
    for words in ([], ["--help"], ["help"]):
        result = run(*words)
        check(f"valence {' '.join(words)} lists the commands",
              result.code == 0 and all(f"\n  {name} " in result.out for name in COMMANDS), str(result))
    for name in COMMANDS:
        result = run("help", name)
        check(f"help {name}", result.code == 0 and f"USAGE: valence {name}" in result.out, str(result))
        check(f"help {name} says the same as {name} --help", result.out == run(name, "--help").out)
        check(f"help {name} has an example or explains",
              f"valence {name} " in result.out.split("USAGE")[0] or name == "doctor")
        longest = max(map(len, result.out.split("\n")))
        check(f"help {name} fits 80 columns", longest <= 80, str(longest))
    examples = [line for name in COMMANDS for line in run("help", name).out.split("\n")
                if line.startswith("  valence ")]
    check("examples stand on lines of their own", len(examples) >= 15, str(len(examples)))


def where_results_go():
    with Folder({"work/study.lua": STUDY, "work/app.lua": STUDY}) as folder:
        first = run("run", folder=folder / "work")
        check("run without a name takes study.lua", first.code == 0, str(first))
        made = sorted(os.listdir(folder / "work"))
        check("store and report lie beside the study",
              made == ["app.lua", "study-report", "study.lua", "study.valence"], str(made))
        made = sorted(os.listdir(folder / "work/study-report"))
        check("the report is a page and its numbers",
              made == ["comparison.csv", "gains.csv", "index.html", "report.json", "report.md", "series.csv"],
              str(made))
        check("the seed is told", "Seed 7." in first.out and "seed 7" in first.err)
        check("store and report are told", "study.valence" in first.out and "study-report/index.html" in first.out)
        check("the table has every scenario and measure",
              all(word in first.out for word in ("base", "more", "worth", "spending")))
        check("results alone are on standard output", "replicates in" not in first.out and "error" not in first.out)

        again = run("run", folder=folder / "work")
        check("what is there is not run again", "replicates in" not in again.err, str(again))
        check("and the table is the same", again.out == first.out)

        elsewhere = run("run", "work/app.lua", "--quiet", folder=folder.path)
        check("--quiet says nothing beside the results", elsewhere.code == 0 and elsewhere.err == "", str(elsewhere))
        check("results lie beside a study elsewhere", os.path.exists(folder / "work/app.valence"))
        check("and nothing lies here", sorted(os.listdir(folder.path)) == ["work"])

        other = run("run", "work/app.lua", "--store", "s.valence", "--report", "deep/er/page", "--json",
                    "n.json", "--seed", "9", "--replications", "2", "--jobs", "1", folder=folder.path)
        check("options name other places", other.code == 0 and "Seed 9." in other.out
              and all(os.path.exists(folder / name)
                      for name in ("s.valence", "deep/er/page/index.html", "n.json")), str(other))
        check("--json FILE and report.json agree", folder.read("n.json") == folder.read("deep/er/page/report.json"))
        none = run("run", "work/app.lua", "--no-report", "--store", "t.valence", folder=folder.path)
        check("--no-report writes none", none.code == 0 and "Report:" not in none.out
              and not os.path.exists(folder / "app-report"))


class Links(html.parser.HTMLParser):
    """What a page would load; its own programs stand in it."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name in ("src", "href") and not (value or "").startswith(("#", "data:")):
                self.found.append(value)
        if tag in ("link", "iframe"):
            self.found.append(tag)


def standard_output():
    with Folder({"study.lua": STUDY}) as folder:
        numbers = run("run", "--json", "-", "--quiet", folder=folder.path)
        report = document(numbers.out)
        check("--json - is JSON alone", numbers.code == 0 and report is not None, str(numbers))
        if report is None:
            return
        check("it names title, question and scenarios",
              report["title"] == "Small" and report["question"] == "Who gains?"
              and [scenario["name"] for scenario in report["scenarios"]] == ["base", "more"])
        cells = {(cell["scenario"], cell["measure"]): cell for cell in report["comparison"]}
        check("every scenario has every measure", len(cells) == 2 * len(report["measures"]))
        check("estimates have their interval and number",
              all(cell["estimate"]["n"] == 3 and cell["estimate"]["low"] <= cell["estimate"]["mean"]
                  <= cell["estimate"]["high"] for cell in cells.values()), str(cells))
        check("the baseline has no difference and the other has one",
              all((cell["difference"] is None) == (cell["scenario"] == "base") for cell in cells.values()))
        command = {row["name"]: row["value"] for row in report["provenance"]["rows"]}["command"]
        check("the command to repeat it is told", command.startswith("valence run study.lua --seed 7"), command)

        page = run("run", "--report", "-", "--quiet", folder=folder.path)
        links = Links()
        links.feed(page.out)
        check("--report - is a page alone", page.out.startswith("<!DOCTYPE html>") and page.err == "", str(page))
        check("the page loads nothing", not links.found, str(links.found))
        check("the page shows the study's text and notes",
              "All of it is made up." in page.out and "valence.study" in page.out)
        stored = run("report", "--store", "study.valence", "--json", "-", folder=folder.path)
        check("report --store --json - is the same", stored.out == numbers.out, str(stored)[:600])
        table = run("report", "--store", "study.valence", folder=folder.path)
        check("report --store shows the table", table.code == 0 and "spending" in table.out)
        written = run("report", "--store", "study.valence", "again", folder=folder.path)
        check("report --store FOLDER writes the page", written.code == 0
              and folder.read("again/index.html").decode() == page.out, str(written))
        os.remove(folder / "study.lua")
        alone = run("report", "--store", "study.valence", "-", folder=folder.path)
        check("a store can be shown without its study", alone.out == page.out)


def exports():
    with Folder({"study.lua": STUDY}) as folder:
        run("run", "--quiet", "--no-report", folder=folder.path)
        result = run("export", "--store", "study.valence", "-", folder=folder.path)
        table = rows(result.out)
        check("export - writes CSV", result.code == 0 and list(table[0]) == [
            "scenario", "replicate", "measure", "output", "value", "reason", "used", "total", "twin",
            "difference"], str(result))
        check("every replicate is there", {(row["scenario"], row["replicate"]) for row in table}
              == {(name, str(number)) for name in ("base", "more") for number in (1, 2, 3)})
        check("every row has a value or a reason", all(bool(row["value"]) != bool(row["reason"]) for row in table))
        for row in table:
            if row["difference"]:
                twin = next(other for other in table if other["scenario"] == row["twin"]
                            and all(other[key] == row[key] for key in ("replicate", "measure", "output")))
                check("the difference is to the twin",
                      float(row["difference"]) == float(row["value"]) - float(twin["value"]), str(row))
        written = run("export", "--store", "study.valence", "all.csv", "--json", "-", folder=folder.path)
        check("export FILE writes the same", folder.read("all.csv").decode() == result.out, str(written))
        described = document(written.out)
        check("export --json - describes the table",
              described is not None and described["columns"] == list(table[0])
              and [scenario["name"] for scenario in described["scenarios"]] == ["base", "more"], written.out)
        series = rows(run("export", "--store", "study.valence", "--series", folder=folder.path).out)
        check("export --series has every step",
              [(row["scenario"], row["replicate"], row["step"]) for row in series if row["series"] == "trust"]
              == [(name, str(number), str(step)) for name in ("base", "more") for number in (1, 2, 3)
                  for step in range(1, 6)], str(series[:3]))
        report = document(run("report", "--store", "study.valence", "--json", "-", folder=folder.path).out)
        means = {(cell["scenario"], cell["measure"]): cell["estimate"]["mean"] for cell in report["comparison"]}
        for name in ("base", "more"):
            values = [float(row["value"]) for row in table
                      if row["scenario"] == name and row["measure"].startswith("worth")]
            mean = next(value for (scenario, measure), value in means.items()
                        if scenario == name and measure.startswith("worth"))
            check(f"the report's mean of {name} is that of the export",
                  abs(sum(values) / len(values) - mean) <= 1e-9 * abs(mean), f"{values} {mean}")
        process = subprocess.Popen([BINARY, "export", "--store", "study.valence", "-"], cwd=folder.path,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdout.close()
        check("a reader that leaves early is no error",
              process.wait(timeout=30) == 0 and process.stderr.read() == b"")
        process.stderr.close()


def settings():
    with Folder({"study.lua": study(actors="""
actors = { consumer = { count = 5, fields = { spent = valence.parameter "reach", adopted = false, trust = 0 } },
  firm = { count = 2, fields = { quality = 0.5 } } },""")}) as folder:
        def means(*words):
            result = run("run", *words, "--json", "-", "--quiet", "--store", "x.valence", folder=folder.path)
            report = document(result.out)
            check(f"run {' '.join(words)}", report is not None, str(result))
            return {cell["scenario"]: cell["estimate"]["mean"] for cell in (report or {"comparison": []})["comparison"]
                    if cell["measure"] == "spending"}

        check("scenarios set parameters", means() == {"base": 1.0, "more": 2.0}, str(means()))
        check("the command line overrides", means("reach=0.5") == {"base": 2.5, "more": 2.5},
              str(means("reach=0.5")))
        swept = means("reach=0.5,1")
        check("a sweep crosses with the scenarios", swept == {
            "base reach=0.5": 2.5, "base reach=1": 5.0, "more reach=0.5": 2.5, "more reach=1": 5.0}, str(swept))
        check("texts and truth values", means("how=hard", "on=false") == {"base": 1.0, "more": 2.0})
        check("one store keeps them all", document(run(
            "plan", "reach=0.5", "--json", "-", "--store", "x.valence", folder=folder.path).out)["worlds_kept"] > 0)


def granted_data():
    text = study(data='data = { sales = valence.csv { "../shared/sales.csv" } },',
                 actors="""
actors = { consumer = { from = "sales", key = "id", fields = { trust = 0, adopted = false, spent = valence.column "sum" } },
  firm = { count = 2, fields = { quality = 0.5 } } },""",
                 networks='networks = { friends = valence.ring { among = "consumer", degree = 2 },\n'
                          '  market = valence.random_ties { from = "consumer", to = "firm", degree = 1 } },')
    data = "id,sum\n" + "".join(f"{number},{number}.5\n" for number in range(1, 7))
    with Folder({"work/study.lua": text, "shared/sales.csv": data, "work/other.csv": data.replace(".5", ".25")}) as folder:
        def spending(*words):
            result = run("run", "work/study.lua", "--json", "-", "--quiet", *words, folder=folder.path)
            report = document(result.out) or {"comparison": []}
            return result, [cell["estimate"]["mean"] for cell in report["comparison"] if cell["measure"] == "spending"]

        result, _ = spending()
        check("data outside are refused", result.code == 1 and "--allow" in result.err, str(result))
        result, values = spending("--allow", "shared")
        check("--allow grants a folder", values[:1] == [24.0], str(result))
        result, values = spending("--allow", "shared/sales.csv")
        check("--allow grants a file", values[:1] == [24.0], str(result))
        result, values = spending("--data", "sales=work/other.csv")
        check("--data reads another file", values[:1] == [22.5], str(result))


def plans():
    with Folder({"study.lua": STUDY}) as folder:
        text = run("plan", folder=folder.path)
        check("plan says what, how long and how much", text.code == 0 and all(
            word in text.out for word in ("scenarios", "time", "memory", "disk", "base", "more")), str(text))
        check("plan makes nothing", os.listdir(folder.path) == ["study.lua"], str(os.listdir(folder.path)))
        check("run --dry-run is plan", run("run", "--dry-run", folder=folder.path).out.split("to run")[0]
              == text.out.split("to run")[0])
        plan = document(run("plan", "--json", "-", "--replications", "10", folder=folder.path).out)
        check("plan --json -", plan is not None and plan["worlds"] == 20 and plan["worlds_kept"] == 0
              and plan["estimate"]["seconds"] > 0, str(plan))
        run("run", "--quiet", "--no-report", folder=folder.path)
        plan = document(run("plan", "--json", "-", "--replications", "10", folder=folder.path).out)
        check("plan counts what the store has", plan is not None and plan["worlds_kept"] == 6, str(plan))
        equal = STUDY.replace("reach = 0.4", "reach = 0.2")
        folder.write("equal.lua", equal)
        check("plan warns of a scenario that equals its twin",
              "warning: " in run("plan", "equal.lua", folder=folder.path).err)


def machine():
    doctor = run("doctor")
    check("doctor finds this machine in order", doctor.code == 0 and "PROBLEM" not in doctor.out, str(doctor))
    check("doctor looks at engine, store and processor",
          all(word in doctor.out for word in ("Lua 5.4", "SQLite 3", "core", "engine native")))
    findings = document(run("doctor", "--json", "-").out)
    check("doctor --json -", findings is not None and findings["healthy"] is True and len(findings["findings"]) > 7)


def installation():
    with tempfile.TemporaryDirectory(prefix="valence test ") as prefix:
        done = run("install", "--prefix", prefix)
        program = os.path.join(prefix, "bin", "valence")
        check("install", done.code == 0 and os.access(program, os.X_OK), str(done))
        check("install says that it is not on the PATH", "not on your PATH" in done.out)
        known = run("install", "--prefix", prefix, "--json", "-", PATH=f"{prefix}/bin:{os.environ['PATH']}")
        check("install --json - and an installed one on the PATH",
              (document(known.out) or {}).get("on_path") is True, str(known))
        library = os.path.join(prefix, "share", "valence", "library")
        annotated = [os.path.basename(path) for layer in ("Studies", "Suites", "Interactive")
                     for path in glob.glob(os.path.join(ROOT, "Sources", layer, "Lua", "library", "*.lua"))]
        check("install brings every file of the annotations",
              len(annotated) > 10 and sorted(os.listdir(library)) == sorted(annotated), str(os.listdir(library)))
        with Folder({"study.lua": STUDY}) as folder:
            result = subprocess.run([program, "run", "--quiet"], cwd=folder.path, capture_output=True, check=False)
            check("the installed command runs a study", result.returncode == 0, result.stderr.decode())
            moved = subprocess.run([program, "install", "--prefix", folder / "deep/er"], capture_output=True, check=False)
            check("the installed command installs itself elsewhere",
                  moved.returncode == 0 and os.path.exists(folder / "deep/er/bin/valence"), moved.stderr.decode())
            refused = run("install", "--prefix", folder / "study.lua")
            check("install below a file is refused", refused.code == 1 and refused.err.startswith("error: "), str(refused))


def examples():
    """The first study, from start to report."""
    first = os.path.join(ROOT, "Scripts", "first-study.lua")
    if not os.path.exists(first):
        return check("Scripts/first-study.lua exists", False)
    with Folder() as folder:
        result = run("run", first, "--store", "s.valence", "--report", "page", folder=folder.path)
        print(f"first-study.lua from start to report: {result.seconds:.2f} s")
        check("first-study.lua runs", result.code == 0, str(result))


def main():
    for part in (helps, where_results_go, standard_output, exports, settings, granted_data, plans, machine,
                 installation, examples):
        part()
    summary()


main()
