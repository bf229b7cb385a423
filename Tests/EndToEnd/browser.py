"""Reports in a real browser: headless Chromium shows what `valence run` wrote.

Set VALENCE_PICTURES to a folder to keep screenshots and PDF files there, for people to look at.
"""

import glob
import json
import os
import re
import subprocess
import sys

import jsonschema

from _browser import Browser
from _command import ROOT, Folder, check, run, summary

PICTURES = os.environ.get("VALENCE_PICTURES")
RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
STUDIES = sorted(
    study for study in glob.glob(os.path.join(ROOT, "Scripts", "*.lua"))
    if not re.search(r"_spec\.(golden\.)?lua$", study)) + [os.path.join(ROOT, "Scripts", "groceries", "study.lua")]


def parsed(text):
    """A number as the page sets it, and the half of its last digit; None for no number."""
    plain = text.replace("−", "-").replace("\u202f", "").replace("\u2007", "").replace("\u2008", "").strip().lstrip("+")
    match = re.match(r"^(-?\d+(?:\.(\d+))?)(?:×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?$", plain)
    if not match:
        return None
    power = 10.0 ** int(match[3].translate(RAISED)) if match[3] else 1.0
    return float(match[1]) * power, 0.5000001 * 10.0 ** -len(match[2] or "") * power


def shows(text, number):
    """Whether the text is the number, rounded."""
    found = parsed(text)
    if number is None:
        return found is None
    return found is not None and abs(found[0] - number) <= max(found[1], abs(number) * 1e-14)


# The rows of the comparison as texts: the measure's heading, then scenarios.
COMPARISON = """[...document.querySelectorAll('#comparison tbody')].map(body =>
  [...body.querySelectorAll('tr')].filter(row => !row.classList.contains('reasons')).map(row =>
    [...row.children].map(cell => {
      const copy = cell.cloneNode(true);
      copy.querySelectorAll('.reason, .badge').forEach(part => part.remove());
      return {text: copy.textContent, span: cell.colSpan};
    })))"""
SPECIFICATIONS = """[...document.querySelectorAll('[data-chart]')].map(view => ({
  marks: view.querySelectorAll('svg .mark-symbol path, svg .mark-rule line, svg .mark-line path, svg .mark-rect path, svg .mark-area path, svg .mark-text text').length,
  fills: [...view.querySelectorAll('svg .mark-symbol.role-mark path')].map(mark => mark.getAttribute('fill')),
  label: view.closest('figure [role=img]')?.getAttribute('aria-label'), width: view.getBoundingClientRect().width,
  drawn: view.querySelector('svg')?.getBoundingClientRect().width,
  specification: JSON.parse(document.getElementById(view.dataset.chart).textContent)}))"""


def cells(row):
    texts = []
    for cell in row:
        texts += [cell["text"]] * cell["span"]
    return texts


def the_comparison(name, browser, report):
    known = {}
    for cell in report["comparison"]:
        known.setdefault(cell["measure"], []).append(cell)
    bodies = browser.evaluate(COMPARISON)
    check(f"{name}: a group of rows for every measure", len(bodies) == len(known), len(bodies))
    for measure, body in zip(report["measures"], bodies):
        for row, cell in zip(body[1:], known[measure["name"]]):
            texts = cells(row)
            what = f"{name}: {measure['name']}, {cell['scenario']}"
            check(what, shows(texts[1], cell["estimate"]["mean"]), f"{texts} {cell['estimate']}")
            if texts[2].startswith("["):
                ends = texts[2].strip("[]").split(", ")
                check(f"{what}: interval", shows(ends[0], cell["estimate"]["low"]) and shows(ends[1], cell["estimate"]["high"]),
                      f"{texts[2]} {cell['estimate']}")
            if cell["difference"]:
                check(f"{what}: difference", shows(texts[4], cell["difference"]["estimate"]["mean"]),
                      f"{texts} {cell['difference']['estimate']}")


def the_charts(name, browser, report):
    charts = browser.evaluate(SPECIFICATIONS)
    check(f"{name}: there are charts", charts)
    cells = {(cell["measure"], cell["scenario"]): cell for cell in report["comparison"]}
    series = {entry["name"]: entry for entry in report["series"]}
    sections = {}
    for chart in charts:
        specification = chart["specification"]
        about, rows = specification["usermeta"], specification["data"]["values"]
        what = f"{name}: chart {about['chart']}"
        check(f"{what} is drawn", chart["drawn"] and chart["marks"] > 0, chart["marks"])
        check(f"{what} fits", chart["drawn"] and chart["drawn"] <= chart["width"] + 1, f"{chart['drawn']} in {chart['width']}")
        check(f"{what} is said in words", len(chart["label"] or "") > 20)
        if "measure" in about:
            same = all([row[end] for end in ("mean", "low", "high")]
                       == [cells[about["measure"], row["scenario"]]["difference"]["estimate"][end] for end in ("mean", "low", "high")]
                       for row in rows)
            check(f"{what} shows the numbers of report.json", same)
            hollow = sum(row["mean"] is not None and not row["clear"] for row in rows)
            check(f"{what} fills the dots of intervals without zero", chart["fills"].count("var(--paper)") == hollow
                  and chart["fills"].count("var(--s1)") == sum(row["clear"] for row in rows), chart["fills"])
        if "section" in about:
            table = report["sections"][about["section"]]["tables"][about["table"]]
            panels = sections.setdefault((about["section"], about["table"]), [[], table["rows"], about])
            panels[0].extend((row["x"], row["y"]) for row in rows)
        if "averaged" in about:
            same = all(profile(report, about, row) == [row["mean"] if "mean" in row else row["y"], row.get("low"), row.get("high")]
                       for row in rows)
            check(f"{what} shows the averages of report.json", rows and same)
        if "regret" in about:
            regrets = {choice["scenario"]: next(entry["regret"] for entry in choice["regrets"] if entry["measure"] == about["regret"])
                       for best in report["findings"]["best_for_whom"] if best["lens"] == about["lens"]
                       for choice in best["choices"] if choice["scenario"] is not None}
            same = len(rows) == len(regrets) and all(
                row[end] == regrets[row["label"]][end] for row in rows for end in ("mean", "low", "high"))
            check(f"{what} shows the numbers of report.json", rows and same)
        if "swept" in about:
            known = {number for cell in report["comparison"] if cell["measure"] == about["swept"]
                     for number in (cell["estimate"]["mean"], (cell["difference"] or cell)["estimate"]["mean"])}
            same = all(row.get("mean", row.get("y")) in known for row in rows)
            check(f"{what} shows the numbers of report.json", rows and same)
        if "x" in about:
            same = all([row[axis] for axis in ("x", "y")]
                       == [cells[about[axis], row["scenario"]]["difference"]["estimate"]["mean"] for axis in ("x", "y")]
                       for row in rows)
            check(f"{what} shows the numbers of report.json", rows and same)
        if "definitions" in about:
            same = all(row["mean"] == cells[row["definition"], row["scenario"]]["estimate"]["mean"] for row in rows)
            check(f"{what} shows the numbers of report.json", rows and same)
        if "gains" in about:
            spreads = {spread["scenario"]: spread for entry in report["findings"]["gains"]
                       if entry["measure"] == about["gains"] for spread in entry["scenarios"]}
            names = {"win": "winners", "unchanged": "unchanged", "lose": "losers"}
            same = all(row["share"] == spreads[row["scenario"]][names[row["what"]]]["mean"] if "share" in row else
                       [row[f"q{place}"] for place in range(5)]
                       == [quantile["mean"] for quantile in spreads[row["scenario"]]["quantiles"]]
                       for row in rows)
            check(f"{what} shows the numbers of report.json", rows and same)
        if "averaged_series" in about:
            entry, bases = series[about["averaged_series"]], {scenario["name"]: scenario["base"] for scenario in report["scenarios"]}
            for row in rows:
                means = [line["mean"][round(row["x"]) - entry["first_step"]] for line in entry["lines"]
                         if bases[line["scenario"]] == row["name"]]
                if summed(means) != [row["y"], row.get("low"), row.get("high")]:
                    check(f"{what} shows the averages of report.json", False, f"{row} {summed(means)}")
                    break
        if "series" in about:
            entry = series[about["series"]]
            lines = {line["scenario"]: line for line in entry["lines"]}
            same = all(row["y"] == lines[row["name"]]["mean"][round(row["x"]) - entry["first_step"]] for row in rows)
            check(f"{what} shows the numbers of report.json", same)


    for (section, table), (drawn, rows, about) in sections.items():
        # Lines need a number on either axis, bars have a label.
        lines = all(isinstance(x, (int, float)) for x, _ in drawn)
        known = [(row[about["over"]], row[about["shown"]] if number(row[about["shown"]]) else None) for row in rows
                 if not lines or number(row[about["over"]])]
        check(f"{name}: the charts of section {section + 1}, table {table + 1} show the numbers of report.json",
              lines and sorted(known, key=str) == sorted(drawn, key=str)
              or not lines and sorted((value for _, value in known), key=str) == sorted((value for _, value in drawn), key=str),
              f"{drawn[:3]} {known[:3]}")


def number(cell):
    return isinstance(cell, (int, float))


def profile(report, about, row):
    """What a profile shows of one value of a parameter, from the points of the design."""
    base, label = (row["group"], row["label"]) if "group" in row else (row["name"], row["x"])
    scenarios = {entry["name"]: entry for entry in report["scenarios"]}
    cells = [cell for cell in report["comparison"] if cell["measure"] == about["averaged"]]
    compared = any(cell["difference"] for cell in cells)
    found = []
    for cell in cells:
        scenario = scenarios[cell["scenario"]]
        here = any(point["name"] == about["over"] and label in (point["number"], point["text"]) for point in scenario["point"])
        if scenario["base"] == base and here and (cell["difference"] or not compared):
            found.append((cell["difference"] if compared else cell)["estimate"]["mean"])
    return summed(found)


def summed(numbers):
    """The mean of those that are defined, in their order, and the smallest and largest."""
    found = [number for number in numbers if number is not None]
    total = 0.0
    for number in found:
        total += number
    return [total / len(found), min(found), max(found)] if found else [None] * 3


# The rows of the tables of a section that are no numbers behind a chart, as texts.
TABLES = """[...document.querySelectorAll('#' + %s + ' table')].filter(table => !table.closest('figure')).map(table => ({
  caption: table.caption.textContent, rows: [...table.tBodies[0].rows].map(row => [...row.cells].map(cell => cell.textContent))}))"""


def shows_estimate(text, estimate):
    """Whether the text is a mean with its interval, or none where there is none."""
    if estimate["mean"] is None:
        return text.startswith("undefined")
    match = re.match(r"^([^ ]+)(?: \[([^,]+), ([^,]+)\]| no spread)?$", text)
    return match is not None and shows(match[1], estimate["mean"]) and (
        match[2] is None or shows(match[2], estimate["low"]) and shows(match[3], estimate["high"]))


def the_findings(name, browser, report):
    """The tables of gains, of agreement and of what is best for whom are those of report.json."""
    findings = report["findings"]
    tables = browser.evaluate(TABLES % "'gains'")
    check(f"{name}: a table of gains for each definition", len(tables) == len(findings["gains"]), len(tables))
    for table, gains in zip(tables, findings["gains"]):
        for row, spread in zip(table["rows"], gains["scenarios"]):
            estimates = [spread["winners"], spread["losers"], spread["unchanged"]] + spread["quantiles"]
            check(f"{name}: gains by {gains['measure']} in {spread['scenario']}",
                  row[:2] == [spread["scenario"], spread["against"]] and len(row) == 2 + len(estimates)
                  and all(map(shows_estimate, row[2:], estimates)), f"{row} {estimates}")
    tables = browser.evaluate(TABLES % "'agreement'")
    if findings["agreement"]:
        agreement = findings["agreement"]
        rows = next(table["rows"] for table in tables if table["caption"].startswith("How far the definitions agree"))
        statistics = [agreement["concordance"]] + [pair["tau_b"] for pair in agreement["pairs"]]
        check(f"{name}: agreement of all and of each two definitions", len(rows) == len(statistics), rows)
        for row, statistic in zip(rows, statistics):
            ends = re.match(r"^\[([^,]+), ([^,]+)\]$", row[2])
            check(f"{name}: {row[0]}", shows(row[1], statistic["value"]) and (
                ends is None if statistic["interval"] is None else
                ends and shows(ends[1], statistic["interval"][0]) and shows(ends[2], statistic["interval"][1])),
                  f"{row} {statistic}")
    tables = browser.evaluate(TABLES % "'best'")
    check(f"{name}: a table of what is best for each lens", len(tables) == len(findings["best_for_whom"]), len(tables))
    for table, best in zip(tables, findings["best_for_whom"]):
        check(f"{name}: {table['caption']}: a row for each choice", len(table["rows"]) == len(best["choices"]))
        for row, choice in zip(table["rows"], best["choices"]):
            same = row[:2] == [choice["rule"], choice["scenario"] or "none: not all gain in any scenario"] and (
                choice["scenario"] is None or len(row) == 2 + len(choice["regrets"])
                and all(shows_estimate(text, entry["regret"]) for text, entry in zip(row[2:], choice["regrets"])))
            check(f"{name}: {table['caption']}: {choice['rule']}", same, f"{row} {choice}")


def quiet(name, browser, path):
    check(f"{name}: no complaint", not browser.complaints(), browser.complaints()[:3])
    others = [url for url in browser.requests() if url != "file://" + os.path.abspath(path)]
    check(f"{name}: no request", len(browser.requests()) == 1 and not others, others[:3])


def fits(name, browser):
    wide = browser.evaluate("""document.documentElement.scrollWidth > document.documentElement.clientWidth
      ? [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1
          && !e.closest('.scroll, pre')).slice(0, 3).map(e => e.tagName + '.' + e.className) : null""")
    check(f"{name}: no sideways scrolling", wide is None, wide)


def the_keyboard(name, browser):
    """Tab reaches the table behind the first chart."""
    if not browser.evaluate("document.querySelector('figure summary') !== null"):
        return
    browser.evaluate("document.querySelector('figure').closest('section').querySelector('h2').tabIndex = -1,"
                     "document.querySelector('figure').closest('section').querySelector('h2').focus()")
    for _ in range(12):
        browser.press("Tab", 9)
        if browser.evaluate("document.activeElement.matches('figure summary')"):
            break
    check(f"{name}: the keyboard reaches the numbers of a chart", browser.evaluate("document.activeElement.matches('figure summary')"))
    browser.press("Enter", 13, "\r")
    check(f"{name}: and opens them", browser.evaluate("document.activeElement.parentElement.open || document.activeElement.parentElement.hasAttribute('open')"))


def the_paper(name, browser, report, scratch):
    path = os.path.join(PICTURES or scratch, f"{name}.pdf")
    browser.pdf(path)
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    plain = " ".join(text.split())
    check(f"{name}: the title is on paper", " ".join(report["title"].split())[:20] in plain)
    check(f"{name}: the comparison is on paper", "Scenarios by measure" in plain and report["measures"][0]["name"][:12] in plain)
    pages = text.count("\f")
    check(f"{name}: pages", 2 <= pages <= 60, pages)


DESIGNS = [("curves", ["pushes=1,2,4"]), ("heat-maps", ["pushes=1,2,4", "patience=1,2,3"]),
           ("profiles", ["pushes=1,4", "patience=1,3", "spread=0.05,0.1"]),
           ("factors", ["--one-at-a-time"]), ("sample", ["spread=0.02..0.2", "--sample", "sobol:4"])]


def show(study, browser, folder, schema, design=None):
    """- design: a name and the words on the command line that vary parameters."""
    name = os.path.basename(study)[:-4]
    if name == "study":
        name = os.path.basename(os.path.dirname(study))
    words = []
    if design:
        name, words = f"{name}-{design[0]}", design[1]
    report_folder = folder / name
    result = run("run", study, *words, "--replications", "4", "--quiet", "--store", folder / f"{name}.valence",
                 "--report", report_folder, limit=300.0)
    if not check(f"{name} runs", result.code == 0, result):
        return
    page = os.path.join(report_folder, "index.html")
    with open(os.path.join(report_folder, "report.json"), encoding="utf-8") as file:
        report = json.load(file)
    faults = list(jsonschema.Draft202012Validator(schema).iter_errors(report))
    check(f"{name}: report.json is as its schema says", not faults, [f"{list(f.path)}: {f.message}"[:200] for f in faults[:3]])
    check(f"{name}: the page is smaller than 5 MB", os.path.getsize(page) < 5_000_000, os.path.getsize(page))
    for width, dark in ((1280, False), (390, False), (1280, True)):
        what = f"{name} at {width}{' in the dark' if dark else ''}"
        browser.open(page, width=width, dark=dark)
        quiet(what, browser, page)
        fits(what, browser)
        check(f"{what}: charts are drawn", browser.evaluate("document.documentElement.dataset.charts") == "drawn")
        if PICTURES:
            browser.picture(os.path.join(PICTURES, f"{name}-{width}{'-dark' if dark else ''}.png"))
        if width == 1280 and not dark:
            check(f"{what}: opens at once", browser.seconds < 10, f"{browser.seconds:.1f} s")
            if not design:
                the_comparison(name, browser, report)
            the_charts(name, browser, report)
            the_findings(name, browser, report)
            the_keyboard(name, browser)
            the_paper(name, browser, report, folder.path)
        if dark:
            colours = browser.evaluate("[getComputedStyle(document.body).backgroundColor,"
                                       "getComputedStyle(document.querySelector('.chart svg text')).fill]")
            light = [sum(map(int, re.findall(r"\d+", colour)[:3])) > 384 for colour in colours]
            check(f"{what}: light on dark", light == [False, True], colours)


def main():
    with open(os.path.join(ROOT, "Sources", "Reports", "report.schema.json"), encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    studies = STUDIES if not sys.argv[1:] else [s for s in STUDIES if any(a in s for a in sys.argv[1:])]
    # Charts are fetched once for all, where the user's are not there yet.
    charts = run("charts", limit=600.0)
    check("the runtime of charts is there", charts.code == 0, charts)
    browser = Browser()
    try:
        with Folder() as folder:
            for study in studies:
                show(study, browser, folder, schema)
            for design in DESIGNS if not sys.argv[1:] else []:
                show(os.path.join(ROOT, "Scripts", "first-study.lua"), browser, folder, schema, design)
    finally:
        browser.close()
    summary()


if __name__ == "__main__":
    main()
