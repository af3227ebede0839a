#!/usr/bin/env python3
"""Plants one error a file into answers in exchange form, at random places.

    plant.py SEED FAULT WHEN AREAS OUT FILE...

Writes OUT/INDICATOR.exchange for each FILE (figures of one indicator) that the
fault fits into ("turn": another one each time), and one line a file on standard
output:

    fault TAB indicator TAB 1 or 0 (can it be told from the figures?) TAB where

WHEN "first" keeps the day of the answer. "second" moves it to 2026-04-01, an
answer behind a clean one. "next" writes two: OUT/INDICATOR-0.exchange, which
lacks the newest year, and the whole with an error in that year.
"""
import math
import os
import random
import re
import sys


class Answer:
    def __init__(self, path):
        text = open(path, encoding="utf-8").read()
        head, body = text.split("\n\n", 1)
        self.head = head.split("\n")
        self.indicator = self.field("indicator")
        self.unit = self.field("unit")
        self.rows = {}  # (kind, code, sex) -> {year: [value, numerator]}
        self.words = {}  # (key, year) -> a token that is no number
        for line in body.splitlines():
            kind, code, sex, first, *cells = line.split()
            key = (kind, code, sex)
            row = self.rows.setdefault(key, {})
            for i, cell in enumerate(cells):
                year = int(first) + i
                if cell[0] in "-0123456789":
                    v, _, n = cell.partition("/")
                    row[year] = [float(v), float(n) if n else None]
                elif cell != ".":
                    self.words[key, year] = cell
        self.years = sorted({y for r in self.rows.values() for y in r})
        self.step = min((step(v) for r in self.rows.values()
                         for v, n in r.values()), default=1)

    def field(self, name):
        for line in self.head:
            if line.startswith(name + " "):
                return line.split(" ", 1)[1]
        return ""

    def set(self, name, value):
        self.head = [name + " " + value if x.startswith(name + " ") else x
                     for x in self.head]

    def write(self, path):
        with open(path, "w", encoding="utf-8") as out:
            out.write("\n".join(self.head) + "\n\n")
            for key, row in self.rows.items():
                years = sorted(row) + [y for k, y in self.words if k == key]
                if not years:
                    continue
                cells = [self.cell(key, y)
                         for y in range(min(years), max(years) + 1)]
                out.write(" ".join([*key, str(min(years)), *cells]) + "\n")

    def cell(self, key, year):
        if year not in self.rows[key]:
            return self.words.get((key, year), ".")
        v, n = self.rows[key][year]
        return number(v) + ("/" + number(n) if n is not None else "")

    def column(self, year):
        return {k: r[year] for k, r in self.rows.items() if year in r}


def number(v):
    return repr(int(v)) if v == int(v) else repr(round(v, 10))


def step(v):
    s = 1.0
    while s > 0.0002 and abs(v / s - round(v / s)) > 1e-6:
        s /= 10
    return s


def rounded(v, s):
    return round(round(v / s) * s, 10)


def read_wholes(path):
    """(kind, code) of each whole -> the codes of its municipalities."""
    wholes = {}
    for line in open(path, encoding="utf-8").read().split("\n\n", 1)[1] \
            .splitlines():
        kind, code, _, _, _, parts = (line.split("\t") + [""] * 6)[:6]
        for whole in parts.split() if kind == "kunta" else []:
            wholes.setdefault(tuple(whole.split(":")), []).append(code)
    return wholes


def additive(a):
    return a.unit == "LKM" or any(n is not None for r in a.rows.values()
                                  for v, n in r.values())


def county(a, years, rng, wholes):
    """A county or region one in a hundred too high, persons and rate alike."""
    def size(cell):
        return cell[1] if cell[1] is not None else cell[0]

    def told(key, year):
        parts = [a.rows.get(("kunta", c, key[2]), {}).get(year)
                 for c in wholes.get(key[:2], [])]
        whole = size(a.rows[key][year])
        return len(parts) > 1 and None not in parts and whole >= 300 and \
            abs(sum(map(size, parts)) - whole) <= 0.001 * whole

    places = [(k, y) for k, r in a.rows.items() for y in r
              if k[0] in ("hyvinvointialue", "maakunta") and y in years]
    sure = [p for p in places if additive(a) and told(*p)]
    often = [k for k, y in sure]
    sure = [p for p in sure if often.count(p[0]) > 3 or
            p[0][0] == "hyvinvointialue"]
    places = sure or places
    if not places:
        return None
    key, year = rng.choice(places)
    cell = a.rows[key][year]
    if cell[1] is not None:
        cell[1] = round(cell[1] * 1.01)
        cell[0] = rounded(cell[0] * 1.01, a.step)
    else:
        cell[0] = rounded(cell[0] * 1.01, a.step)
    return year, bool(sure), "%s %s %s" % key


def swapped(a, years, rng, wholes):
    """Two municipalities in each other's place."""
    year = rng.choice(years)
    keys = [k for k, c in a.column(year).items()
            if k[0] == "kunta" and c[0] > 0]
    if len(keys) < 2:
        return None
    x, y = rng.sample(keys, 2)
    p, q = a.rows[x], a.rows[y]
    noise = max(changes(p, year), changes(q, year), changes_of_all(a))
    apart = abs(math.log(p[year][0] / q[year][0]))
    told = apart > 12 * noise * unrest(a, year) and \
        apart > 3 * max(widest(p), widest(q)) and \
        abs(p[year][0] - q[year][0]) > 9.5 * a.step
    p[year], q[year] = q[year], p[year]
    return year, told, "%s and %s" % (x[1], y[1])


def changes(row, year):
    """The usual change of a series from year to year, as a ratio."""
    ys = sorted(y for y in row if y != year and row[y][0] > 0)
    d = sorted(abs(math.log(row[b][0] / row[c][0])) for b, c in zip(ys, ys[1:]))
    return d[len(d) // 2] if len(d) >= 8 else 99


def changes_of_all(a):
    d = sorted(x for x in (changes(r, 0) for r in a.rows.values()) if x < 99)
    return d[len(d) // 2] / 4 if d else 99


def widest(row):
    """The largest change that a series ever had; where it was nothing, any."""
    ys = sorted(row)
    if min(row[y][0] for y in ys) <= 0:
        return 99
    return max(abs(math.log(row[b][0] / row[c][0])) for b, c in zip(ys, ys[1:]))


def unrest(a, year):
    """How many times as much as usual the areas moved in a year, at least 1."""
    least = changes_of_all(a)
    d = sorted(abs(math.log(r[year][0] / r[before][0])) /
               max(changes(r, 0), least)
               for r in a.rows.values() if year in r
               for before in [max((y for y in r if y < year), default=None) or
                              min((y for y in r if y > year), default=year)]
               if r[year][0] > 0 and r[before][0] > 0)
    return max(1, d[len(d) // 2], d[len(d) * 95 // 100] / 4) if d else 99


def decimal(a, years, rng, wholes):
    """One value ten times too large: its decimal sign is lost."""
    year = rng.choice(years)
    keys = [k for k, c in a.column(year).items() if c[0] >= 10 * a.step]
    if not keys:
        return None
    key = rng.choice(keys)
    row = a.rows[key]
    told = changes(row, year) * unrest(a, year) < 0.06 and widest(row) < 0.23
    row[year][0] = rounded(row[year][0] * 10, a.step)
    return year, told, "%s %s %s" % key


def long_enough(a):
    full = [y for y in a.years if len(a.column(y)) >= 100]
    return len(full) >= 6


def doubled(a, years, rng, wholes):
    """Every value of a year twice what it is."""
    year = rng.choice(years)
    for c in a.column(year).values():
        c[0] *= 2
        c[1] = c[1] * 2 if c[1] is not None else None
    positive = all(v >= 0 for r in a.rows.values() for v, n in r.values())
    return year, long_enough(a) and positive, "all"


def repeated(a, years, rng, wholes):
    """A year that gives the figures of the year before."""
    years = [y for y in years if y - 1 in a.years]
    if not years:
        return None
    year = rng.choice(years)
    for key, cell in a.column(year - 1).items():
        a.rows[key][year] = list(cell)
    return year, long_enough(a), "all"


def shifted(a, years, rng, wholes):
    """The figures of a year one row further down."""
    year = rng.choice(years)
    keys = [k for k in a.column(year)]
    cells = [a.rows[k][year] for k in keys]
    for i, k in enumerate(keys):
        a.rows[k][year] = cells[i - 1]
    same = sorted(changes(r, year) for r in a.rows.values())
    values = sorted(c[0] for c in cells if c[0] > 0)
    apart = math.log(values[3 * len(values) // 4] / values[len(values) // 4]) \
        if len(values) >= 100 else 0
    return year, long_enough(a) and apart > 6 * same[len(same) // 2], "all"


def later(a, years, rng, wholes):
    """Every figure from some year on a year too late."""
    years = [y for y in years if y - 1 in a.years]
    if not years:
        return None
    start = rng.choice(years)
    for row in a.rows.values():
        old = {y: list(c) for y, c in row.items()}
        for y in a.years:
            if y >= start:
                row.pop(y, None)
                if y - 1 in old:
                    row[y] = old[y - 1]
    return start, long_enough(a), "all"


FAULTS = {f.__name__: f for f in (county, swapped, decimal, doubled, repeated,
                                  shifted, later)}


def cut_newest(path, out):
    a = Answer(path)
    last = a.years[-1]
    if len(a.years) < 2 or a.years[-2] != last - 1:
        return False
    for row in a.rows.values():
        row.pop(last, None)
    a.words = {k: w for k, w in a.words.items() if k[1] != last}
    a.rows = {k: r for k, r in a.rows.items() if r}
    a.set("scope", re.sub(r"-%d\b" % last, "-%d" % (last - 1),
                          a.field("scope")))
    a.set("request", a.field("request").replace("&years=%d" % last, ""))
    a.write(out)
    return True


def main():
    seed, fault, when, areas, out, *files = sys.argv[1:]
    wholes = read_wholes(areas)
    for i, path in enumerate(sorted(files)):
        a = Answer(path)
        chosen = list(FAULTS)[(i + int(seed)) % len(FAULTS)] \
            if fault == "turn" else fault
        name = os.path.join(out, a.indicator)
        rng = random.Random("%s %s %s" % (seed, chosen, a.indicator))
        years = a.years
        if when == "next":
            if not cut_newest(path, name + "-0.exchange"):
                continue
            years = a.years[-1:]
        what = FAULTS[chosen](a, years, rng, wholes)
        if not what:
            continue
        if when != "first":
            a.set("fetched_at", "2026-04-01T00:00:00Z")
        a.write(name + ".exchange")
        print(chosen, a.indicator, int(what[1]), what[2], what[0], sep="\t")


main()
