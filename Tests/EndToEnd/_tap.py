"""Reads TAP 14 strictly: whatever the specification does not have is a problem.

https://testanything.org/tap-version-14-specification.html
"""

import json
import re

POINT = re.compile(r"(not )?ok (\d+) - (.*)")
DIRECTIVE = re.compile(r"(.*?)(?<!\\) # (SKIP|TODO)(?: (.*))?$")


def plain(text):
    """A description without its escapes, or None where one is missing."""
    result, position = "", 0
    while position < len(text):
        character = text[position]
        if character == "#":
            return None
        if character == "\\":
            position += 1
            if text[position:position + 1] not in ("#", "\\"):
                return None
            character = text[position]
        result += character
        position += 1
    return result


def scalar(text):
    """A JSON string, a whole number or a plain word: all that a block of ours may say."""
    if text.startswith('"'):
        return json.loads(text)
    if re.fullmatch(r"\d+", text):
        return int(text)
    if re.fullmatch(r"[a-z]+", text):
        return text
    raise ValueError(f"no scalar: {text}")


def block(lines):
    """The part of YAML that we write: keys with scalars, lists of scalars or one level of keys."""
    result, open_key = {}, None
    for line in lines:
        if found := re.fullmatch(r"(\w+):(?: (.+))?", line):
            open_key = found[1] if found[2] is None else None
            result[found[1]] = None if found[2] is None else scalar(found[2])
        elif open_key and (found := re.fullmatch(r"  - (.+)", line)):
            result[open_key] = (result[open_key] or []) + [scalar(found[1])]
        elif open_key and (found := re.fullmatch(r"  (\w+): (.+)", line)):
            result[open_key] = {**(result[open_key] or {}), found[1]: scalar(found[2])}
        else:
            raise ValueError(f"no YAML of ours: {line}")
    return result


def read(text):
    """The test points of a report; raises ValueError where it is not TAP 14."""
    if not text.endswith("\n"):
        raise ValueError("the last line does not end")
    lines = text[:-1].split("\n")
    if lines[0] != "TAP version 14":
        raise ValueError(f"the version is missing: {lines[0]}")
    plan, points, position = None, [], 1
    while position < len(lines):
        line = lines[position]
        position += 1
        if line.startswith("#"):
            continue
        if found := re.fullmatch(r"1\.\.(\d+)", line):
            if plan is not None or points:
                raise ValueError("the plan stands once, before or after all points")
            plan = int(found[1])
            continue
        found = POINT.fullmatch(line)
        if not found:
            raise ValueError(f"neither plan, point nor comment: {line}")
        directive = DIRECTIVE.fullmatch(found[3])
        name = plain(directive[1] if directive else found[3])
        if name is None:
            raise ValueError(f"an escape is missing: {line}")
        point = {"ok": not found[1], "name": name, "skip": None, "block": None}
        if directive:
            point["skip"] = directive[3] or ""
        points.append(point)
        if int(found[2]) != len(points):
            raise ValueError(f"point {found[2]} is number {len(points)}")
        if lines[position:position + 1] == ["  ---"]:
            end = lines.index("  ...", position)
            inside = lines[position + 1:end]
            if not all(row.startswith("  ") for row in inside):
                raise ValueError(f"a block that is not indented: {inside}")
            point["block"] = block([row[2:] for row in inside])
            position = end + 1
    if plan != len(points):
        raise ValueError(f"{plan} points are planned, there are {len(points)}")
    return points
