"""What `export datasette` wrote, read as Datasette's documentation says and asked as
Datasette asks: Python's sqlite3, the file opened for reading alone.

    datasette.py FOLDER STORE

Datasette itself is in no Debian release. Its keys are those of its documentation of
0.6x: Metadata, Facets, and Canned queries in Running SQL queries.
"""
import html.parser
import json
import re
import sqlite3
import sys

STEPS = 3_000_000  # of SQLite's machine: Datasette ends a query after a second
ROWS = 1000        # Datasette gives no more
LARGE = {"observation", "absence", "series", "revision", "trend", "position",
         "forecast", "scope", "answer", "peer_position", "level_change"}

TEXT = {"title": str, "description": str, "description_html": str, "license": str,
        "license_url": str, "source": str, "source_url": str, "about": str,
        "about_url": str}
ROOT = {**TEXT, "databases": dict}
DATABASE = {**TEXT, "tables": dict, "queries": dict}
TABLE = {**TEXT, "columns": dict, "units": dict, "sort": str, "sort_desc": str,
         "size": int, "facets": list, "hidden": bool}
QUERY = {**TEXT, "sql": str, "params": list}


def known(keys, o, where):
    for key, value in o.items():
        assert key in keys, (where, key)
        assert isinstance(value, keys[key]), (where, key, value)
        assert value != "", (where, key)


class Link(html.parser.HTMLParser):
    """The address of the only link; the text must have no other mark-up."""

    def __init__(self, text):
        super().__init__()
        self.href = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        assert tag == "a" and [a for a, _ in attrs] == ["href"], (tag, attrs)
        self.href = dict(attrs)["href"]


def example_of(query):
    href = Link(query["description_html"]).href
    assert re.fullmatch(r"\?(\w+=[\w-]+&?)+", href), href
    return dict(pair.split("=") for pair in href[1:].split("&"))


def columns_of(db, view):
    return [c[0] for c in db.execute(f"SELECT * FROM {view} LIMIT 0").description]


def check_tables(db, tables):
    there = {n: t for n, t in db.execute(
        "SELECT name, type FROM sqlite_schema WHERE type IN ('table', 'view')"
        " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")}
    assert set(tables) == set(there)
    facets = 0
    for name, o in tables.items():
        known(TABLE, o, name)
        if not name.startswith("v_"):
            assert o == {"hidden": True}, name
            continue
        assert o["title"].startswith(name + ": "), name
        assert len(o["title"]) > len(name) + 10, name
        columns = columns_of(db, name)
        for key in ("columns", "units"):
            assert set(o.get(key, {})) <= set(columns), (name, key)
        for key in ("sort", "sort_desc"):
            assert key not in o or o[key] in columns, (name, key)
        for column in o.get("facets", []):
            facets += 1
            assert column in columns, (name, column)
            kinds = db.execute(f"SELECT count(DISTINCT {column}) FROM {name}")
            assert kinds.fetchone()[0] <= 30, (name, column)
    assert facets > 15
    assert tables["v_trend"]["columns"]["slope"].startswith("Theil-Sen")
    assert "v_indicator" in tables["v_latest"]["columns"]["county_value"]
    assert "v_indicator" not in tables["v_measure"]["columns"].get("value", "")
    assert tables["v_run"]["units"]["seconds"] == "second"


def reads_whole(db, sql, values):
    """The large tables that are walked from one end, with nothing that stops it."""
    roots = {r: n for n, r in db.execute(
        "SELECT tbl_name, rootpage FROM sqlite_schema WHERE rootpage > 0")}
    tables, walked, bound = {}, set(), set()
    for _, op, p1, p2, *_ in db.execute("EXPLAIN " + sql, values):
        if op in ("OpenRead", "ReopenIdx"):
            tables[p1] = roots.get(p2)
        elif op in ("Rewind", "Last"):
            walked.add(p1)
        elif op in ("IdxLT", "IdxLE", "IdxGT", "IdxGE"):
            bound.add(p1)
    return {tables.get(c) for c in walked - bound} & LARGE


def asked(db, sql, values):
    """All rows; an error where it takes too many steps."""
    steps = [0]

    def step():
        steps[0] += 1000
        return steps[0] > STEPS

    db.set_progress_handler(step, 1000)
    try:
        return db.execute(sql, values).fetchall()
    finally:
        db.set_progress_handler(None, 0)


def check_itself(db):
    """What a bad query would look like is seen."""
    for sql in ("SELECT max(slope) FROM trend", "SELECT * FROM observation LIMIT 1",
                "SELECT count(*) FROM series WHERE last_year = 2022"):
        assert reads_whole(db, sql, {}), sql
    try:
        asked(db, "SELECT max(value) FROM v_observation", {})
    except sqlite3.OperationalError as e:
        assert str(e) == "interrupted", e
    else:
        raise AssertionError("all figures within the steps")


def check_query(db, name, query):
    known(QUERY, query, name)
    values = example_of(query)
    assert set(values) == set(query["params"]), name
    named = set(re.findall(r":([a-zA-Z0-9_]+)", query["sql"]))
    assert named == set(query["params"]), (name, named)
    assert not reads_whole(db, query["sql"], values), name
    rows = asked(db, query["sql"], values)
    assert 0 < len(rows) <= ROWS, (name, len(rows))
    # a form that is sent empty
    nothing = asked(db, query["sql"], dict.fromkeys(values, ""))
    assert name == "revised" or not nothing, (name, len(nothing))
    return rows


def main():
    folder, store = sys.argv[1:]
    db = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    info = dict(db.execute("SELECT key, value FROM store_info"))
    languages = {}
    check_itself(db)
    for lang, file in (("fi", "metadata.json"), ("sv", "metadata.sv.json"),
                       ("en", "metadata.en.json")):
        with open(f"{folder}/{file}", encoding="utf-8") as f:
            m = json.load(f)
        known(ROOT, m, file)
        assert list(m["databases"]) == ["tilannekuva"]
        o = m["databases"]["tilannekuva"]
        known(DATABASE, o, file)
        for key in ("title", "description", "source", "license", "about"):
            assert m[key] == o[key], key
        assert info["content_id"][:12] in m["description"]
        assert "2026" in m["description"]
        assert "Tilastokeskus (CC BY 4.0)" in m["source"]
        assert m["license"].startswith("CC BY 4.0; ")
        assert "license_url" not in m  # not all are of that licence
        check_tables(db, o["tables"])
        found = {n: check_query(db, n, q) for n, q in o["queries"].items()}
        languages[lang] = m
    fi, sv, en = (languages[k]["databases"]["tilannekuva"] for k in ("fi", "sv", "en"))
    assert fi["tables"] == sv["tables"] == en["tables"]
    for name in fi["queries"]:
        assert len({q["queries"][name]["title"] for q in (fi, sv, en)}) == 3, name
        assert fi["queries"][name]["sql"] == en["queries"][name]["sql"]
    for name, rows in found.items():
        print(name, len(rows), *(json.dumps(cell, ensure_ascii=False)
                                 for cell in rows[0][:3]))


if __name__ == "__main__":
    main()
