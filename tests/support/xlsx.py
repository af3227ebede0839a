#!/usr/bin/env python3
"""A workbook of `export xlsx` beside the store that it was made of.

    xlsx.py BOOK STORE area KIND CODE | negotiation ID | all
    xlsx.py --texts BOOK TEXTS

BOOK is the file, or a folder of CSV that another program made of it, one for each
sheet. Every figure is compared with the views; each row must be whole; nothing may be
a formula or lead outside. Prints how many figures were the same. --texts: each line
of TEXTS (JSON) is the text of some cell.
"""
import csv
import json
import os
import re
import sqlite3
import sys
import zipfile
from xml.etree import ElementTree as ET

NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CODE = re.compile(r"_x([0-9A-Fa-f]{4})_")
SEX = {"yhteensä": "total", "miehet": "male", "naiset": "female"}
OWN, NO = "rivin oma luku", "ei sovellu"
WHY = {"ei julkaistu": "missing", "salattu": "suppressed", NO: "not_applicable",
       "ei vielä julkaistu": "not_yet_published"}


def column(ref):
    n = 0
    for c in re.match("[A-Z]+", ref).group():
        n = n * 26 + ord(c) - 64
    return n - 1


def rows_of(stream):
    """Cells of a sheet: text or number; None where there is none."""
    for _, e in ET.iterparse(stream):
        if e.tag != NS + "row":
            continue
        row = []
        for c in e.iter(NS + "c"):
            assert c.find(NS + "f") is None, "a formula"
            at = column(c.get("r"))
            row += [None] * (at + 1 - len(row))
            if c.get("t") == "inlineStr":
                text = "".join(t.text or "" for t in c.iter(NS + "t"))
                row[at] = CODE.sub(lambda m: chr(int(m.group(1), 16)), text)
            else:
                assert c.get("t") in (None, "n"), c.get("t")
                row[at] = float(c.find(NS + "v").text)
        yield row
        e.clear()


def read_book(path):
    z = zipfile.ZipFile(path)
    assert z.testzip() is None
    for i in z.infolist():
        assert i.date_time[0] == 1980, i
        if i.filename.endswith(".rels"):
            assert b"External" not in z.read(i), i.filename
    assert not [n for n in z.namelist() if "externalLink" in n or "vba" in n]
    names = [s.get("name") for s in ET.fromstring(z.read("xl/workbook.xml"))
             .iter(NS + "sheet")]
    for i, name in enumerate(names, 1):
        assert len(name) <= 31, name
        head = z.open(f"xl/worksheets/sheet{i}.xml").read(2000).decode("utf-8", "ignore")
        if i > 1:
            assert 'state="frozen"' in head, name
        yield name, rows_of(z.open(f"xl/worksheets/sheet{i}.xml"))


def number(s):
    """A cell of CSV: whether it is a number is for the column to say."""
    try:
        return float(s)
    except ValueError:
        return s


def read_csv(folder):
    for name in sorted(os.listdir(folder)):
        if name.endswith(".csv"):
            with open(f"{folder}/{name}", encoding="utf-8", newline="") as f:
                rows = [[number(c) if c != "" else None for c in r]
                        for r in csv.reader(f)]
            yield name.rsplit("-", 1)[1][:-4], iter(rows)


class Compared:
    def __init__(self, store, how):
        self.db = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
        self.how = how
        self.n = self.reasons = 0
        self.observed = {}
        for r in self.db.execute("SELECT area_kind, area_code, source || ' ' ||"
                                 " indicator, year, sex, value, status"
                                 " FROM v_observation"):
            self.observed[r[:5]] = r[5:]
        self.county = dict(self.db.execute(
            "SELECT kind || code, hva_code FROM v_area WHERE hva_code IS NOT NULL"))
        self.followed = {r[0] for r in self.db.execute(
            "SELECT source || ' ' || indicator FROM v_indicator WHERE followed")}

    def same(self, cell, value, none, where):
        if value is None:
            assert isinstance(cell, str) and cell in none, (where, cell, none)
            self.reasons += 1
            return
        assert isinstance(cell, float), (where, cell, value)
        assert abs(cell - value) <= 1e-13 * abs(value), (where, cell, value)
        self.n += 1

    def figure(self, cell, key, where):
        value, status = self.observed.get(key, (None, "missing"))
        none = [w for w, s in WHY.items() if s == status]
        self.same(cell, value, none, where)

    def beside(self, row, kind, code, rest, where):
        own, county, country = row
        self.figure(own, (kind, code) + rest, where)
        if kind == "hyvinvointialue":
            assert county == OWN, (where, county)
        elif kind + code not in self.county:
            assert county == NO, (where, county)
        else:
            self.figure(county, ("hyvinvointialue", self.county[kind + code])
                        + rest, where)
        if kind == "maa":
            assert country == OWN, (where, country)
        elif ("maa", "358") + rest in self.observed:
            self.figure(country, ("maa", "358") + rest, where)
        else:
            self.figure(country, ("nuts1", "1") + rest, where)

    def code(self, kind, cell):
        """A code that CSV made a number of."""
        if isinstance(cell, str):
            return cell
        for width in (1, 2, 3, 4):
            s = f"{int(cell):0{width}}"
            if (kind, s) in self.codes:
                return s
        return str(int(cell))

    def figures(self, rows):
        self.codes = {k[:2] for k in self.observed}
        seen = set()
        for r in rows:
            kind, code = r[1], self.code(r[1], r[2])
            rest = (r[3], int(r[6]), SEX[r[7]])
            assert (kind, code) + rest not in seen, r
            seen.add((kind, code) + rest)
            self.beside(r[8:11], kind, code, rest, r)
        want = {k for k in self.observed if self.wanted(k)}
        assert seen == want, (len(seen), len(want), list(seen ^ want)[:3])

    def wanted(self, k):
        if k[2] not in self.followed:
            return self.how[0] == "negotiation" and k[2] in self.linked and \
                self.inside(k)
        return self.inside(k)

    def inside(self, k):
        if self.how[0] == "all":
            return True
        if self.how[0] == "area":
            return k[:2] == tuple(self.how[1:])
        return k[:2] in self.areas

    def prepare(self):
        if self.how[0] != "negotiation":
            return
        county = self.db.execute("SELECT county_code FROM v_negotiation WHERE"
                                 " negotiation = ?", self.how[1:]).fetchone()[0]
        self.areas = {("maa", "358"), ("hyvinvointialue", county)} | set(
            self.db.execute("SELECT kind, code FROM v_area WHERE kind = 'kunta'"
                            " AND hva_code = ? AND valid_to IS NULL", (county,)))
        self.linked = {r[0] for r in self.db.execute(
            "SELECT source || ' ' || indicator FROM v_priority_link WHERE"
            " negotiation = ?", self.how[1:])}

    def trends(self, rows):
        want = {}
        for r in self.db.execute(
                "SELECT area_kind, area_code, source || ' ' || indicator, sex, slope,"
                " slope_low, slope_high, first_year, last_year, n FROM v_trend"
                " WHERE kind = 'long'"):
            if self.wanted((r[0], r[1], r[2])):
                want[r[:4]] = r[4:]
        for r in rows:
            key = (r[1], self.code(r[1], r[2]), r[3], SEX[r[6]])
            known = want.pop(key)
            assert isinstance(r[7], str) and r[7], r
            for cell, value in zip(r[8:14], known):
                self.same(cell, value, ("ei arvioitu", "ei voi laskea"), r)
        assert not want, list(want)[:3]

    def meter(self, rows):
        names, seen, today = {}, set(), set(self.db.execute(
            "SELECT kind, code FROM v_area WHERE valid_to IS NULL AND kind IN"
            " ('kunta', 'hyvinvointialue')"))
        for k, c, n in self.db.execute("SELECT kind, code, name_fi FROM v_area WHERE"
                                       " kind IN ('kunta', 'hyvinvointialue', 'maa')"):
            names.setdefault(n, []).append((k, c))
        cells = {r[:3]: r[3:] for r in self.db.execute(
            "SELECT area_kind, area_code, source || ' ' || indicator, cell, apart"
            " FROM v_matrix WHERE cell IS NOT NULL")}
        newest = {}
        for k in self.observed:
            if k[4] == "total":
                at = k[:3]
                newest[at] = max(newest.get(at, 0), k[3])
        for r in rows:
            kinds = [k for k, c in names[r[0]] if self.code(k, r[1]) == c]
            assert len(kinds) == 1, r
            kind, code = kinds[0], self.code(kinds[0], r[1])
            assert self.inside((kind, code)), r
            assert (kind, code, r[4]) not in seen, r
            seen.add((kind, code, r[4]))
            year = newest.get((kind, code, r[4]))
            self.same(r[7], year, ("ei lukuja",), r)
            if year is None:
                assert set(r[8:11]) == {"ei lukuja"}, r
            else:
                self.beside(r[8:11], kind, code, (r[4], year, "total"), r)
            cell, apart = cells.get((kind, code, r[4]), (None, None))
            self.same(r[13], None if apart else cell, ("ei järjestetty",), r)
        for k in newest:    # of areas of today none is left out
            assert k in seen or not self.wanted(k) or k[:2] not in today, k

    def agreed(self, rows):
        want = []
        for r in self.db.execute(
                "SELECT negotiation, source || ' ' || indicator, area_kind, area_code,"
                " sex, agreed_year, agreed_value, revised_value, current_year,"
                " current_value FROM v_agreement"):
            if r[1] is None or self.inside(r[2:4]):
                want.append((r[0], r[1], r[4]) + r[5:])
        if self.how[0] == "negotiation":
            want = [w for w in want if w[0] == self.how[1]]
        elif self.how[0] == "area":
            county = self.county.get(self.how[1] + self.how[2], self.how[2])
            mine = {r[0] for r in self.db.execute(
                "SELECT negotiation FROM v_negotiation WHERE county_code = ?",
                (county,))}
            want = [w for w in want if w[0] in mine]
        got = []
        for r in rows:
            linked = r[5] != "ei mittaria"
            got.append((r[0], r[5] if linked else None,
                        SEX[r[6]] if linked else None) + tuple(
                c if isinstance(c, float) else None for c in r[8:13]))
            self.n += sum(isinstance(c, float) for c in r[8:13])
        key = lambda t: tuple((x is not None, str(x) if not isinstance(x, (int, float))
                               else "", float(x) if isinstance(x, (int, float)) else 0)
                              for x in t)
        got.sort(key=key)
        want.sort(key=key)
        assert len(got) == len(want), (len(got), len(want))
        for g, w in zip(got, want):
            assert all(a == b or (a is not None and b is not None and a != "" and
                                  abs(a - b) <= 1e-13 * abs(b))
                       for a, b in zip(g[3:], w[3:])) and g[:3] == w[:3], (g, w)


def compare(book, store, how):
    c = Compared(store, how)
    c.prepare()
    c.codes = {k[:2] for k in c.observed}
    parts, sheets = {}, 0
    for name, rows in read_csv(book) if os.path.isdir(book) else read_book(book):
        sheets += 1
        if name == "Etusivu":
            continue
        rows = list(rows)
        head = rows.pop(0)
        if len(rows) == 1 and sum(x is not None for x in rows[0]) == 1:
            rows = []       # a sentence: there are none
        for r in rows:
            assert len(r) == len(head) and None not in r, (name, r)
        parts.setdefault(re.sub(r" \d$", "", name), []).extend(rows)
    c.figures(parts["Luvut"])
    c.trends(parts["Muutokset"])
    c.meter(parts["Mittaristo"])
    c.agreed(parts["Sovitut luvut"])
    print(f"sheets {sheets}, figures {c.n}, reasons {c.reasons}")


def texts(book, wanted):
    cells, longest = set(), 0
    for _, rows in read_book(book):
        for r in rows:
            for cell in r:
                if isinstance(cell, str):
                    cells.add(cell)
                    longest = max(longest, len(cell.encode("utf-16-le")) // 2)
    with open(wanted, encoding="utf-8") as f:
        for line in f:
            assert json.loads(line) in cells, line
    assert longest <= 32767, longest
    print("texts", "long" if longest == 32767 else "short")


if sys.argv[1] == "--texts":
    texts(*sys.argv[2:4])
else:
    compare(sys.argv[1], sys.argv[2], sys.argv[3:])
