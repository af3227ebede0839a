#!/usr/bin/env python3
"""What the tests reach, from gcovr's JSON: a table of the rooms, the files where
most is left out, and whether it is enough.

	tests/coverage.py REPORT.json

Enough are 90 % of the lines and 80 % of the branches, and each line of the
statistical core and of the retry policy, which are the files that
tests/mutants/tests.csv names. Exit status 1: it is not.
"""
import collections
import json
import os
import sys

LINES, BRANCHES, WORST = 90, 80, 20


def percent(hit, of):
    return 100 * hit / of if of else 100.0


def row(name, c):
    print("%-34s %7d %6.1f %% %9d %6.1f %%" % (
        name, c[1], percent(c[0], c[1]), c[3], percent(c[2], c[3])))


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        report = json.load(f)
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "mutants", "tests.csv"), encoding="utf-8") as f:
        core = [line.split(";")[0] for line in f if line[0] not in "#\n"]

    files, rooms = {}, collections.defaultdict(lambda: [0] * 4)
    lacking = {}
    for f in report["files"]:
        name, c = f["file"], [0] * 4
        lines = [l for l in f["lines"] if not l.get("gcovr/noncode")]
        for l in lines:
            c[0] += l["count"] > 0
            c[1] += 1
            c[2] += sum(b["count"] > 0 for b in l["branches"])
            c[3] += len(l["branches"])
        files[name] = c
        lacking[name] = [l["line_number"] for l in lines if not l["count"]]
        for key in (name.split("/")[0] if "/" in name else "the top",
                    "all", "the core" if name in core else None):
            if key:
                rooms[key] = [a + b for a, b in zip(rooms[key], c)]

    print("%-34s %7s %8s %9s %8s" % ("", "lines", "reached", "branches", "taken"))
    for name in sorted(rooms, key=lambda r: (r in ("all", "the core"), r)):
        row(name, rooms[name])
    print("\nThe %d files with the smallest share of lines:" % WORST)
    for name in sorted(files, key=lambda n: percent(*files[n][:2]))[:WORST]:
        row(name, files[name])

    bad = []
    total = rooms["all"]
    if percent(*total[:2]) < LINES:
        bad.append("fewer than %d %% of the lines" % LINES)
    if percent(*total[2:]) < BRANCHES:
        bad.append("fewer than %d %% of the branches" % BRANCHES)
    for name in core:
        if name not in files:
            bad.append("%s: not measured" % name)
        elif lacking[name]:
            bad.append("%s is of the core: never reached are the lines %s" % (
                name, ", ".join(map(str, lacking[name]))))
    print()
    for b in bad:
        print("coverage: " + b)
    if not bad:
        print("coverage: enough")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
