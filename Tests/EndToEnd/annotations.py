"""The annotations for editors name exactly what the study API and the test API have, and say what it is.

Compares Sources/Studies/Lua/library with the constructors of the Lua module, with the names that env,
actors, events, ties and runs have, and with the keys that the readers of a study ask for; and
Sources/Suites/Lua/library with the globals, assertions and methods of the embedded Lua; and
Sources/Interactive/Lua/library with what a session has. Every class, alias, field and function has a
text: the same is shown in an editor and as help.
"""

import glob
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
STUDIES = os.path.join(ROOT, "Sources", "Studies")
SUITES = os.path.join(ROOT, "Sources", "Suites", "Lua")
SESSION = os.path.join(ROOT, "Sources", "Interactive")
ANNOTATIONS = os.path.join(STUDIES, "Lua", "library")
SUITE_ANNOTATIONS = os.path.join(SUITES, "library")
SESSION_ANNOTATIONS = os.path.join(SESSION, "Lua", "library")

passed = failed = 0


def text(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def same(what, annotated, real):
    """One check: both sets are equal."""
    global passed, failed
    missing, extra = sorted(real - annotated), sorted(annotated - real)
    if not real:
        print(f"failed: {what}: nothing was found to compare with")
    if missing:
        print(f"failed: {what}: not annotated: {', '.join(missing)}")
    if extra:
        print(f"failed: {what}: annotated, but there is no such thing: {', '.join(extra)}")
    if missing or extra or not real:
        failed += 1
    else:
        passed += 1


def strings(source):
    return set(re.findall(r'"(\w+)"', source))


def own_fields(source):
    """The fields of each annotated class, those of its parents left out."""
    return classes(re.sub(r"^(---@class [\w.]+) : .*", r"\1", source, flags=re.M))


def classes(source):
    """The fields of each annotated class, those of its parents included."""
    fields, parents, name = {}, {}, None
    for line in source.splitlines():
        if found := re.match(r"---@class ([\w.]+)(?: : ([\w.]+))?", line):
            name = found[1]
            fields.setdefault(name, set())
            parents[name] = found[2]
        elif name and (found := re.match(r"---@field (\w+)\??[ ]", line)):
            fields[name].add(found[1])
        elif not line.startswith("---"):
            name = None

    def all_of(name):
        return fields[name] | (all_of(parents[name]) if parents[name] else set())

    return {name: all_of(name) for name in fields}


def methods(source, name):
    return set(re.findall(rf"^function {name}[.:](\w+)\(", source, re.M))


def constructors():
    """The names in the lists of `for _, sort in ipairs { ... } do`, the functions, and what the engine adds."""
    module = text(os.path.join(STUDIES, "Lua", "valence.lua"))
    lists = re.findall(r"in ipairs \{(.*?)\} do", module, re.S) + re.findall(r"local names = \{(.*?)\}", module)
    return set().union(methods(module, "valence"), *map(strings, lists))


def reserved():
    """The sets of names per enumeration of ReservedNames.swift."""
    names = {}
    for body in re.findall(r"\nenum (\w+) \{(.*?)\n\}",
                           text(os.path.join(STUDIES, "Model", "ReservedNames.swift")), re.S):
        names[body[0]] = {
            found[0]: strings(found[1])
            for found in re.findall(r"static let (\w+)[^=]*=(.*?)(?=static let|\Z)", body[1], re.S)}
    return names


def asked_keys():
    """The keys that the readers ask tables for."""
    keys = set()
    for path in glob.glob(os.path.join(STUDIES, "Reading", "*.swift")):
        keys |= set(re.findall(
            r"\b(?:reader|root|inner|owner)\s*\.\s*(?:node|has|text|requiredText|boolean|number|requiredNumber|"
            r"wholeNumber|requiredWholeNumber|function|nested|record|list|texts)\(\s*\"(\w+)\"", text(path)))
        keys |= set(re.findall(r"\b(?:changes|texts)\((?:reader, )?\"(\w+)\"\)", text(path)))
    return keys


def texts(folder):
    return "\n".join(text(path) for path in sorted(glob.glob(os.path.join(folder, "*.lua"))))


def assertions(source):
    """The names that `suite.assertion` registers, through `unary` and under further names too."""
    names = set(re.findall(r'\b(?:suite\.assertion|unary)\("(\w+)",', source))
    names |= set(re.findall(r"^assert\.(\w+) = assert\.", source, re.M))
    kinds = re.search(r'for _, kind in ipairs \{(.*?)\} do\s+unary\("is_" \.\. kind', source, re.S)
    return names | {f"is_{kind}" for kind in strings(kinds[1])}


def suites():
    source, annotated = texts(SUITES), texts(SUITE_ANNOTATIONS)
    same("globals of specs",
         set(re.findall(r"^(?:function )?(\w+)(?:\(| = \{\})", annotated, re.M)),
         set(re.findall(r"^(?:function )?(?:suite\.)?globals\.(\w+)(?: =|\()", source, re.M)))
    fields = set()
    for body in re.findall(r"---@class valence\.Assert\n((?:---.*\n)*)", annotated):
        fields |= set(re.findall(r"---@field (\w+) ", body))
    same("assertions", methods(annotated, "[aA]ssert") | fields - {"are", "is", "has"},
         assertions(source))
    # What a measure keeps of events, and whom a leave-one-out value looks for, they have alone; all else
    # of a run a test sees, too.
    of_measures = {"Run": reserved()["RunNames"]["methods"] - {"kept", "kept_each", "where"}}
    for lua, name in (("gen", "gen"), ("study_methods", "Study"), ("run_methods", "Run")):
        same(f"methods of {name} in specs", methods(annotated, name),
             methods(source, lua) | of_measures.get(name, set()))
    options = re.search(r"local option_types = \{(.*?)\}", source)[1]
    same("options of tests", classes(annotated)["suites.TestOptions"],
         set(re.findall(r"(\w+) =", options)))


def session():
    source = text(os.path.join(SESSION, "Lua", "session.lua"))
    annotated = texts(SESSION_ANNOTATIONS)
    fields = {name: {field for field in found if field != "string"}
              for name, found in own_fields(annotated).items()}
    listed = re.search(r"local globals = \{(.*?)\}", source)[1]
    same("globals of a session", methods(annotated, "session") | fields["session"],
         methods(source, "globals") | set(re.findall(r"(\w+) =", listed)) |
         set(re.findall(r"^globals\.(\w+) =", source, re.M)))
    worlds = text(os.path.join(SESSION, "Session", "Session+Worlds.swift"))
    facts = re.search(r'register\("fact"\)(.*?)default:', worlds, re.S)[1]
    same("names of worlds", methods(annotated, "World") | fields["session.World"],
         methods(source, "worlds") | set(re.findall(r'case "(\w+)"', facts)) | {"twin"})
    same("names of kinds", methods(annotated, "Kind") | fields["session.Kind"],
         methods(source, "kinds") | {"twin"})
    same("names of columns", methods(annotated, "Column") | fields["session.Column"],
         methods(source, "columns") | {"twin"})
    studies = text(os.path.join(SESSION, "Session", "Session+Study.swift"))
    facts = re.search(r'register\("study_fact"\)(.*?)default:', studies, re.S)[1]
    commands = text(os.path.join(SESSION, "Session", "Session+Commands.swift"))
    same("commands", fields["session.Commands"],
         strings(re.search(r"static let commands = \[(.*?)\]", commands, re.S)[1]))
    same("names of studies", fields["session.Study"], set(re.findall(r'case "(\w+)"', facts)))


def after_type(rest):
    """What stands behind the type of a field or an alias: a type has spaces in brackets and after `,`, `:`, `|`."""
    depth = 0
    for index, sign in enumerate(rest):
        depth += (sign in "([{<") - (sign in ")]}>")
        if sign == " " and depth == 0 and index and rest[index - 1] not in ",:|":
            return rest[index:].strip()
    return ""


def documented():
    """Every class (where it is first written), alias, field and function has a text of its own."""
    global passed, failed
    named, bare = set(), []
    folders = (ANNOTATIONS, SUITE_ANNOTATIONS, SESSION_ANNOTATIONS)
    for path in sorted(path for folder in folders for path in glob.glob(os.path.join(folder, "*.lua"))):
        has_text = False
        for line in text(path).splitlines():
            if re.match(r"---(?![@|])\s*\S", line):
                has_text = True
            elif found := re.match(r"(?:---@(?:class|alias) |function )([\w.:]+)(.*)", line):
                is_alias = line.startswith("---@alias")
                if has_text or (is_alias and after_type(found[2].strip())):
                    named.add(found[1])
                else:
                    bare.append(found[1])
            elif found := re.match(r"---@field (\S+) (.*)", line):
                if not after_type(found[2]):
                    bare.append(f"{found[1]} in {os.path.basename(path)}")
            if not line.startswith("---"):
                has_text = False
    without = sorted(set(bare) - named)
    for name in without:
        print(f"failed: annotations: no text says what {name} is")
    passed, failed = passed + (not without), failed + bool(without)


def main():
    source = texts(ANNOTATIONS)
    fields = classes(source)
    names = reserved()

    same("constructors", methods(source, "valence"), constructors())
    env, actor, event, run = (
        names[name] for name in ("EnvironmentNames", "ActorNames", "EventNames", "RunNames"))
    same("methods of env", methods(source, "Env"), env["draws"] | env["methods"])
    same("values of env", fields["valence.Env"], env["values"])
    same("names of actors", methods(source, "Actor") | fields["valence.Actor"],
         actor["methods"] | actor["values"] | actor["inMeasures"])
    same("names of events", fields["valence.Event"], event["writable"] | event["readable"])
    same("names of ties", fields["valence.Tie"], names["TieNames"]["weight"])
    same("methods of runs", methods(source, "Run"), run["methods"])
    same("values of runs", fields["valence.Run"], run["values"])

    given = {"valence.Env", "valence.Actor", "valence.Event", "valence.Tie", "valence.Run",
             "valence.Definition", "valence.RunLens", "valence.LensDefinition", "valence.Experiment",
             "valence.ComparedScenario", "valence.ComparedValue", "valence.Output",
             "valence.SectionContent", "valence.SectionChart"}
    same("keys of tables", set().union(*(keys for name, keys in fields.items()
                                             if name.startswith("valence.") and name not in given)),
         asked_keys())
    documented()
    suites()
    session()

    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
