#!/usr/bin/env python3
"""Plants hidden cells into recorded figures, and tries to get them back.

    privacy.py plant SNAPSHOT OUT VARIANT

writes answers in exchange form into OUT, made of the recorded persons of 683 of
every municipality (their shares printed with five decimals, so that each is
known by its digits), and OUT/secrets.json, what nobody may learn of them:

    683  cells that were never published: one of the two municipalities of a
         county, two of a larger one (the second so that the first cannot be
         had by subtraction), and one that is hidden in every year
    228  cells that were published, revised, and hidden or left out since

Two VARIANTs differ in the secrets of 228 alone: what is published then must be
the same to the byte.

    privacy.py attack OUT STORE PATH...

reads the store, every file below each PATH and the findings, and prints each
number that is a secret, as a share or in persons, or that makes one with one
more number beside it. Exact: persons are whole numbers, and a share is compared
as the fraction that it is.
"""
import json
import os
import random
import re
import sqlite3
import sys
from fractions import Fraction

COUNTY, OTHER = "09", "08"
PAIR = ("398", "016")  # all that county 09 has here
ALONE, TWO, EVER = "016", ("020", "108"), "143"
GONE = [("016", 2022), ("398", 2021), ("020", 2022), ("143", 2020)]


def read(path):
    head, body = open(path, encoding="utf-8").read().split("\n\n", 1)
    return head, body


def areas(snapshot, out):
    """The list of areas, with two municipalities in county 09."""
    head, body = read(f"{snapshot}/2026-03-01-sotkanet-areas.exchange")
    member, lines = {}, []
    for line in body.splitlines():
        cells = line.split("\t")
        if cells[0] == "kunta" and f"hyvinvointialue:{COUNTY}" in cells[5] \
                and cells[1] not in PAIR:
            cells[5] = cells[5].replace(f"hyvinvointialue:{COUNTY}",
                                        f"hyvinvointialue:{OTHER}")
        found = re.search(r"hyvinvointialue:(\S+)", cells[5])
        if cells[0] == "kunta" and found:
            member[cells[1]] = found[1]
        lines.append("\t".join(cells))
    head = re.sub("fetched_at .*", "fetched_at 2024-01-01T00:00:00Z", head)
    with open(f"{out}/0-areas.exchange", "w", encoding="utf-8") as f:
        f.write(head + "\n\n" + "\n".join(lines) + "\n")
    return member


def truth(snapshot, member):
    """{(town, year): [persons, of how many]} of 683, as it was recorded."""
    figures = {}
    _, body = read(f"{snapshot}/2025-10-01-sotkanet-683.exchange")
    for line in body.splitlines():
        kind, code, _, first, *cells = line.split()
        for i, cell in enumerate(cells):
            value, _, persons = cell.partition("/")
            if kind == "kunta" and persons \
                    and member.get(code) in (COUNTY, OTHER):
                a = int(float(persons))
                figures[code, int(first) + i] = [
                    a, round(100 * a / float(value))]
    return figures


def share(a, d):
    return round(100 * a / d, 5)


def own(figures, taken):
    """Every share another one, and with five decimals: known by its digits."""
    for cell in figures.values():
        while share(*cell) in taken or str(share(*cell))[-6:-5] != ".":
            cell[1] += 1
        taken.add(share(*cell))


def wholes(figures, member):
    """The same of counties and the country, by adding up."""
    out = {}
    for (code, year), (a, d) in figures.items():
        for key in ("hyvinvointialue", member[code], year), ("maa", "358", year):
            one = out.setdefault(key, [0, 0])
            one[0] += a
            one[1] += d
    return out


def write(out, name, indicator, when, figures, totals, hidden, left=()):
    head, _ = read(f"{SNAPSHOT}/2025-10-01-sotkanet-683.exchange")
    years = sorted({year for _, year in figures})
    head = re.sub("indicator=683", f"indicator={indicator}", head)
    head = re.sub("indicator 683", f"indicator {indicator}", head)
    head = re.sub("fetched_at .*", f"fetched_at {when}T00:00:00Z", head)
    head = re.sub("decimals .*", "decimals 5", head)
    rows = {("kunta", c, y): v for (c, y), v in figures.items()}
    rows.update(totals)
    with open(f"{out}/{name}.exchange", "w", encoding="utf-8") as f:
        f.write(head + "\n\n")
        for kind, code in sorted({k[:2] for k in rows}):
            cells = []
            for year in years:
                a, d = rows.get((kind, code, year), (None, None))
                if a is None or (code, year) in left and kind == "kunta":
                    cells.append(".")
                elif (code, year) in hidden and kind == "kunta":
                    cells.append("S")
                else:
                    cells.append(f"{share(a, d):.5f}/{a}")
            f.write(f"{kind} {code} total {years[0]} {' '.join(cells)}\n")


def plant(out, variant):
    os.makedirs(out, exist_ok=True)
    member = areas(SNAPSHOT, out)
    figures = truth(SNAPSHOT, member)
    shift = random.Random(variant)
    secrets = []

    # never published
    for year in {y for _, y in figures}:
        figures[EVER, year] = [61 + year % 3, 7919]
    figures[EVER, 2015] = [3001, 7919]
    taken = set()
    own(figures, taken)
    hidden = {(ALONE, 2022), (ALONE, 2023), (TWO[0], 2023), (TWO[1], 2023)}
    hidden |= {(EVER, y) for c, y in figures if c == EVER}
    write(out, "1-683", 683, "2025-10-01", figures, wholes(figures, member),
          hidden)
    for cell in sorted(hidden):
        secrets.append(["683", *cell, *figures[cell]])

    # published, revised, withdrawn: only these cells differ, never the wholes
    known = {(c, y): [a + 11, d] for (c, y), (a, d) in figures.items()
             if y < 2023}
    own(known, taken)
    totals = wholes(known, member)
    old = {k: list(v) for k, v in known.items()}
    for name, when in ("2-228", "2024-03-01"), ("3-228", "2025-03-01"):
        for cell in GONE:
            old[cell] = [known[cell][0] + shift.randrange(7, 60),
                         known[cell][1] - shift.randrange(1, 90)]
            own({cell: old[cell]}, taken)
            secrets.append(["228", *cell, *old[cell]])
        write(out, name, 228, when, old, totals, ())
    write(out, "4-228", 228, "2026-02-01", known, totals,
          {GONE[0], GONE[2]}, {GONE[1], GONE[3]})
    # one that is held back: a year ten times too high, and two cells hidden
    odd = {(c, y): [a, d / 10 if y == 2019 else d]
           for (c, y), (a, d) in known.items()}
    os.makedirs(f"{out}/held", exist_ok=True)
    write(out, "held/5-228", 228, "2026-02-01", odd, totals,
          {GONE[0], GONE[2]})
    with open(f"{out}/secrets.json", "w", encoding="utf-8") as f:
        json.dump(secrets, f)


# --- the attack --------------------------------------------------------------

NUMBER = re.compile(r"(?<![\w.,])[-\u2212]?\d+(?:[.,]\d+)?(?![\w])")


def numbers(text):
    for found in NUMBER.findall(text):
        yield float(found.replace("\u2212", "-").replace(",", "."))


def exactly(x, y):
    return abs(x - y) <= 1e-9 * max(1, abs(y))


def texts(secrets, path):
    for folder, _, names in os.walk(path):
        for name in sorted(names):
            if not name.endswith((".csv", ".html", ".svg", ".json", ".txt",
                                  ".xml", ".ics", ".js", ".tsv")):
                continue
            full = os.path.join(folder, name)
            text = open(full, encoding="utf-8").read()
            seen = {round(x, 5) for x in numbers(text)}
            for s in secrets:
                if share(*s[3:]) in seen:
                    print("found", s[:3], "in", full)


def rows(db):
    """Every row of every table and view, with the numbers that it shows; those
    of sentences too, but not those of codes."""
    names = [r[0] for r in db.execute(
        "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name"
        " NOT LIKE 'sqlite%' AND name NOT LIKE 'indicator_search%'"
        " ORDER BY name")]
    for name in names:
        for row in db.execute(f'SELECT * FROM "{name}"'):
            found = [x for x in row if isinstance(x, float)]
            for cell in row:
                if isinstance(cell, str) and (" " in cell or "." in cell):
                    found += numbers(cell)
            yield name, row, found


def attack_rows(secrets, db):
    """One step: a number of a row, or two of a row of the same indicator, that
    are a secret share; of findings, two whole numbers that are its persons."""
    ids = dict(db.execute("SELECT id, code FROM indicator"))
    for name, row, found in rows(db):
        of = {ids.get(x, x) for x in row if isinstance(x, (int, str))}
        for s in secrets:
            pct = 100 * s[3] / s[4]
            if any(exactly(x, pct) or exactly(x, share(*s[3:])) for x in found):
                print("found", s[:3], "in", name, row)
            if s[0] not in of:
                continue
            for i, x in enumerate(found):
                for y in found[i + 1:]:
                    if exactly(abs(x - y), pct) or exactly(x + y, pct) or (
                            "quality" in name and abs(x - y) == s[3] > 100):
                        print("made", s[:3], "of", x, y, "in", name, row)


def rank(matrix):
    """By exact elimination; also which unknowns are determined."""
    m = [list(map(Fraction, r)) for r in matrix if any(r)]
    width = len(m[0]) if m else 0
    lead, done = 0, []
    for col in range(width):
        at = next((r for r in range(lead, len(m)) if m[r][col]), None)
        if at is None:
            continue
        m[lead], m[at] = m[at], m[lead]
        m[lead] = [v / m[lead][col] for v in m[lead]]
        for r, one in enumerate(m):
            if r != lead and one[col]:
                m[r] = [v - one[col] * w for v, w in zip(one, m[lead])]
        lead += 1
        done.append(col)
    return {next(c for c, v in enumerate(r) if v)
            for r in m[:lead] if sum(1 for v in r if v) == 1}


def attack_sums(secrets, db):
    """The source's own sums determine some cells; ours no further one. The
    unknowns are persons of hidden cells of 683; an equation is a whole that the
    source publishes, or a benchmark of ours that is the rest of a whole."""
    hva = dict(db.execute(
        "SELECT code, hva_code FROM v_area WHERE kind = 'kunta'"))
    cells = sorted({(s[1], s[2]) for s in secrets if s[0] == "683"})
    at = {c: i for i, c in enumerate(cells)}

    def equation(keep, year):
        row = [0] * len(cells)
        for (code, y), i in at.items():
            row[i] = int(y == year and keep(code))
        return row

    theirs = []
    for kind, code, year in db.execute(
            "SELECT area_kind, area_code, year FROM v_observation"
            " WHERE indicator = '683' AND value IS NOT NULL"
            " AND area_kind IN ('hyvinvointialue', 'maa')"):
        theirs.append(equation(
            lambda c: kind == "maa" or hva.get(c) == code, year))
    values = {(k, c, y): v for k, c, y, v in db.execute(
        "SELECT area_kind, area_code, year, value FROM v_observation"
        " WHERE indicator = '683'")}
    ours, tried = [], 0
    for code, year, kind, bench, county in db.execute(
            "SELECT area_code, year, area_kind, benchmark, county_benchmark"
            " FROM v_position WHERE indicator = '683' AND value IS NOT NULL"):
        whole = values["maa", "358", year]
        if bench is not None and bench != whole:
            ours.append(equation(
                lambda c: c != code and hva.get(c) != code, year))
            tried += 1
        mine = values.get(("hyvinvointialue", hva.get(code), year))
        if kind == "kunta" and county is not None and county != mine:
            row = equation(lambda c: c != code and hva.get(c) == hva[code], year)
            tried += 1
            ours.append(row)
            shown = [c for c in hva if hva[c] == hva[code] and c != code
                     and values.get(("kunta", c, year)) is not None]
            if sum(row) == 1 and not shown:
                print("the rest of", hva[code], "without", code, "is", year,
                      "of one hidden municipality")
    before, after = rank(theirs), rank(theirs + ours)
    for i in sorted(after - before):
        print("determined by our figures:", cells[i])
    print(len(cells), "hidden,", len(before), "determined by the source's own"
          " sums,", tried, "benchmarks without the area", file=sys.stderr)


def main():
    global SNAPSHOT
    if sys.argv[1] == "plant":
        SNAPSHOT = sys.argv[2]
        plant(sys.argv[3], sys.argv[4])
        return
    out, store, *paths = sys.argv[2:]
    secrets = json.load(open(f"{out}/secrets.json"))
    db = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    attack_rows(secrets, db)
    attack_sums(secrets, db)
    for path in paths:
        texts(secrets, path)


main()
