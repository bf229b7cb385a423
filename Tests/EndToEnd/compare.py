"""valence compare: two stores or two scenarios side by side, and conditions for CI."""

import json

from _command import Folder, check, run, study, summary

STUDY = study(encounter="""
    if not consumer.adopted then return end
    return consumer.trust, firm.quality""")


def compared(folder, *words):
    result = run("compare", *words, "--json", "-", folder=folder.path)
    try:
        return result, json.loads(result.out)
    except ValueError:
        check(f"compare {' '.join(words)} gives JSON", False, str(result))
        return result, {"rows": [], "conditions": []}


def stores(folder):
    for name, words in (("a", []), ("b", []), ("c", ["how=hard"]), ("d", ["--seed", "8"])):
        result = run("run", "study.lua", *words, "--replications", "12", "--store", f"{name}.valence",
                     "--no-report", "--quiet", folder=folder.path)
        check(f"store {name} is made", result.code == 0, str(result))


def sides(folder):
    result, same = compared(folder, "a.valence", "b.valence")
    check("a store is the same as its repetition", result.code == 0 and same["rows"] and all(
        row["difference"] == 0 and row["paired"] for row in same["rows"]), str(same["rows"][:2]))

    result, pair = compared(folder, "a.valence#base", "a.valence#more")
    numbers = json.loads(run("report", "--store", "a.valence", "--json", "-", folder=folder.path).out)
    own = {cell["measure"]: cell["difference"] for cell in numbers["comparison"]
           if cell["scenario"] == "more"}
    check("two scenarios of a store differ as its report says", pair["rows"] and all(
        row["difference"] == own[row["measure"]]["estimate"]["mean"]
        and row["interval"] == [own[row["measure"]]["estimate"][end] for end in ("low", "high")]
        for row in pair["rows"]), str(pair["rows"]))

    result, other = compared(folder, "a.valence", "d.valence")
    check("other seeds are independent samples",
          other["rows"] and not any(row["paired"] for row in other["rows"]))
    text = run("compare", "a.valence", "d.valence", folder=folder.path)
    check("the text says so", "independent samples" in text.out, text.out)
    page = run("compare", "a.valence", "d.valence", "--html", "-", folder=folder.path)
    check("--html - is a page alone", page.out.startswith("<!DOCTYPE html>") and page.err == "")


def conditions(folder):
    result, pair = compared(folder, "a.valence#base", "a.valence#more")
    row = next(row for row in pair["rows"] if row["interval"] and row["interval"][0] * row["interval"][1] > 0)
    verb = "rises" if row["difference"] > 0 else "drops"
    near, far = sorted(abs(end) for end in row["interval"])
    for amount, code, finding in ((near / 2, 1, "met"), ((near + abs(row["difference"])) / 2, 0, "unsure"),
                                  (far * 2, 0, "not met")):
        result, judged = compared(folder, "a.valence#base", "a.valence#more", "--fail-if",
                                  f"{row['measure']} {verb} by {amount}")
        check(f"{finding}: exit code {code}", result.code == code
              and [one["finding"] for one in judged["conditions"]] == [finding], str(result))
    check("what may be noise is said", "may be noise" in run(
        "compare", "a.valence#base", "a.valence#more", "--fail-if",
        f"{row['measure']} {verb} by {(near + abs(row['difference'])) / 2}", folder=folder.path).err)


def mistakes(folder):
    for words, said in (
            (["a.valence"], "second"),
            (["a.valence", "no.valence"], "there is no store 'no.valence'"),
            (["a.valence#bese", "a.valence#more"], "did you mean 'base'?"),
            (["a.valence", "b.valence", "--fail-if", "worth"], "does not say what drops"),
            (["a.valence", "b.valence", "--fail-if", "wurth drops"], "there is no measure 'wurth'"),
            (["a.valence", "b.valence", "--html", "-", "--json", "-"], "cannot both")):
        result = run("compare", *words, folder=folder.path)
        check(f"compare {' '.join(words)}", result.code in (1, 2) and said in result.err
              and not result.out, str(result))


with Folder({"study.lua": STUDY}) as folder:
    stores(folder)
    sides(folder)
    conditions(folder)
    mistakes(folder)
summary()
