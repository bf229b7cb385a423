"""Checks JUnit XML against the rules of the two schemas in wide use.

JENKINS are those of the XSD of the xUnit plugin of Jenkins, ANT those of the XSD of Ant's report, which
Apache's and Azure's readers follow; GitLab and GitHub ask for less. The rules are written down here in
our own words: attributes that must or may be there, children in which order and how often.
"""

import re
import xml.etree.ElementTree as ElementTree

TEXT = r"(?s).*"
COUNT = r"\d+"
TIME = r"\d+\.\d{3}"
STAMP = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"

# name: (attributes that must be there, those that may, children with least and most, in order?)
JENKINS = {
    "testsuites": ({}, {"name": TEXT, "time": TIME, "tests": COUNT, "failures": COUNT, "errors": COUNT},
                   [("testsuite", 0, None)], True),
    "testsuite": ({"name": TEXT, "tests": COUNT, "failures": COUNT, "errors": COUNT},
                  {"group": TEXT, "time": TIME, "skipped": COUNT, "timestamp": TEXT, "hostname": TEXT,
                   "id": TEXT, "package": TEXT, "file": TEXT, "log": TEXT, "url": TEXT, "version": TEXT},
                  [(name, 0, None) for name in
                   ("testsuite", "properties", "testcase", "system-out", "system-err")], False),
    "properties": ({}, {}, [("property", 0, None)], True),
    "property": ({"name": TEXT, "value": TEXT}, {}, [], True),
    "testcase": ({"name": TEXT}, {"time": TEXT, "classname": TEXT, "group": TEXT},
                 [(name, 0, None) for name in ("skipped", "errors", "failure", "system-out", "system-err")],
                 False),
    "skipped": ({}, {"type": TEXT, "message": TEXT}, [], True),
    "failure": ({}, {"type": TEXT, "message": TEXT}, [], True),
    "system-out": ({}, {}, [], True),
    "system-err": ({}, {}, [], True),
}
ANT = {
    "testsuites": ({}, {}, [("testsuite", 0, None)], True),
    "testsuite": ({"name": r"(?s).+", "timestamp": STAMP, "hostname": r".+", "tests": COUNT,
                   "failures": COUNT, "errors": COUNT, "time": r"\d+(\.\d+)?", "package": TEXT, "id": COUNT},
                  {"skipped": COUNT},
                  [("properties", 1, 1), ("testcase", 0, None), ("system-out", 1, 1), ("system-err", 1, 1)],
                  True),
    "properties": ({}, {}, [("property", 0, None)], True),
    "property": ({"name": r".+", "value": TEXT}, {}, [], True),
    "testcase": ({"name": TEXT, "classname": TEXT, "time": r"\d+(\.\d+)?"}, {},
                 [("skipped", 0, 1), ("error", 0, 1), ("failure", 0, 1)], True),
    "skipped": ({}, {"message": TEXT}, [], True),
    "failure": ({"type": TEXT}, {"message": TEXT}, [], True),
    "system-out": ({}, {}, [], True),
    "system-err": ({}, {}, [], True),
}


def problems_of(element, rules):
    if element.tag not in rules:
        yield f"there is no element {element.tag}"
        return
    required, optional, children, in_order = rules[element.tag]
    for name, pattern in required.items():
        if name not in element.attrib:
            yield f"{element.tag} lacks {name}"
    for name, value in element.attrib.items():
        pattern = required.get(name, optional.get(name))
        if pattern is None:
            yield f"{element.tag} has no attribute {name}"
        elif not re.fullmatch(pattern, value):
            yield f"{element.tag} {name}={value!r}"
    tags = [child.tag for child in element]
    known = [name for name, _, _ in children]
    for name, least, most in children:
        count = tags.count(name)
        if count < least or most is not None and count > most:
            yield f"{element.tag} has {count} {name}"
    if in_order and tags != sorted(tags, key=lambda tag: known.index(tag) if tag in known else -1):
        yield f"{element.tag} has {tags} in this order"
    for child in element:
        if child.tag not in known:
            yield f"{element.tag} has no {child.tag} in it"
        else:
            yield from problems_of(child, rules)


def read(text):
    """The root of a report; raises ValueError where a schema, or its own counts, are not kept."""
    root = ElementTree.fromstring(text)
    found = [f"Jenkins: {problem}" for problem in problems_of(root, JENKINS)]
    found += [f"Ant: {problem}" for problem in problems_of(root, ANT)]
    for suite in root:
        cases = suite.findall("testcase")
        counts = {"tests": len(cases), "failures": sum(case.find("failure") is not None for case in cases),
                  "skipped": sum(case.find("skipped") is not None for case in cases), "errors": 0}
        found += [f"{suite.get('name')}: {name} is {suite.get(name)}, not {count}"
                  for name, count in counts.items() if suite.get(name) != str(count)]
    if found:
        raise ValueError("; ".join(found))
    return root
