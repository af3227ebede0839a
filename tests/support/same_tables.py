#!/usr/bin/env python3
"""Every view of a store beside the table of its name in PostgreSQL.

    same_tables.py STORE SCHEMA psql WORD...

`psql WORD...` reaches the database. Row by row and cell by cell, NULL apart from
an empty text, numbers bit for bit, each of the type of its column; also the keys
and the comments. Prints "same TABLES ROWS", or what differs, exit status 1.
"""
import sqlite3
import struct
import subprocess
import sys

store, schema, psql = sys.argv[1], sys.argv[2], sys.argv[3:]


def ask(sql):
    done = subprocess.run(psql + ["-qAtX", "-c", sql], capture_output=True,
                          check=True, timeout=120)
    return done.stdout.decode()


ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v",
           "\\": "\\"}


def cell(text, kind):
    """Of COPY's text form."""
    if text == "\\N":
        return None
    out, i = [], 0
    while i < len(text):
        if text[i] == "\\":
            i += 1
            out.append(ESCAPES[text[i]])
        else:
            out.append(text[i])
        i += 1
    text = "".join(out)
    if kind == "text":
        return text
    return float(text) if kind == "double precision" else int(text)


def bits(v):
    """What sorts, and tells 1 from 1.0 and 0.0 from -0.0."""
    if v is None:
        return ("", "")
    if isinstance(v, float):
        return ("real", struct.pack(">d", v).hex())
    return (type(v).__name__, str(v))


def fits(v, kind):
    return v is None or isinstance(v, {"text": str, "integer": int,
                                       "bigint": int,
                                       "double precision": float}[kind])


wrong = []
columns = {}
for line in ask(f"""SELECT table_name || chr(9) || column_name || chr(9)
        || data_type FROM information_schema.columns
        WHERE table_schema = '{schema}'
        ORDER BY table_name, ordinal_position""").splitlines():
    table, name, kind = line.split("\t")
    columns.setdefault(table, []).append((name, kind))
keys = dict(line.split("\t") for line in ask(f"""SELECT conrelid::regclass::text
        || chr(9) || pg_get_constraintdef(oid) FROM pg_constraint
        WHERE contype = 'p' AND connamespace = '{schema}'::regnamespace
        """).splitlines())
untold = ask(f"""SELECT relname FROM pg_class WHERE relkind = 'r'
        AND relnamespace = '{schema}'::regnamespace
        AND coalesce(obj_description(oid, 'pg_class'), '') = ''""")
if untold:
    wrong.append("without a comment: " + untold)

db = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
views = [r[0] for r in db.execute("""SELECT name FROM sqlite_schema
    WHERE type = 'view' AND name LIKE 'v\\_%' ESCAPE '\\' ORDER BY name""")]
rows = 0
for view in views:
    q = db.execute(f"SELECT * FROM {view}")
    names = [d[0] for d in q.description]
    have = columns.get(view, [])
    if [n for n, _ in have] != names:
        wrong.append(f"{view}: columns {have}, not {names}")
        continue
    kinds = [k for _, k in have]
    want = []
    for row in q:
        # sums of whole numbers are whole where a number is wanted
        row = [float(v) if k == "double precision" and isinstance(v, int)
               else v for v, k in zip(row, kinds)]
        if not all(fits(v, k) for v, k in zip(row, kinds)):
            wrong.append(f"{view}: {row} is not of {kinds}")
        want.append(tuple(map(bits, row)))
    copied = ask(f"COPY (SELECT * FROM {schema}.{view}) TO STDOUT")
    got = [tuple(bits(cell(c, k)) for c, k in zip(line.split("\t"), kinds))
           for line in copied.split("\n")[:-1]]
    want.sort()
    got.sort()
    if want != got:
        missing = [r for r in want if r not in set(got)][:2]
        more = [r for r in got if r not in set(want)][:2]
        wrong.append(f"{view}: {len(want)} rows, {len(got)} copied: "
                     f"missing {missing}, too many {more}")
    rows += len(got)
for table in ("v_area", "v_indicator", "v_observation", "v_trend", "v_latest"):
    if f"{schema}.{table}" not in keys:
        wrong.append(f"{table} has no key")
others = sorted(set(columns) - set(views))
if others != ["meta", "meta_source", "published_part", "published_table"]:
    wrong.append(f"others: {others}")
for w in wrong:
    print(w[:1500])
if wrong:
    sys.exit(1)
print("same", len(views), rows > 0)
